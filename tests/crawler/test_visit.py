"""What a run asks for, and how it goes on after anything, told without a network."""

import pydoc
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.capture import Capture
from archive.clock import Clock
from archive.errors import ArchiveError
from archive.store import Archive
from archive.warc import CaptureWriter, read_captures
from crawler.configuration import Configuration
from crawler.itinerary import Ask, Scope
from crawler.site import Site
from crawler.visit import Visit

BASE = "http://wsjk.linhu.example"
SITE = Site(id="linhu", name="临湖区卫生健康局", urls=(f"{BASE}/tzgg/index.html",), level="county")
DAY = datetime(2024, 9, 2, 1, tzinfo=UTC)
SUBJECTS = [
    "流感疫苗接种",
    "无偿献血",
    "饮用水监测",
    "职业健康检查",
    "登革热防控",
    "医师节活动",
    "控烟宣传",
    "爱国卫生",
    "急救培训",
]

Pages = dict[str, bytes | int]
"""What each address answers: a body, or a status."""


def article(number: int, more: str = "") -> bytes:
    subject = SUBJECTS[number % len(SUBJECTS)]
    return f"""<html><head><title>关于做好{subject}工作的通知_临湖区卫生健康局</title></head><body>
    <div class="nav"><a href="/">首页</a><a href="/tzgg/index.html">通知公告</a></div>
    <h1>关于做好{subject}工作的通知</h1><div class="info">发布日期：2024-08-{number:02d} 来源：临湖区卫生健康局</div>
    <div class="content"><p>各镇卫生院、区属各医疗卫生单位：</p>
    <p>为进一步做好全区{subject}工作，经研究，现将第{number}号安排通知如下，请结合实际，认真抓好落实。</p>
    <p>一、加强组织领导。各单位要明确{number}名负责同志牵头{subject}，细化分工，落实责任，确保取得实效。</p>
    <p>二、及时报送信息。请于8月{number + 1}日前，将{subject}工作情况报送区卫生健康局办公室。</p>{more}
    <p>临湖区卫生健康局</p><p>2024年8月{number}日</p></div></body></html>""".encode()


def listing(numbers: range, next_page: str | None = None) -> bytes:
    rows = "".join(
        f'<li><a href="/tzgg/202408/t202408{n:02d}_{n}.html" title="关于做好{SUBJECTS[n % len(SUBJECTS)]}工作的通知">'
        f"关于做好{SUBJECTS[n % len(SUBJECTS)]}工作的通知</a><span>2024-08-{n:02d}</span></li>"
        for n in numbers
    )
    pager = f'<div class="page"><a href="{next_page}">下一页</a></div>' if next_page else ""
    return f"<html><body><h2>通知公告</h2><ul class='list'>{rows}</ul>{pager}</body></html>".encode()


def newly_failed(visit: Visit) -> list[str]:
    return [site for site, verdict in visit.verdicts.items() if verdict.newly_failed]


def page_url(number: int) -> str:
    return f"{BASE}/tzgg/202408/t202408{number:02d}_{number}.html"


def site_of_two_lists() -> Pages:
    pages: Pages = {f"{BASE}/tzgg/index.html": listing(range(9, 4, -1), "index_1.html")}
    pages[f"{BASE}/tzgg/index_1.html"] = listing(range(4, 0, -1))
    pages.update({page_url(n): article(n) for n in range(1, 10)})
    return pages


@contextmanager
def visit_of(folder: Path, day: int = 0, scope: Scope | None = None, site: Site = SITE) -> Iterator[Visit]:
    now = DAY + timedelta(days=day)
    with (
        Archive.open(folder / "notices.db", now=now) as archive,
        CaptureWriter(folder / "captures", now) as captures,
    ):
        yield Visit(
            archive=archive,
            captures=captures,
            sites=[site],
            clock=Clock(now),
            configuration=Configuration(),
            scope=scope or Scope(),
        )


def run(
    folder: Path, pages: Mapping[str, bytes | int], *, day: int = 0, scope: Scope | None = None,
    stop_after: int | None = None, validators: bool = False,
) -> tuple[list[str], Visit]:  # fmt: skip
    """Walk the pages as the spider would; the addresses asked for.  A stop is a kill: no `end`."""
    asked: list[str] = []
    with visit_of(folder, day, scope) as visit:
        queue = visit.begin()
        while queue:
            if stop_after is not None and len(asked) == stop_after:
                return asked, visit
            queue.sort(key=lambda ask: ask.lead.kind != "listing")
            ask = queue.pop(0)
            asked.append(ask.lead.url)
            queue += answer(visit, ask, pages, DAY + timedelta(days=day), validators)
        visit.end(interrupted=False)
    return asked, visit


def answer(
    visit: Visit, ask: Ask, pages: Mapping[str, bytes | int], now: datetime, validators: bool
) -> list[Ask]:
    content = pages.get(ask.lead.url, 404)
    if content == 0:
        return visit.failed(ask, "refused", "nothing listens there")
    body, status = (b"<h1>error</h1>", content) if isinstance(content, int) else (content, 200)
    headers = [("Content-Type", "text/html; charset=utf-8")]
    if validators and status == 200:
        tag = f'"{len(body)}"'
        headers.append(("ETag", tag))
        if ask.lead.etag == tag:
            body, status = b"", 304
    return visit.answered(
        ask,
        Capture(
            url=ask.lead.url, fetched_at=now, status=status, headers=tuple(headers), body=body,
            site=ask.lead.site, kind=ask.lead.kind, via=ask.lead.via,
            listed_title=ask.lead.listed_title, listed_date=ask.lead.listed_date,
        ),
    )  # fmt: skip


def count(folder: Path, table: str, where: str = "1") -> int:
    with Archive.open_readonly(folder / "notices.db") as archive:
        return int(archive.conn.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def test_a_first_run_takes_in_every_page_of_every_list(tmp_path: Path) -> None:
    asked, visit = run(tmp_path, site_of_two_lists())
    assert len(asked) == 11
    assert count(tmp_path, "notices") == 9
    assert count(tmp_path, "pages", "listed = 1") == 9
    assert visit.tallies["linhu"].new == 9
    assert count(tmp_path, "crawls", "outcome = 'ok'") == 1
    assert count(tmp_path, "sites", "health = 'ok'") == 1


def test_a_second_run_asks_for_the_first_list_only(tmp_path: Path) -> None:
    run(tmp_path, site_of_two_lists())
    asked, visit = run(tmp_path, site_of_two_lists(), day=1)
    assert asked == [f"{BASE}/tzgg/index.html"]
    assert visit.tallies["linhu"].new == 0


def test_an_unchanged_list_leaves_the_site_well(tmp_path: Path) -> None:
    run(tmp_path, site_of_two_lists(), validators=True)
    asked, _ = run(tmp_path, site_of_two_lists(), day=1, validators=True)
    assert len(asked) == 1
    assert count(tmp_path, "sites", "health = 'ok'") == 1
    assert count(tmp_path, "crawls", "outcome = 'ok'") == 2


def test_new_entries_under_a_pinned_one_are_found(tmp_path: Path) -> None:
    pages = site_of_two_lists()
    pages[f"{BASE}/tzgg/index.html"] = listing(range(7, 3, -1), "index_1.html")
    pages[f"{BASE}/tzgg/index_1.html"] = listing(range(3, 0, -1))
    run(tmp_path, pages)
    pages[f"{BASE}/tzgg/index.html"] = listing(range(9, 4, -1), "index_1.html")
    pages[f"{BASE}/tzgg/index_1.html"] = listing(range(4, 0, -1))
    asked, _ = run(tmp_path, pages, day=1)
    assert asked == [f"{BASE}/tzgg/index.html", f"{BASE}/tzgg/index_1.html", page_url(9), page_url(8)]


@pytest.mark.parametrize("stop_after", range(1, 11))
def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path, stop_after: int) -> None:
    before, _ = run(tmp_path, site_of_two_lists(), stop_after=stop_after)
    after, _ = run(tmp_path, site_of_two_lists(), day=1)
    assert count(tmp_path, "notices") == 9
    assert count(tmp_path, "crawls", "outcome = 'interrupted'") == 1
    pages = [url for url in (*before, *after) if "/t2024" in url]
    assert len(pages) == len(set(pages))


def test_a_limit_leaves_the_rest_for_the_next_run(tmp_path: Path) -> None:
    run(tmp_path, site_of_two_lists(), scope=Scope(limit=4))
    assert count(tmp_path, "notices") == 4
    run(tmp_path, site_of_two_lists(), day=1)
    assert count(tmp_path, "notices") == 9


def test_a_full_run_looks_at_known_pages_and_keeps_a_silent_edit_as_a_version(tmp_path: Path) -> None:
    pages = site_of_two_lists()
    run(tmp_path, pages)
    pages[page_url(3)] = article(3, "<p>三、此前公布的联系电话作废，新电话另行通知，请互相转告。</p>")
    asked, visit = run(tmp_path, pages, day=1, scope=Scope(full=True))
    assert len(asked) == 11
    assert visit.tallies["linhu"].changed == 1
    assert count(tmp_path, "versions") == 10
    assert count(tmp_path, "notices", "body LIKE '%此前公布的联系电话作废%'") == 1


def test_a_vanished_page_is_missing_and_nothing_is_deleted(tmp_path: Path) -> None:
    pages = site_of_two_lists()
    run(tmp_path, pages)
    pages[page_url(3)] = 404
    _, visit = run(tmp_path, pages, day=1, scope=Scope(full=True))
    assert count(tmp_path, "notices") == 9
    assert count(tmp_path, "pages", "status = 'missing'") == 1
    assert visit.tallies["linhu"].gone == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(404, "not-found"), (500, "server-error"), (412, "challenge"), (0, "refused"), (b"", "unreadable"),
     (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "unreadable"),
     (article(3).decode("gb18030", "replace").encode(), "mojibake")],
)  # fmt: skip
def test_a_bad_page_is_a_named_failure_and_the_run_goes_on(
    tmp_path: Path, answer: bytes | int, reason: str
) -> None:
    pages = site_of_two_lists()
    pages[page_url(3)] = answer
    _, visit = run(tmp_path, pages)
    assert count(tmp_path, "notices") == 8
    assert count(tmp_path, "failures", f"reason = '{reason}' AND url = '{page_url(3)}'") == 1
    assert count(tmp_path, "crawls", "outcome = 'partial'") == 1
    assert newly_failed(visit) == []
    assert visit.tallies["linhu"].gone == 0, "what was never there cannot go"


@pytest.mark.parametrize("step", ["archive.warc.CaptureWriter.keep", "crawler.visit.failure_of_answer"])
def test_a_fault_of_ours_before_an_answer_is_read_is_a_named_failure_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    sound = pydoc.locate(step)
    assert callable(sound)

    def faulty(*arguments: Any) -> Any:
        if arguments[-1].url == page_url(3):
            raise LookupError("no such thing")
        return sound(*arguments)

    monkeypatch.setattr(step, faulty)
    _, visit = run(tmp_path, site_of_two_lists())
    assert count(tmp_path, "notices") == 8
    assert count(tmp_path, "failures", f"reason = 'internal' AND url = '{page_url(3)}'") == 1
    assert visit.tallies["linhu"].failures["internal"] == 1
    monkeypatch.undo()
    asked, _ = run(tmp_path, site_of_two_lists(), day=9)
    assert page_url(3) in asked
    assert count(tmp_path, "notices") == 9


def test_a_locked_archive_ends_the_run_and_the_next_one_takes_in_what_it_could_not(tmp_path: Path) -> None:
    pages = site_of_two_lists()
    with visit_of(tmp_path) as visit, closing(sqlite3.connect(tmp_path / "notices.db")) as other:
        (ask,) = visit.begin()
        visit._archive.conn.execute("PRAGMA busy_timeout = 50")
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError):
            answer(visit, ask, pages, DAY, False)
    run(tmp_path, pages, day=1)
    assert count(tmp_path, "notices") == 9


def test_a_failed_page_is_tried_again_when_its_time_has_come(tmp_path: Path) -> None:
    pages = site_of_two_lists()
    pages[page_url(3)] = 500
    run(tmp_path, pages)
    pages[page_url(3)] = article(3)
    same_day, _ = run(tmp_path, pages)
    assert page_url(3) not in same_day
    next_day, _ = run(tmp_path, pages, day=1)
    assert page_url(3) in next_day
    assert count(tmp_path, "notices") == 9


@pytest.mark.parametrize(
    ("answer", "outcome", "health"),
    [(0, "failed", "unreachable"), (500, "failed", "unreachable"), (404, "failed", "broken"),
     (412, "blocked", "blocked"), (b"<html><body><p>hello</p></body></html>", "failed", "broken")],
)  # fmt: skip
def test_a_bad_listing_fails_the_site_once(
    tmp_path: Path, answer: bytes | int, outcome: str, health: str
) -> None:
    pages = site_of_two_lists()
    run(tmp_path, pages)
    pages[f"{BASE}/tzgg/index.html"] = answer
    _, visit = run(tmp_path, pages, day=1)
    assert newly_failed(visit) == ["linhu"]
    assert count(tmp_path, "crawls", f"outcome = '{outcome}'") == 1
    assert count(tmp_path, "sites", f"health = '{health}'") == 1
    _, visit = run(tmp_path, pages, day=2)
    assert newly_failed(visit) == []


def three_pages(last: bytes | int) -> Pages:
    def web_page(number: int, text: str) -> bytes:
        pager = "".join(f'<a href="/d/77{f"_{n}" if n > 1 else ""}.html">[{n}]</a>' for n in (1, 2, 3))
        onward = f'<a href="/d/77_{number + 1}.html">下一页</a>' if number < 3 else ""
        return f"""<html><head><title>临湖区健康宣传活动方案</title></head><body><h1>临湖区健康宣传活动方案</h1>
        <div class="content"><p>{text}</p><p>各单位要高度重视，精心组织，广泛发动，确保活动取得实效。</p></div>
        <div class="pages">{pager}{onward}</div></body></html>""".encode()

    return {
        f"{BASE}/tzgg/index.html": (
            '<html><body><h2>通知公告</h2><ul class="list">'
            + "".join(
                f'<li><a href="/d/{n}.html">{title}</a><span>2024-08-0{i}</span></li>'
                for i, (n, title) in enumerate(
                    [
                        (77, "临湖区健康宣传活动方案"),
                        (5, "关于开展控烟宣传的通知"),
                        (6, "关于开展急救培训的通知"),
                    ],
                    1,
                )
            )
            + "</ul></body></html>"
        ).encode(),
        f"{BASE}/d/5.html": article(5),
        f"{BASE}/d/6.html": article(6),
        f"{BASE}/d/77.html": web_page(
            1, "一、活动目的。通过多种形式的宣传，普及健康知识，提高居民健康素养水平。"
        ),
        f"{BASE}/d/77_2.html": web_page(
            2, "二、活动时间。九月一日至九月三十日，分三个阶段实施，各阶段另行安排。"
        ),
        f"{BASE}/d/77_3.html": last
        if isinstance(last, int)
        else web_page(3, "三、活动内容。组织义诊、讲座、展板和入户宣传，做到家喻户晓、人人皆知。"),
    }


def test_an_article_over_three_web_pages_is_one_notice(tmp_path: Path) -> None:
    run(tmp_path, three_pages(b""))
    assert (
        count(
            tmp_path,
            "notices",
            "body LIKE '%活动目的%' AND body LIKE '%活动时间%' AND body LIKE '%入户宣传%'",
        )
        == 1
    )
    assert count(tmp_path, "notices") == 3
    assert count(tmp_path, "pages", "continues_id IS NOT NULL") == 2


@pytest.mark.parametrize("answer", [404, 0])
def test_an_article_whose_last_page_is_lost_is_kept_as_far_as_it_goes(tmp_path: Path, answer: int) -> None:
    run(tmp_path, three_pages(answer))
    assert count(tmp_path, "notices", "body LIKE '%活动目的%' AND body LIKE '%活动时间%'") == 1
    assert count(tmp_path, "failures", f"url = '{BASE}/d/77_3.html'") == 1


def test_every_answer_is_kept_as_a_capture_before_it_is_read(tmp_path: Path) -> None:
    pages = site_of_two_lists()
    pages[page_url(3)] = b""
    run(tmp_path, pages)
    captures = [c for path in (tmp_path / "captures").glob("*.warc.gz") for c in read_captures(path)]
    assert len(captures) == 11
    assert {c.kind for c in captures} == {"listing", "page"}
    by_url: Callable[[str], list[Capture]] = lambda url: [c for c in captures if c.url == url]  # noqa: E731
    assert by_url(page_url(9))[0].via == f"{BASE}/tzgg/index.html"
    assert by_url(page_url(9))[0].listed_date == "2024-08-09"


@pytest.mark.parametrize("postponed", [False, True])
def test_a_wall_to_which_the_sites_own_addresses_lead_leaves_the_site_well(
    tmp_path: Path, postponed: bool
) -> None:
    """Pages of a site may stand on a platform of others, which asks for no more of us."""
    pages = {url: body for url, body in site_of_two_lists().items() if "index" in url}
    name, detail = (
        ("postponed", "challenge: m.example failed so often") if postponed else ("challenge", "wall")
    )
    asked = []
    with visit_of(tmp_path) as visit:
        queue = visit.begin()
        while queue:
            ask = queue.pop(0)
            asked.append(ask.lead.url)
            if ask.lead.kind == "page":
                queue += visit.failed(ask, name, detail, where=f"http://m.example/{len(asked)}.html")
            else:
                queue += answer(visit, ask, pages, DAY, validators=False)
        visit.end(interrupted=False)
    assert len(asked) == 2 + 9
    assert count(tmp_path, "crawls", "outcome = 'partial'") == 1
    assert count(tmp_path, "sites", "health = 'ok'") == 1


def test_a_dead_host_of_a_site_leaves_those_of_its_other_host_to_be_asked(tmp_path: Path) -> None:
    hosts = ("http://dead.example", "http://well.example")
    site = replace(SITE, urls=tuple(f"{host}/tzgg/index.html" for host in hosts))
    pages = {url: listing(range(1, 60)) for url in site.urls}
    asked = []
    with visit_of(tmp_path, site=site) as visit:
        queue = visit.begin()
        while queue:
            ask = queue.pop(0)
            asked.append(ask.lead.url)
            if ask.lead.kind == "page" and ask.lead.url.startswith(hosts[0]):
                queue += visit.failed(ask, "postponed", "timeout: dead.example failed so often")
            else:
                queue += answer(visit, ask, pages, DAY, validators=False)
    assert sum(url.startswith(hosts[1]) for url in asked) == 1 + 59

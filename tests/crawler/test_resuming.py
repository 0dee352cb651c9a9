"""A run stopped at any moment, over days of change, leaves the rows of an undisturbed one; so does a rebuild."""

import hashlib
import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from archive.capture import Capture
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.identity import canonical_url
from archive.store import Archive
from archive.warc import CaptureWriter
from crawler.configuration import Configuration
from crawler.itinerary import Ask, Scope
from crawler.rebuilding import rebuild
from crawler.site import Site
from crawler.visit import Visit

OFFICE = "http://wsjk.linhu.example"
PORTAL = "http://www.portal.example"
SITES = [
    Site(
        id="linhu",
        name="临湖区卫生健康局",
        urls=(f"{OFFICE}/tzgg/index.html", f"{OFFICE}/gsgg/index.html"),
        level="county",
    ),
    Site(id="portal", name="健康资讯网", urls=(f"{PORTAL}/news/index.html",), level="portal"),
]
KNOWN = {site.id: site for site in SITES}
START = datetime(2024, 9, 2, 1, tzinfo=UTC)
DAYS = (False, True, True, True)
"""Whether the run of each day is a full one."""
SUBJECTS = ("流感疫苗接种", "无偿献血", "饮用水监测", "职业健康检查", "登革热防控", "医师节活动", "控烟宣传")
DERIVED = (
    "notices", "notice_aliases", "pages", "versions", "attachments", "loose_files", "file_looks", "offered_files", "citations",
    "look_alikes", "page_texts", "text_pairs", "text_fingerprints",
)  # fmt: skip
FURTHER = (
    "一、活动目的。通过多种形式的宣传，普及健康知识，提高居民健康素养水平。",
    "二、活动时间。九月一日至九月三十日，分三个阶段实施，各阶段另行安排。",
    "三、活动内容。组织义诊、讲座、展板和入户宣传，做到家喻户晓、人人皆知。",
)


class Redirect(str):
    """What an address answers: it leads elsewhere."""


Answer = bytes | int | Redirect


def title(number: int) -> str:
    return f"关于做好{SUBJECTS[number % len(SUBJECTS)]}工作的通知"


def address(number: int) -> str:
    return f"{OFFICE}/tzgg/202408/t202408{number:02d}_{number}.html"


def listing(rows: list[tuple[str, str, int]], further: str | None = None) -> bytes:
    items = "".join(
        f'<li><a href="{url}">{shown}</a><span>2024-08-{day:02d}</span></li>' for url, shown, day in rows
    )
    pager = f'<div class="page"><a href="{further}">下一页</a></div>' if further else ""
    return f"<html><body><h2>通知公告</h2><ul class='list'>{items}</ul>{pager}</body></html>".encode()


def article(number: int, more: str = "", source: str = "临湖区卫生健康局") -> bytes:
    subject = SUBJECTS[number % len(SUBJECTS)]
    return f"""<html><head><title>{title(number)}</title></head><body><h1>{title(number)}</h1>
    <div class="info">发布日期：2024-08-{number:02d} 来源：{source}</div><div class="content">
    <p>各镇卫生院、区属各医疗卫生单位：</p>
    <p>为进一步做好全区{subject}工作，经研究，现将第{number}号安排通知如下，请结合实际，认真抓好落实。</p>
    <p>一、加强组织领导。各单位要明确{number}名负责同志牵头{subject}，细化分工，落实责任，确保取得实效。</p>
    <p>二、及时报送信息。请于8月{number + 1}日前，将{subject}工作情况报送区卫生健康局办公室。</p>{more}
    <p>临湖区卫生健康局</p><p>2024年8月{number}日</p></div></body></html>""".encode()


def web_page(stem: str, number: int, last: int = 3, text: str | None = None) -> bytes:
    """One of the web pages of an article that is spread over several."""
    onward = f'<a href="{stem}_{number + 1}.html">下一页</a>' if number < last else ""
    return f"""<html><head><title>临湖区健康宣传活动方案</title></head><body>
    <h1>临湖区健康宣传活动方案</h1><div class="content"><p>{text or FURTHER[number - 1]}</p>
    <p>各单位要高度重视，精心组织，广泛发动，确保{stem[-2:]}号方案的第{number}项活动取得实效。</p></div>
    <div class="pages">{onward}</div></body></html>""".encode()


def web(day: int) -> dict[str, Answer]:
    """What every address answers on a day: aliases, loops, further pages that are listed, edits, losses."""
    pages: dict[str, Answer] = {address(n): article(n) for n in range(1, 7)}
    form = '<p>附件：<a href="/files/2.pdf">2.登记表.pdf</a></p>'
    pages[address(2)] = article(2, form)
    pages[f"{OFFICE}/files/2.pdf"] = b"%PDF-1.4 form"
    for stem in ("/d/77", "/d/88"):
        for number in (1, 2, 3):
            name = f"{OFFICE}{stem}_{number}.html" if number > 1 else f"{OFFICE}{stem}.html"
            pages[name] = web_page(stem, number)
    pages |= {
        f"{OFFICE}/tzgg/index.html": listing(
            [
                *((address(n), title(n), n) for n in (6, 5, 4, 3)),
                (f"{OFFICE}/d/77.html", "临湖区健康宣传活动方案", 1),
                (f"{OFFICE}/d/77_2.html", "方案的第二页", 1),
                (f"{OFFICE}/tzgg/index_1.html", "往期通知公告请点击这里查看", 1),
            ],
            "index_1.html",
        ),
        f"{OFFICE}/tzgg/index_1.html": listing(
            [
                (address(2), title(2), 2),
                (address(1), title(1), 1),
                (f"{OFFICE}/d/88.html", "宣传方案", 2),
                (f"{OFFICE}/old/1.html", title(5), 9),
            ]
        ),
        f"{OFFICE}/gsgg/index.html": listing(
            [
                (address(6), f"{title(6)}（全文）", 10),
                (address(2), f"{title(2)}最新消息", 11),
                (f"{OFFICE}/go/88", "宣传方案跳转", 12),
                (f"{OFFICE}/loop/1", "循环跳转的通知", 12),
                (f"{OFFICE}/loop/2", "循环跳转的通知之二", 12),
            ]
        ),
        f"{PORTAL}/news/index.html": listing(
            [
                (address(3), f"{title(3)}_转", 20),
                (f"{PORTAL}/n/1.html", title(5), 21),
                (f"{PORTAL}/n/2.html", title(6), 21),
                (f"{PORTAL}/n/404.html", "已删除的通知", 21),
            ]
        ),
        f"{PORTAL}/n/1.html": article(5, source="健康资讯网"),
        f"{PORTAL}/n/2.html": article(6),
        f"{OFFICE}/go/88": Redirect(f"{OFFICE}/d/88.html"),
        f"{OFFICE}/old/1.html": Redirect(address(5)),
        f"{OFFICE}/loop/1": Redirect(f"{OFFICE}/loop/2"),
        f"{OFFICE}/loop/2": Redirect(f"{OFFICE}/loop/1"),
    }
    if day >= 1:
        pages[address(3)] = article(3, "<p>三、此前公布的联系电话作废，新电话另行通知，请互相转告。</p>")
        pages[address(4)] = 404
        pages[f"{PORTAL}/n/1.html"] = Redirect(address(5))
    if day >= 2:
        pages |= {
            address(3): article(3),
            address(4): article(4),
            address(6): 410,
            address(1): Redirect(address(2)),
        }
        pages[f"{OFFICE}/d/88_3.html"] = 500
    if day >= 3:
        pages[f"{OFFICE}/d/77.html"] = web_page("/d/77", 1, last=2)
        pages[f"{OFFICE}/d/77_2.html"] = web_page("/d/77", 2, last=2, text="二、活动时间。另行通知。")
    return pages


def fetch(ask: Ask, pages: dict[str, Answer], now: datetime) -> Capture | None:
    """The answer as the spider would hand it over; ``None`` after too many redirects."""
    url = ask.lead.url
    for _ in range(5):
        answer = pages.get(url, 404)
        if not isinstance(answer, Redirect):
            break
        url = canonical_url(answer)
    else:
        return None
    body, status = (b"<h1>error</h1>", answer) if isinstance(answer, int) else (answer, 200)
    is_redirected = url != ask.lead.url
    headers = [
        ("Content-Type", "application/pdf" if body.startswith(b"%PDF") else "text/html; charset=utf-8")
    ]
    if status == 200:
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        headers.append(("ETag", tag))
        if ask.lead.etag == tag and not is_redirected:
            body, status = b"", 304
    return Capture(
        url=url, requested_url=ask.lead.url if is_redirected else None, fetched_at=now, status=status,
        headers=tuple(headers), body=body, site=ask.lead.site, kind=ask.lead.kind, via=ask.lead.via,
        listed_title=ask.lead.listed_title, listed_date=ask.lead.listed_date,
    )  # fmt: skip


def killed() -> NoReturn:
    raise KeyboardInterrupt


def run(
    folder: Path, day: int, *, sites: list[Site] = SITES, scope: Scope | None = None,
    kill: tuple[int, bool] | None = None,
) -> list[str]:  # fmt: skip
    """One run; the addresses asked for.

    *kill*: after so many answers, and whether the next one had been kept as a capture by then.
    """
    now, pages = START + timedelta(days=day), web(day)
    ranks = {"listing": 0, "probe": 0, "continuation": 1, "page": 2, "attachment": 3}
    asked: list[str] = []
    with (
        Archive.open(folder / "notices.db", now=now) as archive,
        CaptureWriter(folder / "captures", now) as captures,
    ):
        visit = Visit(
            archive=archive, captures=captures, sites=sites, clock=Clock(now),
            configuration=Configuration(), scope=scope or Scope(full=DAYS[day]),
        )  # fmt: skip
        queue = visit.begin()
        while queue:
            queue.sort(key=lambda ask: ranks[ask.lead.kind])
            ask = queue.pop(0)
            capture = fetch(ask, pages, now)
            if kill is not None and len(asked) == kill[0]:
                if kill[1] and capture is not None:
                    setattr(archive, "transaction", killed)  # noqa: B010 - nothing is committed any more
                    with suppress(KeyboardInterrupt):
                        visit.answered(ask, capture)
                return asked
            asked.append(ask.lead.url)
            queue += (
                visit.failed(ask, "redirect-loop", "max redirections reached")
                if capture is None
                else visit.answered(ask, capture)
            )
        visit.end(interrupted=False)
    return asked


def rows(path: Path, *ignored: str, tables: tuple[str, ...] = DERIVED) -> dict[str, list[str]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        found: dict[str, list[str]] = {}
        for table in tables:
            kept: list[dict[str, Any]] = [dict(row) for row in conn.execute(f"SELECT * FROM {table}")]
            found[table] = sorted(
                str({key: value for key, value in row.items() if key not in ("search_key", *ignored)})
                for row in kept
            )
        return found


def rebuilt(folder: Path, *ignored: str) -> dict[str, list[str]]:
    again = folder / "again.db"
    rebuild(DataFolder(folder), sites=KNOWN, clock=Clock(START), output=again)
    return rows(again, *ignored)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, dict[str, list[str]]]]:
    """For each day: how many addresses were asked for, and the rows after it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    found = []
    for day in range(len(DAYS)):
        asked = run(folder, day)
        found.append((len(asked), rows(folder / "notices.db", "capture")))
        assert rebuilt(folder) == rows(folder / "notices.db"), f"rebuilt after day {day}"
        (folder / "again.db").unlink()
    return found


def test_the_example_has_something_to_get_wrong(undisturbed: list[tuple[int, dict[str, list[str]]]]) -> None:
    after = undisturbed[-1][1]
    for status in ("live", "missing", "moved"):
        assert any(f"'status': '{status}'" in row for row in after["pages"]), status
    assert len(after["versions"]) > len(undisturbed[0][1]["versions"])
    assert any("'continues_id': '" in row for row in after["pages"])
    assert len(undisturbed[0][1]["notices"]) == 7


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("after", [0, 1, 2, 4, 6, 8, 10, 12, 14, 17, 20, 23])
def test_a_first_run_killed_anywhere_and_resumed_gives_the_same_rows(
    tmp_path: Path, undisturbed: list[tuple[int, dict[str, list[str]]]], after: int, is_kept: bool
) -> None:
    run(tmp_path, 0, kill=(after, is_kept))
    run(tmp_path, 0)
    assert rows(tmp_path / "notices.db", "capture") == undisturbed[0][1]
    assert rebuilt(tmp_path, "capture") == undisturbed[0][1]


@pytest.mark.parametrize("seed", range(5))
def test_runs_killed_on_several_days_give_the_same_rows(
    tmp_path: Path, undisturbed: list[tuple[int, dict[str, list[str]]]], seed: int
) -> None:
    chance = random.Random(seed)
    for day, (asked, expected) in enumerate(undisturbed):
        run(tmp_path, day, kill=(chance.randrange(asked), chance.random() < 0.5))
        run(tmp_path, day)
        assert rows(tmp_path / "notices.db", "capture") == expected, f"day {day}"
    assert rebuilt(tmp_path, "capture") == undisturbed[-1][1]


def test_a_second_run_changes_only_the_runs_own_rows(tmp_path: Path) -> None:
    run(tmp_path, 0)
    before = rows(tmp_path / "notices.db", "next_check", tables=(*DERIVED, "urls", "failures", "sites"))
    assert len(run(tmp_path, 0)) == 3
    assert before == rows(
        tmp_path / "notices.db", "next_check", tables=(*DERIVED, "urls", "failures", "sites")
    )


def test_a_full_run_walks_every_list_though_the_first_one_is_unchanged(tmp_path: Path) -> None:
    run(tmp_path, 0)
    asked = run(tmp_path, 0, scope=Scope(full=True))
    assert f"{OFFICE}/tzgg/index_1.html" in asked


def test_a_listing_page_that_is_also_an_entry_is_no_notice(tmp_path: Path) -> None:
    run(tmp_path, 0)
    assert not [row for row in rows(tmp_path / "notices.db")["pages"] if "index_1" in row]


def test_an_alias_and_its_target_are_read_alike(tmp_path: Path) -> None:
    """The alias is listed with another date; reading it so would look like an edit at every look."""
    run(tmp_path, 0)
    for day in (1, 1):
        run(tmp_path, day)
    target = rows(tmp_path / "notices.db")["versions"]
    assert sum("确保88号方案" in row for row in target) == 1


def test_a_lost_archive_is_made_anew_with_its_memory(tmp_path: Path) -> None:
    run(tmp_path, 0)
    run(tmp_path, 1)
    before = rows(tmp_path / "notices.db")
    for name in ("notices.db", "notices.db-wal", "notices.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    rebuild(DataFolder(tmp_path), sites=KNOWN, clock=Clock(START))
    assert rows(tmp_path / "notices.db") == before
    asked = run(tmp_path, 1, scope=Scope())
    lists = {url for site in SITES for url in site.urls}
    # What never answered left no capture, and is tried once more.
    assert set(asked) - lists == {f"{OFFICE}/loop/1", f"{OFFICE}/loop/2"}


def test_a_lost_archive_remembers_what_was_still_to_be_fetched(tmp_path: Path) -> None:
    run(tmp_path, 0, scope=Scope(limit=2))
    (tmp_path / "notices.db").unlink()
    rebuild(DataFolder(tmp_path), sites=KNOWN, clock=Clock(START))
    run(tmp_path, 0)
    run(tmp_path / "whole", 0)
    assert rows(tmp_path / "notices.db", "capture") == rows(tmp_path / "whole" / "notices.db", "capture")


def test_a_site_tried_from_its_address_goes_on_under_its_site_file(tmp_path: Path) -> None:
    bare = Site(id="wsjk.linhu.example", name="wsjk.linhu.example", urls=SITES[0].urls)
    run(tmp_path, 0, sites=[bare], scope=Scope(limit=2))
    run(tmp_path, 0, sites=SITES[:1])
    (waiting,) = (
        [
            row
            for row in rows(tmp_path / "notices.db", tables=("urls",))["urls"]
            if "'state': 'pending'" in row
        ],
    )
    assert waiting == []
    assert "linhu" in {site.id for site in SITES[:1]}
    assert len(run(tmp_path, 1, sites=SITES[:1], scope=Scope(full=True))) > 10


def test_what_another_site_listed_and_left_is_fetched_by_the_site_that_lists_it_too(tmp_path: Path) -> None:
    run(tmp_path, 0, sites=SITES[:1], scope=Scope(limit=1))
    run(tmp_path, 0, sites=SITES[1:])
    assert any(f"'url': '{address(3)}'" in row for row in rows(tmp_path / "notices.db")["pages"])


def test_an_answer_304_that_nobody_asked_for_is_a_failure(tmp_path: Path) -> None:
    now = START
    with (
        Archive.open(tmp_path / "notices.db", now=now) as archive,
        CaptureWriter(tmp_path / "captures", now) as captures,
    ):
        visit = Visit(
            archive=archive, captures=captures, sites=SITES[:1], clock=Clock(now),
            configuration=Configuration(), scope=Scope(),
        )  # fmt: skip
        first, *_ = visit.begin()
        entry, *_ = visit.answered(
            first, replace(fetch(first, web(0), now) or Capture(url="", fetched_at=now))
        )
        visit.answered(entry, Capture(url=entry.lead.url, fetched_at=now, status=304, site="linhu"))
        visit.end(interrupted=False)
        assert archive.conn.execute("SELECT reason FROM failures").fetchone()[0] == "http-error"

"""Runs a visit over days against pages that are a function of the day, told without a network."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.capture import Capture
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.identity import canonical_url
from archive.posted import split_posted
from archive.store import Archive
from archive.warc import CaptureWriter
from crawler.configuration import Configuration
from crawler.itinerary import Ask, Scope
from crawler.rebuilding import rebuild
from crawler.site import Site
from crawler.visit import Visit

HOST = "http://wsjk.linhu.example"
LIST = f"{HOST}/tzgg/index.html"
SITE = Site(id="linhu", name="临湖区卫生健康局", urls=(LIST,), level="county")
START = datetime(2024, 9, 2, 1, tzinfo=UTC)
TOPICS = [
    "疫苗接种",
    "献血",
    "饮水监测",
    "职业体检",
    "登革热",
    "医师节",
    "控烟",
    "爱国卫生",
    "急救培训",
    "食品安全",
    "慢病管理",
    "老年健康",
]
DERIVED = ("notices", "notice_aliases", "pages", "versions", "attachments", "loose_files", "file_looks", "offered_files", "list_pages",
           "list_entries", "absent_answers", "citations", "look_alikes", "page_texts", "text_pairs", "text_fingerprints")  # fmt: skip


class Redirect(str):
    """What an address answers: it leads elsewhere."""


Answer = bytes | int | Redirect
"""A body, a status (0: nothing answers) or a redirect."""


def url_of(number: int) -> str:
    return f"{HOST}/tzgg/202408/t202408{number:02d}_{number}.html"


def title_of(number: int) -> str:
    return f"关于做好{TOPICS[number % len(TOPICS)]}工作第{number}号安排的通知"


def article(number: int, more: str = "") -> bytes:
    topic = TOPICS[number % len(TOPICS)]
    return f"""<html><head><title>{title_of(number)}_临湖区卫生健康局</title></head><body>
    <div class="nav"><a href="/">首页</a><a href="/tzgg/index.html">通知公告</a></div>
    <h1>{title_of(number)}</h1><div class="info">发布日期：2024-08-{number % 28 + 1:02d}</div><div class="content">
    <p>各镇卫生院、区属各医疗卫生单位：</p>
    <p>为进一步做好全区{topic}工作，经研究，现将第{number}号安排通知如下，请结合实际，认真抓好落实。</p>
    <p>一、加强组织领导。各单位要明确{number}名负责同志牵头{topic}，细化分工，落实责任，确保取得实效。</p>
    <p>二、及时报送信息。请于{number % 12 + 1}月底前，将{topic}工作情况报送区卫生健康局办公室。</p>{more}
    <p>临湖区卫生健康局</p></div></body></html>""".encode()


def listing(numbers: list[int], further: str | None = None, said: str = "") -> bytes:
    rows = "".join(
        f'<li><a href="{url_of(n)}">{title_of(n)}</a><span>2024-08-{n % 28 + 1:02d}</span></li>'
        for n in numbers
    )
    pager = f'<div class="page"><a href="{further}">下一页</a></div>' if further else ""
    return f"<html><body><h2>通知公告</h2><ul class='list'>{rows}</ul>{said}{pager}</body></html>".encode()


def board(numbers: list[int], size: int = 5, said: str = "") -> dict[str, Answer]:
    """A list of these notices, newest first, over as many pages as it takes, and the notices."""
    pages: dict[str, Answer] = {url_of(n): article(n) for n in numbers}
    chunks = [numbers[start : start + size] for start in range(0, len(numbers), size)] or [[]]
    for place, chunk in enumerate(chunks):
        further = f"index_{place + 1}.html" if place + 1 < len(chunks) else None
        pages[f"{HOST}/tzgg/index{f'_{place}' if place else ''}.html"] = listing(chunk, further, said)
    return pages


def fetch(ask: Ask, pages: Mapping[str, Answer], now: datetime) -> Capture | None:
    """The answer as the spider would hand it over; ``None`` where nothing answers."""
    url, address = ask.lead.url, split_posted(ask.lead.url)[0] if ask.lead.form else ask.lead.url
    answer = pages.get(url, pages.get("*", 404))
    is_redirected = isinstance(answer, Redirect)
    if isinstance(answer, Redirect):
        address = canonical_url(answer)
        answer = pages.get(address, 404)
    if answer == 0:
        return None
    assert not isinstance(answer, Redirect)
    body, status = (b"<h1>error</h1>", answer) if isinstance(answer, int) else (answer, 200)
    headers = [("Content-Type", "application/pdf" if body[:4] == b"%PDF" else "text/html; charset=utf-8")]
    if status == 200:
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        headers.append(("ETag", tag))
        if ask.lead.etag == tag and not is_redirected:
            body, status = b"", 304
    return Capture(
        url=address if is_redirected else url, requested_url=url if is_redirected else None, fetched_at=now,
        status=status, headers=tuple(headers), body=body, site=ask.lead.site, kind=ask.lead.kind,
        via=ask.lead.via, listed_title=ask.lead.listed_title, listed_date=ask.lead.listed_date,
    )  # fmt: skip


def run(
    folder: Path, pages: Mapping[str, Answer], day: float = 0, *, scope: Scope | None = None,
    site: Site = SITE, before: Callable[[Ask], None] | None = None, stop_after: int | None = None,
    configuration: Configuration | None = None,
) -> tuple[list[str], Visit]:  # fmt: skip
    """One run on a day; the addresses asked for.  *before* is told each request before its answer."""
    now = START + timedelta(days=day)
    ranks = Counter(listing=0, probe=1, continuation=2, page=3, attachment=4)
    asked: list[str] = []
    with (
        Archive.open(folder / "notices.db", now=now) as archive,
        CaptureWriter(folder / "captures", now) as captures,
    ):
        visit = Visit(
            archive=archive, captures=captures, sites=[site], clock=Clock(now),
            configuration=configuration or Configuration(), scope=scope or Scope(),
        )  # fmt: skip
        queue = visit.begin()
        while queue and len(asked) != stop_after:
            queue.sort(key=lambda ask: ranks[ask.lead.kind])
            ask = queue.pop(0)
            if before is not None:
                before(ask)
            asked.append(ask.lead.url)
            capture = fetch(ask, pages, now)
            queue += (
                visit.failed(ask, "timeout", "no answer") if capture is None else visit.answered(ask, capture)
            )
        if not queue:
            visit.end(interrupted=False)
    return asked, visit


def rows(path: Path, sql: str, *values: object) -> list[dict[str, Any]]:
    """The rows that *sql* gives."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        return [dict(row) for row in conn.execute(sql, values)]


def one(folder: Path, sql: str, *values: object) -> Any:
    """The only value that *sql* gives."""
    ((value,),) = (row.values() for row in rows(folder / "notices.db", sql, *values))
    return value


def status(folder: Path, number: int) -> str:
    return str(one(folder, "SELECT status FROM pages WHERE url = ?", url_of(number)))


def derived(path: Path) -> dict[str, list[str]]:
    """All rows that are a function of the captures."""
    return {
        table: sorted(
            str({name: value for name, value in row.items() if name != "search_key"})
            for row in rows(path, f"SELECT * FROM {table}")
        )
        for table in DERIVED
    }


def assert_rebuilt_alike(folder: Path) -> None:
    again = folder / "again.db"
    rebuild(DataFolder(folder), sites={SITE.id: replace(SITE)}, clock=Clock(START), output=again)
    assert derived(again) == derived(folder / "notices.db")
    again.unlink()

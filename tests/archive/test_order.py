"""The archive is a function of the captures: the order in which sites' pages arrive leaves no trace."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from archive.absence import ingest_absence
from archive.article import Article
from archive.capture import Capture
from archive.ingest import confirm_unchanged, ingest_article, ingest_attachment
from archive.notice import Attachment, Citation, Notice
from archive.store import Archive
from archive.times import stamp
from tests.archive.dedup.texts import notice

DERIVED = (
    "pages", "versions", "attachments", "loose_files", "file_looks", "offered_files", "citations",
    "notices", "notice_aliases", "look_alikes", "page_texts", "text_pairs", "text_fingerprints",
)  # fmt: skip
MORNING = datetime(2024, 8, 12, 1, tzinfo=UTC)
BARE: dict[str, Any] = {"document_number": None, "issuers": (), "issued_date": None}
FORM = Attachment(name="台账.xlsx", url="http://wsjk.linhu.example/f/1.xlsx")
DENGUE = notice(attachments=(FORM,))
CITING = Notice(
    title="关于印发饮用水监测方案的通知",
    body="\n".join(
        f"第{n}条 供水单位应当每月检测一次出厂水，第{n}项指标不合格的立即停止供水并报告。" for n in range(9)
    ),
    citations=(Citation(type="cites", document_number="临卫发〔2024〕16号"),),
)
TRADITIONAL = replace(DENGUE, body=OpenCC("s2t").convert(DENGUE.body), attachments=(), **BARE)
SIBLING = notice(document_number="临卫发〔2024〕17号")
ELSEWHERE = notice(
    title="望山县关于做好登革热防控工作的通知", places={"place": "望山县"}, document_number=None
)
LEAD = "记者从卫生部门获悉，近日我区部署了登革热防控，提醒大家翻盆倒罐。\n"
SCHEMES = Notice(
    title="通知范文三篇",
    body=f"{DENGUE.body}\n{CITING.body}",
    page_kind="compilation",
    parts=(replace(DENGUE, attachments=(), **BARE), CITING),
)

WATER = replace(CITING, title="关于饮用水的通知", citations=(), attachments=(FORM,))

Event = Callable[[Archive], object]


def page(site: str, path: str, hour: float, said: Notice, *further: str, **fields: Any) -> Event:
    at = MORNING + timedelta(hours=hour)
    fields |= {"site": site, "fetched_at": at, "position": f"{site}.warc.gz:{hour}"}
    first = Capture(url=f"http://{site}.example/{path}", via="http://list.example/", **fields)
    more = (Capture(url=f"http://{site}.example/{item}", **fields) for item in further)
    article = Article(captures=(first, *more), notice=said)
    return lambda archive: ingest_article(archive, article)


def file(hour: float, body: bytes = b"xlsx", text: str | None = "台账") -> Event:
    capture = Capture(
        url="http://wsjk.linhu.example/files/1.xlsx",
        requested_url=FORM.url,
        site="wsjk.linhu",
        kind="attachment",
        fetched_at=MORNING + timedelta(hours=hour),
        body=body,
        headers=(("Content-Type", "application/x-excel"),),
    )
    return lambda archive: ingest_attachment(archive, capture, text)


def absent(site: str, path: str, hour: float) -> Event:
    capture = Capture(
        url=f"http://{site}.example/{path}", fetched_at=MORNING + timedelta(hours=hour), status=404
    )
    return lambda archive: ingest_absence(archive, capture)


def unchanged(site: str, path: str, hour: float) -> Event:
    at = stamp(MORNING + timedelta(hours=hour))
    return lambda archive: confirm_unchanged(archive, f"http://{site}.example/{path}", at)


RUNS: tuple[tuple[Event, ...], ...] = (
    (page("wsjk.linhu", "1", 5, DENGUE, "1_2"), unchanged("wsjk.linhu", "1", 40)),
    (page("wsjk.linhu", "1_2", 6, replace(SCHEMES, parts=(WATER, CITING))),),
    (page("wsjk.linhu", "2", 1, SIBLING), page("wsjk.linhu", "2", 30, CITING)),
    (
        page("www.portal", "a", 2, notice(body=LEAD + DENGUE.body, attachments=(FORM,), **BARE)),
        absent("www.portal", "a", 50),
    ),
    (
        page("www.portal", "b", 60, CITING),
        page("www.portal", "c", 61, CITING, requested_url="http://www.portal.example/b"),
    ),
    (page("www.hant", "x", 3, TRADITIONAL),),
    (
        page("www.farm", "f", 4, SCHEMES),
        page("www.farm", "f", 70, replace(SCHEMES, parts=SCHEMES.parts[:1])),
    ),
    (page("cdc.wangshan", "s", 0, ELSEWHERE),),
    (file(7),),
    (file(20, b"xls2", "台账"),),
    (file(40, b"xls3", "另一份台账"),),
    (file(50, b"xls2", "台账"),),
    (file(55, b"xls4", None),),
)
"""Each inner tuple is what one page goes through, in the order of time."""


def rows_after(events: Sequence[Event]) -> dict[str, list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder, closing(Archive.open(Path(folder) / "n.db")) as archive:
        archive.save_site("wsjk.linhu", "临湖区卫生健康局", "county")
        archive.save_site("cdc.wangshan", "望山县疾病预防控制中心", "county")
        archive.save_site("www.portal", "健康资讯网", "portal")
        for event in events:
            event(archive)
        assert archive.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        found = {}
        for table in DERIVED:
            rows = [dict(row) for row in archive.conn.execute(f"SELECT * FROM {table}")]
            for row in rows:
                row.pop("search_key", None)
            found[table] = sorted(rows, key=lambda row: str(sorted(row.items(), key=str)))
        return found


def interleaved(random: Random) -> list[Event]:
    waiting = [list(run) for run in RUNS]
    events = []
    while waiting:
        run = random.choice(waiting)
        events.append(run.pop(0))
        waiting = [run for run in waiting if run]
    return events


EXPECTED = rows_after([event for run in RUNS for event in run])


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_interleaving_of_pages_gives_the_same_rows(random: Random) -> None:
    found = rows_after(interleaved(random))
    for table in DERIVED:
        assert found[table] == EXPECTED[table], table


def test_taking_everything_in_twice_gives_the_same_rows() -> None:
    once = [event for run in RUNS for event in run]
    assert rows_after([step for event in once for step in (event, event)]) == EXPECTED


def test_the_example_has_something_to_get_wrong() -> None:
    assert len(EXPECTED["notices"]) >= 4
    assert EXPECTED["look_alikes"]
    assert len(EXPECTED["notice_aliases"]) >= 4
    assert {row["relation"] for row in EXPECTED["pages"]} >= {
        "original",
        "repost",
        "script-variant",
        "part",
        None,
    }
    assert {row["status"] for row in EXPECTED["pages"]} == {"live", "missing", "moved"}
    assert all(row["bytes"] == 4 for row in EXPECTED["attachments"])
    assert any(row["target_id"] for row in EXPECTED["citations"])
    swapped = [row for row in EXPECTED["versions"] if row["file"] is not None]
    assert len({row["page_id"] for row in swapped}) >= 2
    assert {row["change"] for row in swapped} == {'["attachment"]'}
    assert {row["text"] for row in EXPECTED["file_looks"]} == {None, "台账", "另一份台账"}

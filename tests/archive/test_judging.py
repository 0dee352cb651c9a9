"""A new page is compared with texts, not with pages, and all pairs of a notice's pages are never walked."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import joining, judging, projection, reach
from archive.absence import ingest_absence
from archive.article import Article
from archive.capture import Capture
from archive.dedup.text import JUDGING, judged, text_id
from archive.ingest import ingest_article, judge_all
from archive.notice import Notice
from archive.store import Archive
from tests.archive.dedup.texts import notice

MORNING = datetime(2024, 8, 12, 1, tzinfo=UTC)
BARE = notice(document_number=None, issuers=(), issued_date=None)
SIBLING = notice(
    document_number=None,
    places={"year": "2023", "day": "8月7日", "due": "8月9日", "signed": "2023年8月1日"},
    issued_date="2023-08-01",
)
JUDGED = (
    "pages",
    "notices",
    "notice_aliases",
    "look_alikes",
    "page_texts",
    "text_pairs",
    "text_fingerprints",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "notices.db")) as opened:
        yield opened


def counted(number: int) -> Notice:
    """A notice under which the site counts its readers: hardly two copies read the same."""
    return replace(BARE, body=f"{BARE.body}\n本文已被阅读{number}次，欢迎转载。")


def take(archive: Archive, said: Notice, path: int, hour: float = 0, site: str = "a") -> None:
    capture = Capture(
        url=f"http://{site}.example/{path}.html", fetched_at=MORNING + timedelta(hours=hour), site=site
    )
    ingest_article(archive, Article(captures=(capture,), notice=said))


def statements(archive: Archive, said: Notice, path: int) -> int:
    """How many statements a page costs."""
    found: list[str] = []
    archive.conn.set_trace_callback(found.append)
    take(archive, said, path)
    archive.conn.set_trace_callback(None)
    return len(found)


def count(archive: Archive, table: str) -> int:
    (number,) = archive.conn.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def rows(archive: Archive) -> dict[str, list[str]]:
    found = {}
    for table in JUDGED:
        known = [dict(row) for row in archive.conn.execute(f"SELECT * FROM {table}")]
        found[table] = sorted(str({**row, "search_key": None}) for row in known)
    return found


def test_copies_are_compared_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = Mock(side_effect=judging.judge)
    monkeypatch.setattr(judging, "judge", judge)
    for path in range(20):
        take(archive, BARE, path)
    assert judge.call_count == 1
    assert [count(archive, table) for table in ("pages", "notices", "text_pairs")] == [20, 1, 1]


def test_a_copy_costs_as_many_statements_however_many_there_are(archive: Archive) -> None:
    for path in range(10, 20):
        take(archive, BARE, path)
    after_ten = statements(archive, BARE, 20)
    for path in range(21, 60):
        take(archive, BARE, path)
    assert statements(archive, BARE, 60) == after_ten


def test_a_copy_is_added_to_its_notice_without_a_look_at_the_others(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in range(12):
        take(archive, BARE, path)
    loaded = Mock(side_effect=joining.load_members)
    all_loaded = Mock(side_effect=projection.load_members)
    monkeypatch.setattr(joining, "load_members", loaded)
    monkeypatch.setattr(projection, "load_members", all_loaded)
    take(archive, BARE, 90, hour=3)
    ((_, nodes), _) = loaded.call_args
    assert (len(nodes) <= 3, all_loaded.call_count) == (True, 0)
    assert [tuple(row) for row in archive.conn.execute("SELECT copies, last_seen FROM notices")] == [
        (12, "2024-08-12T04:00:00Z")
    ]


def test_a_page_that_speaks_better_for_a_notice_is_not_just_added(archive: Archive) -> None:
    archive.save_site("b", "临湖区卫生健康局", "county")
    for path in range(3):
        take(archive, BARE, path)
    take(archive, BARE, 9, hour=1, site="b")
    ((speaker, copies),) = archive.conn.execute("SELECT url, copies FROM notices").fetchall()
    assert (speaker, copies) == ("http://b.example/9.html", 3)


def test_a_page_seen_again_as_it_was_leaves_its_notice_but_for_the_times(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in range(3):
        take(archive, BARE, path)
    project = Mock(side_effect=projection.project)
    monkeypatch.setattr("archive.ingest.project", project)
    take(archive, BARE, 1, hour=30)
    assert project.call_count == 0
    ((last_seen,),) = archive.conn.execute("SELECT last_seen FROM notices").fetchall()
    assert last_seen == "2024-08-13T07:00:00Z"
    take(archive, BARE, 1, hour=-30)
    assert project.call_count == 1, "it was first seen earlier, so that it may have founded the notice"


def test_a_page_that_reads_nearly_like_many_is_compared_once_with_each_and_walks_none_of_their_pairs(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in range(12):
        take(archive, counted(path), path)
    judge, walk, alike = (
        Mock(side_effect=judging.judge), Mock(side_effect=judging.connected), Mock(side_effect=reach.same_texts)
    )  # fmt: skip
    monkeypatch.setattr(judging, "judge", judge)
    monkeypatch.setattr(reach, "connected", walk)
    monkeypatch.setattr(reach, "same_texts", alike)
    take(archive, counted(12), 12)
    assert (judge.call_count, walk.call_count, alike.call_count) == (13, 0, 1)
    take(archive, counted(99), 3, hour=1)
    assert (judge.call_count, walk.call_count, alike.call_count) == (26, 0, 2)
    assert count(archive, "notices") == 1


def test_a_look_alike_beside_many_pages_that_read_nearly_the_same_makes_nobody_walk_their_pairs(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(archive, SIBLING, 99)
    for path in range(12):
        take(archive, counted(path), path)
    walk = Mock(side_effect=judging.connected)
    monkeypatch.setattr(reach, "connected", walk)
    take(archive, counted(12), 12)
    assert walk.call_count == 0
    assert [count(archive, table) for table in ("notices", "look_alikes")] == [2, 1]


def test_a_text_is_forgotten_with_the_last_page_that_had_it(archive: Archive) -> None:
    take(archive, BARE, 1)
    take(archive, BARE, 2)
    take(archive, SIBLING, 3)
    known = [text_id(judged(said.to_json())) for said in (BARE, SIBLING)]
    take(archive, SIBLING, 1, hour=1)
    assert {row[0] for row in archive.conn.execute("SELECT text_id FROM text_fingerprints")} == set(known)
    take(archive, SIBLING, 2, hour=1)
    assert {row[0] for row in archive.conn.execute("SELECT text_id FROM text_fingerprints")} == {known[1]}
    assert [count(archive, table) for table in ("notices", "text_pairs", "look_alikes")] == [1, 1, 0]


def test_an_archive_that_was_judged_under_other_rules_is_judged_anew_when_it_is_opened(
    tmp_path: Path,
) -> None:
    with closing(Archive.open(tmp_path / "notices.db")) as archive:
        for path, said in enumerate((BARE, BARE, SIBLING)):
            take(archive, said, path)
        before = rows(archive)
        archive.save_setting("judging", "another rule")
        archive.conn.execute("DELETE FROM text_pairs")
        archive.conn.execute("DELETE FROM page_texts")
    with closing(Archive.open(tmp_path / "notices.db")) as archive:
        assert rows(archive) == before
        assert archive.setting("judging") == JUDGING


POOL = (
    BARE,
    notice(),
    notice(document_number="临卫发〔2024〕17号"),
    SIBLING,
    replace(BARE, title="关于做好20__年登革热防控工作的通知"),
    replace(BARE, title=""),
    notice(document_number=None, places={"place": "望山县"}),
    replace(BARE, body=BARE.body[:200]),
    counted(1),
    counted(2),
    Notice(title="页面不存在", body="您访问的页面不存在。"),
    Notice(body="啊" * 100),
    Notice(title="范文", body=BARE.body + SIBLING.body, page_kind="compilation", parts=(BARE, SIBLING, BARE)),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(POOL), st.sampled_from("ab"), st.integers(0, 9), st.integers(0, 80), st.booleans()),
        max_size=24,
    )
)  # fmt: skip
def test_judging_page_by_page_makes_the_notices_that_judging_all_at_once_makes(
    looks: list[tuple[Notice, str, int, int, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(Archive.open(Path(folder) / "n.db")) as archive:
        archive.save_site("b", "健康资讯网", "portal")
        for said, site, path, hour, is_gone in looks:
            take(archive, said, path, hour, site)
            if is_gone:
                url = f"http://{site}.example/{path}.html"
                at = MORNING + timedelta(hours=hour + 1)
                ingest_absence(archive, Capture(url=url, fetched_at=at, site=site, status=404))
        found = rows(archive)
        judge_all(archive)
        assert rows(archive) == found

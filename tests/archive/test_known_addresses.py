"""One page is one row, whichever of its addresses it is met under, and what a site spells is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.absence import ingest_absence
from archive.article import Article
from archive.capture import Capture
from archive.frontier import Lead, enlist, lead, reopen
from archive.identity import page_id
from archive.ingest import confirm_unchanged, ingest_article
from archive.looks import mark_done
from archive.notice import Notice
from archive.store import Archive
from archive.times import stamp
from archive.verification.table_rules import broken_rules
from tests.archive.dedup.texts import notice

DAY = datetime(2024, 8, 12, 3, tzinfo=UTC)
AT = stamp(DAY)
PAGE = "http://wsjk.linhu.example/a/1.html"
SPELLINGS = [
    "https://wsjk.linhu.example/a/1.html",
    "http://wsjk.linhu.example//a/1.html?utm_source=wechat",
    "https://wsjk.linhu.example:443/a/./1.html;jsessionid=0A1B?from=timeline#top",
]
TWINS = [
    "https://www.wsjk.linhu.example/a/1.html",
    "http://m.wsjk.linhu.example/a/1.html",
    "http://wsjk.linhu.example/wap/a/1.html?mobile=1",
]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive.open(tmp_path / "notices.db")) as opened:
        yield opened
        assert opened.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert list(broken_rules(opened.conn)) == []


def capture(url: str, day: float = 0, **fields: object) -> Capture:
    at = DAY + timedelta(days=day)
    return Capture(
        **({"url": url, "fetched_at": at, "site": "linhu", "position": f"c.warc.gz:{day}"} | fields)
    )  # type: ignore[arg-type]


def take(archive: Archive, url: str, day: float = 0, said: Notice | None = None) -> str:
    return ingest_article(archive, Article(captures=(capture(url, day),), notice=said or notice())).page_id


def count(archive: Archive, table: str) -> int:
    return int(archive.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_page_is_one_row_under_every_spelling(archive: Archive, spelling: str) -> None:
    assert take(archive, PAGE) == take(archive, spelling, 1) == page_id(PAGE)
    assert (count(archive, "pages"), count(archive, "versions"), count(archive, "notices")) == (1, 1, 1)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_change_under_another_spelling_is_a_version_of_the_page(archive: Archive, spelling: str) -> None:
    take(archive, PAGE)
    take(archive, spelling, 1, notice(title="关于做好登革热防控工作的紧急通知"))
    assert (count(archive, "pages"), count(archive, "versions")) == (1, 2)


@pytest.mark.parametrize("twin", TWINS)
def test_an_edition_for_telephones_is_the_same_page_where_it_says_the_same(
    archive: Archive, twin: str
) -> None:
    assert take(archive, PAGE) == take(archive, twin, 1)
    assert (count(archive, "pages"), count(archive, "versions")) == (1, 1)


@pytest.mark.parametrize("twin", TWINS)
def test_a_likely_twin_with_another_text_is_a_page_of_its_own(archive: Archive, twin: str) -> None:
    other = notice(title="关于禁止燃放烟花爆竹的通告", document_number="临卫发〔2024〕99号")
    assert take(archive, PAGE) != take(archive, twin, 1, other)
    assert (count(archive, "pages"), count(archive, "notices")) == (2, 2)


def test_another_parameter_is_another_page(archive: Archive) -> None:
    ids = {take(archive, f"http://wsjk.linhu.example/show.asp?id={number}") for number in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_absence_and_presence_are_those_of_the_page(archive: Archive, spelling: str) -> None:
    take(archive, PAGE)
    assert ingest_absence(archive, capture(spelling, 1, status=404))
    assert archive.conn.execute("SELECT status FROM pages").fetchone()[0] == "missing"
    confirm_unchanged(archive, spelling, stamp(DAY + timedelta(days=2)))
    assert archive.conn.execute("SELECT status FROM pages").fetchone()[0] == "live"


def test_a_page_met_by_another_spelling_is_known_and_asked_for_as_its_list_spells_it_now(
    archive: Archive,
) -> None:
    via = "http://wsjk.linhu.example/a/"
    first = Lead(url=PAGE, site="linhu", via=via)
    assert enlist(archive, [first], AT) == (first,)
    secure = replace(first, url="https://wsjk.linhu.example/a/1.html", via=f"{via}index.html")
    assert enlist(archive, [secure], AT) == ()
    mark_done(archive, secure.url, AT, etag="2")
    known = lead(archive, secure.url)
    assert known == replace(first, etag="2", address=secure.url)
    assert known.asked_for == secure.url
    elsewhere = replace(secure, url=f"{PAGE}?from=timeline", via="http://www.portal.example/")
    assert enlist(archive, [elsewhere], AT) == ()
    assert lead(archive, PAGE) == known


def test_what_is_asked_for_is_what_the_site_gave(archive: Archive) -> None:
    given = "http://wsjk.linhu.example/show.jsp;jsessionid=0A1B?id=3&a=1"
    (new,) = enlist(archive, [Lead(url=given, site="linhu")], AT)
    assert (new.url, new.asked_for) == ("http://wsjk.linhu.example/show.jsp?a=1&id=3", given)
    posted = Lead(url="http://wsjk.linhu.example/l.aspx?__wb_method=POST&page=2", site="linhu", form="page=2")
    (new,) = enlist(archive, [posted], AT)
    assert (new.url, new.asked_for) == (posted.url, "http://wsjk.linhu.example/l.aspx")


def test_a_list_stays_what_its_site_file_calls_it(archive: Archive) -> None:
    for url in ("http://wsjk.linhu.example/a/", "https://wsjk.linhu.example/a/index.html"):
        (listing,) = reopen(archive, [Lead(url=url, site="linhu", kind="listing")], AT)
        assert listing.url == url
        mark_done(archive, url, AT, etag=url)
        assert lead(archive, url) == replace(listing, etag=url)

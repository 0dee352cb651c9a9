"""Planted copies are found again in an archive, and siblings of one template stay apart."""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from archive.article import Article
from archive.capture import Capture
from archive.identity import page_id
from archive.ingest import ingest_article
from archive.store import Archive
from tests.archive.dedup.planted import planted

MORNING = datetime(2024, 8, 12, 1, tzinfo=UTC)


def test_copies_are_joined_and_siblings_are_not(tmp_path: Path) -> None:
    documents = planted(groups=60, seed=11)
    urls = [f"http://site{number % 9}.example/{number}.html" for number in range(len(documents))]
    with closing(Archive.open(tmp_path / "notices.db")) as archive, archive.transaction():
        for number, (url, (_, said)) in enumerate(zip(urls, documents, strict=True)):
            capture = Capture(
                url=url, fetched_at=MORNING + timedelta(seconds=number), site=f"site{number % 9}"
            )
            ingest_article(archive, Article(captures=(capture,), notice=said))
        notices = dict(map(tuple, archive.conn.execute("SELECT id, notice_id FROM pages")))
    carried = [(document, notices[page_id(url)]) for url, (document, _) in zip(urls, documents, strict=True)]
    pairs = Counter((a[0] == b[0], a[1] == b[1]) for a, b in combinations(carried, 2))
    recall = pairs[True, True] / (pairs[True, True] + pairs[True, False])
    precision = pairs[True, True] / (pairs[True, True] + pairs[False, True])
    assert (recall >= 0.99, precision >= 0.99) == (True, True), (recall, precision, pairs)

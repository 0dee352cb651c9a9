"""The text of attached files in the full-text index: a notice is found by the words of its files, too.

The index of a notice holds the texts of the files that the page which speaks for it offers.  It
keeps no copy of what it holds, so a row has to be taken out of it with the very texts that went
in: whoever changes the rows of attachments does so within :func:`files_changing`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from archive.schema import SEARCH_COLUMNS
from archive.search import add_to_index, remove_from_index


def searched_row(conn: sqlite3.Connection, row: Mapping[str, Any] | sqlite3.Row) -> dict[str, str | None]:
    """What the index holds of a row of ``notices``."""
    columns = {name: row[name] for name in SEARCH_COLUMNS}
    return {**columns, "attached_text": attached_text(conn, row["url"])}


def attached_text(conn: sqlite3.Connection, url: str) -> str:
    """The texts of the files that the page at *url* (canonical) offers, each once."""
    texts = conn.execute(
        "SELECT text FROM attachments JOIN pages ON pages.id = attachments.page_id "
        "WHERE pages.url = ? AND text IS NOT NULL ORDER BY attachments.id",
        (url,),
    )
    return "\n".join(dict.fromkeys(text for (text,) in texts))


def attached_text_of_key(conn: sqlite3.Connection, key: int) -> str:
    """The same for the notice with this ``search_key``."""
    (url,) = conn.execute("SELECT url FROM notices WHERE search_key = ?", (key,)).fetchone()
    return attached_text(conn, url)


@contextmanager
def files_changing(conn: sqlite3.Connection, pages: Collection[str]) -> Iterator[None]:
    """Bring the index up to date with what the block changes of the attachments of *pages* (ids)."""
    notices = conn.execute(
        "SELECT DISTINCT notices.* FROM json_each(?) CROSS JOIN pages ON pages.id = json_each.value "
        "CROSS JOIN pages AS carrier ON carrier.url = pages.url "
        "CROSS JOIN notices ON notices.id = carrier.notice_id AND notices.url = pages.url",
        (json.dumps(sorted(pages)),),
    ).fetchall()
    before = [searched_row(conn, row) for row in notices]
    yield
    for row, old in zip(notices, before, strict=True):
        new = searched_row(conn, row)
        if new != old:
            remove_from_index(conn, row["search_key"], old)
            add_to_index(conn, row["search_key"], new)

"""Cells of Datasette's own table pages: links between our tables, words for codes, long text in a box."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from archive.browse.words import label, local_time, short, web_link

_NOTICE_COLUMNS = frozenset({"notice_id", "target_id", "other_id"})
_LONG_COLUMNS = frozenset({"body", "record", "text"})
_TIME_COLUMNS = frozenset(
    {"observed_at", "first_seen", "last_seen", "last_checked", "last_success", "started", "finished", "at"}
)
_CODE_COLUMNS = {"status": "status", "relation": "relation", "health": "health", "outcome": "outcome"}
_LIST_COLUMNS = {"change": "change", "issuers": None}
"""Columns that hold JSON lists: of codes, with their kind in ``labels.yml``, or of plain names."""
_LONGEST_CELL = 3000
"""Characters, because a hundred whole texts make a page of many megabytes."""
COLUMNS = (
    _NOTICE_COLUMNS | _LONG_COLUMNS | _TIME_COLUMNS | _CODE_COLUMNS.keys() | _LIST_COLUMNS.keys() | {"url"}
)
"""The columns whose cells look different here."""

_ID = re.compile(r"[0-9a-f]{12}")


def render(value: Any, column: str, datasette: Any, database: str | None) -> Markup | None:
    """The cell as HTML, or ``None`` for what Datasette would show."""
    # A value that is not text is an expanded foreign key, which Datasette links by itself.
    if not isinstance(value, str) or not value:
        return None
    cell = None
    if column in _NOTICE_COLUMNS and _ID.fullmatch(value):
        cell = Markup('<a href="{}/{}">{}</a>').format(
            datasette.urls.table(database, "notices"), value, value
        )
    elif column == "url" and web_link(value):
        cell = Markup('<a href="{}" rel="noreferrer noopener nofollow">{}</a>').format(value, value)
    elif column in _LONG_COLUMNS:
        cell = Markup('<div class="long">{}</div>').format(short(value, _LONGEST_CELL))
    elif column in _TIME_COLUMNS:
        cell = Markup('<time title="{}">{}</time>').format(value, local_time(value))
    elif column in _CODE_COLUMNS:
        cell = Markup('<span title="{}">{}</span>').format(value, label(_CODE_COLUMNS[column], value))
    elif column in _LIST_COLUMNS and (items := _texts(value)):
        kind = _LIST_COLUMNS[column]
        words = (label(kind, item) if kind else item for item in items)
        cell = Markup('<span title="{}">{}</span>').format(value, short("、".join(words)))
    return cell


def _texts(value: str) -> list[str]:
    """The texts of a JSON list; none where *value* is anything else, as a reader's own query can give."""
    try:
        items = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return items if isinstance(items, list) and all(isinstance(item, str) for item in items) else []

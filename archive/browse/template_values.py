"""The values that our templates show, by the page that Datasette is about to render."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette.utils import tilde_decode

from archive.browse.home import home
from archive.browse.notice_page import notice_page
from archive.browse.ours import has_reading_pages, is_ours, the_archive
from archive.browse.snippet import is_elsewhere, marked_title, snippet
from archive.browse.words import day, file_size, label, local_time, partial_date, short, web_link
from archive.search import LONGEST_QUERY

Values = dict[str, Any]

_FUNCTIONS = {
    "label": label,
    "local_time": local_time,
    "web_link": web_link,
    "file_size": file_size,
    "snippet": snippet,
    "is_elsewhere": is_elsewhere,
    "marked_title": marked_title,
    "from_json": json.loads,
    "day": day,
    "partial_date": partial_date,
    "short": short,
}


async def template_values(
    datasette: Any, template: str | None, database: str | None, table: str | None, request: Any
) -> Values:
    """``archive``, what the page shows, for a page of ours; nothing for any other."""
    page = (template or "").partition("-")[0].removesuffix(".html")
    if page not in _PAGES or (page in ("table", "row") and table != "notices"):
        return {}
    name = await the_archive(datasette) if page == "index" else database
    if not has_reading_pages(name) or not await is_ours(datasette, name):
        return {}
    shown = await _PAGES[page](datasette.get_database(name), request)
    functions = {f"archive_{key}": function for key, function in _FUNCTIONS.items()}
    constants = {"archive_name": name, "archive_longest_query": LONGEST_QUERY}
    return {**functions, **constants, "archive": shown} if shown else {}


async def _home(database: Any, _request: Any) -> Any:
    return await database.execute_fn(home)


async def _list(database: Any, _request: Any) -> Any:
    return await database.execute_fn(_names)


async def _row(database: Any, request: Any) -> Any:
    notice_id = tilde_decode(request.url_vars["pks"])
    return await database.execute_fn(lambda conn: notice_page(conn, notice_id))


def _names(conn: sqlite3.Connection) -> Mapping[str, Mapping[str, str]]:
    """Names of sites and regions, for the list of notices and its facets."""
    return {
        "site": dict(map(tuple, conn.execute("SELECT id, name FROM sites WHERE name IS NOT NULL"))),
        "region_code": dict(map(tuple, conn.execute("SELECT code, name FROM regions"))),
    }


_PAGES: Mapping[str, Callable[[Any, Any], Awaitable[Any]]] = {
    "index": _home,
    "database": _home,
    "table": _list,
    "row": _row,
}

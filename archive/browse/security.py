"""ASGI middleware for our pages: nothing loads from other hosts; ids of merged notices lead on."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import tilde_decode

from archive.browse.downloads import BYTE_ORDER_MARK, complete_stream, safe_records
from archive.browse.notice_page import successor
from archive.browse.number_filter import NUMBER_FIELD
from archive.browse.ours import has_reading_pages, is_ours, the_archive

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_COMMON = "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
READING_POLICY = f"default-src 'none'; style-src 'self'; img-src 'self' data:; {_COMMON}"
"""For the pages of ours that people read: no script at all."""
TOOL_POLICY = (
    f"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    f" img-src 'self' data:; {_COMMON}"
)
"""For Datasette's own pages about our tables, whose menus and SQL editor are inline scripts."""

FORM_FIELDS = frozenset({"_search", "sort_date__gte", "sort_date__lte", NUMBER_FIELD})
"""Fields that our forms send even when a reader left them blank, which means no condition."""

_NOTICE_STEP = re.compile(r"(?P<id>[^.]+)(?P<ending>\.[a-z]+)?")


class ReadingRoom:
    """Wraps Datasette; touches only requests for databases that are archives of ours."""

    def __init__(self, app: App, datasette: Any) -> None:
        self._app = app
        self._datasette = datasette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        steps = self._steps(scope)
        database = await self._database(steps)
        if database is None:
            await self._app(scope, receive, send)
        elif location := await self._elsewhere(database, steps, scope):
            await _redirect(send, location)
        else:
            query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
            is_for_reading = has_reading_pages(database) and _is_for_reading(steps, query)
            safe_send = _with_headers(send, READING_POLICY if is_for_reading else TOOL_POLICY)
            if steps and steps[-1].endswith(".csv"):
                await self._app(_complete(scope, steps), receive, _with_safe_cells(safe_send))
            else:
                await self._app(scope, receive, safe_send)

    def _steps(self, scope: Scope) -> list[str]:
        """The path below Datasette's base URL, decoded, in steps."""
        raw = scope.get("raw_path") or scope["path"].encode()
        path = (
            raw.decode("latin-1")
            .partition("?")[0]
            .removeprefix(self._datasette.setting("base_url").rstrip("/"))
        )
        return [tilde_decode(step) for step in path.split("/") if step]

    async def _database(self, steps: list[str]) -> str | None:
        """The archive that the path is about; what names no database is about the only one."""
        for route in (steps[0], steps[0].rpartition(".")[0]) if steps else ():
            try:
                database = self._datasette.get_database(route=route)
            except KeyError:
                continue
            return str(database.name) if await is_ours(self._datasette, database.name) else None
        return await the_archive(self._datasette)

    async def _elsewhere(self, database: str, steps: list[str], scope: Scope) -> str | None:
        """Where to send the reader instead, if anywhere."""
        if steps[1:2] != ["notices"]:
            return None
        table = self._datasette.urls.table(database, "notices")
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if len(steps) == 2:
            asked = [
                (name, _from_day(value) if name == "sort_date__gte" else value)
                for name, value in query
                if value or name not in FORM_FIELDS
            ]
            return "?".join(filter(None, (table, urlencode(asked)))) if asked != query else None
        named = _NOTICE_STEP.fullmatch(steps[2])
        if named is None or len(steps) > 3:
            return None
        found = self._datasette.get_database(database)
        new_id = await found.execute_fn(lambda conn: successor(conn, named["id"]))
        if new_id is None:
            return None
        return "?".join(filter(None, (f"{table}/{new_id}{named['ending'] or ''}", urlencode(query))))


def _from_day(day: str) -> str:
    """The first day of a month or year as that month or year.

    A notice may be dated by these alone, and ``2024-08`` sorts before ``2024-08-01``.

    >>> [_from_day("2024-08-12"), _from_day("2024-08-01"), _from_day("2024-01-01")]
    ['2024-08-12', '2024-08', '2024']
    """
    return day.removesuffix("-01").removesuffix("-01")


def _is_for_reading(steps: list[str], query: Mapping[str, str]) -> bool:
    """Whether the path leads to the front page, the list of notices, or a notice."""
    return not steps or (steps == ["notices"] and "sql" not in query) or steps[1:2] == ["notices"]


def _with_headers(send: Send, policy: str) -> Send:
    added = [
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
    ]

    names = {name for name, _ in added}

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [header for header in message.get("headers", ()) if header[0].lower() not in names]
            message = {**message, "headers": [*kept, *added]}
        await send(message)

    return send_with_headers


def _complete(scope: Scope, steps: list[str]) -> Scope:
    """The request, in an order that loses no row where it is for a stream."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    complete = complete_stream(steps[1].removesuffix(".csv"), query) if len(steps) == 2 else None
    return scope if complete is None else {**scope, "query_string": urlencode(complete).encode()}


def _with_safe_cells(send: Send) -> Send:
    """Datasette's CSV without formulas, and as Excel reads it where it is downloaded as a file.

    Datasette sends each record in a message of its own.
    """
    before = b""
    is_csv = False

    async def send_safe_cells(message: Message) -> None:
        nonlocal before, is_csv
        if message["type"] == "http.response.start":
            media_type = dict(message.get("headers", ())).get(b"content-type", b"")
            is_csv = message["status"] == 200 and media_type.startswith((b"text/plain", b"text/csv"))
            before = BYTE_ORDER_MARK if media_type.startswith(b"text/csv") else b""
        elif is_csv and message.get("body"):
            message = {**message, "body": before + safe_records(message["body"])}
            before = b""
        await send(message)

    return send_safe_cells


async def _redirect(send: Send, location: str) -> None:
    headers = [(b"location", location.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})

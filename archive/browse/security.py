"""ASGI middleware for our pages: nothing loads from other hosts; ids of merged notices lead on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import tilde_decode

from archive.browse.notice_page import successor
from archive.browse.ours import is_ours, the_archive

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

FORM_FIELDS = frozenset({"_search", "sort_date__gte", "sort_date__lte", "document_number__contains"})
"""Fields that our forms send even when a reader left them blank, which means no condition."""


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
            policy = READING_POLICY if _is_for_reading(steps, query) else TOOL_POLICY
            await self._app(scope, receive, _with_headers(send, policy))

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
        """The archive that the path is about; the front page is about the only one."""
        if not steps:
            return await the_archive(self._datasette)
        try:
            database = self._datasette.get_database(route=steps[0])
        except KeyError:
            return None
        return str(database.name) if await is_ours(self._datasette, database.name) else None

    async def _elsewhere(self, database: str, steps: list[str], scope: Scope) -> str | None:
        """Where to send the reader instead, if anywhere."""
        if steps[1:2] != ["notices"]:
            return None
        table = self._datasette.urls.table(database, "notices")
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if len(steps) == 2:
            kept = [(name, value) for name, value in query if value or name not in FORM_FIELDS]
            return "?".join(filter(None, (table, urlencode(kept)))) if len(kept) < len(query) else None
        old_id, dot, ending = steps[2].partition(".")
        new_id = await self._datasette.get_database(database).execute_fn(lambda conn: successor(conn, old_id))
        return f"{table}/{new_id}{dot}{ending}" if new_id else None


def _is_for_reading(steps: list[str], query: Mapping[str, str]) -> bool:
    return not steps or (len(steps) == 1 and "sql" not in query) or (len(steps) > 1 and steps[1] == "notices")


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


async def _redirect(send: Send, location: str) -> None:
    headers = [(b"location", location.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})

"""Datasette plugin: search that knows Chinese, and pages made for reading, for archives of ours only."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.filters import FilterArguments
from markupsafe import Markup
from pluggy import HookimplMarker

from archive.browse import cells, security
from archive.browse.facets import NamesFacet
from archive.browse.number_filter import NUMBER_FIELD, number_filter
from archive.browse.ours import is_archive, is_ours
from archive.browse.template_values import template_values
from archive.search import teach

hookimpl = HookimplMarker("datasette")


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """On each connection, after the stock one: a search folds and splits what was typed like the index."""
    if is_archive(conn):
        teach(conn)


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Once at the start: no suggested facets, where only archives are served.

    Datasette would try each of the 30 columns of ``notices`` in three ways, 50 ms each, for every
    list of notices, whose page does not show suggestions.  No metadata key turns that off.
    """

    async def configure() -> None:
        names = [name for name in datasette.databases if name != "_internal"]
        if names and all([await is_ours(datasette, name) for name in names]):
            datasette._settings["suggest_facets"] = False

    return configure


@hookimpl
def register_facet_classes() -> list[type[NamesFacet]]:
    """Once at the start: a facet that counts the issuers of 20,000 notices within Datasette's time limit."""
    return [NamesFacet]


@hookimpl
def filters_from_request(
    request: Any, database: str, table: str, datasette: Any
) -> Callable[[], Awaitable[FilterArguments]] | None:
    """Before the rows of a table are selected: the field 文号含 of the list of notices."""
    if table != "notices" or NUMBER_FIELD not in request.args:
        return None

    async def condition() -> FilterArguments:
        is_archive_of_ours = await is_ours(datasette, database)
        return number_filter(request.args[NUMBER_FIELD] if is_archive_of_ours else None)

    return condition


@hookimpl
def extra_template_vars(
    template: str, database: str | None, table: str | None, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Before a page is rendered: what our templates show."""
    return lambda: template_values(datasette, template, database, table, request)


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> Callable[[], Awaitable[list[str]]]:
    """Before a page is rendered: our fonts and spacing for Datasette's own pages about our tables."""

    async def urls() -> list[str]:
        style = datasette.urls.static_plugins("health_notices", "tables.css")
        return [style] if await is_ours(datasette, database) else []

    return urls


@hookimpl
def render_cell(
    value: Any, column: str, table: str | None, database: str | None, datasette: Any
) -> Awaitable[Markup | None] | None:
    """For each cell of Datasette's own pages: links between our tables, and long text in a box."""
    # The list of notices has its own template, which shows no such cell.
    if table == "notices" or column not in cells.COLUMNS:
        return None

    async def rendered() -> Markup | None:
        return (
            cells.render(value, column, datasette, database) if await is_ours(datasette, database) else None
        )

    return rendered()


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[security.App], security.App]:
    """Once at the start: headers and redirects for our pages."""
    return lambda app: security.ReadingRoom(app, datasette)

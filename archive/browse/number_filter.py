"""The list of notices narrowed to those whose 文号 holds what a reader typed."""

from __future__ import annotations

from datasette.filters import FilterArguments

from archive.schema import SEARCH_TABLE
from archive.search import match_expression

NUMBER_FIELD = "_number"
"""The field of the form.  Datasette takes a name with an underscore for no column, and of its own
``_search_COLUMN`` it heeds none beside ``_search``."""


def number_filter(typed: str | None) -> FilterArguments:
    """The condition; none where nothing was typed.

    The rules are those of the search box: ［2024］16號 finds 〔2024〕16号, which Datasette's own
    ``document_number__contains`` misses.
    """
    if not typed:
        return FilterArguments([])
    return FilterArguments(
        [f"search_key in (select rowid from {SEARCH_TABLE} where {SEARCH_TABLE} match :number)"],  # noqa: S608
        params={"number": f"document_number : ({match_expression(typed)})"},
        human_descriptions=[f'document_number holds "{typed}"'],
    )

"""Pages of an answer in data: its own counters, and the request for the answer after it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from crawler.listing.counts import Counts
from crawler.listing.form_pager import PAGE_NAME, with_number
from crawler.listing.record import NextPage
from crawler.listing.records import plain_fields

_TOTAL = re.compile(
    r"totals?|count|(?:total|record|row|all|num|result)_?(?:count|num|number|records?|elements?|rows?|items?|size|found|total|results?)s?|records_?(?:total|filtered)",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"pages|(?:total|max|all|page)_?(?:pages?|count|num|number|total)|last_?page", re.IGNORECASE
)
_CURRENT = re.compile(
    r"(?:this|curr?|current|now)_?(?:page|index)?(?:_?no|_?num)?|page_?(?:no|index|number)?|number",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?:page|pre|per|fetch)_?(?:size|page|num|count)|size|limit|rows", re.IGNORECASE)
_OFFSET = re.compile(r"start|offset|skip|from|startrow", re.IGNORECASE)


def answer_counts(values: list[Any], entries: int) -> Counts:
    """The counters in the parsed answer that fit together: no total below the *entries* it lists."""
    numbers = _numbers(values)
    pages = _first(numbers, _PAGES)
    total = next((number for name, number in numbers if _TOTAL.fullmatch(name) and number >= entries), None)
    current = _first(numbers, _CURRENT)
    if pages is not None and total is not None and pages > max(total, 1):
        pages = None
    return Counts(total=total, pages=pages, current=current)


def answer_size(values: list[Any]) -> int | None:
    """How many entries a full answer holds, where it says so."""
    return _first(_numbers(values), _SIZE)


def answer_next(
    values: list[Any], entries: int, own: tuple[str, str | None], counts: Counts
) -> tuple[NextPage, ...]:
    """The request for the next answer: this one's own with the page number, or the offset, after its own.

    None where the counters say that this is the last, or where there is no such parameter.
    """
    if not entries:
        return ()
    url, form = own
    asked = parse_qsl(form if form is not None else urlsplit(url).query, keep_blank_values=True)
    number = next(
        (int(value) for name, value in asked if PAGE_NAME.fullmatch(name) and value.isdigit()), None
    )
    asked_size = next((int(value) for name, value in asked if _SIZE.fullmatch(name) and value.isdigit()), 0)
    size = asked_size or answer_size(values) or entries
    if number is None:
        offset = next((item for item in asked if _OFFSET.fullmatch(item[0]) and item[1].isdigit()), None)
        return () if offset is None else _next_offset(offset, entries, own, counts)
    first = 0 if number == 0 or counts.current == number + 1 else 1
    done = (number - first + 1) * size
    if counts.pages is not None and number - first + 1 >= counts.pages:
        return ()
    if counts.pages is None and (done >= counts.total if counts.total is not None else entries < asked_size):
        return ()
    return _asking(own, number + 1)


def _next_offset(
    offset: tuple[str, str], entries: int, own: tuple[str, str | None], counts: Counts
) -> tuple[NextPage, ...]:
    name, value = offset
    following = int(value) + entries
    if counts.total is not None and following >= counts.total:
        return ()
    url, form = own
    change = re.compile(rf"(?<![^&?]){re.escape(name)}=\d+")
    if form is not None:
        return (NextPage(url, change.sub(f"{name}={following}", form)),)
    parts = urlsplit(url)
    return (NextPage(urlunsplit(parts._replace(query=change.sub(f"{name}={following}", parts.query)))),)


def _asking(own: tuple[str, str | None], number: int) -> tuple[NextPage, ...]:
    url, form = own
    if form is not None:
        changed = with_number(form, number)
        return () if changed is None else (NextPage(url, changed),)
    parts = urlsplit(url)
    changed = with_number(parts.query, number)
    return () if changed is None else (NextPage(urlunsplit(parts._replace(query=changed))),)


def _numbers(values: list[Any]) -> list[tuple[str, int]]:
    """The whole numbers beside the records, each with its name; 8 and "8" are the same."""
    found = []
    for value in values:
        for name, own in plain_fields(value):
            is_whole = isinstance(own, int) and not isinstance(own, bool)
            if (is_whole or (isinstance(own, str) and own.isdigit() and len(own) < 10)) and 0 <= int(
                own
            ) < 10**9:
                found.append((name, int(own)))
    return found


def _first(numbers: list[tuple[str, int]], names: re.Pattern[str]) -> int | None:
    return next((number for name, number in numbers if names.fullmatch(name) and number > 0), None)

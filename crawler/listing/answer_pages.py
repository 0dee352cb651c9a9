"""Pages of an answer in data: its own counters, and the request for the answer after it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from crawler.listing.counts import Counts
from crawler.listing.form_pager import PAGE_NAME, with_number
from crawler.listing.record import NextPage
from crawler.listing.records import plain_fields
from crawler.listing.whole_number import whole_number

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
    number = _asked(asked, PAGE_NAME)
    asked_size = _asked(asked, _SIZE) or 0
    size = asked_size or answer_size(values) or entries
    if number is None:
        offsets = ((name, whole_number(value)) for name, value in asked if _OFFSET.fullmatch(name))
        found = next(((name, start) for name, start in offsets if start is not None), None)
        return () if found is None else _next_offset(*found, entries, own, counts)
    first = 0 if number == 0 or counts.current == number + 1 else 1
    done = (number - first + 1) * size
    if counts.pages is not None and number - first + 1 >= counts.pages:
        return ()
    if counts.pages is None and (done >= counts.total if counts.total is not None else entries < asked_size):
        return ()
    return _asking(own, number + 1)


def _asked(asked: list[tuple[str, str]], names: re.Pattern[str]) -> int | None:
    """The first number that a parameter of such a name asks for."""
    numbers = (whole_number(value) for name, value in asked if names.fullmatch(name))
    return next((number for number in numbers if number is not None), None)


def _next_offset(
    name: str, start: int, entries: int, own: tuple[str, str | None], counts: Counts
) -> tuple[NextPage, ...]:
    following = start + entries
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
            number = whole_number(own) if isinstance(own, str) else own
            if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 10**9:
                found.append((name, number))
    return found


def _first(numbers: list[tuple[str, int]], names: re.Pattern[str]) -> int | None:
    return next((number for name, number in numbers if names.fullmatch(name) and number > 0), None)

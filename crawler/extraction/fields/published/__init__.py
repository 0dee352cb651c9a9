"""Published date: the site's own date, from its meta tags, labels, date line, address or listing.

=============================================================  =======================
 where a page tells its day                                     where its rule stands
=============================================================  =======================
 meta tags                                                      ``meta_tags``
 发布日期：…, a line above or below the text, a foot             ``shown``
 the forms of such a line: alone, glued, between bars, …        ``day_in_row``
 8/20/2024, 20.8.2024, and 04/12/2024 in Hong Kong              ``year_last``
 calendar leaves, days that neither label nor blanks set apart  ``unlabelled_day``
=============================================================  =======================
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from archive.notice import Evidence
from archive.vocabulary.dates import parse_date
from crawler.extraction.context import Context
from crawler.extraction.fields.deadlines.years import with_year_of
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.masthead import Masthead
from crawler.extraction.fields.published.meta_tags import told_day
from crawler.extraction.fields.published.shown import (
    below_press_release,
    is_last_change,
    rows_of_other_days,
    shown_above,
    shown_below,
)
from crawler.extraction.fields.published.unlabelled_day import Day, day_without_year, unlabelled_day
from crawler.extraction.fields.published.whole_day import NO_DAY, whole
from crawler.extraction.fields.published.year_last import day_before_month
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.page_text import PageText

_BEFORE_DAY = re.compile(r"\s{0,3}(?:(?:发布|发表|更新|上载|出版|刊登)(?:日期|时间|于)?\s?:?\s{0,3})?")
"""A day behind anything else (活动日期：04/12/2024) may be of something else."""
_NEAR_DAYS = 3
_SOON_DAYS = 60


def read_published_date(
    text: PageText,
    sheet: Sheet,
    labels: Labels,
    masthead: Masthead | None,
    context: Context,
    script_days: Iterable[str],
    url_date: str | None,
    state_days: Iterable[str],
) -> Reading[str | None]:
    """The day on which the site published the page; never later than the day after the capture.

    The meta tags are the most exact, but templates fill them with the values of another page or of
    the day they were made: a day that the page shows far from theirs counts for more, and tags that
    name another title count for nothing.  Where a label gives no more than month and day, so does the
    field (``--08-12``).  *state_days* are looked at last.
    """
    told = told_day(text, sheet.fetched_on)
    shown = shown_above(sheet, labels, masthead) or _shown_day_first(text, sheet, told)
    if shown is not None and (told is None or not (is_last_change(shown) or _are_near(told, shown))):
        return shown
    told = told or shown_below(sheet, labels)
    if told is not None:
        return told
    in_script = (("script", day) for day in script_days)
    for rule, raw in (*in_script, ("url", url_date), ("listing", context.listed_date)):
        iso = whole(parse_date(raw, latest=sheet.fetched_on)) if raw else None
        if raw is not None and iso is not None:
            return Reading(iso, (Evidence(raw=raw, rule=rule),))
    rows = [row for row in sheet.head if row not in rows_of_other_days(labels, masthead)]
    folded = [row.folded for row in rows]
    day = unlabelled_day(folded, sheet.fetched_on) or day_before_month(text, folded, sheet.fetched_on)
    if day is not None and day.iso != NO_DAY:
        return _read(rows, day)
    for value in labels.get("published_date", []):
        iso = parse_date(value.raw)
        if iso is not None and iso.startswith("--"):
            return Reading(iso, (value.evidence(),))
    day = day_without_year(folded)
    last = _read(rows, day) if day is not None else below_press_release(sheet)
    return last if last.value is not None else _day_of_state(state_days, sheet.fetched_on)


def _shown_day_first(
    text: PageText, sheet: Sheet, told: Reading[str | None] | None
) -> Reading[str | None] | None:
    """A day that the page shows as in Hong Kong, beside one *told* that is not the other reading of it."""
    if told is None or told.value is None:
        return None
    day = day_before_month(text, [row.folded for row in sheet.head], sheet.fetched_on)
    if day is None or "-".join((day.iso[:4], day.iso[8:], day.iso[5:7])) == told.value:
        return None
    if not _BEFORE_DAY.fullmatch(sheet.head[day.row].folded, 0, day.start):
        return None
    return _read(list(sheet.head), day)


def _day_of_state(days: Iterable[str], latest: str | None) -> Reading[str | None]:
    """The first whole day that the page's scripts tell of this article."""
    for raw in days:
        iso = whole(parse_date(raw, latest=latest))
        if iso is not None:
            return Reading(iso, (Evidence(raw=raw, rule="script"),))
    return Reading(None)


def _read(rows: list[Row], day: Day) -> Reading[str | None]:
    return Reading(day.iso, (rows[day.row].evidence("line about the page", day.start, day.end),))


def with_year_of_issue(published: Reading[str | None], issued: str | None) -> Reading[str | None]:
    """A day printed without its year (``--03-21``) in the year in which it follows the *issued* date soon."""
    day = published.value
    if day is None or not day.startswith("--") or issued is None or len(issued) != len("2024-08-12"):
        return published
    dated = with_year_of(day, issued)
    if dated.startswith("--") or (date.fromisoformat(dated) - date.fromisoformat(issued)).days > _SOON_DAYS:
        return published
    return Reading(dated, published.evidence)


def with_year_told(
    published: Reading[str | None], told: Iterable[str], latest: str | None
) -> Reading[str | None]:
    """A day printed without its year in that of the first day or month of *told* (ISO) that agrees with it.

    Never later than *latest*, an ISO day.
    """
    day = published.value
    if day is None or not day.startswith("--"):
        return published
    for iso in told:
        whole_day = iso[: len("2024")] + day[1:]
        if whole_day.startswith(iso) and whole(parse_date(whole_day, latest=latest)):
            return Reading(whole_day, published.evidence)
    return published


def _are_near(told: Reading[str | None], shown: Reading[str | None]) -> bool:
    """Whether two days may be the same act: written in the evening, shown in the morning."""
    if told.value is None or shown.value is None:
        return False
    return abs(date.fromisoformat(told.value) - date.fromisoformat(shown.value)).days <= _NEAR_DAYS

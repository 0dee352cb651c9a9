"""Published date: the site's own date, from its meta tags, labels, date line, address or listing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from archive.notice import Evidence
from archive.vocabulary.dates import parse_date
from crawler.extraction.context import Context
from crawler.extraction.fields.deadlines.years import with_year_of
from crawler.extraction.fields.labelled import Labelled, Labels
from crawler.extraction.fields.masthead import Masthead
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Row, Sheet
from crawler.extraction.fields.unlabelled_day import Day, day_without_year, unlabelled_day
from crawler.extraction.info_line import day_of_info_line
from crawler.extraction.page_text import PageText
from crawler.extraction.script import script_of
from crawler.extraction.text_keys import key

_META = ("pubdate", "publishdate", "publish_date", "article:published_time", "publishtime", "dc.date", "date")
_DATE_LINE = re.compile(
    r"[\[(【]?\s*(?:19|20)[0-9]{2}[-/.年]\s?[0-9]{1,2}[-/.月]\s?[0-9]{1,2}日?(?=[\s\])|】·]|\Z)"
)
_DATE_AND_TIME = re.compile(
    r"(?<![0-9-])20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}(?:日(?=\s{0,3}[0-9]{1,2}:[0-9]{2})|(?=\s{1,3}[0-9]{1,2}:[0-9]{2}))"
)
_DATE_AT_END = re.compile(r"(?<=[\s|])20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\Z")
_GLUED_DATE = re.compile(
    r"\A20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?=(?![至到前])[㐀-鿿A-Z])"
    r"|\A20[0-9]{2}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12][0-9]|3[01])(?=[0-9.,]{1,9}[kKwW万次]?\Z)"
    r"|\A[㐀-鿿]{3,20}(?P<date>20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})\Z"
)
"""Style sheets, not spaces, set the day apart from what stands beside it: ``2020.09.07市政府办公室A+``."""
_LONGEST_POSTED = 80
_POSTED = re.compile(
    r"(?:发布|发表|张贴|刊登)[于在]?\s{0,2}:?\s{0,2}(?P<date>(?:19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?)"
)
_LONE_TIME = re.compile(
    r"(?P<date>20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
"""A day with its hour, alone on a line, is the site's: who signs gives no hour."""
_BRACKETED_DAY = re.compile(
    r"[\[【(]\s?(?P<date>(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?:\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s?[\]】)]"
)
"""At either end of a line below the text: ``[2022-08-12 17:05] 转自：…``."""
_OPEN, _CLOSE = ("[", "【", "("), ("]", "】", ")")
_RIGHT_BELOW = 2
_YEAR_LAST = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}(?:\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s?[AP]M)?(?=\s|\Z)"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.20[0-9]{2}(?=\s|\Z)"
)
_FIGURES = re.compile(
    r"(?:\A|[\s:])(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>20[0-9]{2})(?=\s|\Z)"
)
_BETWEEN_BARS = re.compile(r"(?<=[|丨])\s{0,3}20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?=\s{0,3}[|丨])")
_SHORT_ROW = 40
_SPAN = re.compile(r"日?\s?(?:至|到|~|-)\s?[0-9]{1,4}\s?[-/.年月日]")
_SHORTEST_DAY = len("2024-8-2")
_CLOCK_OF_PLACE = re.compile(r"(?:香港|澳门)时间\s?[0-9]{1,2}时")
_LAST_ROWS = 4
_NEAR_DAYS = 3
_SOON_DAYS = 60
_LABEL_ALONE = re.compile(r"(?:发布|发表|上传|添加|录入)(?:日期|时间)\s?:?")
_NO_DAY = "1970-01-01"
"""What systems that count seconds from this day show where they keep no time."""
_LAST_CHANGE = frozenset({"更新时间", "更新日期", "更新", "最后更新", "最后更新时间", "最后修改", "修订日期"})
_REVISED = "修订日期"
"""A site of Hong Kong dates its page so at the foot; above a text it is a regulation's day."""


def read_published_date(
    text: PageText,
    sheet: Sheet,
    labels: Labels,
    masthead: Masthead | None,
    context: Context,
    url_date: str | None,
) -> Reading[str | None]:
    """The day on which the site published the page; never later than the day after the capture.

    The meta tags are the most exact, but templates fill them with the values of another page or of
    the day they were made: a day that the page shows far from theirs counts for more, and tags that
    name another title count for nothing.  Where a label gives no more than month and day, so does the
    field (``--08-12``).
    """
    told = None if is_of_another_page(text) else _told(text, sheet)
    shown = _shown(sheet, labels, masthead)
    if shown is not None and (told is None or not (_is_last_change(shown) or _are_near(told, shown))):
        return shown
    told = told or _shown_below(sheet, labels)
    if told is not None:
        return told
    for rule, raw in (("url", url_date), ("listing", context.listed_date)):
        iso = _whole(parse_date(raw, latest=sheet.fetched_on)) if raw else None
        if raw is not None and iso is not None:
            return Reading(iso, (Evidence(raw=raw, rule=rule),))
    rows = [row for row in sheet.head if row not in _of_other_days(labels, masthead)]
    folded = [row.folded for row in rows]
    day = unlabelled_day(folded, sheet.fetched_on) or _day_before_month(text, folded, sheet.fetched_on)
    if day is not None and day.iso != _NO_DAY:
        return _read(rows, day)
    for value in labels.get("published_date", []):
        iso = parse_date(value.raw)
        if iso is not None and iso.startswith("--"):
            return Reading(iso, (value.evidence(),))
    day = day_without_year(folded)
    return _read(rows, day) if day is not None else _below_press_release(sheet)


def _day_before_month(text: PageText, rows: Sequence[str], latest: str | None) -> Day | None:
    """The day in figures alone on a row, written as in Hong Kong and Macao: ``04/12/2024`` is in December.

    On pages in Simplified characters the month may stand first, and Taiwan writes the year first.
    """
    for index in range(len(rows) - 1, -1, -1):
        written = _FIGURES.search(rows[index]) if len(rows[index]) <= _SHORT_ROW else None
        if written is None or script_of(f"{text.title or ''}\n{text.body}") != "hant":
            continue
        iso = parse_date(f"{written['year']}-{written['month']}-{written['day']}", latest=latest)
        if iso is not None:
            return Day(iso, index, written.start(), written.end())
    return None


def _below_press_release(sheet: Sheet) -> Reading[str | None]:
    """The day above the hour with which press releases of Hong Kong and Macao end: 香港时间14时30分."""
    for above, row in pairwise(sheet.body[-_LAST_ROWS:] + sheet.tail[:_LAST_ROWS]):
        if "时间" in row.folded and _CLOCK_OF_PLACE.match(row.folded) and len(above.raw) <= _SHORT_ROW:
            iso = _whole(parse_date(above.raw, latest=sheet.fetched_on))
            if iso is not None:
                return Reading(iso, (above.evidence("foot of press release"),))
    return Reading(None)


def _read(rows: list[Row], day: Day) -> Reading[str | None]:
    return Reading(day.iso, (rows[day.row].evidence("line about the page", day.start, day.end),))


def _of_other_days(labels: Labels, masthead: Masthead | None) -> list[Row]:
    """The rows that say when the document was made or comes into force."""
    rows = [masthead.row] if masthead is not None else []
    return rows + [
        value.row for field in ("issued_date", "effective_date") for value in labels.get(field, ())
    ]


def is_of_another_page(text: PageText) -> bool:
    """Whether the page's meta tags give a title that is not its own."""
    titles = [content for name, content in text.meta if name == "articletitle"]
    told = key(titles[0]) if titles else ""
    if not told:
        return False
    own = [key(title) for title in (text.title, text.page_title) if title]
    return bool(own) and not any(told in title or title in told for title in own)


def _told(text: PageText, sheet: Sheet) -> Reading[str | None] | None:
    """The day of the meta tags."""
    meta = dict(reversed(text.meta))
    for name in _META:
        iso = _whole(parse_date(meta[name], latest=sheet.fetched_on)) if name in meta else None
        if iso is not None:
            return Reading(iso, (Evidence(raw=meta[name], rule=f"meta:{name}"),))
    return None


def _shown(sheet: Sheet, labels: Labels, masthead: Masthead | None) -> Reading[str | None] | None:
    """The day that a label or a line about the page shows; of several lines that nearest to the text."""
    values = labels.get("published_date", [])
    # A date of publication is better than one of the last change, wherever they stand.
    for value in sorted(values, key=lambda item: item.label in _LAST_CHANGE):
        if _is_of_foot(value) or value.label == _REVISED:
            continue
        iso = _whole(parse_date(value.raw, pivot=sheet.fetched_on, latest=sheet.fetched_on))
        if iso is not None and not _SPAN.search(value.folded[_SHORTEST_DAY:]):
            return Reading(iso, (value.evidence(),))
    other = _of_other_days(labels, masthead)
    for row in reversed(sheet.head):
        if not ("20" in row.folded or "19" in row.folded) or row in other:
            continue
        start, end = day_of_info_line(row.folded) or _day_of_row(row.folded)
        iso = _whole(parse_date(row.raw[start:end], latest=sheet.fetched_on)) if end else None
        if iso is not None:
            return Reading(iso, (row.evidence("date line", start, end),))
    return None


def _day_of_row(folded: str) -> tuple[int, int]:
    """Where the day stands in a line about the page; ``0, 0`` where none does."""
    match = _DATE_LINE.match(folded) or _POSTED.match(folded) or _DATE_AND_TIME.search(folded)
    match = (
        match
        or _POSTED.search(folded[:_LONGEST_POSTED])
        or _YEAR_LAST.match(folded)
        or _BETWEEN_BARS.search(folded)
    )
    if match is None and len(folded) <= _SHORT_ROW:
        match = _DATE_AT_END.search(folded) or _GLUED_DATE.search(folded)
    if match is None:
        return 0, 0
    return match.span("date" if match.groupdict().get("date") else 0)


def _is_of_foot(value: Labelled) -> bool:
    """Whether a label below the text tells of a last change: that of the site, or of a box on it."""
    return value.row.zone == "tail" and value.label in _LAST_CHANGE


def _shown_below(sheet: Sheet, labels: Labels) -> Reading[str | None] | None:
    """The day that a line below the text says it was posted on, or else changed."""
    for index, row in enumerate(sheet.tail):
        start, end = day_of_info_line(row.folded) or (0, 0)
        day = _POSTED.match(row.folded) or (
            _LONE_TIME.fullmatch(row.folded) if index < _RIGHT_BELOW else None
        )
        day = day or _bracketed_day(row.folded)
        if day is not None:
            start, end = day.span("date")
        iso = _whole(parse_date(row.raw[start:end], latest=sheet.fetched_on)) if end else None
        if iso is not None:
            return Reading(iso, (row.evidence("date line", start, end),))
    for label, row in pairwise(sheet.tail):
        iso = _whole(parse_date(row.raw, latest=sheet.fetched_on)) if len(row.raw) <= _SHORT_ROW else None
        if iso is not None and _LABEL_ALONE.fullmatch(label.folded):
            return Reading(iso, (row.evidence("date line"),))
    for value in filter(_is_of_foot, labels.get("published_date", ())):
        iso = _whole(parse_date(value.raw, pivot=sheet.fetched_on, latest=sheet.fetched_on))
        if iso is not None:
            return Reading(iso, (value.evidence(),))
    return None


def with_year_of_issue(published: Reading[str | None], issued: str | None) -> Reading[str | None]:
    """A day printed without its year (``--03-21``) in the year in which it follows the *issued* date soon."""
    day = published.value
    if day is None or not day.startswith("--") or issued is None or len(issued) != len("2024-08-12"):
        return published
    whole = with_year_of(day, issued)
    if whole.startswith("--") or (date.fromisoformat(whole) - date.fromisoformat(issued)).days > _SOON_DAYS:
        return published
    return Reading(whole, published.evidence)


def _bracketed_day(folded: str) -> re.Match[str] | None:
    """A day in brackets with which a line begins or ends."""
    day = _BRACKETED_DAY.search(folded) if folded.startswith(_OPEN) or folded.endswith(_CLOSE) else None
    return day if day is not None and (not day.start() or day.end() == len(folded)) else None


def _are_near(told: Reading[str | None], shown: Reading[str | None]) -> bool:
    """Whether two days may be the same act: written in the evening, shown in the morning."""
    if told.value is None or shown.value is None:
        return False
    return abs(date.fromisoformat(told.value) - date.fromisoformat(shown.value)).days <= _NEAR_DAYS


def _is_last_change(shown: Reading[str | None]) -> bool:
    return any(item.rule.removeprefix("label:") in _LAST_CHANGE for item in shown.evidence)


def _whole(iso: str | None) -> str | None:
    return iso if iso is not None and len(iso) == 10 and iso != _NO_DAY else None

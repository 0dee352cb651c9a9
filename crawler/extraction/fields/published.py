"""Published date: the site's own date, from its meta tags, labels, date line, address or listing."""

from __future__ import annotations

import re

from archive.notice import Evidence
from archive.vocabulary.dates import parse_date
from crawler.extraction.context import Context
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.page_text import PageText

_META = ("pubdate", "publishdate", "publish_date", "article:published_time", "publishtime", "dc.date", "date")
_DATE_LINE = re.compile(
    r"[\[(]?\s*(?:19|20)[0-9]{2}[-/.年]\s?[0-9]{1,2}[-/.月]\s?[0-9]{1,2}日?(?=[\s\])|]|\Z)"
)
_DATE_AND_TIME = re.compile(
    r"(?<![0-9-])20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?=\s{1,3}[0-9]{1,2}:[0-9]{2})"
)
_DATE_AT_END = re.compile(r"(?<=[\s|])20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\Z")
_SHORT_ROW = 40
_LAST_CHANGE = frozenset({"更新时间", "更新日期", "更新", "最后更新", "最后更新时间", "最后修改"})


def read_published_date(
    text: PageText, sheet: Sheet, labels: Labels, context: Context, url_date: str | None
) -> Reading[str | None]:
    """The day on which the site published the page; never later than the day after the capture."""
    meta = dict(reversed(text.meta))
    for name in _META:
        if name in meta:
            iso = _whole(parse_date(meta[name], latest=sheet.fetched_on))
            if iso is not None:
                return Reading(iso, (Evidence(raw=meta[name], rule=f"meta:{name}"),))
    values = labels.get("published_date", [])
    # A date of publication is better than one of the last change, wherever they stand.
    for value in sorted(values, key=lambda item: item.label in _LAST_CHANGE):
        iso = _whole(parse_date(value.raw, pivot=sheet.fetched_on, latest=sheet.fetched_on))
        if iso is not None:
            return Reading(iso, (value.evidence(),))
    other = [value.row for field in ("issued_date", "effective_date") for value in labels.get(field, ())]
    for row in (row for row in sheet.head if row not in other):
        match = _DATE_LINE.match(row.folded) or _DATE_AND_TIME.search(row.folded)
        match = match or (_DATE_AT_END.search(row.folded) if len(row.folded) <= _SHORT_ROW else None)
        iso = _whole(parse_date(match[0], latest=sheet.fetched_on)) if match else None
        if match is not None and iso is not None:
            return Reading(iso, (row.evidence("date line", match.start(), match.end()),))
    for rule, date in (("url", url_date), ("listing", context.listed_date)):
        iso = _whole(parse_date(date, latest=sheet.fetched_on)) if date else None
        if date is not None and iso is not None:
            return Reading(iso, (Evidence(raw=date, rule=rule),))
    return Reading(None)


def _whole(iso: str | None) -> str | None:
    return iso if iso is not None and len(iso) == 10 else None

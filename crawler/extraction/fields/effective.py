"""Effective date: a label, 自…起施行, or the start that a 通告 or 令 states for its measure."""

from __future__ import annotations

import re

from archive.vocabulary.dates import find_dates, parse_date
from archive.vocabulary.folding import fold
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row
from crawler.extraction.fields.sheet import Sheet

_FROM = re.compile(
    r"(?:[自从于由]|(?<=[、,:;。])(?=[0-9])|^(?=[0-9]))\s{0,2}(?P<date>[^,。;\n《》]{4,30}?)\s{0,2}(?P<hour>[0-9零]{1,2}时)?(?P<verb>起|正式施行|生效|施行)"
)
_IN_FORCE = re.compile(r".{0,12}?(?:施行|实施|执行|生效)")
_DECIDED = re.compile(r"决定\Z")
_TAKEN = re.compile(r".{0,12}?(?:推行|实行|试行)")
"""市卫生局决定自…起，在全市推行: without such a decision a plan says from when each of its parts is done."""
_MEASURES = frozenset({"通告", "令", "命令"})
_LAW = re.compile(
    r"》(?![^。;\n]{0,40}(?:印发|下发|公布|发布|转发))[^。;\n]{0,40}\Z|(?<!本)(?<!本办)法\Z|(?<!本)条例\Z"
)
_PROMULGATES = re.compile(r"(?:发布|公布|印发|颁布|批准)《[^《》]{2,60}》[^。;\n《》]{0,30}\Z")
"""What the document itself brings into force: 批准发布《…规范》等3项标准，自…起实施."""
_GROUNDS = re.compile(r"(?:按照|根据|依据|依照|遵照|落实|贯彻)[^。;\n]{2,58},\s?\Z")
"""What a measure is based on, before it is said since when it is taken: 按照《…》要求，自…起减免."""
_OWN_MEASURE = re.compile(
    r",\s?(?:经[^,。;]{2,20},)?(?:[^,。;《》]{0,12}决定|现|(?:我|本)(?:[省市县区州院局委所站校馆]|中心|单位|部门))[^,。;《》]{0,8}\Z"
)
"""Who takes a measure on such grounds is named behind them: 根据《…批复》（…），我院自…起执行."""
_PLANNED = re.compile(r"(?:拟|计划|建议|预计)\s{0,2}(?:于|定于)?\s{0,2}\Z")
_SPAN = re.compile(
    r"[,、\s]{0,2}(?:至|到|-)(?![^。;\n]{0,60}(?:实行|实施|管控|封控|封闭|禁止|暂停|停止|关闭|限制))"
)
"""A span of time of an event, not of a measure."""


def read_effective_date(
    sheet: Sheet, labels: Labels, document_type: str | None, issued: str | None
) -> Reading[str | None]:
    """When the document takes effect; never the date of a law that it mentions."""
    for value in labels.get("effective_date", ()):
        iso = parse_date(value.raw)
        if iso is not None:
            return Reading(iso, (value.evidence(),))
    if document_type is None:
        return Reading(None)
    title = Row(sheet.title, fold(sheet.title), "head", None) if sheet.title else None
    rows = ((title,) if title else ()) + sheet.body
    measure = document_type in _MEASURES
    for row in rows:
        if "起" not in row.folded and "施行" not in row.folded and "生效" not in row.folded:
            continue
        for match in _FROM.finditer(row.folded):
            if not _takes_effect(row.folded, match, measure=measure):
                continue
            dates = find_dates(match["date"])
            iso = _with_year(dates[0].iso, issued) if len(dates) == 1 and dates[0].start == 0 else None
            if iso is not None and not _tells_of_past(row.folded, match, iso, issued):
                return Reading(iso, (row.evidence("from", match.start("date"), match.end("date")),))
    return Reading(None)


def _takes_effect(text: str, match: re.Match[str], *, measure: bool) -> bool:
    """Whether the document itself, not a law it mentions, takes effect; a 通告 may just say 自…起."""
    before = text[max(0, match.start() - 60) : match.start()]
    of_law = _LAW.search(before) and not (
        _PROMULGATES.search(before) or _OWN_MEASURE.search(before) or (measure and _GROUNDS.search(before))
    )
    if of_law or _PLANNED.search(before):
        return False
    if match["verb"] != "起" or _IN_FORCE.match(text, match.end()):
        return True
    if _DECIDED.search(before) and _TAKEN.match(text, match.end()):
        return True
    return measure and not _SPAN.match(text, match.end())


def _tells_of_past(text: str, match: re.Match[str], iso: str, issued: str | None) -> bool:
    """Whether a measure on other grounds began in a year before: 根据《…》，我市自2016年起执行."""
    before = text[max(0, match.start() - 60) : match.start()]
    return bool(issued and iso[:4] < issued[:4] and _LAW.search(before) and _OWN_MEASURE.search(before))


def _with_year(iso: str, issued: str | None) -> str | None:
    if not iso.startswith("--"):
        return iso
    if issued is None or not issued[:4].isdigit():
        return None
    year = int(issued[:4]) + (issued[5:] > iso[2:] and issued[5:7] == "12")
    return parse_date(f"{year}-{iso[2:]}")

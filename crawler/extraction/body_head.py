"""What stands above a text and is said of it: source lines, letterheads, the title once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from archive.vocabulary.folding import fold
from crawler.extraction.body_rows import Row
from crawler.extraction.chrome import LONGEST_CHROME_LINE, Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.info_line import says_when_posted
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Layout, Line
from crawler.extraction.taiwanese_letter import OPENS_LETTER
from crawler.extraction.text_keys import key
from crawler.extraction.title_echo import ADDRESSEE, echo_end
from crawler.extraction.title_on_lines import ShownTitle

HEAD_LINES = 14
"""Source lines and the like stand within so many lines of the beginning."""
MOST_ABOVE_ECHO = 28
"""An index block may stand between the title shown and the title printed."""
_ABOVE_LINES = 20
_DAY_BEHIND_TITLE = re.compile(r"(?<=[^\d年月.\-/])((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})[\])）】\s]*$")
_DAY_BEHIND_TRAIL = re.compile(r"[\[(（【]\s?((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s?[\])）】]\s*$")
"""``您的位置：首页→文件通知　（2006-5-12）``; without brackets it may be the day of the visit."""
_MOST_BELOW_LEAD = 3
"""Lines of day and author that may stand below a lead."""
_MOST_INFO, _LONGEST_INFO = 4, 14
_NO_INFO = re.compile(r"^[各致]|^尊敬|[：:。，,；;！？\t、]|[号號]$|^附")
_RUNNING_TIME = re.compile(r"\d{1,2}:[0-5]\d(?::[0-5]\d)?")
"""Of a film above the text; an hour is of something that stands before it."""
_WHOLE_DAY = re.compile(
    r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})(?:\s\d{1,2}:\d\d(?::\d\d)?)?"
)
_NAME_AND_DAY = re.compile(
    r"(?!.{0,8}(?:时间|日期|地点|会议))[^。；！？，,\d]{0,24}"
    r"(?:20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|(?:20\d\d年)?\d{1,2}月\d{1,2}日(?=\s?\d\d:\d\d)|20\d\d年\d{1,2}月\d{1,2}日(?=\s)"
    r"|20\d\d年0\d月\d\d日|20\d\d年\d\d月0\d日|\d\d月\d\d日\s?20\d\d年?(?!\d)"
    r"|\d{1,2}-\d{1,2}(?= \d\d:\d\d))"
    r"(?:\s?\d{1,2}:\d\d(?::\d\d)?)?(?!\d?\s?[-~—起至止前后到])[^。；！？：:，,\t]{0,24}"
)
"""Right under the title: who posted it, and when."""

_ENTRY = re.compile(
    r"\W{0,3}(?P<title>\w[^\t]{4,80}?)\s{0,3}[\[(（【]?(?:20\d\d[-/.])?\d{1,2}[-/.]\d{1,2}[\])）】]?"
)
_FEWEST_ENTRIES = 3
"""A single linked name with a day may be who posted the page, and when."""


def lines_above(layout: Layout, weighed: Weighed, run: DocumentRun, title: ShownTitle) -> list[str]:
    """The unlinked lines above the run that may say something of the document, the title left out."""
    first = min(run.start, title.start) if title.start >= 0 else run.start
    above = range(max(0, first - _ABOVE_LINES), run.start)
    entries = {index for index in above if _is_entry(layout.lines[index])}
    texts = []
    for index in above:
        line = layout.lines[index]
        if index in entries and len(entries) >= _FEWEST_ENTRIES:
            continue
        if title.start <= index < title.end:
            day = _DAY_BEHIND_TITLE.search(line.text)
            if day is not None:
                texts.append(day[1])
            continue
        if len(line.text) > LONGEST_CHROME_LINE:
            continue
        kind = weighed.kinds[index]
        if kind is Chrome.NAVIGATION and (trail := _DAY_BEHIND_TRAIL.search(line.text)) is not None:
            texts.append(trail[1])
        # Blogs link the day of publishing; a lone number may be a leaf of a calendar, not of a pager.
        if kind is Chrome.ABOUT or ((kind is None or line.text.isdecimal()) and not is_linked(line)):
            texts.append(line.text)
    return texts


def _is_entry(line: Line) -> bool:
    """Whether a line is the linked title of another page and its day, as a list of the newest has many."""
    entry = _ENTRY.fullmatch(line.text) if line.linked else None
    return entry is not None and line.linked >= len(entry["title"])


def without_head(rows: list[Row], title: str | None) -> tuple[list[Row], list[str]]:
    """The rows from the document's first on, and the lines above them that say something of it.

    Everything above a repetition of the title (letterhead, number) is about the document; below
    it, only what is known as such leaves, until the prose begins.
    """
    after_echo = echo_end([row.text for row in rows[:MOST_ABOVE_ECHO]], title)
    echo = key(title or "")
    after_echo = max(after_echo, _letter_begin(rows))
    above = [row for row in rows[:after_echo] if row.kind in (None, Chrome.ABOUT) and not row.menu]
    # Letters from Hong Kong name the addressee above the title.
    kept = [row for row in above if row.kind is None and ADDRESSEE.search(row.text)]
    about = [row.text for row in above if row not in kept and key(row.text) not in echo]
    for index, row in enumerate(rows[after_echo:]):
        if index >= HEAD_LINES or (row.prose and row.kind is None):
            rest = rows[after_echo + index :]
            info = _info_below_lead(rest)
            return [*kept, *rest[:1], *rest[1 + info :]], [*about, *(row.text for row in rest[1 : 1 + info])]
        if row.kind is Chrome.ABOUT:
            about.append(row.text)
        elif row.kind is None and not row.menu and (kept or not _RUNNING_TIME.fullmatch(row.text)):
            kept.append(row)
    return kept, about


def _info_below_lead(rows: list[Row]) -> int:
    """How many rows below the first, a lead, say when it was posted, and by whom, before the text begins."""
    info = list(takewhile(lambda row: row.kind is Chrome.ABOUT, rows[1 : 2 + _MOST_BELOW_LEAD]))
    is_info = len(info) <= _MOST_BELOW_LEAD and any(says_when_posted(fold(row.text)) for row in info)
    return len(info) if is_info else 0


def _letter_begin(rows: list[Row]) -> int:
    """The row of 主旨 in a Taiwanese letter: above it stand its number, date, contacts and receivers."""
    return next(
        (index for index, row in enumerate(rows[:MOST_ABOVE_ECHO]) if OPENS_LETTER.match(row.text)), 0
    )


def without_info_rows(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """The rows of a text right under its title, and those above them that say who posted it and when."""
    if len(rows) <= 1:
        return rows, []
    info = info_rows([row.text for row in rows[:HEAD_LINES]])
    return rows[info:], [row.text for row in rows[:info]]


def info_rows(texts: Sequence[str]) -> int:
    """How many rows right under the title say who posted it and when: glued, or one to a row."""
    count = 0
    while count < min(len(texts), _MOST_INFO) and _may_be_info(texts[count]):
        count += 1
    if 0 < count < len(texts) and any(map(_WHOLE_DAY.fullmatch, texts[:count])):
        return count
    return int(len(texts) > 1 and _NAME_AND_DAY.fullmatch(texts[0]) is not None)


def _may_be_info(text: str) -> bool:
    return len(text) <= _LONGEST_INFO and _NO_INFO.search(text) is None

"""The end of a text above the site's own lines: a heading of links, a footer, buttons for printing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from crawler.extraction.chrome import Chrome
from crawler.extraction.document_run import DocumentRun
from crawler.extraction.ends.signature import signs_in_words
from crawler.extraction.inline_boxes import lines_of_inline_boxes
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import Layout, Line

_TOOLS = re.compile(
    "打印|列印|字号|字體|字体|分享|收藏|关闭|關閉|本页|本頁|返回|点赞|浏览|来源|编辑|责编|海报"
)
_LONGEST_REST = 60
_MARKS = re.compile(r"[，。；、！？,;]|\.(?=\s|$)|(?<=[㐀-鿿])\.")
_OF_TEXT = re.compile(r"。|^附|^抄|^联系|^[（(]|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)\b", re.I)
_OF_SITE = frozenset({Chrome.FOOTER, Chrome.FURNITURE})
"""Statements about copyright are sentences, but none of the document's."""
_BELOW_TEXT = (Chrome.CUT, Chrome.FOOTER)
_LONGEST_CUT_LINE = 60
_SENTENCE_MARKS = "，。；！？,;"
"""Of prose only: colons stand in the address lines of a footer as well."""
_REMAINDER_SHARE = 0.3
"""A heading such as 相关阅读 cuts the text off only if less than this share of its prose follows."""


def without_site_below(
    layout: Layout, weighed: Weighed, run: DocumentRun, kinds: Sequence[Chrome | None]
) -> DocumentRun:
    """The run up to a heading such as 相关阅读, where little of its prose follows."""
    lines = layout.lines[run.start : run.end]
    inside_text = _inside_text(lines, kinds, weighed.files, run.start)
    cuts = [
        offset
        for offset, kind in enumerate(kinds)
        if kind is not None
        and kind in _BELOW_TEXT
        and offset > 0
        and offset not in inside_text
        and len(lines[offset].text) <= _LONGEST_CUT_LINE
    ]
    ends = tool_lines(lines, kinds, weighed.files, run.start)
    if not cuts and not ends:
        return run
    inside = zip(lines, weighed.marks[run.start : run.end], kinds, strict=True)
    prose = [text if marked > 1 and kind not in _OF_SITE else "" for (text, _), marked, kind in inside]

    def marks_before(offset: int) -> int:
        above = "".join(prose[:offset])
        return sum(map(above.count, _SENTENCE_MARKS))

    enough = (1 - _REMAINDER_SHARE) * marks_before(len(lines))
    below_text = cuts[bisect_left(cuts, enough, key=marks_before) :]
    tools_below_text = ends[bisect_left(ends, max(enough, 1), key=marks_before) :]
    return DocumentRun(run.start, run.start + min([*below_text[:1], *tools_below_text[:1], len(lines)]))


def _inside_text(
    lines: Sequence[Line], kinds: Sequence[Chrome | None], files: AbstractSet[int], start: int
) -> set[int]:
    """The lines of boxes below which the text goes on."""
    if Chrome.CUT not in kinds:
        return set()
    linked = [is_linked(line) and start + offset not in files for offset, line in enumerate(lines)]
    return lines_of_inline_boxes([line.text for line in lines], kinds, linked)


def tool_lines(
    lines: Sequence[Line], kinds: Sequence[Chrome | None], files: AbstractSet[int], start: int
) -> list[int]:
    """The links, and the lines for printing and the like, with no sentence, file or signature below them.

    *kinds* are those of *lines*, *files* the lines of the layout with links to files, *start* the first
    of *lines* in it.
    """
    ends: list[int] = []
    for offset in range(len(lines) - 1, 0, -1):
        text, linked = lines[offset]
        if linked * 2 > len(text) and start + offset not in files:
            ends.append(offset)
            continue
        is_tool = kinds[offset] is Chrome.FURNITURE or kinds[offset] is Chrome.ABOUT
        if is_tool and _TOOLS.search(text):
            ends.append(offset)
        elif start + offset in files or (not is_tool and _is_text(lines[offset - 1].text, text)):
            break
    return ends[::-1]


def _is_text(above: str, text: str) -> bool:
    """Whether a line, with that *above* it, may be of the document: a sentence, an annex, who signs."""
    if len(text) > _LONGEST_REST or len(_MARKS.findall(text)) > 1 or _OF_TEXT.search(text) is not None:
        return True
    return signs_in_words([above, text])

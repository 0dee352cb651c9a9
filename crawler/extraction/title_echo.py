"""Find where the text repeats the title that the page shows: what stands above is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.vocabulary.organisations import split_organisations
from crawler.extraction.index_block import is_index_row
from crawler.extraction.taiwanese_letter import OPENS_LETTER
from crawler.extraction.text_keys import key

_ECHO_LINES = 6
_LONGEST_TITLE_LINE = 100
_LONGEST_ISSUERS = 60
_FEWEST_PARTIAL = 12
_PARTIAL_SHARE = 0.6
_FEWEST_ECHO_CHARACTERS = 2
_GLUED_NUMBER = re.compile(
    r"(?<=[知告复函见案法定报划])\s*[^\s《》，。]{1,14}[〔［\[（(【]\s*(?:19|20)\d\d\s*[〕］\]）)】]\s*第?\d{1,5}\s*[号號]$"
)
"""A number printed right behind the title."""
_RELAYS = "转发"
_LISTED_ANNEX = re.compile(r"附\s?[件表]?\s?\d{0,2}\s?[：:]\s?\S")
_SENTENCE = re.compile(r"[。；！？]$|[㐀-鿿]\.$")
_PROSE = re.compile(rf"{_SENTENCE.pattern}|[。\t]")
_FEWEST_SENTENCE_CHARACTERS = 40
"""A sentence so long is of the text, and no title of it stands below."""
ADDRESSEE = re.compile(r"^[^：:]{2,60}[：:]$")


def echo_end(texts: Sequence[str], title: str | None) -> int:
    """The index after the line, or run of lines, that repeats the title before the prose; 0 if none does.

    The document may print the organisations that issue it before its title, or leave out what the
    site put before it.  What names the title below the text (a file, a tag) repeats it for no reader.
    """
    wanted = key(title or "")
    if len(wanted) < _FEWEST_ECHO_CHARACTERS:
        return 0
    nearly = 0
    addressed = False
    for start, text in enumerate(texts):
        # What stands behind 主旨 begins a Taiwanese letter, and serves as its title.
        if _LISTED_ANNEX.match(text) or OPENS_LETTER.match(text):
            break
        same, part = _echo_from(texts, start, wanted)
        if part and start and _is_relayed(texts[start - 1], "".join(map(key, texts[start:part])), wanted):
            return 0
        end = same or (0 if nearly else part)
        if end and not _stands_above_text(texts, start, end):
            break
        if same:
            return same
        nearly = nearly or part
        if text.endswith("。") and (addressed or len(text) >= _FEWEST_SENTENCE_CHARACTERS):
            break
        addressed = addressed or (ADDRESSEE.match(text) is not None and not is_index_row(text))
    return nearly


def _echo_from(texts: Sequence[str], start: int, wanted: str) -> tuple[int, int]:
    """Where the lines from *start* on have said all of the title, and where most of it; 0 if they do not."""
    joined, part = "", 0
    for end in range(start, min(start + _ECHO_LINES, len(texts))):
        line = texts[end]
        if len(line) > _LONGEST_TITLE_LINE:
            break
        joined += key(_GLUED_NUMBER.sub("", line) if line.endswith(("号", "號")) else line)
        if joined == wanted:
            return end + 1, part
        if not part and not line.endswith("。") and _is_part_of_title(joined, wanted):
            part = end + 1
        if len(joined) > len(wanted) + _LONGEST_ISSUERS or line.endswith("。"):
            break
    return 0, part


def _stands_above_text(texts: Sequence[str], start: int, end: int) -> bool:
    """Whether a title from *start* to *end* may head the text: not if all the sentences stand above it."""
    return not any(map(_SENTENCE.search, texts[:start])) or any(map(_PROSE.search, texts[end:]))


def _is_relayed(above: str, printed: str, wanted: str) -> bool:
    """Whether what is *printed*, with its issuers *above*, is the title of what another office passes on.

    ``清川县卫生健康局 ⏎ 关于…的公示`` under ``荷桥乡转发关于…的公示`` is the own title of the document.
    """
    return wanted.endswith(_RELAYS + printed) and bool(split_organisations(above.strip()))


def _is_part_of_title(joined: str, wanted: str) -> bool:
    """Whether one of the texts ends with the other, and the other is most of it."""
    if len(joined) > len(wanted):
        return len(wanted) >= _FEWEST_PARTIAL and joined.endswith(wanted)
    return len(joined) >= max(_FEWEST_PARTIAL, _PARTIAL_SHARE * len(wanted)) and wanted.endswith(joined)

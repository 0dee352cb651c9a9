"""The sections of a letter of Taiwan (公文程式條例): 主旨 opens its text, 說明, 辦法 and 正本 come below.

Word processors pad them with any blanks: ``主    旨：``, ``說　　明：``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.title_text import LONGEST_TITLE, MOST_TITLE_LINES

SUBJECT = r"主\s{0,4}旨\s{0,4}[:：]"
"""What stands before the sentence that says what the letter is about, as a pattern for any script."""
OPENS_LETTER = re.compile(f"^{SUBJECT}")
NEXT_SECTION = re.compile(
    r"^(?:[说說]\s{0,4}明|依\s{0,4}[据據]|公告事[项項]|[办辦]\s{0,4}法|正\s{0,4}本|副\s{0,4}本)\s{0,4}[:：]?"
)
"""How the first line of what comes below that sentence begins."""
_SUBJECT_LINE = re.compile(rf"^{SUBJECT}\s?(?P<subject>.+)")
_SUBJECT_WITHIN = 20
"""The sentence begins on one of so many lines: the letter's head stands above it."""


def subject_of_letter(lines: Sequence[str]) -> str | None:
    """The 主旨 sentence of a Taiwanese letter, its lines joined: the layout breaks them anywhere."""
    for index, line in enumerate(lines[:_SUBJECT_WITHIN]):
        subject = _SUBJECT_LINE.match(line)
        if subject is None:
            continue
        joined = subject["subject"].strip()
        for further in lines[index + 1 : index + MOST_TITLE_LINES]:
            if joined.endswith("。") or NEXT_SECTION.match(further):
                break
            joined += further.strip()
        return joined.rstrip("。") if len(joined) <= LONGEST_TITLE else None
    return None

"""The sections of a letter of Taiwan (公文程式條例): 主旨 opens its text, 說明, 辦法 and 正本 come below.

Word processors pad them with any blanks: ``主    旨：``, ``說　　明：``.
"""

from __future__ import annotations

import re

SUBJECT = r"主\s{0,4}旨\s{0,4}[:：]"
"""What stands before the sentence that says what the letter is about, as a pattern for any script."""
OPENS_LETTER = re.compile(f"^{SUBJECT}")
NEXT_SECTION = re.compile(
    r"^(?:[说說]\s{0,4}明|依\s{0,4}[据據]|公告事[项項]|[办辦]\s{0,4}法|正\s{0,4}本|副\s{0,4}本)\s{0,4}[:：]?"
)
"""How the first line of what comes below that sentence begins."""

"""The end of a document behind the organisation that signs it and the day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.vocabulary.dates import parse_date
from archive.vocabulary.organisations import split_organisations

_LONGEST_DATE = 20
_MOST_REMNANTS = 8
_LONGEST_REMNANT = 40
_OF_DOCUMENT = re.compile(
    r"附|[（(【\[]|抄|[报送印]|联系|注|备注|主题词|公开|.{0,8}(?:电话|地址|传真|邮箱|邮编|热线)|\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}[、.．]"
)
"""How a line begins that may stand below the signature: annexes, notes, 版记, whom to ask, further items."""
_MOST_ADVICE = 3
_BELOW_SIGNATURE = ("附", "（", "(", "抄送", "抄报", "联系", "注", "主题词", "公开", "电话", "地址", "邮")
"""The same where a portal's advice may follow, which speaks of anything but begins with none of these."""
_SAYS_SOMETHING = re.compile(r"[。；！？\t@]|\d{7}|《")


def signature_end(lines: Sequence[str], most_below: int) -> int:
    """The line after a signature (organisation, the day below it) with at most *most_below* lines under it.

    The number of lines where there is none.
    """
    for index in range(len(lines) - 2, max(0, len(lines) - 2 - most_below), -1):
        if signs(lines[index - 1], lines[index].strip()):
            return index + 1
    return len(lines)


def signs(name: str, day: str) -> bool:
    """Whether two lines are an organisation and the day below it."""
    return (
        0 < len(day) <= _LONGEST_DATE and parse_date(day) is not None and len(split_organisations(name)) > 0
    )


def signs_in_words(lines: Sequence[str]) -> bool:
    """Whether *lines* begin with a signature, its day in words: those of other articles are in figures."""
    return len(lines) > 1 and "年" in lines[1] and signs(lines[0], lines[1])


def above_remnants(lines: Sequence[str]) -> int:
    """The line after the signature where nothing but a site's buttons, counters and names stand below it."""
    end = signature_end(lines, _MOST_REMNANTS)
    for line in lines[end:]:
        if len(line) > _LONGEST_REMNANT or _SAYS_SOMETHING.search(line) or _OF_DOCUMENT.match(line):
            return len(lines)
        if parse_date(line) is not None or split_organisations(line):
            return len(lines)  # another one signs
    return end


def above_advice(lines: Sequence[str]) -> int:
    """The line after the signature where a few lines of a portal follow it, else the number of lines."""
    end = signature_end(lines, _MOST_ADVICE)
    if any(line.startswith(_BELOW_SIGNATURE) or "\t" in line for line in lines[end:]):
        return len(lines)
    return end

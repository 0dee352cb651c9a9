"""The line that says what a letter of Hong Kong or Macao is about: below the salutation, above the text.

::

    致：全港小學校長
    各位校長：
    預防手足口病
    衞生防護中心提醒各院校，手足口病高峰期一般為五月至七月。
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.chrome import chrome_of

_WITHIN = 12
_ADDRESSED = re.compile(r"致\s{0,2}[：:]\s{0,2}\S")
_SALUTATION = re.compile(
    r"(?:敬[啟启]者|[逕径][啟启]者|執事先生|各位[^。，：:]{1,30}|[^。，：:]{1,20}先生[^。，：:]{0,10})\s?[：:]"
)
_SUBJECT = re.compile(r"(?![（(一二三四五六七八九十\d]{1,3}[、.)）])[^。；！!，;]{4,60}(?<![：:、])")
_FEWEST_OF_TEXT = 25


def subject_below_salutation(lines: Sequence[str]) -> str | None:
    """The subject of a letter that begins with 致: ``None`` where its text begins right below that."""
    near = [line.strip() for line in lines[:_WITHIN]]
    addressed = next((index for index, line in enumerate(near) if _ADDRESSED.match(line)), -1)
    if addressed < 0:
        return None
    index = addressed + 1
    while index < len(near) and _SALUTATION.fullmatch(near[index]):
        index += 1
    subject = near[index] if index + 1 < len(near) else ""
    text = near[index + 1] if subject else ""
    is_text = len(text) >= _FEWEST_OF_TEXT and ("，" in text or "。" in text)
    return subject if is_text and _SUBJECT.fullmatch(subject) and chrome_of(subject) is None else None

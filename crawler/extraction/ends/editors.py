"""The end of an article that a portal closes with its editors: ``（责任编辑：陈雨）``."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import accumulate

from crawler.extraction.body_rows import Row
from crawler.extraction.chrome import Chrome

_EDITORS = re.compile(
    r"[\[【(（]?\s*(?:责任编辑|責任編輯|责\s*编|責\s*編|编\s*辑|編\s*輯|网络编辑|编\s*审)\s*[:：|丨]"
)
"""The line with which a portal closes an article; who audited it (审核) is named above texts as well."""


def editors_line(rows: list[Row]) -> int:
    """The row of the editors, with which portals close an article, or the number of rows where none is.

    Disclaimers, apps, questions of readers may stand below it, but less than above it, and no file.
    """
    editors = [at for at, row in enumerate(rows) if row.kind is Chrome.ABOUT and _EDITORS.match(row.text)]
    if not editors:
        return len(rows)
    sentences = [len(row.text) if row.kind is None and "。" in row.text else 0 for row in rows]
    above = [0, *accumulate(sentences)]
    cuts = [at for at, row in enumerate(rows) if row.kind is Chrome.CUT]
    last_file = max((at for at, row in enumerate(rows) if row.file), default=-1)
    for at in editors:
        cut = bisect(cuts, at)
        below = above[cuts[cut] if cut < len(cuts) else len(rows)] - above[at]
        if at > last_file and below < above[at]:
            return at
    return len(rows)

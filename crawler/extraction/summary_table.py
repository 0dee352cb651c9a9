"""The table in which sites of procurement sum an announcement up above its text.

::

    公告概要：
    采购项目名称 ⇥ 清川市疾控中心冷链设备采购项目
    预算金额 ⇥ ￥86.5万元
    附件1 ⇥ 采购需求.docx
    一、项目基本情况
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

_HEADING = re.compile(r"(?:公告|公示)?(?:概要|摘要)(?:信息)?\s?[:：]?\t?|(?:公告|公示)(?:基本)?信息\s?[:：]?")
_LONGEST_HEADING = 12
_LABEL_ALONE = re.compile(r"[㐀-鿿]{2,12}\s?\d{0,2}\s?[:：]?")
"""A label without a value, or the heading of some rows: ``联系人及联系方式：``, ``附件``."""
_FEWEST_ROWS = 3


def summary_rows(texts: Sequence[str]) -> range:
    """The rows of such a table among *texts*, its heading too; empty where none stands above further text."""
    first = next(
        (
            index
            for index, text in enumerate(texts)
            if len(text) <= _LONGEST_HEADING and _HEADING.fullmatch(text)
        ),
        len(texts),
    )
    rows = sum(1 for _ in takewhile(_may_be_row, texts[first + 1 :]))
    end = first + 1 + rows
    while end > first + 1 and "\t" not in texts[end - 1]:
        end -= 1  # the heading of the text itself
    is_table = end - first > _FEWEST_ROWS and end < len(texts)
    return range(first, end) if is_table else range(0)


def _may_be_row(text: str) -> bool:
    return "\t" in text or _LABEL_ALONE.fullmatch(text) is not None

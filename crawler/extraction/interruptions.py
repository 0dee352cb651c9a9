"""Rows between the paragraphs of a text that interrupt it: further reading, votes, advertisements, offers.

What is told by its element was set aside before (`asides`); this goes by the rows alone.
"""

from __future__ import annotations

import re

from crawler.extraction.body_rows import Row
from crawler.extraction.chrome import Chrome
from crawler.extraction.inline_boxes import lines_of_inline_boxes

_AD = re.compile(r"^[广廣]告")
_COUNT = re.compile(r"^[(（]?\d[\d.,]*%?[)）]?$")
_LEADS_AWAY = re.compile(
    r"^(?:[广廣]告|推[广廣]|(?:延伸|推[荐薦]|相[关關]|更多|拓展)(?:[阅閱][读讀]|新[闻聞]|[报報][道導]|文章)|[►▶▸☞👉➤]\s?(?!.{0,40}(?:报名|報名|预约|預約|查询|查詢|登记|登記|申请|申請|填[写報报]|下[载載]|入口|附件|名[单單])))"
)
"""A link between paragraphs to what is offered, or to another article."""
_CLOSERS = frozenset({"×", "X", "x", "✕", "╳"})


def without_interruptions(rows: list[Row]) -> list[Row]:
    """*rows* without what a site put between the paragraphs."""
    rows = _without_boxes(_without_inline_boxes(rows))
    return [row for row in rows if not (row.menu and _LEADS_AWAY.match(row.text))]


def _without_inline_boxes(rows: list[Row]) -> list[Row]:
    """*rows* without boxes of links to further reading between the paragraphs."""
    kinds = [row.kind for row in rows]
    if Chrome.CUT not in kinds:
        return rows
    inside = lines_of_inline_boxes([row.text for row in rows], kinds, [row.menu for row in rows])
    return [row for offset, row in enumerate(rows) if offset not in inside]


def _without_boxes(rows: list[Row]) -> list[Row]:
    """*rows* without the counts of vote boxes, and without advertisements that readers can close."""
    if Chrome.FURNITURE not in [row.kind for row in rows] and _CLOSERS.isdisjoint([row.text for row in rows]):
        return rows
    kept: list[Row] = []
    for row in rows:
        above = kept[-1] if kept else None
        if above is not None and above.kind is Chrome.FURNITURE and _COUNT.match(row.text):
            continue
        if above is not None and row.text in _CLOSERS and _AD.match(above.text):
            kept.pop()
        kept.append(row)
    return kept

"""Boxes of links to further reading that portals put between the paragraphs of an article.

::

    根据通知，儿科门诊夜间不得停诊。
    推荐阅读
    青溪一小区凌晨停水
    志愿填报必须避开的坑
    通知还要求公布排班。
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extraction.chrome import Chrome
from crawler.extraction.ends.signature import signs_in_words

_FEWEST_CHARACTERS = 20
"""Of a paragraph that goes on with the article."""
_SITE_ENDS = (Chrome.CUT, Chrome.FOOTER)


def lines_of_inline_boxes(
    texts: Sequence[str], kinds: Sequence[Chrome | None], linked: Sequence[bool]
) -> set[int]:
    """The lines that stand in such boxes, headings too; *linked* tells which are links to other pages.

    The article goes on below a box: with a paragraph or a signature, and no more links up to where
    the site's own lines begin.  Below a heading over teasers of other articles every one of them comes
    with a link.
    """
    inside: set[int] = set()
    for heading, kind in enumerate(kinds):
        if kind is not Chrome.CUT or linked[heading] or heading == 0:
            continue
        end = heading + 1
        while end < len(texts) and linked[end]:
            end += 1
        if end > heading + 1 and _goes_on(texts, kinds, linked, end):
            inside.update(range(heading, end))
    return inside


def _goes_on(
    texts: Sequence[str], kinds: Sequence[Chrome | None], linked: Sequence[bool], start: int
) -> bool:
    """Whether the lines from *start* on are of the text, up to the next heading of links or the end."""
    stop = next((at for at in range(start, len(texts)) if kinds[at] in _SITE_ENDS), len(texts))
    paragraph = any(
        kinds[at] is None and "。" in texts[at] and len(texts[at]) >= _FEWEST_CHARACTERS
        for at in range(start, min(start + 2, stop))
    )
    return (paragraph or signs_in_words(texts[start : min(start + 2, stop)])) and not any(linked[start:stop])

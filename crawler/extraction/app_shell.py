"""Tell the shell of a single-page application from a page that shows its text.

A shell shows what is there before its script runs: a word on loading, on browsers or cookies, the
footer of the site::

    <div id="app"><p>系统正在加载，请稍候……</p></div><div class="footer">主办：……，备案：……</div>
"""

from __future__ import annotations

from crawler.extraction.line_worth import Weighed, is_linked, prose_marks
from crawler.extraction.lines import Layout

_MOST_SENTENCES = 3
"""Lines with sentences that a shell shows, at most; a page with more is asked nothing further."""
_MOST_CHARACTERS = 500
"""Characters that a shell shows beside its links, at most: footers of public bodies have up to 300."""
_FAR_LONGER = 2
"""An article is meant by a page, rather than beside it, where it has so many times what the page shows."""


def own_characters(layout: Layout, weighed: Weighed) -> int | None:
    """How much text of its own a page shows that may be a shell; ``None`` for any other page.

    Menus are no text of a page, and where no line has a sentence, nor has the page any; then what it
    shows of the site around it does not count either.
    """
    marks = weighed.marks
    sentences = len(marks) - marks.count(0) - marks.count(1)
    if sentences > _MOST_SENTENCES:
        return None
    if not sentences:
        return 0
    found = [at for at, marked in enumerate(marks) if marked > 1]
    shown = {at: len(line.text) for at, line in enumerate(layout.lines) if not is_linked(line)}
    if sum(shown.values()) > _MOST_CHARACTERS:
        return None
    if all(weighed.kinds.among(found)):
        return 0
    kinds = weighed.kinds.among(list(shown))
    return sum(length for length, kind in zip(shown.values(), kinds, strict=True) if not kind)


def characters_of_sentences(layout: Layout) -> int:
    """How long the lines with sentences are that a page shows."""
    return sum(len(line.text) for line in layout.lines if prose_marks(line) > 1)


def is_meant(article: Layout, shown: int) -> bool:
    """Whether an article that is not shown is what the page is for, rather than one beside its text."""
    return sum(len(line.text) for line in article.lines) >= _FAR_LONGER * shown

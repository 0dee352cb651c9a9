"""Find the title that a page shows, and the lines it stands on: the anchor of everything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.context import Context
from crawler.extraction.element_names import Role
from crawler.extraction.index_block import is_index_row
from crawler.extraction.line_worth import Weighed, is_linked
from crawler.extraction.lines import HEADINGS, Block, Layout, Line, block_texts, headings, lines_with
from crawler.extraction.printed_title import printed_title
from crawler.extraction.text_keys import key
from crawler.extraction.title_on_lines import ShownTitle, on_a_line, runs
from crawler.extraction.title_text import (
    FEWEST_TITLE_CHARACTERS,
    LONGEST_TITLE,
    MOST_TITLE_LINES,
    is_document_title,
)
from crawler.extraction.title_words import title_pattern
from crawler.extraction.told_title import (
    LONGEST_COLUMN,
    SEPARATOR,
    Told,
    begins_with_site,
    told_pieces,
    told_titles,
    without_site_name,
)

_FEWEST_PIECES = 2
_FEWEST_IN_MENU = 3
_DAY_BEHIND = re.compile(
    r"(?:最新|置顶|置頂|热|荐|新|NEW|HOT|图文)?\s?(?P<title>[^。；;：:，]{8,80}?)\s?[\[(（【]?"
    r"(?<![\d年月])20\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\])）】]?(?:\s\d{1,2}:\d\d(?::\d\d)?)?"
)
_NEAR_PROSE = 3
_HEADLINE = re.compile(r"[^。；;：:\t]{6,80}(?<![，,、])")
_NAME_AND_DAY = re.compile(
    r"(?:[㐀-鿿]{3,20}\s?|日期\s|时间\s)20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d{1,2}:\d\d)?"
)
_COUNTED = re.compile(r"(?P<name>\S{2,40})\s?[(（]\d{1,5}\+?[)）]")
ABOVE_PROSE = 12
"""A printed title stands within so many lines above the prose."""


def shown_title(layout: Layout, weighed: Weighed, context: Context, first_prose: int) -> ShownTitle:
    """The title the page shows; *first_prose* is the line where the document's text seems to begin."""
    site_names = (dict(reversed(layout.meta)).get("sitename"), context.site_name)
    # Many sites give every page their own name.
    site = _site_above_menu(layout, first_prose)
    wanted = told_titles(layout, context, *site_names, site)
    found = on_a_line(layout, wanted, min(first_prose + 1, len(layout.lines)))
    found = _below_app_name(layout, found, first_prose) or found
    if found is None or _may_be_column(found):
        pieces = told_pieces(layout.title_tag, *site_names, site)
        piece = on_a_line(layout, pieces, min(first_prose + 1, len(layout.lines)))
        if found is None or (piece is not None and piece.start >= found.start):
            found = piece
        found = found or _below_side_columns(layout, weighed, [*wanted, *pieces])
    found = found or _by_markup(layout, first_prose, site_names)
    found = found or _with_day_behind(layout.lines, first_prose)
    found = found or printed_above(layout.lines, first_prose, {link.text for link in layout.links})
    if found:
        return found
    above = _above_source_line(layout, weighed, first_prose)
    for told in wanted:
        shown = without_site_name(told.text, *site_names) if told.rule == "title" else told.text
        if shown and not is_organisation(shown) and not (above and len(key(shown)) <= LONGEST_COLUMN):
            return ShownTitle(text=shown, start=-1, end=0, rule=told.rule)
    return above or ShownTitle(text=None, start=-1, end=0, rule=None)


def _may_be_column(found: ShownTitle) -> bool:
    """Whether the beginning of a ``<title>`` may name the column that the page is in, or its site."""
    text = found.text or ""
    return found.rule == "title" and (len(key(text)) <= LONGEST_COLUMN or is_organisation(text))


def _below_app_name(layout: Layout, found: ShownTitle | None, first_prose: int) -> ShownTitle | None:
    """The title printed below what *found* is: the name of an app, in <title> and on top of every page."""
    marked = {block.start for block in layout.blocks if block.tag == "h1" or block.role}
    if found is None or found.start in marked or len(key(found.text or "")) > LONGEST_COLUMN:
        return None
    below = printed_above(layout.lines, first_prose, {link.text for link in layout.links})
    return below if below and below.start >= found.end and is_document_title(below.text or "") else None


def _above_source_line(layout: Layout, weighed: Weighed, first_prose: int) -> ShownTitle | None:
    """The line right above the source line, on a page that gives its title nowhere else.

    What seemed to be the text may be a box above it.
    """
    near = range(max(1, first_prose - ABOVE_PROSE), min(first_prose + 1, len(layout.lines)))
    for index in (*near, *range(near.stop, len(layout.lines))):
        is_about = weighed.kinds[index] is Chrome.ABOUT
        if not (is_about or _NAME_AND_DAY.fullmatch(layout.lines[index].text)):
            continue
        if index not in near and not _has_text(weighed, index + 1):
            continue
        line = layout.lines[index - 1]
        named = is_linked(line) or weighed.kinds[index - 1] or is_index_row(line.text)
        if not named and _HEADLINE.fullmatch(line.text):
            return ShownTitle(text=line.text, start=index - 1, end=index, rule="above source line")
    return None


def _has_text(weighed: Weighed, start: int) -> bool:
    """Whether sentences or a file stand right below, from line *start* on."""
    return any(
        index in weighed.files or (weighed.worth[index] > 0 and weighed.marks[index] > 1)
        for index in range(start, min(start + ABOVE_PROSE, len(weighed.worth)))
    )


def _below_side_columns(layout: Layout, weighed: Weighed, wanted: list[Told]) -> ShownTitle | None:
    """A title that stands below what seemed to be the text, with a source line or a text below it.

    Columns of services and of departments above a short notice hold more sentences than it does; where
    the notice is a picture, only side columns and the foot of the page hold any.
    """
    found = on_a_line(layout, wanted, len(layout.lines), partly=False)
    if found is None or found.end >= len(layout.lines):
        return None
    if weighed.kinds[found.end] is Chrome.ABOUT:
        return found
    if len(key(found.text or "")) <= LONGEST_COLUMN or not _is_marked(layout, found.start):
        return None  # the title of what an order puts in force stands below the order's own text
    return found if _has_text(weighed, found.end) else None


def _is_marked(layout: Layout, index: int) -> bool:
    """Whether a line begins a heading, or an element with a title's name."""
    return any(
        block.start == index and (block.tag in HEADINGS or block.role & Role.TITLE) for block in layout.blocks
    )


def _by_markup(layout: Layout, first_prose: int, site_names: tuple[str | None, ...]) -> ShownTitle | None:
    """A heading or an element with a title's name, near above the prose."""
    site_keys = {key(name) for name in site_names if name}
    site_keys.add(key(_site_above_menu(layout, first_prose) or ""))
    trail = "".join(
        line.text for line in layout.lines[: first_prose + 1] if chrome_of(line.text) is Chrome.NAVIGATION
    )
    tag_key = key(layout.title_tag or "")
    best: tuple[tuple[bool, bool, int], ShownTitle] | None = None
    for rule, found in (("heading", headings(layout)), ("class", block_texts(layout, Role.TITLE))):
        for block, text in found:
            if len(text) > 2 * LONGEST_TITLE:
                continue
            end = _above_source_lines(layout, block)
            title = "".join([line.text for line in layout.lines[block.start : end]])
            own = key(title)
            if (
                not FEWEST_TITLE_CHARACTERS <= len(own) <= LONGEST_TITLE
                or block.end - block.start > MOST_TITLE_LINES
                or block.start > first_prose + 1
                or own in site_keys
                or (len(own) <= LONGEST_COLUMN and title in trail)
                or (_is_linked(layout, block) and not _leads_to_original(block, title, first_prose))
                or _is_counted_name(title)
                or chrome_of(title)
            ):
                continue
            rank = (own in tag_key, block.tag == "h1", block.start)
            if best is None or rank > best[0]:
                best = (rank, ShownTitle(text=title, start=block.start, end=end, rule=rule))
    return best[1] if best else None


def _is_linked(layout: Layout, block: Block) -> bool:
    return all(is_linked(line) for line in layout.lines[block.start : block.end])


def _leads_to_original(block: Block, title: str, first_prose: int) -> bool:
    """Whether a linked heading is the title of the text near below it: readers of feeds link the original."""
    is_title = block.tag == "h1" and block.role & Role.TITLE and is_document_title(title)
    return bool(is_title) and first_prose - ABOVE_PROSE <= block.start


def _is_counted_name(title: str) -> bool:
    """Whether a heading names a feed or a column, with how much of it is unread: ``清川疾控中心 (37)``."""
    counted = _COUNTED.fullmatch(title)
    return counted is not None and (
        is_organisation(counted["name"]) or title_pattern("column").match(counted["name"]) is not None
    )


def _above_source_lines(layout: Layout, block: Block) -> int:
    """Where the title ends in a heading that PHPCMS lets hold the day and the source too."""
    end = block.end
    while end > block.start + 1 and chrome_of(layout.lines[end - 1].text) is Chrome.ABOUT:
        end -= 1
    return end


def _site_above_menu(layout: Layout, first_prose: int) -> str | None:
    """The last piece of ``<title>`` where it stands above the page's menu: the site's name, no title."""
    pieces = SEPARATOR.split((layout.title_tag or "").strip())
    if (len(pieces) < _FEWEST_PIECES) != begins_with_site(pieces):
        return None  # one piece that is no site's name, or several behind one
    name = key(pieces[-1])
    for index in lines_with(layout.lines[:first_prose], {name[:1]}):
        if key(layout.lines[index].text) == name:
            menu = sum(1 for link in layout.links if index < link.line < first_prose)
            return pieces[-1] if menu >= _FEWEST_IN_MENU else None
    return None


def _with_day_behind(lines: Sequence[Line], first_prose: int) -> ShownTitle | None:
    """The line right above the text that closes with the day in figures, as in a column's newest item."""
    near = [index for index in range(min(first_prose + 1, len(lines))) if "\t" not in lines[index].text]
    for index in reversed(near[-_NEAR_PROSE:]):
        dated = _DAY_BEHIND.fullmatch(lines[index].text)
        if dated is None or is_linked(lines[index]) or chrome_of(lines[index].text):
            continue
        return ShownTitle(text=dated["title"].strip(), start=index, end=index + 1, rule="line with day")
    return None


def printed_above(
    lines: Sequence[Line], first_prose: int, link_texts: AbstractSet[str] = frozenset()
) -> ShownTitle | None:
    """A document's title printed right above the prose; a short one that is a link as well names a column."""
    start = max(0, first_prose - ABOVE_PROSE)
    near = [index for index in range(start, min(first_prose + 1, len(lines))) if not is_linked(lines[index])]
    # Side columns stand above the trail to the page.
    trails = (at for at, index in enumerate(near) if chrome_of(lines[index].text) is Chrome.NAVIGATION)
    near = near[max(trails, default=0) :]
    near = [index for index in near if not _is_column(lines[index].text, link_texts)]
    wanted = key(printed_title([lines[index].text for index in near]) or "")
    for index in near if wanted else ():
        for end, joined in runs(lines, index, first_prose):
            if key(joined) == wanted:
                return ShownTitle(text=joined, start=index, end=end, rule="printed")
    return None


def _is_column(text: str, link_texts: AbstractSet[str]) -> bool:
    return (len(text) <= LONGEST_COLUMN and text in link_texts) or _is_counted_name(text)

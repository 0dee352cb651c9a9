"""What the metadata of a page and the listing tell of its title: whole, or beside the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.context import Context
from crawler.extraction.lines import Layout
from crawler.extraction.text_keys import key
from crawler.extraction.title_words import title_pattern

SEPARATOR = re.compile(r"\s*(?:_+|\s[-–—|｜]\s|--+|[|｜_]|-(?=[^-]*$)|>+|::|«|»|·(?=[^·]*$))\s*")
LONGEST_COLUMN = 8
"""Names of columns (通知公告), which stand in the trail to the page as well, are no longer than this."""
SITE_FIRST = re.compile(
    r"(?:网|網|网站|網站|平台|门户|門戶|[日晚早时商]报|[日晚早時商]報|[数數]字[报報版]|[电電]子[报報版])$"
)
_AFTER_SITE = frozenset({"»", "|", "｜", "_", "::"})
"""What parts a site's name from the title behind it, as a dash between blanks does."""
_FEWEST_BEHIND_SITE = 6
_LONGEST_SITE = 20


class Told(NamedTuple):
    """A text that may be the page's title."""

    text: str
    rule: str
    is_piece: bool = False
    """Whether it is cut out of a longer text: then the title is on a line only if it is all of that line."""


def told_titles(layout: Layout, context: Context, *site_names: str | None) -> list[Told]:
    """What is told of the page's title, the surest first; the names of its site are left out."""
    meta = dict(reversed(layout.meta))
    tag = layout.title_tag or ""
    told = [
        (meta.get("articletitle"), "meta:ArticleTitle"),
        (context.listed_title, "listing"),
        (meta.get("og:title"), "meta:og:title"),
        (_behind_site_name(tag), "title"),
        (tag, "title"),
    ]
    return [
        Told(text, rule)
        for text, rule in told
        if text and not _names_site(text, site_names) and not _begins_with_column(text)
    ]


def told_pieces(title_tag: str | None, *site_names: str | None) -> list[Told]:
    """The longer pieces of a ``<title>`` that has several, in any order; the names of its site are left out.

    >>> [piece.text for piece in told_pieces("清川市政府门户网站 公示公告 关于暂停门诊的公告")]
    ['关于暂停门诊的公告']
    """
    tag = title_tag or ""
    texts = [text for piece in SEPARATOR.split(tag) for text in (piece, *piece.split())]
    return [
        Told(text, "title", is_piece=True)
        for text in dict.fromkeys(texts)
        if text != tag and len(text) > LONGEST_COLUMN and not _names_site(text, site_names)
    ]


def _names_site(text: str, site_names: tuple[str | None, ...]) -> bool:
    """Whether a text that should be a page's title is the name of its site, or every page's (详情)."""
    bare = text.strip(" \xa0_-|")
    if title_pattern("generic").search(bare) or (len(bare) <= _LONGEST_SITE and SITE_FIRST.search(bare)):
        return True
    if SEPARATOR.search(bare) is None and is_organisation(bare):
        return True
    return key(text) in {key(name) for name in site_names if name}


def _begins_with_column(text: str) -> bool:
    """Whether a text is the name of a column, alone or before that of the site: ``通知公告_清川疾控``."""
    return title_pattern("column").match(SEPARATOR.split(text.strip(), maxsplit=1)[0]) is not None


def _behind_site_name(title_tag: str) -> str | None:
    """What stands behind the site's name at the beginning of a ``<title>``."""
    first = SEPARATOR.search(title_tag)
    site = title_tag[: first.start()].strip() if first else ""
    if first is None or not (SITE_FIRST.search(site) or (_parts_site(first[0]) and is_organisation(site))):
        return None
    rest = title_tag[first.end() :].strip()
    return rest if len(key(rest)) >= _FEWEST_BEHIND_SITE else None


def _parts_site(separator: str) -> bool:
    """Whether a mark parts an organisation from the title behind it: not a dash that touches either."""
    return separator.strip() in _AFTER_SITE or (separator[0].isspace() and separator[-1].isspace())


def begins_with_site(pieces: Sequence[str]) -> bool:
    """Whether the first piece of a ``<title>`` names a site, or whose site it is."""
    return SITE_FIRST.search(pieces[0]) is not None or is_organisation(pieces[0])


def without_site_name(text: str, *site_names: str | None) -> str | None:
    """A ``<title>`` without the names of site and column after it; ``None`` if nothing else is there."""
    text = text.strip()
    while True:
        pieces = list(SEPARATOR.finditer(text))
        if not pieces:
            break
        cut = pieces[-1]
        name = text[cut.end() :].strip()
        if name and name not in site_names and not title_pattern("site").search(name) and len(name) > 6:
            break
        text = text[: cut.start()].strip()
        if not text:
            return None
    return None if text in site_names else text.strip("【】_-| ") or None

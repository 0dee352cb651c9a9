"""The day in a page's meta tags, which templates fill with the values of another page at times."""

from __future__ import annotations

from archive.notice import Evidence
from archive.vocabulary.dates import parse_date
from crawler.extraction.fields.published.whole_day import whole
from crawler.extraction.fields.record import Reading
from crawler.extraction.page_text import PageText
from crawler.extraction.text_keys import key

_META = (
    *("pubdate", "publishdate", "publish_date", "article:published_time", "publishtime", "dc.date", "date"),
    "datepublished",  # schema.org
)


def told_day(text: PageText, fetched_on: str | None) -> Reading[str | None] | None:
    """The day of the first meta tag that gives a whole one; none where the tags tell of another page."""
    if is_of_another_page(text):
        return None
    meta = dict(reversed(text.meta))
    for name in _META:
        iso = whole(parse_date(meta[name], latest=fetched_on)) if name in meta else None
        if iso is not None:
            return Reading(iso, (Evidence(raw=meta[name], rule=f"meta:{name}"),))
    return None


def is_of_another_page(text: PageText) -> bool:
    """Whether the page's meta tags give a title that is not its own."""
    titles = [content for name, content in text.meta if name == "articletitle"]
    told = key(titles[0]) if titles else ""
    if not told:
        return False
    own = [key(title) for title in (text.title, text.page_title) if title]
    return bool(own) and not any(told in title or title in told for title in own)

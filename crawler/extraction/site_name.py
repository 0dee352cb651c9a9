"""Say whose site a page is on, from what the page itself says."""

from __future__ import annotations

import re

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.lines import Layout

_FOOT_LINES = 40
_LONGEST_FOOT = 300  # characters of a line
_HOST = re.compile(
    r"(?:主[办辦](?:单位|單位)?|版权所有|版權所有|版权归|技术支持及版权)\s*[:：©]?\s*(?P<after>[^\s,，。;；:：|©]{4,30})"
    r"|(?P<before>[^\s,，。;；:：|©]{4,30})\s*(?:版权所有|版權所有|主办|主辦)"
)
_HOST_HINT = re.compile("主[办辦]|[版技]")
"""One of these is in every line that names a host: most lines need not be tried at every place."""
_BETWEEN = re.compile(r"[-_—|>»:：\s]+")


def site_name(layout: Layout) -> str | None:
    """The organisation that runs the site: by its meta tag, the end of ``<title>`` or its foot."""
    told = dict(layout.meta).get("sitename")
    if told:
        return told
    for piece in reversed(_BETWEEN.split(layout.title_tag or "")[1:]):
        if is_organisation(piece):
            return piece
    for text, _ in reversed(layout.lines[-_FOOT_LINES:]):
        beginning = text[:_LONGEST_FOOT]
        if _HOST_HINT.search(beginning) is None:
            continue
        for match in _HOST.finditer(beginning):
            name = match["after"] or match["before"]
            if is_organisation(name):
                return name
    return None

"""Address templates: rules that name the address of a list's pages, with their number in it.

``{page}`` stands for the number.  A platform's file may give further ``values``, each a regular
expression whose first group is found in the page: a site's id, a column's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urljoin

from crawler.listing.record import NextPage

_NAME = re.compile(r"\{(?P<name>\w{1,30})\}")


def is_template(text: str) -> bool:
    """Whether *text* can be a template: an address with ``{page}`` in it, once."""
    return text.count("{page}") == 1 and not re.search(r"\s", text)


def first_page(
    template: str, page: int, html: str, base: str, values: Mapping[str, re.Pattern[str]]
) -> NextPage | None:
    """The page of that number; ``None`` where the page does not hold a value that *template* needs."""
    known = {"page": str(page)}
    for name in {found["name"] for found in _NAME.finditer(template)} - known.keys():
        found = values[name].search(html) if name in values else None
        if found is None:
            return None
        known[name] = quote(found[1], safe="")
    return NextPage(urljoin(base, _NAME.sub(lambda found: known[found["name"]], template)))


def page_number(template: str, url: str) -> int | None:
    """The number of the page at *url*, where the template made that address; else ``None``."""
    found = _shape(template).search(url)
    return int(found["page"]) if found else None


def page_after(template: str, url: str) -> NextPage | None:
    """The page after the one at *url*, where the template made that address; else ``None``."""
    found = _shape(template).search(url)
    if found is None:
        return None
    return NextPage(f"{url[: found.start('page')]}{int(found['page']) + 1}{url[found.end('page') :]}")


def _shape(template: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w{1,30}\})", template.lstrip("./"))
    shape = "".join(
        r"(?P<page>\d{1,6})" if part == "{page}" else r"[^&/]*" if part.startswith("{") else re.escape(part)
        for part in parts
    )
    return re.compile(rf"(?:^|(?<=/)|(?<=[?&])){shape}(?![\w.])")

"""Addresses of records that hold only a number: the template by which a page's script makes links of them.

    html += "<a href='/detail.html?id=" + item.id + "'>"          →  /detail.html?id={id}
    <a :href="`/news/${row.column}/${row.id}.html`">              →  /news/{column}/{id}.html

A template counts where the script writes it as constants and fields of a record, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urldefrag

from crawler.listing.addresses import LONGEST_ADDRESS, web_address
from crawler.listing.marks import is_article_address, is_listing_address
from crawler.listing.record import NextPage

_LONGEST = 500_000
_FIELD = r"(?:[A-Za-z_$][\w$]{{0,40}}(?:\[\w{{1,20}}\])?\.){{1,3}}(?P<{}>[A-Za-z_]\w{{0,40}})"
_TEXT = r"[^\s\"'`<>+{}$]{0,200}"
_ENCODED = r"(?:encodeURI(?:Component)?\(\s*)?"
_HOLE = (
    rf"(?:(?P<quote>[\"'])\s*\+\s*\(?{_ENCODED}{_FIELD.format('added')}\s*\)?(?:(?P<more>\s*\+\s*(?P=quote))|(?=\s*[;,)}}\n\"'>]|$))"
    rf"|\$\{{\s*{_ENCODED}{_FIELD.format('filled')}\s*\)?\s*\}}"
    rf"|(?:\{{\{{|<%=)\s*{_FIELD.format('shown')}\s*(?:\}}\}}|%>))"
)
_ANY_HOLE = re.compile(_HOLE)
_FOLLOWING = re.compile(_TEXT)
_START = re.compile(
    r"(?<=[\"'`=])(?:https?://|\.{0,2}/|[\w-]{1,40}(?:/[\w-]{1,40}){0,4}\.(?:s?html?|aspx?|php|jsp|do)\?)"
    + _TEXT
)
_MOST_HOLES = 4
_MOST_FOUND = 50
_LINK = re.compile(
    r"(?:\bhref|\blocation(?:\.href)?|\bto|\blink|\burl)[\"']?\s*[=:,]\s*[\"'`\\]{0,3}$|\b(?:open|assign|push)\s*\(\s*[\"'`]$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bsrc\s*=\s*[\"'`\\]{0,3}$|\b(?:get|post|ajax|fetch|axios|load|request|getJSON)\s*\(\s*(?:\{\s*url\s*:\s*)?[\"'`]$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?<!href=[\"'][\"'])(?<!href=[\"'][\"'] )\+\s*[\"'`]$")
"""Before a text that something unknown stands before."""
_PLACEHOLDER = re.compile(r"\{(?P<name>[A-Za-z_]\w{0,40})\}")
_MARK = "#!entry="


def is_entry_template(text: str) -> bool:
    """Whether *text* can be a template: an address with the name of a record's field in braces.

    >>> is_entry_template("/detail.html?id={id}"), is_entry_template("/detail.html")
    (True, False)
    """
    return bool(_PLACEHOLDER.search(text)) and not re.search(r"[\s#]", text)


def entry_template(html: str) -> str | None:
    r"""The one template in *html* that makes the address of an entry; ``None`` without, or among several.

    >>> entry_template("<script>li.innerHTML = '<a href=\"/show?id=' + row.id + '\">' + row.title</script>")
    '/show?id={id}'
    """
    found: dict[str, bool] = {}
    for template, in_link in _templates(html[:_LONGEST]):
        found[template] = found.get(template, False) or in_link
    found = {template: in_link for template, in_link in found.items() if not _is_listing(template)}
    for kind in ([name for name, in_link in found.items() if in_link], list(found)):
        articles = [template for template in kind if is_article_address(_example(template))]
        for chosen in (kind, articles):
            if len(chosen) == 1:
                return chosen[0]
        if kind:
            return None
    return None


def _example(template: str) -> str:
    return _PLACEHOLDER.sub("1001", template)


def _is_listing(template: str) -> bool:
    """Whether it makes addresses of lists, such as ``/list.html?cid={id}``."""
    address = _example(template)
    path, query, _ = address.partition("?")
    return is_listing_address(address) or (
        bool(query) and is_listing_address(path) and not is_article_address(address)
    )


def _templates(html: str) -> Iterator[tuple[str, bool]]:
    """Each template in *html*, and whether it stands where a link's address does."""
    count = 0
    for start in _START.finditer(html):
        position, template, holes = start.end(), start[0], 0
        while holes < _MOST_HOLES and (rest := _ANY_HOLE.match(html, position)):
            holes += 1
            template += f"{{{rest['added'] or rest['filled'] or rest['shown']}}}"
            if rest["added"] and not rest["more"]:
                break
            following = _FOLLOWING.match(html, rest.end())
            template += following[0] if following else ""
            position = following.end() if following else rest.end()
        before = html[max(0, start.start() - 60) : start.start()]
        if (
            holes
            and not _OTHER.search(before)
            and not _PART.search(before)
            and len(template) < LONGEST_ADDRESS
        ):
            yield template, bool(_LINK.search(before))
            count += 1
            if count >= _MOST_FOUND:
                return


def filled(template: str, record: Mapping[str, Any], base: str) -> str | None:
    """The address that *template* gives for *record*; ``None`` where a field is missing or no plain value."""
    values = {found["name"]: record.get(found["name"]) for found in _PLACEHOLDER.finditer(template)}
    if any(not isinstance(value, (str, int)) or value in ("", True, False) for value in values.values()):
        return None
    address = _PLACEHOLDER.sub(lambda found: quote(str(values[found["name"]]), safe=""), template)
    return web_address(address, base)


def carrying(page: NextPage, template: str | None) -> NextPage:
    """*page* with *template* in its address, for the answer, which does not say how its links are made.

    It stands in the fragment, as a script's route does, which no server is sent.
    """
    if template is None or page.form is not None:
        return page
    return NextPage(f"{urldefrag(page.url).url}{_MARK}{template}")


def carried(address: str | None) -> str | None:
    """The template that the address of an answer carries."""
    template = (address or "").partition(_MARK)[2]
    return template if is_entry_template(template) else None

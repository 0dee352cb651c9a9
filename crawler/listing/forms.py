"""Forms: what a browser would send for one of a page's forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode, urlsplit, urlunsplit

from lxml import etree

from crawler.listing.addresses import web_address
from crawler.listing.page_address import encoding_of
from crawler.listing.record import NextPage

MOST_FIELDS = 300
_MOST_LABELS = 10
_SENT_AS = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gbk", "gbk": "gbk", "gb18030": "gb18030", "big5": "big5"
}  # fmt: skip
"""Labels in ``accept-charset`` and the encodings that browsers take them for."""
_SENT_BY_CLICK = frozenset(("submit", "image", "button", "reset", "file"))


def fields(form: etree._Element) -> dict[str, str]:
    """The form's fields with the values that it holds now; buttons are not among them.

    Of several fields with one name the first counts.
    """
    found: dict[str, str] = {}
    for control in form.iter("input", "select", "textarea"):
        name = control.get("name")
        if name and control.get("disabled") is None and len(found) < MOST_FIELDS:
            for value in _values(control):
                found.setdefault(name, value)
    return found


def _values(control: etree._Element) -> Iterator[str]:
    kind = control.get("type", "").lower()
    if control.tag == "textarea":
        yield control.text or ""
    elif control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        yield from (option.get("value", (option.text or "").strip()) for option in chosen)
    elif kind in ("checkbox", "radio"):
        if control.get("checked") is not None:
            yield control.get("value", "on")
    elif kind not in _SENT_BY_CLICK:
        yield control.get("value", "")


def sent(form: etree._Element, values: Mapping[str, str], own: str, base: str) -> NextPage | None:
    """The request that *form*, on the page *own*, makes with *values* in its fields.

    ``None`` where its action leads to no web address.
    """
    action = form.get("action", "").strip()
    url = web_address(action, base) if action and action != "#" else own
    if url is None:
        return None
    query = urlencode(list(values.items()), encoding=_encoding(form, base), errors="xmlcharrefreplace")
    if form.get("method", "").strip().lower() == "post":
        return NextPage(url, query)
    return NextPage(urlunsplit(urlsplit(url)._replace(query=query)))


def _encoding(form: etree._Element, base: str) -> str:
    """That of the page, unless the form names another."""
    for label in form.get("accept-charset", "").replace(",", " ").split()[:_MOST_LABELS]:
        if label.lower() in _SENT_AS:
            return _SENT_AS[label.lower()]
    return encoding_of(base)

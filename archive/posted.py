"""One address for a page that is asked for by POST: what an archive, a queue and a reader know it by.

The form's fields follow the address as a query that begins with ``__wb_method=POST``: the
convention by which web archives (pywb, warcio) index posted requests.  Fields that carry a page's
state rather than a choice stay out, or one page would have another address at every visit:
ASP.NET's ``__VIEWSTATE``, ``__EVENTVALIDATION`` and the like, tokens against forged requests, and
any value too long to be a choice.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urldefrag, urlencode

MARK = "__wb_method=POST"
MAX_VALUE = 200
"""Characters of a field's value; longer ones are encoded state, whatever their name."""
_POSTED = re.compile(rf"[?&]{MARK}(?=&|$)")
_KEPT = {"__EVENTTARGET", "__EVENTARGUMENT", "__PAGE"}
_STATE = re.compile(
    r"__.*|javax\.faces\.ViewState|_?csrf(?:[_-]?token)?|csrfmiddlewaretoken|_token|authenticity_token",
    re.IGNORECASE,
)


def posted_address(url: str, form: str | None) -> str:
    """The one address of the page at *url* that is asked for with the urlencoded *form*.

    ``None`` means GET: the address is *url* itself, unchanged.

    Bytes that are no UTF-8 stay what they are: names in GBK.

    >>> posted_address("http://h.example/list.aspx", "__EVENTTARGET=pager&__VIEWSTATE=dDw&q=%B9%AB%B8%E6")
    'http://h.example/list.aspx?__wb_method=POST&__EVENTTARGET=pager&q=%B9%AB%B8%E6'
    """
    if form is None:
        return url
    fields = [
        (name, value)
        for name, value in parse_qsl(form, keep_blank_values=True, errors="surrogateescape")
        if not _is_state(name, value)
    ]
    return posted_with(urldefrag(url).url, urlencode(fields, errors="surrogateescape"))


def posted_with(url: str, fields: str) -> str:
    """The address of what is asked for at *url* with the urlencoded *fields*, none of which is state."""
    return url + ("&" if "?" in url else "?") + "&".join(filter(None, [MARK, fields]))


def split_posted(address: str) -> tuple[str, str | None]:
    """The address and form that `posted_address` was given, less state; the form is ``None`` for GET."""
    found = _POSTED.search(address)
    if found is None:
        return address, None
    return address[: found.start()], address[found.end() :].removeprefix("&")


def _is_state(name: str, value: str) -> bool:
    return (name.upper() not in _KEPT and _STATE.fullmatch(name) is not None) or len(value) > MAX_VALUE

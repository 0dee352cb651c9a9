"""Find the day of posting that a public account's article keeps in a script, which alone shows it.

The element for it is empty until the script runs, in originals and in copies of the page::

    <em id="publish_time"></em> … <script>var ct = "1650336300"; var createTime = '2022-04-19 10:45';</script>
"""

from __future__ import annotations

import re
from datetime import datetime

from archive.vocabulary.dates import CHINA_TIME

_TEXT = b"js_content"
"""The element of the text in every such article."""
_NAMES = rb"(?<![\w.])(?:var\s{1,4}|window\.)?(?:ct|oriCreateTime|createTime|create_time|publish_time)"
_VALUE = (
    rb"""\s{0,4}(?:JsDecode\()?["'](?:(?P<second>1[0-9]{9})"""
    rb"""|(?P<day>20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2})(?:\s[^"'<>]{0,20})?)["']"""
)
_FORMS = tuple(re.compile(_NAMES + sign + _VALUE) for sign in (rb"\s{0,4}=", rb"\s{0,4}:"))
"""Variables are the article's; members of objects may be those of others that it leads to."""


def day_in_account_script(page: bytes) -> str | None:
    """The day as ``2022-04-19``, or as written, of a *page* that is an article of a public account.

    >>> day_in_account_script(b'<div id="js_content"></div><script>var ct = "1650336300";</script>')
    '2022-04-19'
    >>> day_in_account_script(b'<div id="js_content"></div><script>var svr_time = "1650336300";</script>')
    """
    if _TEXT not in page:
        return None
    for form in _FORMS:
        told = form.search(page)
        if told is not None and told["day"]:
            return told["day"].decode("ascii")
        if told is not None:
            return datetime.fromtimestamp(int(told["second"]), CHINA_TIME).date().isoformat()
    return None

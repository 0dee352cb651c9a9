"""The end of the rows of a text: the site's lines, boxes of downloads and remnants below it leave."""

from __future__ import annotations

import re

from archive.vocabulary.organisations import is_organisation
from crawler.extraction.body_rows import Row
from crawler.extraction.chrome import Chrome
from crawler.extraction.ends.editors import editors_line
from crawler.extraction.ends.signature import above_remnants
from crawler.extraction.text_keys import key

_DOWNLOADS = re.compile(
    r"^附件$|^(?:附件下[载載]|下[载載]附件|相[关關]附件|附件列表|文件下[载載]|附加[档檔]案|相[关關]下[载載])[:：]?$"
)
_OFFERED = re.compile(r"下[载載]\s?[：:]")
"""A row that offers files below the text: ``下載：申請表``."""
_BARE_DATE = re.compile(r"^(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}$")
"""The site's own day, but below an organisation that of the signature."""


def without_tail(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """*rows* without the site's lines at the end, and those of them that say something of the page."""
    end = editors_line(rows)
    while end > 0 and (rows[end - 1].kind is not None or rows[end - 1].menu or not key(rows[end - 1].text)):
        if end > 1 and _BARE_DATE.match(rows[end - 1].text) and is_organisation(rows[end - 2].text):
            break
        end -= 1
    while end > 1 and rows[end - 1].file and _OFFERED.match(rows[end - 1].text):
        end -= 1
    files = end
    while files > 0 and rows[files - 1].file:
        files -= 1
    if 0 < files < end and _DOWNLOADS.match(rows[files - 1].text):
        end = files - 1  # a box beside the text, as sites add it
    tail = [row.text for row in rows[end:] if row.kind is Chrome.ABOUT and not row.menu]
    rows = rows[:end]
    if not [row for row in rows if row.file]:
        end = above_remnants([row.text for row in rows])
        tail = [*(row.text for row in rows[end:] if row.kind is Chrome.ABOUT), *tail]
    return rows[:end], tail

"""What an attached document says of a page that is nothing but its cover: a title and a link.

Commissions publish a red-header document as a PDF file and leave the page around it empty.  The
page's own text stays the page's; the fields that it does not say are read from the file, if the
file carries the page's title.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from archive.capture import Capture
from archive.errors import UnreadableError
from archive.notice import Attachment, Evidence, Notice
from crawler.extraction.context import Context
from crawler.extraction.reading import extract_notice
from crawler.extraction.text_keys import key

LONGEST_COVER = 60
"""Letters and characters of a page's text, the names of its files left out: more is a text of its own."""
_FEWEST_SHARED = 8
"""Characters: a shorter title (关于…的通知) may stand in many documents."""
_RULE = "attachment "
"""How the rules of evidence begin that name a file."""
_OWN = ("document_number", "issuers", "issued_date")
"""A page that says one of these of itself is no mere cover."""
_FILLED = (
    "document_number", "document_type", "issuers", "issued_date", "effective_date", "addressees",
    "deadlines", "contacts", "region_code", "citations", "cited_numbers",
)  # fmt: skip


def completed(
    notice: Notice, texts: Iterable[tuple[Attachment, str]], *, at: datetime, context: Context
) -> Notice:
    """*notice* with the fields it lacks, read from the first file that is the document it covers.

    *texts* are the files whose text is known, *at* is when the page was seen.  What an earlier
    reading took from a file counts as lacking.  A page with a text of its own stays as it was.
    """
    notice = _bare(notice)
    if not is_cover(notice):
        return notice
    for attachment, text in texts:
        document = _read(attachment, text, at, context)
        if document is not None and _is_of(document, notice):
            return _filled(notice, attachment, document)
    return notice


def is_cover(notice: Notice) -> bool:
    """Whether a page says nothing but a title and the names of files."""
    if any(getattr(notice, name) for name in _OWN) or not notice.title or not notice.attachments:
        return False
    names = [key(notice.title), *(key(attachment.name) for attachment in notice.attachments)]
    rest = key(notice.body)
    for name in sorted(filter(None, names), key=len, reverse=True):
        rest = rest.replace(name, "")
    return len(rest) <= LONGEST_COVER


def _read(attachment: Attachment, text: str, at: datetime, context: Context) -> Notice | None:
    capture = Capture(
        url=attachment.url or "",
        fetched_at=at,
        headers=(("Content-Type", "text/plain; charset=utf-8"),),
        body=text.encode("utf-8", "replace"),
    )
    try:
        return extract_notice([capture], replace(context, listed_title=None, listed_date=None))
    except UnreadableError:
        return None


def _is_of(document: Notice, page: Notice) -> bool:
    """Whether a document carries the page's title."""
    own, shown = key(document.title or ""), key(page.title or "")
    shorter, longer = sorted((own, shown), key=len)
    return len(shorter) >= _FEWEST_SHARED and shorter in longer


def _bare(notice: Notice) -> Notice:
    """The notice as the page alone says it."""
    taken = {name for name, items in notice.evidence.items() if any(_is_attached(item) for item in items)}
    if not taken:
        return notice
    nothing = Notice()
    values: dict[str, Any] = {name: getattr(nothing, name) for name in taken}
    evidence = {name: items for name, items in notice.evidence.items() if name not in taken}
    return replace(notice, **values, evidence=evidence)


def _is_attached(item: Evidence) -> bool:
    return item.rule.startswith(_RULE)


def _filled(notice: Notice, attachment: Attachment, document: Notice) -> Notice:
    values: dict[str, Any] = {
        name: getattr(document, name)
        for name in _FILLED
        if not getattr(notice, name) and getattr(document, name) and document.evidence.get(name)
    }
    evidence = {
        name: tuple(
            replace(item, rule=f"{_RULE}{attachment.name}: {item.rule}", start=None, end=None)
            for item in document.evidence[name]
        )
        for name in values
    }
    return replace(notice, **values, evidence={**notice.evidence, **evidence})

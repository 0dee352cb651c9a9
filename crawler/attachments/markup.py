"""Text of a web page or plain text that goes by the name of an Office file, as exports of sites do."""

from __future__ import annotations

from crawler.attachments.record import AttachmentError, AttachmentText
from crawler.extraction.binary import is_garbled
from crawler.extraction.decode import decode, wide_encoding
from crawler.extraction.flatten import flatten
from crawler.extraction.unseen import without_unseen


def read_markup(body: bytes) -> AttachmentText:
    """The lines of an HTML file."""
    return AttachmentText(
        text="\n".join(line.text for line in flatten(decode(without_unseen(body), None)).lines), kind="html"
    )


def read_plain(body: bytes) -> AttachmentText:
    """A text file, in whatever encoding."""
    text = decode(body, None)
    if is_garbled(text, wide=wide_encoding(body) is not None):
        raise AttachmentError("garbled")
    return AttachmentText(text=text, kind="text")

"""Text of a web page or plain text that goes by the name of an Office file, as exports of sites do."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes

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


def read_web_archive(body: bytes) -> AttachmentText:
    """The page of a web archive (MHTML), as Word and wikis save a document under the name of ``.doc``."""
    pages = (
        part.get_payload(decode=True)
        for part in message_from_bytes(body).walk()
        if part.get_content_type() == "text/html"
    )
    page = next(pages, None)
    if not isinstance(page, bytes):
        raise AttachmentError("damaged")
    return replace(read_markup(page), kind="web archive")


def read_plain(body: bytes) -> AttachmentText:
    """A text file, in whatever encoding."""
    text = decode(body, None)
    if is_garbled(text, wide=wide_encoding(body) is not None):
        raise AttachmentError("garbled")
    return AttachmentText(text=text, kind="text")

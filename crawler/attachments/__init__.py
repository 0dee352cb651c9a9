"""Text of attached files: PDF and Office documents read in a guarded process of their own."""

from crawler.attachments.guard import attachment_text
from crawler.attachments.record import AttachmentText, Failure

__all__ = ["AttachmentText", "Failure", "attachment_text"]

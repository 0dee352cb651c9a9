"""What an answer leads to, and what is remembered of it: the same for a live crawl and for a replay."""

from __future__ import annotations

from archive import crawls, frontier, looks
from archive.capture import Capture
from archive.frontier import Lead
from archive.identity import canonical_url, visit_key
from archive.notice import Notice
from archive.store import Archive
from archive.times import stamp
from crawler.attachments import AttachmentText
from crawler.attachments.pages import sentence
from crawler.listing import Listing


def entry_leads(listing: Listing, capture: Capture) -> list[Lead]:
    """The pages that a listing page leads to."""
    return [
        Lead(
            url=entry.url,
            site=capture.site,
            kind="page",
            via=capture.url,
            listed_title=entry.title,
            listed_date=entry.date,
        )
        for entry in listing.entries
    ]


def further_leads(listing: Listing, capture: Capture) -> list[Lead]:
    """The ways to the listing page on which a listing page goes on, the likeliest first."""
    return [
        Lead(
            url=canonical_url(page.address),
            site=capture.site,
            kind="listing",
            via=canonical_url(capture.requested_url or capture.url),
            form=page.form,
            address=page.url if page.form is None else None,
        )
        for page in listing.next
    ]


def attachment_leads(notice: Notice, capture: Capture) -> list[Lead]:
    """The files that an article offers; *capture* is its first web page."""
    return [
        Lead(url=item.url, site=capture.site, kind="attachment", via=capture.url)
        for item in notice.attachments
        if item.url and item.url.startswith(("http://", "https://"))
    ]


def lead_of(capture: Capture) -> Lead:
    """The lead that a capture is the answer to."""
    return Lead(
        url=canonical_url(capture.requested_url or capture.url),
        site=capture.site,
        kind=capture.kind,
        via=capture.via,
        listed_title=capture.listed_title,
        listed_date=capture.listed_date,
    )


def record_unread_file(
    archive: Archive, crawl_id: int | None, capture: Capture, found: AttachmentText
) -> None:
    """Note why an attached file has no text; pictures, archives and the like were never expected to.

    The reason is ``file-`` and the failure's name, as ``timeout`` alone is one of the network.
    """
    if found.failure is not None and found.failure != "unsupported":
        reason, detail = f"file-{found.failure}", sentence(found, capture)
        crawls.record_failure(archive, crawl_id, capture.url, reason, detail, stamp(capture.fetched_at))


def remember_answer(
    archive: Archive,
    listed_url: str,
    capture: Capture,
    *,
    further: bool = False,
    changed: bool = True,
    published: str | None = None,
) -> None:
    """Mark the listed address, and the one that answered, as done.

    With *further* web pages the first one's validators say nothing about the article, so the next
    look is an unconditional one.  *changed*, *published*: see `archive.looks.mark_done`.
    """
    at = stamp(capture.fetched_at)
    looks.mark_done(
        archive,
        listed_url,
        at,
        etag=None if further else capture.header("ETag"),
        last_modified=None if further else capture.header("Last-Modified"),
        changed=changed,
        published=published or capture.listed_date,
    )
    if visit_key(capture.url) != visit_key(listed_url):
        itself = Lead(
            url=capture.url,
            site=capture.site,
            kind=capture.kind,
            via=capture.via,
            listed_title=capture.listed_title,
            listed_date=capture.listed_date,
        )
        frontier.enlist(archive, [itself], at)
        looks.mark_done(archive, capture.url, at, changed=changed, published=published)
        looks.look_later_than(archive, capture.url, listed_url)

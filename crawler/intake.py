"""From captures to the archive: the one path that live crawls, imports and rebuilds share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateutil.parser import isoparse

from archive.absence import ingest_absence, ingest_hindrance
from archive.article import Article, Kept
from archive.attached import text_at, text_of_content
from archive.capture import Capture
from archive.errors import UnreadableError
from archive.identity import canonical_url
from archive.ingest import KeptFile, confirm_unchanged, ingest_article, ingest_attachment
from archive.membership import ListPage, show, show_again
from archive.notice import Notice
from archive.pages import page_title
from archive.probes import AbsentAnswer, absent_answer, save_answer
from archive.store import Archive
from archive.times import stamp
from crawler.attachments import AttachmentText, attachment_text
from crawler.attachments.pages import texts_of_pages
from crawler.extraction import extract_notice
from crawler.extraction.attached_document import completed
from crawler.extraction.context import Context
from crawler.extraction.garbled import is_garbled
from crawler.failure import ABSENT, hindrance_of
from crawler.listing import Listing, read_listing
from crawler.listing.platform import platform_rules
from crawler.site import Site
from crawler.vanishing import Presence, is_unrelated, lines_of, place_of, presence

BEGINNING = 500
"""Characters of a body by which it is seen whether they are damaged."""
_NAMES_A_PAGE = re.compile(r"\.(?:[sx]?html?|txt)(?:[?#]|$)", re.IGNORECASE)


class NotAFileError(UnreadableError):
    """A web page, such as an error or a login, came from the address of a file."""

    failure_name = "file-web-page"


class GarbledError(UnreadableError):
    """A page's characters were decoded wrongly before it was sent."""

    failure_name = "mojibake"


class Intake:
    """Reads captures with the pure readers and hands the result to the archive.

    Nothing here knows whether a capture came from the network a moment ago or from a WARC file
    years later.
    """

    def __init__(self, archive: Archive, sites: Mapping[str, Site]) -> None:
        self._archive = archive
        self._sites = dict(sites)
        self._saved: set[str] = set()

    @property
    def sites(self) -> tuple[Site, ...]:
        """Every site known so far."""
        return tuple(self._sites.values())

    def site(self, site_id: str) -> Site:
        """The site of that id: as configured, else as the archive knows it, else by its name alone."""
        if site_id not in self._sites:
            self._sites[site_id] = self._remembered(site_id)
        return self._sites[site_id]

    def save_site(self, site_id: str) -> None:
        """See that the archive has a row for the site; rows of notices refer to it."""
        if site_id not in self._saved:
            site = self.site(site_id)
            self._archive.save_site(
                id=site.id,
                name=site.name,
                level=site.level,
                region_code=site.region_code,
                url=site.urls[0] if site.urls else None,
                platform=site.platform,
            )
            self._saved.add(site_id)

    def take_listing(self, capture: Capture) -> tuple[Listing, tuple[str, ...]]:
        """Read a listing page and note what stands on it; returns also what stands there no more."""
        site = self.site(capture.site)
        listing = read_listing(capture, {**platform_rules(site.platform), **site.rules})
        self.save_site(capture.site)
        dropped = show(
            self._archive,
            ListPage(
                url=capture.requested_url or capture.url,
                via=capture.via,
                at=stamp(capture.fetched_at),
                entries=tuple(entry.url for entry in listing.entries),
                is_last=not listing.next,
            ),
        )
        return listing, dropped

    def take_unchanged_listing(self, capture: Capture) -> tuple[str, ...]:
        """A listing page holds what it held; returns what stood before it and is on the list no more."""
        asked = capture.requested_url or capture.url
        return show_again(self._archive, asked, capture.via, stamp(capture.fetched_at))

    def take_article(self, captures: Sequence[Capture]) -> tuple[Kept, Notice]:
        """Read one article (its web pages in order) and keep its notice.

        Raises ``UnreadableError`` when the first page holds nothing to read, or mojibake: it would
        stand in the history of the notice as an edit.
        """
        first = captures[0]
        site = self.site(first.site)
        context = replace(
            self._context(site),
            listed_title=first.listed_title,
            listed_date=first.listed_date,
            attachment_texts=texts_of_pages(captures),
        )
        notice = extract_notice(captures, context)
        if is_garbled(f"{notice.title} {(notice.body or '')[:BEGINNING]}"):
            raise GarbledError(f"{first.url} holds damaged characters: {notice.title!r}")
        notice = self._completed(notice, site.id, stamp(first.fetched_at))
        self.save_site(site.id)
        return ingest_article(self._archive, Article(captures=tuple(captures), notice=notice)), notice

    def presence(self, capture: Capture) -> Presence:
        """Whether an answer with content is the page that was asked for."""
        asked = capture.requested_url or capture.url
        known = page_title(self._archive.conn, asked)
        titles = [title for title in (capture.listed_title, known) if title]
        if known is not None and capture.requested_url is not None and is_unrelated(capture, [known]):
            return "absent"
        at = stamp(capture.fetched_at)
        return presence(capture, titles, absent_answer(self._archive, place_of(asked), at))

    def take_probe(self, capture: Capture) -> str:
        """What answered for an absent address, if anything; returns the place for which it answers."""
        asked = capture.requested_url or capture.url
        answer = AbsentAnswer(
            seen_at=stamp(capture.fetched_at),
            status=capture.status,
            url=canonical_url(capture.url),
            redirected=capture.requested_url is not None,
            lines=lines_of(capture) if capture.status == 200 else frozenset(),
        )
        save_answer(self._archive, place_of(asked), answer)
        return place_of(asked)

    def take_failure(self, capture: Capture, name: str) -> bool:
        """A page could not be had, for a reason of that name; returns whether it was there before.

        A server that says so makes a known page missing; one that keeps us out, or does not
        answer, says nothing of the page.
        """
        if capture.status not in (404, 410):  # which says nothing of the page that answered
            capture = replace(capture, url=capture.requested_url or capture.url)
        if name in ABSENT:
            return ingest_absence(self._archive, capture)
        hindrance = hindrance_of(name)
        if hindrance is not None:
            ingest_hindrance(self._archive, capture, hindrance)
        return False

    def take_unchanged(self, capture: Capture) -> None:
        """A page answered that it holds what it held."""
        confirm_unchanged(self._archive, capture.url, stamp(capture.fetched_at))

    def take_attachment(self, capture: Capture) -> tuple[AttachmentText, KeptFile]:
        """An attached file has arrived: keep its text, and read what it says of the pages that offer it.

        Raises ``NotAFileError`` where a web page came in place of a file.
        """
        known = text_of_content(self._archive.conn, capture.body)
        if known is not None:
            found = AttachmentText(text=known)
        else:
            found = attachment_text(capture.body, capture.url, capture.header("Content-Type"))
        if found.kind == "html" and not _NAMES_A_PAGE.search(capture.requested_url or capture.url):
            raise NotAFileError(f"{capture.url} answered with a web page; expected a file")
        kept = ingest_attachment(self._archive, capture, found.text or None, complete=self._completed)
        return found, kept

    def _completed(self, notice: Notice, site_id: str, at: str) -> Notice:
        """The notice with what its files say that have arrived."""
        texts = [
            (attachment, text)
            for attachment in notice.attachments
            if attachment.url and (text := text_at(self._archive.conn, attachment.url))
        ]
        context = self._context(self.site(site_id))
        return completed(notice, texts, at=isoparse(at), context=context)

    @staticmethod
    def _context(site: Site) -> Context:
        return Context(
            site=site.id,
            site_name=site.name if site.level else None,
            region_code=site.region_code,
        )

    def _remembered(self, site_id: str) -> Site:
        row = self._archive.site_row(site_id)
        if row is None:
            return Site(id=site_id, name=site_id, urls=())
        return Site(
            id=site_id,
            name=row["name"] or site_id,
            urls=(row["url"],) if row["url"] else (),
            level=row["level"],
            region_code=row["region_code"],
            platform=row["platform"],
        )

"""Files of others into the archive: saved pages, folders of them, WARC and WACZ."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from archive import frontier
from archive.attached import offering_pages
from archive.capture import Capture
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import UnreadableError, UsageError
from archive.identity import canonical_url, file_url
from archive.store import Archive
from archive.times import stamp
from archive.warc import CaptureWriter, read_foreign
from archive.warc_records import MAX_PAYLOAD_BYTES
from crawler.attachments.pages import is_file
from crawler.extraction.binary import file_format
from crawler.extraction.file_links import MEDIA_TYPES
from crawler.intake import Intake
from crawler.listing import is_listing
from crawler.replay import Replay, ReplayReport
from crawler.site import Site

IMPORT_SITE = Site(id="import", name="导入的文件", urls=())
"""The site of pages that came as files without an address."""

PAGE_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml", ".jhtml")
FILE_SUFFIXES = (".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".rtf", ".ofd")
"""Of files that are notices themselves."""
WARC_SUFFIXES = (".warc", ".warc.gz", ".wacz")
_SUFFIXES = PAGE_SUFFIXES + FILE_SUFFIXES + WARC_SUFFIXES
_MOST_EXPANSION = 100
"""WARC files are compressed by themselves; a member that unpacks to more than this is a bomb."""
_LAST_TIME = 32_472_144_000.0
"""Files may carry any time; this is the year 2999."""
_READABLE_TYPES = ("html", "pdf", "msword", "officedocument", "ms-excel", "/rtf", "/ofd")


def import_files(
    folder: DataFolder,
    paths: Iterable[Path],
    *,
    sites: Mapping[str, Site],
    clock: Clock,
    fetched_at: datetime | None = None,
    progress: Callable[[], object] | None = None,
) -> ReplayReport:
    """Keep every page in *paths* as a capture, then read it just as a crawl would.

    A page file has the address ``file:<sha256>`` and the time *fetched_at*, else the file's own.
    What is in the archive already is passed over.
    """
    paths = _existing(paths)
    with (
        folder.writing(),
        Archive.open(folder.archive, now=clock.now()) as archive,
        CaptureWriter(folder.captures, clock.now()) as writer,
    ):
        archive.before_commit = writer.note_last
        intake = Intake(archive, {**sites, IMPORT_SITE.id: IMPORT_SITE})
        replay = Replay(intake, archive, remember=True)
        for path in _files(paths):
            try:
                for capture in _captures(path, sites, fetched_at):
                    if _is_known(archive, capture):
                        replay.report.known += 1
                        continue
                    if capture.url.startswith("file:"):
                        replay.report.files[capture.url] = str(path)
                    capture = replay.joined(_as_offered(archive, capture))  # noqa: PLW2901 - itself
                    replay.feed(replace(capture, position=writer.keep(capture)))
                    if progress is not None:
                        progress()
            except UnreadableError as error:
                replay.report.unreadable_files.append(str(error))
        for capture in replay.unanswered():
            replay.feed(replace(capture, position=writer.keep(capture)))
        return replay.report


def _is_known(archive: Archive, capture: Capture) -> bool:
    """Whether just this was taken in before: a file by its content, an answer by its time."""
    if capture.url.startswith("file:"):
        return frontier.lead(archive, capture.url) is not None
    asked = capture.requested_url or capture.url
    return frontier.was_answered_at(archive, asked, stamp(capture.fetched_at))


def _as_offered(archive: Archive, capture: Capture) -> Capture:
    """A file as an attachment where a page that came before offers it; else it is a page itself."""
    if capture.kind == "page" and is_file(capture) and offering_pages(archive.conn, capture):
        return replace(capture, kind="attachment")
    return capture


def _existing(paths: Iterable[Path]) -> tuple[Path, ...]:
    paths = tuple(paths)
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{path} does not exist; expected a page, a folder of pages, a WARC or a WACZ file"
            )
    return paths


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the pages and WARC files inside the folders named, in order of name."""
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.rglob("*") if item.is_file())
            yield from (item for item in inside if item.name.lower().endswith(_SUFFIXES))
        else:
            yield path


def _captures(path: Path, sites: Mapping[str, Site], fetched_at: datetime | None) -> Iterator[Capture]:
    name = path.name.lower()
    if name.endswith(".wacz"):
        yield from _wacz(path, sites)
    elif name.endswith(WARC_SUFFIXES):
        yield from _warc(path, sites)
    else:
        yield capture_of_file(path, fetched_at=fetched_at, site=IMPORT_SITE.id)


def capture_of_file(
    path: Path, *, url: str | None = None, fetched_at: datetime | None = None, site: str = ""
) -> Capture:
    """A saved page as a capture; ``UnreadableError`` when the file cannot be read."""
    try:
        status = path.stat()
        if not path.is_file() and not path.is_dir():  # which says by itself what it is
            raise UnreadableError(f"{path} cannot be read: it is a device or a pipe; expected a file")
        if status.st_size > MAX_PAYLOAD_BYTES:
            raise UnreadableError(
                f"{path} cannot be read: it has {status.st_size:,} bytes, "
                f"expected {MAX_PAYLOAD_BYTES:,} at most"
            )
        body = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}") from error
    return Capture(
        url=url or file_url(body),
        fetched_at=fetched_at or datetime.fromtimestamp(max(0.0, min(status.st_mtime, _LAST_TIME)), UTC),
        headers=_headers(path, body),
        body=body,
        site=site,
    )


def _headers(path: Path, body: bytes) -> tuple[tuple[str, str], ...]:
    """What a server would say of the file, where it is no web page."""
    if file_format(body) is not None:
        return (("Content-Type", MEDIA_TYPES.get(path.suffix.lower()[1:], "application/octet-stream")),)
    return (("Content-Type", "text/plain"),) if path.suffix.lower() == ".txt" else ()


def _warc(path: Path, sites: Mapping[str, Site]) -> Iterator[Capture]:
    hosts = {urlsplit(canonical_url(url)).netloc: site.id for site in sites.values() for url in site.urls}
    for capture in read_foreign(path):
        media_type = (capture.header("Content-Type") or "html").lower()
        ours = bool(capture.site)
        if not ours and not any(kind in media_type for kind in _READABLE_TYPES):
            continue
        netloc = urlsplit(canonical_url(capture.url)).netloc
        found = replace(capture, site=capture.site or hosts.get(netloc) or netloc)
        if not ours and is_listing(found):
            found = replace(found, kind="listing")
        yield found


def _wacz(path: Path, sites: Mapping[str, Site]) -> Iterator[Capture]:
    """A WACZ is a zip file with WARC files in its folder ``archive/``."""
    try:
        with zipfile.ZipFile(path) as package, TemporaryDirectory() as scratch:
            members = [info for info in package.infolist() if info.filename.endswith((".warc", ".warc.gz"))]
            for number, info in enumerate(sorted(members, key=lambda member: member.filename)):
                if info.file_size > _MOST_EXPANSION * max(info.compress_size, 1):
                    raise UnreadableError(
                        f"{path} is not a readable WACZ file: {info.filename!r} unpacks to "
                        f"{info.file_size:,} bytes from {info.compress_size:,}"
                    )
                # Under a name of ours: theirs may lead anywhere.
                member = Path(scratch) / f"{number}.warc"
                with package.open(info) as packed, member.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
                yield from _warc(member, sites)
                member.unlink()
    # zlib.error: damage; RuntimeError: a password; NotImplementedError: an unknown compression.
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError) as error:
        raise UnreadableError(f"{path} is not a readable WACZ file: {error}") from error

"""`notices extract` and `notices listing`: read pages and print what was understood; nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.capture import Capture
from archive.data_folder import DataFolder
from archive.errors import NoticesError, UnreadableError
from archive.listing_faults import no_addresses
from archive.options import data_option
from crawler.attachments.pages import texts_of_pages
from crawler.configuration import load_configuration
from crawler.extraction import extract_notice
from crawler.extraction.context import Context
from crawler.importing import capture_of_file
from crawler.listing import read_listing
from crawler.site import site_for_url

if TYPE_CHECKING:
    from crawler.probe import Answer

url_option = click.option("--url", metavar="URL", help="The page's address, when the page is a file.")


@click.command("extract", short_help="Print the notice on each page as JSON.")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL...")
@url_option
@data_option()
def extract_command(sources: tuple[str, ...], url: str | None, folder: DataFolder) -> None:
    """Print the notice on each page as one JSON object a line.

    \b
    notices extract page.html --url http://host/t20240812_1.html
    notices extract pages/*.html > notices.jsonl
    notices extract document.pdf annex.docx table.xlsx

    Exit code 1 when a page could not be read; the others are printed all the same.
    """
    failed = False
    for source, capture in _captures(sources, url, folder):
        try:
            if isinstance(capture, NoticesError):
                raise capture
            notice = extract_notice([capture], Context(attachment_texts=texts_of_pages([capture])))
        except NoticesError as error:
            said = str(error)
            if isinstance(capture, Capture):  # a file is better known by its path than by its address
                said = said.replace(capture.url, source, 1)
            click.echo(f"notices: {said}", err=True)
            failed = True
            continue
        line = {"file": None if is_address(source) else source, "url": capture.url, **notice.to_json()}
        click.echo(json.dumps(line, ensure_ascii=False))
    raise SystemExit(1 if failed else 0)


@click.command("listing", short_help="Print the entries of a listing page as JSON.")
@click.argument("source", metavar="PATH|URL")
@url_option
@data_option()
def listing_command(source: str, url: str | None, folder: DataFolder) -> None:
    """Print the entries of a listing page and where it goes on, as JSON.

    \b
    notices listing index.html --url http://host/tzgg/index.html
    """
    ((_, capture),) = _captures([source], url, folder)
    if isinstance(capture, NoticesError):
        raise capture
    listing = read_listing(capture)
    if listing.unaddressed:
        click.echo(f"notices: {source}: no-addresses: {no_addresses(listing.unaddressed)}", err=True)
    record: dict[str, Any] = {
        "entries": [{"title": item.title, "url": item.url, "date": item.date} for item in listing.entries],
        "unaddressed": listing.unaddressed,
        "next": [page.address for page in listing.next],
        "total": listing.total,
        "page_count": listing.page_count,
        "platform": listing.platform,
    }
    click.echo(json.dumps(record, ensure_ascii=False, indent=1))


def _captures(
    sources: Sequence[str], url: str | None, folder: DataFolder
) -> list[tuple[str, Capture | NoticesError]]:
    """Each source with its capture, or with the error that kept it from being read."""
    if url is not None:
        url = site_for_url(url).urls[0]
    addresses = {source: site_for_url(source).id for source in sources if is_address(source)}
    answers = _asked(addresses, folder) if addresses else {}
    captures: list[tuple[str, Capture | NoticesError]] = []
    for source in sources:
        try:
            answer = answers.get(source)
            capture = answer.content() if answer else capture_of_file(Path(source), url=url)
            captures.append((source, capture))
        except UnreadableError as error:
            captures.append((source, error))
    return captures


def _asked(addresses: dict[str, str], folder: DataFolder) -> dict[str, Answer]:
    """What each of the addresses answers; *addresses* names the site of each."""
    # Here, not above: it loads Scrapy, which a page that is a file does without.
    from crawler.probe import probe  # noqa: PLC0415

    return probe(addresses, load_configuration(folder.settings), folder)


def is_address(source: str) -> bool:
    """Whether a command's argument is a web address rather than a path."""
    return source.startswith(("http://", "https://"))

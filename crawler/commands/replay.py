"""`notices import` and `notices rebuild`: captures from files through the path of a live crawl."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from tqdm import tqdm

from archive.clock import Clock, parse_timestamp
from archive.data_folder import DataFolder
from archive.options import data_option, now_option, quiet_option
from crawler.importing import import_files
from crawler.rebuilding import rebuild
from crawler.replay import ReplayReport
from crawler.site import known_sites


def _to_time(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    return None if value is None else parse_timestamp(value)


@click.command("import", short_help="Take in saved pages, PDF and Office files, WARC, WACZ.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@data_option()
@click.option(
    "--fetched-at",
    callback=_to_time,
    metavar="TIMESTAMP",
    help="When the pages were fetched (ISO 8601 with offset); else each file's own time.",
)
@quiet_option
@now_option
def import_command(
    paths: tuple[Path, ...], folder: DataFolder, fetched_at: datetime | None, quiet: bool, clock: Clock
) -> None:
    """Take in saved pages, PDF and Office files, folders of them, WARC or WACZ files.

    \b
    notices import saved-pages/ --fetched-at 2023-05-01T00:00:00+08:00
    notices import crawl-2024.warc.gz

    Of a folder, the files that end in .html, .htm, .shtml, .xhtml, .jhtml, .pdf, .docx, .doc, .wps,
    .xlsx, .xls, .et, .rtf, .ofd, .warc, .warc.gz or .wacz are read; a file that is named itself is
    read whatever its name.  A page or file that cannot be read is kept as a capture, and named with
    its reason (scanned, encrypted, damaged …).

    Exit code 1 when a file could not be read; the others are taken in all the same.  Dead pages
    within a WARC or WACZ file are no reason.
    """
    with tqdm(unit=" page", disable=True if quiet else None, leave=False) as bar:
        report = import_files(
            folder, paths, sites=known_sites(folder), clock=clock, fetched_at=fetched_at, progress=bar.update
        )
    _print(report, quiet=quiet)


@click.command("rebuild", short_help="Make the archive anew from its captures.")
@data_option()
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the new archive there and leave the present one alone.",
)
@quiet_option
@now_option
def rebuild_command(folder: DataFolder, output: Path | None, quiet: bool, clock: Clock) -> None:
    """Make the archive anew from its captures, with today's rules for reading.

    The present archive is kept in DIR/backups, unless -o names a new file.

    \b
    notices rebuild --data /srv/notices
    """
    total = sum(path.stat().st_size for path in folder.captures.glob("*.warc.gz"))
    with tqdm(total=total, unit="B", unit_scale=True, disable=True if quiet else None, leave=False) as bar:
        report = rebuild(
            folder,
            sites=known_sites(folder),
            clock=clock,
            output=output,
            progress=lambda position: bar.update(position - bar.n),
        )
    _print(report, quiet=quiet)


def _print(report: ReplayReport, *, quiet: bool) -> NoReturn:
    for sentence in report.unreadable_files:
        click.echo(f"notices: {sentence}", err=True)
    for address, name, detail in report.failures:
        if name == "internal" or not quiet:
            where = report.files.get(address, address)
            click.echo(f"{where}: {name}: {detail.removeprefix(f'{address} ')}", err=True)
    failures = len(report.failures) + len(report.unreadable_files)
    if not quiet:
        click.echo(
            f"captures read: {report.captures}; articles: {report.articles}; new pages: {report.new}; "
            f"changed: {report.changed}; known before: {report.known}; failures: {failures}"
        )
    raise SystemExit(report.exit_code)

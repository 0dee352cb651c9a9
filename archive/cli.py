"""The commands that need an archive and no crawler: export, serve, status, dedup, backup."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from archive import export, status
from archive.backup import back_up
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import UsageError
from archive.ingest import judge_all
from archive.options import data_option, now_option, quiet_option
from archive.store import Archive
from archive.whole_file import whole_file


@contextmanager
def _reading(folder: DataFolder) -> Iterator[sqlite3.Connection]:
    """One moment of the folder's archive: a read transaction on a connection that cannot write."""
    with closing(Archive.open_readonly(folder.existing_archive())) as archive:
        archive.conn.execute("PRAGMA query_only = ON")
        archive.conn.execute("BEGIN")
        try:
            yield archive.conn
        finally:
            archive.conn.rollback()


@click.command("export", short_help="Write notices to a CSV, JSONL, xlsx or Parquet file.")
@data_option()
@click.option(
    "--format",
    "kind",
    type=click.Choice(sorted(export.FORMATS)),
    required=True,
    help="Kind of file to write.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="File to write, whole or not at all; - for standard output.",
)
@click.option(
    "--search", metavar="TEXT", help="Only notices that the search box would find; an empty TEXT finds none."
)
@click.option(
    "--where", metavar="SQL", help="Only notices whose row meets this SQL condition on the table notices."
)
@click.option(
    "--contacts/--no-contacts",
    default=True,
    show_default=True,
    help="Whether contacts' names, telephone numbers and e-mail addresses are written or covered.",
)
def export_command(
    folder: DataFolder, kind: str, output: str, search: str | None, where: str | None, contacts: bool
) -> None:
    """Write notices to a file: every one that matches, every column, in the order of ids.

    \b
    notices export --format csv -o notices.csv
    notices export --format csv -o vaccines.csv --search 疫苗 --where "year = '2024'"
    notices export --format jsonl -o - --no-contacts | head -1

    CSV opens in Excel: byte order mark, lists joined with ；, no cell is a formula.
    """
    with _reading(folder) as conn, whole_file(output) as out:
        rows = export.notice_rows(conn, search=search, where=where, contacts=contacts)
        # Of a bar and rows on one terminal a person can read neither.
        with tqdm(rows, unit=" notice", disable=True if output == "-" else None, leave=False) as bar:
            count = export.FORMATS[kind](bar, out)
    if output != "-":
        click.echo(f"{count:,} notices written to {output}", err=True)


@click.command("serve", short_help="Search and read the archive in a browser.")
@data_option()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; 0.0.0.0 lets other machines in.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser at once.")
def serve_command(folder: DataFolder, port: int, host: str, open_browser: bool) -> None:
    """Search and read the archive in a browser, with Datasette, until Ctrl-C.

    \b
    notices serve --open
    notices serve --data /srv/notices --host 0.0.0.0 --port 80

    `datasette DIR/notices.db -m datasette_metadata.json` does the same with Datasette's own options.
    """
    with closing(Archive.open_readonly(folder.existing_archive())):
        pass  # Says in one sentence why a file cannot be served.
    # Here, not above: it loads Datasette, which takes longer than all else a daily crawl imports.
    from archive.browse.serving import serve_archive  # noqa: PLC0415

    serve_archive(folder.archive, port=port, host=host, open_browser=open_browser)


@click.command("status", short_help="Show how every site is, on one screen.")
@data_option()
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
@now_option
def status_command(folder: DataFolder, as_json: bool, clock: Clock) -> None:
    """Show the state of every site on one screen, those that need a person first.

    For each site that is not well it says since when, what is wrong in plain words, and what to do.
    Sites that the runs of the last eight days left out (disabled ones) come last, as they were.

    \b
    ok           its last run met no fault
    quiet        nothing new for longer than its own pauses explain
    broken       it answers with something else than we know
    blocked      it answers and turns us away
    unreachable  it does not answer

    \b
    notices status
    notices status --json | jq '.sites[] | select(.health != "ok")'
    """
    with _reading(folder) as conn:
        if as_json:
            click.echo(json.dumps(status.status_record(conn, clock.now()), ensure_ascii=False, indent=2))
        else:
            click.echo(status.status(conn, clock.now()))


@click.command("backup", short_help="Copy the archive, also while a crawl is writing.")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@data_option()
@click.option("--replace", is_flag=True, help="Replace a FILE that is there already.")
@quiet_option
def backup_command(target: Path, folder: DataFolder, replace: bool, quiet: bool) -> None:
    """Copy the archive to FILE, whole and consistent, also while a crawl is writing.

    The copy is checked before it gets its name.  It holds no captures: copy DIR/captures with any
    program; its files are only ever added to.  archive/README.md says how to restore both.

    \b
    notices backup /backups/notices-monday.db
    notices backup --replace --quiet /backups/notices.db && rsync -a data/captures /backups/
    """
    path = folder.existing_archive()
    if target.exists():
        if target.samefile(path):
            raise UsageError(f"{target} is the archive itself; expected the name of another file")
        if not target.is_file():
            raise UsageError(f"{target} is a device or a pipe; expected the name of a file")
        if not replace:
            raise UsageError(f"{target} exists already; expected the name of a new file, or --replace")
    with (
        closing(Archive.open_readonly(path, of_any_age=True)) as archive,
        tqdm(unit=" page", disable=True if quiet else None, leave=False) as bar,
    ):
        back_up(archive.conn, target, lambda left, total: show_copied(bar, left, total))
    if not quiet:
        click.echo(
            f"{target} is a whole copy of the archive.  It holds no captures: "
            f"copy {folder.captures} too, after it, with any program."
        )


def show_copied(bar: tqdm[Any], left: int, total: int) -> None:
    """Move the progress bar on to what is copied by now."""
    bar.total = total
    bar.update(total - left - bar.n)


@click.command("dedup", short_help="Judge anew which pages carry the same notice.")
@data_option()
@now_option
def dedup_command(folder: DataFolder, clock: Clock) -> None:
    """Judge anew which pages carry the same notice, with today's rules.

    \b
    notices dedup --data /srv/notices
    """
    path = folder.existing_archive()
    with folder.writing(), Archive.open(path, now=clock.now()) as archive:
        click.echo(f"The pages carry {judge_all(archive):,} distinct notices.")

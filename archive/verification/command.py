"""`notices verify`: what is damaged, in a sentence each, and what was looked at."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from tqdm import tqdm

from archive.data_folder import DataFolder
from archive.options import data_option, quiet_option
from archive.verification.verify import Verification


@click.command("verify", short_help="Find damaged or missing captures and broken references.")
@data_option()
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON object a line: each damage, then the numbers."
)
@quiet_option
def verify_command(folder: DataFolder, as_json: bool, quiet: bool) -> None:
    """Find damaged or missing captures, rows without their capture, and broken references.

    Reads everything once and changes nothing; a crawl may be writing meanwhile.

    \b
    notices verify --data /srv/notices
    notices verify --quiet --data /srv/notices    from cron: says nothing unless something is damaged

    \b
    Exit code: 0 all is whole; 1 something is damaged; 2 there is no archive to look at.
    """
    total = sum(path.stat().st_size for path in folder.captures.glob("*.warc.gz"))
    is_silent = True if quiet else None
    with tqdm(total=total, unit="B", unit_scale=True, disable=is_silent, leave=False) as bar:
        check = Verification(folder, bar.update)
        for damage in check.damages():
            bar.clear()
            click.echo(json.dumps(asdict(damage), ensure_ascii=False) if as_json else damage.sentence)
    if as_json:
        click.echo(json.dumps({"summary": check.numbers()}))
    elif not quiet:
        click.echo(summary(check))
    raise SystemExit(1 if check.found else 0)


def summary(check: Verification) -> str:
    """What was looked at, and how much of it is damaged."""
    damages = "1 damage found" if check.found == 1 else f"{check.found:,} damages found"
    lines = [
        f"{check.captures:,} captures in {check.files:,} files, {check.notices:,} notices, "
        f"{check.pages:,} pages: {damages if check.found else 'all whole'}."
    ]
    if check.torn:
        lines.append(
            f"{check.torn:,} files end in a record that is being written, or that a stopped run left "
            "unfinished: nothing was made from it."
        )
    if check.unsealed:
        lines.append(
            f"{check.unsealed:,} captures are of an early version: a few bits of their packing say nothing "
            "and cannot be checked."
        )
    return "\n".join(lines)

"""`notices sites check`: one look at each listing page, and what it found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

import click
from tabulate import tabulate
from tqdm import tqdm

from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.options import data_option, now_option, quiet_option
from archive.store import Archive
from archive.warc import CaptureWriter
from crawler.commands.crawl import chosen_sites
from crawler.commands.site_ids import complete_site
from crawler.configuration import load_configuration
from crawler.crawl import require_contact
from crawler.probe import Answer, probe
from crawler.site import Site, known_sites
from crawler.site_check import ListCheck, check_list, newly_broken, to_be_enabled


@click.command("check", short_help="Look at each listing page once and say what is there.")
@click.argument("targets", nargs=-1, metavar="[SITE|URL]...", shell_complete=complete_site)
@data_option()
@quiet_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a listing page.")
@now_option
def check_command(
    targets: tuple[str, ...], folder: DataFolder, quiet: bool, as_json: bool, clock: Clock
) -> None:
    """Look once at every listing page of SITEs, or of all enabled sites, and say what was found.

    \b
    notices sites check                 all enabled sites
    notices sites check beijing nhc     two of them
    notices sites check anqing          a lead that is disabled: is it alive?

    Politely: one request a host at a time, as robots.txt allows.  The answers are kept as captures;
    no notice is read.  `platform` is as the page shows it, with the one that the file names where
    that is another.

    \b
    Exit code: 0 done; 1 done, but a list of a site that was well, or that its file calls verified,
    is not; 2 wrong usage or bad configuration; 3 another run is writing; 130 stopped by Ctrl-C.
    """
    sites = chosen_sites(targets, known_sites(folder))
    with tqdm(
        total=sum(len(site.urls) for site in sites),
        unit=" list",
        disable=True if quiet or as_json else None,
        leave=False,
    ) as bar:
        checks, health = _look(sites, folder, clock, bar)
    if as_json:
        for check in checks:
            click.echo(json.dumps(_record(check), ensure_ascii=False))
    elif not quiet:
        click.echo(_table(checks))
        for line in _remarks(sites, checks):
            click.echo(line)
    broken = newly_broken(sites, checks, health)
    for site_id in broken:
        bad = next(check for check in checks if check.site == site_id and not check.is_alive)
        click.echo(
            f"notices: {site_id} was well and is not: {bad.url}: {bad.outcome}: {bad.detail}", err=True
        )
    raise SystemExit(1 if broken else 0)


def _look(
    sites: Sequence[Site], folder: DataFolder, clock: Clock, bar: tqdm[Any]
) -> tuple[list[ListCheck], dict[str, str]]:
    """What each listing page holds, and how the archive says the sites were before."""
    configuration = load_configuration(folder.settings)
    require_contact(sites, configuration, folder)

    def progress(address: str) -> None:
        bar.set_description(urlsplit(address).netloc)
        bar.update()

    with (
        folder.writing(),
        Archive.open(folder.archive, now=clock.now()) as archive,
        CaptureWriter(folder.captures, clock.now()) as captures,
    ):
        answers: dict[str, Answer] = probe(
            {url: site.id for site in sites for url in site.urls},
            configuration,
            folder,
            clock=clock,
            keep=captures.keep,
            progress=progress,
        )
        archive.before_commit = captures.note_last
        with archive.transaction() as conn:
            health = dict(conn.execute("SELECT id, health FROM sites").fetchall())
    return [check_list(site, answers[url]) for site in sites for url in site.urls], health


def _record(check: ListCheck) -> dict[str, Any]:
    return {
        **asdict(check),
        "outcome": check.outcome or "ok",
        "detail": check.detail or None,
        "platform_changed": check.platform_changed,
    }


def _table(checks: Sequence[ListCheck]) -> str:
    rows = [
        (
            check.site,
            check.outcome or "ok",
            check.entries,
            check.dated,
            check.newest or "-",
            "-" if check.total is None else check.total,
            _platform(check),
            "yes" if check.next else "no",
            check.url,
        )
        for check in checks
    ]
    headers = ("site", "outcome", "entries", "dated", "newest", "of", "platform", "next", "list")
    return tabulate(rows, headers=headers, disable_numparse=True)


def _platform(check: ListCheck) -> str:
    if check.platform_changed:
        return f"{check.platform} (file: {check.configured_platform})"
    return check.platform or "-"


def _remarks(sites: Sequence[Site], checks: Sequence[ListCheck]) -> list[str]:
    """What a person can do about what was found."""
    remarks = [
        f"{check.site}: {check.url}: {check.outcome or 'ok'}: {check.detail}"
        for check in checks
        if check.detail
    ]
    remarks += [
        f"{check.site}: {check.url} is made by {check.platform} now, and its file says "
        f"{check.configured_platform}; mend `platform` or leave it out"
        for check in checks
        if check.platform_changed
    ]
    remarks += [
        f"{site_id} is alive and disabled: `notices sites enable {site_id}` has every crawl visit it"
        for site_id in to_be_enabled(sites, checks)
    ]
    return remarks

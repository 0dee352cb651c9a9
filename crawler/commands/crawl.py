"""`notices crawl`: visit sites and keep what they publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from typing import Any
from urllib.parse import urlsplit

import click
from tabulate import tabulate
from tqdm import tqdm

from archive.causes import cause_named
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import UsageError
from archive.identity import visit_key
from archive.options import data_option, now_option, quiet_option
from crawler.commands.site_ids import complete_site
from crawler.configuration import load_configuration
from crawler.crawl import CrawlReport, crawl
from crawler.itinerary import Scope
from crawler.site import Site, known_sites, site_for_url
from crawler.strict_yaml import nearest
from crawler.tally import described
from crawler.visit import Visit


@click.command("crawl", short_help="Visit sites, notice boards, or all enabled sites.")
@click.argument("targets", nargs=-1, metavar="[SITE|URL]...", shell_complete=complete_site)
@data_option()
@click.option(
    "--full", is_flag=True, help="Walk every listing page to its end and look at known pages again."
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Take in at most N notice pages a site."
)
@click.option(
    "--delay",
    type=click.FloatRange(min=0, max=86_400),
    metavar="SECONDS",
    help="Least time between two requests to a host; else as notices.toml says.",
)
@quiet_option
@click.option("--verbose", "-v", is_flag=True, help="Log every request on the terminal.")
@now_option
def crawl_command(
    targets: tuple[str, ...],
    folder: DataFolder,
    full: bool,
    limit: int | None,
    delay: float | None,
    quiet: bool,
    verbose: bool,
    clock: Clock,
) -> None:
    """Visit SITEs, or the notice boards at URLs, or all enabled sites.

    \b
    notices crawl                               all enabled sites
    notices crawl nhc --limit 20                one site, twenty notices
    notices crawl https://host/tzgg/index.html  a notice board, no site file needed

    The summary counts, site by site, the listing pages (lists) and notice pages (pages) that were
    read, the pages that are new or changed, what the archive now holds of the site (notices, and
    copies: pages of notices that another page speaks for), and what failed.

    \b
    Exit code: 0 done; 1 done, but a site that was well or new has failed;
    2 wrong usage or bad configuration; 3 another run is writing; 130 stopped by Ctrl-C.
    """
    if delay is not None and isnan(delay):  # which click takes for a number in any range
        raise UsageError("--delay: got nan, expected a number of seconds")
    sites = chosen_sites(targets, known_sites(folder))
    configuration = load_configuration(folder.settings)
    with tqdm(unit=" page", disable=True if quiet or verbose else None, leave=False) as bar:
        report = crawl(
            folder,
            sites,
            configuration=configuration,
            clock=clock,
            scope=Scope(full=full, limit=limit),
            delay=delay,
            verbose=verbose,
            progress=lambda visit, site: show_progress(bar, visit, site),
        )
    if not quiet:
        click.echo(summary(report))
    for line in news(report):
        click.echo(f"notices: {line}", err=True)
    if report.internal_faults:
        click.echo(
            f"notices: a fault of this program kept {report.internal_faults} pages out; see {folder.logs}",
            err=True,
        )
    raise SystemExit(report.exit_code)


def chosen_sites(targets: Sequence[str], known: dict[str, Site]) -> list[Site]:
    """The sites that *targets* name (ids or addresses); all enabled ones where it names none.

    Several addresses on one host make one site.  Raises ``UsageError`` for an unknown id.
    """
    if not targets:
        enabled = [site for site in known.values() if site.enabled]
        if not enabled:
            raise UsageError(
                "no site is enabled; expected a site or the address of a listing page on the command line, "
                "or a site that `notices sites enable SITE` has enabled"
            )
        return enabled
    by_url = {visit_key(url): site for site in known.values() for url in site.urls}
    chosen: dict[str, Site] = {}
    for target in targets:
        if "://" not in target:
            if target not in known:
                hint = nearest(target, known)
                raise UsageError(
                    f"no site is called {target!r}{hint}; expected one that `notices sites list` names, "
                    "or an address that begins with http:// or https://"
                )
            chosen[target] = known[target]
            continue
        bare = site_for_url(target)
        site = by_url.get(visit_key(target), bare)
        if site.id in chosen and site != chosen[site.id]:
            site = replace(site, urls=tuple(dict.fromkeys((*chosen[site.id].urls, *site.urls))))
        chosen[site.id] = site
    return list(chosen.values())


def summary(report: CrawlReport) -> str:
    """A table with a line a site: what the run read and found there, what the archive holds of it now.

    Below it, the budgets that kept the run from asking more.
    """
    rows = [
        (
            site_id,
            tally.listing_pages,
            tally.fetched,
            tally.new,
            tally.changed,
            report.totals[site_id].notices,
            report.totals[site_id].copies,
            described(tally.undone) or "-",
        )
        for site_id, tally in report.tallies.items()
    ]
    headers = ("site", "lists", "pages", "new", "changed", "notices", "copies", "failures")
    spent = [
        f"{site_id}: {', '.join(sorted(tally.budgets))} reached, the rest waits for the next run"
        for site_id, tally in report.tallies.items()
        if tally.budgets
    ]
    return "\n".join([tabulate(rows, headers=headers), *spent])


def news(report: CrawlReport) -> list[str]:
    """What a person should know, also of a run from cron: each change of a site's health, once.

    Where no site answers, that is one thing to know and to mend, not one a site.
    """
    lines = []
    if report.is_silent and report.newly_failed:
        site_id, verdict = next(iter(report.newly_failed.items()))
        lines.append(
            f"none of the {len(report.verdicts)} sites answers, {site_id} for one: {verdict.cause}; "
            "look whether this machine has a network and a name server"
        )
    for site_id, verdict in report.verdicts.items():
        if verdict.newly_failed and not report.is_silent:
            cause = cause_named(verdict.cause)
            advice = f" ({cause.says}); {cause.do}" if cause else ""
            lines.append(f"{site_id} is {verdict.health}: {verdict.cause}{advice}")
        elif verdict.recovered:
            lines.append(f"{site_id} works again; it was {verdict.before}")
        lines += [f"{site_id}: {note}" for note in report.tallies[site_id].notes]
    return lines


def show_progress(bar: tqdm[Any], visit: Visit, site_id: str) -> None:
    """Move the progress bar on by a page of that site."""
    tallies = visit.tallies.values()
    bar.set_description(urlsplit(f"//{site_id}").netloc or site_id)
    bar.set_postfix(new=sum(tally.new for tally in tallies), failed=sum(tally.failed for tally in tallies))
    bar.update()

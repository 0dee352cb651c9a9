"""`notices sites add`: from one look at a listing page to a site file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from archive.capture import Capture
from archive.data_folder import DataFolder
from archive.errors import UsageError
from archive.identity import visit_key
from archive.options import data_option
from archive.times import china_day, stamp
from crawler.commands.read import is_address
from crawler.configuration import load_configuration
from crawler.importing import capture_of_file
from crawler.listing import Listing
from crawler.probe import probe
from crawler.site import Level, Site, known_sites, read_site, site_for_url, site_values, values_yaml
from crawler.site_proposal import propose_site, read_as_listing

_SHOWN = 5


@click.command("add", short_help="Write a site file from one look at a listing page.")
@click.argument("source", metavar="URL|FILE")
@click.option("--url", metavar="URL", help="The page's address, when the page is a saved file.")
@click.option("--id", "site_id", metavar="ID", help="The site's id; else made from the host.")
@click.option("--name", metavar="NAME", help="The body's full name; else as the page says it.")
@click.option("--level", type=click.Choice(get_args(Level)), help="The body's rank; else from its name.")
@click.option("--region", metavar="CODE", help="GB/T 2260 code of six digits; else from its name.")
@click.option("--yes", "-y", is_flag=True, help="Take what is proposed without asking.")
@data_option()
def add_command(
    source: str,
    url: str | None,
    site_id: str | None,
    name: str | None,
    level: Level | None,
    region: str | None,
    yes: bool,
    folder: DataFolder,
) -> None:
    """Look at one listing page, show what is understood of it, and write DIR/sites/ID.yml.

    \b
    notices sites add https://host/tzgg/
    notices sites add saved.html --url https://host/tzgg/ --id linhu --yes

    On a terminal it asks before it writes; elsewhere it takes what the options say and proposes
    the rest itself.  A page that was visited is `verified` today; a saved one is a `lead`, which
    stays disabled until `notices sites check ID` finds it alive.  No file is ever replaced.
    """
    known = known_sites(folder)
    _refuse_known(url or source, known)
    capture = _capture(source, url, folder)
    _refuse_known(capture.url, known)
    listing = read_as_listing(capture)
    site = propose_site(capture, listing, known)
    proposed = site_values(site)
    del proposed["enabled"]  # follows from `seen`
    if is_address(source):
        today = date.fromisoformat(china_day(stamp(capture.fetched_at)))
        proposed |= {"status": "verified", "seen": today}
    click.echo(_described(capture, listing))
    told = {"name": name, "level": level, "region_code": region}
    proposed |= {key: value for key, value in told.items() if value is not None}
    chosen_id = site_id or site.id
    ask = not yes and sys.stdin.isatty()
    if ask:
        chosen_id = click.prompt("id", default=chosen_id)
        proposed["name"] = click.prompt("name", default=proposed["name"])
    site = _written(proposed, chosen_id, folder, known, ask=ask)
    if not site.enabled:
        click.echo(f"It is disabled until `notices sites check {site.id}` finds it alive.")


def _capture(source: str, url: str | None, folder: DataFolder) -> Capture:
    if is_address(source):
        site = site_for_url(source)
        return probe({source: site.id}, load_configuration(folder.settings), folder)[source].content()
    if url is None:
        raise UsageError(f"{source} is a saved page; expected its address too, as --url https://…")
    return capture_of_file(Path(source), url=site_for_url(url).urls[0])


def _refuse_known(url: str, known: dict[str, Site]) -> None:
    """Raise ``UsageError`` where a site has the listing page already (it is not asked for then)."""
    for site in known.values() if is_address(url) else ():
        if visit_key(url) in map(visit_key, site.urls):
            raise UsageError(
                f"{url} is a listing page of {site.id} ({site.name}) already; "
                f"`notices sites show {site.id}` prints its file"
            )


def _described(capture: Capture, listing: Listing) -> str:
    """What is understood of the page, for a person to judge."""
    dated = sum(entry.date is not None for entry in listing.entries)
    said = f"; the page says there are {listing.total}" if listing.total is not None else ""
    lines = [f"{capture.url} lists {len(listing.entries)} entries, {dated} of them dated{said}"]
    lines += [f"  {entry.date or '-':10}  {entry.title}" for entry in listing.entries[:_SHOWN]]
    if len(listing.entries) > _SHOWN:
        lines.append(f"  … and {len(listing.entries) - _SHOWN} more")
    lines.append(f"next page: {listing.next[0].address if listing.next else 'none was found'}")
    lines.append(f"platform: {listing.platform or 'none that is known'}")
    return "\n".join(lines)


def _written(
    values: dict[str, Any], site_id: str, folder: DataFolder, known: dict[str, Site], *, ask: bool
) -> Site:
    """The site, written to a new file of its own; with *ask*, if the person agrees."""
    path = folder.sites / f"{site_id}.yml"
    site = read_site(values, site_id, str(path))
    if site_id in known:
        raise UsageError(
            f"a site is called {site_id} already ({known[site_id].name}); expected another id, as --id ID"
        )
    text = values_yaml(values)
    click.echo(f"\n{text}")
    if ask:
        click.confirm(f"Write this to {path}?", default=True, abort=True)
    folder.create()
    folder.sites.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    click.echo(f"{site.id} is written to {path}; `notices crawl {site.id} --limit 5` reads a few notices")
    return site

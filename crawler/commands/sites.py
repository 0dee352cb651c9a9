"""`notices sites`: which sites are known, what their files say, and which are crawled."""

from __future__ import annotations

from dataclasses import replace

import click
from tabulate import tabulate

from archive.data_folder import DataFolder
from archive.options import data_option
from crawler.commands.site_add import add_command
from crawler.commands.site_check import check_command
from crawler.commands.site_ids import complete_site, known_site
from crawler.site import known_sites, site_yaml


@click.group("sites")
def sites_group() -> None:
    """List, show, add, check, enable and disable sites.

    \b
    notices sites list
    notices sites add https://host/tzgg/
    notices sites check
    """


sites_group.add_command(add_command)
sites_group.add_command(check_command)


@sites_group.command("list")
@data_option()
def list_command(folder: DataFolder) -> None:
    """List all sites, bundled ones and those in DIR/sites.

    \b
    enabled  whether `notices crawl` visits it when no site is named
    status   lead: somebody saw its listing page; verified: this program read it on that day
    seen     the year or date when that was last so

    \b
    notices sites list
    """
    rows = [
        (
            site.id,
            site.name,
            site.level or "-",
            "yes" if site.enabled else "no",
            site.status,
            site.seen or "-",
        )
        for site in known_sites(folder).values()
    ]
    click.echo(tabulate(rows, headers=("site", "name", "level", "enabled", "status", "seen")))


@sites_group.command("show")
@click.argument("site_id", metavar="SITE", shell_complete=complete_site)
@data_option()
def show_command(site_id: str, folder: DataFolder) -> None:
    """Print what a site's file says, defaults included.

    \b
    notices sites show nhc
    """
    click.echo(site_yaml(known_site(site_id, folder)), nl=False)


@sites_group.command("enable")
@click.argument("site_id", metavar="SITE", shell_complete=complete_site)
@data_option()
def enable_command(site_id: str, folder: DataFolder) -> None:
    """Have a site visited when `notices crawl` names none.

    This writes DIR/sites/SITE.yml, which replaces the bundled file.

    \b
    notices sites enable nhc
    """
    _switch(site_id, folder, enabled=True)


@sites_group.command("disable")
@click.argument("site_id", metavar="SITE", shell_complete=complete_site)
@data_option()
def disable_command(site_id: str, folder: DataFolder) -> None:
    """Leave a site out when `notices crawl` names none.

    This writes DIR/sites/SITE.yml, which replaces the bundled file.

    \b
    notices sites disable nhc
    """
    _switch(site_id, folder, enabled=False)


def _switch(site_id: str, folder: DataFolder, *, enabled: bool) -> None:
    """Write the user's own file for the site, which overrides a bundled one."""
    site = replace(known_site(site_id, folder), enabled=enabled)
    folder.create()
    folder.sites.mkdir(exist_ok=True)
    path = folder.sites / f"{site_id}.yml"
    path.write_text(site_yaml(site), encoding="utf-8")
    click.echo(f"{site_id} is {'enabled' if enabled else 'disabled'} in {path}")

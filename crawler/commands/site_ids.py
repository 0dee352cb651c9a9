"""The argument SITE of several commands: looked up, and completed by the shell."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from archive.data_folder import DataFolder
from archive.errors import NoticesError, UsageError
from crawler.site import Site, known_sites
from crawler.strict_yaml import nearest


def complete_site(context: click.Context, _parameter: click.Parameter, start: str) -> list[CompletionItem]:
    """The ids that begin with *start*, each with the site's name; none where site files are bad."""
    folder = context.params.get("folder") or Path("data")
    try:
        known = known_sites(folder if isinstance(folder, DataFolder) else DataFolder(Path(folder)))
    except NoticesError:  # a completion cannot say what is wrong; the command will
        return []
    return [CompletionItem(site.id, help=site.name) for site in known.values() if site.id.startswith(start)]


def known_site(site_id: str, folder: DataFolder) -> Site:
    """The site of that id; ``UsageError`` with the nearest id where there is none."""
    sites = known_sites(folder)
    if site_id not in sites:
        raise UsageError(
            f"no site is called {site_id!r}{nearest(site_id, sites)}; "
            "expected one that `notices sites list` names"
        )
    return sites[site_id]

"""`notices demo`: the bundled sites served on loopback and crawled by the real engine."""

from __future__ import annotations

from collections.abc import Callable

from archive.clock import Clock
from archive.data_folder import DataFolder
from crawler.configuration import load_configuration
from crawler.crawl import CrawlReport, crawl
from crawler.demo.server import serve
from crawler.demo.site import DemoSite
from crawler.demo.sites import demo_sites
from crawler.itinerary import Scope
from crawler.site import Site, site_yaml
from crawler.visit import Visit


def run_demo(
    folder: DataFolder,
    *,
    clock: Clock,
    free_ports: bool = False,
    progress: Callable[[Visit, str], None] | None = None,
) -> CrawlReport:
    """Serve the demo sites on their fixed ports (or on free ones), crawl them without delay, and report.

    Their site files are written to ``DIR/sites``, as an operator would write them.  Raises
    ``UsageError`` when a port is taken.
    """
    with serve(demo_sites(), ports=0 if free_ports else None) as serving:
        sites = [site_of(site, serving.urls[site.id]) for site in demo_sites()]
        write_site_files(folder, sites)
        return crawl(
            folder,
            sites,
            configuration=load_configuration(folder.settings),
            clock=clock,
            scope=Scope(),
            delay=0,
            progress=progress,
        )


def site_of(demo: DemoSite, base_url: str) -> Site:
    """The site file's content for a demo site that is served at *base_url*."""
    return Site(
        id=demo.id,
        name=demo.name,
        level=demo.level,
        region_code=demo.region_code,
        urls=(base_url + demo.listing_path,),
        status="verified",
        seen="2025",
        enabled=True,
    )


def write_site_files(folder: DataFolder, sites: list[Site]) -> None:
    """Write each site's YAML file to ``DIR/sites``."""
    folder.create()
    folder.sites.mkdir(exist_ok=True)
    for site in sites:
        (folder.sites / f"{site.id}.yml").write_text(site_yaml(site), encoding="utf-8")

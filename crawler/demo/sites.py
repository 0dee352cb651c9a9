"""The bundled demo sites, rendered once from texts, placements and templates."""

from __future__ import annotations

from functools import cache

from crawler.demo.placements import load_placements
from crawler.demo.render import render_pages
from crawler.demo.site import DemoSite, Page

__all__ = ["DemoSite", "Page", "demo_sites"]


@cache
def demo_sites() -> tuple[DemoSite, ...]:
    """Every demo site with all its pages; the same bytes on every call and machine."""
    return tuple(
        DemoSite(
            id=site.id,
            name=site.name,
            level=site.level,
            region_code=site.region_code,
            listing_path=site.listing.path,
            encoding=site.encoding,
            port=site.port,
            pages=render_pages(site),
        )
        for site in load_placements()
    )

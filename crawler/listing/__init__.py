"""Understanding listing pages: entries, next pages, platforms; pure, no network and no Scrapy."""

from crawler.listing.kind import is_listing
from crawler.listing.reading import read_listing
from crawler.listing.record import Entry, Listing, NextPage

__all__ = ["Entry", "Listing", "NextPage", "is_listing", "read_listing"]

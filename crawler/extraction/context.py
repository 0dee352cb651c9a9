"""Context: what reading may know beyond the page itself, all of it given, none of it looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """Facts about the site and the listing entry that led to the page."""

    site: str = ""
    site_name: str | None = None
    region_code: str | None = None
    """GB/T 2260 code of the site's body, if it has one."""
    listed_title: str | None = None
    """The entry's title on the listing page; often the full one where the page's is cut."""
    listed_date: str | None = None
    """The entry's date on the listing page, ISO 8601."""
    attachment_texts: Mapping[str, str] = field(default_factory=dict)
    """Text of attachments by the sha256 of their content."""

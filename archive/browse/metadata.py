"""Where Datasette's metadata file for an archive lies: titles, search box, facets, hidden tables."""

from __future__ import annotations

from pathlib import Path


def metadata_path() -> Path:
    """``datasette_metadata.json``, which installs with this package; a checkout links to it at its top."""
    return Path(__file__).with_name("datasette_metadata.json")

"""The words that sites put around titles, as patterns."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from archive.plain_yaml import load_yaml


@cache
def _words() -> dict[str, str]:
    raw = load_yaml(resources.files(__package__).joinpath("titles.yml").read_text("utf-8"))
    return {
        "prefix": "|".join(f"(?:{pattern})" for pattern in raw["prefixes"]),
        "suffix": "|".join(f"(?:{pattern})" for pattern in raw["suffixes"]),
        "site": raw["site_names"],
        "letter": raw["headlines_of_letters"],
        "generic": raw["generic"],
        "column": raw["columns"],
    }


@cache
def title_pattern(name: str) -> re.Pattern[str]:
    """The pattern ``prefix``, ``suffix``, ``site``, ``letter``, ``generic`` or ``column`` of titles.yml."""
    return re.compile(_words()[name], re.I)

"""Lists of words that the fields know, as alternatives for their patterns.

A list in a YAML file beside the modules that use it::

    called:
      words: [小姐, 先生, 医[生师]]     # pieces of patterns, over folded text; the first that fits counts
      known: [王先生, 李医师]           # texts that hold one of the words, and
      other: [先行]                     # texts that hold none; the tests run both
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from archive.plain_yaml import load_yaml


def alternatives(package: str, name: str) -> str:
    """The words of the list *name* in the file of *package*, which is called as the package is."""
    return "|".join(load_lists(package)[name]["words"])


@cache
def load_lists(package: str) -> dict[str, dict[str, Any]]:
    """Every list of *package* by name, each with its ``words`` and example texts."""
    file = resources.files(package).joinpath(f"{package.rpartition('.')[2]}.yml")
    lists: dict[str, dict[str, Any]] = load_yaml(file.read_text("utf-8"))
    return lists

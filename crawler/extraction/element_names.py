"""What the id and class names of an element say it holds: body, title, chrome or caption."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

import yaml

_LONGEST = 1000  # characters of an attribute that are looked at


class Role:
    """What an element's names say: bits of an int, since several may hold (enum flags are slow)."""

    NONE = 0
    BODY = 1
    TITLE = 2
    CHROME = 4
    CAPTION = 8


_ROLES = {"body": Role.BODY, "title": Role.TITLE, "chrome": Role.CHROME, "caption": Role.CAPTION}


class _Names(NamedTuple):
    """The roles of ids, or of classes, in small letters."""

    whole: dict[str, int]
    beginnings: dict[str, list[tuple[str, int]]]
    """By their own first characters."""


_MARKED = 3
"""Characters by which beginnings of names are found; none is shorter."""


@cache
def _names(mark: str) -> _Names:
    """The names that layout.yml gives with *mark* (``#`` or ``.``) or without one."""
    data = yaml.safe_load(resources.files(__package__).joinpath("layout.yml").read_text("utf-8"))
    whole: dict[str, int] = {}
    beginnings: dict[str, list[tuple[str, int]]] = {}
    for kind, role in _ROLES.items():
        for written in map(str.lower, data[kind]):
            name = written.removeprefix(mark)
            if name[0] in "#.":
                continue
            if name.endswith("*"):
                beginnings.setdefault(name[:_MARKED], []).append((name[:-1], role))
            else:
                whole[name] = whole.get(name, Role.NONE) | role
    return _Names(whole, beginnings)


def role_of(element_id: str, classes: str) -> int:
    """The role that an ``id`` and a ``class`` attribute (either may be empty) give together."""
    role = Role.NONE
    if classes:
        names = _names(".")
        for name in classes[:_LONGEST].lower().split():
            if name in names.whole:
                role |= names.whole[name]
            if name[:_MARKED] in names.beginnings:
                role |= _role_of_beginning(name, names)
    if element_id:
        names = _names("#")
        name = element_id[:_LONGEST].strip().lower()
        role |= names.whole.get(name, Role.NONE)
        if name[:_MARKED] in names.beginnings:
            role |= _role_of_beginning(name, names)
    return role


def _role_of_beginning(name: str, names: _Names) -> int:
    role = Role.NONE
    for beginning, its_role in names.beginnings[name[:_MARKED]]:
        if name.startswith(beginning):
            role |= its_role
    return role

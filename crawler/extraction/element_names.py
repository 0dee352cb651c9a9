"""What the names of an element say it holds: body, title, source, chrome, caption, box, nothing seen."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Final, NamedTuple

from archive.plain_yaml import load_yaml

_LONGEST = 1000  # characters of an attribute that are looked at


class Role:
    """What an element's names say: bits of an int, since several may hold (enum flags are slow)."""

    NONE: Final = 0
    BODY: Final = 1
    TITLE: Final = 2
    CHROME: Final = 4
    CAPTION: Final = 8
    BOX: Final = 16
    """A player, a vote, an advertisement, further reading: none of the text, wherever it stands."""
    HIDDEN: Final = 32
    """The style sheet, which is not at hand, shows nothing of it."""
    SOURCE: Final = 64
    """Who the text was taken from."""


_ROLES = {
    "body": Role.BODY,
    "title": Role.TITLE,
    "chrome": Role.CHROME,
    "caption": Role.CAPTION,
    "box": Role.BOX,
    "hidden": Role.HIDDEN,
    "source": Role.SOURCE,
}


_Affixes = dict[str, list[tuple[tuple[str, ...], int]]]


class _Names(NamedTuple):
    """The roles of ids, or of classes, in small letters."""

    whole: dict[str, int]
    beginnings: _Affixes
    """Those of each role by their own first characters."""
    endings: _Affixes
    """Those of each role by their own last characters."""


_MARKED = 3
"""Characters by which beginnings and endings of names are found; none is shorter."""
_FROM = -_MARKED
_DASHES = "-_"


@cache
def _names(mark: str) -> _Names:
    """The names that layout.yml gives with *mark* (``#`` or ``.``) or without one."""
    data = load_yaml(resources.files(__package__).joinpath("layout.yml").read_text("utf-8"))
    whole: dict[str, int] = {}
    beginnings: list[tuple[str, int]] = [(word + dash, Role.BOX) for word in data["box"] for dash in _DASHES]
    for kind, role in _ROLES.items():
        for written in map(str.lower, data[kind]):
            name = written.removeprefix(mark)
            if name[0] in "#.<":
                continue
            if name.endswith("*"):
                beginnings.append((name[:-1], role))
            else:
                whole[name] = whole.get(name, Role.NONE) | role
    captions = [name.removeprefix(".") for name in data["caption"] if "-" in name]
    whole |= {name.replace("-", "_"): Role.CAPTION for name in captions if mark == "."}
    endings = [(dash + word, Role.BOX) for word in data["box"] for dash in _DASHES]
    endings += [
        (dash + name.replace("-", inner), Role.CAPTION)
        for name in captions
        for dash, inner in product(_DASHES, repeat=2)
    ]
    return _Names(
        whole,
        _by_mark([(name[:_MARKED], name, role) for name, role in beginnings]),
        _by_mark([(name[_FROM:], name, role) for name, role in endings]),
    )


def _by_mark(affixes: list[tuple[str, str, int]]) -> _Affixes:
    """Beginnings or endings of names by what they are found by, and by role."""
    grouped: dict[str, dict[int, tuple[str, ...]]] = {}
    for mark, name, role in affixes:
        of_mark = grouped.setdefault(mark, {})
        of_mark[role] = (*of_mark.get(role, ()), name)
    return {mark: [(names, role) for role, names in of_mark.items()] for mark, of_mark in grouped.items()}


def role_of(element_id: str, classes: str) -> int:
    """The role that an ``id`` and a ``class`` attribute (either may be empty) give together."""
    role = _role_of_classes(classes[:_LONGEST]) if classes else Role.NONE
    if element_id:
        names = _names("#")
        name = element_id[:_LONGEST].strip().lower()
        role |= names.whole.get(name, Role.NONE)
        if name[:_MARKED] in names.beginnings:
            role |= _role_of_beginning(name, names)
    return role


@cache
def roles_of_elements() -> dict[str, int]:
    """The roles of elements that some systems call by names of their own: ``<founder-title>``."""
    data = load_yaml(resources.files(__package__).joinpath("layout.yml").read_text("utf-8"))
    return {
        name.strip("<>"): role for kind, role in _ROLES.items() for name in data[kind] if name.startswith("<")
    }


@lru_cache(maxsize=4096)
def _role_of_classes(classes: str) -> int:
    whole, beginnings, endings = names = _names(".")
    role = Role.NONE
    for name in classes.lower().split():
        if name in whole:
            role |= whole[name]
        if name[:_MARKED] in beginnings:
            role |= _role_of_beginning(name, names)
        if name[_FROM:] in endings:
            role |= _role_of_ending(name, names)
    return role


def _role_of_beginning(name: str, names: _Names) -> int:
    role = Role.NONE
    for beginnings, its_role in names.beginnings[name[:_MARKED]]:
        if name.startswith(beginnings):
            role |= its_role
    return role


def _role_of_ending(name: str, names: _Names) -> int:
    role = Role.NONE
    for endings, its_role in names.endings[name[_FROM:]]:
        if name.endswith(endings):
            role |= its_role
    return role

"""What the id and class names of an element say it holds: body, title, chrome or caption."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

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


@cache
def _rules() -> tuple[dict[str, int], tuple[tuple[re.Pattern[str], int], ...]]:
    """Whole names with their roles, and by role a pattern of the beginnings of names."""
    data = yaml.safe_load(resources.files(__package__).joinpath("layout.yml").read_text("utf-8"))
    exact: dict[str, int] = {}
    for kind, role in _ROLES.items():
        for name in map(str.lower, data[kind]):
            if not name.endswith("*"):
                exact[name] = exact.get(name, Role.NONE) | role
    beginnings = []
    for kind, role in _ROLES.items():
        names = [name[:-1].lower() for name in data[kind] if name.endswith("*")]
        # A name without a mark may be an id or a class.
        bare = [re.escape(name) for name in names if name[0] not in "#."]
        patterns = [re.escape(name) for name in names if name[0] in "#."]
        patterns += [f"[#.](?:{'|'.join(bare)})"] if bare else []
        if patterns:
            beginnings.append((re.compile("|".join(patterns)), role))
    return exact, tuple(beginnings)


def role_of(element_id: str, classes: str) -> int:
    """The role that an ``id`` and a ``class`` attribute (either may be empty) give together."""
    return _role_of(element_id[:_LONGEST], classes[:_LONGEST])


@lru_cache(maxsize=8192)
def _role_of(element_id: str, classes: str) -> int:
    exact, beginnings = _rules()
    role = Role.NONE
    names = ["#" + element_id.strip().lower()] if element_id else []
    names += ["." + name for name in classes.lower().split()]
    for marked in names:
        role |= exact.get(marked, Role.NONE) | exact.get(marked[1:], Role.NONE)
        for beginning, its_role in beginnings:
            if beginning.match(marked) is not None:
                role |= its_role
    return role

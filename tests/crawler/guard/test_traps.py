"""An address is asked for unless it is beyond what any notice has."""

import re

import pytest

from crawler.guard.traps import bounds, trap


def address(path: str) -> str:
    """The example as an address; ``{9}`` stands for so many characters."""
    return "http://wsjk.example" + re.sub(r"\{(\d+)\}", lambda match: "a" * int(match[1]), path)


EXAMPLES = [
    (name, path, kind) for name in bounds() for kind in ("beyond", "within") for path in bounds()[name][kind]
]


@pytest.mark.parametrize(("name", "path", "kind"), EXAMPLES, ids=lambda value: value[:30])
def test_each_bound_stops_what_is_beyond_it_and_nothing_else(name: str, path: str, kind: str) -> None:
    said = trap(address(path))
    words = {"length": "characters", "repeats": "times", "depth": "pieces"}
    assert (said is not None and words[name] in said) is (kind == "beyond"), said


def test_every_bound_has_examples_on_both_sides_of_it() -> None:
    assert all(bound["beyond"] and bound["within"] for bound in bounds().values())

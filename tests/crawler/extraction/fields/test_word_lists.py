"""Every list of words that the fields know finds its examples, and not its counterexamples."""

import re
from importlib import resources

import pytest

from crawler.extraction.fields.word_lists import alternatives, load_lists

PACKAGES = tuple(
    f"crawler.extraction.fields.{folder.name}"
    for folder in resources.files("crawler.extraction.fields").iterdir()
    if folder.is_dir() and folder.joinpath(f"{folder.name}.yml").is_file()
)


def examples(kind: str) -> list[tuple[str, str, str]]:
    return [
        (package, name, text)
        for package in sorted(PACKAGES)
        for name, its in load_lists(package).items()
        for text in its[kind]
    ]


@pytest.mark.parametrize(("package", "name", "text"), examples("known"))
def test_a_list_knows_its_examples(package: str, name: str, text: str) -> None:
    assert re.search(alternatives(package, name), text)


@pytest.mark.parametrize(("package", "name", "text"), examples("other"))
def test_a_list_leaves_its_counterexamples(package: str, name: str, text: str) -> None:
    assert not re.search(alternatives(package, name), text)

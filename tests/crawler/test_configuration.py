"""notices.toml is read strictly: every mistake is named with the file, the key and what was expected."""

from pathlib import Path

import pytest

from archive.errors import UsageError
from crawler.configuration import Configuration, load_configuration


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_configuration(tmp_path / "notices.toml") == Configuration()


def test_given_values_replace_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "notices.toml"
    path.write_text('contact = "编辑部 you@example.org"\ndelay = 2\nmax_pages = 50\n', encoding="utf-8")
    assert load_configuration(path) == Configuration(contact="编辑部 you@example.org", delay=2, max_pages=50)


def test_a_byte_order_mark_as_windows_editors_write_it_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "notices.toml"
    path.write_bytes(b"\xef\xbb\xbfdelay = 2\r\n")
    assert load_configuration(path) == Configuration(delay=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("delai = 2", "delay"),
        ("delay = -1", "at least 0"),
        ('delay = "2"', "number"),
        ("delay = true", "number"),
        ("delay = nan", "number"),
        ("longest_crawl_delay = 90_000", "at most 86_400"),
        ("max_pages = 1.5", "whole number"),
        ("hosts_at_once = 0", "at least 1"),
        ("max_bytes = 9_000_000_000_000", "at most 1_000_000_000_000"),
        ("contact = 5", "address"),
        ('contact = "  "', "address"),
        ('contact = "a\\nb"', "address"),
        ("delay = ", "TOML"),
        ("[delay]", "number"),
    ],
)
def test_a_mistake_is_named_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "notices.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_configuration(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)

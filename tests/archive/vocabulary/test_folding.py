"""Folding is the same whatever the length of a text."""

from __future__ import annotations

from archive.vocabulary.folding import fold

CHARACTERS = "".join(map(chr, (*range(0x2000, 0xD800), *range(0xE000, 0x10000))))


def test_a_long_text_folds_like_its_parts() -> None:
    parts = [CHARACTERS[start : start + 1000] for start in range(0, len(CHARACTERS), 1000)]
    assert fold(CHARACTERS * 3) == "".join(map(fold, parts)) * 3


def test_marks_of_word_processors_are_marks() -> None:
    assert fold("联系人∶贺兰庭﹐电话︰2207830") == "联系人:贺兰庭,电话:2207830"


def test_an_offset_in_the_folded_text_is_one_in_the_printed_text() -> None:
    assert len(fold(CHARACTERS)) == len(CHARACTERS)
    assert fold("衞生（2024）　１號") == "卫生(2024) 1号"

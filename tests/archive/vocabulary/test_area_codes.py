"""Telephone area codes: which region a number is of."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from archive.vocabulary.area_codes import region_of_telephone
from archive.vocabulary.regions import region_names


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("0571-88990011", "330100"),
        ("(0571)88990011", "330100"),
        ("010-61234567", "110000"),
        ("0731-88990011", "430000"),  # three prefectures share it
        ("0539-7230916-802", "371300"),
        ("0531-6660 1234", "370100"),
        ("0531-12320", "370100"),
        ("0531-12", None),
        ("0600-8899001", None),  # not in use
        ("88990011", None),
        ("13912345678", None),
        ("0571", None),
    ],
)
def test_an_area_code_tells_the_region(number: str, code: str | None) -> None:
    assert region_of_telephone(number) == code


def test_every_area_code_is_of_a_known_prefecture_or_province() -> None:
    text = resources.files("archive.vocabulary").joinpath("area_codes.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({row["area"] for row in rows}) == len(rows) > 300
    assert all(row["code"] in region_names() for row in rows)

"""Numbers in Han digits."""

import pytest

from archive.vocabulary.han_numbers import han_number, han_year


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("元", 1),
        ("九", 9),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("廿三", 23),
        ("卅", 30),
        ("拾贰", 12),
        ("一百一十三", 113),
        ("一百零三", 103),
        ("一二", 12),
        ("一二三四", None),
        ("甲", None),
        ("十甲", None),
    ],
)
def test_a_number_below_two_hundred_is_read(text: str, value: int | None) -> None:
    assert han_number(text) == value


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2011", 2011),
        ("二〇一一", 2011),
        ("二OO八", 2008),
        ("一九九九", 1999),
        ("三〇一一", None),
        ("二〇一", None),
        ("二〇某一", None),
    ],
)
def test_a_year_has_four_digits_of_our_time(text: str, year: int | None) -> None:
    assert han_year(text) == year

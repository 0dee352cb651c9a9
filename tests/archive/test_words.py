"""What readers see in place of stored dates, addresses and texts without end."""

from __future__ import annotations

import pytest

from archive.browse.words import Day, day, partial_date, short, web_link


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-08-30", "2024-08-30"),
        ("2024-08", "2024-08"),
        ("--08-30", "8月30日（未注明年份）"),
        (None, ""),
        ("八月", "八月"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(date: str | None, shown: str) -> None:
    assert partial_date(date) == shown


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("2024-08-13", "2024", "2024-08-13", "2024-08-12"), Day("2024-08-13")),
        (("2024-08", "2024", None, "2024-08"), Day("2024-08")),
        (("2024-11-20", None, None, None), Day("未注明日期", "2024-11-20 收录")),
        (("2024-11-20", None, None, "--08-30"), Day("8月30日（未注明年份）", "2024-11-20 收录")),
    ],
)
def test_the_day_of_taking_in_never_passes_for_a_notices_date(
    columns: tuple[str | None, str | None, str | None, str | None], expected: Day
) -> None:
    assert day(*columns) == expected


def test_a_text_without_end_is_cut_and_says_so() -> None:
    assert short("长" * 301) == "长" * 300 + "……（共 301 字）"
    assert (short("长" * 300), short(None)) == ("长" * 300, "")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
        ),
        *("file:" + "ab" * 32, "ftp://a.example/", "//a.example/", "http:a", "https://[", "", " ", None),
    ],
)
def test_a_reader_can_follow_no_address_but_a_web_address(url: str | None) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize("url", ["http://a.example/x", "https://a.example:8443/?q=1"])
def test_a_reader_can_follow_a_web_address(url: str) -> None:
    assert web_link(url) == url

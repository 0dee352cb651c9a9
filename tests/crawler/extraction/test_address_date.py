"""Dates in addresses, as content management systems write them."""

from __future__ import annotations

import pytest

from crawler.extraction.address_date import date_in_address, month_in_address


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/xxgk/202408/t20240812_123.html", "2024-08-12"),
        ("/art/2024/8/2/art_1_22.html", "2024-08-02"),
        ("/2017-11/21/content_5.htm", "2017-11-21"),
        ("/2024-08-12/99.html", "2024-08-12"),
        ("/jcws/20240511/b5c2.html", "2024-05-11"),
        ("/system/2024/08/12/010.shtml", "2024-08-12"),
        ("/n1/2024/0510/c1004-402.html", "2024-05-10"),
        ("/202408121030123/index.shtml", "2024-08-12"),
        ("/rain/a/20231019A02KX100", "2023-10-19"),
        ("/a/20240803A03PL800.html", "2024-08-03"),
        ("/a/20231019A4", None),
        ("/a/20231319A02KX100", None),
        ("/col/202408/abcdef.shtml", None),
        ("/art/2024/art_abc.html", None),
        ("/a/20241345/x.html", None),
        ("/view?d=/20240812/", None),
        ("/123456.html", None),
    ],
)
def test_a_whole_date_in_the_path_counts(path: str, expected: str | None) -> None:
    assert date_in_address("http://www.qingchuan.example" + path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/col/202408/abcdef.shtml", "2024-08"),
        ("/html/2024-08/content_5.htm", "2024-08"),
        ("/2024/08/5.html", "2024-08"),
        ("/a/202413/5.html", None),
        ("/2024/5.html", None),
        ("/news/12024085.html", None),
        ("/view?d=/202408/", None),
    ],
)
def test_a_month_alone_in_the_path_is_told_apart(path: str, expected: str | None) -> None:
    assert month_in_address("http://www.qingchuan.example" + path) == expected

"""Dates as notices print them."""

import time

import pytest

from archive.vocabulary.dates import find_dates, is_after, most_recent, parse_date

PRINTED = [
    ("25.03.2024", "2024-03-25"),
    ("3/24/2020", "2020-03-24"),
    ("3/4/2020 12:00:00 AM", "2020-03-04"),
    ("5.5.2024", "2024-05-05"),
    ("2024年8月12日", "2024-08-12"),
    ("2024 年 8 月 12 日", "2024-08-12"),
    ("2024年08月13日  13:02", "2024-08-13"),
    ("２０２４年８月１２日", "2024-08-12"),
    ("二〇二四年八月十二日", "2024-08-12"),
    ("二○一一年十月二十三日", "2011-10-23"),
    ("二◯一一年十二月三十一日", "2011-12-31"),
    ("二ＯＯ八年五月十日", "2008-05-10"),
    ("二OO八年元月廿三日", "2008-01-23"),
    ("二零二〇年一月二十日", "2020-01-20"),
    ("二\u041e一三年五月十日", "2013-05-10"),  # a Cyrillic O
    ("二\u039f一三年五月十日", "2013-05-10"),  # a Greek one
    ("公元2024年8月12日", "2024-08-12"),
    ("??2024年8月12日", "2024-08-12"),
    ("2023 年 9 月 2O 日", "2023-09-20"),  # a letter O among figures
    ("2O23年1O月3o日", "2023-10-30"),
    ("2023年O9月O1日", "2023-09-01"),
    ("2013-7-3", "2013-07-03"),
    ("2022/08/01", "2022-08-01"),
    ("2025.06.17", "2025-06-17"),
    ("2017——04——12 21:37", "2017-04-12"),
    ("民國113年4月24日", "2024-04-24"),
    ("中華民國112年5月31日", "2023-05-31"),
    ("中华民国一百一十三年四月二日", "2024-04-02"),
    ("112年6月7日", "2023-06-07"),
    ("本( 111 )年 6 月", "2022-06"),
    ("2022年5月6日24时", "2022-05-06"),
    ("2014年10月", "2014-10"),
    ("8月30日", "--08-30"),
    ("年3月5日", "--03-05"),
    ("3月5号", "--03-05"),
    ("2024年8月12-14日", "2024-08-12"),
    ("2024年8月12", "2024-08-12"),
]

NO_DATE = [
    "",
    "Invalid date",
    "20_年8月12日",
    "20__ 年8月12日",
    "20xx年8月12日",
    "200*年8月12日",
    "二OO*年八月十二日",
    "××年8月12日",
    "20年8月12日",
    "2023年2月29日",
    "2024-13-01",
    "2024年13月1日",
    "1948年5月6日",
    "民国30年5月6日",
    "3.7.2013",
    "01/02/2016",
    "版本1.13.2024.2",
    "31.31.2024",
    "农历八月十五日",
    "0901-2019-00012",
    "12个月",
    "三个月15日",
]


@pytest.mark.parametrize(("text", "iso"), PRINTED)
def test_a_printed_date_is_read(text: str, iso: str) -> None:
    assert [found.iso for found in find_dates(text)] == [iso]
    assert parse_date(text) == iso


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_certain_date_gives_none(text: str) -> None:
    assert find_dates(text) == ()
    assert parse_date(text) is None


WHOLE_VALUES = [
    ("[08-12]", "--08-12"),
    ("【2024-08-12】", "2024-08-12"),
    ("(08/12)", "--08-12"),
    ("20240812", "2024-08-12"),
    ("20240812093000", "2024-08-12"),
    ("2024-08", "2024-08"),
    ("2024", "2024"),
    ("2024年", "2024"),
    ("112-06-08", "2023-06-08"),
    ("2024-08-12T10:30:00+08:00", "2024-08-12"),
    ("2024-08-12T20:30:00Z", "2024-08-13"),
    ("Mon, 12 Aug 2024 03:04:05 GMT", "2024-08-12"),
    ("Aug 12, 2024", "2024-08-12"),
    ("12 Aug 2024 03:04:05 CST", "2024-08-12"),
    ("2024-08-12 09:30:00.0", "2024-08-12"),
    ("发布时间：2024-08-12 09:30", "2024-08-12"),
    ("0001-01-01T00:00:00+08:00", None),
    ("9999-12-31T23:59:59Z", None),
    ("Mon, 01 Jan 0001 00:00:00 GMT", None),
    ("Sep 2024 08:00:00", None),
    ("Aug 12 09:30:00", None),
    ("22-08-26", None),
    ("昨天", None),
    ("1234567890", None),
    ("a" * 100_000, None),
]


@pytest.mark.parametrize(("text", "iso"), WHOLE_VALUES)
def test_a_value_that_is_nothing_but_a_date_may_be_short(text: str, iso: str | None) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("22-08-26", "2022-08-26"),
        ("98-08-26", "1998-08-26"),
        ("24年8月12日", "2024-08-12"),
        ("今天 10:20", "2024-08-20"),
        ("昨天", "2024-08-19"),
        ("3天前", "2024-08-17"),
        ("5小时前", "2024-08-20"),
    ],
)
def test_the_day_of_the_capture_settles_short_and_relative_dates(text: str, iso: str) -> None:
    assert parse_date(text, pivot="2024-08-20") == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-08-21", "2024-08-21"),
        ("2024-08-22", None),
        ("2024-09", None),
        ("2024-08", "2024-08"),
        ("8月30日", "--08-30"),
    ],
)
def test_a_date_later_than_the_day_after_the_capture_is_refused(text: str, iso: str | None) -> None:
    assert parse_date(text, latest="2024-08-20") == iso


def test_found_dates_keep_their_text_and_place() -> None:
    text = "请于2024 年8月12日前报送，9月1日起执行；见2024-07-30稿。"
    found = find_dates(text)
    assert [(item.iso, item.raw) for item in found] == [
        ("2024-08-12", "2024 年8月12日"),
        ("--09-01", "9月1日"),
        ("2024-07-30", "2024-07-30"),
    ]
    assert all(text[item.start : item.end] == item.raw for item in found)


@pytest.mark.parametrize(
    "text", ["2024.8.1-2024.8.30", "2024/8/1-2024/8/30", "2024-8-1 - 2024-8-30", "2024.8.1—2024.8.30"]
)
def test_a_dash_between_days_in_figures_parts_two_of_them(text: str) -> None:
    found = find_dates(text)
    assert [item.iso for item in found] == ["2024-08-01", "2024-08-30"]
    assert all(text[item.start : item.end] == item.raw for item in found)


def test_a_date_after_other_digits_is_not_cut_out_of_them() -> None:
    assert find_dates("编号112024年8月12日") == ()
    assert find_dates("AB-2024-08-12") == ()
    assert find_dates("2024.8.1-2024.8.30-5") == ()


@pytest.mark.parametrize(
    ("iso", "day", "whole"),
    [
        ("--08-12", "2024-08-20", "2024-08-12"),
        ("--12-30", "2024-01-05", "2023-12-30"),
        ("--01-01", "2023-12-31", "2024-01-01"),
        ("--02-29", "2023-03-01", "2020-02-29"),
        ("2021-05", "2024-01-05", "2021-05"),
    ],
)
def test_a_list_means_the_most_recent_such_day(iso: str, day: str, whole: str) -> None:
    assert most_recent(iso, day) == whole


def test_a_partial_date_is_late_only_when_it_wholly_is() -> None:
    assert not is_after("2024-08", "2024-08-20")
    assert is_after("2025", "2024-08-20")


@pytest.mark.parametrize("unit", ["月", "1月", "年1月", "20", "2024-", "一", "　", "(1", "民國"])
def test_long_hostile_text_is_read_in_linear_time(unit: str) -> None:
    started = time.process_time()
    find_dates(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 2

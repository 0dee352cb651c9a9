"""Entries among data: fields are known by their values, whatever they are called."""

from __future__ import annotations

import pytest

from crawler.listing.records import entries_of
from crawler.listing.script_rows import data_of

BASE = "http://wsjk.qingchuan.example/tzgg/index.html"
DAY = "2024-09-01"
TITLES = ["关于做好登革热防控工作的通知", "关于开展义诊活动的通知", "2024年7月全省法定传染病疫情概况"]
PATHS = ["/tzgg/202408/318.html", "/tzgg/202408/317.html", "/tzgg/202407/316.html"]
DAYS = ["2024-08-26", "2024-08-20", "2024-07-31"]
WANTED = [
    (title, f"http://wsjk.qingchuan.example{path}", day)
    for title, path, day in zip(TITLES, PATHS, DAYS, strict=True)
]


def records(title: str, url: str, date: str, **more: object) -> list[dict[str, object]]:
    return [
        {title: row[0], url: row[1], date: row[2], **more} for row in zip(TITLES, PATHS, DAYS, strict=True)
    ]


def read(value: object) -> list[tuple[str, str, str | None]]:
    return [(entry.title, entry.url, entry.date) for entry in entries_of([value], BASE, DAY)]


@pytest.mark.parametrize(
    "value",
    [
        records("title", "url", "date"),
        records("aT", "aU", "aPd"),
        records("x", "y", "z"),
        {"code": 0, "data": {"total": 3, "rows": records("NAME", "LINKURL", "ADDTIME", ORGNAME="办公室")}},
        {"nav": [{"name": "首页", "url": "/"}, {"name": "概况", "url": "/gk/"}], "list": records("t", "u", "d")},
        records("title", "url", "pubDate", updateTime="2024-09-01", cover="/u/1.png", siteName="清川市卫生健康委员会"),
        [list(row) for row in zip(DAYS, TITLES, PATHS, strict=True)],
        [[row[0], *row, "_blank"] for row in zip(TITLES, PATHS, DAYS, strict=True)],
    ],
    ids=["named", "initials", "meaningless", "nested", "beside-navigation", "beside-others", "arrays", "doubled"],
)  # fmt: skip
def test_the_fields_of_an_entry_are_known_by_their_values(value):
    assert read(value) == WANTED


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2024-08-26 10:00:00", "2024-08-26"), ("2024/8/26", "2024-08-26"), ("20240826", "2024-08-26"),
        ("2024年8月26日", "2024-08-26"), (1724659200, "2024-08-26"), (1724659200000, "2024-08-26"),
        ("1724659200", "2024-08-26"), ("2024-08-25T20:00:00Z", "2024-08-26"),
    ],
)  # fmt: skip
def test_a_date_is_read_in_any_of_its_forms(given, iso):
    rows = [{"title": TITLES[0], "url": PATHS[0], "date": given}]
    assert read(rows) == [(TITLES[0], f"http://wsjk.qingchuan.example{PATHS[0]}", iso)]


@pytest.mark.parametrize(
    "value",
    [
        [], {}, None, [{"name": "首页", "url": "/"}], [{"title": "通知"}], [["a", "b"]],
        [{"name": "机构概况", "url": "/gk/"}, {"name": "政务公开", "url": "/zw/"}, {"name": "办事服务", "url": "/bs/"}],
        [{"img": "/a.png", "title": TITLES[0], "date": DAYS[0]}],
    ],
)  # fmt: skip
def test_what_is_no_list_of_notices_gives_no_entries(value):
    assert read(value) == []


def test_markup_in_a_title_is_taken_off_and_codes_are_read():
    rows = [
        {"t": "<em>通知</em>：关于&amp;义诊", "u": "/a/318.html", "d": DAYS[0]},
        {"t": "%u901a%u77e5", "u": "/a/319.html", "d": DAYS[1]},
    ]
    assert [title for title, _, _ in read(rows)] == ["通知：关于&义诊", "通知"]


def test_an_address_within_a_json_string_is_found():
    rows = [{"aT": TITLES[0], "aPd": DAYS[0], "aU": '{"common":"/a/content_318.html"}'}]
    assert read(rows) == [(TITLES[0], "http://wsjk.qingchuan.example/a/content_318.html", DAYS[0])]


def test_half_a_character_at_the_end_of_a_cut_title_is_left_out():
    rows = ",".join(
        rf'{{"title":"\ud83d\udce2{title}\ud83d","url":"{path}","date":"{day}"}}'
        for title, path, day in zip(TITLES, PATHS, DAYS, strict=True)
    )
    answer = f'{{"list":[{rows}]}}'
    (value,) = data_of(answer)
    assert [title for title, _, _ in read(value)] == [f"📢{title}" for title in TITLES]
    assert data_of(f"var x = {answer}".replace('"title"', "title")) == [value]

"""What changed on a page, and the order of its contents in time."""

import json
from itertools import permutations
from typing import Any

import pytest

from archive.notice import Attachment, Contact, Deadline, Notice
from archive.versions import Observation, changes, observe

BASE: dict[str, Any] = {
    "title": "关于防蚊灭蚊的通知",
    "body": "请于8月30日前清理积水，共3处。",
    "issuers": ("临湖区卫生健康局",),
    "published_date": "2024-08-12",
    "document_number": "临卫发〔2024〕16号",
    "contacts": (Contact(name=("秦望舒",), phone=("0999-5550123",)),),
    "attachments": (Attachment(name="台账.xlsx", url="http://a.example/1.xlsx"),),
    "deadlines": (Deadline(raw="8月30日前", date="2024-08-30"),),
}


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({}, ()),
        ({"title": "关于开展防蚊灭蚊的通知"}, ("title",)),
        ({"title": None}, ("title",)),
        ({"body": "请于8月30日前清理积水，共5处。"}, ("figure",)),
        ({"body": "请于8月30日前清理积水，共12.5处。"}, ("figure",)),
        ({"body": "请立即清理积水，共3处。"}, ("body",)),
        ({"published_date": "2024-08-13"}, ("date",)),
        (
            {
                "body": "请于8月31日前清理积水，共3处。",
                "deadlines": (Deadline(raw="8月31日前", date="2024-08-31"),),
            },
            ("figure", "date"),
        ),
        ({"issuers": ("望山县卫生健康局",)}, ("name",)),
        ({"contacts": (Contact(name=("陆清和",), phone=("0999-5550123",)),)}, ("name",)),
        ({"contacts": (Contact(name=("秦望舒",)),)}, ()),
        ({"document_number": None}, ("number",)),
        ({"attachments": ()}, ("attachment",)),
        ({"region_code": "990101", "cited_numbers": ("云卫发〔2024〕1号",)}, ()),
    ],
)  # fmt: skip
def test_a_change_is_named(fields: dict[str, Any], change: tuple[str, ...]) -> None:
    before, after = Notice(**BASE).to_json(), Notice(**(BASE | fields)).to_json()
    assert changes(before, after) == change


def seen(at: int, body: str) -> Observation:
    record = json.dumps(Notice(title="通知", body=body).to_json(), ensure_ascii=False)
    return Observation(f"2024-08-{at:02d}T00:00:00Z", record, f"a.warc.gz:{at}")


def history(*observations: Observation) -> list[tuple[str, str, tuple[str, ...]]]:
    versions: tuple[tuple[Observation, tuple[str, ...]], ...] = ()
    last = None
    for new in observations:
        versions = observe([version for version, _ in versions], last, new)
        if last is None or new.at >= last.at:
            last = new
    return [(version.at, json.loads(version.record)["body"], change) for version, change in versions]


def test_only_a_different_content_is_a_version() -> None:
    found = history(seen(1, "甲"), seen(2, "甲"), seen(3, "乙"), seen(4, "乙"), seen(5, "甲"))
    assert found == [
        ("2024-08-01T00:00:00Z", "甲", ("first",)),
        ("2024-08-03T00:00:00Z", "乙", ("body",)),
        ("2024-08-05T00:00:00Z", "甲", ("body",)),
    ]


@pytest.mark.parametrize("order", tuple(permutations([seen(1, "甲"), seen(2, "乙"), seen(3, "丙")])))
def test_an_older_capture_takes_its_place_in_time(order: tuple[Observation, ...]) -> None:
    assert [body for _, body, _ in history(*order)] == ["甲", "乙", "丙"]


def test_a_content_seen_between_two_equal_ones_is_a_version_of_its_own() -> None:
    assert [body for _, body, _ in history(seen(1, "甲"), seen(3, "甲"), seen(2, "乙"))] == ["甲", "乙", "甲"]

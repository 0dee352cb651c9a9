"""Exports without personal data cover what identifies a person, and nothing else."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from archive.personal_data import without_personal_data


def contact(**fields: Any) -> dict[str, Any]:
    blank = {"name": [], "org": None, "phone": [], "fax": [], "email": [], "address": None, "postcode": None}
    return blank | fields


def covered(text: str, *contacts: dict[str, Any]) -> str:
    return str(without_personal_data({"body": text, "contacts": list(contacts)})["body"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话：0999-5550123。", "电话：＊＊＊＊＊＊＊＊＊＊＊＊。"),
        ("手机13900001234", "手机＊＊＊＊＊＊＊＊＊＊＊"),
        ("139 0000 1234、", "＊＊＊＊＊＊＊＊＊＊＊＊＊、"),
        ("邮箱：a.b@wsjk.example，", "邮箱：" + "＊" * 16 + "，"),
        ("身份证110101190001011234号", "身份证" + "＊" * 18 + "号"),
        ("联系人：秦望舒、陆明。", "联系人：＊＊＊＊＊＊。"),
        ("联系电话：5550123", "联系电话：＊＊＊＊＊＊＊"),
        ("（0999）5550123转8", "＊＊＊＊＊＊＊＊＊＊＊＊＊转8"),
        ("手机：１３９００００１２３４", "手机：＊＊＊＊＊＊＊＊＊＊＊"),
        ("０９９９－５５５０１２３", "＊＊＊＊＊＊＊＊＊＊＊＊"),
        ("電話：0999 555 0123", "電話：＊＊＊＊＊＊＊＊＊＊＊＊＊"),
        ("电话：5550123、5550124", "电话：＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊"),
        ("传真:55501234", "传真:＊＊＊＊＊＊＊＊"),
        ("聯繫人：陸明", "聯繫人：＊＊"),
        ("邮箱：a.b＠wsjk.example", "邮箱：" + "＊" * 16),
    ],
)
def test_numbers_and_addresses_are_covered_wherever_they_stand(text: str, expected: str) -> None:
    assert covered(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "云卫疾控〔2024〕16号",
        "共接种12345678人",
        "咨询热线12320",
        "2024-08-12 09:30",
        "统一社会信用代码11990000MB12345678",
        "索引号：119900000024821976/2024-00016",
        "索引号：YZ0000-0901-2024-00016",
        "联系人：清川市疾病预防控制中心",
        "每10000000人中有3例",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert covered(text) == text


def test_a_contact_is_covered_in_every_field_even_when_padded() -> None:
    notice = {
        "body": "联系人：秦 望 舒（秦望舒）",
        "deadlines": [{"raw": "请于8月前告知秦望舒", "what": None}],
        "contacts": [contact(name=["秦望舒"])],
        "evidence": {"contacts": [{"raw": "秦望舒"}], "title": [{"raw": "关于…"}]},
        "copies": 2,
    }
    public = without_personal_data(notice)
    assert public["body"] == "联系人：＊＊＊＊＊（＊＊＊）"
    assert public["deadlines"][0]["raw"] == "请于8月前告知＊＊＊"
    assert public["contacts"] == []
    assert public["evidence"] == {"title": [{"raw": "关于…"}]}
    assert public["copies"] == 2


def test_ids_and_addresses_stay_whatever_digits_they_hold() -> None:
    notice = {
        "id": "13900001234a",
        "url": "http://wsjk.qingchuan.example/13900001234.html",
        "attachments": [
            {"name": "名单13900001234.xlsx", "url": "http://wsjk.qingchuan.example/0999555012.xlsx"}
        ],
        "contacts": [],
        "parts": ["a13900001234"],
    }
    name = {"name": f"名单{'＊' * 11}.xlsx"}
    assert without_personal_data(notice) == {
        **notice,
        "attachments": [{**notice["attachments"][0], **name}],
    }


def test_a_text_without_end_is_covered_in_time() -> None:
    began = process_time()
    assert covered("a" * 100_000) == "a" * 100_000
    assert process_time() - began < 2


def test_a_contact_is_covered_in_either_script() -> None:
    assert covered("處長陸明主持", contact(name=["陆明"])) == "處長＊＊主持"


def test_a_name_of_one_character_covers_nothing() -> None:
    assert covered("王家庄卫生院", contact(name=["王"])) == "王家庄卫生院"

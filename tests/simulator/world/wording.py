"""Composes the world's notices: each a function of its seed, no two the same."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crawler.demo.texts import File

_CHOICE = re.compile(r"\[([^\[\]]+)\]")
_NUMBER = re.compile(r"<(\d+)-(\d+)>")
_SLOT = re.compile(r"<(\w+)>")
_SEASONS = ("春季", "夏季", "秋季", "冬季")


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A notice as its issuer wrote it."""

    title: str
    number: str | None
    addressees: str
    paragraphs: tuple[str, ...]
    issuer: str
    issued: date
    files: tuple[File, ...] = ()

    @property
    def issued_as_printed(self) -> str:
        return f"{self.issued.year}年{self.issued.month}月{self.issued.day}日"


@cache
def compose(issuer: str, serial: int, issued: date, *, with_file: bool) -> Text:
    """The notice that *issuer* made as its number *serial*, on the day *issued*."""
    words = _words()
    chance = random.Random(f"{issuer} {serial}")
    topic = words["topics"][chance.randrange(len(words["topics"]))]
    slots = {
        "issuer": issuer,
        "topic": topic["name"],
        "county": chance.choice(words["counties"]),
        "office": chance.choice(words["offices"]),
        "kind": chance.choice(words["kinds"]),
        "year": str(issued.year),
        "season": _SEASONS[(issued.month - 1) // 3],
        "serial": str(serial),
    }

    def said(sentence: str) -> str:
        dated = {
            **slots,
            "person": chance.choice(words["people"]),
            "month": str(chance.randrange(1, 13)),
            "date": _day_in_words(issued + timedelta(days=chance.randrange(7, 90))),
        }
        sentence = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), sentence)
        sentence = _NUMBER.sub(lambda found: str(chance.randint(int(found[1]), int(found[2]))), sentence)
        return _SLOT.sub(lambda found: dated[found[1]], sentence)

    sentences = chance.sample(topic["sentences"], 4) + chance.sample(words["general"], 6)
    middle = [said(sentence) for sentence in sentences]
    paragraphs = (
        said(chance.choice(words["openings"])),
        *(f"{_ORDER[place]}、{''.join(middle[2 * place : 2 * place + 2])}" for place in range(5)),
        said(chance.choice(words["closings"])),
    )
    # What a formula cannot make distinct, the name of the project does.
    title = said(chance.choice(words["titles"])).replace("关于", f"关于“{_project_name(serial)}”", 1)
    return Text(
        title=title,
        number=f"{_issuer_mark(issuer)}{topic['code']}〔{issued.year}〕{serial}号"
        if chance.random() < 0.6
        else None,
        addressees=chance.choice(
            ("各区县卫生健康局，委直属各单位：", "各有关医疗卫生机构：", f"{slots['county']}卫生健康局：")
        ),
        paragraphs=paragraphs,
        issuer=issuer,
        issued=issued,
        files=_files(issuer, serial, chance) if with_file else (),
    )


_ORDER = "一二三四五"
_SYLLABLES = (
    "春禾",
    "清和",
    "安澜",
    "新苗",
    "青松",
    "同心",
    "康乐",
    "长宁",
    "暖阳",
    "护航",
    "惠民",
    "晨光",
    "远山",
)


def _project_name(serial: int) -> str:
    count = len(_SYLLABLES)
    return _SYLLABLES[serial % count] + _SYLLABLES[serial // count % count] + f"{serial}行动"


def _issuer_mark(issuer: str) -> str:
    """Two characters that stand for the issuer in its document numbers."""
    return "".join(
        random.Random(issuer).sample("泽霁渚清望澄鹭沐禾芦桥栖松半湖川溪洲岭青云石里山秋岚舟桐霜竹澜汀", 2)
    )


def _files(issuer: str, serial: int, chance: random.Random) -> tuple[File, ...]:
    name: str = chance.choice(_words()["files"])
    heading = f"{issuer}第{serial}号附件"
    lines = [
        f"第{place}项：{chance.choice(_words()['counties'])}承担{chance.randint(3, 99)}件"
        for place in range(1, 6)
    ]
    if name.endswith(".xlsx"):
        return (File(name=name, rows=((heading,), *((line,) for line in lines))),)
    return (File(name=name, text=(heading, *lines)),)


def _day_in_words(day: date) -> str:
    return f"{day.month}月{day.day}日"


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "wording.yml").read_text(encoding="utf-8")
    )
    return loaded

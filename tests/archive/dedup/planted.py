"""Planted copies and siblings: invented notices with what happens to them on other sites."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from opencc import OpenCC

from archive.notice import Notice

PLACES = ("清川市", "望山县", "临湖区", "云溪县", "白鹭区", "南渡市", "石泉岭县", "禾丰县")
SUBJECTS = (
    "流感疫苗接种", "登革热防控", "生活饮用水监测", "职业健康检查", "无偿献血", "结核病筛查", "碘盐监测",
    "学校晕厥应急演练", "医疗废物管理", "慢性病随访", "妇幼健康宣传", "控烟宣传", "爱国卫生运动",
    "传染病疫情报告", "托育机构卫生评价", "放射诊疗管理", "中医药文化宣传", "急救技能培训",
)  # fmt: skip
ACTS = (
    "摸清底数",
    "建立台账",
    "逐户走访",
    "集中培训",
    "现场抽检",
    "交叉互查",
    "张贴海报",
    "入户登记",
    "汇总上报",
    "限期整改",
)
OBJECTS = (
    "乡镇卫生院",
    "社区卫生服务站",
    "民营诊所",
    "中小学校",
    "养老机构",
    "集贸市场",
    "建筑工地",
    "二次供水单位",
    "村卫生室",
    "托幼园所",
)
MANNERS = (
    "由分管负责同志牵头",
    "明确专人负责",
    "实行日报告制度",
    "邀请专家现场指导",
    "不得走过场",
    "做到资料齐全",
    "所需经费从公用经费中列支",
    "结果纳入年度考核",
)
BARE: dict[str, Any] = {"document_number": None, "issuers": (), "issued_date": None}
TRADITIONAL = OpenCC("s2t")


def draw_points(random: Random) -> list[tuple[str, str, str, str, str, int]]:
    """What the numbered points of a notice ask for."""
    return [
        (
            random.choice(ACTS),
            random.choice(OBJECTS),
            random.choice(MANNERS),
            random.choice(ACTS),
            random.choice(MANNERS),
            random.randint(2, 90),
        )
        for _ in range(random.randint(5, 12))
    ]


def document(number: int, place: str, year: int, month: int, day: int, subject: str, points: Any) -> Notice:
    """One notice, complete: place, number, date and signature."""
    lines = [
        f"各有关单位：\n为进一步做好我地{subject}工作，经研究，决定在全域开展{year}年{subject}工作，现将有关事项通知如下。"
    ]
    lines += [
        f"（{n}）{one}。对{what}要先{one}再{two}，{how}，完成不少于{count}家，{also}，{month}月{day}日前将{subject}情况报送我局。"
        for n, (one, what, how, two, also, count) in enumerate(points, 1)
    ]
    lines += [f"{place}卫生健康局", f"{year}年{month}月{day}日"]
    return Notice(
        title=f"{place}卫生健康局关于开展{year}年{subject}工作的通知",
        body="\n".join(lines),
        document_number=f"{place[0]}卫发〔{year}〕{number}号",
        issuers=(f"{place}卫生健康局",),
        issued_date=f"{year}-{month:02d}-{day:02d}",
    )


def _led(random: Random, said: Notice) -> Notice:
    lead = f"本网讯 记者日前从有关部门获悉，{random.choice(SUBJECTS)}等一批民生工作陆续展开，小编整理如下。\n"
    return replace(
        said,
        title=f"【关注】{(said.title or '')[3:]}",
        body=lead + said.body + "\n责任编辑：小周 来源：网络",
        document_number=None,
    )


def _cut(_: Random, said: Notice) -> Notice:
    return replace(said, title=(said.title or "")[:18], body=said.body[: len(said.body) * 4 // 5], **BARE)


def _masked(_: Random, said: Notice) -> Notice:
    year = (said.issued_date or "")[:4]
    hidden = {name: (getattr(said, name) or "").replace(year, "20__") for name in ("title", "body")}
    return replace(said, **hidden, **BARE)


def _traditional(_: Random, said: Notice) -> Notice:
    return replace(
        said,
        title=TRADITIONAL.convert(said.title or ""),
        body=TRADITIONAL.convert(said.body),
        document_number=None,
    )


def _plain(_: Random, said: Notice) -> Notice:
    return replace(said, document_number=None)


def _excerpt(_: Random, said: Notice) -> Notice:
    lines = said.body.split("\n")
    return replace(said, body="\n".join(lines[1 : max(4, len(lines) // 2 - 1)]), **BARE)


COPIES: tuple[Callable[[Random, Notice], Notice], ...] = (_led, _cut, _masked, _traditional, _plain, _excerpt)
SIBLINGS = ("place", "year", "day", "subject")
"""What a sibling written to the same template has of its own."""


def planted(groups: int, seed: int) -> list[tuple[int, Notice]]:
    """Notices, each with the number of the document that it carries, in a mixed order."""
    random = Random(seed)
    found: list[tuple[int, Notice]] = []
    for base in range(groups):
        same: dict[str, Any] = {
            "place": PLACES[0],
            "year": 2023,
            "month": 5,
            "day": 6,
            "subject": random.choice(SUBJECTS),
            "points": draw_points(random),
        }
        said = document(2 * base + 1, **same)
        found.append((2 * base, said))
        found += [(2 * base, copy(random, said)) for copy in random.sample(COPIES, 2)]
        own: dict[str, Any] = {"place": PLACES[1], "year": 2024, "day": 13, "subject": "院前急救体系建设"}
        trait = random.choice(SIBLINGS)
        changed = same | {trait: own[trait]} | ({"day": own["day"]} if trait == "year" else {})
        found.append((2 * base + 1, _plain(random, document(2 * base + 2, **changed))))
    random.shuffle(found)
    return found

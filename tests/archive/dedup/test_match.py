"""Verdicts on pairs of notices."""

from itertools import combinations
from time import process_time
from typing import Any

import pytest
from opencc import OpenCC

from archive.dedup.match import Verdict, judge
from archive.dedup.text import judged, lookup_hashes
from archive.notice import Notice
from tests.archive.dedup.texts import BODY, DEFAULTS, notice

ORIGINAL = notice()
BARE: dict[str, Any] = {"document_number": None, "issuers": (), "issued_date": None}
TEXT = BODY.format(**DEFAULTS)
LINES = TEXT.split("\n")
OTHER = "\n".join(
    f"第{n}条 饮用水供水单位应当每月检测一次出厂水，第{n}项指标不合格的立即停止供水。" for n in range(30)
)

MASKED = notice(title="关于做好20__年登革热防控工作的通知", body=TEXT.replace("2024年", "20__年"), **BARE)
NEXT_MONTH = {"signed": "2024年9月3日"}


def closed(body: str, **fields: Any) -> Notice:
    return Notice(**({"title": "停诊公告", "body": body} | fields))


def verdict(one: Notice, other: Notice) -> Verdict:
    there, back = (judge(judged(a.to_json()), judged(b.to_json())) for a, b in ((one, other), (other, one)))
    assert (there.kind, there.similarity, there.reason) == (back.kind, back.similarity, back.reason)
    return there


@pytest.mark.parametrize(
    ("copy", "relation", "reason"),
    [
        (notice(), "repost", "正文相同。"),
        (notice(**BARE), "repost", "正文相同。"),
        (notice(title="【关注】登革热防控：这些事要知道", **BARE), "repost", "正文相同。"),
        (notice(body=f"来源：临湖发布\n记者获悉。\n{TEXT}\n责任编辑：小周", **BARE), "repost", "正文重合"),
        (notice(body="\n".join(LINES[1:3]), **BARE), "excerpt", "正文重合100%。"),
        (notice(body="\n".join(LINES[1:3]), title=None, **BARE), "excerpt", "正文重合100%。"),
        (MASKED, "repost", "正文重合"),
        (notice(title="关于做好2024年登革热防控工作的…", **BARE), "repost", "正文相同。"),
        (notice(issued_date="2024-08"), "repost", "正文相同。"),
        (notice(issued_date="--08-12"), "repost", "正文相同。"),
        (notice(region_code="990101"), "repost", "正文相同。"),
        (notice(body="全文见附件。"), "excerpt", "文号和标题相同。"),
    ],
)  # fmt: skip
def test_a_copy_is_the_same_notice(copy: Notice, relation: str, reason: str) -> None:
    found = verdict(ORIGINAL, copy)
    assert (found.kind, found.relation) == ("same", relation)
    assert found.reason.startswith(reason)


def test_a_traditional_copy_is_a_script_variant() -> None:
    traditional = OpenCC("s2t")
    copy = notice(title=traditional.convert(ORIGINAL.title or ""), body=traditional.convert(TEXT), **BARE)
    found = verdict(ORIGINAL, copy)
    assert (found.kind, found.relation, found.similarity) == ("same", "script-variant", 1.0)


@pytest.mark.parametrize(
    ("sibling", "reason"),
    [
        (notice(document_number="临卫发〔2024〕17号"), "文号不同：临卫发(2024)16号／临卫发(2024)17号。"),
        (notice(places={"year": "2023"}, **BARE), "标题中的年不同：2023／2024。"),
        (notice(title="关于做好2024年登革热防控工作的补充通知", **BARE), "标题中的版本不同：无／补充。"),
        (notice(title="清川市关于做好2024年登革热防控工作的通知", **BARE), None),
        (
            notice(places=NEXT_MONTH, issued_date="2024-09-03", document_number=None),
            "成文日期不同：2024-08-12／2024-09-03。",
        ),
        (
            notice(places={"place": "望山县"}, document_number=None),
            "发文机关不同：临湖区卫生健康局／望山县卫生健康局。",
        ),
        (
            notice(places={"day": "9月3日", "due": "9月9日", "signed": "2024年9月1日"}, **BARE),
            "正文中的日期不同：8-12／9-1。",
        ),
    ],
)  # fmt: skip
def test_a_sibling_from_the_same_template_stays_apart(sibling: Notice, reason: str | None) -> None:
    found = verdict(ORIGINAL, sibling)
    if reason is None:
        assert found.kind == "same"
    else:
        assert (found.kind, found.relation, found.reason) == ("apart", None, reason)


BULLETIN = """本周（{first}至{last}），云泽省共报告登革热病例{cases}例，
较上周{trend}{change}例。分布在{spread}个县区。
全省共监测布雷图指数{sites}处，其中{bad}处超过安全阈值，较上周{trend}{more}处，
已督促属地开展孳生地清理和成蚊消杀工作。
请广大居民继续翻盆倒罐、清除积水，出现发热、皮疹、肌肉酸痛等症状时及时到医疗机构就诊，并主动告知旅行史和蚊虫叮咬史。"""


def bulletin(number: int, **values: Any) -> Notice:
    return Notice(title=f"云泽省登革热监测周报（2024年第{number}期）", body=BULLETIN.format(**values))


def test_bulletins_that_share_little_but_their_frame_are_still_told_apart() -> None:
    week = {"first": "9月2日", "last": "9月8日", "cases": 46, "trend": "增加", "change": 7, "spread": 11}
    next_week = {"first": "9月9日", "last": "9月15日", "cases": 39, "trend": "减少", "change": 7, "spread": 9}
    found = verdict(
        bulletin(31, **week, sites=218, bad=17, more=3), bulletin(32, **next_week, sites=224, bad=12, more=5)
    )
    assert found.similarity < 0.7
    assert (found.kind, found.reason) == ("apart", "标题中的期不同：31／32。")


def test_the_title_of_a_collection_tells_nothing_of_its_part() -> None:
    part = notice(title="卫生健康宣传活动方案", body=TEXT.replace("2024年", "20__年"), **BARE)
    assert verdict(ORIGINAL, part).kind == "same"


def test_one_word_in_place_of_another_tells_siblings() -> None:
    one, other = (
        notice(title=f"关于开展优秀{who}评选的通知", body=OTHER.replace("供水单位", f"优秀{who}"), **BARE)
        for who in ("护士", "医师")
    )
    assert verdict(one, other).reason == "标题不同：医师／护士。"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("2024-08", "--08-12", "same"),
        ("2024", "--08-12", "same"),
        ("2024-08", "2024-08-12", "same"),
        ("2024-09", "--08-12", "apart"),
        ("--08-13", "--08-12", "apart"),
    ],
)
def test_partial_dates_agree_with_every_day_they_can_stand_for(one: str, other: str, kind: str) -> None:
    dated = [
        notice(body=text, issued_date=date, document_number=None)
        for text, date in ((TEXT, one), (f"{TEXT}\n责任编辑：小周", other))
    ]
    assert verdict(*dated).kind == kind


def test_titles_without_end_take_no_time() -> None:
    endless = "通知" * 20_000
    reworded = TEXT.replace("村村响广播、微信群和宣传栏", "各种办法")
    began = process_time()
    verdict(notice(title=endless, **BARE), notice(title=f"关于{endless[::-1]}", body=reworded, **BARE))
    assert process_time() - began < 2


def test_two_places_in_titles_stay_apart() -> None:
    one, other = (
        notice(title=f"{place}关于做好登革热防控工作的通知", **BARE) for place in ("临湖区", "望山县")
    )
    assert verdict(one, other).reason == "标题中的地区不同：临湖区／望山县。"


def test_regions_that_do_not_contain_each_other_stay_apart() -> None:
    codes = ("990100", "990101", "990200")
    kinds = [
        verdict(notice(region_code=a), notice(region_code=b, document_number=None)).kind
        for a, b in combinations(codes, 2)
    ]
    assert kinds == ["same", "apart", "apart"]


def test_one_document_number_joins_reworded_copies() -> None:
    reworded = "\n".join(
        [
            *LINES[:2],
            "其余各项工作由各单位结合实际自行安排，务求取得实效，切实保障群众的身体健康和生命安全。" * 6,
        ]
    )
    assert verdict(ORIGINAL, notice(body=reworded)).kind == "same"
    assert verdict(ORIGINAL, notice(body=reworded, document_number=None)).kind != "same"


def test_a_letter_that_relays_the_whole_notice_is_not_the_notice() -> None:
    relay = notice(title="关于转发登革热防控文件并安排饮用水检测的函", body=f"{OTHER}\n{TEXT}", **BARE)
    assert verdict(ORIGINAL, relay).kind == "apart"


def test_a_compilation_is_not_compared_with_single_notices() -> None:
    whole = notice(body=f"{TEXT}\n{OTHER}", parts=(ORIGINAL,), **BARE)
    assert verdict(ORIGINAL, whole).kind == "unrelated"
    assert verdict(whole, notice(body=f"{TEXT}\n{OTHER}", page_kind="compilation", **BARE)).kind == "same"
    assert verdict(whole, notice(body=TEXT, page_kind="compilation", **BARE)).kind == "unrelated"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (closed("8月12日停诊。"), closed("8月12日停诊！"), "same"),
        (closed("8月12日停诊。"), closed("8月13日停诊。"), "unrelated"),
        (closed("详见附件。"), closed("详见附件。", title="招聘公告"), "unrelated"),
        (closed("详见附件。", title=None), closed("详见附件。", title=None), "unrelated"),
        (closed(""), closed(""), "unrelated"),
        (
            closed("详见附件。", issued_date="2024-08-12"),
            closed("详见附件。", issued_date="2024-09-12"),
            "apart",
        ),
        (Notice(body=TEXT), Notice(body=OTHER), "unrelated"),
    ],
)
def test_short_texts_must_be_equal_in_title_and_body(one: Notice, other: Notice, kind: str) -> None:
    assert verdict(one, other).kind == kind


def test_copies_of_short_notices_find_each_other() -> None:
    one, other = (judged(Notice(title="停诊公告", body=f"因检修停诊一天{mark}").to_json()) for mark in "。！")
    assert lookup_hashes(one) & lookup_hashes(other)

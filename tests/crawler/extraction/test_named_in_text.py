"""Who holds an event or helps with a system, named in a text, and the foot of a page, which looks like that."""

from __future__ import annotations

import pytest

from tests.captures import read

TEXT = [
    "为提高全市诊疗水平，定于2024年9月举办学术年会，现将有关事项通知如下：",
    "一、内容。专家讲座、病例讨论、论文交流，均授予继续教育学分。",
    "二、报名。请于2024年8月20日前报名，逾期不候。",
]
SIGNED = ["清川市医学会", "2024年7月5日"]


def body_of(*below: str) -> list[str]:
    lines = "".join(f"<p>{line}</p>" for line in (*TEXT, *below))
    page = f"<html><head><title>关于举办学术年会的通知</title></head><body><div>{lines}</div></body></html>"
    return read(page).body.split("\n")[len(TEXT) :]


@pytest.mark.parametrize(
    "lines",
    [
        ["主办单位：清川市医学会", "承办单位：清川市第一医院", "附件：报名回执", *SIGNED],
        ["技术支持：清川医学联盟秘书处 岑雨桐", "电话：0800-5550120", *SIGNED],
        ["主办：清川市医学会", *SIGNED],
        ["主办单位：清川市医学会", "三、费用。不收取费用。"],
        ["主办单位：清川市医学会", "附件：1.报名回执", "2.日程"],
    ],
)
def test_a_text_goes_on_below_who_holds_an_event(lines: list[str]) -> None:
    assert body_of(*lines) == lines


@pytest.mark.parametrize(
    "foot",
    [
        ["主办单位：清川市卫生健康委员会", "地址：清川市滨河路8号"],
        ["版权所有：清川市卫生健康委员会", "技术支持：清川网络", "2024年9月1日 星期日"],
        ["主办：清川市卫生健康委员会 技术支持：清川网络", "网站标识码：0000000000"],
    ],
)
def test_nothing_signs_below_the_foot_of_a_page(foot: list[str]) -> None:
    assert body_of(*SIGNED, *foot) == SIGNED

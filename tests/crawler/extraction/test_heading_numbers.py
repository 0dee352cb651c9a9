"""Numbers of headings on lines of their own, and lone numbers of pagers."""

from __future__ import annotations

import pytest

from tests import captures

PROSE = "水痘是由病毒引起的急性传染病，主要通过飞沫和直接接触传播，病人应当在家隔离。"
SECTION = ["什么是水痘", PROSE]
OTHER = ["怎样预防", "接种水痘疫苗是最有效的办法，两剂间隔不少于三个月，漏种的孩子可以补种。"]
LAST = "教室每天开窗通风，发现发热、出疹的学生，及时通知家长接回就诊。"


def body(*lines: str) -> list[str]:
    html = "".join(
        f"<p>{line}</p>"
        for line in ["气温回升，又到了水痘高发的季节，一人得病，往往一班得病，请家长和老师注意。", *lines]
    )
    return captures.read(f"<html><body><h1>水痘高发</h1><div>{html}</div></body></html>").body.split("\n")[1:]


@pytest.mark.parametrize(
    "lines",
    [
        ["01", *SECTION, "02", *OTHER],
        ["01", *SECTION, "02", *OTHER, "03", LAST],
    ],
)
def test_the_numbers_of_headings_are_kept(lines: list[str]) -> None:
    assert body(*lines) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["01", *SECTION],  # one alone
        ["01", *SECTION, "03", *OTHER],
        ["02", *SECTION, "03", *OTHER],
        ["1", *SECTION, "2", *OTHER],  # pages of the document
        [*SECTION, "01", "02", "03", LAST],  # a pager
        [*SECTION, "01", "一图读懂", "02", "一图看清"],
    ],
)
def test_other_lone_numbers_are_not(lines: list[str]) -> None:
    assert body(*lines) == [line for line in lines if not line.isdecimal()]

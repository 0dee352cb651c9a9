"""Several lists on one page: those that the page is for are read, columns and boxes beside them are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.capture import Capture
from crawler.listing import read_listing

URL = "http://www.zhongxin.example/xxgk/"
NOTICES = (
    "关于开展春季传染病防控工作的通知", "关于印发卫生监督抽检方案的通知", "关于调整门诊疫苗接种时间的公告",
    "关于召开年度工作会议的通知", "关于征集科普作品的通知", "关于公布考核结果的公告",
)  # fmt: skip
POLICIES = (
    "卫生监督条例实施细则", "医疗机构管理办法（修订）", "饮用水卫生管理规定", "公共场所卫生管理实施办法",
    "传染病报告管理规范", "职业病防治规划",
)  # fmt: skip


def rows(titles: tuple[str, ...], folder: str) -> str:
    return "".join(
        f"<li><a href='/{folder}/2024/{500 + n}.html'>{title}</a><span>2024-08-{20 - n}</span></li>"
        for n, title in enumerate(titles)
    )


A, B = rows(NOTICES, "tzgg"), rows(POLICIES, "zcwj")
PAGER = (
    "<p class=page><a href=/xxgk/2.html>2</a><a href=/xxgk/3.html>3</a><a href=/xxgk/2.html>下一页</a></p>"
)
TABS = "<ul class=hd><li class=on>通知公告</li><li>政策文件</li></ul>"


def titles(body: str, title: str = "信息公开") -> list[str]:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    capture = Capture(url=URL, fetched_at=datetime(2024, 9, 1, tzinfo=UTC), body=html.encode())
    return [entry.title for entry in read_listing(capture).entries]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=bd><ul class=list>{A}</ul><ul class=list>{B}</ul></div>",
        f"{TABS}<div class=bd><div class='pane active'><ul>{A}</ul></div><div class=pane><ul>{B}</ul></div></div>",
        f"{TABS}<div class=bd><ul class=lst>{A}</ul><ul class='lst hide'>{B}</ul></div>",
        f"{TABS}<div class='tab-pane fade in active'><ul>{A}</ul></div><div class='tab-pane fade'><ul>{B}</ul></div>",
        f"<div id=con_1><ul>{A}</ul></div><div id=con_2 style='display:none'><ul>{B}</ul></div>",
        f"<div class=box><h3>通知公告</h3><ul>{A}</ul></div><div class=box><h3>政策文件</h3><ul>{B}</ul></div>",
        f"<div class='box tzgg'><h3>通知公告</h3><ul>{A}</ul></div><div class='box zcwj'><h3>政策文件</h3><ul>{B}</ul></div>",
        f"<div class=a1><h2>通知公告</h2><ul class=x>{A}</ul></div><div class=zc><h2>政策文件</h2><ul class=y>{B}</ul></div>",
    ],
)
def test_lists_that_stand_side_by_side_and_are_built_alike_count(body):
    assert titles(body) == [*NOTICES, *POLICIES]


ONE = f"<h3>通知公告</h3><ul>{A}</ul>"


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=left>{ONE}</div><div class=right><h3>政策文件</h3><ul>{B}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class='w300 fr'><h3>政策文件</h3><ul>{B}</ul></div>",
        f"<div class=content>{ONE}</div><div class=sidebar><h3>政策文件</h3><ul>{B}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class=other><h3>热点新闻</h3><ul>{B}</ul></div>",
        f"<div class=box>{ONE}</div><div class=box><h3>点击排行</h3><ul>{B}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class=zxfb><h3>最新发布</h3><ul>{B}</ul></div>",
        f"<div class=tzgg>{ONE}{PAGER}</div><div class=zcwj><h3>政策文件</h3><ul>{B}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class=zcwj><ul>{B}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class=zcwj><h3>政策文件</h3><ul>{rows(POLICIES[:4], 'zcwj')}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class=again><h3>公示公告</h3><ul>{rows(NOTICES[:5], 'tzgg')}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class=zcwj><h3>政策文件</h3><ul>{B.replace('</a>', '</a><br>')}</ul></div>",
        f"<div class=tzgg>{ONE}</div><div class=o><h3>上级文件</h3><ul>{B.replace('/zcwj', 'http://other.example')}</ul></div>",
    ],
)
def test_columns_hot_lists_choices_and_lists_beside_a_paged_one_do_not(body):
    assert titles(body) == [*NOTICES]


def test_a_page_that_is_named_as_one_of_its_lists_is_that_list():
    body = f"<div class=tzgg>{ONE}</div><div class=zcwj><h3>政策文件</h3><ul>{B}</ul></div>"
    assert titles(body, "通知公告-中心医院") == [*NOTICES]
    assert titles(body, "政策文件-中心医院") == [*POLICIES]

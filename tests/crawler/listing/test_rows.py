"""The title that a link gives."""

from __future__ import annotations

import lxml.html
import pytest

from crawler.listing.rows import link_title


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<a>关于义诊活动的通知</a>", "关于义诊活动的通知"),
        ("<a> ·关于义诊\n活动的通知 </a>", "关于义诊 活动的通知"),
        ('<a title="关于开展义诊活动的通知">关于开展义诊…</a>', "关于开展义诊活动的通知"),
        ('<a title="关于开展义诊活动的通知">关于开展义诊...</a>', "关于开展义诊活动的通知"),
        ('<a title="关于开展义诊活动的通知">关于开展义诊</a>', "关于开展义诊活动的通知"),
        ('<a title="点击查看">关于开展义诊活动的通知</a>', "关于开展义诊活动的通知"),
        ('<a title="点击查看">关于开展义诊…</a>', "关于开展义诊…"),
        ('<a title="关于开展义诊活动的通知"><img src=x></a>', "关于开展义诊活动的通知"),
        ('<a title="关于开展义诊活动的通知">详细</a>', "关于开展义诊活动的通知"),
        ('<a title="文章标题：关于义诊的通知&#10;作者：佚名&#10;点击数：3">关于义诊…</a>', "关于义诊的通知"),
        ("<a>关于义诊活动的通知<span>2024-08-12</span></a>", "关于义诊活动的通知"),
        ("<a>[08-12] 关于义诊活动的通知</a>", "关于义诊活动的通知"),
        ("<a>[通知] 关于义诊活动</a>", "[通知] 关于义诊活动"),
        ("<a><h3>关于义诊活动的通知</h3><p>八月十九日在清川市举办。</p></a>", "关于义诊活动的通知"),
        ("<a><p class='tit'>关于义诊活动的通知</p><p>摘要</p></a>", "关于义诊活动的通知"),
        ("<a><i class='tit-tag'>通知</i>关于义诊活动</a>", "通知关于义诊活动"),
        ("<a>关于义诊<script>var a=1;</script>活动的通知</a>", "关于义诊活动的通知"),
        ("<a>2024-08-12</a>", "2024-08-12"),
        ("<a></a>", ""),
    ],
)
def test_a_link_gives_its_full_title_without_date_and_bullet(html, title):
    assert link_title(lxml.html.fragment_fromstring(html)) == title

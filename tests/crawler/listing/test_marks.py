"""The words and shapes of ``marks.yml``, each with what it must and must not match."""

from __future__ import annotations

import re

import pytest

from crawler.listing import marks


@pytest.mark.parametrize("key", ["article_addresses", "listing_addresses"])
def test_each_shape_of_an_address_matches_its_example(key):
    wrong = [item for item in marks.marks()[key] if not re.search(item["shape"], item["example"])]
    assert wrong == []


@pytest.mark.parametrize("url", [item["example"] for item in marks.marks()["article_addresses"]])
def test_an_article_address_is_no_listing_address(url):
    url = url if url.startswith("mp.") else f"wsjk.example{url}"
    assert marks.is_article_address(f"http://{url}")
    assert not marks.is_listing_address(f"http://{url}")


@pytest.mark.parametrize("url", [item["example"] for item in marks.marks()["listing_addresses"]])
def test_a_listing_address_is_no_article_address(url):
    assert marks.is_listing_address(f"http://wsjk.example{url}")
    assert not marks.is_article_address(f"http://wsjk.example{url}")


@pytest.mark.parametrize(
    ("names", "bait"),
    [
        ("hot", True),
        ("hot-list", True),
        ("friendLink", True),
        ("leftnav", True),
        ("swiper-slide", True),
        ("photo-list", False),
        ("list", False),
        ("u-list main", False),
        ("content", False),
        ("", False),
    ],
)
def test_a_name_is_bait_by_its_parts(names, bait):
    assert marks.is_bait_name(names) is bait


@pytest.mark.parametrize(
    ("heading", "bait"),
    [("热点文章", True), ("友情链接", True), ("点击排行", True), ("相关解读", True), ("熱門新聞", True),
     ("通知公告", False), ("政策文件", False), ("最新公开", False), ("", False)],
)  # fmt: skip
def test_a_heading_is_bait_by_its_words(heading, bait):
    assert marks.is_bait_heading(heading) is bait


@pytest.mark.parametrize(
    ("text", "title"), [("详细", False), ("[下载]", False), ("更多>>", False), ("公告", True)]
)
def test_a_text_beside_the_title_is_no_title(text, title):
    assert marks.is_title(text) is title


@pytest.mark.parametrize(
    ("text", "badge"), [("置顶", True), ("[NEW]", True), ("热", True), ("通知", False), ("热射病", False)]
)
def test_a_mark_beside_a_title_is_known_by_its_words(text, badge):
    assert marks.is_badge(text) is badge


@pytest.mark.parametrize(
    ("text", "sure"), [("尾页", True), ("上一页", True), ("首页", False), ("3", False), (">", False)]
)
def test_a_word_that_stands_in_pagers_only_is_told_from_others(text, sure):
    assert marks.is_sure_pager_label(text) is sure

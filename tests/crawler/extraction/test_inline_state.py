"""The article that a single-page application keeps as JSON in a script."""

from __future__ import annotations

import json

import pytest

from archive.errors import UnreadableError
from archive.notice import Notice
from crawler.extraction.inline_state import inline_article
from tests import captures

ARTICLE = {
    "title": "关于开展爱国卫生大扫除的通知",
    "publishTime": "2023-12-05 10:21:08",
    "source": "镇爱卫办",
    "content": "<p>各村（社区）：</p><p>镇里定于12月8日起集中大扫除，请各村认真组织。</p><p>河埠镇爱卫办</p><p>2023年12月4日</p>",
    "attachments": [{"name": "任务表.docx", "url": "/files/1.docx"}],
}
STATE = {
    "nav": [{"name": "通知公告", "url": "/tz"}],
    "page": {"article": ARTICLE},
    "more": [{"title": "防汛通告"}],
}


def read(script: str) -> Notice:
    html = f'<html><head><meta charset="utf-8"><title>河埠镇</title></head><body><div id="app"></div>{script}</body></html>'
    return captures.read(html, "https://www.hebuzhen.example/h5/detail/1")


def escaped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.__INITIAL_STATE__={escaped(STATE)};(function(){{var s}}());</script>",
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": STATE})}</script>',
        f"<script>var detail = {escaped([ARTICLE])}</script>",
    ],
)
def test_an_inline_article_is_read_as_if_it_were_printed(script: str) -> None:
    notice = read(script)
    assert (notice.title, notice.published_date, notice.source) == (
        ARTICLE["title"],
        "2023-12-05",
        "镇爱卫办",
    )
    assert (notice.issuers, notice.issued_date) == (("河埠镇爱卫办",), "2023-12-04")
    assert notice.body.startswith("各村（社区）：\n镇里定于12月8日起")
    assert [item.url for item in notice.attachments] == ["https://www.hebuzhen.example/files/1.docx"]


@pytest.mark.parametrize(
    "code",
    [
        '{"content": "无标点"}',
        '{"content": 5, "list": [1, 2]}',
        "function(a){return {content:a}}",
        '={"content": "没有，关，上',
        "=" + "[" * 50_000,
        '={"a":' * 20_000,
    ],
)
def test_other_scripts_hold_no_article(code: str) -> None:
    assert inline_article(f"<script>{code}</script>") is None


def test_a_page_that_shows_its_text_is_not_asked_for_its_scripts() -> None:
    other = {"content": "<p>另一篇文章，写着别的事，比这里的长得多，也有许多标点。</p>"}
    notice = read(
        f"<h1>通知</h1><p>本院8月1日起迁址，请病友留意，按新地址就诊。</p><script>x={escaped(other)}</script>"
    )
    assert notice.body == "本院8月1日起迁址，请病友留意，按新地址就诊。"


@pytest.mark.parametrize(
    "shown",
    [
        '<div id="app"><p>系统正在加载，请稍候，精彩马上呈现。</p></div>',
        "<p>您的浏览器版本过低，为保证浏览效果，建议使用Chrome、Edge浏览器，或升级IE。</p>",
        "<p>本网站使用Cookie，以改善您的浏览体验，继续浏览即表示您同意。</p>",
        "<div>主办单位：河埠镇人民政府，网站标识码：3200000000，备案：苏ICP备05000000号</div>",
        "<p>主办：河埠镇人民政府　承办：河埠镇党政办　地址：河埠镇人民路1号　电话：0123-4567890</p>"
        "<p>网站标识码：3200000000　苏ICP备05000000号　苏公网安备：32000000000000号</p>",
        '<div><a href="/">首页</a><a href="/a">政务公开</a></div><p>正在加载，请稍候，精彩马上呈现。</p>',
    ],
)
def test_what_a_shell_shows_until_its_script_runs_does_not_hide_the_article(shown: str) -> None:
    notice = read(f"{shown}<script>x={escaped(STATE)}</script>")
    assert notice.title == ARTICLE["title"]
    assert notice.body.startswith("各村（社区）：\n镇里定于12月8日起")


def test_a_page_with_sentences_enough_or_text_as_long_is_no_shell() -> None:
    script = (
        f"<script>x={escaped({**ARTICLE, 'content': '<p>另一篇文章，写着别的事，很长。</p>' * 40})}</script>"
    )
    for shown in (
        "<p>本院8月1日起迁址，请病友留意。</p>" * 4,
        f"<p>本院8月1日起迁址，{'新址在河埠镇' * 100}。</p>",
    ):
        assert read(f"<h1>迁址通知</h1>{shown}{script}").body.startswith("本院8月1日起迁址")


def test_a_shell_without_an_article_is_no_page() -> None:
    with pytest.raises(UnreadableError):
        read("<script>window.x={}</script>")


def test_a_sign_that_compares_is_no_markup_and_markup_is_no_part_of_a_title() -> None:
    lines = ["各村（社区）：", "请为年龄<6岁的儿童、体温&gt;37℃的老人优先安排，谢谢配合。"]
    article = {"title": "关于<em>接种</em>的通知&nbsp;", "content": "\n".join(lines)}
    notice = read(f"<script>var detail = {json.dumps(article)}</script>")
    assert notice.title == "关于接种的通知"
    assert notice.body.split("\n") == [lines[0], lines[1].replace("&gt;", ">")]


TEXT = "<p>吴阿姨是村里的小卖部店主，去年参加了县卫健局组织的培训，考试合格后领到一个小药箱。</p>" * 3


def posted(script: str, url: str = "http://www.qingchuan.example/share/5") -> str | None:
    """The day of posting of a page that shows its text, and the day without the year."""
    page = (
        "<html><head><title>药箱进村</title></head><body><h1>药箱进村</h1><div><span>03-15 08:12</span></div>"
        f"<div>{TEXT}</div><script>window.__STATE__={script}</script></body></html>"
    )
    return captures.read(page, url).published_date


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ('{"article": {"title": "药箱进村", "publishTime": "2024-03-15 08:12:33"}}', "2024-03-15"),
        ('[{"headline": "药箱<em>进村</em>", "datePublished": "2024-03-15T08:12:33+08:00"}]', "2024-03-15"),
        ('{"__docId": "1", "__title": "药箱进村", "__date": "2024-03-15"}', "2024-03-15"),
        # another article, another day, a day to come, none
        ('{"more": [{"title": "药箱进城", "publishTime": "2023-03-15 08:12:33"}]}', "--03-15"),
        ('{"article": {"title": "药箱进村", "publishTime": "2024-04-15 08:12:33"}}', "--03-15"),
        ('{"article": {"title": "药箱进村", "publishTime": "2027-03-15 08:12:33"}}', "--03-15"),
        ('{"article": {"title": "药箱进村"}}', "--03-15"),
    ],
)
def test_a_day_shown_without_its_year_takes_that_which_the_articles_state_gives(
    script: str, day: str
) -> None:
    assert posted(script) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [("/202403/5.html", "2024-03-15"), ("/202404/5.html", "--03-15"), ("/2024/5.html", "--03-15")],
)
def test_a_day_shown_without_its_year_takes_that_of_a_month_in_the_address(path: str, day: str) -> None:
    assert posted("{}", f"http://www.qingchuan.example{path}") == day


def told(script: str, shown: str, title: str = "药箱进村，乡亲们叫好") -> str | None:
    """The day of posting of a page that shows *shown* for it."""
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div><span>{shown}</span></div>"
        f"<div>{TEXT}</div>{script}</body></html>"
    )
    return captures.read(page, "http://www.qingchuan.example/share/5").published_date


ARTICLE_OF_DAY = (
    '{"title": "药箱进村，乡亲们叫好", "date": "2026-05-31 20:15:33", "crawl": "2026-06-01 00:02:11"}'
)
LINKED_DATA = '{"@context": "https://schema.example", "@type": "NewsArticle", "headline": "HEAD", "DAY"}'


@pytest.mark.parametrize(
    ("state", "day"),
    [
        (ARTICLE_OF_DAY, "2026-05-31"),
        # seconds, thousandths, and as text; of the night in Greenwich, the morning in China
        ('{"title": "药箱进村，乡亲们叫好", "publishTime": 1780185600}', "2026-05-31"),
        ('{"title": "药箱进村，乡亲们叫好", "pubTs": 1780185600000}', "2026-05-31"),
        ('{"title": "药箱进村，乡亲们叫好", "ctime": "1780185600"}', "2026-05-31"),
        ('{"title": "药箱进村，乡亲们叫好", "publishTime": "2026-05-30T18:47:05Z"}', "2026-05-31"),
        # what is told search engines may be the beginning of the title
        (
            LINKED_DATA.replace("HEAD", "药箱进村乡亲").replace("DAY", 'datePublished": "2026-05-31'),
            "2026-05-31",
        ),
        (
            LINKED_DATA.replace("HEAD", "药箱进村，乡亲们叫好").replace(
                "DAY", 'datePublished": "Sun, 31 May 2026 08:30:00 +0800'
            ),
            "2026-05-31",
        ),
        ('{"@type": "WebPage", "name": "药箱进村，乡亲们叫好", "datePublished": "2026-05-31"}', "2026-05-31"),
        (LINKED_DATA.replace("HEAD", "药箱").replace("DAY", 'datePublished": "2026-05-31'), None),
        # of another article, a day to come, a number that counts something else
        ('{"title": "药箱进村乡亲", "publishTime": "2026-05-31"}', None),
        ('{"title": "药箱进村，乡亲们叫好", "publishTime": "2027-05-31"}', None),
        ('{"title": "药箱进村，乡亲们叫好", "publishTime": 20260531123}', None),
        ('{"title": "药箱进村，乡亲们叫好", "reads": 1780185600}', None),
    ],
)
@pytest.mark.parametrize("shown", ["昨天", "11小时前", ""])
def test_a_page_that_shows_no_day_has_that_of_its_state(state: str, day: str | None, shown: str) -> None:
    assert told(f"<script>window.__STATE__={state}</script>", shown) == day


def test_a_day_shown_counts_for_more_than_that_of_the_state() -> None:
    assert told(f"<script>x={ARTICLE_OF_DAY}</script>", "2026-05-29 08:00") == "2026-05-29"


@pytest.mark.parametrize(
    ("script", "day"),
    [
        # what is no JSON, but has the month and day that the page shows
        ("window.__NUXT__=(function(a){return {article:{id:a,pubTs:1751508000000}}}(1))", "2025-07-03"),
        ("var page={publish_time:'2025-07-03 08:00'}", "2025-07-03"),
        ("var page={createTime: 1751508000, more:[{createTime: 1719972000}]}", "--07-03"),  # of which year?
        ("var page={pubTs:1751608000000}", "--07-03"),
        ("var page={svr_time:1751508000000}", "--07-03"),
        ("var page={pubTs:17515080000001}", "--07-03"),
    ],
)
def test_a_day_shown_without_its_year_takes_that_of_the_only_stamp_like_it(script: str, day: str) -> None:
    assert told(f"<script>{script}</script>", "来源：健康清川07-03") == day

"""Whatever the bytes are, reading gives a notice or says in one sentence why not."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.capture import Capture
from archive.errors import UnreadableError
from archive.notice import Notice
from crawler.extraction import Context, extract_notice
from tests import captures

SENTENCE = "各单位要高度重视传染病防治工作，落实责任，及时报告。"


def capture(body: bytes | str, content_type: str = "text/html") -> Capture:
    return captures.page(body, content_type=content_type)


def read(body: bytes | str, content_type: str = "text/html") -> Notice:
    return captures.read(body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n ",
        b"%PDF-1.4 ...",
        b"PK\x03\x04....",
        b"\xd0\xcf\x11\xe0....",
        b"\x89PNG\r\n",
        b"<html><body></body></html>",
        b"<html><head><script>var a=1</script></head></html>",
        b"<!-- -->",
        b"\x00\x01\x02\x03" * 200,
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(body: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(body)
    message = str(caught.value)
    assert message.startswith("http://www.qingchuan.example/1.html cannot be read")
    assert "\n" not in message


def test_no_capture_is_refused() -> None:
    with pytest.raises(UnreadableError):
        extract_notice([], Context())


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["text/html", "text/plain", "application/pdf", "image/png", ""])
)
def test_any_bytes_read_or_are_refused(body: bytes, content_type: str) -> None:
    with contextlib.suppress(UnreadableError):
        read(body, content_type)


PIECES = st.sampled_from(
    [
        *("<table><tr><td>", "</td>", "<td>", "</tr></table>", "<a href='a.pdf'>", "</a>", "<p>", "<br>"),
        *("<h1>", "</h1>", "<div class='title'>", "<div id='zoom'>", "</div>", "<!--", "-->", "<pre>", "\n"),
        *("&#0;", "&nbsp;", "<base href='http://['>", SENTENCE, "关于做好工作的通知", "索引号：", "附件："),
        *("2024年8月12日", "下一页", "篇1", "篇2"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_markup_reads_or_is_refused(pieces: list[str]) -> None:
    with contextlib.suppress(UnreadableError):
        read("".join(pieces))


@pytest.mark.parametrize(
    "make",
    [
        lambda: "<div>" * 50_000 + f"<p>{SENTENCE}</p>",
        lambda: "<font>" * 1_000 + f"<p>{SENTENCE}</p>",
        lambda: f"<html><body><p>{SENTENCE * 75_000}</p></body></html>",
        lambda: f"<html><body><p>{SENTENCE}</p>{'<a href=x>链接</a>' * 60_000}</body></html>",
        lambda: "<table>" + f"<tr><td>{SENTENCE}</td><td>1</td></tr>" * 20_000 + "</table>",
        lambda: f"<p>{SENTENCE}</p>" + "<!--<meta" * 50_000,
        lambda: f"<p>{SENTENCE}</p><p>" + "（" * 400_000 + "</p>",
    ],
)
def test_monstrous_pages_read_in_bounded_time(make: Callable[[], str]) -> None:
    page = make()
    began = time.process_time()
    notice = read(page)
    assert SENTENCE[:-1] in notice.body
    assert time.process_time() - began < 2


def test_the_same_captures_give_the_same_notice() -> None:
    page = f"<h1>通知</h1><p>{SENTENCE}</p><p>清川市卫生健康委员会</p>"
    assert read(page) == read(page)


def test_plain_text_is_read_as_the_text_of_a_page() -> None:
    notice = read(
        f"关于做好防治工作的通知\n各单位：\n{SENTENCE}\n清川市卫生健康委员会\n2024年8月12日\n", "text/plain"
    )
    assert notice.title == "关于做好防治工作的通知"
    assert notice.body.startswith("各单位：\n")


def test_a_file_is_read_from_its_text() -> None:
    body = b"%PDF-1.7 ..."
    text = f"关于做好防治工作的通知\n各单位：\n{SENTENCE}\n"
    context = Context(attachment_texts={hashlib.sha256(body).hexdigest(): text})
    assert extract_notice([capture(body, "application/pdf")], context).title == "关于做好防治工作的通知"


def test_a_further_page_that_cannot_be_read_is_left_out() -> None:
    first = capture(f"<h1>通知</h1><p>{SENTENCE}</p>")
    assert extract_notice([first, capture(b"")], Context()) == extract_notice([first], Context())


def test_a_page_that_hides_its_text_is_read_nevertheless() -> None:
    assert SENTENCE in read(f"<div style='display:none'><p>{SENTENCE}</p></div>").body


def test_a_date_in_the_future_is_not_believed() -> None:
    page = f'<meta name="PubDate" content="2031-01-01"><h1>通知</h1><p>{SENTENCE}</p>'
    assert read(page).published_date is None


def test_the_listed_title_restores_a_cut_one() -> None:
    page = f"<h1>关于做好秋冬季传染病防治...</h1><p>各单位：</p><p>{SENTENCE}</p>"
    full = "关于做好秋冬季传染病防治工作的通知"
    notice = extract_notice([capture(page)], Context(listed_title=full))
    assert notice.title == full
    assert notice.page_title == "关于做好秋冬季传染病防治..."


def test_a_text_that_a_script_would_show_is_read() -> None:
    page = (
        f"<p>首页</p><p>关于做好防治工作的通知</p><div id='zoom' style='display:none'><p>{SENTENCE}</p></div>"
    )
    assert read(page).body == SENTENCE


def test_a_text_in_two_editor_elements_is_one_body() -> None:
    part = "<div class='TRS_Editor'><p>{}</p></div>"
    page = (
        "<h1>通知</h1>"
        + part.format(SENTENCE * 9)
        + part.format(SENTENCE)
        + f"<p>{SENTENCE}主办，承办。</p>" * 3
    )
    assert read(f"<div>{page}</div>").body == f"{SENTENCE * 9}\n{SENTENCE}"


@pytest.mark.parametrize(
    "element",
    [
        "<iframe src='files/jh.pdf'></iframe>",
        "<embed src='files/jh.pdf'>",
        "<object data='files/jh.pdf'></object>",
        "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2Fjh.pdf'></iframe>",
    ],
)
def test_an_embedded_file_is_an_attachment(element: str) -> None:
    page = f"<h1>工作计划</h1><div id='zoom'><p>现将工作计划予以公布，请查阅。</p>{element}</div>"
    assert [item.url for item in read(page).attachments] == ["http://www.qingchuan.example/files/jh.pdf"]


@pytest.mark.parametrize(
    "meta",
    [
        '<a href="#respond">发表评论</a> / <a href="/tz/">通知公告</a> / 由 秘书处 / 2024年8月6日',
        '<a href="#respond">发表评论</a>',
    ],
)
def test_a_named_body_that_holds_a_file_is_the_notice_whatever_asks_for_comments(meta: str) -> None:
    notice = read(
        "<html><head><title>关于举办消毒培训班的通知</title></head><body><article>"
        f'<h1 class="entry-title">关于举办消毒培训班的通知</h1><div>{meta}</div>'
        '<div class="entry-content"><a href="/2024/tz.pdf">清预医会〔2024〕17号 消毒培训班通知</a></div></article>'
        '<nav><a href="/951">上一篇文章</a></nav><div id="respond"><h3>发表回复 取消回复</h3><form>'
        "<p>您的电子邮箱地址不会被公开。 必填项已用<span>*</span>标注</p></form></div></body></html>"
    )
    assert notice.body == "清预医会〔2024〕17号 消毒培训班通知"
    assert notice.document_number == "清预医会〔2024〕17号"
    assert [file.url for file in notice.attachments] == ["http://www.qingchuan.example/2024/tz.pdf"]


def test_a_sentence_with_a_file_in_it_is_text_above_any_number_of_further_links() -> None:
    links = "".join(f"<p><a href='{i}.html'>关于做好第{i}项工作的通知</a></p>" for i in range(20))
    text = "请于7月3日前到各单位医务科报名（<a href='bm.doc'>报名表</a>可在此下载），逾期不再受理。"
    page = f"<table><tr><td><h1>报名通知</h1><p>2024-06-24</p>{text}<p><a href='#'>打印本页</a></p></td></tr></table><div><h3>相关阅读</h3>{links}</div>"
    assert read(page).body == "请于7月3日前到各单位医务科报名（报名表可在此下载），逾期不再受理。"


def test_a_listing_page_is_known_as_a_list() -> None:
    rows = "".join(
        f"<li><a href='{i}.html'>关于做好第{i}项工作的通知</a><span>2024-08-{i:02}</span></li>"
        for i in range(1, 21)
    )
    page = f"<h2>通知公告</h2><ul>{rows}</ul><p>版权所有：清川市卫生健康委员会</p>"
    assert read(page).page_kind == "list"


def test_a_text_of_one_line_is_found_above_any_number_of_links() -> None:
    links = "".join(f"<p><a href='{i}.html'>关于做好第{i}项工作的通知</a></p>" for i in range(20))
    text = "端午节期间值班电话：0698-8100100，传真：0698-8100101，院前急救请拨120。"
    page = f"<title>端午节值班电话</title><div>端午节值班电话</div><div>{text}</div><h3>相关阅读</h3>{links}"
    notice = read(page)
    assert (notice.title, notice.body) == ("端午节值班电话", text)
    assert notice.page_kind != "list"


def test_a_table_is_no_list_whatever_the_menu_beside_it() -> None:
    menu = "".join(f"<li><a href='/{i}/'>栏目之{i}</a></li>" for i in range(20))
    rows = "<tr><td>门诊名称</td><td>电话</td></tr><tr><td>市人民医院犬伤门诊</td><td>5519120</td></tr>"
    page = f"<ul>{menu}</ul><div><h1>狂犬病暴露预防处置门诊名单</h1><table>{rows}</table></div>"
    assert read(page).page_kind != "list"
    entries = "".join(
        f"<tr><td>{i}</td><td><a href='{i}.html'>关于第{i}项工作的通知</a></td></tr>" for i in range(9)
    )
    assert read(f"<table><tr><td>序号</td><td>标题</td></tr>{entries}</table>").page_kind == "list"


def test_a_title_without_markup_is_found_where_every_page_has_the_sites_name() -> None:
    rows = "".join(f"<li><a href='/n{i}'>关于开展第{i}项工作的通知</a></li>" for i in range(9))
    text = f"<div>关于做好消毒工作的通知</div><div>2024-05-02</div><p>各单位：</p><p>{SENTENCE}</p>"
    sign = "<p>清川市卫生健康委员会</p><p>2024年5月1日</p>"
    cells = f"<td><ul>{rows}</ul></td><td><div>{text}{sign}</div></td>"
    page = f"<title>清川市卫生健康委员会</title><table><tr>{cells}</tr></table>"
    notice = read(page)
    assert notice.title == "关于做好消毒工作的通知"
    assert notice.published_date == "2024-05-02"
    assert notice.body.split("\n") == ["各单位：", SENTENCE, "清川市卫生健康委员会", "2024年5月1日"]


def test_the_number_above_a_title_printed_in_the_text_is_kept() -> None:
    title = "<p>关于做好消毒</p><p>工作的通知</p>"
    text = f"<p>清卫健〔2024〕3号</p>{title}<p>各单位：</p><p>{SENTENCE}</p>"
    notice = read(f"<title>我市部署消毒工作</title><h1>我市部署消毒工作</h1><div>{text}</div>")
    assert notice.title == "关于做好消毒工作的通知"
    assert notice.page_title == "我市部署消毒工作"
    assert notice.document_number == "清卫健〔2024〕3号"
    assert notice.body == f"各单位：\n{SENTENCE}"


@pytest.mark.parametrize(
    "above",
    [
        "清卫健〔2024〕3号",
        "清卫健〔2024〕3号|关于做好消毒工作的通知",
        "清川市卫生健康委员会文件|清卫健〔2024〕3号",
        "清川市卫生健康委员会文件|清卫健〔2024〕3号|关于做好消毒工作的通知",
        "关于做好消毒工作的通知|清川市卫生健康委员会|关于做好消毒工作的通知|清卫健〔2024〕3号",
        "清卫健〔2024〕3号|办理结果标识：A",
        "文号:|清卫健〔2024〕3号",
        "清卫健〔2024〕3号|类别：B1类|签发人：张 三",
        "类别标记：Ａ|清卫健〔2024〕3号|公开属性：主动公开",
        "清川健康网:转发:有关做好消毒工作的公告:关于做好消毒工作的通知各单位："
        + SENTENCE[:-1]
        + "，请认真完成，并请及时反馈...|清卫健〔2024〕3号|关于做好消毒工作的通知",
    ],
)
def test_letterhead_number_and_repeated_title_leave_the_body_and_the_number_is_kept(above: str) -> None:
    lines = [
        *above.split("|"),
        "各单位：",
        SENTENCE,
        "请认真完成，并请及时反馈。",
        "清川市卫生健康委员会",
        "2024年5月1日",
    ]
    text = "".join(f"<p>{line}</p>" for line in lines)
    notice = read(
        f"<title>关于做好消毒工作的通知</title><h1>关于做好消毒工作的通知</h1><p>发布时间：2024-05-02</p><div>{text}</div>"
    )
    assert notice.document_number == "清卫健〔2024〕3号"
    assert notice.body.split("\n") == lines[-5:]


@pytest.mark.parametrize(
    "below",
    [
        "附件：关于做好饮水消毒工作的通知",
        "附件：1.关于做好饮水消毒工作的通知|2.名单",
        '<a href="1.pdf">关于做好饮水消毒工作的通知</a>|附件2',
        "附件|关于做好饮水消毒工作的通知|一、总则。",
        "关于做好饮水消毒工作的通知|编辑：办公室",
    ],
)
def test_a_short_text_stays_whose_title_is_named_once_more_below_it(below: str) -> None:
    lines = ["各单位：", SENTENCE, "请认真落实。", "清川市卫生健康委员会", "2024年5月1日"]
    text = "".join(f"<p>{line}</p>" for line in [*lines, *below.split("|")])
    title = "关于做好饮水消毒工作的通知"
    notice = read(f"<title>{title}</title><h1>{title}</h1><div>{text}</div>")
    assert notice.body.split("\n")[:5] == lines
    assert (notice.issuers, notice.issued_date) == (("清川市卫生健康委员会",), "2024-05-01")


@pytest.mark.parametrize(
    "first",
    [
        "根据清卫健〔2024〕3号文件，现通知如下：",
        "清川市人民政府令第3号",
        "文号：另行通知",
        "关于文件",
        "邮件",
        "答复类别：甲类传染病",
        "办理情况：A厅已答复。",
        "签发人：各单位主要负责人",
        "公开属性：请各单位填写。",
    ],
)
def test_a_first_line_that_is_more_than_a_heading_stays(first: str) -> None:
    text = f"<p>{first}</p><p>{SENTENCE}</p>"
    notice = read(f"<title>关于做好消毒工作的通知</title><h1>关于做好消毒工作的通知</h1><div>{text}</div>")
    assert notice.body.startswith(first)


def test_a_long_title_with_marks_over_its_source_line_is_no_prose() -> None:
    title = "云泽省卫生健康委员会公告“为防治呼吸道传染病，进入本公告所列场所应佩戴口罩，自本年5月31日起生效”"
    notice = read(f"{title}\n日期：2024-06-21\n{SENTENCE}\n{SENTENCE}\n", "text/plain")
    assert notice.title == title
    assert notice.published_date == "2024-06-21"
    assert notice.body == f"{SENTENCE}\n{SENTENCE}"


def test_the_hours_of_an_event_at_the_end_stay_in_the_body() -> None:
    event = "时间：2024年8月27日和28日（星期二、星期三），8:00-20:00，每人任选一天。"
    notice = read(f"<h1>关于检测的通告</h1><p>{SENTENCE}</p><p>检测安排</p><p>{event}</p>")
    assert notice.body.endswith(event)


def test_a_text_given_twice_is_kept_once_and_said_to_be() -> None:
    lines = [
        "各社区卫生服务中心、各民营医疗机构：",
        "为保证饮水安全，请于九月底前完成二次供水设施的清洗消毒。",
        "清洗消毒记录应当保存两年，接受卫生监督人员的检查。",
        "消毒产品应当索取卫生许可批件，并建立进货台账。",
    ]
    text = "".join(f"<p>{line}</p>" for line in [*lines, *lines])
    title = "关于做好饮水消毒工作的通知"
    notice = read(f"<title>{title}</title><h1>{title}</h1><div>{text}</div>")
    assert notice.body.split("\n") == lines
    assert [item.rule for item in notice.evidence["body"]] == ["body:given twice, kept once"]


def test_marks_of_the_site_in_every_paragraph_take_no_paragraph_away() -> None:
    articles = [
        f"第{number}条　门诊记录应当包括用药问题、评估意见和干预措施，保存三年。" for number in "一二三四五六"
    ]
    paragraphs = "".join(
        f"<p>{text}<span class='share'><a href='#'>法宝联想</a></span></p>" for text in articles
    )
    notice = read(
        f"<h2>门诊管理办法</h2><ul><li>收藏</li><li>下载</li></ul><p>制定机关：云泽省卫生厅</p><div>{paragraphs}</div>"
    )
    assert [line[:3] for line in notice.body.splitlines()][-6:] == [text[:3] for text in articles]

"""Source and published date: meta tags, labels, date lines, fallbacks."""

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.page_text import PageText


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：清川市卫生健康委员会", "清川市卫生健康委员会"),
        ("文章来源: 清川日报 2024-08-12", "清川日报"),
        ("2024-08-17 23:19:00来源:健康清川", "健康清川"),
        ("发布日期:2021-05-14 17:30 来源:临湖镇人民政府", "临湖镇人民政府"),
        ("信息来源：清川日报作者：王五", "清川日报"),
        ("稿源：“清川发布”", "清川发布"),
        ("来源丨健康清川", "健康清川"),
        ("信息来源清川市卫生健康委员会", "清川市卫生健康委员会"),  # two elements, set apart by a style sheet
        ("来源：清川县融媒体中心参与评论(3)人", "清川县融媒体中心"),
        ("来源：清川新闻网记者 王五", "清川新闻网"),
        ("来源：清川网-《清川日报》", "清川网-《清川日报》"),
        ("来源：“清川发布”微信公众号", "“清川发布”微信公众号"),
        ("来源：清川山下事举报", "清川山下事"),
        ("来源：清川举报中心", "清川举报中心"),
        ("2024/06/12 16:40浏览0次信息来源：老龄健康科", "老龄健康科"),
        ("浏览 31 人来源：清川日报", "清川日报"),
        ("2024年6月12日来源：清川日报", "清川日报"),
        ("阅读31人次来源：清川日报", "清川日报"),
        ("检测12次数据来源：清川日报", None),
        # The counter's picture is no text.
        ("2024-05-11 08:30:02来源：学会培训部946", "学会培训部"),
        ("来源：标准化工作委员会311", "标准化工作委员会"),
        ("来源：清川日报20481", "清川日报"),
        ("来源：健康清川7", "健康清川"),
        ("来源：清川网1024", "清川网"),
        ("来源：清川疾控12320", "清川疾控12320"),
        ("来源：清川急救中心120", "清川急救中心120"),
        ("来源：世界500", "世界500"),
        ("来源：健康清川微信扫一扫，分享给好友", "健康清川"),
        ("来源：清川发布分享到：", "清川发布"),
        ("来源：清川分享会", "清川分享会"),
        ("来源：清川日报打印本页", "清川日报"),
        ("来源：清川打印协会", "清川打印协会"),
        ("来源：清川日报语音播报", "清川日报"),
        ("来源：微信公众号“健康清川”", "微信公众号“健康清川”"),
        ("发布时间：2024年9月27日 09:15作者：实践科来源：云泽省教育厅浏览次数：", "云泽省教育厅"),
        ("来自: iPhone客户端", None),
        ("来自：手机版", None),
        ("来源：清川新闻客户端", "清川新闻客户端"),
        ("来源：本站", None),
        ("来源:${article.source} 作者:null", None),
        ("来源：null", None),
        ("来源： 作者：王五", None),
        ("来源：某博体育网址", None),
        ("数据来源：2024年统计", None),
        ("信息来源不明的食品", None),
    ],
)
def test_a_source_is_an_organisation_that_the_label_names(line: str, source: str | None) -> None:
    assert read_fields(PageText(title="关于献血的通知", head=(line,)), Context()).source == source


@pytest.mark.parametrize(
    ("page", "published", "issued"),
    [
        (PageText(title="处罚信息公示", body="公示日期：2022-10-08\n详见下表。"), "2022-10-08", None),
        (PageText(title="结果公示", body="公示日期：2022年9月5日至9月9日\n现予公示。"), None, None),
        (
            PageText(
                title="衞生署邀請醫生參與",
                body="衞生署今日公布。\n完\n2024年9月9日（星期一）\n香港時間14時30分",
            ),
            "2024-09-09",
            None,
        ),
        (
            PageText(
                title="清川縣衛生局公告", head=("公告日期：114年3月27日",), body="主旨：公告延長收件期限。"
            ),
            "2025-03-27",
            "2025-03-27",
        ),
        (
            PageText(
                title="會員大會報名開始",
                head=("清川市社區學會 公告", "公告日期：2024/05/20"),
                body="請報名。",
            ),
            "2024-05-20",
            "2024-05-20",
        ),
        (PageText(title="采购公告", head=("公告日期：2024/05/20",), body="请投标。"), "2024-05-20", None),
    ],
)
def test_days_of_announcing(page: PageText, published: str | None, issued: str | None) -> None:
    fields = read_fields(page, Context())
    assert (fields.published_date, fields.issued_date) == (published, issued)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("清川卫生杂志 2024年08月13日 13:02 清川", "清川卫生杂志"),
        ("健康清川 2024年08月13日 13:02 云泽", "健康清川"),
        ("清川发布 2024-08-13 08:00 云泽", "清川发布"),
        ("清川日报 2024-08-13 08:00", "清川日报"),
        ("2024-08-13 08:00:00 清川日报", "清川日报"),
        ("清川日报 2024-08-13", "清川日报"),
        ("清川市疾病预防控制中心 2024-08-13", "清川市疾病预防控制中心"),
        ("2020.09.07市政府办公室A+", "市政府办公室"),
        ("2020-09-07清川市红十字会阅读", "清川市红十字会"),
        ("2020.09.07医政医管科", None),
        ("三年级开展防溺水主题班会 2024-08-13", None),
        ("林知远 2024-08-13 08:00", None),
        ("林知远 2024年08月13日 13:02 清川", None),
        ("欧阳知远 2024-08-13 08:00", None),
        ("医政医管科 2024-08-13 08:00", None),
        ("健康科普 2024-08-13 08:00", None),
        ("新闻发布 2024-08-13", None),
        ("清川市卫生健康委员会 2024-08-13 08:00", None),
        ("浏览次数 2024-08-13", None),
        ("清川日报于2024-08-13 报道", None),
        ("某博体育网 2024-08-13 08:00", None),
    ],
)
def test_a_line_of_name_and_time_names_a_source_that_is_no_person_office_or_column(
    line: str, source: str | None
) -> None:
    context = Context(site_name="清川市卫生健康委员会")
    assert read_fields(PageText(title="关于献血的通知", head=(line,)), context).source == source


def test_meta_tags_outrank_labels_of_about_the_same_day() -> None:
    page = PageText(
        title="关于献血的通知",
        head=("来源：本网 发布时间：2024-08-13",),
        meta=(("pubdate", "2024——08——12 21:37"), ("contentsource", "清川日报")),
    )
    fields = read_fields(page, Context())
    assert (fields.published_date, fields.source) == ("2024-08-12", "清川日报")
    assert fields.evidence["published_date"][0].rule == "meta:pubdate"


@pytest.mark.parametrize(
    ("meta", "head", "date"),
    [
        ((("pubdate", "2020-01-01"),), ("发布时间：2024-08-13",), "2024-08-13"),
        ((("pubdate", "2024-08-01"),), ("更新时间：2024-08-13",), "2024-08-01"),
        (
            (("articletitle", "另一篇"), ("pubdate", "2019-06-06")),
            ("更新时间：2024/8/13 9:05",),
            "2024-08-13",
        ),
        ((("articletitle", "另一篇"), ("pubdate", "2019-06-06")), (), None),
        ((("articletitle", "关于献血的通知"), ("pubdate", "2024-08-13")), (), "2024-08-13"),
        ((), ("·旧闻一则 2014/3/18", "[2024-08-13 11:45] [阅读：5]"), "2024-08-13"),
        ((), ("发布于 2024年8月13日2024年9月2日 由admin",), "2024-08-13"),
        ((("pubdate", "1970-01-01 08:00"),), ("发布时间：1970-01-01",), None),
        ((("datepublished", "2024-08-13T07:15:00+08:00"),), ("08-13 07:15　来源：清川晚报",), "2024-08-13"),
        ((("datepublished", "2019-01-01"),), ("发布时间：2024-08-13",), "2024-08-13"),
    ],
)
def test_meta_tags_of_templates_are_not_believed(
    meta: tuple[tuple[str, str], ...], head: tuple[str, ...], date: str | None
) -> None:
    page = PageText(title="关于献血的通知", head=head, meta=meta, fetched_on="2026-01-01")
    assert read_fields(page, Context()).published_date == date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (("发布日期：2024-08-12",), "2024-08-12"),
        (("更新时间：2024-08-15", "发布时间：2024-08-12"), "2024-08-12"),
        (("上版日期:112-06-08",), "2023-06-08"),
        (("最后更新:22-08-26 01:46:42",), "2022-08-26"),
        (("2024-08-12",), "2024-08-12"),
        (("作者： 编辑：王五 2024-08-12 09:06:49",), "2024-08-12"),
        (("清川晚报 2024-08-12",), "2024-08-12"),
        (("11/28/2023 9:15:00 AM 编辑：某",), "2023-11-28"),
        (("25.03.2024 | 儿童保健科",), "2024-03-25"),
        (("公告 顏如玉 | 2023-06-06 | 人氣:57",), "2023-06-06"),
        (("发布时间：09-02",), "--09-02"),
        (("2020.09.07市政府办公室A+",), "2020-09-07"),
        (("【2018-03-14】 【作者:学会办公室】 【点击:208次】",), "2018-03-14"),
        (("2024-12-04 · 消毒所 · 通知公告",), "2024-12-04"),
        (("发布科室：教学科发布日期：2023-06-12阅读量：122",), "2023-06-12"),
        (("信息发布时间：2021-10-15 浏览：88次",), "2021-10-15"),
        (("来自：清川人社网 发表于：2016-11-15",), "2016-11-15"),
        (("2024-08-12至2024-08-30报名的学员名单",), None),
        (("2024-08-121.2k",), "2024-08-12"),
        (("信息来源：办公室更新日期：2024-08-12 10:32浏览量：1,203",), "2024-08-12"),
        (("沐溪县中医院2024-08-12",), "2024-08-12"),
        (("由 秘书处 发布于 2024年8月12日 分类：通知公告",), "2024-08-12"),
        (("加入时间：2024年8月12日 点击：40次",), "2024-08-12"),
        (("生成日期：2024-08-12",), None),
        (("发布日期：Invalid date",), None),
        (("发布日期：2031-01-01",), None),
        ((), None),
    ],
)
def test_a_published_date_is_the_sites_own(head: tuple[str, ...], date: str | None) -> None:
    page = PageText(title="关于献血的通知", head=head, fetched_on="2025-01-01")
    assert read_fields(page, Context()).published_date == date


def test_a_meta_date_of_another_page_is_not_believed_nor_its_source() -> None:
    page = PageText(
        title="关于献血的通知",
        head=("发布时间：2024-08-13 来源：清川晚报",),
        meta=(("articletitle", "另一篇"), ("pubdate", "2019-01-01"), ("contentsource", "清川日报")),
    )
    fields = read_fields(page, Context())
    assert (fields.published_date, fields.source) == ("2024-08-13", "清川晚报")


def test_time_beside_a_source_is_the_pages_own_but_an_events_is_not() -> None:
    page = PageText(title="关于献血的函", body="时间:2024-08-12 来源:清川晚报\n各单位：\n请参加。")
    event = PageText(title="关于献血的函", body="各单位：\n时间:2024-08-12\n请参加。")
    assert read_fields(page, Context()).published_date == "2024-08-12"
    assert read_fields(event, Context()).published_date is None


def test_an_organisation_beside_a_date_line_is_the_source() -> None:
    page = PageText(title="关于献血的通知", head=("2024-08-12", "清川市卫生健康委员会"))
    assert read_fields(page, Context()).source == "清川市卫生健康委员会"


def test_address_and_listing_stand_in_for_a_missing_published_date() -> None:
    page = PageText(title="关于献血的通知", fetched_on="2025-01-01")
    assert read_fields(page, Context(listed_date="2024-08-11")).published_date == "2024-08-11"
    assert (
        read_fields(page, Context(listed_date="2024-08-11"), url_date="2024-08-12").published_date
        == "2024-08-12"
    )


@pytest.mark.parametrize(
    ("head", "published", "issued"),
    [
        # how databases of laws describe one
        (("公布日期：2019.11.04", "施行日期：2020.01.01", "时效性：现行有效"), None, "2019-11-04"),
        (("效力位阶：地方规范性文件", "公布日期：2019.11.04"), None, "2019-11-04"),
        (
            ("效力级别：地方规范性文件", "发布日期：2019.11.04", "2020-03-01 浏览：3"),
            "2020-03-01",
            "2019-11-04",
        ),
        # how authorities describe a page
        (("公布日期：2019-11-04", "浏览：3"), "2019-11-04", None),
        (("发布日期：2019-11-04", "施行日期：2020-01-01"), "2019-11-04", None),
        (("索引号：A/2019-1", "公布日期：2019-11-04", "施行日期：2020-01-01"), "2019-11-04", None),
    ],
)
def test_the_day_on_which_a_law_was_made_known_is_not_that_of_a_databases_page(
    head: tuple[str, ...], published: str | None, issued: str | None
) -> None:
    fields = read_fields(PageText(title="清川市献血办法", head=head, body="第一条 为了献血。"), Context())
    assert (fields.published_date, fields.issued_date) == (published, issued)


def test_an_index_block_in_table_cells_is_read() -> None:
    page = PageText(
        title="关于献血的通知",
        head=(
            "索引号\tQC-2024-1\t发文机关\t清川市卫生局",
            "成文日期\t2024-08-01\t发布日期\t2024-08-02",
            "有效性\t有效",
        ),
    )
    fields = read_fields(page, Context())
    assert (fields.index_number, fields.issuers) == ("QC-2024-1", ("清川市卫生局",))
    assert (fields.issued_date, fields.published_date) == ("2024-08-01", "2024-08-02")


@pytest.mark.parametrize(
    ("head", "tail", "published"),
    [
        (("[ 2011-3-9 8:42:11 | 点击数：352 | 作者：办公室 ]",), (), "2011-03-09"),
        (("2017-04-11/综合监督局/阅58",), (), "2017-04-11"),
        (("2024年6月19日 星期三", "2023年5月4日09:12来源：区卫生健康局点击数：361"), (), "2023-05-04"),
        ((), ("发布于 2024.03.18门诊部",), "2024-03-18"),
        (("发布日期2024-05-06",), (), "2024-05-06"),
        ((), ("下次检查 2024.03.18",), None),
        ((), ("发布日期", "2024-09-02", "访问次数"), "2024-09-02"),
        ((), ("所属栏目", "2024-09-02"), None),
        ((), ("发布：献血科时间：2024-02-23 17:20:33阅读：844", "更新时间：2026-05-31 08:00"), "2024-02-23"),
        ((), ("2024-06-01 08:00", "宝宝黄疸怎么办？"), "2024-06-01"),
        ((), ("更新时间：2024-05-31",), "2024-05-31"),
        ((), ("编辑于 2023-11-05 08:40・IP 属地云泽",), "2023-11-05"),
        ((), ("编辑于 2023-11-05 08:40", "发布于 2023-11-02"), "2023-11-02"),
        ((), ("编辑于清川，2023-11-05",), None),
        ((), ("［2022-08-12 17:05］　转自：清川市卫生局网站",), "2022-08-12"),
        ((), ("本栏文件由信息中心录入，以印发文本为准　［2006-5-9］",), "2006-05-09"),
        ((), ("（2022年8月12日前有效）",), None),
        ((), ("校对（2022-8-12）张三",), None),
        ((), ("修訂日期：2024年10月15日",), "2024-10-15"),
        (("修订日期：2024年10月15日",), (), None),
        (("張貼日期：113-09-12　點閱數：87",), (), "2024-09-12"),
        (("公告類型：健康　公告日期：113-09-12　瀏覽人次：87",), (), "2024-09-12"),
        (("【信息时间：2023-05-11 阅读次数：】【我要打印】【关闭】项目编号：CG2023-0417",), (), "2023-05-11"),
        # the day of the source, right below that of the page, or beside the title that the text had there
        (("泷州本地事2025.08.29", "来源：泷州晚报　2025-08-28"), (), "2025-08-29"),
        (("来源：泷州晚报　2025-08-28",), (), "2025-08-28"),
        (("·旧闻一则 2014/3/18", "来源：泷州晚报　2025-08-28"), (), "2025-08-28"),
        (("2025年11月2日", "来源：泷州晚报　2025-08-28"), (), "2025-08-28"),
        (("2026年6月1日", "来源：泷州晚报　2026-05-28"), (), "2026-05-28"),  # fetched then
        (("2022/3/15 9:06:00",), ("（原标题：消费警示　发布日期：2022-03-14）",), "2022-03-15"),
        ((), ("（原标题：消费警示　发布日期：2022-03-14）",), None),
        ((), ("本文首发于《清川医学报》2024年12月5日D6版",), None),
        ((), ("原载《清川日报》2024年8月12日第3版",), None),
        (("2024年10月21日发布68.2万人看过已通过三审三校",), (), "2024-10-21"),
    ],
)
def test_the_day_of_posting_is_found_in_whatever_line_the_site_prints_it(
    head: tuple[str, ...], tail: tuple[str, ...], published: str | None
) -> None:
    text = PageText(title="关于献血的通知", head=head, tail=tail, fetched_on="2026-06-01")
    assert read_fields(text, Context()).published_date == published


@pytest.mark.parametrize(
    ("told", "shown", "published"),
    [
        ("2025-11-18", "02/12/2025 19:08　文：健康組", "2025-12-02"),
        ("2025-02-12", "02/12/2025 19:08　文：健康組", "2025-02-12"),  # the month may stand first
        ("2025-12-01", "02/12/2025 19:08　文：健康組", "2025-12-01"),
        ("2025-11-18", "更新日期：02/12/2025", "2025-12-02"),
        ("2025-11-18", "活動日期：02/12/2025", "2025-11-18"),
    ],
)
def test_a_day_shown_as_in_hong_kong_counts_for_more_than_one_told_far_from_it(
    told: str, shown: str, published: str
) -> None:
    meta = (("article:published_time", told),)
    text = PageText(title="衞生署呼籲停用兩款產品", head=(shown,), meta=meta, fetched_on="2026-06-01")
    assert read_fields(text, Context()).published_date == published


@pytest.mark.parametrize(
    ("signed", "published"),
    [
        ("2022年3月21日", "2022-03-21"),
        ("2022年3月18日", "2022-03-21"),
        ("2021年12月30日", "--03-21"),
        ("2021年3月28日", "--03-21"),
    ],
)
def test_a_day_posted_without_its_year_has_that_of_the_issue_shortly_before(
    signed: str, published: str
) -> None:
    body = f"请居民做好防护。\n清川市卫生局\n{signed}"
    text = PageText(title="关于防疫的通告", head=("03-21 22:47",), body=body)
    assert read_fields(text, Context()).published_date == published


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("市卫生健康局　2024-07-02", None),
        ("清川市卫生健康局　2024-07-02", "清川市卫生健康局"),
        ("市红十字会　2024-07-02", None),
        ("清川市红十字会　2024-07-02", "清川市红十字会"),
        ("清川日报　2024-07-02", "清川日报"),
    ],
)
def test_who_posts_its_own_notice_is_no_source_of_it(line: str, source: str | None) -> None:
    body = "各单位：\n请完成。\n清川市卫生健康局\n2024年6月28日"
    assert read_fields(PageText(title="关于献血的通知", head=(line,), body=body), Context()).source == source

"""Source: whom the site names as 来源, or in a line of name and date; never the site, a person or a code."""

from __future__ import annotations

import re
from itertools import pairwise

from archive.notice import Evidence
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_advertising, is_medium, is_organisation, may_be_account
from crawler.extraction.context import Context
from crawler.extraction.fields.labelled import Labels
from crawler.extraction.fields.published.meta_tags import is_of_another_page
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Sheet
from crawler.extraction.page_text import PageText

_LONGEST = 40
_META = ("contentsource", "source", "article:source")
_META_OF_SITE = ("og:site_name", "sitename", "publisher", "application-name", "copyright")
_NO_SOURCE = re.compile(
    r"本站|本网|本网站|原创|网络|互联网|转载|未知|不详|其他|其它|无|空|暂无|管理员|admin|佚名|网上|综合|本院|本单位|本局|本委|"
    r"(?:iphone|ipad|ios|android|安卓|苹果|华为|小米|手机|移动|电脑|pc|网页|触屏|wap)\s?(?:手机)?(?:客户端|端|版|app)?|"
    r"\S{0,10}手机客户端|"
    r"(?:发布|更新|发表|刊登|刊出|上线|上传|首发|最后更新)?(?:时间|日期)|"
    r"[0-9\W_]*|null|undefined|nan|none|https?.*|www\..*|本站原创|网络整理|内部|自编|未注明",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s{1,}|\t|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?=\s?[0-9]{2}:[0-9]{2})|(?<=[㐀-鿿])(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z|1?[0-9]月[1-3]?[0-9]日(?=\s?[0-9]{1,2}:[0-9]{2})|:?https?:|\||丨|(?:19|20)[0-9]{2}[-/年]|[0-9]{2}:[0-9]{2}|作者|记者(?=\s|:|$)|编辑[:]|责任编辑|发布(?=时间|日期|人|者|单位|:|于)|参与评论|评论[(\d]|更新(?=时间|日期|:)|浏览|点击|阅读|打开(?=.{1,12}(?:客户端|app|APP))|责编|字号|字体|举报(?=\s|$)|【|\["
    r"|(?:微信|手机)?扫[一码]|分享(?:[到至给:]|$)|(?:打印|收藏|关闭|纠错|朗读)(?:[本此]页|文章|窗口|全文)?$|(?:语音|智能)(?:播报|朗读)|听(?:新闻|全文)|手机(?:查看|阅读|看)|关注我们"
)
# A public account's article begins with a line of its name, the time and the place it is sent from.
_TIME = r"20[0-9]{2}[-/.年]\s?[0-9]{1,2}[-/.月]\s?[0-9]{1,2}日?(?:\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_NAME_AND_TIME = re.compile(
    rf"(?P<before>[^\s:]{{3,20}})\s{{1,3}}{_TIME}(?P<place>\s{{1,3}}[㐀-鿿]{{2,8}})?|{_TIME}\s{{1,3}}(?P<after>[^\s:]{{3,20}})(?:\s{{1,4}}(?:记者|通讯员|作者|编辑|文/|图/).{{0,40}})?"
)
_DATE_THEN_NAME = re.compile(
    r"20[0-9]{2}[-/.](?:[0-9]{1,2}[-/.][0-9]{1,2}(?:\s?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"|[0-9]{2}[-/.][0-9]{2}(?=[0-9]{2,4}[㐀-鿿]))"
    r"(?P<name>[0-9]{0,4}[㐀-鿿]{2,20}?)(?:A[+-]|字号|字体|浏览|阅读|点击|分享|打印)?"
)
"""Style sheets set the name apart from the day: ``2020.09.07市政府办公室A+``, ``2016-07-0837健康网``."""
_MEDIUM_THEN_TIME = re.compile(
    r"(?P<name>[㐀-鿿]{4,12})20[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|[-/.][0-9]{1,2}[-/.][0-9]{1,2})\s?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s.{0,40})?"
)
"""``清川晚报2022年03月21日 10:02``: a name, and perhaps where from and by whom behind the hour."""
_DATELINE = re.compile(r"日电|讯(?=[\s(:,])")
_ROWS_ABOVE_DATELINE = 3
_LONGEST_DATELINE = 40
_BYLINE = re.compile(
    r"(?:.{0,20}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s{0,3}(?P<name>(?![本各])[㐀-鿿]{1,8}(?:报|社|网|云|新闻|周刊|杂志|电视台?))\s?/\s{0,3}"
    r"(?:(?:本报|本社|本网|特派|特约|驻|实习|综合)?(?:记者|编译)|本报[㐀-鿿]{2,8}(?:讯|电|报导|报道)).{0,40}"
)
"""How papers of Taiwan name themselves before their reporter: ``清川報／ 記者陳雨／北灣即時報導``."""
_LABEL = re.compile(r"(?:文章|稿件|信息|新闻|内容)?(?:来源于?|来自|转自)\s{0,3}:?\s{0,3}")
_ROWS_ABOVE_TEXT = 2
_DATE_ROW = re.compile(
    r"(?:20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[/.][0-9]{1,2}[/.]20[0-9]{2})(?:\s{1,3}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[AP]M)?)?"
)
_PLACEHOLDER = re.compile(r"[${}<>]|\(article\.|%[A-Za-z]")
"""What a template engine left unrendered: ``${article.source}``."""
_OFFICE = re.compile(r"(?:科|处|室|股|组|办|科室)\Z")
_UNPAIRED = re.compile(r"(?<![(（\w])[)）].*|(?<=[㐀-鿿])[)）][(（]?$")
_SHORTEST_ORGANISATION = 6
_COUNT = re.compile(r"(?<=[㐀-鿿])(?!(?:12[0-9]{3}|1[12][0-9])\Z)[0-9]{1,7}\Z")
"""How often a page was read, of which a picture alone tells the meaning: ``来源：培训部946``; no hotline."""
_QUOTES = "\"“”'‘’《》「」()（）[]【】:：,，。;；-—·"


def read_source(
    text: PageText, sheet: Sheet, labels: Labels, context: Context, issuers: tuple[str, ...]
) -> Reading[str | None]:
    """The named source, as printed."""
    meta = dict(reversed(text.meta))
    named = _named_by_markup(text)
    for name in () if is_of_another_page(text) else _META:
        value = _cleaned(meta[name]) if name in meta else None
        if value is not None and not _is_site(value, context):
            if named is not None and value in {meta.get(site) for site in _META_OF_SITE}:
                return named  # templates fill in the site for want of a source
            return Reading(value, (Evidence(raw=meta[name], rule=f"meta:{name}"),))
    for labelled in labels.get("source", ()):
        value = _cleaned(labelled.raw)
        if value is not None:
            if named is not None and value.startswith(named.value or value + "。"):
                return named  # what a style sheet sets apart was glued to it: 清川日报评论
            return Reading(value, (labelled.evidence(),))
    lone = named or _lone_name(sheet)
    if lone is not None:
        return lone
    return _beside_day(sheet, {context.site_name, meta.get("sitename")}, issuers)


def _named_by_markup(text: PageText) -> Reading[str | None] | None:
    """The medium or organisation in an element named as source, with or without its label."""
    for printed in text.sources:
        label = _LABEL.match(fold(printed))
        value = _cleaned(printed[label.end() :] if label else printed)
        if value is not None and (label or _may_be_source(value) or may_be_account(value)):
            return Reading(value, (Evidence(raw=printed, rule="element named source"),))
    return None


def _beside_day(sheet: Sheet, site_names: set[str | None], issuers: tuple[str, ...]) -> Reading[str | None]:
    """The name on one line with the day; a part of who signed, 市卫生局, is who posted its own notice."""
    for row in sheet.head:
        glued = _DATE_THEN_NAME.fullmatch(row.folded)
        if glued is not None and (_may_be_source(glued["name"]) or _is_organs_office(glued["name"])):
            start, end = glued.span("name")
            return Reading(row.raw[start:end], (row.evidence("line of time and name", start, end),))
        byline = _BYLINE.fullmatch(row.folded)
        if byline is not None:
            start, end = byline.span("name")
            return Reading(row.raw[start:end], (row.evidence("byline", start, end),))
        medium = _MEDIUM_THEN_TIME.fullmatch(row.folded)
        if medium is not None and medium["name"] not in site_names and is_medium(medium["name"]):
            start, end = medium.span("name")
            return Reading(row.raw[start:end], (row.evidence("line of name and time", start, end),))
        line = _NAME_AND_TIME.fullmatch(row.folded)
        if line is None:
            continue
        start, end = line.span("before" if line["before"] else "after")
        name = row.raw[start:end]
        # 發布時間 2024.09.18 05:59 臺北時間 names nobody.
        if name in site_names or _NO_SOURCE.fullmatch(fold(name)):
            continue
        account = line["place"] is not None and may_be_account(name)
        is_own = any(len(name) < len(issuer) and issuer.endswith(name) for issuer in issuers)
        if not is_own and (account or _may_be_source(name) or _opens_dateline(sheet, name)):
            return Reading(name, (row.evidence("line of name and time", start, end),))
    return Reading(None)


def _opens_dateline(sheet: Sheet, name: str) -> bool:
    """Whether the text begins with a *name* as agencies and papers begin theirs: ``清川社云泽4月25日电``."""
    return any(
        row.raw.startswith(name) and _DATELINE.search(row.folded[:_LONGEST_DATELINE]) is not None
        for row in sheet.body[:_ROWS_ABOVE_DATELINE]
    )


def _lone_name(sheet: Sheet) -> Reading[str | None] | None:
    """A medium or organisation on a line of its own, beside the line of a date in figures."""
    for first, second in pairwise(sheet.head + sheet.body[:_ROWS_ABOVE_TEXT]):
        for date, name in ((first, second), (second, first)):
            if _DATE_ROW.fullmatch(date.folded) and len(name.raw) <= _LONGEST and _may_be_source(name.raw):
                return Reading(name.raw, (name.evidence("line beside date"),))
    return None


def _is_site(value: str, context: Context) -> bool:
    """Whether a template filled its own site's host in."""
    return value == context.site


def _may_be_source(name: str) -> bool:
    """Whether an unlabelled name is a medium or a whole organisation, rather than a person or an office."""
    if is_medium(name):
        return True
    return len(name) >= _SHORTEST_ORGANISATION and is_organisation(name) and not _OFFICE.search(name)


def _is_organs_office(name: str) -> bool:
    """Whether a name is an organ without its place (市红十字会), or the office of an organ (市政府办公室)."""
    if name.startswith(("省", "市", "县", "区")) and not _OFFICE.search(name):
        return is_organisation(name)
    return name.endswith("办公室") and is_organisation(name.removesuffix("办公室"))


def _cleaned(printed: str) -> str | None:
    if _PLACEHOLDER.search(printed[: 4 * _LONGEST]):
        return None
    value = printed[: 4 * _LONGEST].strip().strip(_QUOTES)
    end = _ENDS.search(fold(value))
    if end is not None:
        value = value[: end.start()]
    value = _without_count(_UNPAIRED.sub("", value.strip()).strip(_QUOTES))
    if (
        not 2 <= len(value) <= _LONGEST
        or _NO_SOURCE.fullmatch(fold(value))
        or "。" in value
        or ":" in fold(value)
    ):
        return None
    # The stripped quotation mark may have been one of a pair: 清川网-《清川日报》, “清川发布”微信公众号.
    value += "》" if value.count("《") > value.count("》") else ""
    value += "”" if value.count("“") > value.count("”") else ""
    value = "“" + value if value.count("”") > value.count("“") else value
    return None if is_advertising(value) else value


def _without_count(value: str) -> str:
    name = _COUNT.sub("", value)
    if name == value:
        return value
    named = name.endswith("网") or is_organisation(name) or is_medium(name) or may_be_account(name)
    return name if named else value

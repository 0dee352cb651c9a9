"""Source: the organisation that the site names as 来源; never the site itself, a person or a code."""

from __future__ import annotations

import re

from archive.notice import Evidence
from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_advertising
from crawler.extraction.context import Context
from crawler.extraction.fields.index_block import Labels
from crawler.extraction.fields.record import Reading
from crawler.extraction.page_text import PageText

_LONGEST = 40
_META = ("contentsource", "source", "article:source")
_NO_SOURCE = re.compile(
    r"本站|本网|本网站|原创|网络|互联网|转载|未知|不详|其他|其它|无|空|暂无|管理员|admin|佚名|网上|综合|本院|本单位|本局|本委|"
    r"[0-9\W_]*|https?.*|www\..*|本站原创|网络整理|内部|自编|未注明",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s{1,}|\t|:?https?:|\||丨|(?:19|20)[0-9]{2}[-/年]|[0-9]{2}:[0-9]{2}|作者|编辑[:]|责任编辑|发布(?=时间|日期|人|者|单位|:)|浏览|点击|阅读|责编|字号|字体|【|\["
)
_QUOTES = "\"“”'‘’《》「」()（）[]【】:：,，。;；-—·"


def read_source(text: PageText, labels: Labels, context: Context) -> Reading[str | None]:
    """The named source, as printed."""
    meta = dict(reversed(text.meta))
    for name in _META:
        value = _cleaned(meta[name]) if name in meta else None
        if value is not None and not _is_site(value, context):
            return Reading(value, (Evidence(raw=meta[name], rule=f"meta:{name}"),))
    for labelled in labels.get("source", ()):
        value = _cleaned(labelled.raw)
        if value is not None:
            return Reading(value, (labelled.evidence(),))
    return Reading(None)


def _is_site(value: str, context: Context) -> bool:
    """Whether a template filled its own site's host in."""
    return value == context.site


def _cleaned(printed: str) -> str | None:
    value = printed[: 4 * _LONGEST].strip().strip(_QUOTES)
    end = _ENDS.search(fold(value))
    if end is not None:
        value = value[: end.start()]
    value = value.strip().strip(_QUOTES)
    if (
        not 2 <= len(value) <= _LONGEST
        or _NO_SOURCE.fullmatch(fold(value))
        or "。" in value
        or ":" in fold(value)
    ):
        return None
    # The stripped quotation mark may have been the second of a pair: 清川网-《清川日报》.
    value += "》" if value.count("《") > value.count("》") else ""
    return None if is_advertising(value) else value

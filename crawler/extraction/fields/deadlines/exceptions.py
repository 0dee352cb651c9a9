"""Days that look like deadlines and bind nobody: figures, what was done, who qualifies, days put off."""

from __future__ import annotations

import re

from crawler.extraction.fields.word_lists import alternatives

_FIGURES = re.compile(alternatives(__package__, "figures"))
_FORMER = re.compile(r"(?:原[^。;]{0,30}|[由从](?:原[^,。;]{0,12})?(?:[㐀-鿿]{0,6}?的)?\s?)\Z")
_SUPERSEDED = re.compile(
    r"[^。;]{0,30}?(?:更正|变更|调整|修改|修正|更改|顺延|展延|延期|延长|延后|推迟|提前|改)[为至到]"
)
"""A correction prints the old day before the new one: 原截止时间1月2日更正为1月9日, 由1月2日延期至1月9日."""
_PUT_OFF = re.compile(r"(?:延长|延期|延后|推迟|顺延|展延|展期)\s?[到至]\s?\Z")
_MOVED = re.compile(
    r"(?:截[止稿]|报名|申报|报送|提交|受理|征集|征稿|收件|反馈|公示|缴费|投稿)[^,。;]{0,4}(?:时间|日期|期限?|日)[^。;]{0,30}"
    r"(?:更正|变更|调整|修改|修正|更改|提前|改)\s?[为到至]\s?\Z"
)
"""The new day of something that ends: 报名截止时间由1月2日调整为1月9日."""
_QUALIFIES = re.compile(
    r"[^,。;]{0,12}?(?:取得|出生|入职|毕业|退休|参加工作|在[^,。;]{2,20}注册)"
    r"|[^,。;对将把向]{0,12}(?:印发|制发|下发|签发|发布|颁布|制定|出台|签订|注册|成立|缴费|报名|交费|届满|到期|期满)(?:[并且及][^,。;]{1,6})?的"
    r"|(?:经|由|已)?(?:生产|购[买置]|采购|建成|竣工|开工|投产|投入使用|备案|发生|形成|受理|立案|确诊|入院|核发|颁发)(?:[并且及][^,。;]{1,6})?的"
    r"|(?![^,。;]{0,4}完成)[^,。;将把]{0,14}(?:公布|揭晓|发布)(?:[,。;]|$)"
)
"""What was so before a day (凡2023年12月31日前取得资格的医师), or will be made known until one."""
_DONE = re.compile(r"已经?(?:分别|全部|陆续|先后|率先|提前|均)?[于在]\s?\Z")
_DONE_AFTER = re.compile(r"\s?,?(?:[均都就便即全]|率先|陆续|提前|全部){0,2}已")
"""What was done by a day: 10月底前已完成, 前两批已于2022年12月31日前通过验收."""
_COUNTED_AFTER = re.compile(
    r"[底末]?(?:[0-9]{1,2}[时:点][0-9]{0,2}分?)?,[^。;]{0,40}?"
    r"(?:(?:达到?|率|占|覆盖|收到|受理|办结|完成|共|有|近|超过?)[^,。;]{0,8}?[0-9]|[0-9]%)"
)
"""What a figure was on a day: 截至3月底，全市建档率达到93.6%，结果由医生反馈."""
_WILL = re.compile(r"(?<!请)(?:将|拟|预计)[于在]\s?\Z")
_SENT_OUT = re.compile(
    r"(?:陆续|统一|集中|分批|全部)?(?:寄[发送出]|邮寄|发放|发送|发出|退[还回]|反馈(?:给|至各))"
)
"""What the writer will hand to his readers: 通知书将于8月上旬寄发."""
_HANDED_OVER = re.compile(alternatives(__package__, "handed_over"))


def is_for_readers(clause: str) -> bool:
    """Whether a clause of a page that is no document calls its readers to hand something in."""
    return _HANDED_OVER.search(clause) is not None


def is_figure(clause: str) -> bool:
    """Whether a clause counts what was found or came in until a day."""
    return _FIGURES.search(clause) is not None


def is_counted_after(text: str, end: int) -> bool:
    """Whether figures of what was so on a day follow it, which ends at *end*."""
    return _COUNTED_AFTER.match(text, end) is not None


def is_superseded(text: str, before: str, end: int) -> bool:
    """Whether a day, with the words *before* it, is the old one of a correction."""
    return (
        ("原" in before or before.rstrip().endswith(("由", "从", "的")))
        and _FORMER.search(before) is not None
        and _PUT_OFF.search(before) is None
        and _SUPERSEDED.match(text, end) is not None
    )


def is_put_off(before: str) -> bool:
    """Whether something is put off to the day behind these words."""
    return _PUT_OFF.search(before) is not None


def is_moved(before: str) -> bool:
    """Whether the end of something is moved to the day behind these words."""
    return _MOVED.search(before) is not None


def is_qualification(text: str, before: str, end: int) -> bool:
    """Whether what stands around a limit that ends at *end* tells what was so, or done, before it."""
    return (
        _QUALIFIES.match(text, end) is not None
        or ("已" in before and _DONE.search(before) is not None)
        or (_WILL.search(before) is not None and _SENT_OUT.match(text, end) is not None)
        or _DONE_AFTER.match(text, end) is not None
    )

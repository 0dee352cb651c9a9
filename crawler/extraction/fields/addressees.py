"""Addressees (主送机关): the row, or the start of a row, that ends in a colon before the text."""

from __future__ import annotations

import re

from archive.vocabulary.document_numbers import find_numbers, parse_number
from archive.vocabulary.folding import fold
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.row import Row, squeeze
from crawler.extraction.fields.sheet import Sheet

_LONGEST = 500
_LONGEST_NUMBER = 40
_ROWS = 6
_SHARE_OF_UNITS = 0.6
"""Not every unit ends in a known word: 申康, 中福会."""
_UNIT = re.compile(
    r"(?:委|办|局|厅|部|会|院|中心|单位|政府|部门|学校|机构|公司|企业|处|科|室|所|站|街道|镇|乡|园区|大学|高校|中学|小学|部|"
    r"同志|师生|家长|市民|居民|群众|朋友|(?:朋友|家长|同志|同学|同仁|老师|居民|市民)们|持牌人|持证人|持有人|投标人|供应商|经营者|代表|委员|团体|媒体|兵团|集团|股|队|组|人员|附幼|附小|附中|幼儿园|机关|社区|"
    r"患者|负责人|党组织|承建商|实体|院舍|业主|医师|护士|医生|用户|旅客|考生|人士|干部|职员|会员|司|署|行政区|开发区|新区|县|区|市|省|公会|工会|协会|科协|残联|妇联|爱卫办|党组|党委|支部|院校|校园|班级|年级|学生|诊所|药店|员工|职工|工作者|企业家)"
    r"(?:\([^()]{1,40}\))?\Z"
)
_START = re.compile(r"各|有关|全|省|市|县|区|州|尊敬|广大|相关|驻|委|局|院|镇|国|中|新|机关|持[牌证]")
_SENTENCE = re.compile(
    r"[。!?!]|如下|现将|根据|按照|为了|为进一步|以下|要求|通知|联系(?!单位)|负责(?!人)|时间|地点|内容|对象|标准|说明"
)
_BULLET = re.compile(
    r"[▲△●○◆◇■□★☆※·•*▪-]|[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]\)|[0-9]{1,2}[.、]"
)
_DEPUTY = re.compile(r"[㐀-鿿*×]{1,4}(?:委员|代表)(?:等)?")
"""Answers to proposals are addressed to the deputy: 陈委员."""
_HOLDER = re.compile(r"持[牌证]有?人")
"""持牌人：某某 is a label."""
_CALLED = re.compile(r"各[㐀-鿿]|尊敬的|亲爱的|广大")
"""Who is called so is addressed, whatever the last word of the name is: 各用人单位, 各建筑承建商."""
_LONGEST_CALLED = 60
_COPIES = re.compile(
    r"^正\s?本\s?:\s?(?P<units>[^\n]{2,300})|^受文者\s?:\s?(?P<reader>[^\n]{2,60})", re.MULTILINE
)
"""A Taiwanese letter names its addressees at its end (正本), and the copy's reader above (受文者)."""
_TO = re.compile(r"致\s{0,2}:\s{0,2}(?P<units>[^。;!?:]{2,120})")
"""``致：全港小學校長``, above the title of a letter of Hong Kong or Macao, or over its text."""
_LABEL = re.compile(
    r".{0,4}?(?:主办|承办|协办|发布|发文|联系|举办|责任|牵头|报名|支持|指导|公示|建设|采购|招标|制定|起草|申报|申请|监督|参加|实施|"
    r"组织|受理|印发|颁布|填报|推荐|所在|用人|招聘|举报|批准|审批|配合|参与|适用|检测|抄送|抄报|报送|接种|服务|采样|主管)"
    r"(?:单位|机构|部门|机关|人员|医院|中心|学校|公司|企业|处|地点|人)\Z"
)


def read_addressees(sheet: Sheet) -> Reading[tuple[str, ...]]:
    """The addressed units, split at commas outside brackets, as printed; ``()`` where there are none."""
    if "正本" in sheet.body_folded or "受文者" in sheet.body_folded:
        letter = _of_letter(sheet)
        if letter.value:
            return letter
    for row in (*sheet.head, *sheet.body[: sheet.opening + _ROWS]):
        to = _TO.fullmatch(row.folded) if row.folded[:1] == "致" else None
        if to is not None:
            units = split_units(row.raw[slice(*to.span("units"))])
            return Reading(units, (row.evidence("line behind 致", *to.span("units")),))
    first = _behind_number(sheet)
    rows = sheet.body[first : first + _ROWS]
    for index, row in enumerate(rows):
        begin = _after_number(row)
        colon = row.folded.find(":", begin, begin + _LONGEST)
        if colon > begin and not _BULLET.match(row.folded):
            begin += row.folded.startswith("致", begin) and not row.folded.startswith("致电", begin)
            span = row.raw[begin:colon]
            joined = _continued(rows[:index]) + span
            for text in dict.fromkeys((joined, span)):
                units = _units(text, whole=colon == len(row.raw) - 1)
                if units:
                    return Reading(units, (row.evidence("line with colon", begin, colon),))
        if _is_text(row):
            break
    return Reading(())


def _of_letter(sheet: Sheet) -> Reading[tuple[str, ...]]:
    found = list(_COPIES.finditer(sheet.body_folded))
    for group in ("units", "reader"):
        for match in found:
            if match[group]:
                start, end = match.span(group)
                units = split_units(sheet.body_raw[start:end].rstrip("。 "))
                return Reading(units, (sheet.body_evidence(match[0][:2], start, end),))
    return Reading(())


def _behind_number(sheet: Sheet) -> int:
    """The opening, or the row after a number that stands alone a little further down (a blurb above it)."""
    opens = sheet.body[sheet.opening].raw if sheet.opening < len(sheet.body) else ""
    if opens.endswith(("：", ":")) and _units(opens[:-1], whole=True):
        return sheet.opening
    for index in range(sheet.opening, min(sheet.opening + _ROWS, len(sheet.body))):
        if len(sheet.body[index].raw) <= _LONGEST_NUMBER and parse_number(sheet.body[index].raw):
            return index + 1
    return sheet.opening


def split_units(text: str) -> tuple[str, ...]:
    """``text`` cut at ``，`` and ``,`` outside brackets, white space removed."""
    units, depth, current = [], 0, ""
    for character in text:
        depth += (character in "(（[〔") - (character in ")）]〕")
        if character in ",，;；" and depth <= 0:
            units.append(current)
            current = ""
        else:
            current += character
    units.append(current)
    return tuple(unit for unit in map(squeeze, units) if unit)


def _after_number(row: Row) -> int:
    """Where the addressees may begin: behind a number or title glued in front of them."""
    if "号" not in row.folded[:_LONGEST]:
        return 0
    numbers = find_numbers(row.raw[:_LONGEST], folded=row.folded[:_LONGEST])
    return (
        numbers[0].end
        if numbers and row.folded[numbers[0].end : numbers[0].end + 1] not in {")", "》"}
        else 0
    )


def _continued(rows: tuple[Row, ...]) -> str:
    """Rows directly above that an addressee line was wrapped from: they begin with 各, or end in a comma."""
    wrapped: list[str] = []
    for row in reversed(rows):
        if _is_text(row) or not (row.folded.startswith("各") or row.folded.endswith((",", "、"))):
            break
        wrapped.insert(0, row.raw)
    return "".join(wrapped)


def _is_text(row: Row) -> bool:
    return "。" in row.folded or len(row.folded) > _LONGEST


def _units(text: str, *, whole: bool) -> tuple[str, ...]:
    """The units in ``text``, which stands before a colon; ``whole`` where the colon ends its row."""
    units = split_units(text)
    folded = [fold(unit) for unit in units]
    if not units or any(map(_SENTENCE.search, folded)) or _is_label(folded, whole=whole):
        return ()
    if not whole and len(units) == 1 and _HOLDER.fullmatch(folded[0]):
        return ()
    if whole and len(units) == 1 and _DEPUTY.fullmatch(folded[0]):
        return units
    if whole and len(text) <= _LONGEST_CALLED and all(map(_CALLED.match, folded)):
        return units
    if not _START.match(folded[0]) and len(units) < 2 and not _named(folded[0]):
        return ()
    good = sum(_UNIT.search(unit) is not None for unit in folded)
    return units if good >= max(1, len(units) * _SHARE_OF_UNITS) and _UNIT.search(folded[-1]) else ()


def _is_label(units: list[str], *, whole: bool) -> bool:
    """Whether a lone unit names a part in something, 接种单位; all who have it are addressed: 各接种单位."""
    if len(units) != 1 or _LABEL.match(units[0]) is None:
        return False
    return not (whole and units[0].startswith("各"))


def _named(unit: str) -> bool:
    """Whether a lone unit is a whole organisation (``清川市卫生局``) rather than a label."""
    return len(unit) >= 5 and _UNIT.search(unit) is not None

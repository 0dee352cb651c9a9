"""Names of the persons whom a line says to ask, and the office that they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation
from archive.vocabulary.person_names import is_person_name
from crawler.extraction.fields.telephones import NUMBER

NAME_LABEL = re.compile(r"联\s{0,4}[系络]\s{0,4}人|承\s{0,2}办\s{0,2}人|经\s{0,2}办\s{0,2}人|收\s?件\s?人")
_LABELLED = re.compile(
    rf"(?:{NAME_LABEL.pattern})(?:及(?:联系)?(?:电话|方式))?\s{{0,3}}[:,]\s{{0,3}}(?P<names>[^。;\n]{{2,80}})"
)
# A further line of a list of contacts: organisation, names, number.
_FURTHER = re.compile(r"(?P<names>(?:[㐀-鿿]{4,30}[,、\s]{1,3})?(?:[㐀-鿿]{2,4}[,、\s]{1,3}){1,3})(?=[(0-9])")
# 联系人某某，电话 … and 联系人某某：0365-2207830: no colon behind the label
_BARE_LABEL = re.compile(
    rf"(?:{NAME_LABEL.pattern})\s{{0,4}}(?P<names>[㐀-鿿]{{2,4}})(?=[,，、(\s]|:?\s?[0-9])"
)
# Between an office and its number: 基层科 某某 0365-2207830; who edits the page is not whom to ask
_BEFORE_NUMBER = re.compile(
    r"(?:^|(?<=[\s,;:、()。]))(?<!编辑:)(?<!责编:)(?<!校对:)(?<!审核:)(?P<names>[㐀-鿿]{2,30}(?:[、,\s][㐀-鿿]{2,4}){0,3}|[㐀-鿿]\s[㐀-鿿](?:[、,]\s?[㐀-鿿]\s?[㐀-鿿]{1,2}){0,3})"
    r"(?:\s{1,3}|\s?[,(:/]\s?)(?:(?:(?:联系)?电话|手机)(?:[/(]微信(?:同号)?\)?)?|[Tt]el)?\s?[:(]?\s?(?=[(0-9A-Za-z])"
)
# 某某（市卫生局）：0365-2207830
_WITH_OFFICE = re.compile(
    r"(?:^|(?<=[\s,;:、()。]))(?P<names>[㐀-鿿]{2,4}|[㐀-鿿]\s[㐀-鿿])\s?\((?P<office>[㐀-鿿]{2,20})\)\s?:?\s?(?=[(0-9])"
)
_SO_CALLED = r"[㐀-鿿]{1,2}(?:小姐|先生|女士|老师|姑娘|主任|医生|医师|护士|护理师|秘书|科长|同志)"
# 0365-2207830 某小姐, 致电2207 8300与某姑娘联络
_CALLED_BEHIND_NUMBER = re.compile(
    rf"(?<=[0-9])\s?[,、(与找向和洽]?\s?(?P<names>{_SO_CALLED}(?:[/、或]{_SO_CALLED}){{0,2}})"
)
# 寄至企划科某先生收
_RECEIVER = re.compile(r"(?P<names>[㐀-鿿]{1,2}(?:小姐|先生|女士|老师|秘书|医生|主任))[\s(]?收(?![到取入])")
# 详情可问某老师，电话 … ; 请洽某局某科某某先生，电话 …
_ASKED = re.compile(
    r"(?:问|找|联系|打|洽(?:询)?(?:[㐀-鿿]{2,20}?[科股室处组课])?)(?P<names>[㐀-鿿]{1,3}?(?:老师|医生|主任|女士|先生|小姐|姑娘)|[老小][㐀-鿿])(?=[,、(\s:]|手机|电话|[0-9])"
)
# 报农卫股某某处（2038812）, in the middle of a sentence
_INSIDE_SENTENCE = re.compile(r"(?<=[科股室办处])(?P<names>[㐀-鿿]{2,3}?)处?\s?[(:](?=[0-9])")
# 某小姐05-2345678
_CALLED_BEFORE_NUMBER = re.compile(
    r"(?:^|(?<=[\s,;:、()。]))(?P<names>[㐀-鿿]{1,2}(?:小姐|先生|女士|老师|护理师))(?=[(0-9])"
)
# 0365-2207830（人事科 某某）
_BEHIND_NUMBER = re.compile(r"(?<=[0-9])\s?\((?P<names>[㐀-鿿、,\s]{2,40})")
_IN_OWN_BRACKET = re.compile(r"(?<=[0-9])\s?\((?P<word>[㐀-鿿]{2,4})\)")
_BESIDE_NUMBER = (
    (_WITH_OFFICE, True),
    (_BEFORE_NUMBER, True),
    (_CALLED_BEFORE_NUMBER, True),
    (_INSIDE_SENTENCE, True),
    (_BEHIND_NUMBER, False),
    (_CALLED_BEHIND_NUMBER, False),
)
"""Where names stand beside a number, and whether it comes right behind them; the first to give any counts."""
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@")
_LONGEST_ALONE = 24
_ALONE = re.compile(r"(?:[㐀-鿿]{2,16}[科股室处办部院中心所站会组]\s)?[㐀-鿿]{2,4}")
"""A row that is a name, maybe with the office before it."""
_NAME = re.compile(r"[㐀-鿿]{2,4}(?:·[㐀-鿿]{2,6})?\Z")
_PADDED = re.compile(r"(?:\A|(?<=[、,，/／\s(（]))[㐀-鿿](?:\s{1,2}[㐀-鿿]){1,3}(?![㐀-鿿])")
_SURNAME_AND_CALL = re.compile(r"(?![各请找问该本由向和与])[㐀-鿿](?:老师|医生|医师|女士|先生|小姐|护理师)")
"""Who is called so is a person, be the surname in no table."""
_NO_NAME = re.compile(
    r"联系|电话|传真|邮箱|手机|地址|邮编|热线|咨询|办公(?!室\Z)|报名|微信|附件|同志们|工作日|时间|单位|科室"
)
_OFFICE = re.compile(r"(?:委|局|厅|处|科|室|股|会|院|中心|所|站|部|司|办|组|校|公司|机构|单位)\Z")
_CALLED = re.compile(r"(?<=[㐀-鿿]{2})(?:老师|医生|医师|女士|先生|主任|同志)\Z")
"""How a person is called behind the whole name."""
_OFFICE_PREFIX = re.compile(r".{2,30}(?:委|局|厅|处|科|室|股|会|院|中心|所|站|部|司|办)(?=[㐀-鿿]{2,4}\Z)")


@dataclass(slots=True)
class Persons:
    """Names in the order printed, with the last office named before one."""

    names: list[str] = field(default_factory=list)
    office: str | None = None

    def add(self, printed: str, *, certain: bool) -> None:
        """Add the names in ``printed``; those that no label announces (not *certain*) need a surname."""
        printed = _PADDED.sub(lambda padded: "".join(padded[0].split()), printed)
        for piece in re.split(r"[、,，/／或\s()（）]+", printed):
            word = re.split("[:：]", piece)[0]
            if _NO_NAME.search(fold(word)):
                if certain or self.names:
                    break
                continue
            if re.search(r"[0-9]", word):
                continue
            word = _uncalled(word)
            office = None if _OFFICE.search(word) else _OFFICE_PREFIX.match(word)
            if office is not None:
                self.office, word = office[0], word[office.end() :]
            if is_organisation(word):
                self.office = word
            elif _NAME.match(word) and (certain or _is_person(word)):
                self.names.append(word)
            elif word and self.names:
                break


def _is_person(word: str) -> bool:
    return is_person_name(word) or _SURNAME_AND_CALL.fullmatch(fold(word)) is not None


def _uncalled(word: str) -> str:
    """A whole name without how its bearer is called (古月老师); 王老师 stays, for there is no more of it."""
    bare = _CALLED.sub("", word)
    return bare if bare != word and is_person_name(bare) and not is_person_name(word) else word


def person_alone(raw: str) -> Persons:
    """The person that a short row names and nothing else, with the office: 科教科 某某."""
    found = Persons()
    if len(raw) <= _LONGEST_ALONE and _ALONE.fullmatch(fold(raw)):
        found.add(raw, certain=False)
    return found


def find_persons(text: str, raw: str, *, follows: bool, beside_number: bool) -> Persons:
    """The persons in folded ``text``, named as in ``raw``, which is as long.

    They stand behind 联系人 and the like; without such a label, *beside_number*, where there is one.
    """
    found = _labelled(text, raw, beside_number=beside_number)
    if found.names or not beside_number:
        return found
    further = _FURTHER.match(text) if follows else None
    if further is not None:
        found.add(raw[slice(*further.span("names"))], certain=True)
    if found.names:
        return found
    if _are_places(text):
        return found
    for pattern, stands_before in _BESIDE_NUMBER:
        for match in pattern.finditer(text) if not found.names else ():
            end = match.end()
            if not stands_before or NUMBER.match(text, end) or _EMAIL.match(text, end):
                found.add(raw[slice(*match.span("names"))], certain=False)
    return found


def _are_places(text: str) -> bool:
    """Whether one of the words that stand in brackets behind several numbers is no person: none is then.

    ``0365-5550120（罗村） 0365-5550121（官窑）`` are the numbers of stations.
    """
    words = [match["word"] for match in _IN_OWN_BRACKET.finditer(text)] if ")" in text else []
    told = [word for word in words if not _NO_NAME.search(word) and "传真" not in word]
    return len(told) > 1 and not all(map(_is_person, told))


def _labelled(text: str, raw: str, *, beside_number: bool) -> Persons:
    found = Persons()
    for match in _LABELLED.finditer(text):
        found.add(raw[slice(*match.span("names"))], certain=True)
    for match in _BARE_LABEL.finditer(text) if not found.names else ():
        found.add(raw[slice(*match.span("names"))], certain=False)
    for match in _RECEIVER.finditer(text) if not found.names and "收" in text else ():
        found.add(raw[slice(*match.span("names"))], certain=False)
    for match in _ASKED.finditer(text) if not found.names and beside_number else ():
        found.add(raw[slice(*match.span("names"))], certain=False)
    return found

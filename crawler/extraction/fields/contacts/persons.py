"""Which of the words printed where names stand are persons, and which the office that they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.vocabulary.folding import fold
from archive.vocabulary.organisations import is_organisation
from archive.vocabulary.person_names import is_person_name, words_of_address
from crawler.extraction.fields.word_lists import alternatives

CALLED = "|".join(word for word in words_of_address() if len(word) > 1)
"""How a person is called, as a part of patterns; 工 ends too many other words."""
_OFFICES = alternatives(__package__, "offices")
_BETWEEN_NAMES = re.compile(r"([、,，/／或\s()（）]+)")
_NAME = re.compile(r"[㐀-鿿]{2,4}(?:·[㐀-鿿]{2,6})?\Z")
_PADDED = re.compile(r"(?:\A|(?<=[、,，/／\s(（]))[㐀-鿿](?:\s{1,2}[㐀-鿿]){1,3}(?![㐀-鿿])")
_SURNAME_AND_CALL = re.compile(
    rf"(?![各请找问该本由向和与])[㐀-鿿](?:{alternatives(__package__, 'called_politely')})"
)
"""Who is called so is a person, be the surname in no table."""
NO_NAME = re.compile(alternatives(__package__, "no_names"))
_OFFICE = re.compile(rf"(?:{_OFFICES}|{alternatives(__package__, 'other_offices')})\Z")
_CALLED_BEHIND_NAME = re.compile(rf"(?<=[㐀-鿿]{{2}})(?:{CALLED})\Z")
"""How a person is called behind the whole name."""
_OFFICE_PREFIX = re.compile(rf".{{2,30}}(?:{_OFFICES})(?=[㐀-鿿]{{2,4}}\Z)")


@dataclass(slots=True)
class Persons:
    """Names in the order printed, with the last office named before one."""

    names: list[str] = field(default_factory=list)
    office: str | None = None

    def add(self, printed: str, *, certain: bool) -> None:
        """Add the names in ``printed``; those that no label announces (not *certain*) need a surname."""
        printed = _PADDED.sub(lambda padded: "".join(padded[0].split()), printed)
        pieces = _BETWEEN_NAMES.split(printed)
        in_brackets = False
        for piece, between in zip(pieces[::2], ["", *pieces[1::2]], strict=True):
            in_brackets = _stays_open(between, is_open=in_brackets)
            word = re.split("[:：]", piece)[0]
            if NO_NAME.search(fold(word)):
                if certain or self.names:
                    break
                continue
            if re.search(r"[0-9]", word):
                continue
            word = _uncalled(word)
            office = None if _OFFICE.search(word) else _OFFICE_PREFIX.match(word)
            if office is not None:
                self.office, word = office[0], word[office.end() :]
            announced = certain and not (in_brackets and self.names)
            if is_organisation(word):
                self.office = word
            elif _NAME.match(word) and (announced or is_person(word)):
                self.names.append(word)
            elif word and self.names and not (certain and in_brackets):
                break


def _stays_open(between: str, *, is_open: bool) -> bool:
    """Whether what stands *between* two words leaves a bracket open: what a person does, 某某（报名）."""
    opening = max(between.rfind("("), between.rfind("（"))
    closing = max(between.rfind(")"), between.rfind("）"))
    return is_open if opening == closing else opening > closing


def is_person(word: str) -> bool:
    """Whether a word is a name, or a surname, be it in no table, with how its bearer is called."""
    return is_person_name(word) or _SURNAME_AND_CALL.fullmatch(fold(word)) is not None


def _uncalled(word: str) -> str:
    """A whole name without how its bearer is called (古月老师); 王老师 stays, for there is no more of it."""
    bare = _CALLED_BEHIND_NAME.sub("", word)
    return bare if bare != word and is_person_name(bare) and not is_person_name(word) else word

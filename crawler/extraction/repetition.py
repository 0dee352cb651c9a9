"""Fold a document that one page gives twice, and drop a lead that repeats it in changed words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from crawler.extraction.chrome import chrome_of
from crawler.extraction.text_keys import grams, key
from crawler.extraction.title_text import is_document_title

_SUBSTANTIAL = 12
"""Characters of a line by which two copies are lined up: shorter ones (一、总体要求) recur by nature."""
_SAME_SHARE = 0.8
"""Of the characters; the lines of a copy are the same, but its own title and source lines are few."""
_FEWEST_COPIED = 3
_SHORTEST_WHOLE = 100
"""Characters of a document that stands on fewer lines."""
_LONGEST_GAP = 4
"""A second copy's own title and source lines may stand between the two."""
_MOST_TRIES = 100
"""Places at which a copy may begin: the heading of a table may stand on top of each of its pages."""
_SHORTEST_LEAD = 20
_LEAD_CHARACTERS = 40
_OPENING_WITHIN = 6
_ELLIPSIS = re.compile(r"(?:…|\.{3}|。{3})\s*$")
_FINAL = re.compile(r"[。；：！？.;:!?]\s*[”）)]?$")
_LEAD_SHARE = 0.75
_LEAD_LINES = 2
_FEWEST_SAMPLES = 2
"""A lead of three quarters known text has at least so many of a dozen samples in common with what follows."""
_LEAD_WITHIN = 40
"""A lead repeats what stands in so many lines below it."""
_SENTENCE = re.compile(r"[，。；！？]|[㐀-鿿][,.;]")
_OF_DOCUMENT = re.compile(rf"{_SENTENCE.pattern}|\t|^附")
"""Sentences, the rows of a table, annexes."""
_NUMERALS = re.compile(r"[\d一二三四五六七八九十]+")


def fold_doubled(lines: Sequence[str]) -> list[str]:
    """*lines* with a second copy of the whole text left out; prose, tables and annexes after it stay."""
    text = "\n".join(lines)
    fewest = _FEWEST_COPIED if len(lines) >= 2 * _FEWEST_COPIED else 1
    below = sum([len(line) + 1 for line in lines[:fewest]])
    for line, copied in zip(lines[: _LONGEST_GAP + 1], [*lines[fewest:], ""], strict=False):
        if _recurs(line, text, below):
            break
        below += len(copied) + 1
    else:
        return list(lines)
    keys = [key(line) for line in lines]
    first_seen: dict[str, int] = {}
    tries = 0
    for index, own in enumerate(keys):
        if len(own) < _SUBSTANTIAL:
            continue
        origin = first_seen.setdefault(own, index)
        if origin == index:
            continue
        if origin > _LONGEST_GAP or index - origin < fewest:
            continue
        if index - origin < _FEWEST_COPIED and len("".join(keys[origin:index])) < _SHORTEST_WHOLE:
            continue
        folded = _without_copy(lines, keys, origin, index)
        tries += 1
        if folded is not None or tries >= _MOST_TRIES:
            return list(lines) if folded is None else folded
    return list(lines)


def _recurs(line: str, text: str, below: int) -> bool:
    """Whether a line stands again in *text* from *below* on; a quick look before all keys are made."""
    own = key(line)
    if len(own) < _SUBSTANTIAL:
        return False
    beginning, middle = line.lstrip()[:2], own[len(own) // 2]
    middle = "" if middle.isascii() else middle  # a letter or digit may be of full width in the line
    place = text.find(beginning, below)
    while place >= 0:
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        other = text[start : end if end >= 0 else len(text)]
        if middle in other and key(other) == own:
            return True
        place = text.find(beginning, end) if end >= 0 else -1
    return False


def _without_copy(lines: Sequence[str], keys: list[str], origin: int, copy: int) -> list[str] | None:
    """The lines without the copy that begins at *copy*, if it is one of those from *origin* on."""
    first = keys[origin:copy]
    substantial = {own for own in first if len(own) >= _SUBSTANTIAL}
    second = keys[copy : copy + len(first) + _LONGEST_GAP]
    found = substantial & set(second)
    if len(substantial) < _FEWEST_COPIED and len("".join(first)) < 4 * _SUBSTANTIAL:
        return None
    if len("".join(found)) < _SAME_SHARE * len("".join(substantial)):
        return None
    if not any(map(_SENTENCE.search, lines[origin:copy])) or _counts_on(keys, origin, copy):
        return None
    known = set(keys[:copy])
    above = set(keys[: origin + 1])
    gap = range(max(copy - _LONGEST_GAP, origin + 1), copy)
    start = next((at for at in gap if keys[at] in above or chrome_of(lines[at])), copy)
    end = copy
    while end < len(keys) and (keys[end] in known or not keys[end]):
        end += 1
    rest = lines[end:]
    return [*lines[:start], *(rest if any(map(_OF_DOCUMENT.search, rest)) else ())]


def _counts_on(keys: list[str], origin: int, copy: int) -> bool:
    """Whether the lines above two places differ in their numbers alone: 第一周 and 第二周 of a schedule."""
    above, below = (keys[place - 1] if place else "" for place in (origin, copy))
    return above != below and _NUMERALS.sub("", above) == _NUMERALS.sub("", below)


def without_lead(lines: Sequence[str], title: str | None) -> list[str]:
    """*lines* without a first line in which the site sums up what follows.

    Words of such a lead recur below it, and it is cut short with an ellipsis, or repeats the beginning
    of the text without a final mark, or runs the title and the first lines together: most of its
    character 4-grams occur in the lines after it, over several of them.
    """
    if len(lines) < _LEAD_LINES + 1:
        return list(lines)
    lead = key(lines[0])
    if len(lead) < _SHORTEST_LEAD:
        return list(lines)
    following = "\n".join(lines[1:_LEAD_WITHIN])
    if not _has_samples(lines[0], following):
        return list(lines)
    if _ELLIPSIS.search(lines[0]) and len(following) > len(lines[0]):
        return list(lines[1:])
    repeats = not is_document_title(lines[0]) and _repeats(lines[0], lead, lines, following, title)
    return list(lines[1:]) if repeats else list(lines)


def _has_samples(line: str, following: str) -> bool:
    """Whether some of a dozen samples of *line* occur in what follows it."""
    samples = [line[at : at + 4] for at in range(0, len(line) - 4, max(len(line) // 12, 1))]
    return len([sample for sample in samples if sample in following]) >= _FEWEST_SAMPLES


def _repeats(line: str, lead: str, lines: Sequence[str], following: str, title: str | None) -> bool:
    lead_grams = grams(lead, 4)
    if not _FINAL.search(line):
        opening = key("".join(lines[1:_OPENING_WITHIN]))
        if _most_occur(lead_grams, opening, _SAME_SHARE):
            return True
    if len(lead) < _LEAD_CHARACTERS:
        return False
    known = key(title or "") + key(following)
    if not _most_occur(lead_grams, known, _LEAD_SHARE):
        return False
    rest = [grams(key(text), 4) for text in lines[1:_LEAD_WITHIN]]
    covered = sum(1 for own in rest if own and len(own & lead_grams) >= 0.6 * len(own))
    return covered >= _LEAD_LINES


def _most_occur(pieces: AbstractSet[str], text: str, share: float) -> bool:
    """Whether at least a *share* of *pieces* occur in *text*; most texts are told apart by the first few."""
    left = len(pieces)
    for piece in pieces:
        if piece not in text:
            left -= 1
            if left < share * len(pieces):
                return False
    return True

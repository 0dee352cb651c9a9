"""Find the 政府信息公开 index block: rows of labels and values, in any of its layouts.

::

    索引号：A/2024-1          one pair a line
    索引号：A/2024-1 文号：…   all on one line
    [ 索引号 ] A/2024-1
    索引号 ⏎ A/2024-1         label and value on alternate lines
    索引号 ⇥ A/2024-1 ⇥ …     cells of a table
    索引号 A/2024-1 文号 …     all on one line, told by blanks alone
    索引号A/2024-1            glued, where style sheets alone set them apart
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from archive.vocabulary.folding import fold
from crawler.extraction.labels import bare_label, block_labels

_LONGEST_ROW = 600
_LONGEST_VALUE = 80
_LONGEST_LABEL = 30
"""A label with the spaces that pad it."""
_FEWEST_GLUED = 3
"""So many rows in a row, and characters of a label, make a block without colons."""
_FEWEST_BETWEEN_BLANKS = 3
"""So many labels of a line, each with a value, need no colons."""
_MOST_PIECES = 5
"""Into so many words blanks part a label that they pad."""
_SERIAL = re.compile(r"[0-9０-９]{7,11}[A-ZＡ-Ｚ]?\s?[号號]")
_MAY_HOLD_LABELS = re.compile(r"[:：\[［【]")


@cache
def _inline() -> re.Pattern[str]:
    """A label inside a folded line: bracketed, or followed by a colon."""
    spaced = "|".join(r"\s*".join(label) for label in sorted(block_labels(), key=len, reverse=True))
    return re.compile(
        rf"(?:^(?:[-•·●]\s*|\d{{1,2}}[.、]\s*)?|(?<=[\s;|]))(?:[\[【]\s*({spaced})\s*[\]】]\s*:?|({spaced})\s*:)"
    )


def index_rows(lines: Sequence[str]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The block's pairs as ``label：value`` lines, and the indexes of the lines they stood on.

    A block is at least two labels on neighbouring lines or on one line; a lone 关键词 or 名称 is
    none.  Pairs without a value are left out: a label is never the value of the one before it.
    """
    rows: list[str] = []
    used: set[int] = set()
    glued = _glued_pairs(lines)
    index = 0
    while index < len(lines):
        pairs, length = ([glued[index]], 1) if index in glued else _pairs_at(lines, index)
        if pairs is None:
            index += 1
            continue
        rows += [f"{label}：{value}" for label, value in pairs if value]
        used.update(range(index, index + length))
        index += length
    found = (
        len(glued)
        + sum(1 for index in used if is_index_row(lines[index]))
        + sum(lines[index].count("\t") > 1 for index in used)
    )
    several = len(rows) > 1 or found > 1
    return (tuple(rows), frozenset(used)) if several else ((), frozenset())


def _glued_pairs(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The pairs of label and value that style sheets alone set apart: ``索引号A/2024-1``, row below row."""
    pairs: dict[int, tuple[str, str]] = {}
    run: dict[int, tuple[str, str]] = {}
    for index, line in enumerate((*lines, "")):
        match = _glued().match(line) if len(line) <= _LONGEST_VALUE else None
        if match is not None:
            run[index] = (bare_label(match[1]), line[match.end() :].strip())
        else:
            pairs |= run if sum(1 for _, value in run.values() if value) >= _FEWEST_GLUED else {}
            run = {}
    return pairs


@cache
def _glued() -> re.Pattern[str]:
    # A label of two characters is one where spaces pad it to the width of the others.
    labels = [label for label in block_labels() if len(label) > 1]
    written = [(r"\s*" if len(label) >= _FEWEST_GLUED else r"\s+").join(label) for label in labels]
    return re.compile(rf"({'|'.join(sorted(written, key=len, reverse=True))})(?![\s:：\]】])")


def _pairs_at(lines: Sequence[str], index: int) -> tuple[list[tuple[str, str]] | None, int]:
    """The pairs of the line (and the next one, for alternate lines), and how many lines they take."""
    line = lines[index]
    if len(line) > _LONGEST_ROW:
        return None, 1
    pairs = (
        (_cell_pairs(line.split("\t")) if "\t" in line else []) or _inline_pairs(line) or _blank_pairs(line)
    )
    if not pairs and len(line) <= _LONGEST_LABEL and bare_label(line) in block_labels():
        pairs = [(bare_label(line), "")]
    if len(pairs) == 1 and index + 1 < len(lines) and (not pairs[0][1] or pairs[0][1].endswith("第")):
        follower = lines[index + 1].strip()
        if pairs[0][1]:
            # The layout broke a number of Taiwan: 發文字號：雲衛疾字第 / 1120200448號
            return ([(pairs[0][0], pairs[0][1] + follower)], 2) if _SERIAL.fullmatch(follower) else (pairs, 1)
        if _may_be_value(line, follower):
            return [(pairs[0][0], follower)], 2
    return pairs or None, 1


def _may_be_value(label: str, follower: str) -> bool:
    """Whether the line below a lone label is its value, and not an addressee, a sentence or a label.

    A bracketed label (``[ 主题词 ]``) has its value beside it, or none.
    """
    if label.lstrip()[:1] in "[【" or follower.endswith(("：", ":", "。")):
        return False
    return len(follower) <= _LONGEST_VALUE and not is_index_row(follower)


def _inline_pairs(line: str) -> list[tuple[str, str]]:
    """The labels of a line that begins with one, each with the text up to the next."""
    if not _MAY_HOLD_LABELS.search(line):
        return []
    folded = fold(line)
    if not _inline().match(folded):
        return []
    found = list(_inline().finditer(folded))
    ends = [*(match.start() for match in found[1:]), len(line)]
    return [
        (bare_label(match[1] or match[2]), line[match.end() : end].strip(" \t;；|"))
        for match, end in zip(found, ends, strict=True)
    ]


def _blank_pairs(line: str) -> list[tuple[str, str]]:
    """The labels of a line that begins with one, each set apart from its value by blanks alone."""
    words = line.split()
    if len(words) < 2 * _FEWEST_BETWEEN_BLANKS or _label_at(words, 0) is None:
        return []
    pairs: list[tuple[str, list[str]]] = []
    index = 0
    while index < len(words):
        found = _label_at(words, index)
        if found is not None:
            pairs.append((found[0], []))
        else:
            pairs[-1][1].append(words[index])
        index += found[1] if found is not None else 1
    valued = sum(1 for _, value in pairs if value)
    return [(label, " ".join(value)) for label, value in pairs] if valued >= _FEWEST_BETWEEN_BLANKS else []


def _label_at(words: Sequence[str], index: int) -> tuple[str, int] | None:
    """The label that begins with a word, and how many words it takes: 索 引 号 takes three."""
    first = words[index]
    if bare_label(first) in block_labels():
        return bare_label(first), 1
    if len(first) > 1 or not "一" <= first <= "鿿":
        return None
    for count in range(_MOST_PIECES, 1, -1):
        label = bare_label("".join(words[index : index + count]))
        if label in block_labels():
            return label, count
    return None


def _cell_pairs(cells: list[str]) -> list[tuple[str, str]]:
    """Label and value cells in turn; a row whose first cell is no label gives nothing."""
    if bare_label(cells[0]) not in block_labels():
        return []
    pairs = []
    position = 0
    while position < len(cells):
        label = bare_label(cells[position])
        if label not in block_labels():
            position += 1
            continue
        value = cells[position + 1].strip() if position + 1 < len(cells) else ""
        if bare_label(value) in block_labels():
            value = ""
            position -= 1
        pairs.append((label, value))
        position += 2
    return pairs


def is_index_row(line: str) -> bool:
    """Whether a line begins with a label of the index block."""
    first_cell = line.partition("\t")[0]
    if len(first_cell) <= _LONGEST_LABEL and bare_label(first_cell) in block_labels():
        return True
    if _MAY_HOLD_LABELS.search(line) is not None and _inline().match(fold(line)) is not None:
        return True
    return len(line) <= _LONGEST_ROW and bool(_blank_pairs(line))

"""Full-text search that equals a substring scan: folding, tokens, queries and the index itself.

No tokenizer of SQLite finds a Chinese word inside a sentence, so every character is one token
and every search term is a phrase of such tokens.  Text and query are folded alike, one character
to one character, so that script, width, brackets and quotation marks never hide a match.
"""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version

from opencc import OpenCC

from archive.schema import SEARCH_COLUMNS, SEARCH_TABLE

FOLDING = f"1 opencc-{version('opencc')} unicode-{unicodedata.unidata_version}"
"""What the tokens depend on.  An index made under another value has to be rebuilt."""

NOTHING = '""'
"""The match expression that finds nothing."""

LONGEST_QUERY = 2000
"""Characters.  Longer queries find nothing: 60,000 characters kept Datasette busy for seconds."""

_COLUMNS = ", ".join(SEARCH_COLUMNS)
_MARKS = ", ".join("?" * len(SEARCH_COLUMNS))
# Names of our own tables and columns, never a reader's text, are what these statements are made of.
_ADD = f"INSERT INTO {SEARCH_TABLE}(rowid, {_COLUMNS}) VALUES (?, {_MARKS})"  # noqa: S608
_REMOVE = f"INSERT INTO {SEARCH_TABLE}({SEARCH_TABLE}, rowid, {_COLUMNS}) VALUES ('delete', ?, {_MARKS})"  # noqa: S608

_SAME = (
    "([{〔〖〘〚【〈❨❪⟨⟮⦅",
    ")]}〕〗〙〛】〉❩❫⟩⟯⦆",
    '"“”„‟″〝〞〟「」『』«»',
    "'‘’‚‛′`´",
    "-‐‑‒–—―−─━﹘",
    "·•‧∙⋅・",
    # A zero in Han digits is printed as any of these (二○○八年 for 二〇〇八年).
    "〇○◯",
    "~∼〜",
)
"""Characters that mean the same to a reader; each line folds to its first one."""

_RADICALS = (
    "⺁厂 ⺌小 ⺎兀 ⺕彐 ⺝月 ⺟母 ⺠民 ⺩王 ⺪疋 ⺮竹 ⺯糸 ⺲罒 ⺶羊 ⺷羊 ⺼月 ⺾艹 ⻁虎 ⻂衤 "
    "⻃西 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻏阝 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 "
    "⻜飞 ⻝食 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻬齐 ⻮齿 ⻯竜 ⻰龙 ⻱龟 ⻳龟"
)
"""Radical signs that PDF files contain in place of the ideograph (per EquivalentUnifiedIdeograph
of the Unicode database); compatibility normalisation leaves them as they are."""

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = "\n"
_TERM = re.compile(r'(?<!\S)"([^"]+)"(?!\S)|\S+')
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp"})


class _Folding(dict[int, str]):
    """Each character's folded form, worked out when it is first met (for ``str.translate``)."""

    def __missing__(self, codepoint: int) -> str:
        folded = chr(codepoint)
        # A form can itself fold on (ＨＫ → HK → hk, 羣 → 群); no chain is longer than four.
        for _ in range(6):
            folded = _fold_once(folded)
        self[codepoint] = folded
        return folded


@cache
def _same() -> dict[str, str]:
    table = {character: line[0] for line in _SAME for character in line}
    return table | {pair[0]: pair[1] for pair in _RADICALS.split()}


@cache
def _simplifier() -> OpenCC:
    return OpenCC("hk2s")


def _fold_once(character: str) -> str:
    character = _same().get(character, character)
    for form in (unicodedata.normalize("NFKC", character), _simplify(character), character.lower()):
        # A form of several characters (㎡, İ) would shift what follows: it stays as printed.
        if form != character and len(form) == 1:
            return form
    return character


def _simplify(character: str) -> str:
    # OpenCC takes text as UTF-8, which has no lone surrogates.
    return character if "\ud800" <= character <= "\udfff" else _simplifier().convert(character)


_folding = _Folding()


def fold(text: str) -> str:
    """*text* as search and comparison see it: simplified, half-width, lower case, one bracket form.

    Works character by character: the result is as long as *text*, and folding a part gives
    that part of the folded whole.

    >>> fold("衞生羣組〔２０２４〕ABC號")
    '卫生群组(2024)abc号'
    """
    return text.translate(_folding)


def tokens(text: str) -> str:
    """*text* as the index holds it: folded, one token a character, separated by spaces.

    Spaces and invisible characters are dropped (Chinese is often padded: ``通  知``); line ends
    and tabs, however many, are one token of their own, so that no phrase reaches across them.

    >>> tokens("通 知\\n第3号")
    '通 知 x0a 第 3 号'
    """
    lines = _BREAKS.sub(_BREAK, fold(text))
    return " ".join(_token(character) for character in lines if not _is_invisible(character))


@cache
def _is_invisible(character: str) -> bool:
    is_variation_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return is_variation_selector or unicodedata.category(character) in _INVISIBLE


@cache
def _token(character: str) -> str:
    """The character itself where FTS5's ``ascii`` tokenizer takes it for a letter, else its code.

    That tokenizer takes ASCII letters, ASCII digits and everything beyond ASCII.
    """
    is_letter = character.isalnum() if character.isascii() else not "\ud800" <= character <= "\udfff"
    return character if is_letter else f"x{ord(character):02x}"


def terms(query: str) -> tuple[str, ...]:
    """The folded texts that must all occur, from what a reader typed.

    White space separates terms; a term in double quotes of any form may contain spaces;
    everything else, operators of FTS5 included, stands for itself.  A query of more than
    :data:`LONGEST_QUERY` characters has no terms.
    """
    if len(query) > LONGEST_QUERY:
        return ()
    found = (term[0] if term[1] is None else term[1] for term in _TERM.finditer(fold(query)))
    visible = ("".join(itertools.filterfalse(_is_invisible, term)) for term in found)
    return tuple(dict.fromkeys(filter(None, visible)))


def match_expression(query: str) -> str:
    """The FTS5 expression for what a reader typed; a query without a visible character finds nothing.

    >>> match_expression('流感 "疫苗 接种"')
    '"流 感" "疫 苗 接 种"'
    """
    return " ".join(f'"{tokens(term)}"' for term in terms(query)) or NOTHING


def teach(conn: sqlite3.Connection) -> None:
    """Let SQL on *conn* say ``notices_search match escape_fts('疫苗')``: what a reader typed, our way."""
    conn.create_function("escape_fts", 1, _escape_fts, deterministic=True)


def _escape_fts(query: object) -> str:
    return match_expression("" if query is None else str(query))


def find(query: str, text: str) -> list[tuple[int, int]]:
    """Where the terms of *query* stand in *text*, as the index sees it: (start, end), in order."""
    return find_terms(terms(query), text)


def find_terms(wanted: Iterable[str], text: str) -> list[tuple[int, int]]:
    """The same for terms as :func:`terms` gives them."""
    folded = fold(text)
    padding = "".join(filter(_is_invisible, set(folded)))
    between = f"[{re.escape(padding)}]*" if padding else ""
    patterns = sorted((between.join(map(re.escape, term)) for term in wanted), key=len, reverse=True)
    return [match.span() for match in re.finditer("|".join(patterns), folded)] if patterns else []


def create_index(conn: sqlite3.Connection) -> None:
    """Create the empty full-text table, unless it is there.

    It keeps no copy of the text (``content=''``): what it needs to forget a row it is told.
    """
    conn.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {SEARCH_TABLE} "
        f"USING fts5({_COLUMNS}, content='', tokenize='ascii')"
    )


def add_to_index(conn: sqlite3.Connection, key: int, row: Mapping[str, str | None]) -> None:
    """Index a row of ``notices`` (columns as stored, lists as JSON) under its ``search_key``.

    ``attached_text``, where it is given, is found with the names of the attachments.
    """
    conn.execute(_ADD, (key, *indexed_cells(row)))


def remove_from_index(conn: sqlite3.Connection, key: int, row: Mapping[str, str | None]) -> None:
    """Forget a row; *row* must hold exactly the values that it was indexed with."""
    conn.execute(_REMOVE, (key, *indexed_cells(row)))


def rebuild_index(conn: sqlite3.Connection, attached: Callable[[int], str] = lambda _key: "") -> None:
    """Make the whole index again from ``notices``, inside the caller's transaction.

    *attached* gives the text of the files of the notice with a ``search_key``.
    """
    create_index(conn)
    conn.execute(f"INSERT INTO {SEARCH_TABLE}({SEARCH_TABLE}) VALUES ('delete-all')")  # noqa: S608
    rows = conn.cursor()
    rows.row_factory = None
    rows.execute(f"SELECT search_key, {_COLUMNS} FROM notices ORDER BY search_key")  # noqa: S608
    for key, *values in rows:
        row = dict(zip(SEARCH_COLUMNS, values, strict=True))
        add_to_index(conn, key, {**row, "attached_text": attached(key)})


def indexed_cells(row: Mapping[str, str | None]) -> list[str]:
    """The tokens of each column of a row, as the index holds them."""
    cells = [_searchable(column, row[column]) for column in SEARCH_COLUMNS]
    cells[SEARCH_COLUMNS.index("attachments")] += "\n" + (row.get("attached_text") or "")
    return [tokens(cell) for cell in cells]


def _searchable(column: str, value: str | None) -> str:
    """A column's words: of a JSON list its names, one a line."""
    if not value:
        return ""
    if column == "issuers":
        return "\n".join(json.loads(value))
    if column == "attachments":
        return "\n".join(attachment["name"] for attachment in json.loads(value))
    return value

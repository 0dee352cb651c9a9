"""Text of an RTF file.

Chinese stands in it as bytes of a code page (``\\'d6\\'d0``) or as numbers of characters
(``\\u20013?``).  Which code page is told by the file, and by each font: Word draws Chinese in a
font that is named beside the current one (``\\loch\\f0\\dbch\\f13``), so bytes of the file's own
two-byte code page are believed whatever font is current.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from crawler.attachments.record import AttachmentError, AttachmentText

MAX_DEPTH = 5_000
"""Of groups within groups; word processors nest some twenty."""
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs"}
"""``\\fcharset`` numbers of the two-byte code pages."""
_PAGES = {
    932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 54936: "gb18030", 65001: "utf-8",
    10002: "big5hkscs", 10008: "gb18030",
}  # fmt: skip
_DESTINATIONS = """
aftncn aftnsep aftnsepc annotation atnauthor atndate atnid atnparent atnref atntime author background
bkmkend bkmkstart blipuid buptim category colorschememapping colortbl comment company creatim datafield
datastore doccomm docvar falt fchars ffdeftext ffformat ffhelptext ffname ffstattext file filetbl
fldinst fontemb fontfile fonttbl footer footerf footerl footerr footnote ftncn ftnsep ftnsepc generator
gridtbl header headerf headerl headerr hlinkbase info keycode keywords latentstyles lchars levelnumbers
leveltext list listlevel listname listoverride listoverridetable listpicture liststylename listtable
lsdlockedexcept manager mmathPr nesttableprops nextfile nonesttables objalias objclass objdata objname
objsect oldcprops oldpprops oldsprops oldtprops oleclsid operator panose password passwordhash picprop
pict pntxta pntxtb printim private propname protend protstart pxe revtbl revtim rsidtbl rxe
shprslt sn sp staticval stylesheet subject sv tc template themedata title txe userprops wgrffmtfilter
writereservation xe xform xmlattrname xmlattrvalue xmlclose xmlnstbl xmlopen
"""
_SILENT = frozenset(_DESTINATIONS.split())
"""Destinations: groups whose text does not print where it stands."""
_PRINTED = frozenset({"shptxt", "shpinst", "shp", "fldrslt", "nestcell", "pgdsctbl", "shppict"})
"""Destinations behind ``\\*`` in which there is text to read."""
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\x1d", "nestrow": "\n",
    "cell": "\t", "nestcell": " ", "tab": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ",
    "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
_PARAGRAPH, _ROW = "\x1e", "\x1d"
"""The end of a paragraph in a table, and of a row, until it is known how many cells the row has."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the closing brace."""

    silent: bool = False
    font: int = 0
    skip: int = 1
    """Characters that stand in for one ``\\u`` in old programs."""
    in_table: bool = False
    hidden: bool = False


class _Reader:
    """Runs over the tokens once; groups are a stack, so that depth costs nothing but memory."""

    def __init__(self) -> None:
        self._groups: list[_Group] = []
        self._state = _Group()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font_named = 0
        self._bytes = bytearray()
        self._parts: list[str] = []
        self._to_skip = 0
        self._optional = False
        self._in_fonts = False

    def read(self, body: bytes) -> str:
        position = 0
        while match := _TOKEN.search(body, position):
            position = match.end()
            word, number, byte, symbol, brace, plain = match.groups()
            if word:
                value = int(number) if number else None
                if word == b"bin":
                    position += max(0, value or 0)
                else:
                    self._word(word.decode("ascii"), value)
            elif byte:
                self._take_bytes(bytes.fromhex(byte.decode("ascii")))
            elif plain:
                self._take_bytes(plain)
            elif brace:
                self._brace(brace)
            elif symbol == b"*":
                self._optional = True
                continue
            else:
                self._say(_SYMBOLS.get(symbol.decode("latin-1"), ""))
            self._optional = False
        self._flush()
        rows = "".join(self._parts).split(_ROW)
        return "\n".join([*map(_printed_row, rows[:-1]), rows[-1]]).replace(_PARAGRAPH, "\n")

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._to_skip = 0
        if brace == b"{":
            if len(self._groups) >= MAX_DEPTH:
                raise AttachmentError("damaged")
            self._groups.append(self._state)
        elif self._groups:
            self._state = self._groups.pop()
            self._in_fonts = self._in_fonts and self._state.silent

    def _word(self, word: str, value: int | None) -> None:
        if word == "u":
            self._unicode(value)
            return
        self._flush()
        self._to_skip = 0
        if word in _SILENT or (self._optional and word not in _PRINTED):
            self._state = replace(self._state, silent=True)
            self._in_fonts = self._in_fonts or word == "fonttbl"
        elif word in _SIGNS:
            self._say(_PARAGRAPH if word == "par" and self._state.in_table else _SIGNS[word])
        elif word in ("ansicpg", "f", "fcharset"):
            self._choose_page(word, value or 0)
        else:
            self._state = _changed(self._state, word, value)

    def _choose_page(self, word: str, value: int) -> None:
        """Follow what says by which code page bytes are meant."""
        if word == "ansicpg":
            self._page = _PAGES.get(value) or _known_page(value)
        elif word == "f":
            self._font_named = value
            self._state = replace(self._state, font=value)
        elif self._in_fonts and value in _CHARSETS:
            self._fonts[self._font_named] = _CHARSETS[value]

    def _unicode(self, value: int | None) -> None:
        self._flush()
        code = (value or 0) % 0x10000
        self._to_skip = self._state.skip
        self._say(chr(code), keep_skip=True)

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        if not self._state.silent and not self._state.hidden:
            self._bytes += data[skipped:]

    def _say(self, text: str, *, keep_skip: bool = False) -> None:
        self._flush()
        if not keep_skip:
            self._to_skip = 0
        if not self._state.silent and not self._state.hidden:
            self._parts.append(text)

    def _flush(self) -> None:
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            two_byte = self._page in _CHARSETS.values() or self._page == "utf-8"
            page = self._fonts.get(self._state.font) or self._page
            if data.isascii():
                page = "ascii"
            elif two_byte and page not in _CHARSETS.values():
                page = self._page
            self._parts.append(data.decode(page, "replace"))


def _printed_row(text: str) -> str:
    """A row, behind what stands before the table: one line, or the paragraphs of its only cell."""
    before, end, row = text.rstrip("\t").rpartition("\n")
    return before + end + row.replace(_PARAGRAPH, " " if "\t" in row else "\n")


def read_rtf(body: bytes) -> AttachmentText:
    """The text of an RTF file; raises :class:`AttachmentError` for one nested beyond all use."""
    text = _Reader().read(body)
    # Characters beyond U+FFFF are written as the two halves of UTF-16.
    return AttachmentText(
        text=text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), kind="rtf"
    )


def _changed(state: _Group, word: str, value: int | None) -> _Group:
    """The state after a word that says how what follows is to be taken."""
    match word:
        case "uc":
            return replace(state, skip=max(0, value or 0))
        case "intbl" | "pard":
            return replace(state, in_table=word == "intbl")
        case "v" | "deleted":
            return replace(state, hidden=value != 0)
        case "plain":
            return replace(state, hidden=False)
        case _:
            return state


def _known_page(number: int) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"

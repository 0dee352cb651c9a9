"""Set fictional official documents as PDF files in the layout of GB/T 9704: 28 characters a line, 22 lines a page.

A document is a text file with one element a line, ``kind| text``; the kinds are the methods of
:class:`_Setter` without the underscore.  So the labelled set holds texts, and the tests measure how well
a PDF file made of them is read back.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import black, red
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, TOP, WIDTH, HEIGHT = 79.4, 104.9, 442.2, 637.8
EM, PITCH = 15.79, 28.99
TITLE = 22.0
_NOT_AT_START = "，。、；：！？）》”’〕】％"
_NOT_AT_END = "（《“‘〔【"

registerFont(UnicodeCIDFont(FONT))


def pdf_of_layout(path: Path, *, page_numbers: bool = True) -> bytes:
    """The document in a layout file as the bytes of a PDF file."""
    return pdf_of_elements(
        [
            tuple(part.strip() for part in line.split("|", 1))
            for line in path.read_text("utf-8").splitlines()
            if line.strip()
        ],
        page_numbers=page_numbers,
    )


def pdf_of_elements(elements: list[tuple[str, ...]], *, page_numbers: bool = True) -> bytes:
    """The document of these (kind, text) pairs as the bytes of a PDF file."""
    setter = _Setter(page_numbers=page_numbers)
    index = 0
    while index < len(elements):
        kind, text = elements[index]
        if kind == "row":
            rows = []
            while index < len(elements) and elements[index][0] == "row":
                rows.append([cell.strip() for cell in elements[index][1].split("|")])
                index += 1
            setter.table(rows)
            continue
        getattr(setter, kind.replace("-", "_"))(text)
        index += 1
    return setter.finish()


class _Setter:
    def __init__(self, *, page_numbers: bool) -> None:
        self._file = BytesIO()
        self._canvas = Canvas(self._file, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
        self._page_numbers = page_numbers
        self._page = 1
        self._used = 0.0
        self._attachments = 0

    def finish(self) -> bytes:
        self._end_page()
        self._canvas.save()
        return self._file.getvalue()

    def letterhead(self, text: str) -> None:
        size = min(46.0, WIDTH / len(text))
        self._canvas.setFillColor(red)
        self._line(text, LEFT + (WIDTH - size * len(text)) / 2, size=size, height=size * 1.6)
        self._canvas.setFillColor(black)

    def joint(self, text: str) -> None:
        """Several organs, one a line and spread to one width, with 文件 to the right at half their height."""
        organs = [organ.strip() for organ in text.split("|")]
        size, spread = 26.0, 26.0 * max(len(organ) for organ in organs)
        top = self._used
        self._canvas.setFillColor(red)
        for organ in organs:
            step = (spread - size) / (len(organ) - 1)
            for number, character in enumerate(organ):
                self._draw(character, LEFT + 10 + number * step, self._used + size, size)
            self._used += size * 1.4
        middle = (top + self._used) / 2 + size * 0.4
        self._draw("文件", LEFT + 10 + spread + 14, middle, size * 1.2)
        self._canvas.setFillColor(black)
        self._used += 10

    def number(self, text: str) -> None:
        self._used += PITCH
        self._centred(text, EM)
        self._rule(red)

    def number_right(self, text: str) -> None:
        self._rule(red)
        self._line(text, LEFT + WIDTH - self._width(text, EM), size=EM, height=PITCH * 1.5)

    def signer(self, text: str) -> None:
        """Number and signer on one line, as reports to a higher organ have them."""
        number, signer = text.split("|")
        self._used += PITCH
        self._draw(number.strip(), LEFT + EM, self._used + EM, EM)
        self._line(signer.strip(), LEFT + WIDTH - EM - self._width(signer.strip(), EM), size=EM, height=PITCH)
        self._rule(red)

    def title(self, text: str) -> None:
        self._centred(text, TITLE, height=34)

    def subtitle(self, text: str) -> None:
        self._centred(text, EM)

    def addressee(self, text: str) -> None:
        self._used += 10
        self._set(text, first=0, rest=0)

    def p(self, text: str) -> None:
        self._set(text, first=2 * EM, rest=0)

    def flush(self, text: str) -> None:
        self._set(text, first=0, rest=0)

    def attachment(self, text: str) -> None:
        """``附件：1.…`` hangs behind its number; further ones stand below the first number."""
        if text.startswith("附件"):
            self._used += PITCH
            hang = self._width(text[: text.find(".") + 1 or 3], EM)
            self._set(text, first=2 * EM, rest=2 * EM + hang)
        else:
            self._set(text, first=5 * EM, rest=5 * EM + self._width(text[:2], EM))

    def sign(self, text: str) -> None:
        if self._attachments == 0:
            self._used += PITCH
        self._attachments += 1
        size = self._width(text, EM)
        self._line(
            text, LEFT + WIDTH - 4 * EM - max(size, 8 * EM) / 2 - size / 2 + 2 * EM, size=EM, height=PITCH
        )

    def date(self, text: str) -> None:
        self._line(text, LEFT + WIDTH - 4 * EM - self._width(text, EM), size=EM, height=PITCH)

    def annex(self, text: str) -> None:
        self._end_page()
        self._line(text, LEFT, size=EM, height=2 * PITCH)

    def blank(self, _text: str) -> None:
        self._used += PITCH

    def copy(self, text: str) -> None:
        """抄送 between two rules at the foot of the last page."""
        lines = len(self._broken(text, WIDTH - EM, WIDTH - 4 * EM, 14))
        self._used = max(self._used + PITCH, HEIGHT - (lines + 1) * PITCH - 24)
        self._rule(black)
        self._set(text, first=EM, rest=4 * EM, size=14)
        self._rule(black)

    def print(self, text: str) -> None:
        organ, day = (part.strip() for part in text.split("|"))
        self._draw(organ, LEFT + EM, self._used + 14, 14)
        self._line(day, LEFT + WIDTH - EM - self._width(day, 14), size=14, height=20)
        self._rule(black)

    def table(self, rows: list[list[str]]) -> None:
        size, columns = 12.0, max(len(row) for row in rows)
        widest = [max((len(row[i]) for row in rows if i < len(row)), default=1) for i in range(columns)]
        widths = [WIDTH * (min(count, 12) + 2) / sum(min(c, 12) + 2 for c in widest) for count in widest]
        for row in rows:
            cells = [self._broken(cell, widths[i] - 8, widths[i] - 8, size) for i, cell in enumerate(row)]
            height = max(len(lines) for lines in cells) * 18 + 6
            if self._used + height > HEIGHT:
                self._end_page()
            top, x = self._used, LEFT
            for i, lines in enumerate(cells):
                self._canvas.rect(x, self._y(top + height), widths[i], height, stroke=1, fill=0)
                for number, line in enumerate(lines):
                    self._draw(line, x + 4, top + 16 + 18 * number, size)
                x += widths[i]
            self._used += height
        self._used += 8

    def _set(self, text: str, *, first: float, rest: float, size: float = EM) -> None:
        for number, line in enumerate(self._broken(text, WIDTH - first, WIDTH - rest, size)):
            self._line(line, LEFT + (rest if number else first), size=size, height=PITCH)

    def _broken(self, text: str, first: float, rest: float, size: float) -> list[str]:
        lines, line = [], ""
        for unit in _units(text):
            room = rest if lines else first
            if line and self._width(line + unit, size) > room + 0.5:
                lines.append(line)
                line = ""
            line += unit
        return [*lines, line]

    def _centred(self, text: str, size: float, *, height: float = PITCH) -> None:
        self._line(text, LEFT + (WIDTH - self._width(text, size)) / 2, size=size, height=height)

    def _line(self, text: str, x: float, *, size: float, height: float) -> None:
        if self._used + height > HEIGHT + 1:
            self._end_page()
        self._draw(text, x, self._used + size, size)
        self._used += height

    def _draw(self, text: str, x: float, down: float, size: float) -> None:
        self._canvas.setFont(FONT, size)
        self._canvas.drawString(x, self._y(down), text)

    def _rule(self, colour: object) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.line(LEFT, self._y(self._used + 4), LEFT + WIDTH, self._y(self._used + 4))
        self._canvas.setStrokeColor(black)
        self._used += 8

    def _end_page(self) -> None:
        if self._page_numbers:
            text = f"— {self._page} —"
            x = LEFT + EM if self._page % 2 == 0 else LEFT + WIDTH - EM - self._width(text, 14)
            self._draw(text, x, HEIGHT + 30, 14)
        self._canvas.showPage()
        self._page += 1
        self._used = 0.0

    @staticmethod
    def _y(down: float) -> float:
        return PAGE_HEIGHT - TOP - down

    @staticmethod
    def _width(text: str, size: float) -> float:
        return stringWidth(text, FONT, size)


def _units(text: str) -> list[str]:
    """What a line may not be broken within: words, and characters with the punctuation at them."""
    units: list[str] = []
    for character in text:
        is_word = character.isascii() and not character.isspace()
        if units and (
            character in _NOT_AT_START
            or units[-1][-1] in _NOT_AT_END
            or (is_word and units[-1][-1].isascii() and not units[-1][-1].isspace())
        ):
            units[-1] += character
        else:
            units.append(character)
    return units

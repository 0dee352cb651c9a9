"""Text of a DOCX file: paragraphs and tables in reading order, as they print.

What a reader of the printed page does not see is left out: deleted and hidden text, comments,
instructions of fields.  Headers and footers are left out too, as they hold page numbers.  A note
stands below the paragraph that refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from crawler.attachments.numbering import Numbering, read_numbering
from crawler.attachments.office_xml import OFF, attribute, child, children, local_name, value
from crawler.attachments.package import Package
from crawler.attachments.record import AttachmentError, AttachmentText

_SILENT = frozenset(
    {
        "del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "tblPr", "trPr", "tcPr",
        "sectPr", "sdtPr", "sdtEndPr", "Fallback", "rt",
    }
)  # fmt: skip
"""Elements whose content does not print where they stand (``rt``: a pinyin note above the line)."""
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_PRINTED = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BOXES = {
    "wingdings": {"fe": "☑", "fd": "☒", "a8": "□", "6f": "□", "fc": "√", "fb": "×"},
    "wingdings 2": {"52": "☑", "51": "☒", "53": "☒", "54": "☒", "a3": "□", "50": "√", "4f": "×"},
}
"""Signs of fonts without letters, by font and the last two digits of their number: which box is ticked."""


def read_docx(body: bytes) -> AttachmentText:
    """The text of a DOCX file; raises :class:`AttachmentError` where it has none to give."""
    package = Package(body)
    main = package.related("", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    parts = (
        package.xml(package.related(main, kind) or f"word/{kind}.xml")
        for kind in ("numbering", "styles", "footnotes", "endnotes")
    )
    return AttachmentText(text=text_of_document(root, *parts), kind="docx")


def text_of_document(
    root: etree._Element | None,
    numbering: etree._Element | None = None,
    styles: etree._Element | None = None,
    *notes: etree._Element | None,
) -> str:
    """The text of the parts of a document; raises :class:`AttachmentError` where the main one is missing."""
    if root is None:
        raise AttachmentError("damaged")
    writer = _Writer(read_numbering(numbering, styles), _hidden_styles(styles), _notes(*notes))
    return "\n".join(writer.lines_of(root))


@dataclass(slots=True)
class _Paragraph:
    """Lines of one paragraph, the text boxes anchored in it, and the notes that it refers to."""

    text: str = ""
    boxes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _Writer:
    """Walks over the document once; automatic numbers are counted on the way."""

    def __init__(
        self, numbering: Numbering, hidden: frozenset[str], notes: dict[tuple[str, str], etree._Element]
    ) -> None:
        self._numbering = numbering
        self._hidden = hidden
        self._notes = notes

    def lines_of(self, parent: etree._Element) -> Iterator[str]:
        """The paragraphs and table rows below an element."""
        found = _Paragraph()
        for item in parent:
            match local_name(item):
                case "p":
                    if value(child(child(item, "pPr"), "pStyle")) not in self._hidden:
                        self._collect(item, found)
                    if not _is_mark_deleted(item):
                        yield from self._printed(item, found)
                        found = _Paragraph()
                case "tbl":
                    yield from self._rows(item)
                case name if name not in _SILENT:
                    yield from self.lines_of(item)
        yield from self._printed(None, found)

    def _printed(self, element: etree._Element | None, found: _Paragraph) -> list[str]:
        lines = [line.strip(" \t\u3000") for line in found.text.split("\n")]
        lines = [line for line in lines if line]
        properties = child(element, "pPr")
        told = value(child(child(properties, "listPr"), "t"))  # as Word 2003 writes it
        number = told if told is not None else self._numbering.next_label(properties)
        if lines and number:
            lines[0] = f"{number}{lines[0]}"
        return [*found.boxes, *lines, *found.notes]

    def _collect(self, element: etree._Element, found: _Paragraph) -> None:
        for item in element:
            name = local_name(item)
            if name in _SILENT or (name == "r" and self._is_hidden(item)):
                continue
            if name == "t":
                found.text += item.text or ""
            elif name in _PRINTED:
                found.text += _PRINTED[name]
            elif name == "sym":
                font, number = (
                    (attribute(item, "font") or "").lower(),
                    (attribute(item, "char") or "").lower(),
                )
                found.text += _BOXES.get(font, {}).get(number[-2:], "")
            elif name == "txbxContent":
                found.boxes += self.lines_of(item)
            elif name in _REFERENCES:
                note = self._notes.pop((_REFERENCES[name], attribute(item, "id") or ""), None)
                found.notes += [] if note is None else self.lines_of(note)
            elif name != "pPr":
                self._collect(item, found)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = child(run, "rPr")
        vanish = child(properties, "vanish")
        if vanish is None:
            return value(child(properties, "rStyle")) in self._hidden
        return value(vanish) not in OFF

    def _rows(self, table: etree._Element) -> Iterator[str]:
        """A line for each row; a row of one cell is a frame around text, and its paragraphs stay apart."""
        rows = [
            [list(self.lines_of(cell)) for cell in _below(row, "tc") if not _is_merged_away(cell)]
            for row in _below(table, "tr")
        ]
        letterhead = _joint_letterhead([[" ".join(lines) for lines in cells] for cells in rows])
        if letterhead is not None:
            yield letterhead
            return
        for cells in rows:
            if len(cells) == 1:
                yield from cells[0]
            elif any(cells):
                yield "\t".join(" ".join(line.replace("\t", " ") for line in lines) for lines in cells)


def _joint_letterhead(rows: Sequence[Sequence[str]]) -> str | None:
    """The line that a table is in which 文件 stands beside the organs, each in a row of its own."""
    filled = [[text for cell in cells if (text := "".join(cell.split()))] for cells in rows]
    if sorted(map(len, filled)) != [1] * (len(filled) - 1) + [2]:
        return None
    cells = [text for texts in filled for text in texts]
    organs = [text for text in cells if text != "文件"]
    return " ".join(organs) + "文件" if len(organs) == len(cells) - 1 else None


def _below(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table, or cells of a row; content controls and insertions may stand around them."""
    for item in element:
        name = local_name(item)
        if name == wanted:
            if wanted != "tr" or not _is_deleted_row(item):
                yield item
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _below(item, wanted)


def _is_deleted_row(row: etree._Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _is_merged_away(cell: etree._Element) -> bool:
    """Whether a cell only continues the one above it."""
    properties = child(cell, "tcPr")
    merge = None if properties is None else child(properties, "vMerge")
    return merge is not None and value(merge) in (None, "continue")


def _is_mark_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph is deleted, so that it prints as one with the next."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _hidden_styles(styles: etree._Element | None) -> frozenset[str]:
    """Styles whose text does not print, as that of ``窗体顶端``, which comes with text of web pages."""
    vanishing = ((style, child(child(style, "rPr"), "vanish")) for style in children(styles, "style"))
    return frozenset(
        attribute(style, "styleId") or ""
        for style, vanish in vanishing
        if vanish is not None and value(vanish) not in OFF
    )


def _notes(*parts: etree._Element | None) -> dict[tuple[str, str], etree._Element]:
    """Footnotes and endnotes by kind and id; rules that part them from the text are no notes."""
    return {
        (kind, attribute(note, "id") or ""): note
        for part in parts
        for kind in _REFERENCES.values()
        for note in children(part, kind)
        if attribute(note, "type") in (None, "normal")
    }

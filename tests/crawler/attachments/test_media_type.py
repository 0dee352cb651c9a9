"""What a file is by its bytes, whatever it is called."""

from __future__ import annotations

import pytest

from crawler.attachments.media_type import kind_of
from crawler.attachments.record import AttachmentError
from tests.crawler.attachments import making


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (making.pdf([[]]), "pdf"),
        (b"\n\n" + making.pdf([[]]), "pdf"),
        (making.docx(""), "docx"),
        (making.zipped({"word\\document.xml": "<d/>"}), "docx"),
        (making.zipped({"word/document2.xml": "<d/>"}), "docx"),
        (making.zipped({"/OFD.xml": "<o/>"}), "ofd"),
        (making.xlsx({"a": []}), "xlsx"),
        (making.xls([["a"]]), "xls"),
        (making.doc(["a"]), "doc"),
        (making.ofd([[]]), "ofd"),
        (making.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (making.zipped({"ppt/presentation.xml": "<p/>"}), "pptx"),
        (making.zipped({"a.txt": "x"}), "zip"),
        (making.ole({"PowerPoint Document": b"x"}), "ppt"),
        (making.ole({"Something": b"x"}), "unknown"),
        (b"{\\rtf1 x}", "rtf"),
        ("<html><table><tr><td>单位</td></tr></table>".encode("gb18030"), "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "word-xml"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "excel-xml"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "excel-xml"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "web archive"),
        (b"Date: x\r\nSubject: y\r\nMIME-Version: 1.0\r\n\r\n<html>", "web archive"),
        ("联系人，电话".encode(), "text"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(32)) * 100, "unknown"),
    ],
)
@pytest.mark.parametrize("name", ["附件1.doc", "a.pdf", ""])
def test_the_bytes_decide_and_the_name_does_not(body: bytes, name: str, kind: str) -> None:
    assert kind_of(body, name, "application/octet-stream") == kind


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (making.ole({"EncryptedPackage": b"x"}), "encrypted"),
    ],
)
def test_a_container_that_cannot_be_opened_is_named(body: bytes, failure: str) -> None:
    with pytest.raises(AttachmentError) as error:
        kind_of(body)
    assert error.value.failure == failure

"""Bytes that are no text are refused; damaged text is read."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest

from archive.errors import UnreadableError
from archive.notice import Notice
from crawler.extraction.binary import file_format
from tests import captures

PROSE = "各单位要高度重视传染病防治工作，落实责任，及时报告。"
PAGE = (
    "<html><head><title>关于做好防治工作的通知</title></head><body><h1>关于做好防治工作的通知</h1>"
    f"<p>各单位：</p><p>{PROSE}</p><p>请认真执行。</p></body></html>"
)
TRADITIONAL = PAGE.replace("关于", "關於").replace("传染", "傳染").replace("报", "報").replace("单", "單")


def read(body: bytes, content_type: str = "text/html") -> Notice:
    return captures.read(body, content_type=content_type)


def chance(size: int, seed: int = 7) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.mark.parametrize(
    "body",
    [
        chance(200_000),
        chance(300, seed=1),
        b"\xff\xfe" + chance(20_000),
        b"<html>" + chance(5_000),
        zlib.compress(PAGE.encode() * 50)[2:] * 20,
        b"\x00\x00\x01\xba" + chance(2_000),
        bytes(range(256)) * 40,
        b"\x00\x00\x00\x07record\x00\x00\x00\x09" * 300,
        b"\x00" * 4_000,
        b"\xc3\x28\xa0\xa1\xf8\xff\xfe" * 400,
    ],
)
def test_what_no_encoding_makes_text_is_refused_in_a_plain_sentence(body: bytes) -> None:
    with pytest.raises(
        UnreadableError, match=r"^http://www\.qingchuan\.example/1\.html cannot be read"
    ) as caught:
        read(body)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"%PDF-1.4 ...", "a PDF file"),
        (b"\r\n%PDF-1.7", "a PDF file"),
        (b"PK\x03\x04....", "an Office or ZIP file"),
        (b"\xd0\xcf\x11\xe0....", "an Office file"),
        (b"{\\rtf1\\ansi", "an RTF file"),
        (gzip.compress(b"page", mtime=0), "a compressed file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"GIF89a", "a picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a picture"),
        (b"RIFF\x10\x00\x00\x00WAVE", "a sound or video file"),
        (b"\x00\x00\x00\x18ftypmp42", "a sound or video file"),
        (b"wOF2\x00\x01", "a font"),
        (b"MZ\x90\x00\x03", "a program"),
        (b"", None),
        (b"<html>", None),
        (b"BM is what they call it", None),
        (b"MZ", None),
        (b"RIFF", None),
        ("%附件".encode(), None),
        (PAGE.encode("utf-16"), None),
    ],
)
def test_a_format_is_known_by_its_first_bytes(body: bytes, name: str | None) -> None:
    assert file_format(body) == name


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (PAGE.replace("请认真", "请\0认\0真").encode(), "text/html"),
        (PAGE.replace("。", "。\x0b\x1f\x7f").encode("gb18030"), "text/html; charset=gbk"),
        (PAGE.encode() + b"\0" * 4_000, "text/html"),
        (PAGE.encode("utf-16"), "text/html"),
        (b"\xfe\xff" + PAGE.encode("utf-16-be"), "text/html; charset=gbk"),
        (PAGE.encode("utf-16-le"), "text/html"),
        (PAGE.encode("utf-16-be"), "text/html"),
        (PAGE.encode("gb18030").replace("认真".encode("gb18030"), b"\xff\xff"), "text/html; charset=gb2312"),
        (TRADITIONAL.encode("big5hkscs", "ignore"), "text/html; charset=big5"),
        (PAGE.encode(), "application/octet-stream"),
    ],
)
def test_damaged_text_is_read(body: bytes, content_type: str) -> None:
    notice = read(body, content_type)
    assert "防治工作" in (notice.title or "")
    assert "落" in notice.body
    assert not any(character < " " and character != "\n" for character in notice.body)


def test_control_characters_do_not_reach_a_plain_text() -> None:
    assert read(f"各单位：\n{PROSE}\x00\x1b\n".encode(), "text/plain").body.endswith(PROSE)

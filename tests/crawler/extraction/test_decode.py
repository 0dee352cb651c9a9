"""Decoding survives every wrong declaration that Chinese pages make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.decode import decode

SIMPLIFIED = "<p>清川市卫生健康委员会关于做好疫情防控工作的通知，各单位：现将有关事项通知如下。</p>"
TRADITIONAL = "<p>清川市衛生局關於加強傳染病防治工作的公告，請各單位配合辦理。</p>"
BEYOND_GB2312 = "<p>张喆、王镕、李堃三名医师的〇号公告，其中喆字不在国标二三一二之内。</p>"


def page(text: str, charset: str | None) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}</head><body>{text}</body></html>"


@pytest.mark.parametrize(
    "header", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=GBK", "charset=nonsense"]
)
@pytest.mark.parametrize("meta", [None, "utf-8", "gb2312", "GBK", "big5", "x-unknown"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (BEYOND_GB2312, "gb18030"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
    ],
)
def test_declarations_may_be_wrong(text: str, encoding: str, meta: str | None, header: str | None) -> None:
    whole = page(text, meta)
    assert decode(whole.encode(encoding), header) == whole


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), "text/html; charset=gbk") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_invalid_bytes_spoil_only_themselves(encoding: str) -> None:
    body = SIMPLIFIED.encode(encoding)
    text = decode(body[:-4] + b"\xff</p>", f"text/html; charset={encoding}")
    assert text.startswith(SIMPLIFIED[:30])
    assert text.count("\ufffd") <= 2


def test_a_character_cut_at_the_end_does_not_change_the_encoding() -> None:
    assert decode(SIMPLIFIED.encode() + "知".encode()[:2], "text/html; charset=gbk").startswith(SIMPLIFIED)


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=40)))
def test_no_bytes_raise(body: bytes, header: str | None) -> None:
    assert isinstance(decode(body, header), str)

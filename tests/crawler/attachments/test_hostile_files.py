"""Files made to harm: each gets a named failure within its limits, and the next file is read as ever."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from crawler.attachments import attachment_text
from crawler.attachments.guard import MAX_BODY_BYTES, Guard
from tests.crawler.attachments import making

GOOD = making.docx(making.paragraph("各县区卫生健康局："))
LONG = making.pdf([[(80, 100 + 20 * line, 14, "为做好今年秋季学校传染病防控工作") for line in range(30)]] * 5)
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    guard = Guard(cpu_seconds=10, memory_bytes=1_000_000_000)
    yield guard
    guard.close()


def zip_bomb_docx() -> bytes:
    text = "<w:p><w:r><w:t>" + "炸" * 90_000_000 + "</w:t></w:r></w:p>"
    return making.docx(text)


def docx_of_many_members() -> bytes:
    return making.zipped({"word/document.xml": "<x/>"} | {f"m{n}": b"" for n in range(25_000)})


def million_row_xlsx() -> bytes:
    return making.xlsx({"表": [["数据", 1, 2, 3, 4, 5]] * 1_000_000})


def xlsx_with_a_far_cell() -> bytes:
    """Two cells that span a sheet of 17 thousand million."""
    far = making.xlsx({"表": [["a"]]})
    return _with_member(
        far,
        "xl/worksheets/sheet1.xml",
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>",
    )


def _with_member(package: bytes, name: str, content: str) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as old:
        members: dict[str, str | bytes] = {item: old.read(item) for item in old.namelist()}
    return making.zipped(members | {name: content})


def flate_bomb_pdf() -> bytes:
    """A page whose content unpacks to 114 MB of text."""
    return making.pdf_of_content(b"BT /F1 12 Tf (aaaaaaaaaaaaaaaa) Tj ET " * 3_000_000)


def page_tree_that_holds_itself() -> bytes:
    return making.pdf_of_objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 5/Kids[2 0 R]>>")


@pytest.mark.parametrize(
    ("make", "failures"),
    [
        (lambda: b"", {"empty"}),
        (lambda: b" \n\0", {"empty"}),
        (lambda: making.docx(""), {"empty"}),
        (lambda: making.pdf([[]]), {"empty"}),
        (zip_bomb_docx, {"too-large"}),
        (docx_of_many_members, {"too-large"}),
        (million_row_xlsx, {"too-large", "memory"}),
        (xlsx_with_a_far_cell, {"too-large", "memory"}),
        (lambda: making.pdf_of_many_pages(10_000), {"too-many-pages"}),
        (flate_bomb_pdf, {"too-large", "memory", "timeout", "crashed"}),
        (page_tree_that_holds_itself, {"damaged", "empty"}),
        (lambda: making.picture_pdf(3), {"scanned"}),
        (lambda: making.pdf([[(80, 100, 14, "密")]], encrypt="secret"), {"encrypted"}),
        (lambda: making.doc(["密"], encrypted=True), {"encrypted"}),
        (lambda: making.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), {"encrypted"}),
        (lambda: making.docx(ENTITIES + making.paragraph("&i;")), {"damaged"}),
        (lambda: making.zipped({"word/document.xml": f"{ENTITIES}<x>&i;</x>"}), {"damaged"}),
        (lambda: making.zipped({"word/document.xml": f"{ENTITIES}<x>&i;</x>".encode("utf-16")}), {"damaged"}),
        (lambda: making.ofd([[]], page_xml=f"{ENTITIES}<ofd:Page {making.OFD}>&i;</ofd:Page>"), {"damaged"}),
        (lambda: making.docx("<w:p>" * 100_000 + "</w:p>" * 100_000), {"damaged", "empty"}),
        (lambda: b"{\\rtf1" + b"{" * 100_000 + b"x" + b"}" * 100_001, {"damaged"}),
        (lambda: b"{\\rtf1 " + b"\\bin999999999 " * 1000 + b"}", {"empty"}),
        (lambda: GOOD[: len(GOOD) // 2], {"damaged"}),
        (lambda: LONG[: len(LONG) // 3], {"damaged", "empty"}),
        (lambda: making.doc(["正文。" * 400])[:3000], {"damaged"}),
        (lambda: making.xls([["表", 1]])[:2000], {"damaged"}),
        (lambda: making.ofd([[(30, 40, 7, "公告")]])[:300], {"damaged"}),
        (lambda: making.zipped({"a.doc": b"x"}), {"unsupported"}),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), {"unsupported"}),
        (lambda: b"Rar!\x1a\x07\x00" + bytes(100), {"unsupported"}),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 100, {"damaged"}),
        (lambda: bytes(MAX_BODY_BYTES + 1), {"too-large"}),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000, {"damaged"}),
    ],
)
def test_a_hostile_file_gets_a_named_failure_and_the_next_one_is_read(
    guard: Guard, make: Callable[[], bytes], failures: set[str]
) -> None:
    body = make()
    started = time.monotonic()
    found = guard.read(body)
    assert (found.failure in failures, found.text) == (True, ""), found
    assert time.monotonic() - started < 60
    assert guard.read(GOOD).text == "各县区卫生健康局："


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    "whole",
    [
        LONG,
        GOOD,
        making.xlsx({"表": [["a", 1]]}),
        making.doc(["正文。"]),
        making.ofd([[(30, 40, 7, "公告")]]),
    ],
    ids=["pdf", "docx", "xlsx", "doc", "ofd"],
)
def test_a_truncated_file_is_damaged_or_read_as_far_as_it_goes(
    guard: Guard, whole: bytes, share: float
) -> None:
    found = guard.read(whole[: int(len(whole) * share)])
    assert found.failure in ("damaged", "empty", None)
    assert bool(found.text) == (found.failure is None)


def _damaged(whole: bytes, chance: random.Random) -> bytes:
    body = bytearray(whole)
    for _ in range(chance.choice([1, 2, 5, 20])):
        place = chance.randrange(len(body) or 1)
        match chance.randrange(3):
            case 0:
                body[place : place + 1] = chance.randbytes(1)
            case 1:
                del body[place : place + chance.randrange(1, 30)]
            case _:
                body[place:place] = chance.randbytes(chance.randrange(1, 20))
    return bytes(body)


@pytest.mark.parametrize(
    "whole",
    [
        making.ruled_pdf([["单位", "数量"], ["甲", "3"]]),
        making.docx(making.paragraph("通知") * 20),
        making.doc(["甲\x07", "乙\x07", "\x07", "后"]),
        making.xls([["a", 1]]),
        making.xlsx({"表": [["a", 1]]}),
        making.ofd([[(30, 40, 7, "公告"), (30, 60, 5, "内容内容")]]),
        b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 x;}}\\'d6\\'d0\\u2005?{\\*\\x y}\\cell\\row}",
    ],
    ids=["pdf", "docx", "doc", "xls", "xlsx", "ofd", "rtf"],
)
def test_a_file_damaged_anywhere_is_read_or_named(guard: Guard, whole: bytes) -> None:
    chance = random.Random(5)
    for _ in range(60):
        found = guard.read(_damaged(whole, chance))
        assert found.failure in (
            None,
            "damaged",
            "empty",
            "unsupported",
            "garbled",
            "encrypted",
            "too-large",
        ), found


def test_a_file_that_takes_too_long_is_given_up() -> None:
    guard = Guard(cpu_seconds=1)
    try:
        assert guard.read(b"{\\rtf1 " + b"\\'d6\\'d0{}" * 6_000_000 + b"}").failure == "timeout"
        assert guard.read(GOOD).failure is None
    finally:
        guard.close()


def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    guard = Guard(memory_bytes=400_000_000)
    try:
        assert guard.read(making.docx("<w:p/>" * 6_000_000)).failure == "memory"
        assert guard.read(GOOD).failure is None
    finally:
        guard.close()


def test_a_worker_that_is_killed_is_replaced(guard: Guard) -> None:
    guard.read(GOOD)
    assert guard._worker is not None
    os.kill(guard._worker.pid, signal.SIGSEGV)
    guard._worker.wait()
    assert guard.read(GOOD).failure is None


def test_a_worker_ends_with_its_input() -> None:
    guard = Guard()
    guard.read(GOOD)
    worker = guard._worker
    assert worker is not None
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(timeout=10) == 0
    guard.close()


def test_a_worker_that_is_stuck_is_given_up_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Guard(cpu_seconds=1)
    try:
        guard.read(GOOD)
        monkeypatch.setattr("crawler.attachments.guard.PATIENCE", 0.5)
        assert guard._worker is not None
        os.kill(guard._worker.pid, signal.SIGSTOP)
        assert guard.read(LONG).failure == "timeout"
        monkeypatch.undo()
        assert guard.read(GOOD).failure is None
    finally:
        guard.close()


def test_an_interrupted_reading_leaves_no_answer_to_the_next_file(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Guard()
    try:
        with monkeypatch.context() as patch:
            patch.setattr("crawler.attachments.guard._receive", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                guard.read(making.docx(making.paragraph("旧")))
        assert guard.read(GOOD).text == "各县区卫生健康局："
    finally:
        guard.close()


def _interrupted(*_: object) -> bytes:
    raise KeyboardInterrupt


def test_several_threads_share_a_guard(guard: Guard) -> None:
    texts: list[str] = []

    def read(number: int) -> None:
        texts.append(guard.read(making.docx(making.paragraph(f"第{number}号"))).text)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == sorted(f"第{number}号" for number in range(8))


def test_reading_takes_nothing_from_the_environment_and_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    guard = Guard()
    assert guard.read(GOOD).failure is None
    worker = guard._worker
    assert worker is not None
    guard.close()
    assert worker.poll() is not None


def test_the_shared_guard_reads_too() -> None:
    assert attachment_text(GOOD, "通知.doc", "application/msword").kind == "docx"

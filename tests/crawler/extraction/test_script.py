"""Scripts of Chinese are told apart; pinyin notes leave, other brackets stay."""

from __future__ import annotations

import pytest

from crawler.extraction.script import has_pinyin, script_of, strip_pinyin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清川市卫生健康委员会关于开展工作的通知", "hans"),
        ("衛生福利部公告，檢送公告影本，請查照，關於防治工作由於時間緊迫。", "hant"),
        ("關于開展衛生工作的通知，由于時間緊，各單位應貫徹落實，征求意見。", "hant-auto"),
        ("Hello", None),
        ("", None),
        ("公告", "hans"),
    ],
)
def test_the_script_of_a_text(text: str, expected: str | None) -> None:
    assert script_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("國(guó)家衛(wèi)生", "國家衛生"),
        ("國（guó）家", "國家"),
        ("關於(guān yú )開展工(gōng )作", "關於開展工作"),
        ("全縣(PCR test)檢測(guō)", "全縣(PCR test)檢測"),
        ("女(nǚ)性", "女性"),
        ("各局（委、局）開(kāi)展(PCR)檢測(a)(ok)", "各局（委、局）開展(PCR)檢測(a)(ok)"),
    ],
)
def test_pinyin_notes_leave(text: str, expected: str) -> None:
    assert strip_pinyin(text) == expected


def test_one_note_may_be_meant() -> None:
    assert not has_pinyin("“喆”(zhé)字的读音")
    assert has_pinyin("國(guó)家衛(wèi)生")

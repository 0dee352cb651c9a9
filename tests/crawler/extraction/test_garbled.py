"""Mojibake is told from Chinese, in either script and any wording."""

import pytest

from crawler.extraction.garbled import is_garbled

TEXTS = [
    "关于做好2024年流感疫苗接种工作的通知 清川市卫生健康委员会办公室",
    "衛生福利部疾病管制署新聞稿：請民眾落實防蚊措施，避免感染登革熱",
    "关于印发《云泽省医疗质量安全核心制度实施细则（试行）》的通知",
]


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "",
        "Notice of the meeting",
        "第12期？？？真的吗",
        "café naïve",
        "Élèves âgés, à l'école: prévention, santé, œuvres, fièvre, évènement été, équipé",
    ],
)
def test_a_true_text_is_none(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "gb18030"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("gb18030", "utf-8"),
        ("gb18030", "latin-1"),
    ],
)
def test_a_text_read_in_another_encoding_is_mojibake(text: str, written: str, read: str) -> None:
    assert is_garbled(text.encode(written).decode(read, "replace"))


def test_question_marks_in_place_of_characters_are_mojibake() -> None:
    assert is_garbled("????2024????????? ?????????")


def test_the_word_for_replaced_characters_is_mojibake() -> None:
    assert is_garbled("锟斤拷锟斤拷锟斤拷锟斤拷通知锟斤拷")

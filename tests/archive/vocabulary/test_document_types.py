"""Document types: read from titles, closing formulas, verbs and codes."""

import pytest

from archive.vocabulary.document_types import type_of_code, type_of_tail, type_of_title, type_of_verb


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("清川市卫生健康委员会关于开展爱国卫生月活动的通知", "通知"),
        ("清川市献血管理办法（试行）", "办法"),
        ("云泽省卫生健康委员会公告（2024年第1号）", "公告"),
        ("清川市疫情防控指挥部通告 第3号", "通告"),
        ("关于印发《清川市传染病应急预案》的通知（云卫办〔2024〕1号）", "通知"),
        ("关于做好献血工作的通知-临湖区人民政府", "通知"),
        ("關於加強防治工作的通知", "通知"),
        ("2024年清川市健康教育工作要点", "要点"),
        ("招募志愿者倡议书", "倡议书"),
        ("清川市医院招聘公告", "招聘公告"),
        ("春节期间健康温馨提示", "温馨提示"),
        ("第五个中国医师节主题确定", None),
        ("《清川市献血办法》政策解读", None),
        ("水质检测报告", None),
        ("关于同意更名的批覆", "批复"),
        ("關於同意更名的批復", "批复"),
        ("关于更名的答覆函", "函"),
        ("", None),
    ],
)
def test_the_last_type_word_of_a_title_counts(title: str, kind: str | None) -> None:
    assert type_of_title(title) == kind


def test_the_last_closing_formula_counts() -> None:
    assert type_of_tail("特此公告。\n附件\n特此通知。") == "通知"
    assert type_of_tail("此复") == "批复"
    assert type_of_tail("特此布告。") == "公告"
    assert type_of_tail("到此为止") is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("现将有关事项通知如下：", "通知"),
        ("现将名单转发给你们", "通知"),
        ("为防控疫情，现通告如下", "通告"),
        ("主旨:檢送公告影本1份,請查照。".replace("檢", "检").replace("請", "请"), "函"),
        ("今天天气很好", None),
        ("现布告如下：", "公告"),
        ("你委《关于设立节日的请示》(云卫报〔2017〕8号)收悉。", "批复"),
        ("检送公告影本1份", "函"),
        ("你委呈报的《关于设立节日的请示》(云卫报〔2017〕8号)已收到。", "批复"),
        ("你局《关于更名的请示》业已收悉。", "批复"),
        ("你院《关于增设床位的请示》均已收到。", "批复"),
        ("请示收到后三日内答复。", None),
        ("请示已报市政府。", None),
        ("你局《关于更名的请示》收悉。现函复如下:", "函"),
    ],
)
def test_the_opening_verb_says_the_type(body: str, kind: str | None) -> None:
    assert type_of_verb(body) == kind


@pytest.mark.parametrize(
    ("code", "kind"), [("云卫办函", "函"), ("云卫通", "通告"), ("云卫发", None), ("", None)]
)
def test_the_end_of_the_code_says_the_type(code: str, kind: str | None) -> None:
    assert type_of_code(code) == kind

"""What a letter of Hong Kong is about, whom it is to, and in whose name it is signed."""

from __future__ import annotations

import pytest

from crawler.extraction.context import Context
from crawler.extraction.fields import read_fields
from crawler.extraction.letter_subject import subject_below_salutation
from crawler.extraction.page_text import PageText

TEXT = "晴川衞生防護中心提醒各院校，手足口病高峰期一般為五月至七月，請各校加強防範。"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (
            ["致：全港小學校長", "各位校長／負責人：", "預防手足口病及腸病毒感染", TEXT],
            "預防手足口病及腸病毒感染",
        ),
        (
            ["晴川衞生署", "致：各安老院舍主管", "敬啟者：", "院舍防疫注射：同意書安排", TEXT],
            "院舍防疫注射：同意書安排",
        ),
        (["致：全港小學校長", "預防手足口病", TEXT], "預防手足口病"),
        # the text begins right below the salutation
        (["致：全港小學校長", "各位校長：", TEXT, TEXT], None),
        (["致：全港小學校長", "各位校長：", "您好！", TEXT], None),
        (["致：全港小學校長", "各位校長：", "(一) 洗手", TEXT], None),
        (["致：全港小學校長", "各位校長：", "預防手足口病"], None),
        # a list of what is to be sent, and a letter of another form
        (["致：全港小學校長", "姓名", "職位", "電話"], None),
        (["各位家长：", "预防手足口病", TEXT], None),
        (["致电2555 0120查询", "预防手足口病", TEXT], None),
    ],
)
def test_a_letter_says_below_the_salutation_what_it_is_about(lines: list[str], subject: str | None) -> None:
    assert subject_below_salutation(lines) == subject


@pytest.mark.parametrize(
    ("below", "issuers"),
    [
        (
            "晴川署衞生防護中心總監\n（區婉儀醫生                代行）\n2024年5月29日",
            ("晴川署衞生防護中心",),
        ),
        ("晴川衞生署署長\n(莫思遠醫生 代行)", ("晴川衞生署",)),
        ("晴川健康促進協會總幹事\n（莫思遠代行）\n二零二四年五月二十九日\n附件：回條", ("晴川健康促進協會",)),
        ("總監\n（區婉儀醫生 代行）\n2024年5月29日", ()),
        ("晴川衞生署署長\n（區婉儀醫生）", ()),
    ],
)
def test_who_signs_on_behalf_of_a_head_signs_for_the_organisation(
    below: str, issuers: tuple[str, ...]
) -> None:
    page = PageText(title="預防手足口病", body=f"{TEXT}\n{TEXT}\n{below}")
    assert read_fields(page, Context()).issuers == issuers


@pytest.mark.parametrize(
    ("head", "body", "addressees"),
    [
        (("致：全港小學校長、幼稚園校長",), TEXT, ("全港小學校長、幼稚園校長",)),
        (
            ("致：各安老院舍主管，各殘疾人士院舍主管",),
            f"{TEXT}請保存同意書正本。",
            ("各安老院舍主管", "各殘疾人士院舍主管"),
        ),
        ((), f"致：全港小學校長\n{TEXT}", ("全港小學校長",)),
        (("致：讀者的話。",), TEXT, ()),
        (("致力推廣健康",), TEXT, ()),
    ],
)
def test_a_letter_names_its_addressees_behind_to(
    head: tuple[str, ...], body: str, addressees: tuple[str, ...]
) -> None:
    page = PageText(title="預防手足口病", head=head, body=body)
    assert read_fields(page, Context()).addressees == addressees


def test_the_head_of_a_letter_gives_whom_to_ask_and_its_day() -> None:
    head = ("電　　話 TEL.: 2555 0120", "2024年5月29日", "致：全港小學校長")
    fields = read_fields(PageText(title="預防手足口病", head=head, body=TEXT), Context())
    assert [phone for contact in fields.contacts for phone in contact.phone] == ["2555 0120"]
    assert fields.issued_date == "2024-05-29"

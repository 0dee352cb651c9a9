"""What a person sees and does: type two characters, open the notice, read it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_reader_types_a_word_opens_the_notice_and_reads_it(page: Page, served: str) -> None:
    page.goto(served)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("疫苗")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("mark").first).to_have_text("疫苗")
    page.get_by_role("link", name="关于做好2024—2025年流行季流感疫苗接种工作的通知").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "关于做好2024—2025年流行季流感疫苗接种工作的通知"
    )
    expect(page.locator(".paper")).to_contain_text("60岁及以上老年人")
    expect(page.locator(".copies")).to_contain_text("清川市疾病预防控制中心")


def test_a_reader_narrows_a_search_and_widens_it_again(page: Page, served: str) -> None:
    page.goto(f"{served}/notices/notices")
    page.get_by_role("link", name="公告", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_title("去掉这个条件").click()
    expect(page.locator("tbody tr")).to_have_count(9)


def test_a_reader_sees_what_was_changed(page: Page, served: str) -> None:
    page.goto(f"{served}/notices/changed")
    page.locator("td a").first.click()
    expect(page.locator(".diff del").first).to_have_text("12000")
    expect(page.locator(".diff ins").first).to_have_text("15000")


@pytest.mark.parametrize("path", ["/", "/notices/notices", "/notices/notices?_search=清川"])
def test_pages_fit_the_screen(page: Page, served: str, path: str) -> None:
    page.goto(served + path)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


def test_a_notice_fits_the_screen(page: Page, served: str) -> None:
    page.goto(f"{served}/notices/notices?_search=疫苗")
    page.locator("td.title a").first.click()
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


def test_names_of_sites_and_reasons_stand_in_lines_of_several_words(page: Page, served: str) -> None:
    page.goto(f"{served}/notices/notices?_search=疫苗")
    page.get_by_role("link", name="关于做好2024—2025年流行季流感疫苗接种工作的通知").click()
    for column in (1, 2):
        cell = page.locator(f".copies tbody tr:nth-child(2) td:nth-child({column})")
        box = cell.bounding_box()
        assert box is not None
        # Eight characters of 14 pixels.
        assert box["width"] >= 8 * 14


def test_a_number_in_a_table_of_many_columns_stands_in_one_line(page: Page, served: str) -> None:
    page.goto(f"{served}/notices/notices?_search=疫苗")
    page.get_by_role("link", name="关于做好2024—2025年流行季流感疫苗接种工作的通知").click()
    cell = page.get_by_role("cell", name="12000", exact=True)
    page.evaluate(
        "document.querySelectorAll('.text tr').forEach("
        "row => { for (let n = 0; n < 20; n++) row.append(row.lastElementChild.cloneNode(true)) })"
    )
    box = cell.bounding_box()
    assert box is not None
    # Five digits of at least 8 pixels.
    assert box["width"] >= 5 * 8


@pytest.mark.parametrize("path", ["/notices/changed", "/notices/vanished", "/notices/pages"])
def test_a_title_beside_a_long_address_stands_in_lines_of_several_words(
    page: Page, served: str, path: str
) -> None:
    page.goto(served + path)
    box = page.locator("td.col-title").first.bounding_box()
    assert box is not None
    # Fourteen characters of 16 pixels.
    assert box["width"] >= 14 * 16


@pytest.mark.parametrize("path", ["/notices/pages", "/notices/versions", "/notices/attachments"])
def test_tables_with_hostile_rows_run_nothing(page: Page, served: str, path: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the page ran: {dialog.message}"))
    page.goto(served + path)
    expect(page.locator("h1")).to_be_visible()


def test_a_hostile_notice_runs_nothing(page: Page, served: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the page ran: {dialog.message}"))
    page.goto(f"{served}/notices/notices?_search=HYPERLINK")
    page.locator("td.title a").first.click()
    expect(page.locator(".paper")).to_contain_text("<script")
    assert page.locator(".paper a[href^=javascript]").count() == 0
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0

"""The simulated world itself: what it serves follows from site, day and request alone."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from crawler.demo.server import Question
from crawler.demo.site import Page
from tests.simulator.world.scenario import load_scenario
from tests.simulator.world.world import World, serve_world

SCENARIO = load_scenario("platforms")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with serve_world(SCENARIO) as serving:
        yield serving


def text(page: Page) -> str:
    return page.body.decode(
        "utf-8" if b"charset=utf-8" in dict(page.headers)["Content-Type"].encode() else "gb18030"
    )


def listing_pages(world: World, site: str) -> list[Page]:
    """Every listing page, asked for as the site's own pager does."""
    state = world.state(site)
    platform, total = state.platform, len(state.rows)
    pages = []
    for number in range(1, platform.pages(total) + 1):
        form = platform.form_of(number, total)
        question = Question(
            site=site,
            method="POST" if form else "GET",
            path=platform.listing_address(number, total),
            body=urlencode(form).encode(),
        )
        pages.append(world.answer(question))
    return pages


@pytest.mark.parametrize("site", SCENARIO.sites)
def test_the_listing_pages_of_a_site_show_each_notice_once(world: World, site: str) -> None:
    pages = listing_pages(world, site)
    assert {page.status for page in pages} == {200}
    shown = "".join(map(text, pages))
    titles = [article.text.title for article in world.state(site).rows]
    assert [shown.count(f'title="{title}"') or shown.count(title) for title in titles] == [1] * len(titles)
    assert 2 <= len(pages) <= 6 or world.state(site).platform.id == "js-file"


@pytest.mark.parametrize("site", SCENARIO.sites)
def test_a_notice_and_its_files_are_served(world: World, site: str) -> None:
    for article in world.state(site).rows:
        page = text(world.answer(Question(site=site, method="GET", path=article.path)))
        assert [line for line in article.text.paragraphs if line not in page] == []
        for path, _ in article.files():
            answer = world.answer(
                Question(site=site, method="GET", path=path, referer=world.url(site, article))
            )
            assert answer.status == 200
            assert answer.body[:2] in (b"PK", b"%P")


def test_no_two_notices_share_title_number_or_text() -> None:
    texts = [a.text for site in SCENARIO.sites for a in SCENARIO.state(site, 0).articles if a.source is None]
    assert len({text.paragraphs for text in texts}) == len(texts)
    assert len({(text.issuer, text.title) for text in texts}) == len(texts)
    numbers = [text.number for text in texts if text.number]
    assert len(set(numbers)) == len(numbers)


def test_the_same_question_has_the_same_answer_on_the_same_day(world: World) -> None:
    questions = [
        Question(site=site, method="GET", path=world.state(site).platform.first) for site in SCENARIO.sites
    ]
    assert [world.answer(question) for question in questions] == [
        world.answer(question) for question in questions
    ]

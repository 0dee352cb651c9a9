"""From bare addresses: the whole list of every platform is found, nothing else, and nobody is bothered."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.identity import canonical_url
from tests.simulator.running import crawl, host, rows
from tests.simulator.world.platform import normal
from tests.simulator.world.scenario import load_scenario
from tests.simulator.world.world import INTRANET, World, serve_world

SCENARIO = load_scenario("platforms")
SITES = list(SCENARIO.sites)


class Visited:
    """The world, still served, and the archive that one crawl of it gave."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self.first_request = 0
        """Entry of the world's log."""
        self.after = folder / "notices.db"
        """The archive as it is after what was asked from there on."""

    def rows(self, sql: str, *values: object) -> list[dict[str, object]]:
        return rows(self.folder / "notices.db", sql, *values)


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    folder = tmp_path_factory.mktemp("platforms")
    with serve_world(SCENARIO) as world:
        done = crawl(world, folder, sites=SITES)
        assert done.returncode == 0, done.stdout + done.stderr
        yield Visited(world, folder)


@pytest.mark.parametrize("site", SITES)
def test_every_notice_on_every_page_of_a_list_is_found_and_nothing_else(visited: Visited, site: str) -> None:
    expected = {
        canonical_url(visited.world.url(site, article)): article.text.title
        for article in visited.world.state(site).rows
    }
    found = visited.rows("SELECT url, title FROM pages WHERE site = ?", host(visited.world, site))
    assert {row["url"]: row["title"] for row in found} == expected


@pytest.mark.parametrize("site", SITES)
def test_each_notice_reads_as_it_was_issued(visited: Visited, site: str) -> None:
    found = {
        row["title"]: row
        for row in visited.rows(
            "SELECT pages.title, notices.body, document_number, issuers, pages.published_date FROM pages "
            "JOIN notices ON notices.id = notice_id WHERE pages.site = ?",
            host(visited.world, site),
        )
    }
    for article in visited.world.state(site).rows:
        row = found[article.text.title]
        assert row["document_number"] == article.text.number
        assert json.loads(str(row["issuers"])) == [article.text.issuer]
        assert row["published_date"] == article.published.isoformat()
        assert [line for line in article.text.paragraphs if line not in str(row["body"])] == []
        strange = [
            word for word in ("友情链接", "ICP备", "当前位置", "浏览次数", "首页") if word in str(row["body"])
        ]
        assert strange == []


@pytest.mark.parametrize("site", SITES)
def test_every_attached_file_is_fetched_once_and_read(visited: Visited, site: str) -> None:
    state = visited.world.state(site)
    found = visited.rows(
        "SELECT attachments.url, attachments.text FROM attachments JOIN pages ON pages.id = page_id WHERE site = ?",
        host(visited.world, site),
    )
    expected = {canonical_url(visited.world.urls[site] + path) for a in state.rows for path, _ in a.files()}
    assert {row["url"] for row in found} == expected
    assert [row["url"] for row in found if "承担" not in str(row["text"])] == []


def test_a_repost_is_a_copy_and_everything_else_a_notice_of_its_own(visited: Visited) -> None:
    articles = [article for site in SITES for article in visited.world.state(site).rows]
    reposts = sum(article.source is not None for article in articles)
    (count,) = visited.rows("SELECT count(*) AS n FROM notices")
    assert count["n"] == len(articles) - reposts
    copies = visited.rows("SELECT site FROM pages WHERE relation = 'repost'")
    assert [row["site"] for row in copies] == [host(visited.world, "phpcms-dynamic")] * reposts


@pytest.mark.parametrize("site", SITES)
def test_nothing_but_the_list_its_notices_and_their_files_is_asked_for_and_that_once(
    visited: Visited, site: str
) -> None:
    state = visited.world.state(site)
    total = len(state.rows)
    last = state.platform.pages(total) + state.platform.end_unsaid
    lists = [state.platform.listing_address(number, total) for number in range(1, last + 1)]
    allowed = {normal(path) for path in (*lists, state.platform.first)} | {*state.by_path, *state.files}
    asked = Counter(
        (request.method, normal(request.path), request.body) for request in visited.world.requests(site)
    )
    assert {path for _, path, _ in asked} == allowed
    assert max(asked.values()) == 1


def test_no_host_is_asked_for_two_things_at_once(visited: Visited) -> None:
    assert {request.under_way for request in visited.world.log} == {1}


def test_no_private_and_no_disallowed_address_is_asked_for(visited: Visited) -> None:
    strange = [
        request
        for request in visited.world.log
        if request.site == INTRANET or request.path.startswith(("/jinzhi/", "/rili"))
    ]
    assert strange == []


@pytest.fixture(scope="module")
def second_day(visited: Visited, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """The day after: the archive as it was before, and only what was asked since."""
    before = Visited(visited.world, tmp_path_factory.mktemp("before"))
    folder = tmp_path_factory.mktemp("second-day")
    shutil.copytree(visited.folder, folder, dirs_exist_ok=True)
    shutil.copy(visited.folder / "notices.db", before.folder)
    before.first_request = len(visited.world.log)
    visited.world.day = 1
    done = crawl(visited.world, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    before.after = folder / "notices.db"
    yield before
    visited.world.day = 0


def test_the_second_day_finds_all_that_is_new(second_day: Visited) -> None:
    for site in SITES:
        listed = {canonical_url(second_day.world.url(site, a)) for a in second_day.world.state(site).rows}
        found = rows(second_day.after, "SELECT url FROM pages WHERE site = ?", host(second_day.world, site))
        assert {row["url"] for row in found} == listed


def test_the_second_day_costs_lists_news_and_what_is_due_and_nothing_more(second_day: Visited) -> None:
    """Of a list: its first page and, where that shows something new, the one after it, which shows nothing new."""
    world = second_day.world
    due = {row["url"] for row in second_day.rows("SELECT url FROM urls WHERE next_check <= ?", world.now_utc)}
    wasted, total = [], 0
    for site in SITES:
        state, before = world.state(site), world.state(site, 0)
        count, is_new = len(state.rows), len(state.rows) > len(before.rows)
        pages = range(1, min(1 + is_new, state.platform.pages(count)) + 1)
        lists = {normal(state.platform.listing_address(n, count)) for n in pages} | {
            normal(state.platform.first)
        }
        news = {*state.by_path, *state.files} - {*before.by_path, *before.files}
        for request in world.requests(site, since=second_day.first_request):
            path = normal(request.path)
            total += 1
            is_due = canonical_url(world.urls[site] + request.path) in due
            if path not in lists and path not in news and not is_due:
                wasted.append((site, request.method, path))
    assert total > len(SITES)
    assert len(wasted) <= 0.02 * total, wasted

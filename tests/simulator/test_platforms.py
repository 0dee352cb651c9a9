"""From bare addresses: the whole list of every platform is found, nothing else, and nobody is bothered."""

import json
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

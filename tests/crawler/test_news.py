"""What a run says of its sites to whoever reads the mail of cron."""

import pytest

from archive.causes import Health
from archive.health import Judged
from crawler.commands.crawl import news
from crawler.crawl import CrawlReport
from crawler.tally import Tally

CAUSES = {"unreachable": "listing: unknown-host: the host was asked no more", "broken": "listing: empty-list"}


def said(*sites: tuple[Health, Health]) -> list[str]:
    """The news of a run that found each site in a state, and left it in another."""
    verdicts = {
        f"site-{number}": Judged(before=before, health=health, cause=CAUSES.get(health))
        for number, (before, health) in enumerate(sites)
    }
    return news(
        CrawlReport(
            tallies={site: Tally() for site in verdicts}, verdicts=verdicts, interrupted=False,
            totals={}, unrecorded=0,
        )
    )  # fmt: skip


def test_without_a_network_that_is_said_once_and_not_site_by_site() -> None:
    (line,) = said(*[("ok", "unreachable")] * 60, ("unreachable", "unreachable"), ("broken", "unreachable"))
    assert line.startswith("none of the 62 sites answers, site-0 for one: listing: unknown-host")
    assert line.endswith("look whether this machine has a network and a name server")


def test_without_a_network_for_days_it_is_not_said_again() -> None:
    assert said(*[("unreachable", "unreachable")] * 62) == []


@pytest.mark.parametrize("others", [[("ok", "ok")], [("broken", "broken")], []])
def test_where_some_sites_answer_each_that_does_not_is_named(others: list[tuple[Health, Health]]) -> None:
    found = said(("ok", "unreachable"), ("never", "unreachable"), *others)
    assert [line.partition(":")[0] for line in found] == ["site-0 is unreachable", "site-1 is unreachable"]

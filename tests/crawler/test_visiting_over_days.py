"""What a site does over days, and what becomes of its pages: schedule, membership, vanishing, walks."""

from pathlib import Path

import pytest

from crawler.configuration import Configuration
from crawler.itinerary import Ask, Scope
from tests.crawler.visiting import (
    HOST,
    LIST,
    Redirect,
    article,
    assert_rebuilt_alike,
    board,
    listing,
    one,
    rows,
    run,
    status,
    title_of,
    url_of,
)

FRONT = (
    "<html><head><title>临湖区卫生健康局</title></head><body><h2>今日要闻</h2>"
    + "".join(
        f"<p>{text}</p>"
        for text in ("全区卫生工作会议召开", "义诊进乡村", "健康讲座开讲", "志愿者招募中") * 20
    )
    + "</body></html>"
).encode()
GONE_TEXT = (
    "<html><head><title>提示</title></head><body><p>您访问的页面不存在或已被删除</p></body></html>".encode()
)


def numbers(count: int) -> list[int]:
    return list(range(count, 0, -1))


@pytest.mark.parametrize(
    ("answer", "name"),
    [(404, "404"), (410, "410"), (GONE_TEXT, "error text"), (Redirect(f"{HOST}/"), "front page"),
     (Redirect(LIST), "list"), (Redirect(url_of(2)), "unrelated page")],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_page_that_vanishes_is_missing_then_gone_and_live_again_when_it_comes_back(
    tmp_path: Path, answer: bytes | int | Redirect, name: str
) -> None:
    pages = board(numbers(6)) | {f"{HOST}/": FRONT}
    run(tmp_path, pages)
    gone = pages | {url_of(3): answer}
    run(tmp_path, gone, 7)
    assert status(tmp_path, 3) == "missing", name
    asked, _ = run(tmp_path, gone, 8)
    assert url_of(3) in asked, "looked for daily"
    assert status(tmp_path, 3) == "missing"
    run(tmp_path, gone, 9)
    assert status(tmp_path, 3) == "gone"
    assert one(tmp_path, "SELECT count(*) FROM notices") == 6
    assert one(tmp_path, "SELECT count(*) FROM versions") == 6
    back = pages | {url_of(3): article(3, "<p>三、本通知重新公布，原通知同时废止，请各单位遵照执行。</p>")}
    asked, _ = run(tmp_path, back, 130)
    assert status(tmp_path, 3) == "live"
    assert one(tmp_path, "SELECT count(*) FROM versions") == 7
    assert_rebuilt_alike(tmp_path)


def test_the_front_page_in_place_of_a_vanished_one_is_known_by_a_probe(tmp_path: Path) -> None:
    pages = board(numbers(6)) | {"*": FRONT}
    asked, _ = run(tmp_path, pages)
    assert [url for url in asked if "no-such-page" in url] == []
    asked, _ = run(tmp_path, pages | {url_of(3): FRONT, url_of(4): FRONT}, 7)
    assert len([url for url in asked if "no-such-page" in url]) == 1
    assert (status(tmp_path, 3), status(tmp_path, 4), status(tmp_path, 5)) == ("missing", "missing", "live")
    assert one(tmp_path, "SELECT count(*) FROM pages") == 6
    assert_rebuilt_alike(tmp_path)


def test_a_page_that_hides_its_title_on_an_honest_site_is_kept(tmp_path: Path) -> None:
    pages = board(numbers(6))
    pages[url_of(3)] = article(3).replace(title_of(3).encode(), "通知".encode())
    asked, _ = run(tmp_path, pages)
    assert len([url for url in asked if "no-such-page" in url]) == 1
    assert one(tmp_path, "SELECT count(*) FROM notices") == 6
    assert_rebuilt_alike(tmp_path)


@pytest.mark.parametrize(
    ("answer", "expected"), [(412, "blocked"), (403, "blocked"), (503, "unreachable"), (0, "unreachable")]
)
def test_a_site_that_blocks_or_is_down_makes_no_page_missing(
    tmp_path: Path, answer: int, expected: str
) -> None:
    pages = board(numbers(6))
    run(tmp_path, pages)
    for day in (7, 9, 12, 20):
        run(tmp_path, {**pages, **{url_of(n): answer for n in numbers(6)}}, day)
    assert {status(tmp_path, n) for n in numbers(6)} == {expected}
    assert_rebuilt_alike(tmp_path)
    run(tmp_path, pages, 120)
    assert {status(tmp_path, n) for n in numbers(6)} == {"live"}


def test_a_page_that_moved_is_one_notice_with_both_addresses(tmp_path: Path) -> None:
    pages = board(numbers(6))
    run(tmp_path, pages)
    new = f"{HOST}/zcwj/3.html"
    run(tmp_path, pages | {url_of(3): Redirect(new), new: article(3)}, 7)
    assert status(tmp_path, 3) == "moved"
    assert one(tmp_path, "SELECT count(*) FROM notices") == 6
    assert (
        one(tmp_path, "SELECT count(DISTINCT notice_id) FROM pages WHERE url IN (?, ?)", url_of(3), new) == 1
    )
    assert_rebuilt_alike(tmp_path)


def test_the_second_day_costs_the_list_and_what_is_new(tmp_path: Path) -> None:
    run(tmp_path, board(numbers(12)))
    asked, _ = run(tmp_path, board(numbers(13)), 1)
    assert asked == [LIST, f"{HOST}/tzgg/index_1.html", url_of(13)]


def test_known_pages_come_due_on_a_widening_schedule(tmp_path: Path) -> None:
    pages = board(numbers(6))
    run(tmp_path, pages)
    looks: list[int] = []
    for day in range(1, 200):
        asked, _ = run(tmp_path, pages, day)
        looks += [day for url in asked if url == url_of(3)]
    waits = [later - earlier for earlier, later in zip([0, *looks], looks, strict=False)]
    assert waits[0] <= 7
    assert waits == sorted(waits)
    assert waits[-1] > 30
    assert len(looks) <= 6


def test_an_edit_is_a_version_and_brings_the_next_look_forward(tmp_path: Path) -> None:
    pages = board(numbers(6))
    run(tmp_path, pages)
    run(tmp_path, pages, 7)
    run(tmp_path, pages | {url_of(3): article(3, "<p>三、联系电话改为12345678。</p>")}, 30)
    assert one(tmp_path, "SELECT count(*) FROM versions WHERE change <> '[\"first\"]'") == 1
    asked, _ = run(tmp_path, pages | {url_of(3): article(3, "<p>三、联系电话改为12345678。</p>")}, 31)
    assert url_of(3) in asked


def test_a_page_that_leaves_its_list_is_no_longer_listed_and_looked_at_at_once(tmp_path: Path) -> None:
    pages = board(numbers(12))
    run(tmp_path, pages)
    assert one(tmp_path, "SELECT sum(listed) FROM pages") == 12
    left = [n for n in numbers(12) if n != 10]
    asked, _ = run(tmp_path, pages | board(left), 1)
    assert asked == [LIST, url_of(10)] or asked == [LIST, f"{HOST}/tzgg/index_1.html", url_of(10)]
    assert one(tmp_path, "SELECT listed FROM pages WHERE url = ?", url_of(10)) == 0
    assert one(tmp_path, "SELECT sum(listed) FROM pages") == 11
    assert status(tmp_path, 10) == "live"
    assert_rebuilt_alike(tmp_path)
    run(tmp_path, pages, 2)
    assert one(tmp_path, "SELECT sum(listed) FROM pages") == 12


def test_what_was_pushed_off_the_pages_looked_at_is_still_listed(tmp_path: Path) -> None:
    run(tmp_path, board(numbers(12)))
    run(tmp_path, board(numbers(15)), 1)
    run(tmp_path, board(numbers(21)), 2)
    assert one(tmp_path, "SELECT sum(listed) FROM pages") == 21
    assert_rebuilt_alike(tmp_path)


def test_a_removal_and_an_addition_at_once_are_told_across_two_pages(tmp_path: Path) -> None:
    """The second page stays as it was: only both together show that the last entry of the first has gone."""
    run(tmp_path, board(numbers(12)))
    run(tmp_path, board([13, *(n for n in numbers(12) if n != 8)]) | {url_of(8): article(8)}, 1)
    assert one(tmp_path, "SELECT listed FROM pages WHERE url = ?", url_of(8)) == 0
    assert one(tmp_path, "SELECT sum(listed) FROM pages") == 12


def test_a_broken_pager_takes_nothing_off_the_list(tmp_path: Path) -> None:
    run(tmp_path, board(numbers(30)))
    pages = board(numbers(30)) | {LIST: listing(numbers(30)[:5])}
    run(tmp_path, pages, 1)
    assert one(tmp_path, "SELECT sum(listed) FROM pages") == 30


def test_a_back_dated_notice_deep_in_the_list_is_found_within_days(tmp_path: Path) -> None:
    run(tmp_path, board(numbers(20)))
    later = board([*numbers(20)[:12], 25, *numbers(20)[12:]])
    for day in range(1, 8):
        run(tmp_path, later, day)
    assert one(tmp_path, "SELECT count(*) FROM pages WHERE url = ?", url_of(25)) == 1


def test_a_back_dated_notice_is_found_at_once_where_the_list_says_how_many_it_has(tmp_path: Path) -> None:
    run(tmp_path, board(numbers(20), said="<p>共20条</p>"))
    run(tmp_path, board([*numbers(20)[:12], 25, *numbers(20)[12:]], said="<p>共21条</p>"), 1)
    assert one(tmp_path, "SELECT count(*) FROM pages WHERE url = ?", url_of(25)) == 1


@pytest.mark.parametrize("stop", [1, 2, 3, 6, 9])
def test_a_first_walk_that_was_cut_is_completed_whatever_the_first_page_shows(
    tmp_path: Path, stop: int
) -> None:
    pages = board(numbers(20))
    run(tmp_path, pages, configuration=Configuration(max_listing_pages=stop) if stop < 4 else None,
        stop_after=None if stop < 4 else stop)  # fmt: skip
    run(tmp_path, pages, 1)
    run(tmp_path, pages, 2)
    assert one(tmp_path, "SELECT count(*) FROM notices") == 20
    assert one(tmp_path, "SELECT count(*) FROM lists WHERE complete IS NOT NULL") == 1


def test_a_run_killed_and_resumed_within_the_hour_asks_for_no_page_twice(tmp_path: Path) -> None:
    pages = board(numbers(20))
    before, _ = run(tmp_path, pages, stop_after=11)
    after, _ = run(tmp_path, pages, 0.01)
    assert len({*before, *after}) == len(before) + len(after) == 24


def test_a_budget_ends_a_pager_that_never_ends_and_the_run_says_which(tmp_path: Path) -> None:
    asked: list[str] = []

    def trap(ask: Ask) -> None:
        if ask.lead.kind == "listing":
            place = len(asked)
            asked.append(ask.lead.url)
            fresh = [100 + 3 * place, 101 + 3 * place, 102 + 3 * place]
            pages[ask.lead.url] = listing(fresh, f"{HOST}/tzgg/next_{place}.html")

    pages = {}
    _, visit = run(
        tmp_path, pages, before=trap, configuration=Configuration(max_listing_pages=7, max_pages=9)
    )
    assert len(asked) == 7
    assert visit.tallies["linhu"].budgets == {"max_listing_pages", "max_pages"}
    cause = one(tmp_path, "SELECT cause FROM crawls")
    assert "max_listing_pages" in cause
    assert "max_pages" in cause


def test_a_limit_ends_the_walk_as_well(tmp_path: Path) -> None:
    asked, _ = run(tmp_path, board(numbers(40)), scope=Scope(limit=3))
    assert asked == [LIST, url_of(40), url_of(39), url_of(38)]


def test_what_a_list_says_it_has_and_did_not_give_is_recorded(tmp_path: Path) -> None:
    run(tmp_path, board(numbers(12), said="<p>共20条</p>"))
    (found,) = rows(tmp_path / "notices.db", "SELECT * FROM lists")
    assert (found["total"], found["collected"], found["deficit"], found["ended"]) == (20, 12, 8, "end")


def test_a_swapped_file_is_noticed_and_a_web_page_is_no_file(tmp_path: Path) -> None:
    form = '<p>附件：<a href="/files/2.pdf">登记表.pdf</a></p>'
    pages = board(numbers(6)) | {url_of(2): article(2, form), f"{HOST}/files/2.pdf": b"%PDF-1.4 one"}
    run(tmp_path, pages)
    first = one(tmp_path, "SELECT sha256 FROM attachments")
    for day, body in ((1, b"%PDF-1.4 two"), (3, FRONT)):
        run(tmp_path, pages | {f"{HOST}/files/2.pdf": body}, day)
    second = one(tmp_path, "SELECT sha256 FROM attachments")
    assert first is not None
    assert second not in (None, first)
    assert one(tmp_path, "SELECT count(*) FROM failures WHERE reason = 'file-web-page'") == 1
    assert_rebuilt_alike(tmp_path)


@pytest.mark.parametrize(
    ("said", "cut_off"),
    [
        ("<p>共 40 条</p>", True),
        ("<p>共 3 页</p>", True),
        ("<p>共 7 条</p>", False),
        ("<p>共 1 页</p>", False),
    ],
)
def test_a_list_that_says_it_has_more_than_is_reached_is_told_once_until_it_is_mended(
    tmp_path: Path, said: str, cut_off: bool
) -> None:
    _, visit = run(tmp_path, board(numbers(6), size=6, said=said))
    cause = visit.verdicts["linhu"].cause or ""
    assert visit.verdicts["linhu"].newly_failed == cut_off
    assert cause.startswith("listing: unread-pager: ") == cut_off
    _, visit = run(tmp_path, board(numbers(6), size=6, said=said), 1)
    verdict = visit.verdicts["linhu"]
    assert (verdict.newly_failed, verdict.recovered) == (False, False), (
        "the page answers 304, and is as it was"
    )
    assert verdict.health == ("broken" if cut_off else "ok")
    _, visit = run(tmp_path, board(numbers(7), size=6, said="<p>共 7 条</p>"), 2)
    assert visit.verdicts["linhu"].recovered == cut_off
    assert one(tmp_path, "SELECT count(*) FROM pages") == 7


def test_a_page_behind_a_redirect_is_asked_for_once_a_look_and_its_end_is_seen(tmp_path: Path) -> None:
    ways = {f"{HOST}/go?id={n}": url_of(n) for n in numbers(6)}
    rows_ = "".join(
        f'<li><a href="{way}">{title_of(n)}</a></li>' for n, way in zip(numbers(6), ways, strict=True)
    )
    pages = board(numbers(6)) | {way: Redirect(url) for way, url in ways.items()}
    pages[LIST] = f"<html><body><h2>通知公告</h2><ul class='list'>{rows_}</ul></body></html>".encode()
    for day in range(12):
        asked, _ = run(tmp_path, pages, day)
        behind = {ways[url] for url in asked if url in ways}
        assert behind.isdisjoint(asked), f"day {day}"
        assert day or len(behind) == 6
    gone = pages | {url_of(3): 404}
    for day in range(12, 50):
        run(tmp_path, gone, day)
    assert status(tmp_path, 3) == "gone"
    assert one(tmp_path, "SELECT count(*) FROM pages WHERE status = 'live'") == 5
    assert_rebuilt_alike(tmp_path)

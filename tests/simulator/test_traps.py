"""What a site leads to beside its notices: twins, places we may not go, and places without an end."""

from collections.abc import Mapping
from pathlib import Path

from archive.identity import twin_key
from tests.simulator.answering import HTML, Answer, Answering, answering, listing, site
from tests.simulator.running import notices, rows

CONFIGURED = 'contact = "you@linhu.example"\nmax_listing_pages = 6\nmax_pages = 40\n'
DISALLOWING = b"User-agent: *\nDisallow: /jinzhi/\n"
ROW = '<li><a href="{url}">{title}</a><span>2025-{month:02}-{day:02}</span></li>'


def crawled(url: str, folder: Path, *more: str) -> str:
    """What the command says of a crawl that ends well."""
    done = notices("crawl", url, *more, "--delay", "0", "--data", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def failures(folder: Path) -> set[tuple[str, str]]:
    found = rows(folder / "notices.db", "SELECT url, reason FROM failures")
    return {(row["url"], row["reason"]) for row in found}


def titles(folder: Path) -> set[str]:
    return {row["title"] for row in rows(folder / "notices.db", "SELECT title FROM notices")}


def test_a_notice_and_its_edition_for_telephones_are_one_row_under_both_addresses(tmp_path: Path) -> None:
    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/":
            return listing({2: "/n2.html", 1: "/n1.html"})
        if path == "/wap/":
            return listing({2: "/wap/n2.html", 1: "/wap/n1.html"})
        return site(2)(path.removeprefix("/wap"), headers)

    with answering(answer) as host:
        crawled(host.url, tmp_path, f"{host.url}wap/")
        assert {"/n1.html", "/wap/n1.html"} <= set(host.log)
    archive = tmp_path / "notices.db"
    assert len(rows(archive, "SELECT id FROM pages")) == len(rows(archive, "SELECT id FROM notices")) == 2
    for path in ("n1.html", "n2.html"):
        either = {twin_key(f"{host.url}{where}{path}") for where in ("", "wap/")}
        (page,) = rows(archive, "SELECT url FROM pages WHERE twin_key = ?", *either)
        assert page["url"].endswith(path)


def test_rows_that_lead_where_we_may_not_go_cost_no_request_and_are_named(tmp_path: Path) -> None:
    with answering(site(9)) as inner:
        rows_of_list = {
            **{n: f"/n{n}.html" for n in (6, 5, 4)},
            3: "/jinzhi/n3.html",
            2: f"{inner.url}n2.html",
            1: "/tz/tz/tz/tz/n1.html",
        }

        def answer(path: str, headers: Mapping[str, str]) -> Answer:
            return listing(rows_of_list) if path == "/" else site(9)(path, headers)

        with answering(answer, robots=DISALLOWING) as host:
            crawled(host.url, tmp_path)
    assert sorted(host.log) == ["/", "/n4.html", "/n5.html", "/n6.html"]
    assert inner.log == []
    assert failures(tmp_path) == {
        (f"{host.url}jinzhi/n3.html", "robots"),
        (f"{inner.url}n2.html", "private-address"),
        (f"{host.url}tz/tz/tz/tz/n1.html", "trap-address"),
    }


def endless() -> Answering:
    """Three notices, and a calendar in which each month leads to its days and to the next month."""

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/":
            return listing({n: f"/n{n}.html" for n in (3, 2, 1)})
        where, _, number = path.partition("=")
        match where:
            case "/rili?m":
                return month(int(number))
            case "/rili/ri?d":
                return day(number)
            case _:
                return site(3)(path, headers)

    return answer


def month(number: int) -> Answer:
    days = "".join(
        ROW.format(
            url=f"/rili/ri?d={number}-{n}", title=f"第{number}-{n}日办事安排", month=number % 12 + 1, day=n
        )
        for n in range(1, 13)
    )
    page = (
        f'<html><body><h2>办事日历</h2><ul>{days}</ul><a href="/rili?m={number + 1}">下一页</a></body></html>'
    )
    return 200, HTML, page.encode()


def day(name: str) -> Answer:
    text = "".join(f"<p>第{name}日第{n}号窗口照常办理第{n}类事项，请持证件前来。</p>" for n in range(3))
    return 200, HTML, f"<html><body><h1>第{name}日办事安排</h1>{text}</body></html>".encode()


def test_a_calendar_without_an_end_ends_at_the_budget_and_costs_no_notice(tmp_path: Path) -> None:
    (tmp_path / "notices.toml").write_text(CONFIGURED)
    with answering(endless()) as host:
        said = crawled(host.url, tmp_path, f"{host.url}rili?m=1")
    months = [path for path in host.log if path.startswith("/rili?m=")]
    assert len(months) <= 6
    assert len(host.log) <= 6 + 40
    assert {f"关于第{n}期健康讲座的通知" for n in (1, 2, 3)} <= titles(tmp_path)
    assert f"{host.url.split('/')[2]}: max_listing_pages, max_pages reached" in said
    (run,) = rows(tmp_path / "notices.db", "SELECT outcome, cause FROM crawls")
    assert "max_listing_pages, max_pages reached" in run["cause"]

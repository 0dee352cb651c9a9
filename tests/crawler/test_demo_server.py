"""The demo server serves pages as HTTP says, can change them, and leaves nothing behind."""

import http.client
import threading
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from archive.errors import UsageError
from crawler.demo.server import Serving, serve
from crawler.demo.site import DemoSite, Page
from crawler.demo.sites import demo_sites


def one_site(**pages: Page) -> DemoSite:
    return DemoSite(
        id="one",
        name="演示站",
        level="portal",
        region_code=None,
        listing_path="/a",
        encoding="utf-8",
        port=18699,
        pages={f"/{name}": page for name, page in pages.items()},
    )


PAGE = Page(
    headers=(("Content-Type", "text/html"), ("Last-Modified", "Mon, 12 Aug 2024 00:50:00 GMT")),
    body="<p>通知</p>".encode(),
)


def ask(
    serving: Serving, path: str = "/a", method: str = "GET", **headers: str
) -> tuple[int, bytes, str | None]:
    with closing(http.client.HTTPConnection(urlsplit(serving.urls["one"]).netloc, timeout=10)) as connection:
        connection.request(method, path, headers={name.replace("_", "-"): v for name, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers["ETag"]


def test_the_server_answers_with_the_pages() -> None:
    with serve(demo_sites(), ports=0) as serving:
        assert set(serving.urls) == {site.id for site in demo_sites()}
        for site in demo_sites():
            with closing(http.client.HTTPConnection(urlsplit(serving.urls[site.id]).netloc)) as connection:
                connection.request("GET", site.listing_path)
                answer = connection.getresponse()
                assert answer.status == 200
                assert answer.read() == site.pages[site.listing_path].body


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"If_None_Match": "ETAG"}, 304),
        ({"If_None_Match": 'W/"other", ETAG'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_Modified_Since": "Mon, 12 Aug 2024 00:50:00 GMT"}, 304),
        ({"If_Modified_Since": "Sun, 11 Aug 2024 00:50:00 GMT"}, 200),
        ({"If_Modified_Since": "no date"}, 200),
        ({"If_None_Match": '"other"', "If_Modified_Since": "Mon, 12 Aug 2024 00:50:00 GMT"}, 200),
    ],
)
def test_conditional_requests_are_answered_by_the_validators(headers: dict[str, str], status: int) -> None:
    with serve([one_site(a=PAGE)], ports=0) as serving:
        tag = ask(serving)[2] or ""
        sent = {name: value.replace("ETAG", tag) for name, value in headers.items()}
        answered, body, _ = ask(serving, **sent)
        assert answered == status
        assert body == (b"" if status == 304 else PAGE.body)


def test_head_gives_no_body_and_unknown_paths_give_404() -> None:
    with serve([one_site(a=PAGE)], ports=0) as serving:
        assert ask(serving, method="HEAD")[:2] == (200, b"")
        assert ask(serving, path="/b")[0] == 404


def test_pages_can_change_and_vanish_while_they_are_served() -> None:
    with serve([one_site(a=PAGE)], ports=0) as serving:
        tag = ask(serving)[2] or ""
        serving.put("one", "/a", Page(body=b"new"))
        assert ask(serving, If_None_Match=tag)[:2] == (200, b"new")
        serving.remove("one", "/a")
        assert ask(serving)[0] == 404


def test_the_log_says_who_asked_for_what() -> None:
    with serve([one_site(a=PAGE)], ports=0) as serving:
        before = time.monotonic()
        ask(serving, path="/a?page=2", User_Agent="tester")
        (request,) = serving.log
    assert (request.site, request.method, request.path) == ("one", "GET", "/a?page=2")
    assert (request.status, request.user_agent) == (404, "tester")
    assert before <= request.at <= time.monotonic()


def test_answers_wait_for_the_delay() -> None:
    with serve([one_site(a=PAGE)], ports=0, delay=0.3) as serving:
        started = time.monotonic()
        ask(serving)
        assert time.monotonic() - started >= 0.3


def test_closing_lets_go_of_open_connections_and_waiting_answers() -> None:
    with serve([one_site(a=PAGE)], ports=0) as serving:
        netloc = urlsplit(serving.urls["one"]).netloc
        idle = http.client.HTTPConnection(netloc, timeout=10)
        idle.request("GET", "/a")
        idle.getresponse().read()
        serving.delay = 30
        waiting = http.client.HTTPConnection(netloc, timeout=10)
        waiting.request("GET", "/a")
        started = time.monotonic()
    idle.close()
    waiting.close()
    assert time.monotonic() - started < 2
    assert not [thread for thread in threading.enumerate() if "process_request" in thread.name]


def test_a_taken_port_is_one_plain_sentence() -> None:
    with serve([one_site(a=PAGE)], ports=0) as serving:
        port = urlsplit(serving.urls["one"]).port or 0
        with (
            pytest.raises(
                UsageError, match=rf"^cannot serve .*127\.0\.0\.1:{port}: .*; expected a free port$"
            ),
            serve([one_site(a=PAGE)], ports={"one": port}),
        ):
            pass

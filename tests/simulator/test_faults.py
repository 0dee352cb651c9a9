"""The fault site really does what its names say, and never outlives its test."""

import http.client
import time
from contextlib import closing
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from crawler.demo.texts import notice_texts
from tests.simulator.faults import BOMB_BYTES, GOOD, LONG_LINE, ROWS, FaultServer, closed_port, serve_faults


def get(url: str) -> tuple[int, bytes]:
    host, path = urlsplit(url).netloc, urlsplit(url).path
    with closing(http.client.HTTPConnection(host, timeout=10)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_the_listing_leads_to_every_page(fault_server: FaultServer) -> None:
    text = get(fault_server.listing_url)[1].decode()
    assert [name for name in ROWS if urlsplit(fault_server.urls[name]).path not in text] == []


@pytest.mark.parametrize("name", GOOD)
def test_a_good_page_carries_its_notice(fault_server: FaultServer, name: str) -> None:
    status, body = get(fault_server.urls[name])
    assert status == 200
    assert notice_texts()[GOOD[name]].title in body.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [("not-found", 404), ("server-error", 500), ("challenge", 412), ("redirect-loop", 302), ("empty", 200)],
)
def test_a_page_answers_the_status_it_stands_for(fault_server: FaultServer, name: str, status: int) -> None:
    assert get(fault_server.urls[name])[0] == status


def test_the_long_page_is_one_line_of_megabytes(fault_server: FaultServer) -> None:
    body = get(fault_server.urls["one-line"])[1]
    assert len(body) > LONG_LINE * 0.99
    assert b"\n" not in body


def test_wrong_charsets_cannot_be_decoded_as_declared(fault_server: FaultServer) -> None:
    with pytest.raises(UnicodeDecodeError):
        get(fault_server.urls["gbk-called-utf8"])[1].decode("utf-8")
    with pytest.raises(UnicodeDecodeError):
        get(fault_server.urls["utf8-called-gbk"])[1].decode("gb2312")


def test_the_endless_page_stops_when_the_client_leaves(fault_server: FaultServer) -> None:
    url = fault_server.urls["endless"]
    with urlopen(url, timeout=10) as answer:
        assert len(answer.read(200)) == 200
    time.sleep(0.5)
    sent = fault_server.sent[urlsplit(url).path]
    time.sleep(0.3)
    assert fault_server.sent[urlsplit(url).path] == sent


def test_the_bomb_is_small_on_the_wire(fault_server: FaultServer) -> None:
    assert len(get(fault_server.urls["bomb"])[1]) < BOMB_BYTES / 100


def test_a_page_that_is_cut_off_ends_too_soon(fault_server: FaultServer) -> None:
    with pytest.raises(http.client.IncompleteRead):
        get(fault_server.urls["cut-off"])


def test_what_is_not_http_is_no_answer(fault_server: FaultServer) -> None:
    with pytest.raises(http.client.BadStatusLine):
        get(fault_server.urls["not-http"])


def test_headers_are_more_than_a_client_takes(fault_server: FaultServer) -> None:
    with pytest.raises(http.client.HTTPException):
        get(fault_server.urls["many-headers"])


def test_nobody_listens_at_the_refused_address(fault_server: FaultServer) -> None:
    with pytest.raises(ConnectionRefusedError):
        get(fault_server.refused_url)


def test_a_closed_port_stays_closed() -> None:
    with closed_port() as port, pytest.raises(ConnectionRefusedError):
        get(f"http://127.0.0.1:{port}/")


def test_closing_does_not_wait_for_a_stalled_answer() -> None:
    with serve_faults() as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        connection.request("GET", urlsplit(server.urls["stalled"]).path)
        started = time.monotonic()
    connection.close()
    assert time.monotonic() - started < 2


def test_requests_are_logged_in_order(fault_server: FaultServer) -> None:
    get(fault_server.listing_url)
    get(fault_server.urls["empty"])
    assert fault_server.log == [
        urlsplit(fault_server.listing_url).path,
        urlsplit(fault_server.urls["empty"]).path,
    ]

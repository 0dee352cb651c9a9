"""Only public hosts may be reached by following a link."""

import pytest

from crawler.private_address import is_private


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "172.20.0.1", "169.254.169.254", "0.0.0.0",
     "::1", "[::1]", "fe80::1", "::ffff:10.0.0.1", "printer.local", "x.localhost", "LOCALHOST", "100.64.0.1",
     "127.1", "2130706433", "0x7f.1", "0", "127.0.0.1.", "localhost.", "017700000001"],
)  # fmt: skip
def test_private_hosts_are_known(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize(
    "host", ["www.example.org", "8.8.8.8", "2606:4700::1111", "localhost.example.org", "add.fed", "134744072"]
)
def test_public_hosts_are_not_private(host: str) -> None:
    assert not is_private(host)

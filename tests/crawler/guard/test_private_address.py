"""Only public hosts may be reached by following a link, however they are spelled."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard.private_address import is_private


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "172.20.0.1", "169.254.169.254", "0.0.0.0",
     "::1", "[::1]", "fe80::1", "fe80::1%eth0", "::ffff:10.0.0.1", "::ffff:7f00:1", "printer.local", "x.localhost",
     "LOCALHOST", "100.64.0.1", "127.1", "2130706433", "0x7f.1", "0", "127.0.0.1.", "localhost.", "017700000001",
     "0177.0.0.1", "0x7f000001", "fc00::1", "fd12:3456::1", "2002:7f00:1::", "64:ff9b::7f00:1", "::", "224.0.0.1",
     "255.255.255.255", "240.0.0.1", "１２７.0.0.1", "127。0。0。1", "ⓛocalhost", "%31%32%37.0.0.1", "ff02::1",
     "198.18.0.1", "192.0.2.1", "router.lan", "fec0::1", "3fff::1", "5f00::1", "2001:db8::1", "100::1", "::7f00:1",
     "64:ff9b:1::808:808"],
)  # fmt: skip
def test_private_hosts_are_known(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize(
    "host", ["www.example.org", "8.8.8.8", "2606:4700::1111", "localhost.example.org", "add.fed", "134744072",
             "2002:808:808::", "64:ff9b::808:808", "::ffff:8.8.8.8", "2408:8000::1", "卫健委.中国"]
)  # fmt: skip
def test_public_hosts_are_not_private(host: str) -> None:
    assert not is_private(host)


@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_address_is_the_same_address(address: ipaddress.IPv4Address) -> None:
    number, parts = int(address), str(address).split(".")
    spellings = [
        str(number), hex(number), f"0{number:o}", ".".join(f"0{int(part):o}" for part in parts),
        ".".join(hex(int(part)) for part in parts), f"::ffff:{address}", f"[::ffff:{address}]", f"{address}.",
    ]  # fmt: skip
    assert {is_private(spelling) for spelling in spellings} == {is_private(str(address))}

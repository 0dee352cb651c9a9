"""Gzip members without a free bit, and members read piece by piece."""

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.gzip_members import HEADER, next_header, read_member, stored_member


def read(data: bytes, offset: int = 0) -> tuple[str, bytes]:
    content = bytearray()
    member = read_member(io.BytesIO(data), offset, len(data), content.extend)
    return member.state, bytes(content)


@given(st.binary(max_size=300) | st.integers(65_530, 140_000).map(bytes))
def test_any_program_unpacks_a_stored_member(data: bytes) -> None:
    assert gzip.decompress(stored_member(data)) == data
    assert read(stored_member(data)) == ("whole", data)


@given(st.data(), st.binary(max_size=80))
def test_no_bit_of_a_stored_member_is_free(data: st.DataObject, content: bytes) -> None:
    member = bytearray(stored_member(content))
    bit = data.draw(st.integers(0, len(member) * 8 - 1))
    member[bit // 8] ^= 1 << bit % 8
    state, unpacked = read(bytes(member))
    assert state != "whole" or stored_member(unpacked) != member


@pytest.mark.parametrize("kept", [0, 5, 10, 40, -9, -1])
def test_a_member_that_the_file_ends_in_is_torn(kept: int) -> None:
    whole = gzip.compress("关于开展流感疫苗接种工作的通知".encode() * 50, mtime=0)
    assert read(whole[:kept])[0] == "torn"


def test_members_are_read_one_by_one_and_long_ones_in_pieces() -> None:
    bomb = gzip.compress(bytes(20_000_000), mtime=0)
    longest = 0

    def consume(content: bytes) -> None:
        nonlocal longest
        longest = max(longest, len(content))

    file = io.BytesIO(bomb + stored_member(b"next"))
    first = read_member(file, 0, len(file.getvalue()), consume)
    assert (first.state, first.length) == ("whole", len(bomb))
    assert longest <= 1 << 20
    assert read(file.getvalue(), first.length) == ("whole", b"next")


def test_a_checksum_that_does_not_fit_is_damage() -> None:
    member = bytearray(gzip.compress(b"text", mtime=0))
    member[-5] ^= 1
    assert read(bytes(member))[0] == "damaged"


@pytest.mark.parametrize("before", [0, 1, (1 << 20) - 3, (1 << 20) + 3])
def test_the_next_header_is_found_also_across_what_is_read_at_once(before: int) -> None:
    file = io.BytesIO(bytes(before) + HEADER + bytes(10))
    assert next_header(file, 0, before + 18) == before
    assert next_header(file, before + 1, before + 18) == before + 18


def test_no_member_is_longer_than_what_counts_of_the_file() -> None:
    data = zlib.compress(bytes(1000), wbits=31)
    assert read_member(io.BytesIO(data), 0, len(data) - 1, lambda _: None).state == "torn"

"""--now takes a moment with its offset and nothing else."""

from datetime import UTC, datetime

import pytest

from archive.clock import Clock, parse_timestamp
from archive.errors import UsageError


def test_an_offset_is_brought_to_utc() -> None:
    assert parse_timestamp("2024-08-12T09:00:00+08:00") == datetime(2024, 8, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["yesterday", "2024-13-01T00:00:00Z", "2024-08-12T09:00:00", "2024-08-12", ""]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_timestamp(text)


@pytest.mark.parametrize("text", ["2024-08-12", "2024-08-12T09:00:00"])
def test_what_is_proposed_for_a_time_without_offset_is_taken(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_timestamp(text)
    proposed = str(refused.value).rpartition(" ")[2]
    assert parse_timestamp(proposed).tzinfo is not None


def test_a_fixed_clock_always_tells_the_same_time() -> None:
    moment = datetime(2024, 8, 12, tzinfo=UTC)
    assert Clock(moment).now() == moment
    assert Clock().now().tzinfo is not None

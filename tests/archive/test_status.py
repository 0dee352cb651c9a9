"""The status screen names what needs a person first, and counts the rest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from wcwidth import wcswidth

from archive.cli import status_command
from archive.errors import UsageError
from archive.status import status

NOW = datetime(2024, 11, 20, 4, 0, tzinfo=UTC)
Sample = tuple[Path, dict[str, str]]


def shown(path: Path) -> str:
    with closing(sqlite3.connect(path)) as conn:
        return status(conn, NOW)


def test_sites_that_need_a_person_come_first(sample: Sample) -> None:
    table = shown(sample[0]).splitlines()[4:]
    order = [line.split()[0] for line in table]
    assert order[:4] == ["yunze-yxh", "tongzhi-wang", "qingchuan-cdc", "yunze-wjw"]


def test_a_site_shows_health_ages_counts_and_cause(sample: Sample) -> None:
    lines = {line.split()[0]: line for line in shown(sample[0]).splitlines() if line}
    for part in ("broken", "49 days ago", "failed 2 h ago", "no entries on the listing page"):
        assert part in lines["yunze-yxh"]
    for part in ("ok", "3 h ago", "ok 2 h ago (2 new, 1 changed, 1 gone)", "云泽省卫生健康委员会"):
        assert part in lines["yunze-wjw"]


def test_totals_stand_on_the_first_line(sample: Sample) -> None:
    assert shown(sample[0]).splitlines()[0] == "9 notices on 10 pages of 5 sites; 3 pages not live"


def test_columns_line_up_in_a_terminal_with_chinese_names(sample: Sample) -> None:
    header, rule, *rows = shown(sample[0]).splitlines()[2:]
    starts = [position for position in range(1, len(rule)) if rule[position - 1 : position + 1] == " -"]
    assert header.index("health") in starts
    for row in rows:
        before_health = row[
            : row.index(next(word for word in row.split() if word.isascii() and word != row.split()[0]))
        ]
        assert wcswidth(before_health) == header.index("health")


def test_sites_never_crawled_are_only_counted(blank_archive_path: Path) -> None:
    with closing(sqlite3.connect(blank_archive_path)) as conn:
        conn.executemany("INSERT INTO sites (id, name) VALUES (?, ?)", [("a", "甲"), ("b", "乙")])
        text = status(conn, NOW)
    assert "No site has been crawled yet" in text
    assert "2 more sites were never crawled" in text


def test_a_crawl_without_an_end_is_running_or_was_killed(blank_archive_path: Path) -> None:
    with closing(sqlite3.connect(blank_archive_path)) as conn:
        conn.execute("INSERT INTO sites (id, name) VALUES ('a', '甲')")
        conn.execute("INSERT INTO crawls (site, started) VALUES ('a', '2024-11-20T03:55:00Z')")
        assert "running or killed, began 5 min ago" in status(conn, NOW)


def test_the_command_counts_ages_from_the_given_time(sample: Sample) -> None:
    arguments = ["--data", str(sample[0].parent), "--now", "2024-11-20T12:00:00+08:00"]
    result = CliRunner().invoke(status_command, arguments)
    assert result.exit_code == 0
    assert result.output == shown(sample[0]) + "\n"


@pytest.mark.parametrize("now", ["yesterday", "2024-11-20T12:00:00"])
def test_a_time_that_is_none_or_has_no_offset_is_wrong_usage(sample: Sample, now: str) -> None:
    result = CliRunner().invoke(status_command, ["--data", str(sample[0].parent), "--now", now])
    assert isinstance(result.exception, UsageError)

"""The status screen names what needs a person first, and counts the rest."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from wcwidth import wcswidth

from archive.cli import status_command
from archive.errors import UsageError
from archive.status import status, status_record

NOW = datetime(2024, 11, 20, 4, 0, tzinfo=UTC)
Sample = tuple[Path, dict[str, str]]


def shown(path: Path) -> str:
    with closing(sqlite3.connect(path)) as conn:
        return status(conn, NOW)


def table_lines(path: Path) -> list[str]:
    lines = shown(path).splitlines()[2:]
    return lines[: lines.index("")]


def test_sites_that_need_a_person_come_first(sample: Sample) -> None:
    table = table_lines(sample[0])[2:]
    order = [line.split()[0] for line in table]
    assert order[:4] == ["yunze-yxh", "tongzhi-wang", "qingchuan-cdc", "yunze-wjw"]


def test_a_site_shows_health_ages_counts_and_cause(sample: Sample) -> None:
    lines = {line.split()[0]: line for line in shown(sample[0]).splitlines() if line}
    for part in ("broken", "49 days ago", "failed 2 h ago", "no entries on the listing page"):
        assert part in lines["yunze-yxh"]
    for part in ("ok", "3 h ago", "ok 2 h ago (2 new, 1 changed, 1 gone)", "云泽省卫生健康委员会"):
        assert part in lines["yunze-wjw"]


def test_a_site_that_is_not_well_says_what_is_wrong_and_what_to_do(blank_archive_path: Path) -> None:
    with closing(sqlite3.connect(blank_archive_path)) as conn:
        conn.execute(
            "INSERT INTO sites (id, name, url, health, health_since) "
            "VALUES ('qingchuan', '清川市', 'http://wjw.qingchuan.example/', 'broken', '2024-11-17T04:00:00Z')"
        )
        conn.execute(
            "INSERT INTO crawls (site, started, finished, outcome, cause) VALUES ('qingchuan', "
            "'2024-11-20T03:00:00Z', '2024-11-20T03:01:00Z', 'failed', 'listing: needs-script: no entries')"
        )
        text, record = status(conn, NOW), status_record(conn, NOW)
    for part in (
        "Broken: qingchuan, first seen 3 days ago",
        "listing: needs-script: no entries",
        "drawn by a script",
        "To do: look for the address that the script asks",
        "http://wjw.qingchuan.example/",
    ):
        assert part in text
    (site,) = record["sites"]
    assert (site["health"], site["cause_name"], site["silent_workdays"]) == ("broken", "needs-script", None)


def test_a_site_that_is_no_longer_visited_needs_nobody_and_comes_last(blank_archive_path: Path) -> None:
    """It was disabled because it is broken, and stays broken for ever."""
    with closing(sqlite3.connect(blank_archive_path)) as conn:
        for site, health, day in (
            ("closed", "broken", "11"),
            ("weekly", "broken", "13"),
            ("daily", "ok", "20"),
        ):
            conn.execute("INSERT INTO sites (id, name, health) VALUES (?1, ?1, ?2)", (site, health))
            conn.execute(
                "INSERT INTO crawls (site, started, finished, outcome) VALUES (?1, ?2, ?2, 'ok')",
                (site, f"2024-11-{day}T03:00:00Z"),
            )
        text, record = status(conn, NOW), status_record(conn, NOW)
    assert "Broken: weekly" in text
    assert "Broken: closed" not in text
    assert "No longer visited (disabled, removed, or once visited by hand): closed." in text
    assert [(site["id"], site["is_left"]) for site in record["sites"]] == [
        ("weekly", False), ("daily", False), ("closed", True),
    ]  # fmt: skip


def test_a_record_for_programs_holds_what_the_screen_shows(sample: Sample) -> None:
    arguments = ["--json", "--data", str(sample[0].parent), "--now", "2024-11-20T12:00:00+08:00"]
    record = json.loads(CliRunner().invoke(status_command, arguments).output)
    assert [site["id"] for site in record["sites"]][:2] == ["yunze-yxh", "tongzhi-wang"]
    assert (record["notices"], record["pages"], record["not_live"]) == (9, 10, 3)
    assert record["at"] == "2024-11-20T04:00:00Z"


def test_totals_stand_on_the_first_line(sample: Sample) -> None:
    assert shown(sample[0]).splitlines()[0] == "9 notices on 10 pages of 5 sites; 3 pages not live"


def test_columns_line_up_in_a_terminal_with_chinese_names(sample: Sample) -> None:
    header, rule, *rows = table_lines(sample[0])
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

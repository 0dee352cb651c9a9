"""Runs the real `notices` command as a process, and takes an archive's rows for comparison."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.simulator.loaded_process import run_loaded
from tests.simulator.world.world import World

TOP = Path(__file__).parents[2]

TIMES = {"first_seen", "last_seen", "last_checked", "last_success", "observed_at", "started", "finished", "at",
         "next_check", "etag", "last_modified"}  # fmt: skip
POSITIONS = {"capture", "search_key"}
FUNCTION_OF_CAPTURES = ("notices", "notice_aliases", "pages", "versions", "attachments", "file_looks",
                        "offered_files", "citations",                        "look_alikes", "page_texts", "text_pairs", "text_fingerprints")  # fmt: skip


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "crawler.cli", *map(str, arguments)]


def environment() -> dict[str, str]:
    """Of a `notices` process; it may keep its byte code, as compiling it takes longer than most runs here."""
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(TOP), "PYTHONWARNINGS": "default"}
    return {**os.environ, **kept}


def notices(
    *arguments: str | Path, cwd: Path | None = None, timeout: float = 120, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `notices ARGUMENTS`, with these *variables* in its environment; what it printed and its exit code."""
    if not variables:  # which may be read when the interpreter starts
        return run_loaded([*map(str, arguments)], cwd=cwd, environment=environment(), timeout=timeout)
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment() | variables,
        capture_output=True,
        encoding=variables.get("PYTHONIOENCODING"),
        text=True,
        check=False,
        timeout=timeout,
    )


def snapshot(path: Path, tables: tuple[str, ...] = FUNCTION_OF_CAPTURES) -> dict[str, list[dict[str, Any]]]:
    """Every row of *tables*, times and capture positions aside, in an order of its own."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        return {
            table: sorted(map(_bare, conn.execute(f"SELECT * FROM {table}")), key=repr) for table in tables
        }


def _bare(row: sqlite3.Row) -> dict[str, Any]:
    return {key: row[key] for key in row.keys() if key not in TIMES | POSITIONS}  # noqa: SIM118 - a Row


def rows(path: Path, sql: str, *values: object) -> list[dict[str, Any]]:
    """The rows that *sql* gives."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        return [dict(row) for row in conn.execute(sql, values)]


def jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def crawl(
    world: World, folder: Path, *options: str, sites: Iterable[str] = (), timeout: float = 200
) -> subprocess.CompletedProcess[str]:
    """Crawl *sites* of the world (all, if none is named) from their bare addresses, on the world's day."""
    urls = [url for site, url in world.listing_urls.items() if not sites or site in sites]
    arguments = ("--delay", "0", "--data", str(folder), "--now", world.now, *options)
    return notices("crawl", *urls, *arguments, timeout=timeout)


def host(world: World, site: str) -> str:
    """The id that a site without a file has."""
    return urlsplit(world.urls[site]).netloc

"""All pages of an archive judged anew: after a change of the rules, or when a person asks for it."""

from __future__ import annotations

import sqlite3

from archive.judging import connected, forget_all, judge_page, judged_record
from archive.projection import project_all
from archive.versions import latest_record


def judge_anew(conn: sqlite3.Connection) -> None:
    """Judge every page as if it came first, and make all notices of it, inside the caller's transaction."""
    forget_all(conn)
    waiting = set()
    for (page,) in conn.execute("SELECT id FROM pages WHERE continues_id IS NULL ORDER BY id").fetchall():
        record = latest_record(conn, page)
        if record is not None:
            judge_page(conn, page, judged_record(record))
            waiting.add(page)
    while waiting:
        # What the notices say is older than the judgements, and no guide to them.
        whole = connected(conn, [min(waiting)])
        project_all(conn, whole)
        waiting -= whole

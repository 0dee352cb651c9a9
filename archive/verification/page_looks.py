"""What pages say of the last look at them, held against each other and against the captures of that look."""

from __future__ import annotations

from archive.absence import GONE_AFTER, GONE_LOOKS

_CONTRADICTIONS = (
    ("last_seen = last_checked AND status NOT IN ('live', 'moved')", "was there at the last look", "live"),
    ("last_seen < last_checked AND status = 'live'", "was not there at the last look", "another status"),
    ("absences > 0 AND status NOT IN ('missing', 'gone')", "was absent", "missing or gone"),
    # A part, or a further web page, is missing as well once its article has it no more.
    (
        "absences = 0 AND status = 'missing' AND part = 0 AND continues_id IS NULL",
        "was never absent",
        "another status",
    ),
    ("status = 'gone' AND NOT coalesce(is_sure, false)", "was not absent so often and long", "missing"),
    (
        "status = 'missing' AND is_sure AND part = 0 AND continues_id IS NULL",
        "was absent often and long enough",
        "gone",
    ),
    (
        "status IN ('blocked', 'unreachable') AND EXISTS (SELECT 1 FROM pages AS whole "
        "WHERE (whole.url = looks.url OR whole.id = looks.continues_id) "
        "AND whole.last_seen = looks.last_checked)",
        "its article was there at that look",
        "missing",
    ),
)
"""Conditions that no page fulfils, in what the look contradicts the status, and what the status would be."""
_ABSENT_FOR = "CAST(strftime('%s', last_checked) AS INTEGER) - CAST(strftime('%s', absent_since) AS INTEGER)"
_IS_SURE = f"absences >= {GONE_LOOKS} AND {_ABSENT_FOR} >= {GONE_AFTER.total_seconds():.0f}"
_PAGES = f"(SELECT *, {_IS_SURE} AS is_sure FROM pages) AS looks"  # noqa: S608

LOOK_RULES = (
    *(
        f"SELECT 'pages ' || id, 'its {column} is missing', 'a time' FROM pages "  # noqa: S608
        f"WHERE {column} IS NULL"
        for column in ("first_seen", "last_seen", "last_checked")
    ),
    "SELECT 'pages ' || id, 'it was seen last ' || last_seen, 'a time from ' || first_seen || ' to ' "
    "|| last_checked FROM pages WHERE last_seen NOT BETWEEN first_seen AND last_checked",
    "SELECT 'pages ' || id, 'its status is ' || status, 'live, missing, gone, moved, blocked or unreachable' "
    "FROM pages WHERE status NOT IN ('live', 'missing', 'gone', 'moved', 'blocked', 'unreachable')",
    "SELECT 'pages ' || id, 'it was absent ' || absences || ' times since ' || "
    "coalesce(absent_since, 'no time'), 'none since none, or some since a time' FROM pages "
    "WHERE absences < 0 OR (absences = 0) != (absent_since IS NULL)",
    *(
        f"SELECT 'pages ' || id, 'it is ' || status || ', but {said}', '{expected}' FROM {_PAGES} "  # noqa: S608
        f"WHERE {condition}"
        for condition, said, expected in _CONTRADICTIONS
    ),
)
"""Queries as in `archive.verification.table_rules`."""

LOOKED_AT = (
    "SELECT 'pages ' || id, url, status, last_checked FROM pages WHERE status != 'missing' OR absences > 0 "
    "UNION SELECT 'pages ' || pages.id, coalesce(first.url, pages.url), 'dropped', pages.last_checked "
    "FROM pages LEFT JOIN pages AS first ON first.id = pages.continues_id WHERE pages.status = 'missing' "
    "AND pages.absences = 0 "
    "UNION SELECT 'pages ' || id, url, 'there', first_seen FROM pages "
    "UNION SELECT 'pages ' || id, url, 'there', last_seen FROM pages "
    "UNION SELECT 'pages ' || id, url, 'missing', absent_since FROM pages"
)
"""How and when each page was looked at; one that an article dropped was looked for in the article."""

UNSEEN_LOOKS = (
    "SELECT place, url, status, at FROM looked_at WHERE at IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM captures WHERE captures.at = looked_at.at "
    "AND (captures.url = looked_at.url OR captures.asked = looked_at.url) "
    "AND CASE WHEN looked_at.status = 'dropped' THEN true WHEN looked_at.status IN ('live', 'there') "
    "THEN captures.status BETWEEN 200 AND 299 OR captures.status = 304 "
    "WHEN looked_at.status = 'moved' THEN captures.asked = looked_at.url AND captures.url != looked_at.url "
    "WHEN looked_at.status = 'unreachable' THEN captures.status = 0 OR captures.status >= 500 "
    "WHEN looked_at.status = 'blocked' THEN captures.status NOT IN (0, 304) "
    "AND NOT EXISTS (SELECT 1 FROM named "
    "WHERE named.file = captures.file AND named.offset = captures.offset) "
    "ELSE captures.status NOT IN (0, 304) END) "
    "AND url NOT IN (SELECT url FROM damaged) "
    "AND NOT EXISTS (SELECT 1 FROM files WHERE NOT is_there) ORDER BY rowid"
)
"""Which of them no capture of that time bears out; nothing is said where a file of captures is lost."""

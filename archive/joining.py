"""One more copy of a notice: what it changes, without a look at all the others.

A site that answers a thousand addresses with one page adds a page to the same notice each time.
"""

from __future__ import annotations

import sqlite3

from archive.dedup.match import agreement, likeness, relation
from archive.speaker import Member, load_members, speaking_rank
from archive.times import china_day

_COPY = """
SELECT notices.id AS notice, speaker.id AS speaker
FROM pages AS mine
CROSS JOIN page_texts AS read ON read.page_id = mine.id
CROSS JOIN text_pairs ON text_pairs.text_id = read.text_id AND verdict = 'same' AND other_id = read.text_id
CROSS JOIN page_texts AS copy ON copy.text_id = read.text_id AND copy.page_id != mine.id
CROSS JOIN pages AS known ON known.id = copy.page_id
CROSS JOIN notices ON notices.id = known.notice_id AND notices.first_seen <= mine.first_seen
CROSS JOIN pages AS speaker ON speaker.url = notices.url AND speaker.part = 0
WHERE mine.id = ? AND mine.notice_id IS NULL AND mine.part = 0 AND mine.status = 'live'
AND speaker.relation = 'original' AND speaker.notice_id = notices.id
AND NOT EXISTS (SELECT 1 FROM look_alikes WHERE notice_id = notices.id)
AND NOT EXISTS (SELECT 1 FROM look_alikes WHERE other_id = notices.id)
AND NOT EXISTS (SELECT 1 FROM pages WHERE url = mine.url AND id != mine.id)
AND NOT EXISTS (SELECT 1 FROM pages WHERE continues_id = mine.id)
AND NOT EXISTS (SELECT 1 FROM merged_pages WHERE page_id = mine.id)
LIMIT 1
"""
"""The notice of a copy, and the page that speaks for it.  A notice without look-alikes is all that its
pages lead to (`archive.reach`), and so carries every page with this text."""


def join_copies(conn: sqlite3.Connection, page: str) -> bool:
    """Add a new page that reads the same as known ones to their notice.

    ``False``, with nothing done, where it could change more than that: where it is not new, would speak for
    the notice or would have founded it, or where a guard may keep it out.
    """
    found = conn.execute(_COPY, (page,)).fetchone()
    if found is None:
        return False
    members = load_members(conn, {page, found["speaker"], found["notice"]})
    new, speaker, founder = members[page], members[found["speaker"]], members[found["notice"]]
    if not (_stays_behind(new, speaker) and _founded(founder, speaker, new)):
        return False
    similarity = likeness(speaker.text, new.text)
    conn.execute(
        "UPDATE pages SET notice_id = ?, relation = ?, similarity = ?, reason = ? WHERE id = ?",
        (
            found["notice"],
            relation(speaker.text, new.text),
            similarity,
            agreement(speaker.text, new.text, similarity),
            page,
        ),
    )
    conn.execute(
        "UPDATE notices SET copies = copies + 1, status = 'live', last_seen = max(last_seen, ?) WHERE id = ?",
        (new.row["last_seen"], found["notice"]),
    )
    conn.execute(
        "INSERT OR REPLACE INTO notice_aliases(id, notice_id) VALUES (?, ?)", (page, found["notice"])
    )
    return True


def _founded(founder: Member, speaker: Member, new: Member) -> bool:
    """Whether it is still the same page that founded the notice."""
    if china_day(new.row["first_seen"]) > china_day(founder.row["first_seen"]):
        return True
    return founder.id == speaker.id or (founder.text == new.text and _stays_behind(new, founder))


def _stays_behind(new: Member, known: Member) -> bool:
    """Whether a page comes after another in speaking order even if it should be no excerpt."""
    return speaking_rank(known, 0) < speaking_rank(new, 0)

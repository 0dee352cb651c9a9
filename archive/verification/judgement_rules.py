"""What must hold between pages, their texts, the judged pairs of these, and notices (`table_rules`)."""

from __future__ import annotations

_KEPT_APART = """
WITH carried AS MATERIALIZED (
    SELECT text_id, notice_id, min(url) AS low, max(url) AS high
    FROM page_texts JOIN pages ON pages.id = page_id GROUP BY text_id, notice_id
), kept AS (
    SELECT min(one.notice_id, other.notice_id) AS notice_id, max(one.notice_id, other.notice_id) AS other_id
    FROM text_pairs JOIN carried AS one ON one.text_id = text_pairs.text_id
    JOIN carried AS other ON other.text_id = text_pairs.other_id
    WHERE verdict = 'apart' AND one.notice_id != other.notice_id
    AND (one.low != other.low OR one.high != other.high OR one.low != one.high)
)
"""
"""Pairs of notices that have texts which were judged apart, at addresses that are not one and the same."""

_NEEDLESS = """
SELECT 'look_alikes ' || notice_id || ' ' || other_id, 'no pair of their texts was judged apart', 'one'
FROM (SELECT notice_id, other_id FROM look_alikes EXCEPT SELECT notice_id, other_id FROM kept)
"""
_MISSING = """
SELECT 'look_alikes ' || notice_id || ' ' || other_id, 'nothing', 'what text_pairs says of their texts'
FROM (SELECT notice_id, other_id FROM kept EXCEPT SELECT notice_id, other_id FROM look_alikes)
"""
_NO_PAIR = """
SELECT 'text_pairs ' || text_id || ' ' || other_id, 'its verdict ' || verdict || ' on no pair',
    'two texts of pages, judged same or apart'
FROM text_pairs WHERE text_id > other_id OR verdict NOT IN ('same', 'apart')
OR text_id NOT IN (SELECT text_id FROM page_texts) OR other_id NOT IN (SELECT text_id FROM page_texts)
"""
_NOT_JOINED = """
WITH mine AS (
    SELECT notice_id, text_id, count(*) AS pages FROM page_texts JOIN pages ON pages.id = page_id
    GROUP BY notice_id, text_id
)
SELECT 'text_pairs ' || text_id, 'nothing', 'a pair that joins it with another page of notice ' || notice_id
FROM mine WHERE (SELECT count(*) FROM pages WHERE notice_id = mine.notice_id AND continues_id IS NULL) > 1
AND NOT EXISTS (
    SELECT 1 FROM text_pairs JOIN page_texts ON page_texts.text_id = other_id JOIN pages ON id = page_id
    WHERE text_pairs.text_id = mine.text_id AND verdict = 'same' AND notice_id = mine.notice_id
    AND (other_id != mine.text_id OR mine.pages > 1)
) AND NOT EXISTS (
    SELECT 1 FROM text_pairs JOIN page_texts USING (text_id) JOIN pages ON id = page_id
    WHERE other_id = mine.text_id AND verdict = 'same' AND notice_id = mine.notice_id
    AND other_id != text_pairs.text_id
)
"""
_NO_TEXT = """
SELECT 'text_fingerprints ' || hash || ' ' || text_id, 'a text that no page has', 'the text of a page'
FROM text_fingerprints WHERE text_id NOT IN (SELECT text_id FROM page_texts)
"""
_NO_PAGE = """
SELECT 'page_texts ' || page_id, 'the text of a page that has none', 'a page with a text of its own'
FROM page_texts WHERE page_id NOT IN (SELECT id FROM pages WHERE continues_id IS NULL)
"""

JUDGEMENT_RULES = (
    *(_KEPT_APART + _NEEDLESS, _KEPT_APART + _MISSING, _NO_PAIR, _NOT_JOINED, _NO_TEXT, _NO_PAGE),
)

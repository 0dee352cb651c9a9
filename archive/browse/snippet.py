"""The part of a text that a search found, with the found words marked."""

from __future__ import annotations

from dataclasses import dataclass

from archive.search import find

_LENGTH = 110
_LEAD = 24
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text, found or not."""

    text: str
    found: bool = False


def marked(text: str, query: str) -> list[Fragment]:
    """*text* in fragments, with what *query* finds set apart."""
    fragments: list[Fragment] = []
    position = 0
    for start, end in find(query, text):
        fragments += [Fragment(text[position:start]), Fragment(text[start:end], found=True)]
        position = end
    fragments.append(Fragment(text[position:]))
    return [fragment for fragment in fragments if fragment.text]


def marked_title(title: str, query: str) -> list[Fragment]:
    """*title* with what *query* finds set apart; of one that is far too long, a part."""
    return marked(title, query) if len(title) <= _LONGEST_TITLE else snippet(title, query)


def snippet(body: str, query: str = "") -> list[Fragment]:
    """About 110 characters of *body* around the first match, or its beginning when nothing matches."""
    found = find(query, body)
    start = max(0, found[0][0] - _LEAD) if found else 0
    end = min(len(body), start + _LENGTH)
    excerpt = " ".join(body[start:end].split())
    return [
        *([Fragment("…")] if start else []),
        *marked(excerpt, query),
        *([Fragment("…")] if end < len(body) else []),
    ]

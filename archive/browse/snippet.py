"""The part of a text that a search found, with the found words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.search import find, find_terms, terms

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


def is_elsewhere(texts: Iterable[str | None], query: str) -> bool:
    """Whether a word of *query* stands in none of *texts*: the search found it in an attached file.

    >>> is_elsewhere(["关于流感疫苗接种的通知", None], "疫苗 点位")
    True
    """
    whole = "\n".join(filter(None, texts))
    return not all(find_terms([term], whole) for term in terms(query))

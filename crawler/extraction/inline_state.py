"""Find the article that a page keeps as JSON in a script, which its application shows once it runs.

Single-page applications (Vue, Next, Nuxt) send an empty mount point and the state beside it::

    <div id="app"></div><script>window.__INITIAL_STATE__={"article":{"title":…,"content":"<p>…</p>"}}</script>
    <script id="__NEXT_DATA__" type="application/json">{"props":{…}}</script>

The article is only looked for where a page shows next to no text of its own (`app_shell`), its day where
the page shows none (昨天, 3小时前), or one without the year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape, unescape
from importlib import resources
from itertools import islice
from typing import Any

from archive.plain_yaml import load_yaml
from crawler.extraction.stamped_days import day_of_seconds
from crawler.extraction.text_keys import key

_OPENING = re.compile(r"<script\b[^>]{0,1000}>", re.I)
_CLOSING = re.compile(r"</script", re.I)
_VALUE = re.compile(r'(?:^|[=(,:])\s*(?=\{\s*"|\[\s*\{\s*")')
"""Where a value in JSON may begin: the whole script, or behind an assignment."""
_MOST_VALUES = 50
"""Values tried in one script."""
_MOST_SCRIPTS = 1_000
_LONGEST_SCRIPT = 4_000_000
_MOST_NODES = 100_000
_SENTENCE_MARK = re.compile(r"[，。；：、！？]")
_FEWEST_MARKS = 2
_LINKED_DATA = frozenset({"@context", "@type"})
_SHORTEST_BEGINNING = 6
_SECONDS = re.compile(r"(1[0-9]{9})(?:[0-9]{3})?")
"""As systems count them, with or without thousandths: from 2001 to 2033."""
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
"""Rather than a sign that compares: 年龄<6岁."""


def inline_article(page: str) -> str | None:
    """The article in a page's scripts as a small page of its own, or ``None``.

    The longest text with sentences in it that stands under a name such as ``content`` is the article;
    title, day and source are what stands beside it.
    """
    best: tuple[int, Mapping[str, Any], str] | None = None
    for value in _values(page):
        for node in _objects(value):
            for name, text in node.items():
                if name.lower() not in _names("contents") or not isinstance(text, str):
                    continue
                if best is not None and len(text) <= best[0]:
                    continue
                if len(_SENTENCE_MARK.findall(text)) >= _FEWEST_MARKS:
                    best = len(text), node, text
    return _as_page(best[1], best[2]) if best else None


def days_of_article(page: str, title: str) -> Iterator[str]:
    """The days, as written, that the objects of a page's scripts with just this *title* give for posting.

    What a page tells search engines of itself (JSON-LD) may give the beginning of its title.
    """
    wanted = key(title)
    for value in _values(page):
        for node in _objects(value):
            told = _told(node)
            day = _first(told, "days")
            if day is None:
                continue
            of_page = not _LINKED_DATA.isdisjoint(node)
            own = key(_shown(_first(told, "titles") or (told.get("name") if of_page else None)) or "")
            begins = of_page and len(own) >= _SHORTEST_BEGINNING and wanted.startswith(own)
            if own and (own == wanted or begins):
                yield day


def _values(page: str) -> Iterator[Any]:
    """The JSON objects and arrays in the scripts; code that is no JSON is passed over."""
    decoder = json.JSONDecoder(strict=False)
    for code in islice(_scripts(page), _MOST_SCRIPTS):
        position = 0
        for _ in range(_MOST_VALUES):
            start = _VALUE.search(code, position)
            if start is None:
                break
            try:
                value, position = decoder.raw_decode(code, start.end())
            except (ValueError, RecursionError):  # an object of the language, or one nested against readers
                position = start.end() + 1
                continue
            yield value


def _scripts(page: str) -> Iterator[str]:
    opening = _OPENING.search(page)
    while opening is not None:
        closing = _CLOSING.search(page, opening.end())
        if closing is None:
            return
        yield page[opening.end() : min(closing.start(), opening.end() + _LONGEST_SCRIPT)].strip()
        opening = _OPENING.search(page, closing.end())


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects inside a value, itself included, the outer ones first."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0) if len(waiting) < _MOST_VALUES else waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(inner for inner in node.values() if isinstance(inner, (dict, list)))
        elif isinstance(node, list):
            waiting.extend(inner for inner in node if isinstance(inner, (dict, list)))


def _as_page(node: Mapping[str, Any], content: str) -> str:
    told = _told(node)
    if not _TAG.search(content) and "&lt;" in content:
        content = unescape(content)
    if not _TAG.search(content):
        content = "".join(f"<p>{escape(unescape(line))}</p>" for line in content.splitlines())
    title = _shown(_first(told, "titles"))
    metas = (
        ("ArticleTitle", title),
        ("PubDate", _first(told, "days")),
        ("ContentSource", _shown(_first(told, "sources"))),
    )
    head = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in metas if value)
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    return f"<html><head>{head}</head><body>{heading}<div>{content}</div>{_files(node)}</body></html>"


def _told(node: Mapping[str, Any]) -> dict[str, str]:
    """The texts of an object by name, in small letters; ``__date`` is called date, as a site's own name.

    Days that are counted in seconds, or thousandths of them, are given as days.
    """
    texts = {name: value for name, value in node.items() if isinstance(value, str) and value.strip()}
    told = {name.lower().lstrip("_"): value for name, value in texts.items()}
    for name, value in node.items():
        bare = name.lower().lstrip("_")
        if bare in _names("days") and (counted := _SECONDS.fullmatch(str(value))) is not None:
            told[bare] = day_of_seconds(counted[1])
    return told


def _first(told: Mapping[str, str], kind: str) -> str | None:
    return next((told[name].strip() for name in _names(kind) if name in told), None)


def _shown(text: str | None) -> str | None:
    """A value as a reader sees it: titles come with the markup of a search in them."""
    return _TAG.sub("", unescape(text)).strip() if text else None


@cache
def _names(kind: str) -> tuple[str, ...]:
    """The names of a kind of value, the surest first."""
    data = load_yaml(resources.files(__package__).joinpath("inline_state.yml").read_text("utf-8"))
    return tuple(map(str, data[kind]))


def _files(node: Mapping[str, Any]) -> str:
    """Links to the files that stand beside the text, as lists of objects with a name and an address."""
    links = []
    for value in node.values():
        for item in value if isinstance(value, list) else ():
            told = {key.lower(): text for key, text in item.items()} if isinstance(item, dict) else {}
            texts = {key: text for key, text in told.items() if isinstance(text, str) and text.strip()}
            name, address = _first(texts, "file_names"), _first(texts, "file_addresses")
            if name and address:
                links.append(f'<p><a href="{escape(address)}">{escape(name)}</a></p>')
    return "".join(links)

"""Records: entries among data rather than markup, as in a JSON answer or a script's array.

Nobody agrees on names: a title is ``title``, ``aT``, ``bt`` or the second item of an array.  So a
field is known by what its values look like in all records together; names only break ties.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain, count, islice
from math import isfinite, sqrt
from statistics import mean, median
from typing import Any

import lxml.html

from archive.vocabulary.dates import CHINA_TIME, parse_date
from crawler.listing.addresses import web_address
from crawler.listing.clicks import UNKNOWN
from crawler.listing.date_order import day_first, iso_order
from crawler.listing.entries import SHORTEST_TITLE, SURE_TITLE
from crawler.listing.marks import is_article_address, without_badge
from crawler.listing.record import Entry
from crawler.listing.record_address import filled
from crawler.listing.row_date import dated
from crawler.listing.script_literal import paired
from crawler.listing.tree import collapsed
from crawler.listing.whole_number import whole_number

MOST_VALUES = 100_000
"""No more values of an answer are looked at."""
MOST_RECORDS = 5_000
_ENOUGH = 0.7
"""A field has a shape that this share of its values have."""
_ADDRESS = re.compile(
    r"(?:https?:)?//[^\s<>\"']+|\.{0,2}/[^\s<>\"']*|[\w./-]*\w\.(?:s?html?|jhtml|aspx?|php|jsp)(?:\?[^\s<>\"']*)?"
)
_ASSET = re.compile(r"\.(?:png|jpe?g|gif|svg|ico|css|js|mp4)(?:\?|$)", re.IGNORECASE)
_WORDED = re.compile(r"[^\W\d_]{2}")
_TAG = re.compile(r"<[^<>]{0,200}>")
_CODED = re.compile(r"%u([0-9a-fA-F]{4})")
_SECONDS = range(946_684_800, 4_102_444_800)
"""Unix times from 2000 to 2100."""
_NAMED = {
    "address": re.compile(r"(?:^|_)(?:url|link|href|path)|(?:url|link|href)$", re.IGNORECASE),
    "title": re.compile(r"title|subject|headline|(?:^|_)(?:name|bt|biaoti|topic)$", re.IGNORECASE),
    "date": re.compile(r"pub|release|display|issue|fb|(?:^|_)(?:date|time|day)$", re.IGNORECASE),
}
_OTHER_NAME = {
    "address": re.compile(r"img|image|pic|cover|icon|logo|thumb|site", re.IGNORECASE),
    "title": re.compile(
        r"sub_?title|site|dept|org|author|source|channel|column|keyword|abstract|summary|content",
        re.IGNORECASE,
    ),
    "date": re.compile(r"edit|updat|modif|expire|end|dead|invalid|effect|create|add", re.IGNORECASE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Field:
    """The values of one field in all records that have it."""

    name: str
    values: tuple[Any, ...]

    def share(self, readings: Sequence[object]) -> float:
        return mean(reading is not None for reading in readings) if readings else 0.0

    def preference(self, role: str) -> int:
        """How far the name speaks for *role*: 1, 0 or -1."""
        if _OTHER_NAME[role].search(self.name):
            return -1
        return 1 if _NAMED[role].search(self.name) else 0


def entries_of(
    values: Iterable[Any], base: str, day: str | None, template: str | None = None, *, sure: bool = False
) -> list[Entry]:
    """The entries that the records in *values*, each parsed JSON or a script's literal, stand for.

    Records without address get it from *template* (`record_address`), and where that is *sure*, all
    do.  Of several lists of records the one that looks most like notices counts, by the same measure
    as groups of rows; ``[]`` where none does.
    """
    made = None if template is None else partial(filled, template, base=base)
    best: list[Entry] = []
    weight = 0.0
    for records in chain.from_iterable(map(_record_lists, values)):
        found = _read(records, base, day, made, sure=sure)
        found_weight = _weight(found)
        if found_weight > weight:
            best, weight = found, found_weight
    return best


def count_unaddressed(values: Iterable[Any], day: str | None) -> int:
    """How many records look like entries with dates but have no address, in the longest list of such."""
    numbers = count()
    lists = (records for records in chain.from_iterable(map(_record_lists, values)) if len(records) >= 3)
    found = [_read(records, UNKNOWN, day, lambda _: f"{UNKNOWN}{next(numbers)}.html") for records in lists]
    shares = ((own, mean(entry.date is not None for entry in own)) for own in found if _weight(own))
    return max((len(own) for own, dated_share in shares if dated_share >= 0.5), default=0)


def markup_of(value: Any) -> str:
    """The markup that *value* carries in place of records, as in ``{"html": "<li>…"}``."""
    return "".join(text for text in _values(value) if isinstance(text, str) and "<a " in text)


def plain_fields(value: Any) -> Iterator[tuple[str, Any]]:
    """Every name with its plain value in *value*, outermost first, but for those within lists.

    ``{"total": {"value": 8}}`` gives ``total`` its 8, too.
    """
    level: list[Any] = [value]
    while level:
        held = [item for item in level if isinstance(item, Mapping)]
        for item in held:
            for name, own in item.items():
                if not isinstance(own, (dict, list)):
                    yield str(name), own
                elif isinstance(own, dict) and "value" in own:
                    yield str(name), own["value"]
        level = [own for item in held for own in item.values() if isinstance(own, dict)]


def _values(value: Any) -> Iterator[Any]:
    """*value* and everything in it, breadth first."""
    level = [value]
    seen = 0
    while level and seen < MOST_VALUES:
        seen += len(level)
        yield from level
        level = [
            own
            for item in level
            if isinstance(item, (dict, list))
            for own in (item.values() if isinstance(item, dict) else item)
        ]


def _record_lists(value: Any) -> Iterator[list[Mapping[str, Any]]]:
    for item in _values(value):
        if isinstance(item, list) and item:
            records = [record for record in map(_as_record, item[:MOST_RECORDS]) if record]
            if len(records) >= _ENOUGH * len(item[:MOST_RECORDS]):
                yield records


def _as_record(item: Any) -> Mapping[str, Any] | None:
    if isinstance(item, list) and len(item) >= 2 and not any(isinstance(own, (dict, list)) for own in item):
        return {str(index): own for index, own in enumerate(item)}
    return _flat(item) if isinstance(item, dict) else None


def _flat(record: dict[str, Any]) -> Mapping[str, Any]:
    """*record* with the fields of records within it as its own: a search engine's hit holds ``_source``."""
    inner = {
        str(name): own for value in record.values() if isinstance(value, dict) for name, own in value.items()
    }
    return {**inner, **record} if inner else record


def _read(
    records: Sequence[Mapping[str, Any]],
    base: str,
    day: str | None,
    made: Callable[[Mapping[str, Any]], str | None] | None,
    *,
    sure: bool = False,
) -> list[Entry]:
    """The entries of one list of records; *made* makes an address of one, where no field holds it."""
    fields = _fields(records)
    order = day_first(" ".join(str(value) for field in fields for value in field.values))
    address = _best(fields, "address", lambda value: _address(value, base))
    if made is not None and sure:
        address = None
    if address is None and made is None:
        return []
    titles = [field for field in fields if field is not address]
    title = _best(titles, "title", _title)
    if title is None:
        return []
    dates = [field for field in fields if field not in (address, title)]
    date = _best(dates, "date", lambda value: _date(value, day, order))
    entries = []
    for record in records:
        text = _title(record.get(title.name))
        if address is not None:
            url = _address(record.get(address.name), base)
        else:
            url = None if made is None else made(record)
        if url and text:
            shown = None if date is None else _date(record.get(date.name), day, order)
            entries.append(Entry(title=without_badge(text), url=url, date=shown))
    return entries


def _fields(records: Sequence[Mapping[str, Any]]) -> list[_Field]:
    names: dict[str, list[Any]] = {}
    for record in records:
        for name, value in record.items():
            if value not in (None, "", [], {}):
                names.setdefault(name, []).append(value)
    fewest = len(records) / 2
    return [_Field(name, tuple(values)) for name, values in names.items() if len(values) >= fewest]


def _best(fields: Sequence[_Field], role: str, read: Any) -> _Field | None:
    """The field whose values most look like *role*."""
    found: _Field | None = None
    score = float("-inf")
    for field in fields:
        readings = [read(value) for value in islice(field.values, 200)]
        if field.share(readings) < _ENOUGH:
            continue
        known = [reading for reading in readings if reading is not None]
        distinct = len(set(known)) / len(known)
        own = 1.0 + 2 * field.preference(role)
        if role == "address":
            if distinct < 0.5 and len(known) >= 3:
                continue  # the site's, or the column's
            own += 2 * distinct + mean(map(is_article_address, known))
        elif role == "title":
            length = median(map(len, known))
            own += 2 * distinct + min(length / 10, 1.5) - (2 if length > 120 else 0)
            own -= 3 if distinct < 0.4 and len(known) > 3 else 0
        if own > score:
            found, score = field, own
    return found


def _address(value: Any, base: str) -> str | None:
    """The web address that *value* is, or holds: ndcpa writes ``"{\\"common\\":\\"/a/1.html\\"}"``."""
    if isinstance(value, str) and value[:1] == "{":
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    if isinstance(value, dict):
        return next(
            (url for own in value.values() if isinstance(own, str) and (url := _address(own, base))), None
        )
    if not isinstance(value, str):
        return None
    value = value.strip()
    if not _ADDRESS.fullmatch(value) or _ASSET.search(value):
        return None
    return web_address(value, base)


def _title(value: Any) -> str | None:
    """The title that *value* is, without markup; Guangdong's platform may write ``%u5173`` for 关."""
    if not isinstance(value, str) or len(value) > 2000 or not value.strip():
        return None
    value = paired(_CODED.sub(lambda code: chr(int(code[1], 16)), value))
    if "<" in value or "&" in value:
        value = lxml.html.fromstring(f"<p>{_TAG.sub('', value)}</p>").text_content()
    value = collapsed(value)
    return value if _WORDED.search(value) and not _ADDRESS.fullmatch(value) and not dated(value) else None


def _date(value: Any, day: str | None, order: bool | None) -> str | None:
    """The ISO day that *value*, a text or a Unix time in seconds or milliseconds, stands for."""
    if isinstance(value, str) and len(value.strip()) in (10, 13):
        number = whole_number(value.strip())
        value = value if number is None else number
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not isfinite(value):
            return None
        seconds = value / 1000 if value > _SECONDS.stop else value
        if int(seconds) not in _SECONDS:
            return None
        value = datetime.fromtimestamp(seconds, UTC).astimezone(CHINA_TIME).date().isoformat()
    if not isinstance(value, str) or len(value) > 40:
        return None
    date = parse_date(iso_order(value, order), latest=day)
    return date if date and re.match(r"\d{4}-\d\d", date) else None


def _weight(entries: Sequence[Entry]) -> float:
    """As for groups of rows: how much entries look like a list of notices; 0 where they cannot be."""
    if not entries:
        return 0
    title = median(len(entry.title) for entry in entries)
    dated = mean(entry.date is not None for entry in entries) >= 0.5
    articles = mean(is_article_address(entry.url) for entry in entries)
    if not dated and (len(entries) < 3 or title < SHORTEST_TITLE or (title < SURE_TITLE and articles < 0.5)):
        return 0
    return sqrt(len(entries)) * min(title / 10, 1.5) * (0.5 + 0.5 * articles) * (6 if dated else 1)

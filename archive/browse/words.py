"""What a reader sees for stored codes, times and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.plain_yaml import load_yaml

_BEIJING = ZoneInfo("Asia/Shanghai")
_YEARLESS = re.compile(r"--(\d\d)-(\d\d)")

_LONGEST = 300
"""Characters of a title or field; hostile ones have a million."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day that a notice stands under in a list."""

    text: str
    note: str | None = None
    """When it was taken in, where the notice itself has no date."""


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """The words of ``labels.yml`` by kind (``status``, ``relation`` …) and stored code."""
    text = files("archive.browse").joinpath("labels.yml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, str]] = load_yaml(text)
    return words


def label(kind: str, code: str | None) -> str:
    """The word for a stored code; an unknown code stands for itself."""
    return labels()[kind].get(code, code) if code else ""


def local_time(stamp: str | None) -> str:
    """A stored UTC time as Beijing wall time: ``2024-08-12 11:04``; anything else as it is."""
    try:
        moment = datetime.fromisoformat(stamp or "")
    except ValueError:
        return stamp or ""
    return moment.astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M") if moment.tzinfo else stamp or ""


def partial_date(date: str | None) -> str:
    """A date as stored for readers: ``--08-30`` as 8月30日（未注明年份）, anything else as it is."""
    yearless = _YEARLESS.fullmatch(date or "")
    if yearless:
        return f"{int(yearless[1])}月{int(yearless[2])}日（未注明年份）"
    return short(date)


def day(sort_date: str | None, year: str | None, published: str | None, issued: str | None) -> Day:
    """The date of a notice, by columns of its row; it must not seem to have one where it has none.

    Where ``year`` is null, ``sort_date`` is only the day on which the notice was taken in.
    """
    sorted_by = (sort_date or "")[:10]
    # A list may be asked for without the column, which is then not null but undefined.
    if year is not None:
        return Day(sorted_by)
    return Day(partial_date(published or issued) or "未注明日期", f"{sorted_by} 收录")


def short(text: str | None, longest: int = _LONGEST) -> str:
    """*text*, or its beginning and its length where it is longer than *longest* characters."""
    if text is None or len(text) <= longest:
        return text or ""
    return f"{text[:longest]}……（共 {len(text):,} 字）"


def web_link(url: str | None) -> str | None:
    """*url* if a reader may follow it: only http and https, because pages are hostile."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def file_size(count: int | None) -> str:
    """A number of bytes as people say it: ``38 KB``."""
    if count is None:
        return ""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"

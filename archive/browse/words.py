"""What a reader sees for stored codes, times and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml

_BEIJING = ZoneInfo("Asia/Shanghai")


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """The words of ``labels.yml`` by kind (``status``, ``relation`` …) and stored code."""
    text = files("archive.browse").joinpath("labels.yml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
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

"""DIR/notices.toml: what an operator sets once for all sites, and its strict loader."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from archive.errors import UsageError
from crawler.strict_yaml import check_keys


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """The operator's settings, each with the value it has where the file is silent."""

    contact: str | None = None
    """Address or page where a site's staff reach the operator; stands in the user agent."""
    delay: float = 1.0
    """Seconds between two requests to one host; up to half as much again is added at random."""
    longest_crawl_delay: float = 60.0
    """Seconds of Crawl-delay in a robots.txt that are kept to; a host that asks for more is not visited.

    A run ends when its slowest host is done, and the next one cannot begin before: at a request a minute
    a day has room for 1,440.  Search engines that document a bound are stricter: Bing takes 30 seconds.
    """
    timeout: float = 60.0
    """Seconds after which a response that has not ended is given up."""
    max_bytes: int = 50_000_000
    """A longer response is given up."""
    max_listing_pages: int = 1000
    """Listing pages visited per site and run, at most."""
    max_pages: int = 100_000
    """Notice pages visited per site and run, at most."""
    max_revisits: int = 2000
    """Known pages and files looked at again per site and run, at most; the most overdue come first."""
    hosts_at_once: int = 16
    """Hosts visited at the same time, one request each."""
    browser_path: str = ""
    """The Chromium that draws the lists of sites with ``browser: true``; empty takes the one on PATH."""


_LEAST: dict[str, float] = {
    "delay": 0,
    "longest_crawl_delay": 0,
    "timeout": 1,
    "max_bytes": 10_000,
    "max_listing_pages": 1,
    "max_pages": 1,
    "max_revisits": 0,
    "hosts_at_once": 1,
}
_MANY = 10**12
_MOST: dict[str, float] = {
    "delay": 86_400,
    "longest_crawl_delay": 86_400,
    "timeout": 86_400,
    "hosts_at_once": 1000,
}
"""Timers take no larger numbers, and a run that waits longer than a day is a typing error."""


def load_configuration(path: Path) -> Configuration:
    """The settings in *path*, or the defaults when there is no such file.

    Raises ``UsageError`` naming the file, the key, what was got and what was expected.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Configuration()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}; expected TOML such as `delay = 2`") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    check_keys(values, [field.name for field in fields(Configuration)], str(path))
    return Configuration(**{key: _checked(path, key, value) for key, value in values.items()})


def _checked(path: Path, key: str, value: object) -> Any:
    if key == "contact":
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise UsageError(f"{path}: contact: got {value!r}, expected an address such as 'you@example.org'")
        return value.strip()
    if key == "browser_path":
        if not isinstance(value, str) or not value.isprintable():
            raise UsageError(
                f"{path}: browser_path: got {value!r}, expected a path such as '/usr/bin/chromium'"
            )
        return value.strip()
    whole = key not in ("delay", "longest_crawl_delay", "timeout")
    number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not number or not _LEAST[key] <= value <= _MOST.get(key, _MANY):  # type: ignore[operator]
        kind = "whole number" if whole else "number"
        least, most = f"{_LEAST[key]:_}", f"{_MOST.get(key, _MANY):_}"
        raise UsageError(
            f"{path}: {key}: got {value!r}, expected a {kind} of at least {least} and at most {most}"
        )
    return value

"""Site: what a person tells us about one web site, as data, and its strict loader."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

import yaml

from archive.data_folder import DataFolder
from archive.errors import UsageError
from archive.identity import canonical_url, visit_key
from crawler.listing.platform import platforms
from crawler.listing.rules import checked_rules
from crawler.strict_yaml import described, nearest, read_mapping

Level = Literal["national", "province", "city", "county", "association", "portal"]
Status = Literal["lead", "verified"]

ENABLED_SINCE = 2025
"""A site whose listing was last seen before this year is off until a check finds it alive."""

_ID = re.compile(r"[a-z0-9][a-z0-9._:-]*")
_REGION_CODE = re.compile(r"[1-9]\d{5}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A web site that publishes notices: where its listing pages are, and whose they are."""

    id: str
    """Stem of its YAML file, or ``host[:port]`` for a bare URL."""
    name: str
    urls: tuple[str, ...]
    """Its listing pages, at least one, each ``http`` or ``https``."""
    level: Level | None = None
    """Rank of the body that runs it; ``None`` for a bare URL."""
    region_code: str | None = None
    """Six-digit GB/T 2260 code of the area it speaks for."""
    platform: str | None = None
    """Stem of a file in ``platforms/``; ``None`` leaves it to be recognised from the page."""
    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """What overrides the platform's rules, by key (see ``crawler.listing.rules``)."""
    status: Status = "lead"
    """``verified``: a person or a check read its list on the day of ``seen``; ``lead``: someone says so."""
    seen: str | None = None
    """When its listing was last seen alive: ``2025`` or ``2025-06-01``."""
    enabled: bool = False
    """Whether a crawl that names no site visits it."""
    browser: bool = False
    """Whether its lists are drawn by scripts, and so by a browser here (extra ``[browser]``)."""


def load_site(path: Traversable) -> Site:
    """The site that the YAML file *path* describes.

    Raises UsageError naming file, key, what was got and what was expected.
    """
    return read_site(read_mapping(path, _READERS), _stem(path.name), str(path))


def read_site(values: Mapping[str, object], site_id: str, where: str) -> Site:
    """The site that the *values* of a file describe; *where* they stand, for messages.

    Raises UsageError naming the key, what was got and what was expected.
    """
    if not _ID.fullmatch(site_id):
        raise UsageError(
            f"{where}: the file's name is the site's id: got {site_id!r}, expected lower-case letters, "
            "digits and - . _ : only"
        )
    for key in ("name", "urls"):
        if key not in values:
            raise UsageError(f"{where}: key {key!r} is missing")
    read: dict[str, Any] = {}
    for key, value in values.items():
        try:
            read[key] = _READERS[key](value)
        except _UnexpectedError as error:
            expected = str(error)
            raise UsageError(f"{where}: {key}: got {described(value)}, expected {expected}") from error
        except UsageError as error:
            raise UsageError(f"{where}: {error}") from error
    read.setdefault("enabled", _recently_seen(read.get("seen")))
    return Site(id=site_id, **read)


def load_sites(folders: Sequence[Traversable]) -> dict[str, Site]:
    """All sites of *folders* by id; a later folder's file replaces an earlier one of that name.

    A folder that does not exist holds no sites.  Raises UsageError for the first bad file.
    """
    files: dict[str, Traversable] = {}
    for folder in folders:
        if folder.is_dir():
            files.update((file.name, file) for file in folder.iterdir() if _is_site_file(file))
    return {site.id: site for site in map(load_site, (files[name] for name in sorted(files, key=_stem)))}


def known_sites(folder: DataFolder) -> dict[str, Site]:
    """Bundled sites and the user's own in ``DIR/sites`` by id; the user's override bundled ones."""
    return load_sites([bundled_sites_folder(), folder.sites])


def bundled_sites_folder() -> Traversable:
    """The folder of the sites that come with the program."""
    return importlib.resources.files("crawler") / "sites"


def site_for_url(url: str) -> Site:
    """The site of a bare listing URL: its id and name are ``host[:port]``.

    Raises UsageError where *url* is not a complete http or https address.
    """
    try:
        url = _web_address(url)
    except _UnexpectedError as error:
        raise UsageError(f"{described(url)} is no address to crawl: expected {error}") from error
    host = urlsplit(canonical_url(url)).netloc
    return Site(id=host, name=host, urls=(url,), enabled=True)


def site_values(site: Site) -> dict[str, object]:
    """What a file has to hold to describe *site*; keys that would be empty are left out."""
    values = {
        "name": site.name,
        "level": site.level,
        "region_code": site.region_code,
        "urls": list(site.urls),
        "platform": site.platform,
        "rules": dict(site.rules),
        "status": site.status,
        "seen": site.seen,
        "enabled": site.enabled,
        "browser": site.browser or None,
    }
    return {key: value for key, value in values.items() if value not in (None, {})}


def site_yaml(site: Site) -> str:
    """The text of the YAML file that describes *site*, as ``load_site`` reads it."""
    return values_yaml(site_values(site))


def values_yaml(values: Mapping[str, object]) -> str:
    """The text of a YAML file that holds just these *values*."""
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=1000)


def _stem(name: str) -> str:
    return name.removesuffix(".yml")


def _is_site_file(file: Traversable) -> bool:
    if file.name.startswith(".") or not file.is_file():
        return False
    if file.name.endswith(".yaml"):
        raise UsageError(f"{file}: site files end in .yml; rename it")
    return file.name.endswith(".yml")


def _recently_seen(seen: str | None) -> bool:
    return seen is not None and int(seen[:4]) >= ENABLED_SINCE


class _UnexpectedError(Exception):
    """A value of a wrong kind; the message is what was expected."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _UnexpectedError("a text that is not empty")
    return value.strip()


def _one_of(known: Sequence[str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in known:
            raise _UnexpectedError(f"one of {', '.join(known)}{nearest(value, known)}")
        return cast("str", value)

    return read


def _region_code(value: object) -> str:
    if not isinstance(value, str) or not _REGION_CODE.fullmatch(value):
        raise _UnexpectedError('a GB/T 2260 code of six digits in quotes, such as "110000"')
    return value


def _web_address(value: object) -> str:
    expected = "an address such as https://host/folder/, without user name"
    if not isinstance(value, str) or re.search(r"\s", value.strip()):
        raise _UnexpectedError(expected)
    try:
        parts = urlsplit(value.strip())
        well_formed = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
        parts.port  # noqa: B018 -- raises ValueError where it is no port
    except ValueError as error:
        raise _UnexpectedError(expected) from error
    if not well_formed:
        raise _UnexpectedError(expected)
    return value.strip()


def _urls(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise _UnexpectedError("a list of at least one listing page, each on a line `  - https://…`")
    urls = []
    for url in value:
        try:
            urls.append(_web_address(url))
        except _UnexpectedError as error:
            raise UsageError(f"urls: got {described(url)}, expected {error}") from error
        if visit_key(url) in map(visit_key, urls[:-1]):
            raise UsageError(f"urls: got {described(url)} twice, expected each address once")
    return tuple(urls)


def _platform(value: object) -> str:
    return _one_of([platform.id for platform in platforms()])(value)


def _rules(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise _UnexpectedError("`key: value` lines")
    return checked_rules(value, "rules")


def _seen(value: object) -> str:
    text = value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else str(value)
    try:
        if not _YEAR.fullmatch(text):
            text = date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise _UnexpectedError("a year or a date such as 2025-06-01") from error
    return text


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _UnexpectedError("true or false")
    return value


_READERS: Mapping[str, Callable[[object], object]] = {
    "name": _text,
    "level": _one_of(get_args(Level)),
    "region_code": _region_code,
    "urls": _urls,
    "platform": _platform,
    "rules": _rules,
    "status": _one_of(get_args(Status)),
    "seen": _seen,
    "enabled": _truth,
    "browser": _truth,
}

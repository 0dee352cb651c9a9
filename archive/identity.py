"""Ids and addresses: how one page is known to be the same page for years.

An id uses the fewest, most stable, raw facts (an address and a part number), so that better
reading rules never change it.  An address has three forms besides the one in which a site gave it,
each less particular than the one before: `canonical_url`, `visit_key` and `twin_key`.  What is
fetched is always the address as the site gave it.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from archive.address_rules import address_rules
from archive.posted import posted_with, split_posted

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_MARKS = "%!$&'()*+,;=:@/-._~"
_QUERY_MARKS = f"{_PATH_MARKS}?"
_ROUTES = ("/", "!")
"""How a fragment begins that a script takes for the address of a page."""


@lru_cache(maxsize=10_000)
def canonical_url(url: str) -> str:
    """One spelling for one address: what every server must answer alike, whoever asks.

    Host in lower case without default port and final full stop; no fragment but a script's route
    (``#/``); ``/./`` and ``/../`` resolved; one form of percent-encoding (the bytes stay: names
    encoded as GBK are not those in UTF-8); parameters in order, without sessions and tracking
    (``addresses.yml``).  ``file:<sha256>`` addresses of imported files, and what is no address,
    pass unchanged.

    >>> canonical_url("HTTP://A.example:80/x/../1.html#top"), canonical_url("http://a.example:8o/")
    ('http://a.example/1.html', 'http://a.example:8o/')
    """
    if url.startswith("file:"):
        return url
    address, form = split_posted(url.strip())
    address, _, fragment = address.partition("#")
    address, _, query = address.partition("?")
    try:
        parts = urlsplit(canonicalize_url(address))
    except ValueError:
        return url
    rules = address_rules()
    host = parts.netloc.removesuffix(_DEFAULT_PORTS.get(parts.scheme, ""))
    path = "/".join(map(_without_session, parts.path.split("/")))
    canonical = urlunsplit(
        (
            parts.scheme,
            re.sub(r"\.(?=$|:\d+$)", "", host),
            rules.path_sessions.applied(_respelled(path, _PATH_MARKS)),
            _ordered(query),
            fragment if fragment.startswith(_ROUTES) else "",
        )
    )
    return canonical if form is None else posted_with(canonical, _ordered(form))


@lru_cache(maxsize=10_000)
def visit_key(url: str) -> str:
    """What addresses have in common that one visit serves: the key of the run's memory.

    Canonical, and besides: http for https (on their usual ports), the folder for its default page,
    one slash for several and none at the end.  Servers could answer these differently; those that
    publish notices do not, and ask for one by links to the other.
    """
    parts = _parts(canonical_url(url))
    if parts is None:
        return url
    usual = parts.scheme in _DEFAULT_PORTS and parts.port is None
    path = address_rules().one_visit.applied(parts.path).rstrip("/")
    return urlunsplit(parts._replace(scheme="http" if usual else parts.scheme, path=path or "/"))


@lru_cache(maxsize=10_000)
def twin_key(url: str) -> str:
    """What a page and its editions for telephones, with ``www.`` and without, may have in common.

    A guess, to be confirmed by the pages' texts.
    """
    parts = _parts(visit_key(url))
    if parts is None:
        return url
    rules = address_rules()
    query = "&".join(rules.twin_parameters.kept(parts.query.split("&")))
    return urlunsplit(
        parts._replace(
            netloc=rules.twin_hosts.applied(parts.netloc),
            path=rules.twin_paths.applied(parts.path) or "/",
            query=query,
        )
    )


def page_id(url: str, part: int = 0) -> str:
    """First 12 hex digits of sha256(URL + "#" + part): a page's, and its notice's, id.

    *url* is the address by which the page is known: canonical by the rules of the day it was first met.
    """
    return short_hash(f"{url}#{part}")


def short_hash(text: str) -> str:
    """First 12 hex digits of the sha256 of *text* in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def file_url(content: bytes) -> str:
    """The address of a file that was imported without one: ``file:<sha256>``."""
    return f"file:{hashlib.sha256(content).hexdigest()}"


def _parts(url: str) -> SplitResult | None:
    """The parts of an address on the web; ``None`` for that of an imported file, and for what is none."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- raises ValueError where it is no port
    except ValueError:
        return None
    return None if parts.scheme == "file" else parts


def _without_session(segment: str) -> str:
    """A segment of a path with those of its parameters (``;name=value``) that say something."""
    name, *parameters = segment.split(";")
    return ";".join([name, *address_rules().idle.kept(list(filter(None, parameters)))])


def _ordered(query: str) -> str:
    """The parameters that say something, each in one spelling, in order."""
    kept = address_rules().idle.kept([text for text in query.split("&") if text])
    return "&".join(
        sorted(_respelled(text.replace(" ", "+").replace("%20", "+"), _QUERY_MARKS) for text in kept)
    )


def _respelled(text: str, marks: str) -> str:
    """One spelling of a piece of an address: as few escapes as can be, in capitals."""
    return _ESCAPE.sub(_escape, quote(text, safe=marks, errors="replace"))


def _escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()

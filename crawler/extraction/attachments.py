"""List the files that a notice offers: links in and near its body, and files it only names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from archive.notice import Attachment
from crawler.extraction.body import Body
from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.document_run import is_linked
from crawler.extraction.file_links import MEDIA_TYPES, extension, file_extension, is_file_link
from crawler.extraction.lines import Layout, Link
from crawler.extraction.text_keys import key

_NEAR_LINES = 15
_NUMBERING = re.compile(
    r"^\s*(?:(?:附\s*件|附\s*表|附)\s*[一二三四五六七八九十\d]{0,3}\s*[:：.、\-—]?\s*)?(?:\d{1,2}\s*[.、．:：](?!\d)\s*)?"
)
_BARE = re.compile(
    r"^(?:点击|请点击|点此|点我)?\s*(?:下载|下載|查看|附件|附件下载|下载附件|点击下载|预览|这里)?\s*$"
)
_VIEWER = re.compile(r"[^?#]*\.html?\?(?:[^#]*&)?file=([^&#]+)", re.I)
_IMAGES = frozenset({"jpg", "jpeg", "png", "tif", "tiff"})


def find_attachments(layout: Layout, body: Body, url: str, names: Sequence[str]) -> tuple[Attachment, ...]:
    """The files in page order, links first; *names* are those listed after 附件 in the text.

    A listed name whose file is linked gives its name to the link, so that nothing is listed twice.
    """
    base = base_of(url, layout)
    found: dict[str, Attachment] = {}
    for link in _links_near(layout, body):
        address = absolute(base, _shown_file(link.href))
        if address is None or address in found:
            continue
        kind = file_extension(link.href, link.text or link.title)
        if kind in _IMAGES and not link.text:
            continue  # a picture that opens itself in full size
        name = _name(link, address)
        found[address] = Attachment(name=name, url=address, media_type=MEDIA_TYPES.get(kind or ""))
    return _with_names(list(found.values()), names)


def base_of(url: str, layout: Layout) -> str:
    """What relative addresses on the page at *url* are relative to."""
    return (absolute(url, layout.base) if layout.base else None) or url


def _shown_file(href: str) -> str:
    """The file that a viewer page (``viewer.html?file=/a/b.pdf``) shows, else *href* itself."""
    viewer = _VIEWER.match(href)
    return unquote(viewer[1]) if viewer else href


def absolute(base: str, href: str) -> str | None:
    """The http(s) address that *href* means on the page; ``None`` for scripts, mail and broken ones."""
    href = re.sub(r"[\t\r\n]", "", href).strip()
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host else None


def _links_near(layout: Layout, body: Body) -> Iterable[Link]:
    """File links from the body's beginning to a little below its end, and right above it."""
    last = min(body.end + _NEAR_LINES, len(layout.lines))
    for index in range(body.end, last):
        kind = chrome_of(layout.lines[index].text)
        if kind in (Chrome.FOOTER, Chrome.CUT) and not is_linked(layout.lines[index]):
            last = index
            break
    first = max(0, body.start - _NEAR_LINES // 3)
    return [k for k in layout.links if first <= k.line <= last and is_file_link(k.href, k.text or k.title)]


def _name(link: Link, address: str) -> str:
    """The name as a reader sees it: link text, else the title attribute, else the file name."""
    for text in (link.text, link.title):
        name = _NUMBERING.sub("", text, count=1).strip(" 　《》") if text else ""
        if text.count("《") != 1 or not name.startswith("《"):
            name = _NUMBERING.sub("", text, count=1).strip()
        if name and not _BARE.match(name):
            return name
    parts = urlsplit(address)
    for label, value in parse_qsl(parts.query):
        if extension(value) or label.lower() in ("filename", "name", "realname"):
            return value
    return unquote(parts.path.rsplit("/", 1)[-1]) or address


def _with_names(linked: list[Attachment], names: Sequence[str]) -> tuple[Attachment, ...]:
    keys = [_stem(item.name) for item in linked]
    unlinked = [
        Attachment(name=name) for name in names if not any(_same(_stem(name), other) for other in keys)
    ]
    return (*linked, *unlinked)


def _stem(name: str) -> str:
    kind = extension(name)
    return key(name[: -len(kind) - 1] if kind else name)


def _same(name: str, other: str) -> bool:
    shorter, longer = sorted((name, other), key=len)
    return name == other or (len(shorter) >= 6 and shorter in longer)

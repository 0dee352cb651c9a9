"""Find the files that a page links to in and near its body, and call them by the names that readers see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from archive.vocabulary.han_numbers import han_number
from crawler.extraction.body import Body
from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.file_links import MEDIA_TYPES, extension, file_extension, is_file_link
from crawler.extraction.line_worth import is_linked
from crawler.extraction.lines import Layout, Link

_NEAR_LINES = 15
_NUMBERING = re.compile(
    r"^\s*(?:(?:附\s*件|附\s*表|附\s*[录錄]|附(?=\s*[:：\d一二三四五]))\s*"
    # 附件2024年… has a year behind it and no number, 附件1-3月… a month
    r"(?P<annex>[一二三四五六七八九十]{1,3}|\d{1,2}(?=(?:19|20)\d\d\s*年)|\d{1,3}(?!\d))?"
    r"(?:(?<=\d)[-—]\d{1,2}(?!\d|\s*[年月日]))?\s*[:：.、\-—]?\s*)?"
    # 二、三级医院名单 and 3.15活动方案 begin with no number of theirs
    r"(?:[(（]?(?P<item>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.、．:：)）](?!\d(?!\d{3}\s*[年—-])|(?<=、)[二三四五六七八九十](?:[级級类類季院月]|、))\s*)?"
)
_BARE = re.compile(
    r"^[^\w《]*(?:点击|请点击|點擊|点此|点我)?\s*(?:下载|下載|查看|查閱|附件|附件下载|下载附件|点击下载|预览|这里|此处|(?:阅读|查看|下载)?(?:原文|全文))?[\s>》»】\])）]*$"
)
_BUTTON = re.compile(
    r"^[\s\[【(（]*(?:点击|點擊|立即|在线|線上)?(?:下[载載]|[预預][览覽]|查看)(?:附件)?[\s\]】)）]*$"
)
_VIEWER = re.compile(r"[^?#]*\.html?\?(?:[^#]*&)?file=([^&#]+)", re.I)
_PATH = re.compile(r"[^?#]*")
_IMAGES = frozenset({"jpg", "jpeg", "png", "tif", "tiff"})


class LinkedFile(NamedTuple):
    """A file that a page links to."""

    url: str
    name: str
    """Link text, else the title attribute, else the file name; numbering removed."""
    media_type: str | None
    number: int | None
    """The 2 of 附件2."""
    is_named: bool
    """Whether the page says what the file is, rather than 附件2.doc or 下载."""


def linked_files(layout: Layout, body: Body, title_end: int, url: str) -> tuple[LinkedFile, ...]:
    """The files below the title, which ends before line *title_end*, in page order, each address once."""
    base = base_of(url, layout.base)
    found: dict[str, LinkedFile] = {}
    for link in _links_near(layout, body, title_end):
        address = absolute(base, _shown_file(link.href))
        kind = file_extension(link.href, link.text or link.title)
        if address is None or address in found or _without_fragment(address) == _without_fragment(url):
            continue  # a script leads on from ``#``
        if kind in _IMAGES and not link.text:
            continue  # a picture that opens itself in full size is no file of its own
        found[address] = _linked_file(link, address, MEDIA_TYPES.get(kind or ""))
    return tuple(found.values())


def without_numbering(name: str) -> str:
    """The name of an annex without ``附件2：``, ``2.`` or ``二、`` in front and 《》 around all of it."""
    bare = name[_end_of_numbering(name) :].strip()
    return bare[1:-1] if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1 else bare


def _end_of_numbering(text: str) -> int:
    match = _NUMBERING.match(text)
    return match.end() if match else 0


def _linked_file(link: Link, address: str, media_type: str | None) -> LinkedFile:
    number = None
    for text in (link.text, link.title):
        match = _NUMBERING.match(text)
        if match is not None and (match["annex"] or match["item"]) and number is None:
            number = han_number(match["annex"] or match["item"])
        name = without_numbering(text)
        if name and extension(f".{name}") != name.lower() and not _BARE.match(name):
            return LinkedFile(address, name, media_type, number, is_named=True)
    for text in (link.text, link.title, _file_name(address)):
        if text and not _BARE.match(text):
            return LinkedFile(address, text.strip(), media_type, number, is_named=False)
    return LinkedFile(address, address, media_type, number, is_named=False)


def _file_name(address: str) -> str:
    parts = urlsplit(address)
    for label, value in parse_qsl(parts.query):
        if extension(value) or label.lower() in ("filename", "name", "realname"):
            return value
    return unquote(parts.path.rsplit("/", 1)[-1])


def base_of(url: str, told: str | None) -> str:
    """What relative addresses on the page at *url* are relative to; *told* is what its ``<base>`` tells."""
    return (absolute(url, told) if told else None) or url


def _without_fragment(address: str) -> str:
    return address.partition("#")[0]


def _shown_file(href: str) -> str:
    """The file that a viewer page (``viewer.html?file=/a/b.pdf``) shows, else *href* itself."""
    viewer = _VIEWER.match(href)
    return unquote(viewer[1]) if viewer else href


def absolute(base: str, href: str) -> str | None:
    """The http(s) address that *href* means on the page; ``None`` for scripts, mail and broken ones."""
    href = re.sub(r"[\t\r\n]", "", href).strip()
    path = _PATH.match(href)
    if path is not None and "\\" in path[0]:
        href = path[0].replace("\\", "/") + href[path.end() :]  # as browsers do
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
        parts.port  # noqa: B018 -- raises ValueError where it is no port
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _links_near(layout: Layout, body: Body, title_end: int) -> Iterable[Link]:
    """File links from the body's beginning to a little below its end, and right above it."""
    first = max(min(title_end, body.start), body.start - _NEAR_LINES // 3)
    last = min(body.end + _NEAR_LINES, len(layout.lines))
    links = [
        link
        for link in layout.links
        if first <= link.line <= last and is_file_link(link.href, link.text or link.title)
    ]
    if any(link.line > body.end for link in links):
        last = next(
            (
                body.end + offset
                for offset, line in enumerate(layout.lines[body.end : last])
                if chrome_of(line.text) in (Chrome.FOOTER, Chrome.CUT) and not is_linked(line)
            ),
            last,
        )
        links = [link for link in links if link.line <= last]
    inside = range(body.start, body.end)
    return [link for link in _whole(links) if link.line in inside or _is_offered(layout, link)]


def _whole(links: Sequence[Link]) -> Iterator[Link]:
    """*links* with those joined that lead to one address from one line: Word pastes a link in pieces.

    A button beside the name (``名单.doc [下载]``) is no piece of it.
    """
    whole: Link | None = None
    for link in links:
        if whole is not None and (link.line, link.href) == (whole.line, whole.href):
            pieces = [text for text in (whole.text, link.text) if not _BUTTON.match(text)]
            whole = whole._replace(text="".join(pieces) or whole.text)
            continue
        if whole is not None:
            yield whole
        whole = link
    if whole is not None:
        yield whole


def _is_offered(layout: Layout, link: Link) -> bool:
    """Whether a link beside the body surely leads to a file: download servlets serve side boxes as well."""
    if file_extension(link.href, link.text or link.title) is not None:
        return True
    return link.line < len(layout.lines) and "附" in layout.lines[link.line].text

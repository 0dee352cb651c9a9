"""Tell links to files (attachments) from links to pages, and name the files."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "ofd": "application/ofd",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain",
    "csv": "text/csv",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}
"""By file name extension; what sites attach to notices."""

_STATIC_ENDINGS = (".html", ".htm", ".shtml", "/")
"""No download servlet's address ends so: nearly all links are told by this alone."""
_PAGE_ENDINGS = (*_STATIC_ENDINGS, ".php", ".asp", ".aspx", ".jsp")
_NAMES_FILE = re.compile(r"\.(?:" + "|".join(MEDIA_TYPES) + r")(?![a-z0-9])")
"""Quick look before an address is taken apart."""
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,4})\s*$")
_ENDING = re.compile(
    rf"\s*\.(?:{'|'.join(MEDIA_TYPES)})(?:\s*[(（\[]?\s*\d{{1,6}}(?:\.\d{{1,3}})?\s*(?:[KMG]B?|字节)\s*[)）\]]?)?\s*$",
    re.IGNORECASE,
)
_WORDED = re.compile(r"[^\W\d_]{2}")
_DOWNLOAD = re.compile(
    r"(?:^|/)(?:\w*down(?:load|file|sys|attach)?|attach\w*)(?:/[\w-]{1,40}){0,3}\.(?:jsp|do|action|aspx?|ashx|php)\b"
    r"|(?:^|/)forum\.php\?mod=attachment&",
    re.I,
)
"""Download servlets: Hanweb ``/module/download/downfile.jsp``, VSB ``/system/_content/download.jsp``,
EmpireCMS ``/e/DownSys/doaction.php``, Discuz ``forum.php?mod=attachment``."""
_ASKED_TO_DOWNLOAD = re.compile(
    r"(?:^|[?&])(?:enews=down\w{0,10}|c=down(?:load)?|(?:a|m|do|op|act|action|method|cmd)=down(?:load)?(?:file|attach)?)"
    r"(?:&|$)",
    re.I,
)
"""What asks scripts for a file that serve pages as well: EmpireCMS ``/e/enews/?enews=DownFile&id=1``,
PHPCMS ``index.php?m=content&c=down``."""


def extension(name: str) -> str | None:
    """The known file extension at the end of *name*, in lower case."""
    found = _EXTENSION.search(name) if "." in name else None
    return found[1].lower() if found and found[1].lower() in MEDIA_TYPES else None


def without_extension(name: str) -> str:
    """*name* without the known extension of a file at its end, and the size of the file behind it.

    >>> without_extension("关于灭蚊的通知.pdf"), without_extension("关于3.0版的通知.docx (1.2MB)")
    ('关于灭蚊的通知', '关于3.0版的通知')
    """
    found = _ENDING.search(name)
    return name[: found.start()] if found and _WORDED.search(name, 0, found.start()) else name


def file_extension(href: str, text: str) -> str | None:
    """The extension of the file that a link leads to: by its path, its query, or its text."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    by_path = extension(unquote(parts.path))
    if by_path:
        return by_path
    if parts.query:
        for _, value in parse_qsl(parts.query):
            by_query = extension(value)
            if by_query:
                return by_query
    is_page = parts.path.lower().endswith(_PAGE_ENDINGS) and not (
        _DOWNLOAD.search(parts.path) or _ASKED_TO_DOWNLOAD.search(parts.query)
    )
    return None if is_page else extension(text)


def is_file_link(href: str, text: str) -> bool:
    """Whether a link leads to a file rather than to a page."""
    if href.endswith(_STATIC_ENDINGS) and "?" not in href:
        return False
    address = href.lower()
    if not ("down" in address or "attach" in address):
        if address.endswith(_PAGE_ENDINGS) and "?" not in address:
            return False
        if _NAMES_FILE.search(address) is None:
            return extension(text) is not None
    if file_extension(href, text) is not None or _DOWNLOAD.search(href) is not None:
        return True
    return "?" in href and _ASKED_TO_DOWNLOAD.search(href) is not None

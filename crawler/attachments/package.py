"""Members of zip packages (DOCX, OFD) and the XML in them, opened as files of strangers must be."""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from crawler.attachments.office_xml import attribute, children
from crawler.attachments.record import AttachmentError

MAX_UNPACKED_BYTES = 200_000_000
"""All members of a package together; pictures are most of it in the largest real ones."""
MAX_XML_BYTES = 60_000_000
"""One XML member: it takes some ten times as much memory once it is parsed."""
MAX_MEMBERS = 20_000
ZIP_DAMAGE = (
    zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error,
    lzma.LZMAError, struct.error, IndexError,
)  # fmt: skip
"""What the standard library raises for a zip file that is cut short, damaged or of an unknown make."""


class Package:
    """A zip package that was found to unpack to something of sane size."""

    def __init__(self, body: bytes) -> None:
        """Raises :class:`AttachmentError`: ``damaged``, ``encrypted`` or ``too-large``."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(body))
        except ZIP_DAMAGE as error:
            raise AttachmentError("damaged") from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > MAX_UNPACKED_BYTES:
            raise AttachmentError("too-large")
        if any(info.flag_bits & 1 for info in members):
            raise AttachmentError("encrypted")
        self.names = tuple(info.filename for info in members)

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML member, or ``None`` where there is no such member."""
        data = self.read(name)
        return None if data is None else parse_xml(data)

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, one more than are parsed at most, or ``None`` where there is none."""
        found = self._member(name)
        if found is None:
            return None
        try:
            with self._zip.open(found) as member:
                return member.read(MAX_XML_BYTES + 1)
        except ZIP_DAMAGE as error:
            raise AttachmentError("damaged") from error

    def related(self, part: str, kind: str) -> str | None:
        """The member that *part* (``""``: the package) names as its ``numbering``, ``styles`` …

        Not all programs call it by the usual name: some write ``word/document2.xml``.
        """
        folder, _, name = part.rpartition("/")
        try:
            links = children(self.xml(f"{folder}/_rels/{name}.rels"), "Relationship")
        except AttachmentError:
            return None  # the usual names may still do
        targets = (
            attribute(link, "Target") or ""
            for link in links
            if (attribute(link, "Type") or "").endswith(f"/{kind}")
        )
        paths = (posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for target in targets)
        return next((path for path in paths if self._member(path) is not None), None)

    def _member(self, name: str) -> str | None:
        """The member of that name; some programs write it with backslashes or a leading slash."""
        wanted = plain_name(name)
        return next((member for member in self.names if plain_name(member) == wanted), None)


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML file.

    One with a document type declaration is refused: no office program writes it, and entities that
    unfold without end need it.
    """
    if len(data) > MAX_XML_BYTES:
        raise AttachmentError("too-large")
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # without the NULs of UTF-16
        raise AttachmentError("damaged")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        is_out_of_memory = error.code == etree.ErrorTypes.ERR_NO_MEMORY
        raise AttachmentError("memory" if is_out_of_memory else "damaged") from error


def plain_name(name: str) -> str:
    """The name of a member as it is compared."""
    return name.replace("\\", "/").lstrip("/").lower()

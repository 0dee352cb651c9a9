"""What one tag of a page says: its name, its kind, and the attributes that bear on the text."""

from __future__ import annotations

import re
from html import unescape

from crawler.extraction.element_kinds import (
    ANCHOR,
    CAPTION,
    CHROME,
    INLINE,
    KINDS,
    SKIPPED,
    UNNAMED,
    WHOLE,
)
from crawler.extraction.element_names import Role, role_of
from crawler.extraction.nesting import ENDED_BY, RAW, VOID, Ended
from crawler.extraction.page_limits import MOST_DIFFERENT_TAGS, Full

_OTHERS = r'(?!hidden\b)[\w:-]++="[^"]*+"'
_USUAL = re.compile(
    rf'([a-z][a-z0-9]*+)(?:\s++(?:class="([^"]*+)"|id="([^"]*+)"|style="([^"]*+)"|{_OTHERS}))*+\s*+(/?)\Z'
)
"""A tag as nearly all are written, with what most are asked for: one match is all that they cost."""
_USUAL_LINK = re.compile(rf'a(?:\s++(?:href="([^"]*+)"|title="([^"]*+)"|(?!style\b){_OTHERS}))++\s*+\Z')
_USUAL_META = re.compile(r'meta\s++(?:name|property)="([^"]*+)"\s++content="([^"]*+)"\s*+/?\Z')
_NAME = re.compile(r"(/?)([a-zA-Z][^\s/]*)")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"']\S*+))?""")
_LONGEST_TAG = 200_000
"""Characters of a tag whose attributes are looked at; pictures pasted as text are longer."""
TAG_END = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*+>""")
"""What stands between the beginning of a tag and its end; ``>`` may stand in a quoted value."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
NO_TAG = "<"
"""Stands for the tag where none is: no tag is written so."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


class Element:
    """What the tags of one name share on a page."""

    __slots__ = ("ended", "kind", "may_end", "name", "places", "stays_open")

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind = KINDS.get(name, INLINE)
        self.places: list[int] = []
        """Where in the stack of open elements those of this name stand."""
        self.ended: Ended | None = ENDED_BY.get(name)
        """The open elements that end where one of this name begins."""
        self.may_end: tuple[list[int], ...] = ()
        """Their places."""
        self.stays_open = name not in VOID and name not in RAW


class Tag:
    """A tag as it is written; the same text is the same object throughout a page."""

    __slots__ = (
        "element",
        "is_end",
        "is_odd",
        "kind",
        "link",
        "may_end",
        "name",
        "places",
        "role",
        "stays_open",
        "tells",
        "written",
    )

    def __init__(self, written: str, element: Element, kind: int, role: int) -> None:
        self.written = written
        self.element = element
        self.name = element.name
        self.kind = kind
        self.role = role
        self.places = element.places
        self.may_end = element.may_end
        self.stays_open = element.stays_open
        self.tells = kind or role
        """Whether the element does something to the lines of the page, or to what is known of them."""
        self.is_end = False
        self.is_odd = False
        """Whether what is written is no whole tag, or what follows it is no markup."""
        self.link: tuple[str, str] | None = None
        """The address and title of an anchor that has an address."""

    def attributes(self) -> dict[str, str]:
        """The attributes by name, entities in their values resolved; the first of a name counts."""
        pairs = _ATTRIBUTE.findall(self.written, len(self.name), _LONGEST_TAG)
        return {name.lower(): _resolved(_unquoted(value)) for name, value in reversed(pairs)}

    def named_content(self) -> tuple[str, str]:
        """The name and the content of a meta element; empty where it has none."""
        usual = _USUAL_META.match(self.written)
        if usual is not None:
            return usual[1], _resolved(usual[2])
        attributes = self.attributes()
        return attributes.get("name") or attributes.get("property") or "", attributes.get("content", "")


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ('"', "'") else value


def _resolved(value: str) -> str:
    """The value of an attribute with its entities resolved; ``&region=`` in an address is none of them."""
    entities = value.count("&")
    if not entities:
        return value
    if entities == value.count("&amp;"):
        return value.replace("&amp;", "&")
    return _ENTITY.sub(lambda entity: unescape(entity[0]), value)


class Tags(dict[str, Tag]):
    """The tags of one page by what is written between ``<`` and ``>``: most come many times."""

    def __init__(self, *, keep_hidden: bool) -> None:
        self._hidden_kind = INLINE if keep_hidden else SKIPPED
        self._elements: dict[str, Element] = {}
        self._different = 0
        nothing = Element("")
        self.none = Tag("", nothing, INLINE, Role.NONE)
        """Stands before a text that no tag stands before."""
        self[NO_TAG] = self.none
        self._odd = Tag("", nothing, INLINE, Role.NONE)
        self._odd.is_odd = True
        self._link = Tag("", self._element("a"), ANCHOR, Role.NONE)

    def __missing__(self, written: str) -> Tag:
        self._different += 1
        if self._different > MOST_DIFFERENT_TAGS:
            raise Full(f"{MOST_DIFFERENT_TAGS:,} different tags")
        if written[:2] == "a ":
            link = _USUAL_LINK.match(written)
            if link is not None:
                # Few links come twice: they need no tag of their own, only their address.
                href, title = link.groups()
                self._link.link = (
                    None if href is None else (_resolved(href), _resolved(title) if title else "")
                )
                return self._link
        usual = _USUAL.match(written)
        if usual is None or usual[1] == "a":
            tag = self._unusual(written)
        else:
            tag = self._usual(written, *usual.groups())
        self[written] = tag
        return tag

    def _usual(
        self, written: str, name: str, names: str | None, identity: str | None, style: str | None, closed: str
    ) -> Tag:
        element = self._element(name)
        kind, role = element.kind, Role.NONE
        # A link or a picture holds no text of the document, whatever it is called.
        if (names or identity) and not kind & UNNAMED:
            role = role_of(identity or "", names or "")
        if style and _hides(style):
            kind |= self._hidden_kind
        return self._opening(written, element, kind, role, closed=bool(closed))

    def _unusual(self, written: str) -> Tag:
        named = _NAME.match(written)
        if named is None:
            return self._odd
        element = self._element(named[2].lower())
        if named[1]:
            if element.kind & WHOLE:  # text may follow </body>, and belongs to the page
                return self.none
            tag = Tag(written, element, element.kind, Role.NONE)
            tag.is_end = True
            return tag
        if (written.count('"') & 1 or written.count("'") & 1) and TAG_END.match(written + ">") is None:
            return self._odd
        kind, role = element.kind, Role.NONE
        attributes = Tag(written, element, kind, role).attributes()
        if not kind & UNNAMED and ("id" in attributes or "class" in attributes):
            role = role_of(attributes.get("id", ""), attributes.get("class", ""))
        if "hidden" in attributes or _hides(attributes.get("style", "")):
            kind |= self._hidden_kind
        closed = written[-1] == "/" and (written[-2] in "\"' " or not attributes)
        tag = self._opening(written, element, kind, role, closed=closed)
        if kind & ANCHOR and "href" in attributes:
            tag.link = (attributes["href"], attributes.get("title", ""))
        return tag

    def _opening(self, written: str, element: Element, kind: int, role: int, *, closed: bool) -> Tag:
        if kind & (CHROME | CAPTION):
            role |= Role.CHROME if kind & CHROME else Role.CAPTION
        tag = Tag(written, element, kind, role)
        if closed:
            tag.stays_open = False
        elif element.name in RAW:
            tag.is_odd = True
        return tag

    def _element(self, name: str) -> Element:
        element = self._elements.get(name)
        if element is None:
            element = self._elements[name] = Element(name)
            if element.ended is not None:
                element.may_end = tuple([self._element(ended).places for ended in element.ended.names])
        return element


def _hides(style: str) -> bool:
    return ("none" in style or "NONE" in style) and _HIDDEN.search(style) is not None

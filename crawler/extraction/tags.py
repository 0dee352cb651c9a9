"""What one tag of a page says: its name, its kind, and the attributes that bear on the text."""

from __future__ import annotations

import re
from html import unescape

from crawler.extraction.element_kinds import (
    ANCHOR,
    CAPTION,
    CHROME,
    INLINE,
    KEPT,
    KINDS,
    NEVER_HIDDEN,
    SKIPPED,
    TOLD,
    UNNAMED,
    WHOLE,
)
from crawler.extraction.element_names import Role, role_of, roles_of_elements
from crawler.extraction.nesting import ENDED_BY, RAW, VOID, Ended
from crawler.extraction.page_limits import MOST_DIFFERENT_TAGS, Full

_OTHERS = r'(?![A-Z]|hidden\b)[a-zA-Z0-9_:-]++="[^"]*+"'
"""Attributes that bear on no text; one whose name begins with a capital (``HREF``) may, and is looked at.

Letters are told faster by their place than by ``\\w``, which asks for the properties of each.
"""
_USUAL = re.compile(
    r'(?!a\b)([a-z][a-z0-9]*+)(?:\s++(?:(?(2)(?!)|class="([^"]*+)")|(?(3)(?!)|id="([^"]*+)")'
    rf'|(?(4)(?!)|style="([^"]*+)")|{_OTHERS}))*+\s*+(/?)\Z'
)
"""A tag as nearly all but links are written, with what most are asked for: one match is all that they cost.

Of an attribute that is given twice the first counts.
"""
_USUAL_LINK = re.compile(
    r'a(?:\s++(?:(?(1)(?!)|href="([^"]*+)")|(?(2)(?!)|title="([^"]*+)")|style="(?![^"]*(?:one|ONE))[^"]*+"'
    rf"|(?!style\b){_OTHERS}))++\s*+\Z"
)
"""A link as nearly all are written, and not hidden."""
_OF_NO_PAGE = ("mailto:", "Mailto:", "MAILTO:", "tel:", "/cdn-cgi/l/email-protection")
"""What the links around e-mail addresses and telephone numbers begin with: they are text, and no menu."""
_USUAL_META = re.compile(r'meta\s++(?:name|property|itemprop)="([^"]*+)"\s++content="([^"]*+)"\s*+/?\Z')
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

    __slots__ = ("ended", "kind", "may_end", "name", "places", "role", "stays_open", "tags")

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind = KINDS.get(name, INLINE)
        self.role = roles_of_elements().get(name, Role.NONE)
        self.places: list[int] = []
        """Where in the stack of open elements those of this name stand."""
        self.ended: Ended | None = ENDED_BY.get(name)
        """The open elements that end where one of this name begins."""
        self.may_end: tuple[list[int], ...] = ()
        """Their places."""
        self.stays_open = name not in VOID and name not in RAW
        self.tags: dict[tuple[int, int, str], Tag] = {}
        """Those that differ in nothing that matters, by kind, role and the ``/`` that closes some at once."""


class Tag:
    """What a tag does to the lines of a page; those that do the same are the same object."""

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
        """As it stands on the page, if that matters: of a tag that is read for its attributes."""
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
        pairs: list[tuple[str, str]] = _ATTRIBUTE.findall(self.written, len(self.name), _LONGEST_TAG)
        return {name.lower(): _resolved(_unquoted(value)) for name, value in reversed(pairs)}

    def named_content(self) -> tuple[str, str]:
        """The name and the content of a meta element; empty where it has none."""
        usual = _USUAL_META.match(self.written)
        if usual is not None:
            return usual[1], _resolved(usual[2])
        told = self.written.lower()
        if not ("name" in told or "prop" in told):  # ``http-equiv``, ``charset``
            return "", ""
        attributes = self.attributes()
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        return name or "", attributes.get("content", "")


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


class _Elements(dict[str, Element]):
    """The elements of one page by name."""

    def __missing__(self, name: str) -> Element:
        element = self[name] = Element(name)
        if element.ended is not None:
            element.may_end = tuple([self[ended].places for ended in element.ended.names])
        return element


class Tags(dict[str, Tag]):
    """The tags of one page by what is written between ``<`` and ``>``: most come many times."""

    def __init__(self, *, keep_hidden: bool) -> None:
        self._hidden_kind = INLINE if keep_hidden else SKIPPED
        self._elements = _Elements()
        nothing = Element("")
        self.none = Tag("", nothing, INLINE, Role.NONE)
        """Stands before a text that no tag stands before."""
        self[NO_TAG] = self.none
        self._odd = Tag("", nothing, INLINE, Role.NONE)
        self._odd.is_odd = True
        self.link = Tag("", self._elements["a"], ANCHOR, Role.NONE)
        """Any link that is written as most are.  Few come twice: only what the last one says is kept."""

    def __missing__(self, written: str) -> Tag:
        if written[:2] == "a " and (link := _USUAL_LINK.match(written)) is not None:
            href, title = link.groups()
            if href is None or href.startswith(_OF_NO_PAGE):
                self.link.link = None
            elif "&" in written:
                self.link.link = (_resolved(href), _resolved(title or ""))
            else:
                self.link.link = (href, title or "")
            return self.link
        if len(self) > MOST_DIFFERENT_TAGS:
            raise Full(f"{MOST_DIFFERENT_TAGS:,} different tags")
        usual = _USUAL.match(written)
        if usual is None:
            unusual = self[written] = self._unusual(written)
            return unusual
        name, names, identity, style, closed = usual.groups("")
        element = self._elements[name]
        kind = element.kind
        role = element.role
        if (names or identity) and not kind & UNNAMED:
            role |= role_of(identity, names)
        if ((style and _hides(style)) or (role and _is_hidden(role, names))) and name not in NEVER_HIDDEN:
            kind |= self._hidden_kind
        tag = element.tags.get((kind, role, closed))
        if tag is None:
            tag = self._opening(written, element, kind, role, closed)
        if kind & TOLD:  # read at once for what it tells; few come twice
            tag.written = written
        else:
            self[written] = tag
        return tag

    def _unusual(self, written: str) -> Tag:
        named = _NAME.match(written)
        if named is None:
            return self._odd
        element = self._elements[named[2].lower()]
        if named[1]:
            if element.kind & WHOLE:  # text may follow </body>, and belongs to the page
                return self.none
            tag = Tag(written, element, element.kind, Role.NONE)
            tag.is_end = True
            return tag
        if (written.count('"') & 1 or written.count("'") & 1) and TAG_END.match(written + ">") is None:
            return self._odd
        kind, role = element.kind, element.role
        attributes = Tag(written, element, kind, role).attributes()
        if not kind & UNNAMED and ("id" in attributes or "class" in attributes):
            role |= role_of(attributes.get("id", ""), attributes.get("class", ""))
        is_hidden = "hidden" in attributes or _hides(attributes.get("style", ""))
        if (is_hidden or _is_hidden(role, attributes.get("class", ""))) and element.name not in NEVER_HIDDEN:
            kind |= self._hidden_kind
        closed = "/" if written[-1] == "/" and (written[-2] in "\"' " or not attributes) else ""
        if kind & ANCHOR and "href" in attributes:
            tag = Tag(written, element, kind, role)
            if not attributes["href"].startswith(_OF_NO_PAGE):
                tag.link = (attributes["href"], attributes.get("title", ""))
            tag.stays_open = not closed
            return tag
        return self._opening(written, element, kind, role, closed)

    def _opening(self, written: str, element: Element, kind: int, role: int, closed: str) -> Tag:
        tag = Tag(written, element, kind, role)
        if role & Role.SOURCE:  # nothing is to be known of its lines
            tag.kind, tag.role = kind | KEPT, role ^ Role.SOURCE
        if kind & (CHROME | CAPTION):
            tag.role |= Role.CHROME if kind & CHROME else Role.CAPTION
        if closed:
            tag.stays_open = False
        elif element.name in RAW:
            tag.is_odd = True
        if not kind & SKIPPED:  # these are read for their attributes
            element.tags[kind, role, closed] = tag
        return tag


def _hides(style: str) -> bool:
    return ("one" in style or "ONE" in style) and _HIDDEN.search(style) is not None


def _is_hidden(role: int, classes: str) -> bool:
    """Whether a class hides an element on all screens; that of the text is shown by a script.

    Tailwind writes ``hidden md:block`` for what narrow screens do not show.
    """
    return bool(role & Role.HIDDEN) and not role & Role.BODY and ":" not in classes

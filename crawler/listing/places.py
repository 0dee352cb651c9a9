"""Places: which part of a page is the row of each link, found from where links repeat.

A row is what a reader sees as one line of a list::

    <li><a>…</a><span>2024-08-12</span></li>
    <tr><td>1</td><td><a>…</a></td><td>[08-12]</td></tr>
    <dt><a>…</a></dt><dd>2024-08-12</dd>
    <div class="item"><div class="t"><a>…</a></div><div class="d">2024-08-12</div></div>
    <td>·<a>…</a> [08-12]<br>·<a>…</a> [08-11]<br></td>         a run of children
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile

from lxml import etree

from crawler.listing.recurring import recurring
from crawler.listing.row_date import dated
from crawler.listing.tree import Text, shown_text, texts

MAX_LINKS_IN_ROW = 8
"""A ``tr`` or ``div`` with more links is part of the page's layout."""
MAX_NODES_IN_RUN = 20
"""No more neighbours of a link belong to its row."""
MAX_TEXTS_IN_ROW = 300
"""No more texts of a row are looked at."""
SHORTEST_IN_GRID = 10
"""Where the links of a row's cells are shorter on average, they are categories or numbers, not entries."""
SHORTEST_BESIDE = 4
"""One as short may be an entry beside longer ones: 任前公示."""
_INLINE = frozenset(("a", "span", "font", "b", "strong", "em", "i", "u", "nobr", "big", "small", "label"))


@dataclass(frozen=True, slots=True)
class Place:
    """The row of a link: the children ``nodes`` of ``box``, and for a run the texts between them."""

    box: etree._Element
    nodes: tuple[etree._Element, ...]
    run: bool = False

    @property
    def tag(self) -> str:
        """What kind of row it is: its tag, or ``run``."""
        return "run" if self.run else str(self.nodes[0].tag)

    def texts(self) -> list[Text]:
        """The text nodes of the row, in order."""
        found: list[Text] = []
        if self.run and self.nodes[0] is self.box[0]:
            found += texts(self.box, "text()[1][not(preceding-sibling::*)]")
        for node in self.nodes:
            found += texts(node)
            if self.run:
                found += texts(node, "following-sibling::node()[1][self::text()]")
        return found[:MAX_TEXTS_IN_ROW]


def _cell_around(element: etree._Element) -> etree._Element | None:
    return next((node for node in (element, *element.iterancestors()) if node.tag == "td"), None)


class Places:
    """The rows of a page's links."""

    def __init__(self, links: Mapping[etree._Element, str]) -> None:
        """Of a page's *links* with their addresses, in order."""
        self._links = list(links)
        self.address_of = links.get
        """The address of a link, or ``None``."""
        self.recurring = recurring(list(links.values()))
        """Addresses that row after row links to beside its entry: a category, an issuer."""
        self._held: Counter[etree._Element] = Counter()
        """How many links each element holds."""
        self._targets: dict[etree._Element, set[str]] = defaultdict(set)
        """The addresses to which the links in each element lead, but for recurring ones."""
        self.cell_around = cache(_cell_around)
        """The cell of a table that an element is, or stands in."""
        self._is_grid = cache(self._is_grid_of_rows)
        self._is_line = cache(self._holds_line_of_links)
        self._is_backwards = cache(self._date_comes_first)
        self._children_with_links = cache(self._count_children_with_links)
        for link in self._links:
            self._held[link] += 1
            self._held.update(link.iterancestors())
            if links[link] not in self.recurring:
                for element in (link, *link.iterancestors()):
                    self._targets[element].add(links[link])

    @cached_property
    def by_link(self) -> dict[etree._Element, Place]:
        """The row of each link."""
        return {link: self._place(link) for link in self._links}

    @cached_property
    def row_elements(self) -> frozenset[etree._Element]:
        """Every element that is a row by itself."""
        return frozenset(place.nodes[0] for place in self.by_link.values() if not place.run)

    def _place(self, link: etree._Element) -> Place:
        node = link
        while node.tag in _INLINE and (parent := node.getparent()) is not None:
            if self._is_line(parent):
                return Place(parent, self._run(node, parent), run=True)
            node = parent
        for element in (node, *node.iterancestors()):
            parent = element.getparent()
            if parent is None or element.tag in ("body", "html"):
                break
            if element.tag in ("dt", "dd"):
                return Place(parent, self._with_partner(element))
            if element.tag == "td" and self._is_grid(parent):
                return Place(parent, self._with_cells(element))
            if element.tag == "li" or self._is_repeated(element, parent):
                return Place(parent, (element,))
        return self._alone(link)

    def _holds_line_of_links(self, parent: etree._Element) -> bool:
        """Whether links stand side by side in *parent*, with nothing but texts and breaks between."""
        inline = [child for child in parent if child.tag in _INLINE and self._held[child]]
        targets = len(set().union(*(self._targets[child] for child in inline)))
        return targets >= 3 or (targets == 2 and any(child.tag == "br" for child in parent))

    def _run(self, node: etree._Element, parent: etree._Element) -> tuple[etree._Element, ...]:
        """*node* with the neighbours up to the next link or break, on the side where dates are shown."""
        backwards = self._is_backwards(parent)
        nodes = [node]
        for sibling in node.itersiblings(preceding=backwards):
            if self._held[sibling] or sibling.tag == "br" or len(nodes) >= MAX_NODES_IN_RUN:
                break
            nodes.append(sibling)
        if backwards:
            previous = nodes[-1].getprevious()
            nodes += [previous] if previous is not None and previous.tag == "br" else []
            nodes.reverse()
        return tuple(nodes)

    def _date_comes_first(self, parent: etree._Element) -> bool:
        """Whether a date stands before the first link, as in ``[08-12] <a>…</a><br>``."""
        first = next(child for child in parent if self._held[child])
        return any(map(dated, texts(first, "preceding-sibling::node()/descendant-or-self::text()")))

    def _is_repeated(self, element: etree._Element, parent: etree._Element) -> bool:
        if self._held[element] > MAX_LINKS_IN_ROW or element.tag in ("td", "th", "tbody"):
            return False
        if element.tag in ("tr", "article"):
            return True
        return self._children_with_links(parent)[element.tag] >= 2

    def _count_children_with_links(self, parent: etree._Element) -> Counter[object]:
        """How many children of each tag hold links, but that those to one and the same page are one."""
        found: dict[object, set[str]] = defaultdict(set)
        children: Counter[object] = Counter()
        for child in parent:
            if self._held[child]:
                children[child.tag] += 1
                found[child.tag] |= self._targets[child]
        return Counter({tag: min(count, len(found[tag])) for tag, count in children.items()})

    def _with_partner(self, element: etree._Element) -> tuple[etree._Element, ...]:
        """A ``dt`` with its ``dd``, or a ``dd`` with its ``dt``, where one entry is all that they link to.

        A ``dt`` before several ``dd`` with links is a heading.
        """
        partner = element.getnext() if element.tag == "dt" else element.getprevious()
        following = element.getnext() if element.tag == "dd" else None
        if following is not None and following.tag == "dd" and self._held[following]:
            return (element,)
        if partner is None or {partner.tag, element.tag} != {"dt", "dd"}:
            return (element,)
        if self._targets[partner] - self._targets[element]:
            return (element,)
        return (element, partner) if element.tag == "dt" else (partner, element)

    def _is_grid_of_rows(self, row: etree._Element) -> bool:
        """Whether a ``tr`` holds two or more entries side by side, each in as many cells."""
        linked = [index for index, cell in enumerate(row) if self._held[cell]]
        if row.tag != "tr" or len(linked) < 2 or len(row) % len(linked):
            return False
        if any(len(self._targets[row[index]]) != 1 for index in linked):
            return False
        width = len(row) // len(linked)
        links = [max(row[index].iter("a"), key=lambda link: len(shown_text(link))) for index in linked]
        lengths = [len(shown_text(link)) for link in links]
        return (
            all(index == linked[0] + n * width for n, index in enumerate(linked))
            and len({link.get("href") for link in links}) == len(links)
            and sum(lengths) >= SHORTEST_IN_GRID * len(links)
            and min(lengths) >= SHORTEST_BESIDE
            and next(row.itersiblings("tr", preceding=True), row).find("th") is None
        )

    def _with_cells(self, cell: etree._Element) -> tuple[etree._Element, ...]:
        """A cell with those after it up to the next that holds a link."""
        return (cell, *takewhile(lambda other: not self._held[other], cell.itersiblings()))

    def _alone(self, link: etree._Element) -> Place:
        """The largest element that holds no other link."""
        row = link
        for element in link.iterancestors():
            if self._held[element] > 1 or element.tag in ("body", "html"):
                break
            row = element
        parent = row.getparent()
        return Place(row if parent is None else parent, (row,))

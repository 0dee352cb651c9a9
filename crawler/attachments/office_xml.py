"""Elements of office formats by their local names: the same format comes under several namespaces."""

from __future__ import annotations

from lxml import etree

OFF = ("0", "false", "off")
"""Values by which a property says that it does not hold; without a value it does."""


def local_name(element: etree._Element) -> str:
    """The name without its namespace; empty for what is no element (an entity, a comment)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """The direct children of that name; none of ``None``."""
    return [] if element is None else [child for child in element if local_name(child) == name]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first direct child of that name."""
    return next(iter(children(element, name)), None)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    if element is None:
        return None
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None
    )


def value(element: etree._Element | None) -> str | None:
    """The ``val`` attribute, in which WordprocessingML keeps nearly everything."""
    return attribute(element, "val")

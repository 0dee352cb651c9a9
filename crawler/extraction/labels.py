"""The labels before what a page says of a document, such as 索引号 and 来源, and the field each gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from archive.plain_yaml import load_yaml
from archive.vocabulary.folding import fold

_AROUND = re.compile(r"[\s\[\]【】:]")


@cache
def label_fields() -> Mapping[str, str]:
    """Every label, without spaces, with its field; ``none`` for those that give no field."""
    data = _data()
    return MappingProxyType(
        {
            label: field
            for place in ("block", "line")
            for field, labels in data[place].items()
            for label in labels
        }
    )


@cache
def block_labels() -> frozenset[str]:
    """The labels of the 政府信息公开 index block."""
    return frozenset(label for labels in _data()["block"].values() for label in labels)


@cache
def labels_besides_days() -> frozenset[str]:
    """The labels of what a site says of a page besides days, as far as they are not too common to show it."""
    labels = label_fields().items()
    return frozenset(label for label, field in labels if not field.endswith("_date")) - weak_labels()


@cache
def weak_labels() -> frozenset[str]:
    """The labels that are too common to be believed inside the body."""
    return frozenset(_data()["weak"])


def bare_label(text: str) -> str:
    """*text* as a label is looked up: folded, without spaces, brackets and colon."""
    return bare_folded(fold(text))


def bare_folded(folded: str) -> str:
    """Folded text without spaces, brackets and colon."""
    return _AROUND.sub("", folded)


@cache
def _data() -> dict[str, Any]:
    text = resources.files("crawler.extraction").joinpath("labels.yml").read_text("utf-8")
    data: dict[str, Any] = load_yaml(text)
    return data

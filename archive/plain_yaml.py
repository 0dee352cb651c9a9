"""YAML as plain data, read by libyaml where PyYAML was built with it: some eight times as fast."""

from __future__ import annotations

from typing import Any

import yaml

try:
    from yaml import CSafeLoader as PlainLoader
except ImportError:
    from yaml import SafeLoader as PlainLoader  # type: ignore[assignment]

__all__ = ["PlainLoader", "load_yaml"]


def load_yaml(text: str) -> Any:
    """What *text* says: mappings, lists, texts, numbers and days; ``yaml.YAMLError`` where it is no YAML."""
    return yaml.load(text, Loader=PlainLoader)

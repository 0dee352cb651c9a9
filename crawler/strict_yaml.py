"""Strict YAML: configuration files that say at once, in one sentence, what is wrong and where."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from archive.errors import UsageError
from archive.plain_yaml import PlainLoader


class _Loader(PlainLoader):
    """Refuses a key given twice, which YAML libraries let pass silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for index, key in enumerate(keys):
            if key in keys[:index]:
                mark = node.value[index][0].start_mark
                raise yaml.constructor.ConstructorError(
                    problem=f"key {key!r} is given twice", problem_mark=mark
                )
        return super().construct_mapping(node, deep)


def read_mapping(path: Traversable, keys: Iterable[str]) -> dict[str, Any]:
    """The mapping in the YAML file *path*, whose keys must all be among *keys*.

    Raises UsageError that names the file and what was expected: not readable, not UTF-8, not
    YAML, not a mapping, a key given twice, an unknown key (with the nearest known one).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text, at byte {error.start}") from error
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 -- a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UsageError(f"{path}{line}: not valid YAML: {error.problem}") from error
    except RecursionError as error:
        raise UsageError(f"{path}: not valid YAML: nested too deeply") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: an impossible date such as 2025-02-31
        raise UsageError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(value, dict):
        raise UsageError(f"{path}: expected `key: value` lines, got {described(value)}")
    check_keys(value, keys, str(path))
    return value


def check_keys(mapping: Mapping[Any, Any], known: Iterable[str], where: str) -> None:
    """Raise UsageError for the first key of *mapping* that is not among *known*."""
    known = tuple(known)
    for key in mapping:
        if key not in known:
            hint = nearest(key, known) or f"; expected one of {', '.join(known)}"
            raise UsageError(f"{where}: unknown key {key!r}{hint}")


def nearest(got: object, known: Iterable[str]) -> str:
    """`` (did you mean 'urls'?)`` where a known word is near *got*, else nothing."""
    close = difflib.get_close_matches(str(got).lower(), tuple(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def described(value: object) -> str:
    """A short description of a value for an error sentence: ``the number 110000``, ``nothing``."""
    if isinstance(value, str):
        return repr(value) if len(value) <= 80 else f"{value[:77]!r}…"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "nothing" if value is None else str(value)

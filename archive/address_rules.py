"""What in an address does not say which page it is: the rules of ``addresses.yml``, ready to apply."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from archive.plain_yaml import load_yaml


@dataclass(frozen=True, slots=True)
class IdleParameter:
    """A parameter that says nothing about the page, by its name and value."""

    name: re.Pattern[str]
    value: re.Pattern[str]
    beside_others: bool
    """Whether that holds only where another parameter may name the page."""

    def matches(self, text: str) -> bool:
        """Whether this is the ``name=value`` text."""
        name, _, value = text.partition("=")
        return self.name.fullmatch(name) is not None and self.value.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters that say nothing about the page."""

    rules: tuple[IdleParameter, ...]

    def kept(self, parameters: Sequence[str]) -> list[str]:
        """Those of the ``name=value`` texts that say something."""
        sure = [rule for rule in self.rules if not rule.beside_others]
        kept = [text for text in parameters if not any(rule.matches(text) for rule in sure)]
        others = [text for text in kept if not any(rule.matches(text) for rule in self.rules)]
        return others or kept


@dataclass(frozen=True, slots=True)
class Replacements:
    """Pieces of a path, or the beginning of a host, that are written in another way or not at all."""

    rules: tuple[tuple[re.Pattern[str], str], ...]

    def applied(self, text: str) -> str:
        """*text* with every piece replaced that a rule knows."""
        for pattern, replacement in self.rules:
            text = pattern.sub(replacement, text)
        return text


@dataclass(frozen=True, slots=True)
class AddressRules:
    """All rules, by what they are applied to."""

    idle: Parameters
    """Of sessions and of tracking."""
    path_sessions: Replacements
    one_visit: Replacements
    """Of paths that one visit serves."""
    twin_hosts: Replacements
    twin_paths: Replacements
    twin_parameters: Parameters
    version: str
    """Changes with the rules: keys that older ones made are made anew."""


@cache
def address_rules() -> AddressRules:
    """The rules, read once."""
    text = resources.files("archive").joinpath("addresses.yml").read_text(encoding="utf-8")
    data: dict[str, list[dict[str, Any]]] = load_yaml(text)
    return AddressRules(
        idle=_parameters(data["parameters"]),
        path_sessions=_replacements(data["path_sessions"], "path"),
        one_visit=_replacements(data["one_visit"], "path"),
        twin_hosts=_replacements(data["twins"], "host"),
        twin_paths=_replacements(data["twins"], "path"),
        twin_parameters=_parameters(data["twins"]),
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
    )


def _parameters(rules: Sequence[dict[str, Any]]) -> Parameters:
    return Parameters(
        tuple(
            IdleParameter(
                name=re.compile(rule["name"], re.IGNORECASE),
                value=re.compile(rule.get("value", ".*"), re.IGNORECASE),
                beside_others=rule.get("beside_others", False),
            )
            for rule in rules
            if "name" in rule
        )
    )


def _replacements(rules: Sequence[dict[str, Any]], key: str) -> Replacements:
    return Replacements(
        tuple((re.compile(rule[key], re.IGNORECASE), rule["replaced_by"]) for rule in rules if key in rule)
    )

"""Telephone area codes of the mainland, and the region that each belongs to.

Where prefectures share one (0731 is Changsha, Zhuzhou and Xiangtan), the region is their province.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

_AREA = re.compile(r"\(?(0[1-9][0-9]{1,2})\)?[- ]?(?:[2-9][0-9]{2,3} ?[0-9]{4}|12[0-9]{3})(?![0-9])")


def region_of_telephone(number: str) -> str | None:
    """The GB/T 2260 code of the prefecture or province whose area code ``number`` begins with.

    ``None`` for numbers without one, mobiles, and codes that are not in use.
    """
    area = _AREA.match(number)
    return _areas().get(area[1]) if area else None


@cache
def _areas() -> Mapping[str, str]:
    text = resources.files("archive.vocabulary").joinpath("area_codes.csv").read_text("utf-8")
    return MappingProxyType({row["area"]: row["code"] for row in csv.DictReader(text.splitlines())})

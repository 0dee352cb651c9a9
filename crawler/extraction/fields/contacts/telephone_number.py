"""What a telephone number looks like in a folded line, and how it is printed."""

from __future__ import annotations

import re

_AREA = r"(?:\(?(?P<area>0[1-9][0-9]{1,2})\)?\s{0,2}[-)\s]{0,3}\s{0,2})"
NUMBER = re.compile(
    r"(?=[(0-9内短])(?<![0-9A-Za-z.@_])(?<![A-Za-z./]/)(?:"
    r"(?P<mobile>1[3-9][0-9](?:[ -]?[0-9]{4}){2})"
    rf"|(?:{_AREA}?(?P<local>[2-9][0-9]{{2,3}}\s?[0-9]{{4}}|[3-8][0-9]{{3}}(?:\s[0-9]{{3}}|-[0-9]{{4}}))"
    r"|\(?(?P<zone>0[0-9]{2,3})[-)]\s?(?P<zoned>[0-9]{7,8})"
    # Taiwan writes (02)2345-6789, 05-2345678 and 04-2345-6789
    r"|\((?P<island>0[0-9]{1,2})\)\s{0,2}(?P<islander>[0-9]{3,4}-?[0-9]{4})"
    r"|(?P<isle>0[2-8])-(?P<isles>[2-9][0-9]{2,3}-?[0-9]{4})"
    # … and 037-361728 in the counties of Miaoli, Kinmen and Taitung
    r"|\(?(?P<county>037|08[29])[-)]\s?(?P<counties>[0-9]{3}-?[0-9]{3}))"
    r"(?P<extension>-[0-9]{1,5}|\s{0,2}(?:转|分机|内线|[Ee]xt\.?|#)\s{0,2}:?\s?[0-9]{1,6})?"
    # 0365-12345, a hotline dialled from elsewhere
    r"|\(?(?P<city>0[1-9][0-9]{1,2})[-)]\s?(?P<hotline>12[0-9]{3})"
    r"|(?P<service>1[0-9]{4}|400-?[0-9]{3}-?[0-9]{4})"
    r"|(?:内线|短号)\s?:?\s?(?P<inner>[0-9]{3,6}))(?![0-9A-Za-z@])"
)
"""What a telephone number looks like."""
AREAS = ("area", "zone", "island", "isle", "county", "city")
"""The groups of a number that hold its area code, by how it is written."""
_PRINTED_AREA = re.compile(r"\(?(?P<area>0[0-9]{1,3})[-)]")
# Some sites put their own host into numbers against copying: 0365-88ylwww.site.example40217
_INJECTED = re.compile(
    r"(?<=[0-9])[a-z]{0,4}www\.[a-z0-9-]{1,40}(?:\.[a-z]{2,12}){1,3}(?:/[a-z0-9]{0,6}){0,2}(?=[0-9])", re.I
)


def without_injected(text: str) -> str:
    """``text`` without the host names that a site put into its numbers."""
    return _INJECTED.sub("", text) if "www." in text else text


def area_of(number: str) -> str:
    """The area code of a number as it is printed; empty without one."""
    printed = _PRINTED_AREA.match(number)
    return printed["area"] if printed else ""


def as_dialled(match: re.Match[str], area: str) -> str:
    """A number as it is dialled, behind the *area* code that it shares with another or has of its own."""
    if match["mobile"]:
        return re.sub(r"[ -]", "", match["mobile"])
    if match["service"] or match["inner"]:
        return match["service"] or match["inner"]
    if match["hotline"]:
        return f"{match['city']}-{match['hotline']}"
    behind = re.sub(r"\s", "", match["extension"] or "")
    if match["islander"]:
        return f"({match['island']}){match['islander']}{behind}"
    local = (match["local"] or match["zoned"] or match["isles"] or match["counties"]) + behind
    return f"{area}-{local}" if area else local

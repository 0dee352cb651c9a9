"""Find the title that the page shows, and the notice's own title behind it.

The two differ: sites cut titles, put 转发: before them, or write a headline over a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from archive.vocabulary.document_types import type_of_title
from crawler.extraction.chrome import Chrome, chrome_of
from crawler.extraction.context import Context
from crawler.extraction.element_names import Role
from crawler.extraction.lines import Layout, Line, block_texts, headings
from crawler.extraction.region import is_linked
from crawler.extraction.text_keys import key

LONGEST_TITLE = 200
_FEWEST_KEY_CHARACTERS = 4
_MOST_TITLE_LINES = 5
_SEPARATOR = re.compile(r"\s*(?:_+|\s[-–—|｜]\s|--+|[|｜_]|-(?=[^-]*$)|>+|::|«|»|·(?=[^·]*$))\s*")
_CUT = re.compile(r"\s*(?:…|\.{2,}|。{2,})\s*$")
_HEADLINE_OF_DOCUMENT = re.compile(
    r"^[^《》]{2,40}?(?:发布|印发|下发|公布|出台|联合发布|联合印发|转发|发出|發布|發佈|印發|公佈)\s*[:：]?\s*《(?P<inner>[^《》]*(?:《[^《》]*》[^《》]*)*)》$"
)
_ADDRESSEE = re.compile(r"^[^。！？；]{2,160}[：:]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTitle:
    """The title as the site shows it, and where."""

    text: str | None
    start: int
    """Its first line, -1 when it stands on no line."""
    end: int
    """The line after its last one; 0 when it stands on no line."""
    rule: str | None


@cache
def _words() -> dict[str, str]:
    raw = yaml.safe_load(resources.files(__package__).joinpath("titles.yml").read_text("utf-8"))
    return {
        "prefix": "|".join(f"(?:{pattern})" for pattern in raw["prefixes"]),
        "suffix": "|".join(f"(?:{pattern})" for pattern in raw["suffixes"]),
        "site": raw["site_names"],
    }


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_words()[name], re.I)


def shown_title(layout: Layout, context: Context, first_prose: int) -> ShownTitle:
    """The title the page shows; *first_prose* is the line where the document's text seems to begin."""
    meta = dict(reversed(layout.meta))
    tag = layout.title_tag
    wanted = [
        (meta.get("articletitle"), "meta:ArticleTitle"),
        (context.listed_title, "listing"),
        (meta.get("og:title"), "meta:og:title"),
        (tag, "title"),
    ]
    found = _on_a_line(layout, [(text, rule) for text, rule in wanted if text], first_prose)
    found = found or _by_markup(layout, first_prose, meta.get("sitename"), context)
    if found:
        return found
    for text, rule in wanted[:3]:
        if text:
            return ShownTitle(text=text, start=-1, end=0, rule=rule)
    stripped = without_site_name(tag, meta.get("sitename"), context.site_name) if tag else None
    return ShownTitle(text=stripped, start=-1, end=0, rule="title" if stripped else None)


def _on_a_line(layout: Layout, wanted: list[tuple[str, str]], first_prose: int) -> ShownTitle | None:
    """The line, or run of lines, that says what the metadata say; the last one before the prose."""
    keys = [(key(_CUT.sub("", text)), text, rule) for text, rule in wanted]
    keys = [(own, text, rule) for own, text, rule in keys if len(own) >= _FEWEST_KEY_CHARACTERS]
    best: tuple[tuple[int, int], ShownTitle] | None = None
    last = min(first_prose + 3, len(layout.lines))
    for start in range(last):
        line = layout.lines[start]
        if len(line.text) > LONGEST_TITLE or is_linked(line):
            continue
        for end, joined in _runs(layout.lines, start, last):
            joined_key = key(joined)
            if len(joined_key) < _FEWEST_KEY_CHARACTERS:
                continue
            for own, text, rule in keys:
                strength = _match(joined_key, own, text)
                if strength and (best is None or (strength, start) > best[0]):
                    shown = ShownTitle(text=joined, start=start, end=end, rule=rule)
                    best = ((strength, start), shown)
    return best[1] if best else None


def _runs(lines: Sequence[Line], start: int, last: int) -> Iterator[tuple[int, str]]:
    """The line at *start* alone, then joined with the ones after it, as wrapped titles are."""
    text = lines[start].text
    yield start + 1, text
    for end in range(start + 1, min(start + _MOST_TITLE_LINES, last)):
        if len(text) > LONGEST_TITLE or is_linked(lines[end]) or text.endswith(("。", "：")):
            return
        text += lines[end].text
        yield end + 1, text


def _match(shown: str, wanted: str, wanted_text: str) -> int:
    """3 for the same text, 2 for a beginning of it up to a separator, 1 for one cut short by the metadata."""
    if shown == wanted:
        return 3
    if wanted.startswith(shown) and len(shown) >= 6:
        beginnings = (key(wanted_text[: match.start()]) for match in _SEPARATOR.finditer(wanted_text))
        return 2 if shown in beginnings else 0
    return 1 if shown.startswith(wanted) and len(wanted) >= 10 and len(shown) < 2 * len(wanted) else 0


def _by_markup(
    layout: Layout, first_prose: int, site_name: str | None, context: Context
) -> ShownTitle | None:
    """A heading or an element with a title's name, near above the prose."""
    site_keys = {key(name) for name in (site_name, context.site_name) if name}
    tag_key = key(layout.title_tag or "")
    best: tuple[tuple[bool, bool, int], ShownTitle] | None = None
    for rule, found in (("heading", headings(layout)), ("class", block_texts(layout, Role.TITLE))):
        for block, text in found:
            own = key(text)
            if (
                not _FEWEST_KEY_CHARACTERS <= len(own) <= LONGEST_TITLE
                or block.end - block.start > _MOST_TITLE_LINES
                or block.start > first_prose + 1
                or own in site_keys
                or all(is_linked(line) for line in layout.lines[block.start : block.end])
                or chrome_of(text)
            ):
                continue
            rank = (own in tag_key, block.tag == "h1", block.start)
            if best is None or rank > best[0]:
                best = (rank, ShownTitle(text=text, start=block.start, end=block.end, rule=rule))
    return best[1] if best else None


def shown_in_text(lines: Sequence[Line], first_prose: int, context: Context) -> ShownTitle:
    """The title in a bare text: the document's own one above the prose, else the line above the source line."""
    start = max(0, first_prose - 12)
    texts = [line.text for line in lines[start : first_prose + 1]]
    printed = printed_title(texts)
    if printed:
        wanted = key(printed)
        for index in range(start, first_prose):
            for end, joined in _runs(lines, index, first_prose):
                if key(joined) == wanted:
                    return ShownTitle(text=joined, start=index, end=end, rule="printed")
    for index in range(start + 1, min(first_prose + 1, len(lines))):
        above = lines[index - 1].text
        is_about = chrome_of(lines[index].text) is Chrome.ABOUT
        if is_about and 6 <= len(above) <= 80 and not chrome_of(above) and not above.endswith(("：", ":", "。")):
            return ShownTitle(text=above, start=index - 1, end=index, rule="above source line")
    if context.listed_title:
        return ShownTitle(text=context.listed_title, start=-1, end=0, rule="listing")
    return ShownTitle(text=None, start=-1, end=0, rule=None)


def without_site_name(text: str, *site_names: str | None) -> str | None:
    """A ``<title>`` without the names of site and column after it; ``None`` if nothing else is there."""
    text = text.strip()
    while True:
        pieces = list(_SEPARATOR.finditer(text))
        if not pieces:
            break
        cut = pieces[-1]
        name = text[cut.end() :].strip()
        if name and name not in site_names and not _pattern("site").search(name) and len(name) > 6:
            break
        text = text[: cut.start()].strip()
        if not text:
            return None
    return None if text in site_names else text.strip("【】_-| ") or None


def own_title(shown: str | None, listed: str | None, body: Sequence[str]) -> tuple[str | None, str | None]:
    """The notice's own title and the rule that found it, from the shown one and the first body lines."""
    printed = printed_title(body)
    if shown is None:
        return (clean_title(printed), "printed") if printed else (None, None)
    full = _restored(shown, [text for text in (listed, printed, *body[:3]) if text])
    cleaned = clean_title(full)
    headline = _HEADLINE_OF_DOCUMENT.match(cleaned)
    if headline and is_document_title(headline["inner"]) and _has_addressee(body):
        return headline["inner"], "headline"
    if printed and is_document_title(printed) and key(printed) not in key(cleaned) and not is_document_title(cleaned):
        return clean_title(printed), "printed"
    return cleaned, "shown" if full == shown else "restored"


def clean_title(text: str) -> str:
    """A title without site prefix, trailing bracketed number or advertising suffix."""
    previous = None
    while text != previous:
        previous = text
        shorter = _pattern("suffix").sub("", _pattern("prefix").sub("", text)).strip()
        text = shorter if len(key(shorter)) >= _FEWEST_KEY_CHARACTERS else text
    if text.startswith("《") and text.endswith("》") and text.count("《") == 1:
        text = text[1:-1]
    return text.rstrip("。").strip() or text


def is_document_title(text: str) -> bool:
    """Whether a title ends with the kind of a document (文种), as notices' titles do."""
    return len(text) >= _FEWEST_KEY_CHARACTERS and type_of_title(text) is not None


def printed_title(lines: Sequence[str]) -> str | None:
    """A document's title printed over its text: the run of lines before the addressee or the first prose."""
    for end, line in enumerate(lines[:12]):
        if _ADDRESSEE.match(line) or len(line) > 80 or line.endswith(("。", "；")):
            break
    else:
        return None
    for last in range(end - 1, -1, -1):
        text = lines[last].strip()
        if chrome_of(text) or not is_document_title(text) or re.search(r"[。；！？\t]|[:：]\s*\S", text):
            continue
        first = last
        while first > 0 and last - first < _MOST_TITLE_LINES - 1 and "关于" not in text and "關於" not in text:
            above = lines[first - 1].strip()
            if len(above) > 40 or chrome_of(above) or re.search(r"[。；：:！？\t〔\]]|文件$|号$", above):
                break
            first -= 1
            text = above + text
        return text if len(text) <= LONGEST_TITLE else None
    return None


def _restored(shown: str, fuller: list[str]) -> str:
    """The longer text that a cut title is the beginning of, else the title itself."""
    cut = key(_CUT.sub("", shown).rstrip("》”） "))
    if len(cut) < 8:
        return shown
    was_cut = _CUT.search(shown) is not None
    for text in fuller:
        longer = key(text)
        if len(longer) <= len(cut) or len(text) > LONGEST_TITLE or text.endswith(("。", "：", "；")):
            continue
        if longer.startswith(cut) and (was_cut or is_document_title(text) or len(longer) - len(cut) > 2):
            return text
    return shown


def _has_addressee(body: Sequence[str]) -> bool:
    return any(_ADDRESSEE.match(line) for line in body[:6])

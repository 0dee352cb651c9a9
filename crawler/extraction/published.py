"""Find the day on which the site published the page.

In order of trust: the standard's meta tags (政府网站发展指引, 国办发〔2017〕47号), a labelled date near
the title, the date of the listing entry, a date in the address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.notice import Evidence
from archive.vocabulary.dates import find_dates, is_after, most_recent, parse_date

_META = ("pubdate", "publishdate", "firstpublishedtime", "article:published_time", "publish_time", "weibo: article:create_at")
_LABEL = re.compile(
    r"(?:发布|發布|發佈|公开|上版|上传|录入|添加|发表|发稿|更新|张贴|張貼|上网|公布)?\s*(?:日\s*期|时\s*间|時\s*間|于|)\s*[:：]\s*[\[【]?\s*"
    r"(?P<date>(?:19|20)?\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)"
)
_NOT_PUBLISHING = re.compile(r"成文|生成|发文日期|印发|颁布|施行|实施|生效|废止|失效|有效|会议|活动|截止")
_PUBLISHING = re.compile(r"发布|發布|發佈|发表|公开|上版|张贴|張貼|上网")
_SITE_DATE_FIRST = re.compile(r"^(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?=\s|$)")
_IN_ADDRESS = (
    re.compile(r"/t(?P<year>20[0-3]\d)(?P<month>[01]\d)(?P<day>[0-3]\d)_"),
    re.compile(r"/(?:art/)?(?P<year>20[0-3]\d)/(?P<month>1[0-2]|0?[1-9])/(?P<day>[0-3]?\d)/"),
    re.compile(r"/(?P<year>20[0-3]\d)-(?P<month>[01]\d)[-/](?P<day>[0-3]\d)/"),
    re.compile(r"/(?P<year>20[0-3]\d)(?P<month>[01]\d)/?(?P<day>[0-3]\d)/"),
    re.compile(r"/(?P<year>20[0-3]\d)/(?P<month>[01]\d)(?P<day>[0-3]\d)/"),
    re.compile(r"/(?:content|c|post)_?(?P<year>20[0-3]\d)(?P<month>[01]\d)(?P<day>[0-3]\d)\d+"),
)


def published_date(
    *,
    meta: Sequence[tuple[str, str]],
    around: Sequence[str],
    listed: str | None,
    url: str,
    fetched_on: str | None,
) -> tuple[str | None, Evidence | None]:
    """The ISO date and what it was read from; *around* are the lines about the page."""
    for name, value in meta:
        if name in _META:
            iso = _whole(value, fetched_on)
            if iso:
                return iso, Evidence(raw=value, rule=f"meta:{name}")
    labelled = _labelled(around, fetched_on)
    if labelled:
        return labelled
    if listed:
        iso = most_recent(listed, fetched_on) if fetched_on else listed
        if not iso.startswith("--") and not (fetched_on and is_after(iso, fetched_on)):
            return iso, Evidence(raw=listed, rule="listing")
    return _from_address(url, fetched_on)


def _whole(text: str, fetched_on: str | None) -> str | None:
    """A whole date that is not in the future; the guideline's own sample writes ``2017——04——12``."""
    tidy = re.sub(r"[—–]+", "-", text).strip()
    iso = parse_date(tidy[:10].strip(), latest=fetched_on) or parse_date(tidy, pivot=fetched_on, latest=fetched_on)
    return iso if iso and len(iso) == 10 and not iso.startswith("--") else None


def _labelled(around: Sequence[str], fetched_on: str | None) -> tuple[str, Evidence] | None:
    """The first date with a publishing label, else with any neutral one, else a bare one."""
    candidates: list[tuple[int, str, str]] = []
    for line in around:
        for match in _LABEL.finditer(line):
            before = line[max(0, match.start() - 4) : match.start("date")]
            if _NOT_PUBLISHING.search(before):
                continue
            iso = _whole(match["date"], fetched_on)
            if iso:
                candidates.append((0 if _PUBLISHING.search(before) else 1, iso, match[0]))
        if _SITE_DATE_FIRST.match(line):
            first = next(iter(find_dates(line)), None)
            if first and len(first.iso) == 10 and not (fetched_on and is_after(first.iso, fetched_on)):
                candidates.append((2, first.iso, first.raw))
    if not candidates:
        return None
    rank, iso, raw = min(candidates, key=lambda item: item[0])
    return iso, Evidence(raw=raw.strip(), rule="line" if rank == 2 else "label")


def _from_address(url: str, fetched_on: str | None) -> tuple[str | None, Evidence | None]:
    for pattern in _IN_ADDRESS:
        match = pattern.search(url)
        if match:
            iso = parse_date(f"{match['year']}-{match['month']}-{match['day']}", latest=fetched_on)
            if iso and len(iso) == 10:
                return iso, Evidence(raw=match[0].strip("/_"), rule="address")
    return None, None

"""Read the web pages of one article into a Notice: pure, the same captures give the same notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from archive.capture import Capture
from archive.errors import UnreadableError
from archive.notice import Attachment, Evidence, Notice
from archive.vocabulary.dates import CHINA_TIME, parse_date
from archive.vocabulary.document_numbers import parse_number
from crawler.extraction.account_day import day_in_account_script
from crawler.extraction.address_date import date_in_address, month_in_address
from crawler.extraction.attachment_names import named_attachments
from crawler.extraction.attachments import LinkedFile, linked_files
from crawler.extraction.context import Context
from crawler.extraction.decode import decode
from crawler.extraction.ends.signature import above_advice
from crawler.extraction.fields import Fields, read_fields
from crawler.extraction.fields.opening import letterhead
from crawler.extraction.hard_breaks import join_hard_breaks
from crawler.extraction.inline_state import days_of_article
from crawler.extraction.own_title import OwnTitle, own_title
from crawler.extraction.page import ReadPage, read_page
from crawler.extraction.page_kind import Setting, page_kind
from crawler.extraction.page_limits import MAX_BYTES
from crawler.extraction.page_text import PageText
from crawler.extraction.parts import Part, split_parts
from crawler.extraction.repetition import fold_doubled
from crawler.extraction.script import script_of
from crawler.extraction.site_name import portal_name, site_name
from crawler.extraction.stamped_days import stamped_days
from crawler.extraction.text_keys import key
from crawler.extraction.title_echo import echo_end
from crawler.extraction.title_text import clean_title
from crawler.extraction.whole_text import below_lead, end_of_telling

_MOST_ECHOES = 3
"""Databases of laws print a title several times above its text."""
_LONGEST_HEADING = 80
_KINDS_IN_HEADINGS = frozenset({"发文字号", "公告号", "通告号", "处罚号"})
_NOTED_NUMBER = re.compile(r"(?P<number>\S{4,40}[号號])\s+[^：:\s]{2,6}[：:].{0,20}$")
"""``云卫报〔2024〕1号 签发人：张三``; ``云卫提〔2024〕1号 办理结果：A``."""
_NUMBER_LABEL = re.compile(r"(?:发文字号|发布文号|公文编号|文件编号|文\s?号)\s?[：:]")
"""Drupal sets the label of a field on a row of its own."""
_MARK_IN_HEADING = re.compile(
    r"(?:(?:办理|办复|答复)(?:结果|类别|情况)?|类别|分类)(?:标[识记]|代码)?[：:]\s?[（(]?[A-DＡ-Ｄ][1-9]?[类级]?[)）]?"
    r"|签发人[：:]\s?[㐀-鿿\s]{2,5}"
    r"|(?:信息)?公开(?:属性|选项|类别|形式)[：:]\s?(?:主动|依申请|不予|全文|同意|不)?公开"
)
"""What stands beside or below the number of answers to deputies: ``办理结果标识：A``, ``签发人：张三``."""
_OF_ONE_DOCUMENT = frozenset({"document_number", "issuers", "issued_date", "addressees", "region_code"})


def extract_notice(pages: Sequence[Capture], context: Context) -> Notice:
    """The notice that the web pages of one article, in order, say.

    A field that the page does not say is ``None`` or ``()``.  Raises
    :class:`~archive.errors.UnreadableError`, with the reason in one sentence, when the first page
    is no page with text; a further page that cannot be read is left out.
    """
    if not pages:
        raise UnreadableError("an article cannot be read: it has no web page")
    read = [read_page(pages[0], context), *_continuations(pages[1:], context)]
    first = read[0]
    lines = _merged(read)
    own_name = own_title(first.title.text, context.listed_title, lines, first.body.head)
    title = own_name.text
    lead = below_lead(lines, title)
    lines, above = _without_title(lines[lead or end_of_telling(lines, title) :], own_name)
    if own_name.rule == "printed" and key(own_name.text or "") not in key(first.title.text or ""):
        lines = lines[: above_advice(lines)]
    lines = join_hard_breaks(lines)
    body = "\n".join(lines)
    text = PageText(
        title=title,
        page_title=first.title.text,
        head=(*first.body.head, *above),
        body=body,
        tail=read[-1].body.tail,
        meta=first.layout.meta,
        sources=first.sources,
        fetched_on=pages[0].fetched_at.astimezone(CHINA_TIME).date().isoformat(),
    )
    # The listing knows the day better than the address does, which may be that of a copied site.
    listed_day = context.listed_date is not None and len(context.listed_date) == len("2024-08-12")
    site = context.site_name or site_name(first.layout)
    fields = read_fields(
        text,
        context,
        script_days=_script_days(pages[0]),
        url_date=None if listed_day else date_in_address(pages[0].url),
        site=site,
        state_days=_state_days(pages[0], first.title.text),
        days_told=_days_told(pages[0], first.title.text),
    )
    parts = split_parts(lines)
    script = script_of(f"{title or ''}\n{body}", pinyin=first.pinyin)
    setting = Setting(
        site_name=site,
        portal=portal_name(first.layout),
        page_title=first.title.text,
        head=text.head,
        announced=lead > 0,
        script=script,
    )
    own = _own(fields, is_compilation=bool(parts))
    evidence = dict(own.evidence)
    if own_name.full and own_name.rule:
        evidence["title"] = (Evidence(raw=own_name.full, rule=f"title:{own_name.rule}"),)
    evidence |= _about_body(read, lines)
    return Notice(
        title=title,
        page_title=first.title.text,
        document_number=own.document_number,
        index_number=own.index_number,
        document_type=own.document_type,
        issuers=own.issuers,
        issued_date=own.issued_date,
        published_date=own.published_date,
        effective_date=own.effective_date,
        source=own.source,
        addressees=own.addressees,
        attachments=_attachments(read, own.attachment_names),
        deadlines=own.deadlines,
        contacts=own.contacts,
        region_code=own.region_code,
        citations=own.citations,
        cited_numbers=own.cited_numbers,
        script=script,
        page_kind=_kind(first, own, setting, title, body) if not parts else "compilation",
        body=body,
        parts=tuple(_part_notice(part, title, text.fetched_on, context, own) for part in parts),
        evidence=evidence,
    )


def _script_days(page: Capture) -> Iterator[str]:
    """The day of posting, as written, that only a script of a public account's article tells."""
    day = day_in_account_script(page.body[:MAX_BYTES])
    if day is not None:
        yield day


def _days_told(page: Capture, title: str | None) -> Iterator[str]:
    """The days of posting (ISO) in the page's scripts, and the month in its address."""
    yield from filter(None, map(parse_date, _state_days(page, title)))
    month = month_in_address(page.url)
    if month is not None:
        yield month
    if title:
        yield from stamped_days(_decoded(page), title)


def _state_days(page: Capture, title: str | None) -> Iterator[str]:
    """The days of posting, as written, that the page's scripts give to the article of this *title*."""
    if title:
        yield from days_of_article(_decoded(page), title)


def _decoded(page: Capture) -> str:
    return decode(page.body[:MAX_BYTES], page.header("content-type"))


def _about_body(read: Sequence[ReadPage], lines: Sequence[str]) -> dict[str, tuple[Evidence, ...]]:
    """What is to be said of the body as a whole: that the page gives it twice, or has more than is read."""
    said = []
    if any(page.body.is_doubled for page in read):
        said.append(Evidence(raw=lines[0] if lines else "", rule="body:given twice, kept once"))
    limits = [page.layout.limit for page in read if page.layout.limit is not None]
    if limits:
        said.append(Evidence(raw=lines[-1] if lines else "", rule=f"body:read up to {limits[0]}"))
    return {"body": tuple(said)} if said else {}


def _kind(page: ReadPage, fields: Fields, setting: Setting, title: str | None, body: str) -> str | None:
    return "list" if page.is_list else page_kind(fields, setting, title=title, body=body)


def _continuations(pages: Sequence[Capture], context: Context) -> list[ReadPage]:
    """The further pages that can be read."""
    read = []
    for page in pages:
        try:
            read.append(read_page(page, context))
        except UnreadableError:
            continue  # its capture is kept all the same, and the other pages still make a notice
    return read


def _merged(read: Sequence[ReadPage]) -> list[str]:
    """The body lines of all pages; lines that a site repeats on top of each page count once."""
    lines = list(read[0].body.lines)
    for page in read[1:]:
        further = list(page.body.lines)
        while further and further[0] in lines[:3]:
            further = further[1:]
        lines += further
    return fold_doubled(lines) if len(read) > 1 else lines


def _own(fields: Fields, *, is_compilation: bool) -> Fields:
    """The fields of the page itself: a collection of templates has no issuer, number or date of its own."""
    if not is_compilation:
        return fields
    evidence: Mapping[str, tuple[Evidence, ...]] = {
        name: items for name, items in fields.evidence.items() if name not in _OF_ONE_DOCUMENT
    }
    return replace(
        fields,
        document_number=None,
        issuers=(),
        issued_date=None,
        addressees=(),
        region_code=None,
        evidence=evidence,
    )


def _without_title(lines: list[str], title: OwnTitle) -> tuple[list[str], list[str]]:
    """*lines* without what stands in front of the text, and of that all but the title: letterhead, number."""
    above: list[str] = []
    for text in (title.full, title.text) if title.full != title.text else (title.text,):
        for _ in range(_MOST_ECHOES):
            end = echo_end(lines, text)
            if not 0 < end < len(lines):
                break
            above += [line for line in lines[:end] if key(line) not in key(text or "")]
            lines = lines[end:]
    while len(lines) > 1:
        rows = 2 if _NUMBER_LABEL.fullmatch(lines[0]) and len(lines) > 2 else 1
        if not _stands_in_heading(lines[rows - 1]):
            break
        above.append("".join(lines[:rows]))
        lines = lines[rows:]
    return lines, above


def _stands_in_heading(line: str) -> bool:
    """Whether a line is nothing but a letterhead, a mark, or a number, maybe with the signer beside it."""
    if len(line) > _LONGEST_HEADING:
        return False
    if not ("号" in line or "號" in line):
        return _MARK_IN_HEADING.fullmatch(line.strip()) is not None or bool(letterhead(line))
    noted = _NOTED_NUMBER.match(line)
    number = parse_number(noted["number"] if noted else line)
    return number is not None and number.kind in _KINDS_IN_HEADINGS


def _attachments(read: Sequence[ReadPage], names: Sequence[str]) -> tuple[Attachment, ...]:
    """The files of all pages, each once, by the names listed in the text where these say more."""
    found: dict[str, LinkedFile] = {}
    for page in read:
        for file in linked_files(page.layout, page.body, page.title.end, page.url):
            found.setdefault(file.url, file)
    return named_attachments(tuple(found.values()), names)


def _part_notice(
    part: Part, title: str | None, fetched_on: str | None, context: Context, page: Fields
) -> Notice:
    """A text of a compilation as a notice of its own, read from its own lines only.

    It was published when the page was.
    """
    body = "\n".join(part.lines)
    part_title = clean_title(part.title) if part.title else title
    fields = read_fields(PageText(title=part_title, body=body, fetched_on=fetched_on), context)
    return Notice(
        title=part_title,
        document_number=fields.document_number,
        document_type=fields.document_type,
        issuers=fields.issuers,
        issued_date=fields.issued_date,
        published_date=page.published_date,
        effective_date=fields.effective_date,
        addressees=fields.addressees,
        attachments=tuple(Attachment(name=name) for name in fields.attachment_names),
        deadlines=fields.deadlines,
        contacts=fields.contacts,
        region_code=fields.region_code,
        citations=fields.citations,
        cited_numbers=fields.cited_numbers,
        script=script_of(body),
        body=body,
        evidence={
            **fields.evidence,
            **{name: items for name, items in page.evidence.items() if name == "published_date"},
        },
    )

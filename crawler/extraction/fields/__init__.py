"""Fields of a notice, read from the lines of its page; one module or package each, pure functions."""

from __future__ import annotations

from collections.abc import Iterable

from archive.notice import Evidence
from archive.vocabulary.document_numbers import find_numbers
from crawler.extraction.context import Context
from crawler.extraction.fields.addressees import read_addressees
from crawler.extraction.fields.attachments import read_attachment_names
from crawler.extraction.fields.citations import read_citations
from crawler.extraction.fields.contacts import read_contacts
from crawler.extraction.fields.deadlines import read_deadlines
from crawler.extraction.fields.document_type import kind_is_taiwanese, read_document_type
from crawler.extraction.fields.effective import read_effective_date
from crawler.extraction.fields.issued import read_issued_date
from crawler.extraction.fields.issuers import read_issuers
from crawler.extraction.fields.labelled import read_labels
from crawler.extraction.fields.masthead import read_masthead
from crawler.extraction.fields.number import number_of_attachments, read_cited_numbers, read_own_number
from crawler.extraction.fields.published import read_published_date, with_year_of_issue, with_year_told
from crawler.extraction.fields.record import Fields, Reading
from crawler.extraction.fields.region import Grounds, read_region
from crawler.extraction.fields.sheet import read_sheet
from crawler.extraction.fields.signature import read_signature
from crawler.extraction.fields.source import read_source
from crawler.extraction.page_text import PageText

__all__ = ["Fields", "read_fields"]


def read_fields(
    text: PageText,
    context: Context,
    *,
    script_days: Iterable[str] = (),
    url_date: str | None = None,
    site: str | None = None,
    state_days: Iterable[str] = (),
    days_told: Iterable[str] = (),
) -> Fields:
    """The fields of the notice on a page.

    ``script_days``, looked at only where the page shows no day, and ``url_date``, the date in the page's
    address (``/202408/t20240812_``), are fallbacks for the published date; ``site`` says whose site the
    page is on; ``state_days``, looked at only where the page shows no day, are those that its scripts
    tell of this article, and ``days_told``, where it shows one without the year, ISO days and months
    that it shows to no reader.  Values stand as printed, in the script of ``text``, white space removed.
    """
    sheet = read_sheet(text)
    labels = read_labels(sheet)
    signature = read_signature(sheet)
    masthead = read_masthead(sheet)
    addressees = read_addressees(sheet)
    attachments = read_attachment_names(sheet)
    own = read_own_number(sheet, labels)
    kind = read_document_type(sheet, own.value, addressees.value)
    issuers = read_issuers(sheet, labels, signature, masthead, kind.value)
    if own.value is None:
        own = number_of_attachments(attachments.value, issuers.value, is_titled=text.title is not None)
        if kind.value is None and own.value is not None:
            kind = read_document_type(sheet, own.value, addressees.value)
    issued = read_issued_date(sheet, labels, signature, masthead)
    published = with_year_told(
        read_published_date(text, sheet, labels, masthead, context, script_days, url_date, state_days),
        days_told,
        text.fetched_on,
    )
    published = with_year_of_issue(published, issued.value)
    numbers = find_numbers(sheet.body_raw, folded=sheet.body_folded)
    contacts = read_contacts(sheet)
    index_number = labels.get("index_number", [])
    source = read_source(text, sheet, labels, context, issuers.value)
    grounds = Grounds(
        issuers=issuers.value,
        addressees=addressees.value,
        number=own.value,
        title=text.title if kind.value is not None else None,
        contacts=contacts.value,
        site=site if source.value is None or (site or "").endswith(source.value) else None,
        source=source.value,
        taiwanese=kind_is_taiwanese(kind) or any(number.kind == "台字号" for number in numbers),
    )
    region = read_region(text, context, grounds)
    readings: dict[str, Reading[str | None]] = {
        "document_number": own,
        "index_number": Reading(index_number[0].raw, (index_number[0].evidence(),))
        if index_number
        else Reading(None),
        "document_type": kind,
        "issued_date": issued,
        "published_date": published,
        "effective_date": read_effective_date(sheet, labels, kind.value, issued.value),
        "source": source,
        "region_code": region,
    }
    is_signed_alone = sheet.title is None and bool(signature.issuers) and signature.date is not None
    is_letter = bool(addressees.value) or is_signed_alone
    deadlines = read_deadlines(sheet, issued.value, published.value, kind.value, is_letter=is_letter)
    cited = read_cited_numbers(sheet, numbers, own.value)
    citations = read_citations(sheet, numbers, own.value, kind.value)
    evidence: dict[str, tuple[Evidence, ...]] = {name: reading.evidence for name, reading in readings.items()}
    evidence["issuers"] = issuers.evidence
    evidence["addressees"] = addressees.evidence
    evidence["attachments"] = attachments.evidence
    evidence["deadlines"] = deadlines.evidence
    evidence["contacts"] = contacts.evidence
    evidence["cited_numbers"] = cited.evidence
    evidence["citations"] = citations.evidence
    return Fields(
        **{name: reading.value for name, reading in readings.items()},
        issuers=issuers.value,
        addressees=addressees.value,
        attachment_names=attachments.value,
        deadlines=deadlines.value,
        contacts=contacts.value,
        citations=citations.value,
        cited_numbers=cited.value,
        evidence={name: items for name, items in evidence.items() if items},
    )

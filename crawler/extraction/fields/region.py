"""Region of the issuer: by its name, else by addressees, code, or the site's own region."""

from __future__ import annotations

from archive.notice import Evidence
from archive.vocabulary.document_numbers import parse_number
from archive.vocabulary.regions import region_name, region_of, region_of_addressees, region_of_code
from crawler.extraction.context import Context
from crawler.extraction.fields.record import Reading
from crawler.extraction.page_text import PageText


def read_region(
    text: PageText,
    context: Context,
    issuers: tuple[str, ...],
    addressees: tuple[str, ...],
    number: str | None,
) -> Reading[str | None]:
    """The GB/T 2260 code of the issuer's region; ``None`` when the text gives no ground."""
    hint = context.region_code or _site_code(text)
    for issuer in issuers:
        code = region_of(issuer, hint_code=hint)
        if code is not None:
            return _reading(code, issuer, "issuer")
    first = addressees[0] if addressees else ""
    code = region_of_addressees(first)
    if code is not None:
        return _reading(code, first, "addressees")
    parsed = parse_number(number) if number else None
    code = region_of_code(parsed.code, first) if parsed else None
    return _reading(code, number, "code") if code is not None and number else Reading(None)


def _reading(code: str, raw: str, rule: str) -> Reading[str | None]:
    return Reading(code, (Evidence(raw=raw, rule=rule),))


def _site_code(text: PageText) -> str | None:
    """The region in the meta tag SiteIDCode: its first six digits are a GB/T 2260 code."""
    value = dict(reversed(text.meta)).get("siteidcode", "")
    return value[:6] if region_name(value[:6]) else None

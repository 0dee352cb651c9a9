"""Attachment names: what is listed after 附件 below the body, numbering removed.

=======================================================  =======================
 layout                                                   where its rule stands
=======================================================  =======================
 附件：名单, 附件：1.名单 2.回执, 附件：方案.doc、名单.xls  ``names``
 附件： with numbers, bullets or files in rows below      ``rows``
 附件一　申请表 and 附件二　名单 in rows, unheaded        ``rows``
 附件 with one name between it and who signs              ``above_signature``
 files that close a page; 附件：…1份 above a letter       ``unheaded``
=======================================================  =======================
"""

from __future__ import annotations

from crawler.extraction.fields.attachments.above_signature import is_all_above_signature
from crawler.extraction.fields.attachments.marks import BARE_HEADING, HEADING, begins_item
from crawler.extraction.fields.attachments.names import Names, add_names
from crawler.extraction.fields.attachments.rows import add_rows, begins_han_list, begins_list_of_items
from crawler.extraction.fields.attachments.unheaded import add_closing_files, add_from_head_of_letter
from crawler.extraction.fields.record import Reading
from crawler.extraction.fields.sheet import Sheet

_MOST_NAMES = 60
_BEGINNINGS = ("附", "相关附", "有关附")


def read_attachment_names(sheet: Sheet) -> Reading[tuple[str, ...]]:
    """The listed names, as printed, each once."""
    names: Names = {}
    _add_headed(names, sheet)
    if not names:
        add_closing_files(names, sheet)
    if not names:
        add_from_head_of_letter(names, sheet)
    return Reading(tuple(names), tuple(names.values()))


def _add_headed(names: Names, sheet: Sheet) -> None:
    """Add what stands behind and below every 附件 that heads names."""
    rows = sheet.body + sheet.tail
    index = 0
    for first in (*sheet.rows_holding("附"), *range(len(sheet.body), len(rows))):
        row = rows[first]
        if first < index or not row.folded.startswith(_BEGINNINGS) or len(names) >= _MOST_NAMES:
            continue
        index = first + 1
        heading = HEADING.match(row.folded)
        if heading is not None and heading.end() < len(row.folded):
            add_names(names, row, heading.end())
        elif begins_list_of_items(rows, first):
            index = first
        elif not BARE_HEADING.match(row.folded) or index >= len(rows):
            continue
        elif not names and index < len(sheet.body) and is_all_above_signature(sheet, index):
            add_names(names, rows[index], 0)
            continue
        elif not (begins_item(rows[index].folded) or begins_han_list(rows, index)):
            continue
        index = add_rows(names, rows, index)

"""What each HTML element does to the lines of a page: bits of an int, for speed."""

from __future__ import annotations

INLINE = 0
SKIPPED = 1
BREAK = 2
STRUCTURAL = 4
"""Makes a table cell part of a page layout rather than of a table of data."""
CELL = 8
ROW = 16
ANCHOR = 32
CHROME = 64
PICTURE = 128
PREFORMATTED = 256
TITLE = 512
TOLD = 1024
"""Says something of the page and shows nothing."""
CAPTION = 4096
HEADING = 2048
"""Worth a block even around a single line."""

UNNAMED = ANCHOR | PICTURE | TOLD
"""Its id and class say nothing of the document."""
WHOLE = 8192
"""Around the whole page, whatever is written: it is opened once, and ends with the page."""
KEPT = 16384
"""Its text is kept beside the lines that it is part of; told by its names."""
SPECIAL = ROW | CELL | ANCHOR | PICTURE | PREFORMATTED | TITLE | TOLD | WHOLE | KEPT


def _kinds() -> dict[str, int]:
    names = {
        SKIPPED: "script style noscript template iframe object embed svg math canvas applet audio video map"
        " select button",
        BREAK: "address article aside blockquote body br center dd details dialog div dl dt fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol p pre"
        " section summary table tbody td tfoot th thead title tr ul"
        " textarea ucapcontent ucaptitle",  # UCAP wraps content and title in elements of its own
        STRUCTURAL: "article div dl form h1 h2 h3 h4 h5 h6 ol section table ul",
        CELL: "td th",
        ROW: "tr",
        ANCHOR: "a",
        CHROME: "nav footer aside",
        CAPTION: "figcaption",
        PICTURE: "img",
        PREFORMATTED: "pre textarea",
        TITLE: "title",
        TOLD: "meta base",
        HEADING: "h1 h2 h3",
        WHOLE: "html body",
    }
    kinds: dict[str, int] = {}
    for kind, tags in names.items():
        for tag in tags.split():
            kinds[tag] = kinds.get(tag, INLINE) | kind
    return kinds


NEVER_HIDDEN = frozenset({"textarea"})
"""Some sites keep a notice's text in a hidden one, and a script copies it to where it is shown."""
KINDS = _kinds()
"""By name; any other element is inline."""

"""Cut scripts, styles, drawings and comments out of a page's bytes: a third of them, and no text is in any.

What is cut here need not be decoded, parsed and passed over, which is dearer than finding it.  Only
what plainly begins and ends is cut; anything odd is left to the parser, and so is what stands behind
more of it than any real page has.
"""

from __future__ import annotations

import re

from crawler.extraction.page_limits import MOST_UNSEEN

_HEAD_BYTES = 65_536
_OPENING = re.compile(rb"<(?:!--|s(?:cript|tyle|vg)(?=[\s>]))")
_COMMENT, _COMMENT_END = b"<!--", b"-->"
_ODD_CLOSING = b"</S"
"""``</SCRIPT>`` closes as well: what follows one is left to the parser."""
_CLOSING = {
    b"<script": re.compile(rb"</(?:script>|S)"),
    b"<style": re.compile(rb"</(?:style>|S)"),
    b"<svg": re.compile(rb"</(?:svg>|S)"),
}
"""One search for both costs a third of two."""
_LONGEST_TAG = 1000
_COMMENTED_META = re.compile(rb"<!--\s{0,20}(<(?i:meta)\b[^<>]{0,400}>)\s{0,20}-->")
_PROPERTIES, _PROPERTIES_END = b"<!--enpproperty", b"/enpproperty-->"
"""What Founder's systems for newspapers (方正翔宇) tell of an article, in a comment of each of its pages."""
_LONGEST_PROPERTIES = 20_000
_PROPERTY = re.compile(rb"<(title|date|sourcename)>(?!null<)([^\x00-\x1f]{2,400}?)</\1>")
_META_OF_PROPERTY = {b"title": b"ArticleTitle", b"date": b"PubDate", b"sourcename": b"ContentSource"}
_MARKUP = re.compile(rb"<[^<>]{0,100}>")


def without_unseen(page: bytes) -> bytes:
    """*page*, in any encoding that holds ASCII as it is, without scripts, styles, drawings and comments.

    Meta tags inside comments of the head come out: some sites comment the standard's tags out and
    still fill them.  What newspapers' systems tell in a comment of their own comes out as such tags.
    """
    kept = []
    done = 0
    find, next_opening = page.find, _OPENING.search
    opening = next_opening(page)
    for _ in range(MOST_UNSEEN):
        if opening is None:
            break
        kind, start = opening[0], opening.start()
        if kind == _COMMENT:
            end = find(_COMMENT_END, start + len("<!"))  # "<!-->" is a whole comment
            if end < 0:
                break
            if done < start:  # comments follow each other
                kept.append(page[done:start])
            meta = _COMMENTED_META.match(page, start) if start < _HEAD_BYTES else None
            if meta is not None:
                kept.append(meta[1])
            done = end + len(_COMMENT_END)
        else:
            tag_end = find(b">", start, start + _LONGEST_TAG)
            if page[tag_end - 1 : tag_end] == b"/":  # the parser takes <script/> as closed
                opening = next_opening(page, opening.end())
                continue
            closing = _CLOSING[kind].search(page, start)
            if closing is None or closing[0] == _ODD_CLOSING:
                break
            kept.append(page[done:start])
            done = closing.end()
        opening = next_opening(page, done)
    kept.append(page[done:])
    kept += _metas_of_properties(page)
    return b"".join(kept)


def _metas_of_properties(page: bytes) -> list[bytes]:
    """Meta tags that say what ``<!--enpproperty <date>…</date><title>…</title>…/enpproperty-->`` does."""
    start = page.find(_PROPERTIES)
    end = page.find(_PROPERTIES_END, start, start + _LONGEST_PROPERTIES) if start >= 0 else -1
    if end < 0:
        return []
    told = dict(reversed(_PROPERTY.findall(page, start, end)))
    return [
        b'<meta name="%s" content="%s">' % (meta, _MARKUP.sub(b"", told[name]).replace(b'"', b"&quot;"))
        for name, meta in _META_OF_PROPERTY.items()
        if name in told
    ]

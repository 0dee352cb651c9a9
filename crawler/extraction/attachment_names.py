"""Match the files that a page links to with the names that its text lists after 附件.

A file is often linked as ``附件1.doc`` or by a short name, and named in full only in the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.notice import Attachment
from crawler.extraction.attachments import LinkedFile, without_numbering
from crawler.extraction.file_links import extension
from crawler.extraction.text_keys import key

_DOWNLOAD = re.compile(r"\s*[(（]?(?:点击|點擊)?下[载載][)）]?$")
_FEWEST_SHARED = 6
_SHORTEST_ENDING = 2


def named_attachments(files: Sequence[LinkedFile], listed: Sequence[str]) -> tuple[Attachment, ...]:
    """The files, then the listed names that no file was found for; nothing stands twice.

    A file goes with the listed name that says the same, with the only one that ends as its own name
    does, with the one of its number, or, where all files are without names and as many as the list
    has, with the one of its place.
    """
    if not files and not listed:
        return ()
    stems = [_stem(file.name) for file in files]
    captions = set(stems)
    names = list(
        {
            _stem(name): without_numbering(name)
            for name in listed
            # The text of a link stands in the body as well; the file is known by it already.
            if _stem(name) and not (extension(name) and _stem(name) in captions)
        }.items()
    )
    taken: dict[int, int] = {}
    free = list(range(len(names)))
    for rule in (_same, _shares, _ends_alike):
        for index, stem in enumerate(stems):
            if index not in taken:
                fitting = [place for place in free if rule(stem, names[place][0])]
                if len(fitting) == 1 or (fitting and rule is _same):
                    taken[index] = fitting[0]
                    free.remove(fitting[0])
    unnamed = [index for index, file in enumerate(files) if index not in taken and not file.is_named]
    for index in unnamed:
        number = files[index].number
        if number is not None and number - 1 in free:
            taken[index] = number - 1
            free.remove(number - 1)
    rest = [index for index in unnamed if index not in taken]
    if len(rest) == len(free):
        taken |= dict(zip(rest, free, strict=True))
        free = []
    linked = [
        _attachment(file, names[taken[index]][1] if index in taken else None)
        for index, file in enumerate(files)
    ]
    return (*linked, *(Attachment(name=names[place][1]) for place in free))


def _attachment(file: LinkedFile, listed: str | None) -> Attachment:
    """The file, by its listed name if that says more than the link does."""
    says_more = listed is not None and (not file.is_named or len(_stem(listed)) > len(_stem(file.name)))
    name = listed if listed is not None and says_more else file.name
    return Attachment(name=name, url=file.url, media_type=file.media_type)


def _stem(name: str) -> str:
    """What a name is compared by: without numbering, file extension and size."""
    bare = _DOWNLOAD.sub("", without_numbering(name))
    kind = extension(f".{bare}")
    return key(bare[: -len(kind) - 1] if kind else bare)


def _same(stem: str, other: str) -> bool:
    return stem == other


def _shares(stem: str, other: str) -> bool:
    shorter, longer = sorted((stem, other), key=len)
    return len(shorter) >= _FEWEST_SHARED and shorter in longer


def _ends_alike(stem: str, other: str) -> bool:
    shorter, longer = sorted((stem, other), key=len)
    return len(shorter) >= _SHORTEST_ENDING and longer.endswith(shorter)

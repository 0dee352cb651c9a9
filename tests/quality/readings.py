"""What is read of every labelled page, whole and damaged, a line of JSON each: readings compared by their text.

python -m tests.quality.readings
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import click

from archive.capture import Capture
from archive.errors import UnreadableError
from crawler.extraction import Context, extract_notice, flatten
from tests.benchmarks.damage import damaged
from tests.quality.labelled_pages import PORTALS, LabelledPage, labelled_pages


def readings() -> Iterator[str]:
    """Two lines a page."""
    for page in (*labelled_pages(), *labelled_pages(PORTALS)):
        yield _reading(page.id, page.captures)
        yield _reading(f"{page.id}, damaged", _damaged(page))


def _damaged(page: LabelledPage) -> tuple[Capture, ...]:
    return tuple(
        replace(capture, body=damaged(capture.body, f"{page.id} {number}")[1])
        for number, capture in enumerate(page.captures)
    )


def _reading(name: str, captures: tuple[Capture, ...]) -> str:
    try:
        read: object = extract_notice(captures, Context()).to_json()
    except UnreadableError as error:
        read = str(error)
    return json.dumps([name, read], ensure_ascii=False)


if __name__ == "__main__":
    click.echo(flatten.__file__)
    for line in readings():
        click.echo(line)

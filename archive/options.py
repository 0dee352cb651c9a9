"""Options that several commands share, with one meaning each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from archive.clock import Clock, parse_timestamp
from archive.data_folder import DataFolder

Command = TypeVar("Command", bound=Callable[..., Any])


def _to_folder(_context: click.Context, _parameter: click.Parameter, value: Path) -> DataFolder:
    return DataFolder(value)


def _to_clock(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Clock:
    return Clock(None if value is None else parse_timestamp(value))


def data_option(default: str = "data") -> Callable[[Command], Command]:
    """``--data DIR``: the folder of the archive."""
    return click.option(
        "--data",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(default),
        show_default=True,
        callback=_to_folder,
        metavar="DIR",
        help="Folder of the archive, its captures, site files and settings.",
    )


now_option = click.option(
    "--now",
    "clock",
    callback=_to_clock,
    metavar="TIMESTAMP",
    help="Record this time instead of the clock's (ISO 8601 with offset); for simulation and tests.",
)

quiet_option = click.option(
    "--quiet", "-q", is_flag=True, help="Say nothing except what needs a person (for cron)."
)

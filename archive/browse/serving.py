"""Datasette with our metadata and settings, as `notices serve` runs it."""

from __future__ import annotations

import json
import socket
import webbrowser
from pathlib import Path
from typing import Any

import click
import uvicorn
from datasette.app import Datasette

from archive.browse.metadata import metadata_path
from archive.errors import UsageError
from archive.frozen import is_frozen

_SETTINGS = {
    # Datasette gives up after 0.2 s, which is short for an archive that has grown.
    "facet_time_limit_ms": 500,
    "sql_time_limit_ms": 5000,
    # Datasette would end a longer CSV in the middle, with status 200.
    "max_csv_mb": 0,
    "truncate_cells_html": 300,
}


def serve_archive(
    archive: Path, *, port: int = 8001, host: str = "127.0.0.1", open_browser: bool = False
) -> None:
    """Serve an archive until interrupted; port 0 takes any free one.

    Raises ``UsageError`` when the address cannot be listened on.
    """
    listener = _listener(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    click.echo(f"{archive} is at {address} (Ctrl-C stops)")
    if open_browser:
        webbrowser.open(address)
    config = uvicorn.Config(app(archive).app(), log_level="warning", lifespan="on")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def app(archive: Path) -> Any:
    """The Datasette instance for an archive."""
    metadata = json.loads(metadata_path().read_text(encoding="utf-8"))
    files, frozen = ([], [str(archive)]) if is_frozen(archive) else ([str(archive)], [])
    return Datasette(files, immutables=frozen, metadata=metadata, settings=_SETTINGS)


def _listener(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that no host can have (a..b)
        # Python says the address once more: "Address already in use (while attempting to bind on …)".
        reason = str(getattr(error, "strerror", None) or error).partition(" (while attempting")[0]
        raise UsageError(f"cannot listen on {host} port {port}: {reason}; try --port 0") from error

"""Archives in a folder that cannot be written to, which SQLite has to be told."""

from __future__ import annotations

import os
from pathlib import Path


def is_frozen(archive: Path) -> bool:
    """Whether *archive* can only be read as an immutable file (SQLite's ``immutable=1``).

    To read a database in WAL mode SQLite makes the files ``-wal`` and ``-shm`` beside it, also for
    a connection that only reads.  Where it cannot, and no writer has left them there, nobody can
    be writing either.
    """
    is_shared = any(archive.with_name(archive.name + ending).exists() for ending in ("-wal", "-shm"))
    return not is_shared and not os.access(archive.parent, os.W_OK)

"""What SQLite says of a file that it cannot use, and what helps: most such files are whole."""

from __future__ import annotations

import sqlite3

_PRIMARY = 0xFF
"""SQLite puts the kind of an error into the lowest byte of its code, the occasion above."""
_SPACE = "free space on its disk, and a disk without faults"
_RIGHTS = "a file, and a folder around it, that this user may write to"
_EXPECTED = {
    sqlite3.SQLITE_BUSY: "no other program that writes into it, such as an open editor of databases",
    sqlite3.SQLITE_LOCKED: "no other program that writes into it, such as an open editor of databases",
    sqlite3.SQLITE_FULL: _SPACE,
    sqlite3.SQLITE_IOERR: _SPACE,
    sqlite3.SQLITE_READONLY: _RIGHTS,
    sqlite3.SQLITE_CANTOPEN: _RIGHTS,
    sqlite3.SQLITE_PERM: _RIGHTS,
    sqlite3.SQLITE_AUTH: _RIGHTS,
}


def expected_by(error: BaseException) -> str:
    """What a file has to be so that *error* does not come again.

    A full disk or a missing right must not send anyone to `notices rebuild`, which needs more of both.

    >>> full = sqlite3.OperationalError("database or disk is full")
    >>> full.sqlite_errorcode = sqlite3.SQLITE_FULL
    >>> expected_by(full)
    'free space on its disk, and a disk without faults'
    """
    code = getattr(error, "sqlite_errorcode", None) or 0
    return _EXPECTED.get(
        code & _PRIMARY, "an undamaged archive, which `notices rebuild` makes anew from its captures"
    )

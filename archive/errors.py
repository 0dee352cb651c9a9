"""The errors a user can meet, as a tree; each message is one plain sentence.

NoticesError
├── UsageError          wrong usage or bad configuration: exit code 2
├── LockedError         another writer holds the lock: exit code 3
├── ArchiveError        the archive cannot be opened or written, or is damaged
│   ├── OldArchiveError      it is whole, and of an older shape: opening it for writing migrates it
│   └── ForeignArchiveError  it is whole, and another program's or a newer version's: hands off
└── UnreadableError     one input cannot be read as what it should be; the run goes on
"""

from __future__ import annotations


class NoticesError(Exception):
    """Anything that this program says is wrong, in one plain sentence."""

    exit_code = 1


class UsageError(NoticesError):
    """Wrong usage or bad configuration."""

    exit_code = 2


class LockedError(NoticesError):
    """Another writer holds the archive's lock."""

    exit_code = 3


class ArchiveError(NoticesError):
    """The archive cannot be opened or used."""

    exit_code = 2


class OldArchiveError(ArchiveError):
    """The archive has a shape that only opening it for writing brings up to date."""


class ForeignArchiveError(ArchiveError):
    """The archive's file is whole, and not for this program to change."""


class UnreadableError(NoticesError):
    """One input (a file, a page, a capture) cannot be read as what it should be."""

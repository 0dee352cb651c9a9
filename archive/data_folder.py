"""DIR: where an operator's archive, evidence, site files, settings and logs lie, and its one lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import LockedError, UsageError


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The paths inside ``--data DIR``."""

    path: Path

    @property
    def archive(self) -> Path:
        """The SQLite archive."""
        return self.path / "notices.db"

    @property
    def captures(self) -> Path:
        """The WARC files: the evidence."""
        return self.path / "captures"

    @property
    def sites(self) -> Path:
        """The user's own site files; they override bundled ones."""
        return self.path / "sites"

    @property
    def settings(self) -> Path:
        """The operator's settings."""
        return self.path / "notices.toml"

    @property
    def logs(self) -> Path:
        """Rotated logs."""
        return self.path / "logs"

    def create(self) -> None:
        """Make the folder; ``UsageError`` when it cannot be made or written to."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"{self.path} cannot be made: {error.strerror}; --data takes a folder"
            ) from error

    def existing_archive(self) -> Path:
        """The archive's path; ``UsageError`` when there is none yet."""
        if not self.archive.is_file():
            raise UsageError(
                f"{self.archive} does not exist; `notices crawl` or `notices import` makes it, "
                "--data names the folder of another archive"
            )
        return self.archive

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock that keeps writers apart; ``LockedError`` when another one holds it.

        The operating system frees the lock when its holder dies, however it dies.
        """
        self.create()
        lock = FileLock(self.path / ".lock")
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise LockedError(f"{self.path} is being written by another run; wait for it to end") from error
        except OSError as error:
            raise UsageError(f"{self.path} cannot be written: {error.strerror}") from error
        try:
            yield
        finally:
            lock.release()

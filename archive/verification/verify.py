"""The whole check of a data folder: the archive at one moment, then every capture, then both together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from archive.data_folder import DataFolder
from archive.errors import ArchiveError, ForeignArchiveError, OldArchiveError
from archive.store import DAMAGE, Archive
from archive.verification.capture_file import CaptureFile, CheckedCapture
from archive.verification.damage import REBUILD, Damage
from archive.verification.derived_rows import wrong_notices, wrong_pages, wrong_texts, wrong_versions
from archive.verification.file_rows import wrong_files
from archive.verification.references import References
from archive.verification.run_memory import wrong_memory
from archive.verification.search_index import wrong_index
from archive.verification.table_rules import broken_rules


@dataclass(slots=True)
class Verification:
    """One check of a data folder: :meth:`damages` does it, the numbers say what was looked at."""

    folder: DataFolder
    progress: Callable[[int], object] | None = None
    """Is told how many more bytes of captures were read."""
    files: int = 0
    captures: int = 0
    unsealed: int = 0
    """Captures of an early version: of these a few bits of the compressed form cannot be checked."""
    torn: int = 0
    """Files that end in something unfinished, as a run leaves that is writing or was killed."""
    notices: int = 0
    pages: int = 0
    found: int = 0
    """Damages."""

    def numbers(self) -> dict[str, int]:
        """What was looked at so far."""
        names = ("files", "captures", "unsealed", "torn", "notices", "pages", "found")
        return {name: getattr(self, name) for name in names}

    def damages(self) -> Iterator[Damage]:
        """All damages, as they are found.  Changes nothing, and may run beside a crawl.

        Raises ``UsageError`` where there is no archive, and ``ArchiveError`` where it is whole, but of
        an older, a newer or another program.
        """
        with References() as references:
            for damage in self._all(references):
                self.found += 1
                yield damage

    def _all(self, references: References) -> Iterator[Damage]:
        yield from self._archive(references)
        # Listed after the archive was read: rows name only captures that were written before them.
        for path in sorted(self.folder.captures.glob("*.warc.gz")):
            file = CaptureFile(path, references.last_offset(path.name), self.progress)
            for item in references.add_file(path.name, file.check()):
                if isinstance(item, CheckedCapture):
                    self.captures += 1
                    self.unsealed += not item.is_sealed
                else:
                    yield item
            self.files += 1
            self.torn += file.is_torn
        yield from references.contradictions()

    def _archive(self, references: References) -> Iterator[Damage]:
        try:
            archive = Archive.open_readonly(self.folder.existing_archive())
        except (ForeignArchiveError, OldArchiveError):
            raise
        except ArchiveError as error:
            yield self._unusable(error)
            return
        with closing(archive):
            archive.conn.execute("BEGIN")
            for check in (
                _integrity,
                self._count,
                broken_rules,
                wrong_versions,
                wrong_pages,
                wrong_files,
                wrong_texts,
                wrong_notices,
                wrong_index,
                wrong_memory,
                references.read_rows,
            ):
                try:
                    yield from check(archive.conn)
                except (*DAMAGE, ValueError, LookupError, TypeError) as error:
                    # What a row holds that is damaged itself, and so reported, can be anything.
                    yield self._unusable(error)

    def _count(self, conn: sqlite3.Connection) -> Iterator[Damage]:
        for table in ("notices", "pages"):
            (count,) = conn.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            setattr(self, table, count)
        yield from ()

    def _unusable(self, error: Exception) -> Damage:
        path = str(self.folder.archive)
        reason = str(error).removeprefix(f"{path} is ").removesuffix("; expected an archive")
        return Damage(
            kind="archive",
            where=path,
            got=f"it cannot be read to its end: {reason}",
            expected="an archive that is whole",
            remedy=REBUILD,
        )


def _integrity(conn: sqlite3.Connection) -> Iterator[Damage]:
    """What SQLite itself finds: pages, indexes, NOT NULL, UNIQUE."""
    for (message,) in conn.execute("PRAGMA integrity_check(100)"):
        if message != "ok":
            text = " ".join(str(message).split())
            yield Damage(
                kind="archive", where="notices.db", got=text, expected="a whole file", remedy=REBUILD
            )

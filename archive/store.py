"""The archive file: opened, created or migrated, and written in transactions by one writer."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.address_rules import address_rules
from archive.attached_text import attached_text_of_key
from archive.dedup.text import JUDGING
from archive.errors import ArchiveError, OldArchiveError
from archive.frozen import is_frozen
from archive.merged_pages import follow_address_rules
from archive.projection import project
from archive.rejudging import judge_anew
from archive.search import FOLDING, rebuild_index
from archive.shape import migrate, shape_of
from archive.sqlite_errors import expected_by
from archive.vocabulary.regions import region_names

_BUSY_SECONDS = 30
_CHECKPOINT_PAGES = 4000
"""Pages of 4 KB in the log of writes until they are brought into the file, which waits for the disk."""
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What opening a damaged file raises: messages of SQLite quote its schema, which may be no UTF-8 by now."""
_SQLITE_HEADER = b"SQLite format 3\x00"


class Archive:
    """An open archive.  All writing goes through :meth:`transaction`.

    Not a dataclass: it owns a connection that has to be closed (``with Archive.open(path) as archive``).
    """

    def __init__(self, path: Path, conn: sqlite3.Connection) -> None:
        self.path = path
        self.conn = conn
        self.before_commit: Callable[[sqlite3.Connection], None] | None = None
        """Adds what belongs into every transaction (how far the captures go) before it is committed."""

    @classmethod
    def open(cls, path: Path | str, *, now: datetime | None = None) -> Archive:
        """Open for writing: creates the file, or brings an older one up to date.

        Before it is migrated an older archive is copied to
        ``backups/notices-<schema>-<time>.db`` beside it, where the time is *now* (default: the
        clock).  A newer or foreign database raises ``ArchiveError`` and stays untouched.
        """
        path = Path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            conn = _connect(path)
        except (OSError, sqlite3.Error) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise ArchiveError(f"{path} cannot be opened: {why}; expected an archive or no file") from error
        try:
            _bring_up_to_date(conn, path, now)
        except BaseException:
            conn.close()
            raise
        return cls(path, conn)

    @classmethod
    def open_readonly(cls, path: Path | str, *, of_any_age: bool = False) -> Archive:
        """Open for reading only; ``ArchiveError`` unless it is an archive of this program's shape.

        One of an older shape raises ``OldArchiveError``, unless it may be *of_any_age* (to copy it).
        """
        path = Path(path)
        if not path.is_file():
            raise ArchiveError(f"{path} does not exist; expected an archive")
        try:
            conn = _connect(path, readonly=True)
        except sqlite3.Error as error:
            raise ArchiveError(f"{path} cannot be opened: {error}; expected an archive") from error
        try:
            if shape_of(conn, path) != "current" and not of_any_age:
                raise OldArchiveError(
                    f"{path} has an older shape than this program reads; "
                    "open it once for writing (`notices crawl` or `notices import`) to migrate it"
                )
        except DAMAGE as error:
            conn.close()
            raise ArchiveError(f"{path} cannot be used: {error}; expected {expected_by(error)}") from error
        except BaseException:
            conn.close()
            raise
        return cls(path, conn)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The unit of crash safety: all that is written inside is kept, or none of it.

        Takes the write lock at once (``BEGIN IMMEDIATE``).  Inside another transaction it is a
        savepoint, so that one failed item does not undo its neighbours.  Raises ``ArchiveError``
        when the file cannot be written (disk full, damage, locked by another program): then nothing
        more can be taken in.
        """
        is_outer = not self.conn.in_transaction
        try:
            self.conn.execute("BEGIN IMMEDIATE" if is_outer else "SAVEPOINT item")
        except sqlite3.DatabaseError as error:
            raise self._unwritable(error) from error
        try:
            yield self.conn
            if is_outer and self.before_commit is not None:
                self.before_commit(self.conn)
            self.conn.execute("COMMIT" if is_outer else "RELEASE item")
        except BaseException as error:
            # SQLite itself ends the transaction after some errors (disk full, I/O error).
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK" if is_outer else "ROLLBACK TO item")
            if self.conn.in_transaction:
                self.conn.execute("RELEASE item")
            if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
                raise self._unwritable(error) from error
            raise

    def _unwritable(self, error: sqlite3.DatabaseError) -> ArchiveError:
        return ArchiveError(f"{self.path} cannot be written: {error}; expected {expected_by(error)}")

    def save_site(
        self,
        id: str,  # noqa: A002
        name: str | None = None,
        level: str | None = None,
        region_code: str | None = None,
        url: str | None = None,
        platform: str | None = None,
    ) -> None:
        """Add a site, or bring what is known about it up to date; its health stays as it is.

        A platform that was recognised stays where none is given.

        The name of a site without one is its id.  Where its level changes, so may the pages that
        speak for the notices it carries.
        """
        with self.transaction() as conn:
            known = self.site_row(id)
            conn.execute(
                "INSERT INTO sites(id, name, level, region_code, url, platform) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT(id) DO UPDATE SET name = excluded.name, level = excluded.level, "
                "region_code = excluded.region_code, url = excluded.url, "
                "platform = coalesce(excluded.platform, platform)",
                (id, name or id, level, region_code, url, platform),
            )
            if known is not None and known["level"] != level:
                shared = conn.execute(
                    "SELECT DISTINCT notice_id FROM pages WHERE site = ? AND continues_id IS NULL "
                    "AND notice_id IN (SELECT notice_id FROM notice_aliases)",
                    (id,),
                ).fetchall()
                project(conn, (), touched=[row["notice_id"] for row in shared])

    def note_platform(self, site_id: str, platform: str) -> None:
        """Remember the content management system that a site was seen to run on."""
        with self.transaction() as conn:
            conn.execute("UPDATE sites SET platform = ? WHERE id = ?", (platform, site_id))

    def site_row(self, site_id: str) -> sqlite3.Row | None:
        """What is known about a site, or ``None``."""
        row: sqlite3.Row | None = self.conn.execute("SELECT * FROM sites WHERE id = ?", (site_id,)).fetchone()
        return row

    def setting(self, key: str) -> str | None:
        """A fact about the file itself, or ``None``."""
        row = self.conn.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row["value"])

    def save_setting(self, key: str, value: str) -> None:
        """Remember a fact about the file itself."""
        with self.transaction() as conn:
            conn.execute(
                "INSERT INTO settings(key, value) VALUES (?, ?) "
                "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def close(self) -> None:
        """Close the file; unfinished work is rolled back."""
        self.conn.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    _refuse_other_files(path)
    mode = "rwc"
    if readonly:
        mode = "ro&immutable=1" if is_frozen(path) else "ro"
    conn = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA foreign_keys = ON")
    return conn


def _refuse_other_files(path: Path) -> None:
    # SQLite takes a file that begins unlike a database for a damaged one only when it is read.
    if not path.exists():
        return
    with path.open("rb") as file:
        header = file.read(len(_SQLITE_HEADER))
    if header not in (b"", _SQLITE_HEADER):
        raise ArchiveError(f"{path} is not a database: it begins with {header!r}; expected an archive")


def _bring_up_to_date(conn: sqlite3.Connection, path: Path, now: datetime | None) -> None:
    try:
        state = shape_of(conn, path)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        if state != "current":
            migrate(conn, path, now or datetime.now(UTC))
        _refresh_derived(Archive(path, conn))
    except DAMAGE as error:
        raise ArchiveError(f"{path} cannot be used: {error}; expected {expected_by(error)}") from error


def _refresh_derived(archive: Archive) -> None:
    """Bring up to date what the program's own data and rules put into the file."""
    names = region_names()
    regions = hashlib.sha256(json.dumps(sorted(names.items())).encode()).hexdigest()[:12]
    wanted = {
        "folding": FOLDING,
        "regions": regions,
        "addresses": address_rules().version,
        "judging": JUDGING,
    }
    noted = {name: archive.setting(name) for name in wanted}
    if noted == wanted:
        return
    with archive.transaction() as conn:
        follow_address_rules(conn, noted["addresses"])
        if noted["judging"] != JUDGING:
            judge_anew(conn)
        conn.execute("DELETE FROM regions")
        conn.executemany("INSERT INTO regions(code, name) VALUES (?, ?)", sorted(names.items()))
        if noted["folding"] != FOLDING:
            rebuild_index(conn, lambda key: attached_text_of_key(conn, key))
        for name, value in wanted.items():
            archive.save_setting(name, value)

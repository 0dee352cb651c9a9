"""The archive made anew from its captures, with the run's memory carried over."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from archive.capture_files import note_last_captures
from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import ArchiveError, ForeignArchiveError, LockedError, UnreadableError, UsageError
from archive.run_memory import copy_run_memory
from archive.store import DAMAGE, Archive
from archive.times import stamp
from archive.warc import read_captures
from crawler.importing import IMPORT_SITE
from crawler.intake import Intake
from crawler.replay import Replay, ReplayReport
from crawler.site import Site

_BUSY_SECONDS = 30


def rebuild(
    folder: DataFolder,
    *,
    sites: Mapping[str, Site],
    clock: Clock,
    output: Path | None = None,
    progress: Callable[[int], object] | None = None,
) -> ReplayReport:
    """Replay every capture into a new archive.

    Without *output* the new archive takes the old one's place when it is complete, and the old
    one goes to ``DIR/backups``.  With *output* the old one stays.  *progress* is told the bytes
    of captures read so far.  Raises ``UnreadableError`` where none of the files can be read (a missing
    right, an unmounted disk): an archive of nothing takes no place.
    """
    files = sorted(folder.captures.glob("*.warc.gz"))
    if not files:
        raise UsageError(
            f"{folder.captures} holds no captures; expected at least one *.warc.gz file to rebuild from"
        )
    if output is not None and output.exists():
        raise UsageError(f"{output} exists already; expected the name of a new file")
    with folder.writing():
        target = output or folder.archive
        scratch = target.with_name(target.name + ".rebuilding")
        _remove(scratch)
        try:
            with Archive.open(scratch, now=clock.now()) as archive:
                known = _carry_over(folder.archive, archive, clock.now())
                intake = Intake(archive, {**sites, IMPORT_SITE.id: IMPORT_SITE})
                replay = Replay(intake, archive, remember=not known)
                _replay(replay, archive, files, progress)
            if len(replay.report.unreadable_files) == len(files):
                raise UnreadableError(f"{replay.report.unreadable_files[0]}; no archive was made")
            if output is None and folder.archive.exists():
                _keep_beside(folder, stamp(clock.now()))
            scratch.replace(target)
        finally:
            _remove(scratch)  # a half-made one would go on filling the disk
        return replay.report


def _replay(
    replay: Replay, archive: Archive, files: Sequence[Path], progress: Callable[[int], object] | None
) -> None:
    done = 0
    for path in files:
        last = None
        try:
            for capture in read_captures(path):
                replay.feed(capture)
                last = int((capture.position or "").rpartition(":")[2])
                if progress is not None:
                    progress(done + last)
        except UnreadableError as error:
            replay.report.unreadable_files.append(str(error))
        if last is not None:
            with archive.transaction() as conn:
                note_last_captures(conn, {path.name: last})
        done += path.stat().st_size


def _carry_over(old: Path, archive: Archive, now: datetime) -> bool:
    """Copy sites and the run's memory from the old archive; whether there were any.

    A damaged one, which may be why it is rebuilt, counts as none: the captures alone must do.
    """
    if not old.is_file():
        return False
    try:
        with Archive.open(old, now=now) as known:  # which brings an older shape up to date
            if known.conn.execute("SELECT 1 FROM urls").fetchone() is None:
                return False
        copy_run_memory(old, archive)
    except ForeignArchiveError:
        raise
    except (ArchiveError, *DAMAGE):
        return False
    return True


def _keep_beside(folder: DataFolder, at: str) -> None:
    """Give the old archive a second name in ``DIR/backups``; its own stays until the new one takes it.

    So there is an archive at every moment.  The log of its last writes (``-wal``) must not be found
    beside the new archive, which SQLite would take it for part of: it is merged before.
    """
    backups = folder.path / "backups"
    backups.mkdir(exist_ok=True)
    name = f"notices-before-rebuild-{at.replace('-', '').replace(':', '')}.db"
    _merge_log(folder.archive)
    for suffix in ("", "-wal"):
        part = _beside(folder.archive, suffix)
        if part.exists() and (not suffix or part.stat().st_size):
            _copy(part, _beside(backups / name, suffix))
    for suffix in ("-wal", "-shm"):
        _beside(folder.archive, suffix).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:  # a file system that has no links
        shutil.copy2(source, target)


def _merge_log(path: Path) -> None:
    """Bring the log of an archive's last writes into its file."""
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as conn:
            (busy, *_) = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except DAMAGE:
        return  # damaged: it is kept as it is, with its log
    if busy:
        raise LockedError(f"{path} is being read by another program; close it and try again")


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        _beside(path, suffix).unlink(missing_ok=True)

"""The archive made anew from its captures, with the run's memory carried over."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.errors import ArchiveError, UsageError
from archive.run_memory import copy_run_memory
from archive.store import Archive
from archive.times import stamp
from archive.warc import read_captures
from crawler.intake import Intake
from crawler.replay import Replay, ReplayReport
from crawler.site import Site


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
    of captures read so far.
    """
    files = sorted(folder.captures.glob("*.warc.gz"))
    if not files:
        raise UsageError(f"{folder.captures} holds no captures to rebuild from")
    if output is not None and output.exists():
        raise UsageError(f"{output} exists already; expected the name of a new file")
    with folder.writing():
        target = output or folder.archive
        scratch = target.with_name(target.name + ".rebuilding")
        _remove(scratch)
        with Archive.open(scratch, now=clock.now()) as archive:
            known = _carry_over(folder.archive, archive)
            replay = Replay(Intake(archive, sites), archive, remember=not known)
            done = 0
            for path in files:
                for capture in read_captures(path):
                    replay.feed(capture)
                    if progress is not None and capture.position is not None:
                        progress(done + int(capture.position.rpartition(":")[2]))
                done += path.stat().st_size
        if output is None and folder.archive.exists():
            _set_aside(folder, stamp(clock.now()))
        scratch.replace(target)
        return replay.report


def _carry_over(old: Path, archive: Archive) -> bool:
    """Copy sites and the run's memory from the old archive; whether there was a usable one."""
    if not old.is_file():
        return False
    try:
        Archive.open_readonly(old).close()
    except ArchiveError:
        return False  # damaged, which may be why it is rebuilt: the captures alone must do
    copy_run_memory(old, archive)
    return True


def _set_aside(folder: DataFolder, at: str) -> None:
    backups = folder.path / "backups"
    backups.mkdir(exist_ok=True)
    name = f"notices-before-rebuild-{at.replace('-', '').replace(':', '')}.db"
    for suffix in ("", "-wal", "-shm"):
        part = folder.archive.with_name(folder.archive.name + suffix)
        if part.exists():
            shutil.move(part, backups / (name + suffix))


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)

"""Read files of strangers in a process of its own, with limits on time and memory.

A file may be made to exhaust memory, to run for hours or to crash a library.  In the worker
process it harms nobody: the worker is killed, the file gets a named failure, and the next file
a new worker.  Time is processor time, which depends on the file and hardly on what else the
machine does, so that a rebuild years later comes to the same result.  On macOS, which does not
enforce a limit on memory, time and size of the file bound it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

import crawler
from crawler.attachments.record import AttachmentText, Failure

CPU_SECONDS = 60
"""For one file; a page of a PDF file takes 13 ms (measured in 2026), so one of 300 pages four seconds."""
PATIENCE = 10
"""So many times the processor time may pass by the clock: a worker that waits is stuck."""
MEMORY_BYTES = 1_500_000_000
"""Address space, of which the libraries' own code takes a fifth."""
MAX_BODY_BYTES = 100_000_000
_ERROR_BYTES = 1_000_000
_FILES_PER_WORKER = 500
"""A worker is replaced after so many files: libraries leak."""
_OUT_OF_MEMORY = (b"memory allocation of", b"out of memory", b"bad_alloc", b"MemoryError")
"""What runtimes of several languages say before they give up."""

logger = logging.getLogger(__name__)

_WORKER = "crawler.attachments.worker"
_HEAD = 4
"""Bytes of a length, as in :mod:`crawler.attachments.worker`."""


class Guard:
    """Hands files to one worker process after the other; safe to use from several threads."""

    def __init__(self, *, cpu_seconds: int = CPU_SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._cpu_seconds = cpu_seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._served = 0

    def read(self, body: bytes, name: str = "", media_type: str | None = None) -> AttachmentText:
        """The text of a file, or the name of the reason why it has none; raises nothing for any file."""
        if len(body) > MAX_BODY_BYTES:
            return AttachmentText(failure="too-large")
        with self._lock:
            if self._served >= _FILES_PER_WORKER or (self._worker and self._worker.poll() is not None):
                self._stop()
            worker = self._worker or self._start()
            self._served += 1
            try:
                return self._ask(worker, body, name, media_type)
            except _Dead as death:
                failure = self._autopsy(worker, death)
                self._stop()
                return AttachmentText(failure=failure)
            except BaseException:
                self._stop()  # Ctrl-C: its answer must not be taken for that to the next file
                raise

    def close(self) -> None:
        """End the worker; the next file would start another."""
        with self._lock:
            self._stop()

    def _start(self) -> subprocess.Popen[bytes]:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        self._served = 0
        self._worker = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", _WORKER, str(self._memory_bytes), str(_ERROR_BYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for us: the worker ends when its input does
        )
        return self._worker

    def _ask(
        self, worker: subprocess.Popen[bytes], body: bytes, name: str, media_type: str | None
    ) -> AttachmentText:
        assert worker.stdin is not None
        assert worker.stdout is not None
        header = json.dumps(
            {"name": name, "media_type": media_type, "cpu_seconds": self._cpu_seconds}
        ).encode()
        is_late = threading.Event()

        def give_up() -> None:
            is_late.set()
            worker.kill()

        timer = threading.Timer(PATIENCE * self._cpu_seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            lengths = len(header).to_bytes(_HEAD, "big") + len(body).to_bytes(_HEAD, "big")
            worker.stdin.write(lengths + header + body)
            worker.stdin.flush()
            length = int.from_bytes(_receive(worker.stdout, _HEAD), "big")
            return AttachmentText(**json.loads(_receive(worker.stdout, length)))
        except (OSError, _Dead) as error:
            raise _Dead(too_late=is_late.is_set()) from error
        finally:
            timer.cancel()

    def _autopsy(self, worker: subprocess.Popen[bytes], death: _Dead) -> Failure:
        """Why a worker gave no answer."""
        code = worker.wait()
        if death.too_late or code == -signal.SIGXCPU:
            return "timeout"
        assert self._errors is not None
        self._errors.seek(0)
        said = self._errors.read(_ERROR_BYTES)
        # The system ends with SIGKILL whom it finds to use too much.
        if code == -signal.SIGKILL or any(words in said for words in _OUT_OF_MEMORY):
            return "memory"
        last_words = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
        logger.warning("the process that reads files ended with %s: %s", code, last_words)
        return "crashed"

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):  # what it did not read any more
                        pipe.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None


def _environment() -> dict[str, str]:
    """Ours, except that Python finds just the modules that we find."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    found = [str(Path(crawler.__file__).parents[1]), *filter(None, sys.path)]
    return kept | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(found))}


class _Dead(Exception):  # noqa: N818 - not an error of ours: it is what happened to the worker
    """The worker gave no answer."""

    def __init__(self, *, too_late: bool = False) -> None:
        super().__init__()
        self.too_late = too_late


def _receive(pipe: IO[bytes], count: int) -> bytes:
    """*count* bytes from a pipe; raises :class:`_Dead` when it ends before."""
    received = pipe.read(count)
    if len(received) < count:
        raise _Dead
    return received


_GUARD = Guard()
atexit.register(_GUARD.close)


def attachment_text(body: bytes, name: str = "", media_type: str | None = None) -> AttachmentText:
    """The text of a file, read in the guarded process that all of this program shares.

    *name* and *media_type* are what a page and a server call the file; its bytes decide.
    """
    return _GUARD.read(body, name, media_type)

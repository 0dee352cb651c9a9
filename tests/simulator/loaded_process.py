"""Runs of `notices` that need not load it: one process has loaded the command and forks for each run.

Loading takes longer than what most tests run.  What runs is the command itself to the end of its interpreter,
in a process of its own with its own arguments, environment, working folder and streams; what is shared is
what importing gave.  Tests of how a process starts, or of signals and kills, start a whole one.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import IO


def run_loaded(
    arguments: Sequence[str], *, cwd: Path | None, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run ``notices ARGUMENTS``; what it printed and its exit code, as from ``subprocess.run``."""
    ours, theirs = socket.socketpair()
    with ours, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        with theirs:
            socket.send_fds(_loaded(), [b"."], [theirs.fileno(), output.fileno(), errors.fileno()])
        ours.settimeout(timeout)
        with ours.makefile("rw", encoding="utf-8") as told:
            request = {
                "arguments": arguments,
                "cwd": str(cwd or Path.cwd()),
                "environment": dict(environment),
            }
            told.write(json.dumps(request) + "\n")
            told.flush()
            process = int(told.readline())
            try:
                code = int(told.readline())
            except TimeoutError:
                os.kill(process, signal.SIGKILL)
                raise subprocess.TimeoutExpired(["notices", *arguments], timeout) from None
        return subprocess.CompletedProcess(["notices", *arguments], code, _text(output), _text(errors))


def _text(printed: IO[bytes]) -> str:
    printed.seek(0)
    return printed.read().decode().replace("\r\n", "\n")


@cache
def _loaded() -> socket.socket:
    """The connection to the process that has loaded the command; it ends when this one does."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.simulator.loaded_process", str(theirs.fileno())],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONWARNINGS": "default"},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )

    def end() -> None:
        ours.close()
        process.wait(timeout=30)

    atexit.register(end)
    return ours


def serve(connection: socket.socket) -> bool:
    """Fork for each run that is asked for.  True in the process of a run, False at the end of all."""
    while True:
        _, run, _, _ = socket.recv_fds(connection, 1, 3)
        if not run:
            return False
        if os.fork() == 0:
            connection.close()
            return _keep(*run)
        for descriptor in run:
            os.close(descriptor)
        _reap()


def _reap() -> None:
    """Forget the runs that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        pass


def _keep(told_to: int, output: int, errors: int) -> bool:
    """Begin a run, and wait for it in the process between; True in the process of the run."""
    with socket.socket(fileno=told_to) as connection, connection.makefile("rw", encoding="utf-8") as told:
        request = json.loads(told.readline())
        if process := os.fork():
            told.write(f"{process}\n")
            told.flush()
            _, status = os.waitpid(process, 0)
            told.write(f"{os.waitstatus_to_exitcode(status)}\n")
            told.flush()
            os._exit(0)
    for stream, descriptor in ((1, output), (2, errors)):
        os.dup2(descriptor, stream)
        os.close(descriptor)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv[1:] = request["arguments"]
    return True


def _load() -> None:
    """Import what commands use, and fill the tables that reading a first page fills."""
    for place in COMMANDS.values():
        resolve_name(place)
    settings = Settings()
    settings.setmodule("crawler.settings")
    for kind in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "DOWNLOAD_HANDLERS"):
        for key, value in settings.getwithbase(kind).items():
            if value is not None:
                load_object(value if kind == "DOWNLOAD_HANDLERS" else key)
    read_listing(Capture(url=visiting.LIST, fetched_at=visiting.START, body=visiting.listing([1, 2, 3])))
    extract_notice(
        [Capture(url=visiting.url_of(1), fetched_at=visiting.START, body=visiting.article(1))], Context()
    )


if __name__ == "__main__":
    from scrapy.settings import Settings
    from scrapy.utils.misc import load_object

    from archive.capture import Capture
    from crawler.cli import COMMANDS, main
    from crawler.extraction import Context, extract_notice
    from crawler.listing import read_listing
    from tests.crawler import visiting

    _load()
    gc.freeze()  # the end of a run need not look through what all runs share
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        is_run = serve(asked)
    if is_run:
        main(prog_name="notices", args=None)

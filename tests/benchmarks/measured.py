"""Runs a program and measures it with all its children: seconds, processor seconds, most memory held."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What a program took."""

    seconds: float
    cpu_seconds: float
    """Of the program and its children."""
    own_cpu_seconds: float
    """Of the program alone, as often as it was looked at."""
    peak_megabytes: float
    """Most memory that the program and its children held together, as often as it was looked at; what
    processes share is counted once (PSS)."""
    output: str
    exit_code: int


def run_measured(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    """Run *command* to its end.  Linux only: it reads /proc."""
    began = time.monotonic()
    before = os.times()
    with subprocess.Popen(
        command, env=dict(environment), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, _ = process.communicate()
        watch.stop()
    after = os.times()
    return Measured(
        seconds=time.monotonic() - began,
        cpu_seconds=after.children_user
        + after.children_system
        - before.children_user
        - before.children_system,
        own_cpu_seconds=watch.own_cpu_seconds,
        peak_megabytes=watch.peak,
        output=output,
        exit_code=process.returncode,
    )


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children now and then."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self.own_cpu_seconds = 0.0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_INTERVAL):
            held = sum(_held_megabytes(pid) for pid in (self._pid, *_children(self._pid)))
            self.peak = max(self.peak, held)
            self.own_cpu_seconds = max(self.own_cpu_seconds, _cpu_seconds(self._pid))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _children(pid: int) -> list[int]:
    """The children of a process and theirs."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            direct = [int(child) for child in task.read_text("ascii").split()]
        except OSError:  # it has just ended
            continue
        for child in direct:
            found += [child, *_children(child)]
    return found


def _cpu_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _held_megabytes(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:  # it has just ended
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("Pss:")), 0.0)

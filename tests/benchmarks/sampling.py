"""Find which of our functions holds the processor, by looking at short intervals: cheap, and fair to small functions.

Time that a library or the garbage collector takes counts for the function of ours that was running.
"""

from __future__ import annotations

import signal
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType, TracebackType
from typing import NamedTuple

from tests.benchmarks.sample_pages import TOP

_OURS = (str(TOP / "crawler"), str(TOP / "archive"))


class Place(NamedTuple):
    """A function of ours."""

    module: str
    function: str
    line: int
    """Where the function begins."""

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}"


class TooSlowError(BaseException):
    """The work took more CPU time than allowed; no ``Exception``, so that nothing under test catches it."""


class Sampler:
    """While entered, notes every ``interval`` CPU seconds which function of ours runs.

    Raises :class:`TooSlowError` in the work once it has taken ``limit`` CPU seconds.
    """

    def __init__(self, interval: float = 0.001, limit: float | None = None) -> None:
        self.seconds: dict[Place, float] = defaultdict(float)
        self._interval = interval
        self._limit = limit

    def __enter__(self) -> Sampler:
        self._before = signal.signal(signal.SIGPROF, self._note)
        self._start = self._last = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, self._interval, self._interval)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self._before)

    def _note(self, _signal: int, frame: FrameType | None) -> None:
        now = time.process_time()
        place = _place(frame)
        if place is not None:
            self.seconds[place] += now - self._last
        self._last = now
        if self._limit is not None and now - self._start > self._limit:
            signal.setitimer(signal.ITIMER_PROF, 0)
            raise TooSlowError


def _place(frame: FrameType | None) -> Place | None:
    """The innermost function of ours."""
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(_OURS):
            module = str(Path(code.co_filename).relative_to(TOP)).removesuffix(".py").replace("/", ".")
            return Place(module, code.co_qualname, code.co_firstlineno)
        frame = frame.f_back
    return None

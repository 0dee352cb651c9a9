"""A World in a process of its own, so that serving it takes nothing from the program under test."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from crawler.demo.server import Request
from tests.simulator.world.scenario import Scenario
from tests.simulator.world.world import World, serve_world


class WorldApart:
    """What a test or benchmark may ask of a world in another process."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.listing_urls: dict[str, str] = pipe.recv()

    def log(self, since: int = 0) -> list[Request]:
        """What was asked, from entry *since* of the log on."""
        found: list[Request] = self._asked("log", since)
        return found

    def count(self) -> int:
        """How often the world was asked."""
        return int(self._asked("count"))

    def under_way(self) -> int:
        """Requests that are being answered at this moment."""
        return int(self._asked("under_way"))

    def cpu_seconds(self) -> float:
        return float(self._asked("cpu"))

    def _asked(self, *words: object) -> object:
        self._pipe.send(words)
        return self._pipe.recv()


@contextmanager
def serve_apart(scenario: Scenario, *, delay: float = 0.0) -> Iterator[WorldApart]:
    """Serve *scenario* in another process while the context lasts."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(scenario, delay, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield WorldApart(ours)
    finally:
        ours.close()
        process.join(30)


def _serve(scenario: Scenario, delay: float, pipe: Connection) -> None:
    with serve_world(scenario, delay=delay) as world, contextlib.suppress(EOFError):
        pipe.send(world.listing_urls)
        while True:
            pipe.send(_answer(world, *pipe.recv()))


def _answer(world: World, word: str, *rest: object) -> object:
    match word, rest:
        case "log", (int(since),):
            return world.log[since:]
        case "count", ():
            return len(world.log)
        case "under_way", ():
            return world.under_way
        case "cpu", ():
            return time.process_time()
        case _:
            raise ValueError(f"the world does not know {word!r}")

"""Fixtures for end-to-end tests: the demo sites on free ports, and a site where everything goes wrong."""

from collections.abc import Iterator

import pytest

from crawler.demo.server import Serving, serve
from crawler.demo.sites import demo_sites
from tests.simulator.faults import FaultServer, serve_faults


@pytest.fixture
def demo_server() -> Iterator[Serving]:
    """All demo sites on free ports; set ``demo_server.delay`` to make a crawl slow enough to kill."""
    with serve(demo_sites(), ports=0) as serving:
        yield serving


@pytest.fixture
def fault_server() -> Iterator[FaultServer]:
    """One site whose listing leads to two good notices and, between them, every kind of bad page."""
    with serve_faults() as server:
        yield server

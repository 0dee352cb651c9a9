"""The commands of `notices`: each is there by its name, and loads no more than it needs."""

import subprocess
import sys

import click
import pytest

from crawler.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_called_as_it_is_listed(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name


def test_what_visits_no_site_loads_no_scrapy() -> None:
    program = """
import sys, click
from crawler.cli import main
for name in ("status", "export", "verify", "backup", "extract", "import", "rebuild"):
    main.get_command(click.Context(main), name)
    assert "scrapy" not in sys.modules, name
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

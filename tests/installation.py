"""Install the checkout as its users do, into a folder of its own: from a wheel, compiled where a compiler is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TOP = Path(__file__).parents[1]
LEFT_BEHIND = shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build", "dist", "*data", "*.so")
"""What a checkout may hold beside the sources: environments, caches, built files, archives."""


def install(scratch: Path) -> Path:
    """A folder below *scratch* into which the wheel was installed, without its dependencies.

    Raises ``subprocess.CalledProcessError`` where pip cannot: it fetches what builds the wheel.
    """
    source = scratch / "source"
    shutil.copytree(TOP, source, ignore=LEFT_BEHIND, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", scratch, source], check=True, timeout=280)
    (wheel,) = scratch.glob("*.whl")
    target = scratch / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--target", target, wheel], check=True, timeout=280)
    return target


def environment_of(packages: Path) -> Mapping[str, str]:
    """The environment of a process that takes the project from the folder *packages*, and these tests."""
    return {**os.environ, "PYTHONPATH": f"{packages}{os.pathsep}{TOP}", "PYTHONSAFEPATH": "1"}

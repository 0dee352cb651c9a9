"""The wheel holds everything: the demo runs, and the archive is served, from an installed wheel alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import TOP, environment_of, install


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("wheel"))


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, "-m", "crawler.cli", *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip


@pytest.mark.slow
def test_the_demo_runs_from_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "demo", "--no-serve", "--free-ports")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo-data" / "notices.db").exists()
    exported = run(installed, tmp_path, "export", "--data", "demo-data", "--format", "csv", "-o", "all.csv")
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "all.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "name",
    [
        "archive/browse/datasette_metadata.json",
        "archive/browse/templates",
        "archive/browse/static",
        "archive/vocabulary",
        "crawler/sites",
        "crawler/platforms",
        "crawler/demo",
        "crawler/README.md",
    ],
)
def test_the_wheel_holds_its_data(installed: Path, name: str) -> None:
    source, copy = TOP / name, installed / name
    if source.is_dir():
        files = [
            p.relative_to(source) for p in source.rglob("*") if p.is_file() and "__pycache__" not in p.parts
        ]
        assert [str(p) for p in files if not (copy / p).is_file()] == []
    else:
        assert copy.is_file()


@pytest.mark.slow
def test_the_compiled_pass_reads_as_the_sources_do(installed: Path) -> None:
    compiled, source = (_readings(packages) for packages in (installed, TOP))
    if compiled.pop(0).endswith(".py"):
        assert shutil.which("cc") is None, "there is a compiler, but it was left unused"
        pytest.skip("nothing was compiled: no compiler here")
    assert source.pop(0).endswith(".py"), "this checkout was compiled in place"
    differing = [one for one, other in zip(compiled, source, strict=True) if one != other]
    assert differing == []


def _readings(packages: Path) -> list[str]:
    """What the packages in a folder read of the labelled pages, behind where they came from."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.quality.readings"],
        env=environment_of(packages), capture_output=True, encoding="utf-8", check=True, timeout=280,
    )  # fmt: skip
    return done.stdout.splitlines()

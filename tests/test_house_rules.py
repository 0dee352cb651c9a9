"""The rules of the house that a program can check: style, types, and which way data flows."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
PURE = ("crawler/extraction", "crawler/listing", "archive/dedup", "archive/vocabulary")
IMPURE_MODULES = {
    "scrapy", "twisted", "sqlite3", "sqlite_utils", "socket", "requests", "httpx", "urllib.request",
    "time", "random", "subprocess", "os",
}  # fmt: skip


def modules(folder: str) -> Iterator[tuple[Path, set[str]]]:
    for path in sorted((TOP / folder).rglob("*.py")):
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
        yield path.relative_to(TOP), names


@pytest.mark.parametrize("folder", PURE)
def test_pure_code_reaches_for_no_network_clock_or_database(folder: str) -> None:
    reached = {
        str(path): sorted(
            name for name in names if name in IMPURE_MODULES or name.split(".")[0] in IMPURE_MODULES
        )
        for path, names in modules(folder)
    }
    assert {path: names for path, names in reached.items() if names} == {}


def test_the_archive_never_imports_the_crawler() -> None:
    guilty = [
        str(path) for path, names in modules("archive") if any(n.split(".")[0] == "crawler" for n in names)
    ]
    assert guilty == []


@pytest.mark.parametrize("package", ["crawler", "archive"])
def test_every_module_says_what_it_is_for(package: str) -> None:
    silent = [
        str(path.relative_to(TOP))
        for path in (TOP / package).rglob("*.py")
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize("package", ["crawler", "archive"])
def test_no_module_is_longer_than_300_lines(package: str) -> None:
    long = {
        str(path.relative_to(TOP)): count
        for path in (TOP / package).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_no_compiled_module_is_older_than_its_source() -> None:
    stale = [
        str(compiled.relative_to(TOP))
        for compiled in (TOP / "crawler").rglob("*.so")
        if compiled.stat().st_mtime < (compiled.parent / f"{compiled.name.split('.')[0]}.py").stat().st_mtime
    ]
    assert stale == [], "compile them again, or delete them: what runs is not what is written"


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=" ".join,
)
def test_the_code_is_clean(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=TOP, capture_output=True, text=True, check=False, timeout=280
    )
    assert done.returncode == 0, done.stdout + done.stderr

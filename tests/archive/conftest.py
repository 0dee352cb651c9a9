"""Archives for the tests of what reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.sample_archive import build_sample, create_blank


@pytest.fixture
def blank_archive_path(tmp_path: Path) -> Path:
    """An archive with all tables and no row, in a data folder."""
    path = tmp_path / "data" / "notices.db"
    path.parent.mkdir()
    create_blank(path).close()
    return path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The sample archive, to be read only, and the ids of its notices by name."""
    path = tmp_path_factory.mktemp("sample") / "notices.db"
    return path, build_sample(path)

"""Whatever a person types or a disk holds, the answer is one plain sentence and an exit code."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import main
from tests.simulator.running import notices

PAGE = "<html><body><h1>关于灭蚊的通知</h1><p>请各单位清除积水，翻盆倒罐，做好灭蚊工作。</p></body></html>"
NOWHERE = "http://127.0.0.1:1/"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one imported page."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    done = notices("import", folder / "page.html", "--data", folder / "data")
    assert done.returncode == 0, done.stderr
    return folder / "data"


def refusal(*arguments: str | Path, code: int = 2) -> str:
    """What the command says; it must be one sentence, and the code as expected."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    said = done.stderr.strip()
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == code, (arguments, said)
    assert said.startswith("notices: ")
    assert len(said.splitlines()) == 1
    return said


@pytest.mark.parametrize(
    "arguments",
    [
        ("crawl", "no-such-site"),
        ("crawl", "http://[broken"),
        ("crawl", "ftp://host.example/"),
        ("crawl", NOWHERE, "--delay", "nan"),
        ("crawl", NOWHERE, "--now", "today"),
        ("crawl", NOWHERE, "--now", ""),
        ("crawl", NOWHERE, "--now", "2024-01-01T00:00:00"),
        ("crawl", NOWHERE, "--now", "0001-01-01T00:00:00+08:00"),
        ("crawl", NOWHERE, "--now", "9999-12-31T23:59:59-08:00"),
        ("import", "no-such-file"),
        ("listing", "http://[broken"),
        ("listing", __file__, "--url", "http://host.example:99999/"),
        ("extract", __file__, "--url", "host.example/a.html"),
        ("rebuild",),
        ("dedup",),
        ("backup", "copy.db"),
        ("status",),
        ("export", "--format", "csv", "-o", "out.csv"),
        ("serve", "--port", "0"),
        ("sites", "show", "no-such-site"),
        ("sites", "enable", "../outside"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_sentence_and_code_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    refusal(*arguments, "--data", tmp_path / "none")
    assert not (tmp_path / "none" / "notices.db").exists()


@pytest.mark.parametrize(
    "arguments", [("listing", "no-such-file"), ("extract", "."), ("extract", "/dev/zero")]
)
def test_a_page_that_cannot_be_read_is_one_sentence_and_code_1(arguments: tuple[str, ...]) -> None:
    refusal(*arguments, code=1)


@pytest.mark.parametrize(
    "settings", ["delay =", "delay = nan", "delay = inf", "timeout = inf", "speed = 1", "contact = 3"]
)
def test_bad_settings_are_named(tmp_path: Path, settings: str) -> None:
    (tmp_path / "notices.toml").write_text(settings)
    assert "notices.toml" in refusal("crawl", NOWHERE, "--data", tmp_path)


@pytest.mark.parametrize("text", ["urls: [", "", "name: x", "a: " + "[" * 3000, "\0"])
def test_a_bad_site_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "linhu.yml").write_text(text)
    assert "linhu.yml" in refusal("sites", "list", "--data", tmp_path)


@pytest.mark.parametrize("encoding", ["latin-1", "gbk"])
def test_a_locale_that_lacks_our_characters_shows_them_escaped(
    tmp_path: Path, sample: Path, encoding: str
) -> None:
    (tmp_path / "page.html").write_text(PAGE.replace("。", "🦟。", 1), encoding="utf-8")
    for command in (
        ("export", "--help"), ("sites", "list"), ("status", "--data", sample), ("extract", tmp_path / "page.html"),
    ):  # fmt: skip
        said = notices(*command, PYTHONIOENCODING=encoding)
        assert (said.returncode, said.stderr) == (0, "")
    assert "\\U0001f99f" in said.stdout


def test_a_backup_onto_the_archive_itself_is_refused(sample: Path) -> None:
    before = (sample / "notices.db").stat()
    assert "itself" in refusal("backup", sample / "notices.db", "--data", sample)
    assert (sample / "notices.db").stat().st_ino == before.st_ino


def test_a_page_file_that_cannot_be_read_is_named_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    said = refusal("extract", tmp_path / "empty.html", code=1)
    assert said == f"notices: {tmp_path / 'empty.html'} cannot be read: the response is empty"
    done = CliRunner().invoke(
        main, ["import", str(tmp_path / "empty.html"), "--data", str(tmp_path / "data")]
    )
    assert f"{tmp_path / 'empty.html'}: unreadable: cannot be read" in done.stderr
    assert done.exit_code == 1


COMMANDS = [
    ("status",),
    ("dedup",),
    ("export", "--format", "jsonl", "-o", "-"),
    ("import", __file__),
    ("crawl", NOWHERE),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
@pytest.mark.parametrize("fault", ["newer", "foreign", "half", "garbage", "schema"])
def test_an_archive_that_cannot_be_used_is_named(
    tmp_path: Path, sample: Path, command: tuple[str, ...], fault: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(sample, folder)
    spoil(folder / "notices.db", fault)
    before = (folder / "notices.db").read_bytes()
    assert "notices.db" in refusal(*command, "--data", folder)
    assert fault == "half" or (folder / "notices.db").read_bytes() == before


def spoil(archive: Path, fault: str) -> None:
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
        if fault in ("newer", "foreign"):
            conn.execute("PRAGMA user_version = 99" if fault == "newer" else "PRAGMA application_id = 7")
    content = archive.read_bytes()
    match fault:
        case "half":
            archive.write_bytes(content[: len(content) // 2])
        case "garbage":
            archive.write_bytes(bytes(range(256)) * 50)
        case "schema":
            archive.write_bytes(content.replace(b"CREATE TABLE notices", b"CR\xe4ATE TABLE notices"[:20]))


@pytest.mark.parametrize("damage", [b"", b"not a WARC"])
def test_a_rebuild_names_a_capture_file_that_it_cannot_read(
    tmp_path: Path, sample: Path, damage: bytes
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(sample, folder)
    (folder / "captures" / "z.warc.gz").write_bytes(damage)
    done = notices("rebuild", "--data", folder, "--quiet")
    assert done.returncode == (1 if damage else 0)
    assert ("z.warc.gz" in done.stderr) is bool(damage)
    assert "Traceback" not in done.stderr


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for command in (("crawl", NOWHERE), ("import", __file__), ("demo", "--no-serve", "--free-ports")):
        done = notices(*command, "--data", tmp_path / "file")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    (tmp_path / "data").mkdir()
    for name in ("captures", "logs"):
        (tmp_path / "data" / name).write_text("a file where a folder belongs")
    for command in (("crawl", NOWHERE), ("import", __file__)):
        refusal(*command, "--data", tmp_path / "data")

"""`notices serve` opens an archive for readers, or says in one sentence why it cannot."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from archive.browse.serving import serve_archive
from archive.cli import serve_command
from archive.errors import NoticesError, UsageError

Sample = tuple[Path, dict[str, str]]


def test_a_served_archive_answers_until_it_is_interrupted(sample: Sample) -> None:
    program = "from archive.cli import serve_command; serve_command()"
    command = [sys.executable, "-u", "-c", program, "--data", str(sample[0].parent), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
            assert address is not None
            with urlopen(f"{address[0]}notices/notices", timeout=30) as response:
                assert "流感疫苗" in response.read().decode()
        finally:
            server.send_signal(signal.SIGINT)
        _, complaints = server.communicate(timeout=30)
    assert "Traceback" not in complaints


def test_a_folder_without_archive_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(serve_command, ["--data", str(tmp_path)])
    assert isinstance(result.exception, NoticesError)
    assert result.exception.exit_code == 2
    assert str(tmp_path) in str(result.exception)


def test_a_file_that_is_no_archive_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notices.db").write_text("not a database, but long enough to look like a file of some kind")
    result = CliRunner().invoke(serve_command, ["--data", str(tmp_path)])
    assert isinstance(result.exception, NoticesError)


def test_a_taken_port_is_one_sentence(sample: Sample) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1 port {port}: .*; try --port 0"):
            serve_archive(sample[0], port=port)


def test_a_name_that_no_host_can_have_is_one_sentence(sample: Sample) -> None:
    with pytest.raises(UsageError, match=r"^cannot listen on a\.\.b port 0: "):
        serve_archive(sample[0], port=0, host="a..b")


def test_only_the_commands_that_serve_load_datasette() -> None:
    program = "import sys, crawler.cli; sys.exit('datasette' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

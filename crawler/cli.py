"""`notices`: the commands that visit, read and replay; the archive's own commands join them.

A command's module is loaded when the command is called: Scrapy, and the patterns of reading, take far longer
to load than all that `notices status` needs.
"""

from __future__ import annotations

import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pkgutil import resolve_name
from typing import Any

try:
    import click

    from archive.errors import NoticesError
    from archive.sqlite_errors import expected_by
except KeyboardInterrupt:
    # Loading takes its time, in which an impatient person has pressed Ctrl-C already.
    raise SystemExit(130) from None

COMMANDS = {
    "backup": "archive.cli:backup_command",
    "crawl": "crawler.commands.crawl:crawl_command",
    "dedup": "archive.cli:dedup_command",
    "demo": "crawler.commands.demo:demo_command",
    "export": "archive.cli:export_command",
    "extract": "crawler.commands.read:extract_command",
    "import": "crawler.commands.replay:import_command",
    "listing": "crawler.commands.read:listing_command",
    "rebuild": "crawler.commands.replay:rebuild_command",
    "serve": "archive.cli:serve_command",
    "sites": "crawler.commands.sites:sites_group",
    "status": "archive.cli:status_command",
    "verify": "archive.verification.command:verify_command",
}
"""Where each command is, as ``module:name``."""


class NoticesGroup(click.Group):
    """A group whose commands say what is wrong in one sentence and exit with the code it deserves."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, loaded now; ``None`` where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = resolve_name(COMMANDS[cmd_name])
        return command

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments; Ctrl-C meanwhile ends the command as it does later."""
        _escape_what_the_terminal_cannot_show()
        try:
            return super().make_context(*args, **extra)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(130) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _stopping_as_by_ctrl_c():
                return super().invoke(ctx)
        except NoticesError as error:
            click.echo(f"notices: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(130)
        except BrokenPipeError:
            # The reader of our output (head, less) has gone; nothing more can be said to it.
            sys.stderr.close()
            ctx.exit(0)
        except sqlite3.DatabaseError as error:
            click.echo(
                f"notices: the archive cannot be used: {error}; expected {expected_by(error)}", err=True
            )
            ctx.exit(2)
        except OSError as error:
            place = f"{error.filename} " if error.filename else ""
            click.echo(f"notices: {place}cannot be used: {error.strerror or error}", err=True)
            ctx.exit(2)


def _escape_what_the_terminal_cannot_show() -> None:
    """Write a character that the locale's encoding lacks as its escape, as Python does on stderr."""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def _stopping_as_by_ctrl_c() -> Iterator[None]:
    """Let SIGTERM (a service manager's stop, a shutdown) end a command as tidily as Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@click.group(
    cls=NoticesGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="health-notices", prog_name="notices")
def main() -> None:
    """Collect Chinese public-health notices into one searchable archive.

    \b
    notices demo                      see the whole job on made-up sites, offline
    notices crawl                     visit all enabled sites
    notices crawl https://…/list/     visit any notice board from its address
    notices serve                     search and read in the browser
    notices export --format csv -o notices.csv

    Shell completion: eval "$(_NOTICES_COMPLETE=bash_source notices)"; zsh_source and
    fish_source work too.
    """


if __name__ == "__main__":
    main(prog_name="notices", args=None)

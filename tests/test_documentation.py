"""The READMEs name every command, option, setting, site key and table, and nothing that is not there."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from archive.schema import TABLES
from crawler.cli import main
from crawler.configuration import Configuration, load_configuration
from crawler.site import Site

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")


def commands_of(group: click.Group) -> dict[str, click.Command]:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


COMMANDS = {name: command for name, command in commands_of(main).items() if not command.hidden}


def leaves(command: click.Command, path: str) -> dict[str, click.Command]:
    if isinstance(command, click.Group):
        return {
            k: v
            for name, sub in commands_of(command).items()
            for k, v in leaves(sub, f"{path} {name}").items()
        }
    return {path: command}


LEAVES = {k: v for name, command in COMMANDS.items() for k, v in leaves(command, name).items()}


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_command(name: str) -> None:
    assert f"notices {name}" in README


def test_readme_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"`notices ([a-z]+)", README)) <= set(COMMANDS)


@pytest.mark.parametrize("name", LEAVES)
def test_help_of_every_command_has_an_example(name: str) -> None:
    assert f"notices {name}" in (LEAVES[name].help or "")


@pytest.mark.parametrize("name", LEAVES)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [option for option in LEAVES[name].params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_settings_that_readme_shows_are_all_and_are_the_defaults(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.S)
    path = tmp_path / "notices.toml"
    path.write_text(block, encoding="utf-8")
    assert load_configuration(path) == Configuration(contact="you@example.org")
    assert [field.name for field in fields(Configuration) if f"\n{field.name} = " not in "\n" + block] == []


def test_crawler_readme_names_every_key_of_a_site_file() -> None:
    text = (TOP / "crawler" / "README.md").read_text(encoding="utf-8")
    keys = [field.name for field in fields(Site) if field.name != "id"]
    assert [key for key in keys if f"| `{key}` |" not in text] == []


def test_archive_readme_names_every_table() -> None:
    text = (TOP / "archive" / "README.md").read_text(encoding="utf-8")
    assert [table for table in TABLES if f"`{table}`" not in text] == []


def test_readme_holds_the_test_command_that_ci_runs() -> None:
    (command,) = re.findall(r"<!-- test-command -->\n```\n(.*?)\n```", README)
    assert command.endswith("-m pytest -n 2")
    assert "README.md" in (TOP / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_links_of_readme_lead_somewhere(link: str) -> None:
    assert (TOP / link).exists()

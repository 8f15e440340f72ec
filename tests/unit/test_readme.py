"""What the README says is so: its table, its commands, its settings and its map."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.settings import Settings, load_settings
from bot.settings_table import BEGIN, END, update_readme

CHECKOUT = Path(__file__).parents[2]
README = (CHECKOUT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
PROSE = re.sub(rf"^```.*?^```$|{BEGIN}.*{END}", "", README, flags=re.DOTALL | re.MULTILINE)
INLINE = re.findall(r"`([^`\n]+)`", PROSE)
MADE_WHEN_RUN = {"models/weights/", "var/", "var/frontdesk.db"}
FOLDERS = ("bot/", "core/", "adapters/", "storage/", "data/", "docs/", "models/", "var/", ".ci/")


def commands() -> list[str]:
    """Every `frontdesk …` that the README tells people to type."""
    lines = [
        line.removeprefix("$ ")
        for language, block in BLOCKS
        if language in {"bash", "console"}
        for line in block.splitlines()
        if language == "bash" or line.startswith("$ ")
    ]
    return [line for line in dict.fromkeys([*lines, *INLINE]) if line.startswith("frontdesk ")]


def toml_blocks() -> list[str]:
    return [block for language, block in BLOCKS if language == "toml"]


def mapped_paths() -> Iterator[Path]:
    """Every folder and file that the map of the house names, with what lies in it."""
    section = README.partition("## The house")[2]
    top = CHECKOUT
    for line in section.split("```")[1].strip("\n").splitlines():
        name = line.split()[0]
        top = CHECKOUT / name if not line.startswith(" ") else top
        here = top if not line.startswith(" ") else top / name
        yield here
        described = line.strip().removeprefix(name)
        yield from (here / inside for inside in re.findall(r"[\w.]+(?:/|\.\w{2,4}\b)", described))


def test_the_table_of_settings_is_up_to_date() -> None:
    """`make readme` renews it."""
    assert update_readme(README) == README, "run `make readme`"


def test_the_measured_speed_is_the_last_measured() -> None:
    """`make readme` renews it too, once there is something measured."""
    measured = CHECKOUT / "bench" / "results" / "README-section.md"
    if measured.is_file():
        assert measured.read_text("utf-8").strip() in README, "run `make readme`"


@pytest.mark.parametrize("line", commands())
def test_commands_are_understood(line: str) -> None:
    """With their arguments and options; nothing is carried out."""
    command = typer.main.get_command(app)
    arguments = shlex.split(line, comments=True)[1:]
    while hasattr(command, "commands"):
        command = command.commands[arguments.pop(0)]
    command.make_context("frontdesk", arguments)


def test_there_are_commands_to_check() -> None:
    """Else a change of layout would switch the test above off."""
    named = {line.split()[1] for line in commands()}
    assert {"ask", "chat", "doctor", "eval", "models", "refresh", "sources"} <= named


@pytest.mark.parametrize("block", toml_blocks())
def test_settings_are_accepted(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example may stand in `frontdesk.toml` as it is."""
    monkeypatch.delenv("FRONTDESK_CONFIG", raising=False)
    (tmp_path / "frontdesk.toml").write_text(block, "utf-8")
    assert load_settings(folder=tmp_path) != Settings()


def test_sources_given_as_json_are_json() -> None:
    """The example for the environment can be copied."""
    (value,) = re.findall(r"FRONTDESK_SOURCES_WEBSITES='(.*?)'", README)
    assert json.loads(value)[0].keys() == {"url", "headers"}


def test_the_map_names_what_exists() -> None:
    """Every folder, and every file within it that the map mentions."""
    paths = list(mapped_paths())
    assert len(paths) > 20
    assert [path for path in paths if not path.exists()] == []


def test_paths_in_the_text_exist() -> None:
    """But for those that appear when frontdesk is run."""
    named = {path for path in INLINE if path.startswith(FOLDERS) and " " not in path}
    missing = {path for path in named - MADE_WHEN_RUN if not (CHECKOUT / path).exists()}
    assert missing == set()


def test_make_has_the_targets_named() -> None:
    """`make run`, `make test` and the others."""
    makefile = (CHECKOUT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    text = "\n".join([*INLINE, *(block for _, block in BLOCKS)])
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets

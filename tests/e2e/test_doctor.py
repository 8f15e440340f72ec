"""`frontdesk doctor` on healthy and on broken installations."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import newest_revision
from tests.e2e.command_line import BASE_URL, Installation
from tests.fakes.local_site import page, serve
from tests.fakes.tiny_gguf import TinyModel


def sources(folder: Path) -> str:
    return json.dumps([{"path": str(folder), "base_url": BASE_URL}])


def line(output: str, name: str) -> str:
    """The one line about something."""
    (found,) = [row for row in output.splitlines() if row[2:].startswith(name)]
    return found


def test_a_healthy_installation_has_nothing_wrong(frontdesk: Installation) -> None:
    """Everything is there and the exit code is 0."""
    result = frontdesk.run("doctor", SOURCES_FOLDERS=sources(frontdesk.documents))
    assert result.exit_code == 0, result.output
    assert "0 wrong, 1 to note." in result.output
    for name in ("Settings", "Home folder", "Database", "Embedding model", "Index", "Sources"):
        assert line(result.output, name).startswith("✓")
    assert f"schema {newest_revision()}" in line(result.output, "Database")
    assert "384 dimensions" in line(result.output, "Embedding model")
    assert "4 pages" in line(result.output, "Index")


def test_no_language_model_is_only_a_note(frontdesk: Installation) -> None:
    """Answers are quoted then, and how to get a model is said."""
    told = line(frontdesk.run("doctor").output, "Language model")
    assert told.startswith("! ")
    assert "frontdesk models list" in told


def test_an_empty_home_lists_what_is_missing(frontdesk: Installation, tmp_path: Path) -> None:
    """Each with the command that makes it; looking makes nothing."""
    empty = tmp_path / "empty"
    result = Installation(empty, frontdesk.documents).run("doctor")
    assert result.exit_code == 1
    assert "frontdesk setup" in line(result.output, "Home folder")
    assert line(result.output, "Database").startswith("!")
    assert line(result.output, "Embedding model").startswith("!")
    assert line(result.output, "Index").startswith("✗")
    assert not empty.exists()


def test_wrong_settings_are_all_that_is_told(frontdesk: Installation) -> None:
    """Nothing else can be judged without them."""
    result = frontdesk.run("doctor", SAMPLE_PORT="many")
    assert result.exit_code == 1
    assert result.output.startswith("✗ Settings: 1 setting is wrong")
    assert "many" in result.output


def test_settings_name_their_file(frontdesk: Installation, tmp_path: Path) -> None:
    """So that one edits the right one."""
    (tmp_path / "frontdesk.toml").write_text("[sample]\nport = 8899\n", "utf-8")
    assert "read from frontdesk.toml" in line(frontdesk.run("doctor").output, "Settings")


def _cut_short(home: Path, snapshot: Path) -> None:
    file = snapshot / "passages.jsonl"
    file.write_bytes(file.read_bytes()[:-1])


def _without_manifest(home: Path, snapshot: Path) -> None:
    (snapshot / "manifest.json").unlink()


def _without_weights(home: Path, snapshot: Path) -> None:
    exported = home / "embedding"
    copied = home / "copied"
    shutil.copytree(exported, copied, ignore=shutil.ignore_patterns("model.onnx"))
    exported.unlink()
    copied.rename(exported)


def _not_a_database(home: Path, snapshot: Path) -> None:
    for file in home.glob("frontdesk.db*"):
        file.unlink()
    (home / "frontdesk.db").write_text("no database " * 100, "utf-8")


def _newer_database(home: Path, snapshot: Path) -> None:
    with closing(sqlite3.connect(home / "frontdesk.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("harm", "name", "cure"),
    [
        (_cut_short, "Index", "frontdesk refresh"),
        (_without_manifest, "Index", "frontdesk refresh"),
        (_without_weights, "Embedding model", "frontdesk setup"),
        (_not_a_database, "Database", "move the file away"),
        (_newer_database, "Database", "Install the newer frontdesk"),
    ],
)
def test_what_is_damaged_is_told_with_its_cure(
    frontdesk: Installation, harm: Callable[[Path, Path], None], name: str, cure: str
) -> None:
    """The rest is still checked."""
    harm(frontdesk.home, frontdesk.snapshot)
    result = frontdesk.run("doctor")
    assert result.exit_code == 1
    told = line(result.output, name)
    assert told.startswith("✗")
    assert cure in told
    assert line(result.output, "Language model").startswith("!")


def test_a_missing_folder_is_wrong(frontdesk: Installation, tmp_path: Path) -> None:
    """It may not be mounted."""
    result = frontdesk.run("doctor", SOURCES_FOLDERS=sources(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "cannot be listed" in line(result.output, "Sources")


def test_an_empty_folder_is_noted(frontdesk: Installation, tmp_path: Path) -> None:
    """A share that is not mounted looks like this."""
    (tmp_path / "empty").mkdir()
    result = frontdesk.run("doctor", SOURCES_FOLDERS=sources(tmp_path / "empty"))
    assert line(result.output, "Sources").startswith("! ")


def test_a_website_that_cannot_be_reached_is_wrong(frontdesk: Installation) -> None:
    """Nobody listens on a port that was just given back."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sites = json.dumps([{"url": f"http://127.0.0.1:{port}/"}])
    result = frontdesk.run("doctor", SOURCES_WEBSITES=sites)
    assert result.exit_code == 1
    assert "cannot be reached" in line(result.output, "Sources")


async def test_websites_are_asked(frontdesk: Installation) -> None:
    """One that answers is good, one that refuses is wrong."""
    async with serve({"/": page("Home")}) as site:
        sites = [{"url": f"{site.root}/"}, {"url": f"{site.root}/none", "name": "other"}]
        told = await asyncio.to_thread(frontdesk.run, "doctor", SOURCES_WEBSITES=json.dumps(sites))
    assert f"answers at {site.root}/." in told.output
    assert "answers with status 404" in told.output


@pytest.mark.slow
def test_a_port_that_is_taken_is_wrong(frontdesk: Installation) -> None:
    """The sample site could not be served."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = frontdesk.run("doctor", SAMPLE_PORT=str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert "cannot listen" in line(result.output, "Sources")


def test_the_web_page_can_be_served(frontdesk: Installation) -> None:
    """Its port is free, or any free one will do."""
    assert "✓ Web page: can be served" in frontdesk.run("doctor", WEB_PORT="0").stdout
    assert "Web page: off" in frontdesk.run("doctor", WEB_ENABLED="false").stdout


def test_a_web_port_that_is_taken_is_wrong(frontdesk: Installation) -> None:
    """By something that is no frontdesk."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        done = frontdesk.run("doctor", WEB_PORT=str(other.getsockname()[1]))
    assert "✗ Web page: " in done.stdout
    assert "taken by another program" in done.stdout


def test_a_model_that_is_not_installed_is_wrong(frontdesk: Installation, tmp_path: Path) -> None:
    """The command that fetches it is named."""
    result = frontdesk.run("doctor", MODEL_NAME=str(tmp_path / "none.gguf"))
    assert result.exit_code == 1
    assert "does not exist" in line(result.output, "Language model")


def test_an_unknown_model_is_wrong(frontdesk: Installation) -> None:
    """The known ones are named."""
    told = line(frontdesk.run("doctor", MODEL_NAME="nonsense").output, "Language model")
    assert told.startswith("✗")
    assert "There is no model called" in told


def test_a_model_file_of_ones_own_is_good(frontdesk: Installation, tmp_path: Path) -> None:
    """It is there, is a model and fits memory."""
    file = TinyModel(("Yes",)).write(tmp_path / "own.gguf")
    result = frontdesk.run("doctor", MODEL_NAME=str(file))
    told = [row for row in result.output.splitlines() if "Language model" in row]
    assert [row[0] for row in told] == ["✓", "✓"]
    assert "MiB of memory" in told[1]


def test_a_file_that_is_no_model_is_wrong(frontdesk: Installation, tmp_path: Path) -> None:
    """A portal's page, say."""
    (tmp_path / "own.gguf").write_text("<html>Please log in</html>", "utf-8")
    result = frontdesk.run("doctor", MODEL_NAME=str(tmp_path / "own.gguf"))
    assert "no GGUF model file" in line(result.output, "Language model")

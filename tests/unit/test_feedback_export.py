"""`frontdesk feedback export`, on a database with thumbs in it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from core.domain import Answered, ConversationKey, Declined, Feedback, Source, Stopped, Thumb
from storage.database import Database
from tests.contract.keeping import SqlKeeping

KEY = ConversationKey("slack", "T1", "C1")
UP, DOWN = Feedback(Thumb.UP, "Café ☕"), Feedback(Thumb.DOWN, "P9 is closed.")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation in which people gave thumbs."""
    for name in os.environ:
        if name.startswith("FRONTDESK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRONTDESK_HOME", str(tmp_path))
    asyncio.run(give_thumbs(tmp_path))
    yield tmp_path
    # The command's log went to a stream that is closed now.
    structlog.reset_defaults()


async def give_thumbs(home: Path) -> None:
    async with Database(url=f"sqlite+aiosqlite:///{home}/frontdesk.db") as database:
        kept = SqlKeeping(database)
        good = Answered("In P2.", (Source("https://a", "A"),))
        bad = Answered("In P9.", (Source("https://b", "B"),))
        elsewhere = ConversationKey("web", "site", "V1", "1")
        first = await kept.say(KEY, "Where do I park?", good)
        await kept.feedback.give(first, KEY, "U1", UP)
        second = await kept.say(elsewhere, "where do i park", bad, author="tiny")
        kept.clock.advance(days=2)
        await kept.feedback.give(second, elsewhere, "V1", DOWN)
        third = await kept.say(KEY, "And pets?", Declined("The pages do not say."))
        fourth = await kept.say(KEY, "Go on", Stopped("The"))
        for turn in (third, fourth):
            await kept.feedback.give(turn, KEY, "U1", Feedback(Thumb.DOWN))


def export(*arguments: str, **options: Any) -> Result:
    return CliRunner().invoke(
        app, ["feedback", "export", *arguments], catch_exceptions=False, **options
    )


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_pairs_go_to_standard_output_and_the_rest_beside(home: Path) -> None:
    """What is piped into another program holds nothing but the lines."""
    result = export()
    assert result.exit_code == 0
    pair, alone = lines(result.stdout)
    assert pair == {
        "question": "Where do I park?",
        "chosen": "In P2.",
        "rejected": "In P9.",
        "history": [],
        "sources_chosen": ["https://a"],
        "sources_rejected": ["https://b"],
        "model_chosen": "quoted",
        "model_rejected": "tiny",
        "comments": ["Café ☕", "P9 is closed."],
        "given_at": "2026-04-02T12:00:00+00:00",
    }
    assert (alone["chosen"], alone["rejected"]) == (None, "The pages do not say.")
    assert alone["history"] == [["Where do I park?", "In P2."]]
    assert "2 examples: 1 pairs" in result.stderr
    assert "1 thumbs for answers that were stopped" in result.stderr


def test_nobody_is_named(home: Path) -> None:
    """Neither who asked nor who rated, nor where."""
    exported = export().stdout
    assert not [name for name in ("U1", "V1", "C1") if name in exported]


def test_a_file_is_replaced_as_a_whole(home: Path) -> None:
    """Nothing is left beside it, only this user may read it, and the summary names it."""
    out = home / "pairs.jsonl"
    out.write_text("old")
    result = export("--out", str(out))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert len(lines(out.read_text("utf-8"))) == 2
    assert f"2 examples in {out}" in result.stderr.replace("\n", "")
    assert out.stat().st_mode & 0o077 == 0
    assert not list(home.glob(".pairs*"))


def test_a_file_that_cannot_be_written_is_told(home: Path) -> None:
    """With what to do about it."""
    result = export("--out", str(home / "nowhere" / "pairs.jsonl"))
    assert result.exit_code == 1
    assert "Cannot write" in result.stderr
    assert "give --out another place" in result.stderr


def test_a_full_disk_leaves_the_old_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file would be taken for a whole one."""

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    out = home / "pairs.jsonl"
    out.write_text("old")
    result = export("--out", str(out))
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert out.read_text() == "old"
    assert not list(home.glob(".pairs*"))


def test_a_link_is_followed(home: Path) -> None:
    """It keeps leading to where it led."""
    (home / "real.jsonl").touch()
    (home / "link.jsonl").symlink_to(home / "real.jsonl")
    export("--out", str(home / "link.jsonl"))
    assert (home / "link.jsonl").is_symlink()
    assert (home / "real.jsonl").stat().st_size > 0


def test_only_what_was_given_since_a_day_is_written(home: Path) -> None:
    """The earlier thumb up is not there to be paired."""
    pair, _ = lines(export("--since", "2026-04-01").stdout)
    assert (pair["chosen"], pair["rejected"]) == (None, "In P9.")
    assert lines(export("--since", "2026-04-03").stdout) == []


def test_a_day_begins_where_the_organisation_is(home: Path) -> None:
    """The thumbs of noon in UTC were given on the next day in Auckland, at one in the morning."""
    env = {"FRONTDESK_REFRESH_TIME_ZONE": "Pacific/Auckland"}
    assert len(lines(export("--since", "2026-04-03", env=env).stdout)) == 2


def test_a_day_that_is_none_is_refused(home: Path) -> None:
    """With the form that is expected."""
    result = export("--since", "yesterday")
    assert result.exit_code == 2
    assert "%Y-%m-%d" in result.stderr


def test_a_terminal_that_knows_no_letters_loses_none(home: Path) -> None:
    """They are written as JSON's escapes then."""
    runner = CliRunner(charset="ascii")
    result = runner.invoke(app, ["feedback", "export"], catch_exceptions=False)
    assert lines(result.stdout)[0]["comments"][0] == "Café ☕"

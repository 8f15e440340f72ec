"""A desk that is killed at any point of a turn, and started again, answers everything once."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.command_line import CHECKOUT
from tests.e2e.dying_desk import ANSWER, EVENTS, POINTS


def run(folder: Path, point: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.e2e.dying_desk", str(folder), point],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def answers(folder: Path) -> Counter[str]:
    """How many messages of the platform hold an answer, by turn."""
    messages = [json.loads(file.read_text("utf-8")) for file in folder.glob("messages/*.json")]
    assert {message["answer"] for message in messages} <= {None, ANSWER}
    return Counter(message["turn"] for message in messages if message["answer"])


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_desk_answers_everything_once(point: str, tmp_path: Path) -> None:
    """Whether it died before, while or after it answered; the platform delivers again."""
    (tmp_path / "messages").mkdir()
    died = run(tmp_path, point)
    assert died.returncode == -signal.SIGKILL, died.stderr
    again = run(tmp_path, "never")
    assert again.stdout.endswith("all closed\n"), again.stderr
    assert sorted(answers(tmp_path).values()) == [1] * len(EVENTS)
    with closing(sqlite3.connect(tmp_path / "frontdesk.db")) as database:
        kept = database.execute("SELECT turn_id FROM messages WHERE role = 'desk'").fetchall()
    assert sorted(turn for (turn,) in kept) == sorted(answers(tmp_path))


@pytest.mark.slow
def test_what_was_accepted_is_answered_although_nobody_asks_again(tmp_path: Path) -> None:
    """A platform that got its ack never delivers again."""
    (tmp_path / "messages").mkdir()
    died = run(tmp_path, "begun")
    accepted = died.stdout.count("accepted")
    with closing(sqlite3.connect(tmp_path / "frontdesk.db")) as database, database:
        events = database.execute("SELECT id, event_id FROM turns").fetchall()
        # What the second run asks are other events.
        database.execute("UPDATE turns SET event_id = 'before ' || event_id")
    run(tmp_path, "never")
    assert accepted
    assert all(answers(tmp_path)[turn] == 1 for turn, _ in events)

"""The latest answers as operators see them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

import pytest

from core.domain import Answered, ConversationKey, Declined, Feedback, RecentAnswer, Thumb, Timings
from storage.answers import SqlAnswers
from storage.database import Database
from tests.contract.keeping import NOON, SqlKeeping

SLACK, WEB = ConversationKey("slack", "T1", "C1"), ConversationKey("web", "site", "V1")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


async def test_the_newest_answers_of_all_platforms_come_first(database: Database) -> None:
    """With their times and thumbs, up to a limit."""
    kept = SqlKeeping(database)
    await kept.say(SLACK, "older", Answered("yes"))
    rated = await kept.say(SLACK, "Parking?", Answered("In P2.", timings=Timings(1, 20, 300)))
    for person, thumb in (("U1", Thumb.UP), ("U2", Thumb.UP), ("U3", Thumb.DOWN)):
        await kept.feedback.give(rated, SLACK, person, Feedback(thumb, "a word"))
    kept.clock.advance(minutes=1)
    await kept.say(WEB, "Pets?", Declined("Not in the pages."), author="tiny")
    assert await SqlAnswers(database=database).recent(2) == (
        RecentAnswer(kept.clock(), "web", "declined", "tiny", 0.0, 0.0),
        RecentAnswer(NOON, "slack", "answered", "quoted", 20.0, 300.0, thumbs_up=2, thumbs_down=1),
    )


async def test_no_words_come_along(database: Database) -> None:
    """Operators see how the desk does, not what people say."""
    kept = SqlKeeping(database)
    turn = await kept.say(SLACK, "secret question", Answered("secret answer"))
    await kept.feedback.give(turn, SLACK, "U1", Feedback(Thumb.DOWN, "secret comment"))
    (answer,) = await SqlAnswers(database=database).recent(50)
    assert "secret" not in str(asdict(answer))

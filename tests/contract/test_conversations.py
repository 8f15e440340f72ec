"""What every `Conversations` tells, shown on the fake and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from core.domain import (
    Answered,
    AskedQuestion,
    ConversationKey,
    ConversationSummary,
    Declined,
    Feedback,
    Picture,
    Source,
    Stopped,
    Thumb,
)
from storage.database import Database
from tests.contract.keeping import NOON, FakeKeeping, Keeping, SqlKeeping

CHANNEL = ConversationKey("web", "site", "visitor-1")
FIRST, SECOND = replace(CHANNEL, thread="first"), replace(CHANNEL, thread="second")
CHART, OTHER_CHART = Picture(b"1", "A chart", 900, 420), Picture(b"2", "Another", 900, 500)
SOURCES = (Source("https://a", "A"), Source("https://b", "B"))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


@pytest.fixture(params=["fake", "sql"])
def keeping(request: pytest.FixtureRequest, database: Database) -> Keeping:
    return FakeKeeping() if request.param == "fake" else SqlKeeping(database)


async def test_a_channel_where_nobody_spoke_has_no_conversations(keeping: Keeping) -> None:
    """The list is empty, and so is a conversation that does not exist."""
    assert list(await keeping.conversations.summaries(CHANNEL)) == []
    assert list(await keeping.conversations.recorded(FIRST, "U1")) == []


async def test_conversations_are_named_by_their_first_question(keeping: Keeping) -> None:
    """Without emoji.  The one in which somebody spoke last comes first; the key's thread plays no part."""
    for key, text in ((FIRST, "Parking? :car:"), (SECOND, "Payroll?"), (FIRST, "And on Sundays?")):
        keeping.clock.advance(minutes=1)
        await keeping.say(key, text, Answered("yes"))
    later = keeping.clock()
    expected = [
        ConversationSummary("first", "Parking?", 2, later),
        ConversationSummary("second", "Payroll?", 1, NOON.replace(minute=2)),
    ]
    assert list(await keeping.conversations.summaries(CHANNEL)) == expected
    assert list(await keeping.conversations.summaries(SECOND)) == expected


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, platform="slack"),
        replace(FIRST, workspace="other"),
        replace(FIRST, channel="visitor-2"),
    ],
)
async def test_nothing_of_other_channels_is_listed(
    keeping: Keeping, other: ConversationKey
) -> None:
    """Each part of the key keeps conversations apart."""
    await keeping.say(other, "Private?", Answered("yes"))
    assert list(await keeping.conversations.summaries(CHANNEL)) == []
    assert list(await keeping.conversations.recorded(FIRST, "U1")) == []


async def test_turns_come_whole_and_oldest_first(keeping: Keeping) -> None:
    """With question, answer, how it ended, who wrote it, its pages in their order, and when."""
    first = await keeping.say(FIRST, "Parking?", Answered("In P2.", SOURCES))
    keeping.clock.advance(minutes=1)
    await keeping.say(FIRST, "Pets?", Declined("Not in the pages.", SOURCES[:1]))
    await keeping.say(FIRST, "Go on", Stopped("Well"))
    turns = await keeping.conversations.recorded(FIRST, "U1")
    assert [turn.question for turn in turns] == ["Parking?", "Pets?", "Go on"]
    assert [turn.outcome for turn in turns] == ["answered", "declined", "stopped"]
    assert [turn.sources for turn in turns] == [SOURCES, SOURCES[:1], ()]
    assert (turns[0].turn_id, turns[0].answer, turns[0].author) == (first, "In P2.", "quoted")
    assert turns[1].asked_at == NOON.replace(minute=1)


async def test_each_person_sees_their_own_thumb(keeping: Keeping) -> None:
    """Not that of others, nor one that they gave to another answer."""
    first = await keeping.say(FIRST, "Parking?", Answered("In P2."))
    await keeping.say(FIRST, "Payroll?", Answered("Maria Chen."))
    liked = Feedback(Thumb.UP, "Thank you!")
    await keeping.feedback.give(first, FIRST, "U1", liked)
    await keeping.feedback.give(first, FIRST, "U2", Feedback(Thumb.DOWN))
    turns = await keeping.conversations.recorded(FIRST, "U1")
    assert [turn.feedback for turn in turns] == [liked, None]
    turns = await keeping.conversations.recorded(FIRST, "U3")
    assert [turn.feedback for turn in turns] == [None, None]


async def test_charts_are_kept_with_their_answer(keeping: Keeping) -> None:
    """In order, and for its channel only."""
    turn_id = await keeping.say(FIRST, "Waits?", Answered("Long.", pictures=(CHART, OTHER_CHART)))
    await keeping.say(FIRST, "Pets?", Answered("No."))
    turns = await keeping.conversations.recorded(FIRST, "U1")
    assert [turn.pictures for turn in turns] == [(CHART, OTHER_CHART), ()]
    assert tuple(await keeping.conversations.pictures(CHANNEL, turn_id)) == (CHART, OTHER_CHART)
    elsewhere = replace(CHANNEL, channel="visitor-2")
    assert tuple(await keeping.conversations.pictures(elsewhere, turn_id)) == ()


async def test_the_latest_questions_of_a_person_are_listed(keeping: Keeping) -> None:
    """Of all channels, the latest first, with how they ended, and no more than wanted."""
    elsewhere = replace(CHANNEL, channel="visitor-2", thread="third")
    await keeping.say(FIRST, "Parking?", Answered("In P2."))
    keeping.clock.advance(minutes=1)
    pets = await keeping.say(elsewhere, "Pets?", Declined("Not in the pages."))
    keeping.clock.advance(minutes=1)
    payroll = await keeping.say(SECOND, "Payroll?", Stopped("Well"))
    asked = await keeping.conversations.asked_by("web", "site", "U1", 2)
    assert list(asked) == [
        AskedQuestion(SECOND, "Payroll?", "stopped", NOON.replace(minute=2), payroll),
        AskedQuestion(elsewhere, "Pets?", "declined", NOON.replace(minute=1), pets),
    ]


@pytest.mark.parametrize(
    ("key", "person"),
    [
        (FIRST, "U2"),
        (replace(FIRST, platform="slack"), "U1"),
        (replace(FIRST, workspace="other"), "U1"),
    ],
)
async def test_questions_of_others_are_not_listed(
    keeping: Keeping, key: ConversationKey, person: str
) -> None:
    """Nor those of a person elsewhere who happens to be called the same."""
    await keeping.say(key, "Private?", Answered("yes"), person=person)
    assert list(await keeping.conversations.asked_by("web", "site", "U1", 5)) == []


async def test_the_desk_takes_part_where_it_has_answered(keeping: Keeping) -> None:
    """In this thread, not in the others of the channel."""
    await keeping.say(FIRST, "Parking?", Answered("In P2."))
    assert await keeping.conversations.takes_part(FIRST)
    assert not await keeping.conversations.takes_part(SECOND)


async def test_the_desk_takes_part_where_it_is_about_to_answer(keeping: Keeping) -> None:
    """Somebody may write again before the first answer is there."""
    await keeping.owe(FIRST)
    assert await keeping.conversations.takes_part(FIRST)
    assert not await keeping.conversations.takes_part(SECOND)


async def test_the_database_is_asked_the_same_few_times_however_much_there_is(
    database: Database,
) -> None:
    """A long list of conversations or turns costs no statement for each."""
    keeping = SqlKeeping(database)
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(database._engine.sync_engine, "before_cursor_execute", count)
    used = []
    for number in range(2):
        for turn in range(5 * number + 1):
            await keeping.say(FIRST, f"{turn}?", Answered("yes", SOURCES))
            await keeping.say(replace(FIRST, thread=f"{number}-{turn}"), "?", Answered("yes"))
        statements.clear()
        await keeping.conversations.summaries(CHANNEL)
        await keeping.conversations.recorded(FIRST, "U1")
        used.append(len(statements))
    assert used == [4, 4]

"""The button "Ask a person", end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from adapters.local_slack.people import Person
from adapters.local_slack.state import Message
from adapters.slack.blocks import answer_messages
from core.domain import Answered, HandedOver
from core.errors import StorageError
from tests.e2e.slack.surface_stage import Stage, staged

TURN = "a" * 32


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with staged() as made:
        yield made


@dataclass(frozen=True, slots=True)
class Shown:
    """A question and its answer, as they stand in Slack."""

    root: Message
    answer: Message


async def answered(stage: Stage, person: Person, channel: str, *, private: bool = False) -> Shown:
    """Let somebody have asked something and been answered."""
    workspace, place = stage.slack.workspace, person.place(channel)
    root = Message(ts=workspace.new_ts(), channel=place.id, user=person.id, text="What now?")
    (shown,) = answer_messages(
        Answered("This.", author="quoted"), turn_id=TURN, can_ask_person=True
    )
    answer = Message(
        ts=workspace.new_ts(),
        channel=root.channel,
        user=workspace.app.bot_user,
        bot_id=workspace.app.bot_id,
        text=shown.text,
        blocks=[*shown.blocks],
        thread_ts="" if private else root.ts,
        is_ephemeral_for=person.id if private else "",
    )
    place.messages |= {root.ts: root, answer.ts: answer}
    return Shown(root, answer)


async def pressed(stage: Stage, person: Person, shown: Shown) -> list[str]:
    """What the person sees beneath the question after pressing the button."""
    await person.clicks("Ask a person", on=shown.answer)
    await stage.until_quiet()
    return stage.slack.seen(shown.root.channel, thread=shown.root, by=person.user.name)


async def test_a_question_is_handed_over(stage: Stage) -> None:
    """With who asked and the way there; only that person is told."""
    ann = stage.slack.person("ann")
    shown = await answered(stage, ann, "#general")
    seen = await pressed(stage, ann, shown)
    ((turn, key, asker),) = stage.people.handed_over
    assert turn == TURN
    assert key == stage.key(stage.general(), shown.root.ts)
    assert (asker.person, asker.name) == (ann.id, "Ann")
    assert asker.link.endswith(f"/archives/{key.channel}/p{shown.root.ts.replace('.', '')}")
    assert "(only visible to you)" in seen[-1]
    assert "I have passed your question on to people." in seen[-1]


async def test_a_direct_question_has_no_link(stage: Stage) -> None:
    """Nobody else can go there; the person is told in the thread."""
    ann = stage.slack.person("ann")
    seen = await pressed(stage, ann, await answered(stage, ann, "dm"))
    ((_, _, asker),) = stage.people.handed_over
    assert asker.link == ""
    assert seen[-1].endswith("They will write to you.")


async def test_a_private_question_is_found(stage: Stage) -> None:
    """It was kept under the person's own thread of the channel; the word stays private."""
    ann = stage.slack.person("ann")
    shown = await answered(stage, ann, "#general", private=True)
    await ann.clicks("Ask a person", on=shown.answer)
    await stage.until_quiet()
    ((_, key, asker),) = stage.people.handed_over
    assert key.thread == f"private:{ann.id}"
    assert asker.link == ""
    assert "frontdesk (only visible to you)" in stage.slack.seen("#general", by="ann")[-1]
    assert "passed" not in str(stage.slack.seen("#general"))


async def test_pressing_twice_is_once(stage: Stage) -> None:
    """For one person; another may want it too."""
    ann, ben = stage.slack.person("ann"), stage.slack.person("ben")
    shown = await answered(stage, ann, "#general")
    await pressed(stage, ann, shown)
    again = await pressed(stage, ann, shown)
    assert "I have passed this question on already." in again[-1]
    assert len(stage.people.handed_over) == 1
    await pressed(stage, ben, shown)
    assert len(stage.people.handed_over) == 2


async def test_a_press_that_is_delivered_again_is_told_once(stage: Stage) -> None:
    """Slack delivers what it thinks was lost."""
    ann = stage.slack.person("ann")
    shown = await answered(stage, ann, "#general")
    stage.slack.mischief.deliver_times = 3
    seen = await pressed(stage, ann, shown)
    assert len(stage.people.handed_over) == 1
    assert len([line for line in seen if "passed" in line]) == 1


async def test_where_there_is_nobody_the_contact_is_told() -> None:
    """The button may be older than the setting."""
    async with staged(people=False) as stage:
        ann = stage.slack.person("ann")
        seen = await pressed(stage, ann, await answered(stage, ann, "#general"))
        assert "There is nobody here whom I could ask." in seen[-1]
        assert "the service desk at 780-555-0100" in seen[-1]


async def test_a_question_that_is_gone_is_told(stage: Stage) -> None:
    """It was forgotten, or is too old."""
    ann = stage.slack.person("ann")
    stage.people.says = HandedOver.GONE
    seen = await pressed(stage, ann, await answered(stage, ann, "#general"))
    assert "please ask it again" in seen[-1]


async def test_a_failing_database_is_told_and_can_be_tried_again(stage: Stage) -> None:
    """A press that did nothing does not count."""
    ann = stage.slack.person("ann")
    shown = await answered(stage, ann, "#general")
    stage.people.fails_with = StorageError("database is locked")
    assert "could not pass" in (await pressed(stage, ann, shown))[-1]
    stage.people.fails_with = None
    assert "I have passed" in (await pressed(stage, ann, shown))[-1]


async def test_a_name_that_slack_does_not_tell_is_left_out(stage: Stage) -> None:
    """The question goes all the same."""
    ann = stage.slack.person("ann")
    stage.slack.mischief.fail("users.info", "user_not_found")
    await pressed(stage, ann, await answered(stage, ann, "#general"))
    ((_, _, asker),) = stage.people.handed_over
    assert asker.name == ""

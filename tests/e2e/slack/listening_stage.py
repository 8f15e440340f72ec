"""What the tests of listening share: the stage with everything listening, and short ways to look."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from adapters.local_slack.state import Message
from adapters.slack.tools import SlackRules
from core.domain import AcceptedTurn, Answered, Outcome
from tests.e2e.slack.surface_stage import RULES, Stage, staged

ANSWER = Answered("A new badge costs CAD 20.", author="quoted")


@asynccontextmanager
async def listening(rules: SlackRules = RULES) -> AsyncIterator[Stage]:
    """A workspace where the app listens to everything, and is in #general."""
    async with staged(listens=True, rules=rules) as stage:
        yield stage


async def asked(stage: Stage) -> AcceptedTurn:
    """The next question that reaches the desk."""
    await stage.until(lambda: not stage.desk.questions.empty(), "a question reaches the desk")
    return stage.desk.questions.get_nowait()


async def nothing_asked(stage: Stage) -> None:
    """Wait until all is heard, and see that no question reached the desk."""
    await stage.until_quiet()
    assert stage.desk.questions.empty(), "a question reached the desk"


async def answered(stage: Stage, turn: AcceptedTurn, outcome: Outcome = ANSWER) -> Message:
    """Answer a question and give the message in which the answer stands."""
    await stage.desk.decide(turn.id, outcome)
    await stage.until_quiet()
    channel = stage.slack.workspace.channels[turn.question.conversation.channel]
    mine = [one for one in channel.messages.values() if one.user == stage.slack.app.bot_user]
    return mine[-1]


def only(stage: Stage, person: str, channel: str = "#general", thread: Any = None) -> list[str]:
    """What one person alone sees."""
    mark = " (only visible to you): "
    seen = stage.slack.seen(channel, thread, by=person)
    return [line.split(mark, 1)[1] for line in seen if mark in line]

"""Answers to private questions: what their person sees, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack.place import SHOWING, SHOWN, Place, read_place
from core.domain import AcceptedTurn, Answered, ConversationKey, Picture, Question, Source
from core.errors import DeliveryError, DeliveryRefused
from core.ports import Reply
from tests.contract.slack_stage import SlackStage
from tests.fakes.desk import NOON

TEXT = "A lost badge costs CAD 20."
ANSWER = Answered(TEXT, (Source("https://example.org/badges", "Badges"),), author="quoted")
CHART = Picture(b"\x89PNG chart", "Foothills rose to 3 h. It is usually 2 h.", 640, 320)
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 300 for number in range(30))


@pytest.fixture
async def stage() -> AsyncIterator[SlackStage]:
    async with SlackStage() as stage:
        yield stage


async def begin(stage: SlackStage, text: str = "Badge?") -> tuple[AcceptedTurn, Reply]:
    channel = stage.ann.place("#general")
    address = stage.slack.responses.new(channel=channel.id, user=stage.ann.id)
    where = Place(channel.id, response_url=address)
    key = ConversationKey(
        "slack", stage.slack.workspace.team_id, channel.id, f"private:{stage.ann.id}"
    )
    turn = AcceptedTurn("f" * 32, Question(text, key, stage.ann.id), NOON, where.written())
    return turn, await stage.open(turn)


async def test_it_is_seen_by_the_person_and_nobody_else(stage: SlackStage) -> None:
    """In the channel where they asked."""
    _, reply = await begin(stage)
    await reply.finish(ANSWER)
    [seen] = stage.slack.seen("#general", by="ann")
    assert seen.startswith(f"frontdesk (only visible to you): {TEXT}")
    assert stage.slack.seen("#general", by="") == []


async def test_nothing_piles_up_before_it(stage: SlackStage) -> None:
    """What is shown to one person cannot be changed: no draft, no piece, no passing status."""
    _, reply = await begin(stage)
    await reply.status("Looking through the pages")
    await reply.draft("A lost badge")
    await reply.append("A lost ")
    await asyncio.sleep(0.05)
    await reply.finish(ANSWER)
    assert len(stage.slack.seen("#general", by="ann")) == 1


@pytest.mark.feature("One’s place in the line is told")
async def test_who_stands_in_line_is_told_once(stage: SlackStage) -> None:
    """Not every step forward is worth a message."""
    _, reply = await begin(stage)
    await reply.status("You are 3rd in line")
    await reply.status("You are 2nd in line, about 20 s")
    await stage.slack.until(lambda: stage.slack.seen("#general", by="ann"))
    await reply.status("You are next")
    await asyncio.sleep(0.05)
    await reply.finish(ANSWER)
    told, answer = stage.slack.seen("#general", by="ann")
    assert told == "frontdesk (only visible to you): You are 2nd in line, about 20 s …"
    assert TEXT in answer


async def test_who_is_called_at_once_is_told_no_place(stage: SlackStage) -> None:
    """It would be wrong by the time they read it."""
    _, reply = await begin(stage)
    await reply.status("You are next")
    await reply.status("Looking through the pages")
    await asyncio.sleep(0.05)
    assert stage.slack.seen("#general", by="ann") == []


async def test_who_is_in_danger_is_warned_at_once(stage: SlackStage) -> None:
    """Once; the answer says it again."""
    _, reply = await begin(stage, "A visitor collapsed and is not breathing!")
    await reply.draft("**Call 911.**")
    await reply.draft("**Call 911.**\n\nThen the front desk.")
    assert stage.slack.seen("#general", by="ann") == ["frontdesk (only visible to you): Call 911."]


async def test_it_is_shown_once_however_often_it_ends(stage: SlackStage) -> None:
    """By this process or another: nothing of it can be read again, so it is remembered."""
    turn, reply = await begin(stage)
    await reply.finish(ANSWER)
    await reply.finish(ANSWER)
    await (await stage.reopen(turn)).finish(ANSWER)
    assert len(stage.slack.seen("#general", by="ann")) == 1


async def test_what_may_have_been_shown_is_shown_again(stage: SlackStage) -> None:
    """A process died while it showed it, and nobody can look: twice is better than never."""
    turn, _ = await begin(stage)
    place = replace(read_place(turn.place), answer_ts=SHOWING)
    again = await stage.reopen(replace(turn, place=place.written()))
    await again.finish(ANSWER)
    await again.finish(ANSWER)
    [seen] = stage.slack.seen("#general", by="ann")
    assert seen.startswith(
        f"frontdesk (only visible to you): In case you have not seen it:\n{TEXT}"
    )


async def test_that_it_is_being_shown_is_kept_before_it_is(stage: SlackStage) -> None:
    """Whoever dies meanwhile has said so."""
    turn, _ = await begin(stage)
    kept: list[tuple[str, int]] = []

    async def keep_place(place: str) -> None:
        kept.append((read_place(place).answer_ts, len(stage.slack.seen("#general", by="ann"))))

    assert stage.opener is not None
    await (await stage.opener.open(turn, keep_place)).finish(ANSWER)
    assert kept == [(SHOWING, 0), (SHOWN, 1)]


async def test_an_answer_whose_showing_is_not_known_is_shown_again(stage: SlackStage) -> None:
    """Slack's own answer was lost."""
    turn, _ = await begin(stage)
    over = replace(read_place(turn.place), response_url=f"{stage.slack.url}/response/over")
    reply = await stage.open(replace(turn, place=over.written()))
    stage.slack.mischief.lose_answer("chat.postEphemeral")
    with pytest.raises(DeliveryError):
        await reply.finish(ANSWER)
    await reply.finish(ANSWER)
    first, second = stage.slack.seen("#general", by="ann")
    assert "In case" not in first
    assert "In case you have not seen it:" in second


async def test_a_chart_is_told_in_words(stage: SlackStage) -> None:
    """No file can be shown to one person alone."""
    _, reply = await begin(stage)
    await reply.finish(replace(ANSWER, pictures=(CHART,)))
    [seen] = stage.slack.seen("#general", by="ann")
    assert seen.splitlines()[:3] == [
        f"frontdesk (only visible to you): {TEXT}",
        f"The chart in words: {CHART.alt_text} Mention me or write to me to see it.",
        "Source: Badges (https://example.org/badges)",
    ]


async def test_after_its_address_is_over_the_app_shows_it(stage: SlackStage) -> None:
    """Half an hour later, or after five messages."""
    outcome = Answered(LONG)
    _, reply = await begin(stage)
    await reply.finish(outcome)
    assert len(stage.slack.seen("#general", by="ann")) > 3


async def test_where_nothing_takes_it_that_is_told(stage: SlackStage) -> None:
    """The app is not in that channel, and the address is over."""
    turn, _ = await begin(stage)
    dead = Place("C9", response_url=f"{stage.slack.url}/response/over")
    reply = await stage.open(replace(turn, place=dead.written()))
    with pytest.raises(DeliveryRefused):
        await reply.finish(ANSWER)

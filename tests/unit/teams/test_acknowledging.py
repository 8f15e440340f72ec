"""The line of a stream that is sent again, so that Teams can tell of its Stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from adapters.teams.acknowledging import Acknowledgement, TeamsPace
from adapters.teams.calls import StreamOver, StreamStopped, TeamsCallFailed
from adapters.teams.growing import Begun, GrowingMessage
from adapters.teams.spot import Spot
from adapters.teams.streams import OpenStreams, Stream
from core.chatting.chores import Chores
from tests.fakes.teams_calls import PERSONAL, THREAD, FakeTeamsCalls

SOON = TeamsPace(acknowledge_after_seconds=0.0, message_after_seconds=0.0, repeat_seconds=0.005)


@dataclass
class Office:
    """One answer's message, and who is told that the person stopped it."""

    chores: Chores
    calls: FakeTeamsCalls = field(default_factory=FakeTeamsCalls)
    stops: int = 0

    def begin(self, spot: Spot = PERSONAL) -> tuple[GrowingMessage, Acknowledgement]:
        """Say that the question was heard."""
        stream = Stream(spot=spot, calls=self.calls, streams=OpenStreams(), may_begin=True)
        growing = GrowingMessage(
            spot=spot,
            turn_id="turn",
            stream=stream,
            stream_seconds=60.0,
            calls=self.calls,
            chores=self.chores,
            placed=_nothing,
            begun=Begun(),
        )
        acknowledgement = Acknowledgement(
            spot=spot,
            growing=growing,
            calls=self.calls,
            chores=self.chores,
            pace=SOON,
            stopped=self._stopped,
        )
        acknowledgement.begin()
        return growing, acknowledgement

    async def _stopped(self) -> None:
        self.stops += 1


async def _nothing(_: Begun) -> None:
    """Nobody keeps it."""


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with Chores(leave_seconds=0.1) as chores:
        yield Office(chores)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110  (what a timer starts tells nobody)
            await asyncio.sleep(0)


async def passes(office: Office) -> None:
    """More time than until the next line."""
    await asyncio.sleep(4 * SOON.repeat_seconds)
    await until(lambda: office.chores.count == 0)


async def test_a_line_is_sent_again_while_nothing_else_is(office: Office) -> None:
    """Each with a number of its own."""
    _, acknowledgement = office.begin()
    await until(lambda: len(office.calls.called) >= 3)
    acknowledgement.end()
    assert set(office.calls.told) == {("informative", "Looking …")}
    assert [one.sequence for one in office.calls.called][:3] == [1, 2, 3]


async def test_so_is_a_draft(office: Office) -> None:
    """A model reads longest before it writes."""
    growing, acknowledgement = office.begin()
    await until(lambda: office.calls.called)
    await growing.draft("It is free.")
    acknowledgement.shown()
    await until(lambda: len([one for one in office.calls.called if "free" in one.text]) >= 2)
    acknowledgement.end()
    assert {one.operation for one in office.calls.called} == {"informative"}


async def test_not_once_text_is_streamed(office: Office) -> None:
    """Its pieces hear of a Stop themselves."""
    growing, acknowledgement = office.begin()
    await until(lambda: office.calls.called)
    await growing.grow("A lost badge ")
    acknowledgement.shown()
    called = len(office.calls.called)
    await passes(office)
    assert len(office.calls.called) == called
    acknowledgement.end()


async def test_not_where_there_is_no_stream(office: Office) -> None:
    """A message has a Stop of ours."""
    _, acknowledgement = office.begin(THREAD)
    await until(lambda: any(one.operation == "send" for one in office.calls.called))
    called = len(office.calls.called)
    await passes(office)
    assert len(office.calls.called) == called
    acknowledgement.end()


async def test_not_after_the_end(office: Office) -> None:
    """Nobody waits any more."""
    _, acknowledgement = office.begin()
    await until(lambda: office.calls.called)
    acknowledgement.end()
    await until(lambda: office.chores.count == 0)
    called = len(office.calls.called)
    await passes(office)
    assert len(office.calls.called) == called


async def test_a_stop_ends_the_answer_at_once(office: Office) -> None:
    """Though nothing was to be said."""
    office.begin()
    await until(lambda: office.calls.called)
    office.calls.faults = [StreamStopped()]
    await until(lambda: office.stops)
    called = len(office.calls.called)
    await passes(office)
    assert (office.stops, len(office.calls.called)) == (1, called)


async def test_a_line_that_teams_does_not_take_is_tried_again(office: Office) -> None:
    """It is busy."""
    office.begin()
    await until(lambda: office.calls.called)
    office.calls.faults = [TeamsCallFailed("stream", status=503)]
    await until(lambda: len(office.calls.called) >= 3)
    assert office.stops == 0


async def test_a_stream_that_is_over_is_left_alone(office: Office) -> None:
    """Whatever comes is shown otherwise."""
    growing, _ = office.begin()
    await until(lambda: office.calls.called)
    office.calls.faults = [StreamOver("stream", status=403)]
    await until(lambda: not growing.only_informs)
    called = len(office.calls.called)
    await passes(office)
    assert len(office.calls.called) == called

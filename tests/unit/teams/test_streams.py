"""What goes into a stream, and how it ends."""

from __future__ import annotations

import pytest

from adapters.teams.calls import StreamOver, StreamStopped, TeamsCallFailed, TeamsTooBig
from adapters.teams.message import TeamsMessage
from adapters.teams.names import MOST_STREAM_SECONDS
from adapters.teams.spot import Spot
from adapters.teams.streams import OpenStreams, Stream
from tests.fakes.teams_calls import PERSONAL, THREAD, FakeTeamsCalls

WHOLE = TeamsMessage("A lost badge costs CAD 20.")
UNSURE = TeamsCallFailed("stream", code="timeout")
PASSING = TeamsCallFailed("stream", status=503)
WRONG = TeamsCallFailed("stream", status=400)
TOO_BIG = TeamsTooBig("stream", status=413)


@pytest.fixture
def calls() -> FakeTeamsCalls:
    return FakeTeamsCalls()


@pytest.fixture
def streams() -> OpenStreams:
    return OpenStreams()


def make(
    calls: FakeTeamsCalls,
    streams: OpenStreams,
    *,
    spot: Spot = PERSONAL,
    may_begin: bool = True,
    left_id: str = "",
) -> Stream:
    return Stream(spot=spot, calls=calls, streams=streams, may_begin=may_begin, left_id=left_id)


@pytest.fixture
def stream(calls: FakeTeamsCalls, streams: OpenStreams) -> Stream:
    return make(calls, streams)


async def test_pieces_are_numbered_under_one_id(calls: FakeTeamsCalls, stream: Stream) -> None:
    """The first one has no id: it gets the one that the others carry."""
    assert await stream.inform("Looking …")
    assert await stream.send("A lost")
    assert await stream.send("A lost badge")
    assert await stream.finish(WHOLE)
    assert [(one.operation, one.sequence, one.id) for one in calls.called] == [
        ("informative", 1, ""),
        ("streaming", 2, "s1"),
        ("streaming", 3, "s1"),
        ("final", 4, "s1"),
    ]
    assert not stream.is_open


async def test_a_chat_has_one_stream_at_a_time(calls: FakeTeamsCalls, streams: OpenStreams) -> None:
    """Another answer in the same chat is shown otherwise, until the first one has ended."""
    first, second, third = (make(calls, streams) for _ in range(3))
    await first.send("A")
    assert not second.takes_more
    assert not await second.send("B")
    await first.finish(TeamsMessage("A."))
    assert third.takes_more
    assert await third.send("C")


async def test_other_chats_do_not_count(calls: FakeTeamsCalls, streams: OpenStreams) -> None:
    """Each has its own."""
    await make(calls, streams).send("A")
    other = Spot("T1", "a:bob", PERSONAL.kind)
    assert await make(calls, streams, spot=other).send("B")


async def test_there_is_none_outside_of_personal_chats(
    calls: FakeTeamsCalls, streams: OpenStreams
) -> None:
    """Teams answers 405 there, so it is not asked."""
    assert not await make(calls, streams, spot=THREAD).send("A")
    assert calls.called == []


async def test_what_is_there_is_not_sent_again(calls: FakeTeamsCalls, stream: Stream) -> None:
    """Half a word more may change nothing."""
    await stream.send("A lost")
    assert await stream.send("A lost")
    assert len(calls.called) == 1


async def test_text_that_does_not_go_on_is_not_sent(calls: FakeTeamsCalls, stream: Stream) -> None:
    """Teams takes only what contains all that came before."""
    await stream.send("A lost")
    assert not await stream.send("The lost")
    assert len(calls.called) == 1


async def test_the_persons_stop_ends_it(calls: FakeTeamsCalls, stream: Stream) -> None:
    """Whoever asked for a piece is told."""
    await stream.send("A")
    calls.faults = [StreamStopped()]
    with pytest.raises(StreamStopped):
        await stream.send("A lost")
    assert not stream.is_open


async def test_one_that_is_over_takes_no_more(
    calls: FakeTeamsCalls, streams: OpenStreams, stream: Stream
) -> None:
    """Its message keeps its id, and the chat may have another stream."""
    await stream.send("A")
    calls.faults = [StreamOver("stream", status=403)]
    assert not await stream.send("A lost")
    assert (stream.id, stream.is_open, stream.takes_more) == ("s1", False, False)
    assert make(calls, streams).takes_more


async def test_one_that_may_have_begun_is_not_begun_again(
    calls: FakeTeamsCalls, streams: OpenStreams, stream: Stream
) -> None:
    """Nobody knows its id; Teams may keep the chat for it."""
    calls.faults = [UNSURE]
    with pytest.raises(TeamsCallFailed):
        await stream.send("A")
    assert stream.is_unsure
    assert not stream.takes_more
    assert not make(calls, streams).takes_more


async def test_what_may_have_begun_is_not_kept_for_ever(
    calls: FakeTeamsCalls,
) -> None:
    """Teams has ended it after two minutes; the next stream anywhere clears it away."""
    seconds = 0.0
    streams = OpenStreams(clock=lambda: seconds)
    calls.faults = [UNSURE]
    with pytest.raises(TeamsCallFailed):
        await make(calls, streams).send("A")
    seconds = MOST_STREAM_SECONDS + 1
    assert streams.claim(make(calls, streams, spot=Spot("T1", "a:bob", PERSONAL.kind)))
    assert streams.count == 1


async def test_one_that_has_surely_not_begun_may_begin(
    calls: FakeTeamsCalls, stream: Stream
) -> None:
    """With the next piece."""
    calls.faults = [PASSING]
    with pytest.raises(TeamsCallFailed):
        await stream.send("A")
    assert await stream.send("A lost")
    assert [one.sequence for one in calls.called] == [1, 1]


async def test_a_piece_that_teams_finds_wrong_is_shown_otherwise(
    calls: FakeTeamsCalls, stream: Stream
) -> None:
    """The stream is open still: it has to be ended."""
    await stream.send("A")
    calls.faults = [WRONG]
    assert not await stream.send("A lost")
    assert stream.is_open


async def test_what_is_too_long_waits_for_the_end(calls: FakeTeamsCalls, stream: Stream) -> None:
    """No further piece is tried: it would be longer."""
    await stream.send("A")
    calls.faults = [TOO_BIG]
    assert await stream.send("A lost")
    assert await stream.send("A lost badge")
    assert len(calls.called) == 2


async def test_a_message_that_does_not_go_on_leaves_it_as_it_is(
    calls: FakeTeamsCalls, stream: Stream
) -> None:
    """Who ends it changes the message afterwards."""
    await stream.send("A lost")
    assert not await stream.finish(TeamsMessage("The end."))
    assert calls.told[-1] == ("final", "A lost")
    assert not stream.is_open


async def test_an_end_that_was_not_taken_may_be_repeated(
    calls: FakeTeamsCalls, stream: Stream
) -> None:
    """Until then it is open."""
    await stream.send("A lost")
    calls.faults = [PASSING]
    with pytest.raises(TeamsCallFailed):
        await stream.finish(WHOLE)
    assert await stream.finish(WHOLE)


async def test_one_that_another_process_left_is_only_ended(
    calls: FakeTeamsCalls, streams: OpenStreams
) -> None:
    """What it holds is not known."""
    left = make(calls, streams, left_id="s9")
    assert not left.takes_more
    assert not await left.send("A")
    assert await left.finish(WHOLE)
    assert [(one.operation, one.id) for one in calls.called] == [("final", "s9")]


async def test_text_that_is_shown_has_to_stay_until_its_end(
    calls: FakeTeamsCalls, stream: Stream
) -> None:
    """What goes on may be replaced."""
    await stream.inform("Looking …")
    assert not stream.holds_text
    await stream.send("A lost")
    assert stream.holds_text
    await stream.finish(WHOLE)
    assert not stream.holds_text


async def test_what_another_process_has_shown_may_have_to_stay(
    calls: FakeTeamsCalls, streams: OpenStreams
) -> None:
    """It is not known."""
    assert make(calls, streams, left_id="s9").holds_text

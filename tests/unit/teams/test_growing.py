"""The first message of an answer, from the first word to the last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from adapters.teams.calls import StreamOver, StreamStopped, TeamsCallFailed
from adapters.teams.growing import Begun, GrowingMessage
from adapters.teams.message import TeamsMessage
from adapters.teams.names import MOST_STATUS_CHARACTERS
from adapters.teams.spot import Spot
from adapters.teams.streams import OpenStreams, Stream
from core.chatting.chores import Chores
from core.errors import DeliveryError, DeliveryStopped
from tests.fakes.teams_calls import PERSONAL, THREAD, FakeTeamsCalls

WHOLE = TeamsMessage("A lost badge costs CAD 20.", takes_feedback=True)
UNSURE = TeamsCallFailed("send", code="connection")


@dataclass
class Office:
    """One answer's message, and what Teams was asked for."""

    chores: Chores
    calls: FakeTeamsCalls = field(default_factory=FakeTeamsCalls)
    streams: OpenStreams = field(default_factory=OpenStreams)
    kept: list[Begun] = field(default_factory=list)

    def message(
        self, spot: Spot = THREAD, *, begun: Begun | None = None, stream_seconds: float = 60.0
    ) -> GrowingMessage:
        begun = begun or Begun()
        return GrowingMessage(
            spot=spot,
            turn_id="turn",
            stream=Stream(
                spot=spot,
                calls=self.calls,
                streams=self.streams,
                may_begin=not begun.id,
                left_id=begun.id if begun.is_streaming else "",
            ),
            stream_seconds=stream_seconds,
            calls=self.calls,
            chores=self.chores,
            placed=self._placed,
            begun=begun,
        )

    async def _placed(self, begun: Begun) -> None:
        self.kept.append(begun)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with Chores() as chores:
        yield Office(chores)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110  (what a timer starts tells nobody)
            await asyncio.sleep(0)


async def test_everything_stands_in_one_message(office: Office) -> None:
    """People are told once that something was said."""
    growing = office.message()
    await growing.begin("You are 2nd in line")
    await growing.draft("The first badge is free.")
    await growing.grow("A lost badge ")
    await growing.finish(WHOLE)
    assert office.calls.told == [
        ("send", "*You are 2nd in line*"),
        ("update", "The first badge is free.\n\n*This for now; still writing …*"),
        ("update", "A lost badge\n\n*Still writing …*"),
        ("update", WHOLE.text),
    ]
    assert {one.id for one in office.calls.called[1:]} == {"m1"}


async def test_where_it_stands_is_kept_as_soon_as_it_is_known(office: Office) -> None:
    """Teams cannot be asked again."""
    growing = office.message()
    await growing.grow("A lost badge ")
    assert office.kept == [Begun("m1")]
    await growing.finish(WHOLE)
    assert office.kept[-1] == Begun("m1", is_whole=True)


async def test_nothing_replaces_the_end(office: Office) -> None:
    """A line that was on its way comes too late."""
    growing = office.message()
    await growing.finish(WHOLE)
    await growing.begin("Looking …")
    await growing.tell("You are 2nd in line")
    await growing.grow("A lost badge ")
    assert len(office.calls.called) == 1


async def test_the_first_word_gives_way_to_text(office: Office) -> None:
    """It was on its way when the text came."""
    growing = office.message()
    await growing.grow("A lost badge ")
    await growing.begin("")
    assert len(office.calls.called) == 1


async def test_the_same_is_not_shown_twice(office: Office) -> None:
    """Teams allows few changes."""
    growing = office.message()
    for _ in range(2):
        await growing.tell("You are 2nd in line")
    assert len(office.calls.called) == 1


async def test_a_message_that_nobody_confirmed_is_followed_by_the_answer_alone(
    office: Office,
) -> None:
    """It cannot be looked for: what would replace it would stand beside it."""
    growing = office.message()
    office.calls.faults = [UNSURE]
    with pytest.raises(TeamsCallFailed):
        await growing.tell("You are 2nd in line")
    assert growing.is_unsure
    await growing.grow("A lost badge ")
    await growing.finish(WHOLE)
    assert office.calls.told[1:] == [("send", WHOLE.text)]
    assert not growing.is_unsure


async def test_one_that_was_surely_not_sent_is_sent_again(office: Office) -> None:
    """With what there is then."""
    growing = office.message()
    office.calls.faults = [TeamsCallFailed("send", code="unreachable")]
    with pytest.raises(TeamsCallFailed):
        await growing.tell("You are 2nd in line")
    await growing.grow("A lost badge ")
    assert [one.operation for one in office.calls.called] == ["send", "send"]


async def test_one_that_somebody_deleted_stays_away(office: Office) -> None:
    """Whatever comes."""
    growing = office.message()
    await growing.grow("A lost ")
    office.calls.deleted = {"m1"}
    for _ in range(2):
        with pytest.raises(DeliveryStopped):
            await growing.grow("A lost badge ")
    with pytest.raises(DeliveryStopped):
        await growing.finish(WHOLE)
    assert len(office.calls.called) == 2


async def test_an_answer_whose_message_is_not_found_is_sent_anew(office: Office) -> None:
    """Nobody said that it was deleted; a piece waits for the next one."""
    growing = office.message()
    await growing.grow("A lost ")
    office.calls.lost = {"m1"}
    with pytest.raises(DeliveryError):
        await growing.grow("A lost badge ")
    await growing.finish(WHOLE)
    assert [one.operation for one in office.calls.called] == ["send", "update", "update", "send"]
    assert office.kept[-1] == Begun("m2", is_whole=True)


async def test_in_a_personal_chat_it_is_a_stream(office: Office) -> None:
    """Whose end is the message as it stays."""
    growing = office.message(PERSONAL)
    await growing.begin("")
    await growing.grow("A lost badge ")
    await growing.finish(WHOLE)
    assert office.calls.told == [
        ("informative", "Looking …"),
        ("streaming", "A lost badge"),
        ("final", WHOLE.text),
    ]
    assert office.calls.called[-1].message == WHOLE
    assert office.kept == [Begun("s1", is_streaming=True), Begun("s1", is_whole=True)]


async def test_a_draft_is_a_line_of_the_stream(office: Office) -> None:
    """In plain words, and no longer than a line may be: streamed text could not be taken back."""
    growing = office.message(PERSONAL)
    await growing.draft("**Täglich** " * 400)
    [called] = office.calls.called
    assert called.operation == "informative"
    assert called.text.startswith("This for now; still writing …\n\nTäglich Täglich")
    assert called.text.endswith("Täglich …")
    assert len(called.text.encode()) <= MOST_STATUS_CHARACTERS


async def test_a_quick_answer_is_no_stream(office: Office) -> None:
    """Also in a personal chat: one plain message."""
    await office.message(PERSONAL).finish(WHOLE)
    assert office.calls.told == [("send", WHOLE.text)]


async def test_a_stream_that_is_over_goes_on_with_edits(office: Office) -> None:
    """Of the same message."""
    growing = office.message(PERSONAL)
    await growing.grow("A lost ")
    office.calls.faults = [StreamOver("stream", status=403)]
    await growing.grow("A lost badge ")
    await growing.finish(WHOLE)
    assert [(one.operation, one.id) for one in office.calls.called[2:]] == [
        ("update", "s1"),
        ("update", "s1"),
    ]
    assert not growing.is_stream


async def test_where_teams_allows_no_stream_a_message_is_sent(office: Office) -> None:
    """Another one may be open there of which nothing is known here."""
    growing = office.message(PERSONAL)
    office.calls.faults = [StreamOver("stream", status=405)]
    await growing.grow("A lost badge ")
    assert [one.operation for one in office.calls.called] == ["streaming", "send"]


async def test_a_stream_is_ended_before_its_time_is_over(office: Office) -> None:
    """Teams would end it after two minutes; its message is changed from then on."""
    growing = office.message(PERSONAL, stream_seconds=0.01)
    await growing.begin("You are 2nd in line")
    await until(lambda: len(office.calls.called) > 1)
    assert office.calls.told[1] == ("final", "*You are 2nd in line*")
    await until(lambda: not growing.is_stream and len(office.kept) > 1)
    await growing.grow("A lost badge ")
    assert office.calls.told[2:] == [("update", "A lost badge\n\n*Still writing …*")]


async def test_what_goes_on_beneath_the_text_ends_the_stream(office: Office) -> None:
    """A process says so that ends: no other could go on with its stream."""
    growing = office.message(PERSONAL)
    await growing.grow("A lost badge ")
    await growing.tell("I have to restart")
    assert office.calls.told[1:] == [("final", "A lost badge\n\n*I have to restart*")]
    assert office.kept[-1] == Begun("s1")


async def test_a_stream_that_the_person_stopped_stays_as_it_is(office: Office) -> None:
    """The end changes nothing any more."""
    growing = office.message(PERSONAL)
    await growing.grow("A lost ")
    office.calls.faults = [StreamStopped()]
    with pytest.raises(DeliveryStopped):
        await growing.grow("A lost badge ")
    with pytest.raises(DeliveryStopped):
        await growing.finish(WHOLE)
    await growing.abandon()
    assert len(office.calls.called) == 2


async def test_a_stream_of_another_process_ends_as_the_answer(office: Office) -> None:
    """Its text may be what it was before, with more."""
    growing = office.message(PERSONAL, begun=Begun("s9", is_streaming=True))
    await growing.finish(WHOLE)
    assert [(one.operation, one.id) for one in office.calls.called] == [("final", "s9")]


async def test_a_stream_of_another_process_may_be_gone(office: Office) -> None:
    """Nobody has taken it away, so the answer is sent anew."""
    growing = office.message(PERSONAL, begun=Begun("s9", is_streaming=True))
    office.calls.faults = [StreamOver("stream", status=403)]
    office.calls.deleted = {"s9"}
    await growing.finish(WHOLE)
    assert [one.operation for one in office.calls.called] == ["final", "update", "send"]


async def test_a_status_that_is_given_up_goes(office: Office) -> None:
    """Nothing says any more that an answer is coming."""
    growing = office.message()
    await growing.tell("You are 2nd in line")
    await growing.abandon()
    await growing.begin("")
    assert office.calls.told[1:] == [("delete", "")]


async def test_half_an_answer_that_is_given_up_stays(office: Office) -> None:
    """Without the line and the button beneath it."""
    growing = office.message()
    await growing.grow("A lost badge ")
    await growing.abandon()
    last = office.calls.called[-1]
    assert (last.operation, last.text, last.message.cards) == ("update", "A lost badge", ())


@pytest.mark.parametrize(
    ("begun", "calls"), [(Begun("m9"), ["delete"]), (Begun("m9", is_whole=True), [])]
)
async def test_what_another_process_left_goes_unless_it_is_whole(
    office: Office, begun: Begun, calls: list[str]
) -> None:
    """Whatever it is, it says that more comes."""
    await office.message(begun=begun).abandon()
    assert [one.operation for one in office.calls.called] == calls


async def test_it_is_taken_away_as_a_stream_too(office: Office) -> None:
    """Which has to be ended first."""
    growing = office.message(PERSONAL)
    await growing.grow("A lost badge ")
    await growing.remove()
    assert [one.operation for one in office.calls.called] == ["streaming", "final", "delete"]


@pytest.mark.parametrize(
    "ends", [lambda one: one.finish(WHOLE), GrowingMessage.abandon, GrowingMessage.remove]
)
async def test_a_first_piece_that_was_cut_short_keeps_the_chat_until_the_end(
    office: Office, ends: Callable[[GrowingMessage], Awaitable[None]]
) -> None:
    """A quick answer came meanwhile; the next one may be a stream."""
    growing = office.message(PERSONAL)
    office.calls.hangs = True
    beginning = asyncio.create_task(growing.draft("The first badge is free."))
    await until(lambda: office.calls.called)
    beginning.cancel()
    await asyncio.wait({beginning})
    office.calls.hangs = False
    assert not office.message(PERSONAL).is_stream
    await ends(growing)
    assert office.message(PERSONAL).is_stream


async def test_a_status_that_is_under_way_becomes_the_answer(office: Office) -> None:
    """Whoever said it is gone by then; it must not be left beside the answer."""
    growing = office.message()
    office.calls.may_send.clear()
    telling = asyncio.create_task(growing.tell("You are 9th in line"))
    await asyncio.sleep(0)
    telling.cancel()
    finishing = asyncio.create_task(growing.finish(WHOLE))
    await asyncio.sleep(0)
    office.calls.may_send.set()
    await finishing
    assert [(one.operation, one.id) for one in office.calls.called] == [
        ("send", ""),
        ("update", "m1"),
    ]


async def test_a_status_whose_turn_has_not_come_gives_way_to_the_answer(office: Office) -> None:
    """Where not all may be called at once, nobody waits for a place in line that is none any more."""
    growing = office.message()
    office.calls.may_begin.clear()
    telling = [asyncio.create_task(growing.tell(f"You are {n}th in line")) for n in (9, 8)]
    await asyncio.sleep(0.01)
    await growing.finish(WHOLE)
    await asyncio.gather(*telling)
    assert office.calls.told == [("send", WHOLE.text)]
    assert not growing.is_unsure


async def test_who_gives_up_telling_a_status_is_told_so(office: Office) -> None:
    """Its own end is not taken for the answer's."""
    growing = office.message()
    office.calls.may_begin.clear()
    telling = asyncio.create_task(growing.tell("You are 9th in line"))
    await asyncio.sleep(0.01)
    telling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await telling

"""Calls of Teams through botbuilder's adapter, against a local Teams that has bad days."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from adapters.teams.calls import (
    CallRules,
    Change,
    StreamKind,
    StreamOver,
    StreamPiece,
    StreamStopped,
    TeamsCallFailed,
    TeamsCallRefused,
    TeamsTooBig,
)
from adapters.teams.message import Citation, TeamsMessage
from adapters.teams.references import Reference
from adapters.teams.spot import ChatKind, Spot
from core.chatting.pacing import Pace, Priority
from core.errors import DeliveryError, DeliveryRefused
from tests.e2e.teams.transport_stage import Calling, calling
from tests.local_teams.server import LocalTeams

HELLO = TeamsMessage("hello")
INFORMATIVE, STREAMING, FINAL = StreamKind


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    async with LocalTeams() as made:
        yield made


@pytest.fixture
async def desk(teams: LocalTeams) -> AsyncIterator[Calling]:
    async with calling(teams) as made:
        yield made


@pytest.fixture
async def general(desk: Calling) -> Spot:
    """A channel that the desk knows."""
    return await desk.knows(desk.teams.chat("#general"))


@pytest.fixture
async def personal(desk: Calling) -> Spot:
    """Ann's chat, that the desk knows."""
    ann = desk.teams.person("ann")
    return await desk.knows(desk.teams.personal(ann), ann)


def seen(teams: LocalTeams) -> list[str]:
    return teams.seen("#general")


async def test_it_says_something(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """With our token, as a message of its own."""
    sent = await desk.calls.send(general, HELLO)
    assert teams.chat("#general").message(sent) is not None
    assert seen(teams) == ["frontdesk: hello"]
    assert "replyToId" not in teams.calls[-1].body


async def test_it_answers_in_a_thread(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """By the thread's own name of the conversation."""
    asked = await teams.person("ann").says("a question", teams.chat("#general"))
    spot = Spot(general.tenant, general.chat, general.kind, asked.id)
    await desk.calls.send(spot, HELLO)
    assert teams.seen("#general", asked.id) == ["Ann: a question", "frontdesk: hello"]


async def test_all_of_a_message_arrives(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """The label, the sources and the thumbs too, which botbuilder's own entities drop."""
    cited = Citation(1, "Leave", "https://harcourt.example/leave", "Twenty-five days.")
    message = TeamsMessage("25 days [1]", citations=(cited,), is_ai=True, takes_feedback=True)
    await desk.calls.send(general, message)
    body = teams.calls[-1].body
    assert body["entities"][0]["additionalType"] == ["AIGeneratedContent"]
    assert body["entities"][0]["citation"][0]["appearance"]["name"] == "Leave"
    assert body["channelData"] == {"feedbackLoop": {"type": "default"}}


async def test_it_changes_what_it_said(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """In its place."""
    sent = await desk.calls.send(general, HELLO)
    assert await desk.calls.update(general, sent, TeamsMessage("goodbye")) is Change.MADE
    assert seen(teams) == ["frontdesk: goodbye"]


async def test_it_takes_away_what_it_said(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """Twice is not wrong; changing it afterwards is told."""
    sent = await desk.calls.send(general, HELLO)
    await desk.calls.delete(general, sent)
    await desk.calls.delete(general, sent)
    assert seen(teams) == []
    assert await desk.calls.update(general, sent, HELLO) is Change.DELETED


async def test_a_rate_limit_is_waited_for(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """As long as Teams asks: nothing had been done."""
    teams.mischief.fail("send", status=429, code="TooManyRequests", retry_after=0.2)
    began = time.monotonic()
    await desk.calls.send(general, HELLO)
    assert time.monotonic() - began >= 0.2
    assert seen(teams) == ["frontdesk: hello"]


async def test_a_rate_limit_that_lasts_is_left_to_the_caller(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """Nobody waits a minute within a call."""
    teams.mischief.fail("send", status=429, code="TooManyRequests", retry_after=60)
    with pytest.raises(TeamsCallFailed) as failed:
        await desk.calls.send(general, HELLO)
    assert (failed.value.status, failed.value.again_in_seconds) == (429, 60)
    assert not failed.value.is_unsure


@pytest.mark.parametrize("status", [412, 502, 503, 504])
async def test_what_teams_asks_to_repeat_is_repeated(
    desk: Calling, teams: LocalTeams, general: Spot, status: int
) -> None:
    """Its gateways answer with whatever page they like."""
    teams.mischief.fail("send", status=status, times=2)
    await desk.calls.send(general, HELLO)
    assert seen(teams) == ["frontdesk: hello"]


async def test_what_creates_something_is_not_repeated_blindly(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """It was shown, though the connection broke before Teams could say so."""
    teams.mischief.lose("send")
    with pytest.raises(TeamsCallFailed) as failed:
        await desk.calls.send(general, HELLO)
    assert failed.value.is_unsure
    assert seen(teams) == ["frontdesk: hello"]


async def test_a_message_that_took_too_long_is_not_repeated(
    teams: LocalTeams,
) -> None:
    """It may have been shown after all."""
    rules = CallRules(try_seconds=0.1, in_time_seconds=1.0, pause_seconds=0.01, paces={})
    async with calling(teams, rules) as desk:
        general = await desk.knows(teams.chat("#general"))
        await desk.calls.typing(general)
        teams.mischief.slow("send", 0.3)
        with pytest.raises(TeamsCallFailed) as failed:
            await desk.calls.send(general, HELLO)
    assert (failed.value.code, failed.value.is_unsure) == ("timeout", True)


@pytest.mark.parametrize("operation", ["update", "delete"])
async def test_what_changes_nothing_twice_is_repeated(
    desk: Calling, teams: LocalTeams, general: Spot, operation: str
) -> None:
    """After a connection that broke, and after a fault."""
    sent = await desk.calls.send(general, HELLO)
    teams.mischief.lose(operation)
    teams.mischief.fail(operation, status=500)
    if operation == "update":
        await desk.calls.update(general, sent, TeamsMessage("goodbye"))
    else:
        await desk.calls.delete(general, sent)
    assert seen(teams) == (["frontdesk: goodbye"] if operation == "update" else [])


async def test_where_teams_cannot_be_reached_nothing_was_done(teams: LocalTeams) -> None:
    """So even a message is tried again, in the time there is."""
    rules = CallRules(in_time_seconds=0.3, pause_seconds=0.01, paces={})
    nowhere = Reference(
        spot=Spot("tenant", "19:x@thread.v2", ChatKind.GROUP),
        service_url="http://127.0.0.1:9/",
        bot_id="28:x",
        bot_name="frontdesk",
    )
    async with calling(teams, rules) as desk:
        await desk.references.keep(nowhere)
        with pytest.raises(TeamsCallFailed) as failed:
            await desk.calls.send(nowhere.spot, HELLO)
    assert (failed.value.code, failed.value.is_unsure) == ("unreachable", False)


@pytest.mark.parametrize(
    "code", ["BotNotInConversationRoster", "BotDisabledByAdmin", "ConversationBlockedByUser"]
)
async def test_a_closed_chat_is_not_asked_again(
    desk: Calling, teams: LocalTeams, general: Spot, code: str
) -> None:
    """It is refused for good, and how to reach it is forgotten."""
    teams.mischief.remove_bot(teams.chat("#general"), code)
    with pytest.raises(TeamsCallRefused) as refused:
        await desk.calls.send(general, HELLO)
    assert (refused.value.status, refused.value.code) == (403, code)
    assert await desk.references.of(general.tenant, general.chat) is None
    before = len(teams.calls)
    with pytest.raises(DeliveryRefused):
        await desk.calls.send(general, HELLO)
    assert len(teams.calls) == before


async def test_a_thread_that_is_gone_leaves_its_channel(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """Refused there, while the channel is still reached."""
    with pytest.raises(TeamsCallRefused):
        await desk.calls.send(Spot(general.tenant, general.chat, general.kind, "1"), HELLO)
    await desk.calls.send(general, HELLO)
    assert seen(teams) == ["frontdesk: hello"]


async def test_local_development_sends_no_token() -> None:
    """There is none, and the Teams on this machine asks for none."""
    async with LocalTeams(demands_tokens=False) as teams:
        nothing = {"app_id": "", "app_password": "", "tenant_id": ""}
        async with calling(teams, is_development=True, **nothing) as desk:
            general = await desk.knows(teams.chat("#general"))
            await desk.calls.send(general, HELLO)
        assert seen(teams) == ["frontdesk: hello"]
        assert teams.issuer.asked["token"] == 0


async def test_a_chat_that_nobody_wrote_from_is_refused(desk: Calling, teams: LocalTeams) -> None:
    """Its service URL comes from Teams alone."""
    with pytest.raises(TeamsCallRefused) as refused:
        await desk.calls.send(Spot("tenant", "19:x@thread.v2", ChatKind.GROUP), HELLO)
    assert refused.value.code == "unknown_chat"


async def test_no_token_is_sent_over_plain_http_elsewhere(desk: Calling) -> None:
    """Whatever the database says."""
    elsewhere = Reference(
        spot=Spot("tenant", "19:x@thread.v2", ChatKind.GROUP),
        service_url="http://teams.example/",
        bot_id="28:x",
        bot_name="frontdesk",
    )
    await desk.references.keep(elsewhere)
    with pytest.raises(DeliveryRefused, match="not known to be Teams"):
        await desk.calls.send(elsewhere.spot, HELLO)


async def test_too_much_is_told_apart(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """A shorter message may be taken."""
    with pytest.raises(TeamsTooBig):
        await desk.calls.send(general, TeamsMessage("x" * 30_000))


async def test_letters_of_several_bytes_arrive_whole(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """Msrest counts characters where HTTP counts bytes."""
    await desk.calls.send(general, TeamsMessage("Grüße 字 🙂"))
    assert seen(teams) == ["frontdesk: Grüße 字 🙂"]


async def test_a_wrong_call_is_told_and_not_repeated(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """The error never holds what was to be said."""
    teams.mischief.fail("send", status=400, code="BadSyntax")
    with pytest.raises(TeamsCallFailed, match="fault of the app") as failed:
        await desk.calls.send(general, TeamsMessage("a secret"))
    assert "secret" not in str(failed.value)
    assert desk.made("send") == 1


async def test_a_token_that_was_taken_back_is_replaced(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """Within the same call."""
    await desk.calls.send(general, HELLO)
    teams.tokens.revoke()
    desk.clock.ahead_seconds = 61
    await desk.calls.send(general, TeamsMessage("again"))
    assert seen(teams) == ["frontdesk: hello", "frontdesk: again"]


async def test_a_wrong_password_is_no_fault_of_the_chat(teams: LocalTeams) -> None:
    """Nothing is sent, and nothing given up."""
    async with calling(teams, app_password="wrong") as desk:
        general = await desk.knows(teams.chat("#general"))
        with pytest.raises(TeamsCallFailed) as failed:
            await desk.calls.send(general, HELLO)
        assert (failed.value.code, failed.value.is_unsure) == ("no_token", False)
        assert await desk.references.of(general.tenant, general.chat) is not None
    assert teams.calls == []


@pytest.mark.feature("Answers go before posts where not all can")
async def test_calls_keep_their_pace(teams: LocalTeams) -> None:
    """Answers go before posts where not all can."""
    paces = {"message": Pace(600, 1, is_by_channel=True)}
    async with calling(teams, CallRules(paces=paces)) as desk:
        general = await desk.knows(teams.chat("#general"))
        # The first call of all waits for a token, and meanwhile more may go.
        await desk.calls.send(await desk.knows(teams.chat("dm Ann")), TeamsMessage("Hi"))
        began = time.monotonic()
        await desk.calls.send(general, TeamsMessage("first"))
        await asyncio.gather(
            desk.calls.send(general, TeamsMessage("a post"), priority=Priority.POST),
            desk.calls.send(general, TeamsMessage("an answer")),
        )
        assert time.monotonic() - began >= 0.19
    assert seen(teams) == ["frontdesk: first", "frontdesk: an answer", "frontdesk: a post"]


async def test_typing_never_fails(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """It is nice to have."""
    await desk.calls.typing(general)
    teams.mischief.fail("typing", status=500)
    await desk.calls.typing(general)
    await desk.calls.typing(Spot("tenant", "19:x@thread.v2", ChatKind.GROUP))
    assert desk.made("typing") == 2


async def test_an_answer_grows_before_ones_eyes(
    desk: Calling, teams: LocalTeams, personal: Spot
) -> None:
    """All pieces become one message, which the last one completes."""
    stream_id = await desk.calls.stream(
        personal, StreamPiece(INFORMATIVE, 1, TeamsMessage("Reading …"))
    )
    for sequence, text in enumerate(("Twenty", "Twenty-five"), start=2):
        piece = StreamPiece(STREAMING, sequence, TeamsMessage(text), stream_id)
        assert await desk.calls.stream(personal, piece) == stream_id
    last = TeamsMessage("Twenty-five days.", is_ai=True, takes_feedback=True)
    await desk.calls.stream(personal, StreamPiece(FINAL, 0, last, stream_id))
    assert teams.seen("dm Ann") == ["frontdesk: Twenty-five days."]
    shown = teams.chat("dm Ann").message(stream_id)
    assert shown is not None
    assert shown.stream == "final"
    assert await desk.calls.update(personal, stream_id, HELLO) is Change.MADE


async def test_stop_is_told_apart(desk: Calling, teams: LocalTeams, personal: Spot) -> None:
    """The person pressed it in Teams; nothing is wrong with the chat."""
    stream_id = await desk.calls.stream(personal, StreamPiece(STREAMING, 1, TeamsMessage("Twen")))
    shown = teams.chat("dm Ann").message(stream_id)
    assert shown is not None
    teams.streams.stop(shown)
    with pytest.raises(StreamStopped):
        await desk.calls.stream(
            personal, StreamPiece(STREAMING, 2, TeamsMessage("Twenty"), stream_id)
        )
    assert await desk.references.of(personal.tenant, personal.chat) is not None


async def test_a_stream_that_took_too_long_is_over(
    desk: Calling, teams: LocalTeams, personal: Spot
) -> None:
    """Its message can still be changed."""
    stream_id = await desk.calls.stream(personal, StreamPiece(STREAMING, 1, TeamsMessage("Twen")))
    teams.mischief.stream_seconds = 0.0
    with pytest.raises(StreamOver):
        await desk.calls.stream(
            personal, StreamPiece(STREAMING, 2, TeamsMessage("Twenty"), stream_id)
        )
    assert await desk.calls.update(personal, stream_id, TeamsMessage("Twenty-five")) is Change.MADE


async def test_a_second_stream_in_a_chat_is_told(desk: Calling, personal: Spot) -> None:
    """Teams takes one at a time."""
    await desk.calls.stream(personal, StreamPiece(STREAMING, 1, TeamsMessage("one")))
    with pytest.raises(StreamOver):
        await desk.calls.stream(personal, StreamPiece(STREAMING, 1, TeamsMessage("two")))


async def test_there_are_no_streams_in_channels(desk: Calling, general: Spot) -> None:
    """Which is known at once, by 405."""
    with pytest.raises(StreamOver) as over:
        await desk.calls.stream(general, StreamPiece(STREAMING, 1, TeamsMessage("one")))
    assert over.value.status == 405
    assert await desk.references.of(general.tenant, general.chat) is not None


async def test_who_somebody_is_is_asked_once(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """And remembered."""
    zoe = teams.add_person("Zoe", role="guest", tenant="another-tenant")
    teams.chat("#general").members.append(zoe.account)
    for _ in range(3):
        member = await desk.calls.member(general, zoe.id)
        assert member is not None
        assert (member.name, member.role, member.tenant) == ("Zoe", "guest", "another-tenant")
        assert member.is_external
    assert desk.made("member") == 1
    ann = await desk.calls.member(general, teams.person("ann").id)
    assert ann is not None
    assert not ann.is_external


async def test_who_is_not_there_is_not_known(desk: Calling, general: Spot) -> None:
    """No error: whoever asks must do without."""
    assert await desk.calls.member(general, "29:nobody") is None
    assert await desk.references.of(general.tenant, general.chat) is not None


async def test_a_personal_chat_is_opened(desk: Calling, teams: LocalTeams, general: Spot) -> None:
    """From what is known of the tenant; the second time it is known."""
    bob = teams.person("bob")
    spot = await desk.calls.personal_spot(general.tenant, bob.id)
    assert spot == await desk.calls.personal_spot(general.tenant, bob.id)
    await desk.calls.send(spot, HELLO)
    assert teams.seen("dm Bob") == ["frontdesk: hello"]
    assert desk.made("create") == 1


async def test_who_has_not_installed_the_app_is_not_written_to(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """Teams refuses it."""
    bob = teams.person("bob")
    teams.mischief.remove_bot(teams.personal(bob))
    with pytest.raises(TeamsCallRefused) as refused:
        await desk.calls.personal_spot(general.tenant, bob.id)
    assert refused.value.code == "ForbiddenOperationException"


async def test_a_tenant_that_nobody_wrote_from_is_not_written_to(desk: Calling) -> None:
    """Nothing says where it is."""
    with pytest.raises(TeamsCallRefused):
        await desk.calls.personal_spot("another-tenant", "29:zoe")


@pytest.mark.feature("What people say is not in the log")
async def test_what_is_tried_again_is_in_the_log(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """Without what was said."""
    teams.mischief.fail("send", status=503)
    with capture_logs() as logs:
        await desk.calls.send(general, TeamsMessage("a secret"))
    assert [line["event"] for line in logs] == ["teams_call_again"]
    assert "secret" not in str(logs)


async def test_giving_up_leaves_nothing_behind(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """A call that is cancelled ends at once."""
    teams.mischief.slow("send", 0.2)
    sending = asyncio.create_task(desk.calls.send(general, HELLO))
    await teams.until(lambda: desk.made("send"))
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    await desk.calls.send(general, TeamsMessage("again"))
    assert issubclass(TeamsCallFailed, DeliveryError)


async def test_a_message_that_is_not_found_is_lost(
    desk: Calling, teams: LocalTeams, general: Spot
) -> None:
    """A 404 without a word is no sign that somebody deleted it; who called can send it anew."""
    sent = await desk.calls.send(general, TeamsMessage("CAD 20"))
    teams.mischief.fail("update", status=404)
    assert await desk.calls.update(general, sent, TeamsMessage("CAD 21")) is Change.LOST

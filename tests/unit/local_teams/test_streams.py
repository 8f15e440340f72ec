"""Streams take what Teams takes, and refuse what it refuses."""

from __future__ import annotations

import pytest

from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat, Json
from tests.unit.local_teams.tiny_bot import TinyBot, path_of


@pytest.fixture
def chat(teams: LocalTeams) -> Chat:
    return teams.chat("dm Ann")


async def begun(bot: TinyBot, chat: Chat, text: str = "A brown") -> str:
    """A stream with its first piece; returns its id."""
    status, answer = await bot.streams(chat, text, 1)
    assert status == 201
    return str(answer["id"])


def why(answer: tuple[int, Json]) -> tuple[int, str]:
    """Status and words of a refusal."""
    return answer[0], answer[1]["error"]["message"]


async def test_whole_stream(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """A stream goes from a status over growing text to a message."""
    status, answer = await bot.streams(chat, "Searching", 1, streamType="informative")
    assert status == 201
    stream = answer["id"]
    message = chat.message(stream)
    assert message is not None
    assert (message.stream, message.text) == ("informative", "Searching")
    assert await bot.streams(chat, "A brown", 2, streamId=stream) == (202, {})
    assert message.stream == "streaming"
    assert await bot.streams(chat, "A brown fox", 3, streamId=stream) == (202, {})
    assert await bot.streams(chat, "A brown fox.", 0, streamId=stream) == (202, {})
    assert (message.stream, teams.seen(chat)) == ("final", ["frontdesk: A brown fox."])
    assert {one.operation for one in teams.calls} == {"stream"}


async def test_stop(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """After the person's Stop nothing more is taken, not even the last piece."""
    stream = await begun(bot, chat)
    message = chat.message(stream)
    assert message is not None
    await teams.person("ann").stops(message)
    assert message.stream == "stopped"
    refused = (403, "Content stream was canceled by user.")
    assert why(await bot.streams(chat, "A brown fox", 2, streamId=stream)) == refused
    assert why(await bot.streams(chat, "A brown fox", 0, streamId=stream)) == refused


async def test_nothing_to_stop(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """What is not streamed has no Stop."""
    message = await bot.says(chat, "Hi")
    with pytest.raises(ValueError, match="not streamed"):
        await teams.person("ann").stops(message)


async def test_too_late(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """After its time a stream takes nothing, but its message can be changed."""
    stream = await begun(bot, chat)
    teams.mischief.stream_seconds = 0.0
    refused = (403, "Content stream finished due to exceeded streaming time.")
    assert why(await bot.streams(chat, "A brown fox", 2, streamId=stream)) == refused
    path = f"{path_of(chat)}/activities/{stream}"
    assert (await bot.calls("PUT", path, {"type": "message", "text": "Fox"}))[0] == 200


async def test_other_text(bot: TinyBot, chat: Chat) -> None:
    """Each piece, and the last, begins with what came before."""
    stream = await begun(bot, chat)
    for sequence in (2, 0):
        status, words = why(await bot.streams(chat, "A red fox", sequence, streamId=stream))
        assert (status, "previously streamed" in words) == (403, True)


async def test_second_stream(bot: TinyBot, chat: Chat) -> None:
    """A chat has one stream at a time; afterwards there may be another."""
    stream = await begun(bot, chat)
    assert (await bot.streams(chat, "Other", 1))[0] == 403
    await bot.streams(chat, "A brown fox", 0, streamId=stream)
    await begun(bot, chat)


async def test_done_is_done(bot: TinyBot, chat: Chat) -> None:
    """A finished stream takes nothing."""
    stream = await begun(bot, chat)
    await bot.streams(chat, "A brown fox", 0, streamId=stream)
    status, words = why(await bot.streams(chat, "A brown fox!", 3, streamId=stream))
    assert (status, "already completed" in words) == (403, True)


async def test_only_personal(teams: LocalTeams, bot: TinyBot) -> None:
    """Channels and group chats take no streams."""
    for place in (teams.chat("#general"), teams.add_group("Lunch", [teams.person("ann")])):
        status, answer = await bot.streams(place, "A brown", 1)
        assert (status, answer["error"]["code"]) == (405, "BadArgument")


async def test_out_of_order(bot: TinyBot, chat: Chat) -> None:
    """A piece that comes too late is dropped with 202."""
    stream = await begun(bot, chat)
    await bot.streams(chat, "A brown fox jumps", 5, streamId=stream)
    status, answer = await bot.streams(chat, "A brown fox", 4, streamId=stream)
    assert status == 202
    assert answer["error"]["code"] == "ContentStreamSequenceOrderPreConditionFailed"
    assert chat.messages[0].text == "A brown fox jumps"


async def test_too_big_a_piece(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """In a stream, too much is a 403."""
    teams.mischief.too_big_over = 500
    assert why(await bot.streams(chat, "x" * 500, 1)) == (403, "Message size too large")


async def test_pace(teams: LocalTeams, bot: TinyBot, chat: Chat) -> None:
    """Where a pace is asked for, faster pieces get 429."""
    teams.mischief.stream_gap_seconds = 60
    stream = await begun(bot, chat)
    assert (await bot.streams(chat, "A brown fox", 2, streamId=stream))[0] == 429


@pytest.mark.parametrize(
    ("text", "sequence", "info"),
    [
        ("", 1, {}),
        ("x" * 1001, 1, {"streamType": "informative"}),
        ("A", 2, {}),
        ("A", 1, {"streamType": "final"}),
        ("A", 1, {"streamType": "other"}),
        ("A", 0, {}),
        ("A", 0, {"streamSequence": 3}),
        ("A", 2, {"streamId": "12"}),
    ],
)
async def test_pieces_that_make_no_sense(
    bot: TinyBot, chat: Chat, text: str, sequence: int, info: Json
) -> None:
    """What does not fit the protocol is refused with 400."""
    assert (await bot.streams(chat, text, sequence, **info))[0] == 400


async def test_status_after_text(bot: TinyBot, chat: Chat) -> None:
    """Once the answer has begun, there is no status line any more."""
    stream = await begun(bot, chat)
    piece = await bot.streams(chat, "Hm", 2, streamId=stream, streamType="informative")
    assert piece[0] == 400

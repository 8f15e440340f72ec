"""The connector does what bots ask of it, and refuses what Teams refuses."""

from __future__ import annotations

import aiohttp
import pytest

from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Json
from tests.unit.local_teams.tiny_bot import TinyBot, path_of, with_card


def code_of(answer: Json) -> str:
    """The code of a refusal."""
    return str(answer["error"]["code"])


async def test_bot_speaks(teams: LocalTeams, bot: TinyBot) -> None:
    """What the bot sends stands in the chat, and the call is kept."""
    channel = teams.chat("#general")
    root = await teams.person("ann").says("Hello", channel)
    message = await bot.says(channel, "**Hi** Ann", root)
    assert teams.seen(channel, root) == ["Ann: Hello", "frontdesk: Hi Ann"]
    assert message.under == root.id
    assert [(one.operation, one.status) for one in teams.calls] == [("send", 201)]


async def test_new_root(teams: LocalTeams, bot: TinyBot) -> None:
    """What is sent to a channel itself opens a thread."""
    message = await bot.says(teams.chat("#general"), "News")
    assert message.under == ""


async def test_reply_to_activity(teams: LocalTeams, bot: TinyBot) -> None:
    """An answer to an activity goes where its conversation says."""
    channel = teams.chat("#general")
    root = await teams.person("ann").says("Hello", channel)
    path = f"{path_of(channel, root)}/activities/{root.id}"
    status, answer = await bot.calls("POST", path, {"type": "message", "text": "Hi"})
    assert status == 201
    message = channel.message(answer["id"])
    assert message is not None
    assert message.under == root.id


async def test_update_and_delete(teams: LocalTeams, bot: TinyBot) -> None:
    """The bot changes its message, and takes it away."""
    chat = teams.chat("dm Ann")
    message = await bot.says(chat, "One")
    path = f"{path_of(chat)}/activities/{message.id}"
    assert (await bot.calls("PUT", path, {"type": "message", "text": "Two"}))[0] == 200
    assert teams.seen(chat) == ["frontdesk: Two"]
    assert await bot.calls("DELETE", path) == (200, None)
    assert teams.seen(chat) == []
    status, answer = await bot.calls("PUT", path, {"type": "message", "text": "Three"})
    assert (status, code_of(answer)) == (404, "ActivityNotFoundInConversation")


async def test_messages_of_people_stay(teams: LocalTeams, bot: TinyBot) -> None:
    """What a person said is not the bot's to change."""
    ann = teams.person("ann")
    message = await ann.says("Mine", teams.personal(ann))
    path = f"{path_of(teams.personal(ann))}/activities/{message.id}"
    assert (await bot.calls("PUT", path, {"type": "message", "text": "x"}))[0] == 403


async def test_typing(teams: LocalTeams, bot: TinyBot) -> None:
    """Typing is taken, and leaves nothing."""
    chat = teams.chat("dm Ann")
    assert await bot.sends(chat, type="typing") == (202, {})
    assert teams.calls[-1].operation == "typing"
    assert chat.messages == []


async def test_create_personal(teams: LocalTeams, bot: TinyBot) -> None:
    """A personal chat opens for whoever has the app, by either id."""
    ann = teams.person("ann")
    data = {"tenant": {"id": teams.tenant_id}}
    for name in (ann.id, ann.aad):
        body = {"members": [{"id": name}], "channelData": data, "isGroup": False}
        status, answer = await bot.calls("POST", "conversations", body)
        assert (status, answer["id"]) == (201, teams.personal(ann).id)


async def test_create_without_the_app(teams: LocalTeams, bot: TinyBot) -> None:
    """Who has not the app cannot be written to."""
    ann = teams.person("ann")
    teams.mischief.remove_bot(teams.personal(ann))
    body = {"members": [{"id": ann.id}], "channelData": {"tenant": {"id": teams.tenant_id}}}
    status, answer = await bot.calls("POST", "conversations", body)
    assert (status, code_of(answer)) == (403, "ForbiddenOperationException")


async def test_create_without_tenant(teams: LocalTeams, bot: TinyBot) -> None:
    """A personal chat is opened in a tenant."""
    body = {"members": [{"id": teams.person("ann").id}]}
    assert (await bot.calls("POST", "conversations", body))[0] == 400


async def test_create_thread(teams: LocalTeams, bot: TinyBot) -> None:
    """A thread in a channel begins with its message."""
    channel = teams.chat("#general")
    body = {
        "isGroup": True,
        "channelData": {"channel": {"id": channel.id}, "tenant": {"id": teams.tenant_id}},
        "activity": {"type": "message", "text": "News"},
    }
    status, answer = await bot.calls("POST", "conversations", body)
    assert status == 201
    assert answer["id"] == f"{channel.id};messageid={answer['activityId']}"
    assert teams.seen(channel) == ["frontdesk: News"]


async def test_members(teams: LocalTeams, bot: TinyBot) -> None:
    """Members are told of with ids, tenant and role."""
    sam = teams.add_person("Sam", tenant="other", role="guest")
    status, found = await bot.calls("GET", f"{path_of(teams.chat('#general'))}/members/{sam.id}")
    assert status == 200
    assert (found["name"], found["tenantId"], found["userRole"]) == ("Sam", "other", "guest")
    _, everybody = await bot.calls("GET", f"{path_of(teams.chat('#general'))}/members")
    assert [one["name"] for one in everybody] == ["Ann", "Bob", "Priya", "Sam"]


async def test_unknown_member(teams: LocalTeams, bot: TinyBot) -> None:
    """Who is not there is not found."""
    chat = teams.chat("dm Ann")
    status, answer = await bot.calls("GET", f"{path_of(chat)}/members/{teams.person('bob').id}")
    assert (status, code_of(answer)) == (404, "MemberNotFoundInConversation")


async def test_pages_of_members(teams: LocalTeams, bot: TinyBot) -> None:
    """Members come in pages, with a token for the next."""
    path = f"{path_of(teams.chat('#general'))}/pagedmembers"
    _, first = await bot.calls("GET", f"{path}?pageSize=2")
    _, second = await bot.calls(
        "GET", f"{path}?pageSize=2&continuationToken={first['continuationToken']}"
    )
    assert [one["name"] for one in first["members"] + second["members"]] == ["Ann", "Bob", "Priya"]
    assert "continuationToken" not in second


async def test_team(teams: LocalTeams, bot: TinyBot) -> None:
    """A team tells its name and its channels."""
    team = teams.chat("#general").team
    assert team is not None
    _, details = await bot.calls("GET", f"teams/{team.id}")
    _, channels = await bot.calls("GET", f"teams/{team.id}/conversations")
    assert details["name"] == "Harcourt Health"
    assert [one["name"] for one in channels["conversations"]] == [None, "general"]


async def test_no_token(teams: LocalTeams, bot: TinyBot) -> None:
    """Without what the issuer gave, nothing is let in."""
    for token in ("", "guessed", teams.tokens.token()):
        bot.token = token
        assert (await bot.sends(teams.chat("dm Ann"), "Hi"))[0] == 401


async def test_revoked_token(teams: LocalTeams, bot: TinyBot) -> None:
    """What was given may end."""
    teams.tokens.revoke()
    assert (await bot.sends(teams.chat("dm Ann"), "Hi"))[0] == 401


async def test_unknown_conversation(teams: LocalTeams, bot: TinyBot) -> None:
    """There is no such chat, nor such a thread."""
    message = {"type": "message", "text": "Hi"}
    status, answer = await bot.calls("POST", "conversations/a:nothing/activities", message)
    assert (status, code_of(answer)) == (404, "ConversationNotFound")
    path = f"{path_of(teams.chat('#general'))}%3Bmessageid%3D12/activities"
    assert (await bot.calls("POST", path, message))[0] == 404


async def test_bot_that_was_removed(teams: LocalTeams, bot: TinyBot) -> None:
    """Where the bot is no more, it can do nothing."""
    chat = teams.chat("dm Ann")
    teams.mischief.remove_bot(chat)
    status, answer = await bot.sends(chat, "Hi")
    assert (status, code_of(answer)) == (403, "BotNotInConversationRoster")


async def test_too_big(teams: LocalTeams, bot: TinyBot) -> None:
    """A message has a greatest size."""
    teams.mischief.too_big_over = 1000
    status, answer = await bot.sends(teams.chat("dm Ann"), "x" * 1000)
    assert (status, code_of(answer)) == (413, "MessageSizeTooBig")


@pytest.mark.parametrize(
    "more",
    [
        {"type": "event"},
        {"text": ""},
        {"entities": [{"streamType": "final"}]},
        {"entities": [{"type": "mention", "text": "<at>Bob</at>"}]},
        {
            "entities": [
                {"type": "mention", "text": "<at>Z</at>", "mentioned": {"id": "29:z", "name": "Z"}}
            ]
        },
        {"attachments": [{"contentType": "application/pdf"}]},
        {"channelData": {"feedbackLoop": {"type": "always"}}},
        {"channelData": "x"},
        {"attachments": ["x"]},
        {"entities": {"type": "x"}},
        {"text": ["x"]},
        {"suggestedActions": {"actions": [{"type": "imBack"}]}},
        {"suggestedActions": {"actions": [{"type": "imBack", "title": "a"}] * 7}},
        with_card({"type": "TextBlock"}),
    ],
)
async def test_messages_that_make_no_sense(teams: LocalTeams, bot: TinyBot, more: Json) -> None:
    """What Teams would not take is refused with 400."""
    assert (await bot.sends(teams.chat("dm Ann"), **{"text": "Hi", **more}))[0] == 400


async def test_failure_on_purpose(teams: LocalTeams, bot: TinyBot) -> None:
    """A failure is for so many calls, and says when to come again."""
    chat = teams.chat("dm Ann")
    teams.mischief.fail("send", status=429, code="TooMany", retry_after=0.05)
    headers = {"Authorization": f"Bearer {bot.token}"}
    url = f"{teams.service_url}v3/{path_of(chat)}/activities"
    async with bot.client.post(url, json={"type": "message", "text": "Hi"}, headers=headers) as got:
        assert (got.status, got.headers["Retry-After"]) == (429, "0.05")
    assert chat.messages == []
    await bot.says(chat, "Hi")


async def test_lost_answer(teams: LocalTeams, bot: TinyBot) -> None:
    """A lost answer: it was done, and the connection breaks."""
    chat = teams.chat("dm Ann")
    teams.mischief.lose("send")
    with pytest.raises(aiohttp.ClientError):
        await bot.sends(chat, "Hi")
    assert teams.seen(chat) == ["frontdesk: Hi"]
    assert teams.calls[-1].status == 0


async def test_slow_call(teams: LocalTeams, bot: TinyBot) -> None:
    """A slow call is done after a while, and all is not settled before."""
    chat = teams.chat("dm Ann")
    teams.mischief.slow("send", 0.05)
    message = await bot.says(chat, "Hi")
    await teams.settled()
    assert message in chat.messages


async def test_unknown_operation(teams: LocalTeams) -> None:
    """Mischief with a name that is none says so."""
    with pytest.raises(ValueError, match="post"):
        teams.mischief.fail("post")


async def test_open_connector() -> None:
    """In the development mode calls carry no token, and activities neither."""
    async with LocalTeams(demands_tokens=False) as teams, TinyBot(teams) as bot:
        bot.token = ""
        await bot.says(teams.chat("dm Ann"), "Hi")
        await teams.person("ann").says("Hello", teams.chat("dm Ann"))
        await teams.settled()
        assert bot.tokens == [""]


async def test_no_json(teams: LocalTeams, bot: TinyBot) -> None:
    """A body that is no JSON is refused."""
    headers = {"Authorization": f"Bearer {bot.token}"}
    url = f"{teams.service_url}v3/{path_of(teams.chat('dm Ann'))}/activities"
    async with bot.client.post(url, data=b"{", headers=headers) as got:
        assert got.status == 400

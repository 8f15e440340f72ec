"""What the local Slack tells of channels, threads and people."""

import pytest
from slack_sdk.errors import SlackApiError

from adapters.local_slack.method_rules import METHOD_RULES
from tests.unit.local_slack.api_trial import trial


async def test_a_thread_is_read_with_metadata_where_it_is_asked_for():
    """Metadata is shown only with `include_all_metadata`."""
    metadata = {"event_type": "frontdesk_answer", "event_payload": {"turn_id": "t1", "part": 0}}
    async with trial() as one:
        place = {"channel": one.channel.id, "ts": await one.root()}
        await one.client.chat_postMessage(
            channel=one.channel.id, thread_ts=place["ts"], text="a", metadata=metadata
        )
        without = await one.client.conversations_replies(**place)
        with_it = await one.client.conversations_replies(**place, include_all_metadata=True)
        assert "metadata" not in without["messages"][1]
        assert with_it["messages"][1]["metadata"] == metadata


async def test_the_history_is_newest_first_without_answers():
    """`conversations.history` shows what stands outside of threads."""
    async with trial() as one:
        root = await one.root("first")
        await one.client.chat_postMessage(channel=one.channel.id, text="hidden", thread_ts=root)
        await one.root("second")
        answer = await one.client.conversations_history(channel=one.channel.id)
        assert [message["text"] for message in answer["messages"]] == ["second", "first"]
        assert answer["messages"][1]["reply_count"] == 1


async def test_the_history_begins_after_a_ts():
    """`oldest` is left out itself, unless it is asked for."""
    async with trial() as one:
        first = await one.root("first")
        await one.root("second")
        place = {"channel": one.channel.id, "oldest": first}
        answer = await one.client.conversations_history(**place)
        assert [message["text"] for message in answer["messages"]] == ["second"]
        answer = await one.client.conversations_history(**place, inclusive=True)
        assert len(answer["messages"]) == 2


async def test_long_lists_come_in_pages():
    """A cursor leads to the next page, and the last page has none."""
    async with trial() as one:
        for name in "abc":
            await one.root(name)
        place = {"channel": one.channel.id, "limit": 2}
        first = await one.client.conversations_history(**place)
        cursor = first["response_metadata"]["next_cursor"]
        second = await one.client.conversations_history(**place, cursor=cursor)
        assert (len(first["messages"]), len(second["messages"])) == (2, 1)
        assert second["response_metadata"]["next_cursor"] == ""


async def test_a_thread_that_is_not_there():
    """The thread of a message that nobody posted is not found."""
    async with trial() as one:
        with pytest.raises(SlackApiError) as refused:
            await one.client.conversations_replies(channel=one.channel.id, ts="1700000000.000001")
        assert refused.value.response["error"] == "thread_not_found"


async def test_private_channels_are_listed_only_with_the_bot_in_them():
    """The bot does not learn of private channels that it is not in."""
    async with trial() as one:
        workspace = one.slack.workspace
        kind = type(one.channel.kind).PRIVATE
        workspace.add_channel("seen", {one.slack.app.bot_user}, kind)
        workspace.add_channel("unseen", {one.ann.id}, kind)
        answer = await one.client.conversations_list(types="public_channel,private_channel")
        assert [channel["name"] for channel in answer["channels"]] == ["general", "seen"]


async def test_a_direct_message_is_opened_once():
    """Opening it again gives the same channel."""
    async with trial() as one:
        first = await one.client.conversations_open(users=[one.ann.id])
        again = await one.client.conversations_open(users=one.ann.id)
        assert first["channel"]["id"] == again["channel"]["id"]


async def test_members_are_told():
    """Who is in a channel can be asked."""
    async with trial() as one:
        answer = await one.client.conversations_members(channel=one.channel.id)
        assert set(answer["members"]) == {one.ann.id, "U0FRONTDESK"}


async def test_people_and_bots_are_known():
    """People, the bot and the team tell their names; strangers are not found."""
    async with trial() as one:
        user = await one.client.users_info(user=one.ann.id)
        assert (user["user"]["real_name"], user["user"]["is_bot"]) == ("Ann", False)
        assert (await one.client.bots_info(bot="B0FRONTDESK"))["bot"]["name"] == "frontdesk"
        assert (await one.client.team_info())["team"]["id"] == "T0LOCAL"
        assert len((await one.client.users_list())["members"]) == 2
        with pytest.raises(SlackApiError) as refused:
            await one.client.users_info(user="U404")
        assert refused.value.response["error"] == "user_not_found"


async def test_reactions_come_and_go():
    """A reaction is added once, shown, and taken away once."""
    async with trial() as one:
        place = {"channel": one.channel.id, "timestamp": await one.root(), "name": "eyes"}
        await one.client.reactions_add(**place)
        assert await one.refused("reactions.add", **place) == "already_reacted"
        shown = await one.client.reactions_get(
            channel=place["channel"], timestamp=place["timestamp"]
        )
        assert shown["message"]["reactions"][0]["users"] == ["U0FRONTDESK"]
        await one.client.reactions_remove(**place)
        assert await one.refused("reactions.remove", **place) == "no_reaction"


async def test_a_reaction_needs_a_name_and_a_message():
    """A name with spaces is none, and nothing can be put on a message that is not there."""
    async with trial() as one:
        place = {"channel": one.channel.id, "timestamp": await one.root()}
        assert await one.refused("reactions.add", name="two eyes", **place) == "invalid_name"
        place["timestamp"] = "1700000000.000001"
        assert await one.refused("reactions.add", name="eyes", **place) == "message_not_found"


async def test_nobody_sees_what_is_not_there():
    """A mistyped channel or name is an error of the test, not an empty transcript."""
    async with trial() as one:
        with pytest.raises(LookupError):
            one.slack.seen("#genral")
        with pytest.raises(LookupError):
            one.slack.seen("#general", by="zoe")


@pytest.mark.parametrize(
    ("method", "most"),
    [
        ("conversations.history", 999),
        ("conversations.members", 999),
        ("conversations.list", 999),
        ("conversations.replies", 1000),
    ],
)
async def test_pages_have_a_greatest_size(method: str, most: int):
    """One more is refused."""
    async with trial() as one:
        place = {"channel": one.channel.id, "ts": await one.root()}
        wanted = {
            key: value for key, value in place.items() if key in METHOD_RULES[method].required
        }
        await one.client.api_call(method, params={**wanted, "limit": most})
        with pytest.raises(SlackApiError) as refused:
            await one.client.api_call(method, params={**wanted, "limit": most + 1})
        assert refused.value.response["error"] == "invalid_limit"


@pytest.mark.parametrize("edge", ["oldest", "latest"])
async def test_a_moment_must_be_one(edge: str):
    """A date in words is no timestamp."""
    async with trial() as one:
        with pytest.raises(SlackApiError) as refused:
            await one.client.conversations_history(channel=one.channel.id, **{edge: "yesterday"})
        assert refused.value.response["error"] == f"invalid_ts_{edge}"

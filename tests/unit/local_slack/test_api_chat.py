"""Messages of the local Slack: posting, changing, taking away, and what is announced."""

import pytest

from tests.unit.local_slack.api_trial import trial


async def test_a_post_is_seen_and_announced():
    """A message of the app is seen in the channel, and told of with the bot's ids."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="Hello")
        assert one.slack.seen("#general") == ["frontdesk: Hello"]
        event = one.events[-1]
        assert (event["type"], event["ts"], event["event_ts"]) == (
            "message",
            posted["ts"],
            posted["ts"],
        )
        assert (event["bot_id"], event["app_id"]) == ("B0FRONTDESK", "A0FRONTDESK")
        assert event["channel_type"] == "channel"


async def test_an_answer_stands_in_its_thread():
    """An answer in a thread is seen there and not in the channel."""
    async with trial() as one:
        root = await one.root()
        await one.client.chat_postMessage(channel=one.channel.id, text="40 min", thread_ts=root)
        assert one.slack.seen("#general") == ["ann: How long is the wait?"]
        assert one.slack.seen("#general", thread=root)[1:] == ["frontdesk: 40 min"]


async def test_posting_to_a_person_opens_their_direct_message():
    """`chat.postMessage` takes a user's id."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.ann.id, text="Psst")
        assert posted["channel"].startswith("D")
        assert one.slack.seen("dm", by="ann") == ["frontdesk: Psst"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
        ({"text": "a", "blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "a", "blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": "a", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "a", "thread_ts": "yesterday"}, "invalid_thread_ts"),
        ({"text": "a", "thread_ts": "1700000000.000001"}, "thread_not_found"),
        ({"text": "a", "username": "Somebody"}, "missing_scope"),
    ],
)
async def test_wrong_posts_are_refused(arguments: dict, error: str):
    """Each way to post wrongly has Slack's error."""
    async with trial() as one:
        assert await one.refused("chat.postMessage", channel=one.channel.id, **arguments) == error


async def test_blocks_are_too_long_together():
    """Blocks that are right one by one are refused beyond 13,200 characters together."""
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    async with trial() as one:
        arguments = {"channel": one.channel.id, "text": "a"}
        assert await one.refused("chat.postMessage", blocks=[section] * 4, **arguments) == ""
        refused = await one.refused("chat.postMessage", blocks=[section] * 5, **arguments)
        assert refused == "msg_blocks_too_long"


async def test_metadata_is_too_large():
    """Metadata beyond 16 KB is refused."""
    metadata = {"event_type": "x", "event_payload": {"text": "x" * 17_000}}
    async with trial() as one:
        refused = await one.refused(
            "chat.postMessage", channel=one.channel.id, text="a", metadata=metadata
        )
        assert refused == "metadata_too_large"


async def test_channels_that_cannot_be_posted_in():
    """Nowhere, elsewhere, hidden and archived are told apart."""
    async with trial() as one:
        workspace = one.slack.workspace
        elsewhere = workspace.add_channel("elsewhere", {one.ann.id})
        hidden = workspace.add_channel("hidden", {one.ann.id})
        hidden.kind = type(hidden.kind).PRIVATE
        old = workspace.add_channel("old", {one.slack.app.bot_user})
        old.is_archived = True
        refusals = [
            await one.refused("chat.postMessage", channel=channel, text="a")
            for channel in ("C404", elsewhere.id, hidden.id, old.id)
        ]
        assert refusals == [
            "channel_not_found",
            "not_in_channel",
            "channel_not_found",
            "is_archived",
        ]


async def test_a_change_is_seen_and_announced_with_what_was_before():
    """`chat.update` changes the message, and tells of both versions."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="40 min")
        await one.client.chat_update(channel=one.channel.id, ts=posted["ts"], text="50 min")
        assert one.slack.seen("#general") == ["frontdesk: 50 min"]
        event = one.events[-1]
        assert event["subtype"] == "message_changed"
        assert event["previous_message"]["text"] == "40 min"
        assert event["message"]["text"] == "50 min"


async def test_text_alone_takes_blocks_away():
    """An update with text and no blocks leaves none of the old ones."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "old"}}]
    async with trial() as one:
        posted = await one.client.chat_postMessage(
            channel=one.channel.id, text="old", blocks=blocks
        )
        await one.client.chat_update(channel=one.channel.id, ts=posted["ts"], text="new")
        assert one.slack.seen("#general") == ["frontdesk: new"]


async def test_only_own_messages_change():
    """What Ann said can be neither changed nor taken away."""
    async with trial() as one:
        place = {"channel": one.channel.id, "ts": await one.root()}
        assert await one.refused("chat.update", text="Ha", **place) == "cant_update_message"
        assert await one.refused("chat.delete", **place) == "cant_delete_message"


async def test_a_deleted_message_is_gone():
    """A deletion is told of, and nothing can be done to the message any more."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="Oops")
        await one.client.chat_delete(channel=one.channel.id, ts=posted["ts"])
        assert one.slack.seen("#general") == []
        assert one.events[-1]["deleted_ts"] == posted["ts"]
        place = {"channel": one.channel.id, "ts": posted["ts"]}
        assert await one.refused("chat.update", text="a", **place) == "message_not_found"


async def test_a_private_word_is_seen_by_one_person():
    """What is posted for one person is not seen by others, nor announced."""
    async with trial() as one:
        one.slack.person("bob")
        before = len(one.events)
        await one.client.chat_postEphemeral(
            channel=one.channel.id, user=one.ann.id, text="Only you"
        )
        assert one.slack.seen("#general", by="bob") == []
        assert one.slack.seen("#general", by="ann") == ["frontdesk (only visible to you): Only you"]
        assert len(one.events) == before


async def test_a_private_word_needs_somebody_who_is_there():
    """Nobody outside of the channel can be told something in it."""
    async with trial() as one:
        bob = one.slack.person("bob").id
        refused = await one.refused(
            "chat.postEphemeral", channel=one.channel.id, user=bob, text="a"
        )
        assert refused == "user_not_in_channel"


async def test_links_lead_to_messages():
    """A permalink names the message, and the thread that it is in."""
    async with trial() as one:
        root = await one.root()
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="a", thread_ts=root)
        link = await one.client.chat_getPermalink(channel=one.channel.id, message_ts=posted["ts"])
        assert posted["ts"].replace(".", "") in link["permalink"]
        assert f"thread_ts={root}" in link["permalink"]


async def test_an_app_without_a_messages_tab_cannot_write_to_people():
    """Direct messages need the Messages tab."""
    async with trial() as one:
        one.slack.app.manifest["features"]["app_home"]["messages_tab_enabled"] = False
        refused = await one.refused("chat.postMessage", channel=one.ann.id, text="a")
        assert refused == "messages_tab_disabled"


async def test_an_edit_has_a_time_of_its_own():
    """It is later than the message, and that of the last edit."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="40 min")
        times = [posted["ts"]]
        for text in ("50 min", "60 min"):
            changed = await one.client.chat_update(
                channel=one.channel.id, ts=posted["ts"], text=text
            )
            times.append(changed["message"]["edited"]["ts"])
        assert times == sorted(set(times))


async def test_a_deleted_root_leaves_a_tombstone():
    """A message of the app with answers stays as a tombstone, as a changed message."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="Waits")
        await one.slack.person("ann").says("thanks", thread=posted["ts"])
        await one.client.chat_delete(channel=one.channel.id, ts=posted["ts"])
        event = one.events[-1]
        assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
        assert (event["message"]["user"], event["message"]["hidden"]) == ("USLACKBOT", True)
        assert "This message was deleted." in one.slack.seen("#general")[0]
        place = {"channel": one.channel.id, "ts": posted["ts"]}
        assert await one.refused("chat.update", text="a", **place) == "cant_update_message"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": "x" * 4001}, "msg_too_long"),
        ({"text": "a", "unfurl_links": False}, "invalid_arguments"),
    ],
)
async def test_wrong_changes_are_refused(arguments: dict, error: str):
    """An update takes less text than a post, and says nothing of links."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="a")
        place = {"channel": one.channel.id, "ts": posted["ts"]}
        assert await one.refused("chat.update", **place, **arguments) == error


async def test_nothing_changes_in_an_archived_channel():
    """Slack has a word of its own for it."""
    async with trial() as one:
        posted = await one.client.chat_postMessage(channel=one.channel.id, text="a")
        one.channel.is_archived = True
        place = {"channel": one.channel.id, "ts": posted["ts"]}
        assert await one.refused("chat.update", text="b", **place) == "is_inactive"

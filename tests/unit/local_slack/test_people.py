"""Tests of what people do: what it changes, and what the app is told."""

import pytest

from adapters.local_slack.seeing import messages_in
from adapters.local_slack.state import Message, Stream
from tests.unit.local_slack.office import Scene, scene_with


@pytest.fixture
def scene() -> Scene:
    return scene_with()


async def test_a_message_has_what_slack_sends(scene: Scene) -> None:
    """A post carries its text, blocks, ids and times."""
    message = await scene.ann.says("hello")

    [event] = await scene.got()
    assert event["channel"] == message.channel
    assert event["client_msg_id"] == message.client_msg_id
    assert (event["text"], event["team"], event["channel_type"]) == ("hello", "T0LOCAL", "channel")
    assert event["ts"] == event["event_ts"] == message.ts
    assert event["blocks"][0]["type"] == "rich_text"


async def test_an_answer_in_a_thread_names_its_root(scene: Scene) -> None:
    """A reply to a reply stands under the same root."""
    root = await scene.ann.says("hello")
    reply = await scene.ann.says("and", thread=root)
    again = await scene.ann.says("also", thread=reply)

    assert again.thread_ts == root.ts
    assert [one["thread_ts"] for one in (await scene.got())[1:]] == [root.ts, root.ts]


async def test_nobody_speaks_in_an_archived_channel(scene: Scene) -> None:
    """Slack's client offers no composer there."""
    await scene.ann.says("hello")
    await scene.ann.archives("#general")

    with pytest.raises(ValueError, match="archived"):
        await scene.ann.says("hello?")


async def test_archiving_is_announced(scene: Scene) -> None:
    """The app hears of an archived channel."""
    await scene.ann.says("hello")
    await scene.ann.archives("#general")

    assert "channel_archive" in await scene.kinds()


async def test_speaking_in_a_public_channel_joins_it(scene: Scene) -> None:
    """Who was not in the channel is, and the app that is in it hears so."""
    channel = scene.workspace.add_channel("help", {scene.workspace.app.bot_user})

    await scene.ann.says("hello", channel="#help")

    assert scene.ann.id in channel.members
    assert await scene.kinds() == ["member_joined_channel", "message", "message"]


async def test_joining_leaves_no_line_in_what_people_see(scene: Scene) -> None:
    """Grey lines are left out of transcripts."""
    scene.workspace.add_channel("help", {scene.workspace.app.bot_user})
    message = await scene.ann.says("hello", channel="#help")

    assert messages_in(scene.workspace, "#help", None, "ann") == [message]


async def test_a_deleted_message_is_gone(scene: Scene) -> None:
    """The app hears of it with what it was."""
    message = await scene.ann.says("hello")
    await scene.ann.deletes(message)

    event = (await scene.got())[-1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", message.ts)
    assert event["previous_message"]["text"] == "hello"
    assert scene.workspace.channels[message.channel].messages == {}


async def test_a_deleted_root_leaves_a_tombstone(scene: Scene) -> None:
    """A message with answers stays as a tombstone, as a changed message."""
    root = await scene.ann.says("hello")
    await scene.ann.says("and", thread=root)
    await scene.ann.deletes(root)

    event = (await scene.got())[-1]
    assert event["subtype"] == "message_changed"
    assert event["message"]["subtype"] == "tombstone"
    assert event["previous_message"]["user"] == scene.ann.id


async def test_reactions_are_told(scene: Scene) -> None:
    """An emoji comes with what it was put on."""
    message = await scene.ann.says("hello")
    await scene.ann.reacts(message, "eyes")

    event = (await scene.got())[-1]
    assert (event["type"], event["reaction"]) == ("reaction_added", "eyes")
    assert event["item"] == {"type": "message", "channel": message.channel, "ts": message.ts}


async def test_opening_the_app_says_which_tab(scene: Scene) -> None:
    """Home and Messages are told apart, in the direct message with the app."""
    await scene.ann.opens_home()
    await scene.ann.opens_messages()

    events = await scene.got()
    assert [one["tab"] for one in events] == ["home", "messages"]
    assert {one["channel"] for one in events} == {scene.workspace.direct(scene.ann.id).id}


async def test_stop_ends_the_streams_and_leaves_the_status(scene: Scene) -> None:
    """Slack's Stop closes what is streamed and tells the app; the session stays as it was."""
    root = await scene.ann.says("hello", channel="dm")
    channel = scene.workspace.direct(scene.ann.id)
    channel.sessions[root.ts] = {"status": "processing", "title": ""}
    bot = scene.workspace.app.bot_user
    ts = scene.workspace.new_ts()
    answer = Message(ts, channel.id, bot, "Well", thread_ts=root.ts, stream=Stream(0.0))
    channel.messages[ts] = answer

    await scene.ann.presses_stop("dm", root)

    event = (await scene.got())[-1]
    assert (event["type"], event["thread_ts"]) == ("agent_session_stopped", root.ts)
    assert event["streaming_message_ts"] == [ts]
    assert answer.stream is not None
    assert not answer.stream.is_open
    assert channel.sessions[root.ts]["status"] == "processing"


async def test_no_stop_where_nothing_is_processing(scene: Scene) -> None:
    """The button is only there while the session is processing."""
    root = await scene.ann.says("hello", channel="dm")

    with pytest.raises(ValueError, match="No Stop"):
        await scene.ann.presses_stop("dm", root)


async def test_private_messages_are_seen_by_their_person_only(scene: Scene) -> None:
    """What is said to one is not shown to another."""
    message = await scene.ann.says("hello")
    scene.people.person("ben")
    message.is_ephemeral_for = scene.ann.id

    assert messages_in(scene.workspace, "#general", None, "ann") == [message]
    assert messages_in(scene.workspace, "#general", None, "ben") == []


async def test_until_notices_a_change(scene: Scene) -> None:
    """Waiting ends when it is so."""
    await scene.ann.says("hello")

    await scene.people.until(lambda: len(scene.carrier.parcels) == 1)


async def test_until_gives_up(scene: Scene) -> None:
    """Waiting for what does not come ends with an error."""
    with pytest.raises(TimeoutError):
        await scene.people.until(lambda: False, within_seconds=0.01)


async def test_an_edit_tells_when_it_was_made(scene: Scene) -> None:
    """Later than the message itself."""
    message = await scene.ann.says("hello")
    await scene.ann.edits(message, "hello all")

    edited = (await scene.got())[-1]["message"]["edited"]
    assert edited["user"] == scene.ann.id
    assert edited["ts"] > message.ts

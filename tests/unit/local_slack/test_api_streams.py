"""Streams of the local Slack, with the real client's `chat_stream`."""

import pytest

from tests.unit.local_slack.api_trial import Trial, trial

_TEXT = {"type": "markdown_text", "text": "Hello"}


async def _begun(one: Trial, **arguments: object) -> dict:
    """Place of a stream that was just begun in a thread of the channel."""
    started = await one.client.chat_startStream(
        channel=one.channel.id,
        thread_ts=await one.root(),
        recipient_team_id="T0LOCAL",
        recipient_user_id=one.ann.id,
        **arguments,
    )
    return {"channel": one.channel.id, "ts": started["ts"]}


async def test_the_clients_helper_streams():
    """`chat_stream` of slack_sdk begins, goes on and ends a message with blocks at its end."""
    blocks = [{"type": "context", "elements": [{"type": "mrkdwn", "text": "Source"}]}]
    async with trial() as one:
        root = await one.root()
        stream = await one.client.chat_stream(
            channel=one.channel.id,
            thread_ts=root,
            recipient_team_id="T0LOCAL",
            recipient_user_id=one.ann.id,
            buffer_size=4,
        )
        await stream.append(markdown_text="About **40")
        await stream.append(markdown_text=" minutes**")
        await stream.stop(blocks=blocks)
        answer = one.channel.thread(root)[1]
        assert answer.text == "About **40 minutes**"
        assert answer.blocks == blocks
        assert answer.stream is not None
        assert not answer.stream.is_open


async def test_a_stream_in_a_direct_message_needs_no_recipient():
    """In a direct message the recipient is known, but a thread is needed, as everywhere."""
    async with trial() as one:
        direct = one.slack.workspace.direct(one.ann.id)
        message = await one.slack.person("ann").says("hi", channel="dm")
        place = {"channel": direct.id, "chunks": [_TEXT]}
        assert await one.refused("chat.startStream", thread_ts=message.ts, **place) == ""
        assert await one.refused("chat.startStream", **place) == "invalid_arguments"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"recipient_team_id": None}, "missing_recipient_team_id"),
        ({"recipient_user_id": None}, "missing_recipient_user_id"),
        ({"recipient_user_id": "U404"}, "user_not_found"),
        ({"markdown_text": "a"}, "cannot_provide_both_markdown_text_and_chunks"),
        ({"chunks": [{"type": "song"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "markdown_text", "text": "x" * 12_001}]}, "msg_too_long"),
        ({"thread_ts": "1700000000.000001"}, "thread_not_found"),
    ],
)
async def test_wrong_beginnings_are_refused(changes: dict, error: str):
    """Each way to begin a stream wrongly has Slack's error."""
    async with trial() as one:
        right = {
            "channel": one.channel.id,
            "thread_ts": await one.root(),
            "recipient_team_id": "T0LOCAL",
            "recipient_user_id": one.ann.id,
            "chunks": [_TEXT],
        }
        assert await one.refused("chat.startStream", **{**right, **changes}) == error


async def test_streams_can_be_refused_in_a_kind_of_channel():
    """Mischief refuses streams in channels, as Slack has been seen to."""
    async with trial() as one:
        one.slack.mischief.refuse_streams_in = {"channel"}
        refused = await one.refused(
            "chat.startStream", channel=one.channel.id, thread_ts=await one.root()
        )
        assert refused == "channel_type_not_supported"


async def test_a_stream_ends_after_five_minutes_and_can_then_be_updated():
    """A stream that has run out takes no more text; `chat.update` goes on with its message."""
    async with trial() as one:
        place = await _begun(one, chunks=[_TEXT])
        one.clock.now += 301
        refused = await one.refused("chat.appendStream", chunks=[_TEXT], **place)
        assert refused == "message_not_in_streaming_state"
        assert await one.refused("chat.update", text="All of it", **place) == ""


async def test_an_open_stream_is_neither_updated_nor_deleted():
    """While a message is streamed it changes by its stream only."""
    async with trial() as one:
        place = await _begun(one)
        assert await one.refused("chat.update", text="a", **place) == "streaming_state_conflict"
        assert await one.refused("chat.delete", **place) == "cant_delete_message"


async def test_a_stream_keeps_to_one_way_of_writing():
    """What began with chunks does not go on with `markdown_text`."""
    async with trial() as one:
        place = await _begun(one, chunks=[_TEXT])
        refused = await one.refused("chat.appendStream", markdown_text="a", **place)
        assert refused == "streaming_mode_mismatch"


async def test_a_stopped_stream_is_over():
    """After its stop nothing can be added, and it cannot be stopped again."""
    async with trial() as one:
        place = await _begun(one, chunks=[_TEXT])
        await one.client.chat_stopStream(**place)
        assert await one.refused("chat.stopStream", **place) == "message_not_in_streaming_state"


async def test_only_own_messages_are_streamed():
    """What Ann said cannot be streamed on."""
    async with trial() as one:
        refused = await one.refused(
            "chat.appendStream", channel=one.channel.id, ts=await one.root(), chunks=[_TEXT]
        )
        assert refused == "message_not_owned_by_app"


async def test_the_end_of_a_stream_is_announced_as_a_change():
    """A stream begins as a message and ends as a changed one."""
    async with trial() as one:
        place = await _begun(one, chunks=[_TEXT])
        await one.client.chat_stopStream(**place, session_status="active")
        kinds = [event.get("subtype", "") for event in one.events[-2:]]
        assert kinds == ["", "message_changed"]


async def test_what_a_person_stopped_takes_no_more():
    """After Slack's Stop an append has an error of its own."""
    async with trial() as one:
        direct = one.slack.workspace.direct(one.ann.id)
        ann = one.slack.person("ann")
        root = await ann.says("hi", channel="dm")
        session = {"channel_id": direct.id, "thread_ts": root.ts}
        await one.client.agents_sessions_setStatus(status="processing", **session)
        started = await one.client.chat_startStream(
            channel=direct.id, thread_ts=root.ts, chunks=[_TEXT]
        )
        await ann.presses_stop("dm", root)
        place = {"channel": direct.id, "ts": started["ts"]}
        refused = await one.refused("chat.appendStream", chunks=[_TEXT], **place)
        assert refused == "stopped_by_user"


async def test_an_append_needs_something_to_append():
    """Neither text nor chunks is a mistake."""
    async with trial() as one:
        refused = await one.refused("chat.appendStream", **await _begun(one))
        assert refused == "markdown_text_or_chunks_required"


@pytest.mark.parametrize(
    ("asked", "status"), [({}, "active"), ({"session_status": "processing"}, "processing")]
)
async def test_the_end_of_a_stream_ends_the_work(asked: dict, status: str):
    """The session becomes active, unless the app says otherwise."""
    async with trial() as one:
        place = await _begun(one, chunks=[_TEXT])
        root = one.channel.messages[place["ts"]].thread_ts
        one.channel.sessions[root] = {"status": "processing", "title": ""}
        await one.client.chat_stopStream(**place, **asked)
        assert one.channel.sessions[root]["status"] == status

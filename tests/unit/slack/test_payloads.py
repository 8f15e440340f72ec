"""What listening reads of Slack's payloads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from adapters.slack.listening.payloads import (
    SLACKBOT,
    CommandPayload,
    MessageEnvelope,
    ShortcutPayload,
    ViewSubmission,
)
from adapters.slack.taking_in.payloads import ActionPayload

MESSAGE = {"type": "message", "channel": "C1", "user": "U1", "text": "hello", "ts": "1.0"}


def message(**more: Any) -> MessageEnvelope:
    return MessageEnvelope.model_validate({"event": {**MESSAGE, **more}})


def test_new_fields_pass() -> None:
    """Fields that Slack adds some day do no harm."""
    assert message(new_field={"deep": [1]}).event.text == "hello"


def test_null_reads_as_empty() -> None:
    """Slack sends null for what is not there."""
    event = message(text=None, thread_ts=None, files=None, edited=None).event

    assert (event.text, event.thread_ts, event.files, event.edited) == ("", "", (), None)


def test_first_message_is_its_own_thread() -> None:
    """A message at the top of a channel opens the thread of its ts."""
    event = message().event

    assert event.thread == "1.0"
    assert event.is_top_level


def test_root_of_thread_stays_top_level() -> None:
    """The root of a thread carries its own ts as thread_ts once somebody has replied."""
    assert message(thread_ts="1.0").event.is_top_level


def test_reply_stands_in_its_thread() -> None:
    """A reply is not at the top."""
    event = message(thread_ts="0.5").event

    assert event.thread == "0.5"
    assert not event.is_top_level


@pytest.mark.parametrize(
    ("channel", "kind", "is_direct"),
    [("D1", "", True), ("D1", "im", True), ("C1", "channel", False), ("G1", "mpim", False)],
)
def test_direct_messages_are_known(channel: str, kind: str, is_direct: bool) -> None:  # noqa: FBT001
    """A direct message with the desk alone is one; a group's is not."""
    assert message(channel=channel, channel_type=kind).event.is_direct is is_direct


def test_change_holds_both_versions() -> None:
    """An edit brings the message as it is and as it was."""
    event = message(
        subtype="message_changed",
        message={"ts": "1.0", "user": "U1", "text": "new", "edited": {"user": "U1", "ts": "2.0"}},
        previous_message={"ts": "1.0", "text": "old"},
    ).event

    assert event.message is not None
    assert event.previous_message is not None
    assert (event.message.text, event.previous_message.text) == ("new", "old")


def test_event_without_channel_is_refused() -> None:
    """What is needed must be there."""
    with pytest.raises(ValidationError):
        MessageEnvelope.model_validate({"event": {"type": "message", "ts": "1.0"}})


def test_command_is_read() -> None:
    """A command tells who gave it where."""
    command = CommandPayload.model_validate(
        {"channel_id": "C1", "user_id": "U1", "trigger_id": "1.2", "command": "/frontdesk"}
    )

    assert (command.text, command.response_url) == ("", "")


def test_shortcut_is_read() -> None:
    """A shortcut brings the message that it was chosen on."""
    shortcut = ShortcutPayload.model_validate(
        {"user": {"id": "U1"}, "channel": {"id": "C1"}, "message": {"ts": "1.0", "text": "why?"}}
    )

    assert shortcut.message.thread == "1.0"


def action(**more: Any) -> ActionPayload:
    return ActionPayload.model_validate(
        {"user": {"id": "U1"}, "actions": [{"action_id": "stop", "value": "t"}], **more}
    )


def test_button_knows_its_thread() -> None:
    """The thread of a button is that of its message, however Slack tells it."""
    by_container = action(container={"message_ts": "2.0", "thread_ts": "1.0", "channel_id": "C1"})
    by_message = action(channel={"id": "C1"}, message={"ts": "2.0", "thread_ts": "1.0"})

    assert by_container.thread == by_message.thread == "1.0"
    assert by_container.channel_id == by_message.channel_id == "C1"


def test_button_outside_threads_stands_in_its_own() -> None:
    """A message without a thread would open one."""
    assert action(container={"message_ts": "2.0"}).thread == "2.0"


def test_action_without_elements_is_refused() -> None:
    """Something must have been pressed."""
    with pytest.raises(ValidationError):
        action(actions=[])


def test_empty_field_of_a_view_is_empty() -> None:
    """Fields that nobody filled in come as null."""
    view = ViewSubmission.model_validate(
        {"user": {"id": "U1"}, "view": {"state": {"values": {"a": {"a": {"value": None}}}}}}
    ).view

    assert view.field("a", "a").value == view.field("b", "b").value == ""


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(st.none() | st.booleans() | st.text(), st.lists),
    )
)
def test_unknown_fields_never_fail(more: dict[str, Any]) -> None:
    """Whatever else comes along, a message is read."""
    known = set(MessageEnvelope.model_fields["event"].annotation.model_fields)  # type: ignore[union-attr]
    extra = {key: value for key, value in more.items() if key not in known}

    assert message(**extra).event.text == "hello"


@pytest.mark.parametrize("subtype", ["", "file_share", "thread_broadcast", "me_message"])
def test_what_people_say_by_other_subtypes_is_said_by_people(subtype: str) -> None:
    """Files with text, replies shown in the channel and /me are said by people."""
    assert message(subtype=subtype).event.is_by_person


@pytest.mark.feature("Other bots and its own messages are not answered")
@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"subtype": "message_replied"},
        {"subtype": "huddle_thread"},
        {"subtype": "tombstone"},
        {"bot_id": "B1"},
        {"user": SLACKBOT},
    ],
)
def test_bots_and_notices_are_nobody(more: dict[str, Any]) -> None:
    """Joins, topics and the like are said by nobody, and other bots are not people."""
    assert not message(**more).event.is_by_person

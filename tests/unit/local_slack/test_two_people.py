"""Tests of direct messages between two people, where the app is not."""

import pytest
from slack_sdk.errors import SlackApiError

from adapters.local_slack.seeing import messages_in
from tests.unit.local_slack.api_trial import Trial, trial
from tests.unit.local_slack.interaction_words import sent
from tests.unit.local_slack.office import Scene, scene_with


@pytest.fixture
def scene() -> Scene:
    return scene_with()


async def between(one: Trial) -> str:
    """The id of Ann's and Bob's direct message."""
    message = await one.slack.person("ann").says("psst", channel="dm:bob")
    return message.channel


async def test_they_share_one_conversation(scene: Scene) -> None:
    """Both see it, and nobody else has it."""
    message = await scene.ann.says("hello", channel="dm:bob")
    answer = await scene.people.person("bob").says("hi", channel="dm:ann")

    assert messages_in(scene.workspace, "dm:bob", None, "ann") == [message, answer]
    assert messages_in(scene.workspace, "dm", None, "ann") == []


async def test_the_app_hears_nothing_of_it(scene: Scene) -> None:
    """Not even its own name."""
    await scene.ann.says("ask @frontdesk", channel="dm:bob")

    assert await scene.kinds() == []


async def test_the_app_cannot_look_into_it() -> None:
    """To the app the conversation is not there."""
    async with trial() as one:
        channel = await between(one)
        for call in (one.client.conversations_info, one.client.conversations_members):
            with pytest.raises(SlackApiError) as refused:
                await call(channel=channel)
            assert refused.value.response["error"] == "channel_not_found"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("chat.postMessage", {"text": "a"}),
        ("chat.startStream", {"markdown_text": "a", "thread_ts": "1700000000.000001"}),
    ],
)
async def test_the_app_cannot_write_there(method: str, arguments: dict[str, str]) -> None:
    """Nor does it exist for what the app would say."""
    async with trial() as one:
        channel = await between(one)
        assert await one.refused(method, channel=channel, **arguments) == "channel_not_found"


async def test_a_command_used_there_names_the_conversation(scene: Scene) -> None:
    """By its id, and as `directmessage`."""
    await scene.ann.runs("/frontdesk waits", channel="dm:bob")

    payload = sent(scene)
    assert payload["channel_name"] == "directmessage"
    assert payload["channel_id"] == scene.ann.place("dm:bob").id
    assert payload["channel_id"].startswith("D")


async def test_a_shortcut_used_there_carries_the_message(scene: Scene) -> None:
    """The app gets to read that one message."""
    message = await scene.ann.says("how long?", channel="dm:bob")
    await scene.ann.uses_shortcut("Answer this", on=message)

    payload = sent(scene)
    assert payload["channel"] == {"id": message.channel, "name": "directmessage"}
    assert payload["message"]["text"] == "how long?"


async def test_nobody_of_that_name_is_a_mistake(scene: Scene) -> None:
    """A mistyped name is an error of the test, not an empty transcript."""
    with pytest.raises(LookupError, match="zoe"):
        messages_in(scene.workspace, "dm:zoe", None, "ann")

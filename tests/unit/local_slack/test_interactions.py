"""Tests of commands, shortcuts, clicks and choices: what is sent, and what comes of the answer."""

import pytest

from adapters.local_slack.parcels import ParcelKind, Receipt
from adapters.local_slack.seeing import messages_in
from tests.unit.local_slack.interaction_words import (
    FEEDBACK,
    MENU,
    SILENCE,
    STOP,
    bot_message,
    sent,
)
from tests.unit.local_slack.office import Scene, scene_with


@pytest.fixture
def scene() -> Scene:
    return scene_with()


async def test_a_command_says_who_where_and_what(scene: Scene) -> None:
    """A command carries its text, its place, a trigger and an address for answers."""
    await scene.ann.runs("/frontdesk  waits at @ann ")

    assert scene.carrier.parcels[-1].kind is ParcelKind.COMMAND
    payload = sent(scene)
    assert (payload["command"], payload["text"]) == ("/frontdesk", "waits at @ann")
    assert (payload["user_name"], payload["channel_name"]) == ("ann", "general")
    assert scene.workspace.triggers[payload["trigger_id"]] == scene.ann.id


async def test_a_command_that_no_app_has_is_slacks_affair(scene: Scene) -> None:
    """The person is told, the app is not."""
    await scene.ann.runs("/nothing here")

    assert scene.ann.was_told == ["/nothing is not a valid command."]
    assert scene.carrier.parcels == []


async def test_a_command_without_acknowledgement_fails_visibly(scene: Scene) -> None:
    """After three seconds the person is told, and nothing is sent again."""
    scene.carrier.receipts.append(SILENCE)

    await scene.ann.runs("/frontdesk waits")

    assert scene.ann.was_told == ['/frontdesk failed with the error "operation_timeout"']
    assert len(scene.carrier.parcels) == 1


async def test_a_commands_answer_is_shown_privately(scene: Scene) -> None:
    """Text in the acknowledgement is shown to who ran the command."""
    scene.carrier.receipts.append(Receipt(is_acknowledged=True, response={"text": "20 minutes"}))

    await scene.ann.runs("/frontdesk waits")

    [shown] = messages_in(scene.workspace, "#general", None, "ann")
    assert (shown.text, shown.is_ephemeral_for) == ("20 minutes", scene.ann.id)


async def test_a_message_shortcut_carries_the_message(scene: Scene) -> None:
    """The app gets the message, its callback id and a trigger."""
    message = await scene.ann.says("How long is the wait?")
    await scene.deliveries.settled()

    await scene.ann.uses_shortcut("Answer this", on=message)

    payload = sent(scene)
    assert (payload["type"], payload["callback_id"]) == ("message_action", "answer_this")
    assert payload["message"]["text"] == "How long is the wait?"
    assert payload["message_ts"] == message.ts


async def test_a_global_shortcut_carries_no_message(scene: Scene) -> None:
    """It has no channel either."""
    await scene.ann.uses_shortcut("Ask frontdesk")

    assert sent(scene)["type"] == "shortcut"
    assert "channel" not in sent(scene)


async def test_a_shortcut_that_is_not_declared_is_a_mistake(scene: Scene) -> None:
    """The manifest has to name it, with its kind."""
    with pytest.raises(ValueError, match="no global shortcut 'Answer this'"):
        await scene.ann.uses_shortcut("Answer this")


@pytest.mark.parametrize("called", ["Stop", "turn-1", "stop"])
async def test_a_button_is_found_by_label_value_or_id(scene: Scene, called: str) -> None:
    """Its action says what was pressed and where."""
    message = bot_message(scene, STOP)

    await scene.ann.clicks(called, on=message)

    payload = sent(scene)
    [action] = payload["actions"]
    assert (action["type"], action["action_id"], action["block_id"]) == ("button", "stop", "stop")
    assert action["value"] == "turn-1"
    assert payload["container"]["message_ts"] == message.ts
    assert payload["message"]["ts"] == message.ts


@pytest.mark.parametrize(("label", "value"), [("Helpful", "good"), ("Not helpful", "bad")])
async def test_feedback_buttons_have_a_value_each(scene: Scene, label: str, value: str) -> None:
    """Both halves share an action id and differ in their value."""
    await scene.ann.clicks(label, on=bot_message(scene, FEEDBACK))

    [action] = sent(scene)["actions"]
    assert (action["type"], action["action_id"]) == ("feedback_buttons", "feedback")
    assert action["value"] == value


async def test_a_private_message_is_not_sent_along(scene: Scene) -> None:
    """A click on what only one person sees carries its ts, not its text."""
    await scene.ann.clicks("Stop", on=bot_message(scene, STOP, only_for=scene.ann.id))

    assert sent(scene)["container"]["is_ephemeral"] is True
    assert "message" not in sent(scene)


async def test_a_label_that_is_not_there_is_a_mistake(scene: Scene) -> None:
    """The error names what can be pressed."""
    with pytest.raises(ValueError, match="only: Stop"):
        await scene.ann.clicks("Go", on=bot_message(scene, STOP))


async def test_a_click_without_acknowledgement_fails_visibly(scene: Scene) -> None:
    """The person is told."""
    scene.carrier.receipts.append(SILENCE)

    await scene.ann.clicks("Stop", on=bot_message(scene, STOP))

    assert scene.ann.was_told == ['Stop failed with the error "operation_timeout"']


async def test_a_choice_sends_its_option(scene: Scene) -> None:
    """A menu's option is found by its label."""
    await scene.ann.chooses("Full", on=bot_message(scene, MENU))

    [action] = sent(scene)["actions"]
    assert action["selected_option"]["value"] == "full"


async def test_an_option_that_is_not_there_is_a_mistake(scene: Scene) -> None:
    """Nothing is sent."""
    with pytest.raises(ValueError, match="Nothing here offers 'Loud'"):
        await scene.ann.chooses("Loud", on=bot_message(scene, MENU))

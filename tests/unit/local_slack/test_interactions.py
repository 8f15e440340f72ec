"""Tests of commands, shortcuts, clicks and modals: what is sent, and what comes of the answer."""

from typing import Any

import pytest

from adapters.local_slack.parcels import ParcelKind, Receipt
from adapters.local_slack.seeing import messages_in
from adapters.local_slack.state import Message, OpenView
from tests.unit.local_slack.office import Scene, scene_with

SILENCE = Receipt(is_acknowledged=False, reason="timeout")

FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {
                "text": {"type": "plain_text", "text": "Helpful"},
                "value": "good",
            },
            "negative_button": {
                "text": {"type": "plain_text", "text": "Not helpful"},
                "value": "bad",
            },
        }
    ],
}
STOP = {
    "type": "actions",
    "block_id": "stop",
    "elements": [
        {
            "type": "button",
            "action_id": "stop",
            "text": {"type": "plain_text", "text": "Stop"},
            "value": "turn-1",
        }
    ],
}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


MENU = {
    "type": "section",
    "block_id": "menu",
    "text": {"type": "mrkdwn", "text": "Tone"},
    "accessory": {
        "type": "static_select",
        "action_id": "tone",
        "options": [option("Short", "short"), option("Full", "full")],
    },
}


def text_input(label: str, action_id: str, *, optional: bool = False) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": f"{action_id}_block",
        "label": {"type": "plain_text", "text": label},
        "optional": optional,
        "element": {"type": "plain_text_input", "action_id": action_id},
    }


def view(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "settings",
        "title": {"type": "plain_text", "text": "Settings"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": list(blocks),
        **more,
    }


@pytest.fixture
def scene() -> Scene:
    return scene_with()


def bot_message(scene: Scene, *blocks: dict[str, Any], only_for: str = "") -> Message:
    channel = scene.ann.place("#general")
    ts = scene.workspace.new_ts()
    message = Message(
        ts,
        channel.id,
        scene.workspace.app.bot_user,
        "An answer",
        list(blocks),
        is_ephemeral_for=only_for,
    )
    channel.messages[ts] = message
    return message


def modal(scene: Scene, content: dict[str, Any]) -> OpenView:
    shown = OpenView("V1", scene.ann.id, {**content, "id": "V1", "hash": "h1"})
    scene.workspace.modals["V1"] = shown
    return shown


def sent(scene: Scene) -> dict[str, Any]:
    return scene.carrier.parcels[-1].payload


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


async def test_a_submission_carries_the_state(scene: Scene) -> None:
    """What was filled in by label stands under block and action id."""
    modal(scene, view(text_input("Question", "question"), MENU, private_metadata="C1"))

    await scene.ann.chooses("Short")
    await scene.ann.submits({"Question": "How long?"})

    payload = sent(scene)
    assert payload["type"] == "view_submission"
    assert payload["view"]["private_metadata"] == "C1"
    values = payload["view"]["state"]["values"]
    assert values["question_block"]["question"]["value"] == "How long?"
    assert values["menu"]["tone"]["selected_option"]["value"] == "short"


async def test_initial_values_are_submitted(scene: Scene) -> None:
    """What nobody touched stays as the app gave it."""
    block = text_input("Question", "question")
    block["element"]["initial_value"] = "As before"
    modal(scene, view(block))

    await scene.ann.submits()

    values = sent(scene)["view"]["state"]["values"]
    assert values["question_block"]["question"]["value"] == "As before"


async def test_required_inputs_are_checked_before_the_app_hears(scene: Scene) -> None:
    """Slack's client complains itself; nothing is sent."""
    modal(scene, view(text_input("Question", "question")))

    await scene.ann.submits()

    assert scene.ann.view_errors == {"question_block": "Please complete this required field."}
    assert scene.carrier.parcels == []


async def test_an_input_that_is_not_there_is_a_mistake(scene: Scene) -> None:
    """The error names the inputs."""
    modal(scene, view(text_input("Question", "question")))

    with pytest.raises(ValueError, match="only: Question"):
        await scene.ann.submits({"Answer": "?"})


async def test_a_plain_acknowledgement_closes_the_modal(scene: Scene) -> None:
    """Without a word from the app the modal goes away."""
    modal(scene, view(text_input("Question", "question", optional=True)))

    await scene.ann.submits()

    assert scene.ann.view is None


async def submit_and_get(scene: Scene, response: dict[str, Any]) -> None:
    modal(scene, view(text_input("Question", "question", optional=True)))
    scene.carrier.receipts.append(Receipt(is_acknowledged=True, response=response))
    await scene.ann.submits()


async def test_errors_stand_beneath_the_inputs(scene: Scene) -> None:
    """`errors` keeps the modal open."""
    errors = {"question_block": "Too long."}

    await submit_and_get(scene, {"response_action": "errors", "errors": errors})

    assert scene.ann.view_errors == errors
    assert scene.ann.view is not None


async def test_errors_for_blocks_that_are_not_there_show_nothing(scene: Scene) -> None:
    """The person only learns that something is wrong."""
    await submit_and_get(scene, {"response_action": "errors", "errors": {"nowhere": "?"}})

    assert scene.ann.view_errors == {}
    assert "invalid_errors" in scene.ann.was_told[0]


async def test_update_shows_another_view_in_place(scene: Scene) -> None:
    """`update` keeps the id."""
    await submit_and_get(scene, {"response_action": "update", "view": view(MENU)})

    assert scene.ann.view is not None
    assert scene.ann.view.id == "V1"
    assert scene.ann.view.view["blocks"] == [MENU]


async def test_push_shows_another_view_on_top(scene: Scene) -> None:
    """`push` leaves the first beneath; closing the top shows it again."""
    await submit_and_get(scene, {"response_action": "push", "view": view(MENU)})

    assert scene.ann.view is not None
    assert scene.ann.view.view["previous_view_id"] == "V1"
    await scene.ann.closes()
    assert scene.ann.view.id == "V1"


async def test_clear_closes_all(scene: Scene) -> None:
    """`clear` takes every modal away."""
    await submit_and_get(scene, {"response_action": "clear"})

    assert scene.ann.view is None


async def test_a_bad_view_is_refused(scene: Scene) -> None:
    """A view that Slack would refuse is not shown."""
    await submit_and_get(scene, {"response_action": "update", "view": {"type": "modal"}})

    assert scene.ann.was_told


async def test_a_submission_without_acknowledgement_keeps_the_modal(scene: Scene) -> None:
    """The person may try again."""
    modal(scene, view(text_input("Question", "question", optional=True)))
    scene.carrier.receipts.append(SILENCE)

    await scene.ann.submits()

    assert scene.ann.view is not None
    assert scene.ann.was_told == ["We had some trouble connecting. Try again?"]


@pytest.mark.parametrize(("notify", "told"), [(True, 1), (False, 0)])
async def test_closing_is_told_where_asked(scene: Scene, *, notify: bool, told: int) -> None:
    """Only a view with notify_on_close tells the app."""
    modal(scene, view(text_input("Question", "question"), notify_on_close=notify))

    await scene.ann.closes()

    assert len(scene.carrier.parcels) == told


async def test_a_click_in_a_modal_carries_the_view(scene: Scene) -> None:
    """Its container is the view, and there is no address for answers."""
    modal(scene, view(STOP))

    await scene.ann.clicks("Stop")

    payload = sent(scene)
    assert payload["container"] == {"type": "view", "view_id": "V1"}
    assert payload["view"]["id"] == "V1"
    assert "response_url" not in payload

"""Things to click on and to fill in, for tests of interactions."""

from typing import Any

from adapters.local_slack.parcels import Receipt
from adapters.local_slack.state import Message, OpenView
from tests.unit.local_slack.office import Scene

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

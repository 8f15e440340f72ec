"""Finds what a person can press, choose and fill in among blocks, and says what that sends.

`interactions` and `modals` call it.  It changes nothing but missing block ids, which Slack gives.

Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from adapters.local_slack.state import Json

_ONE_CHOSEN = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_MANY_CHOSEN = {
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
_INITIAL = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "value": "initial_value",
    "rich_text_value": "initial_value",
}
_OPTIONS = frozenset({"selected_option", "selected_options"})


@dataclass(frozen=True, slots=True)
class Control:
    """An element that somebody can use."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The id of its block."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """Its own id."""
        return str(self.element["action_id"])

    @property
    def address(self) -> str:
        """Where it is: the ids of its block and its own, which only together are unique."""
        return f"{self.block_id} {self.action_id}"

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.element["type"])

    @property
    def slot(self) -> str:
        """Under which name its value stands in a state."""
        if self.kind == "rich_text_input":
            return "rich_text_value"
        return _ONE_CHOSEN.get(self.kind) or _MANY_CHOSEN.get(self.kind) or "value"

    @property
    def label(self) -> str:
        """What stands above an input, or on a button."""
        return _text(self.block.get("label")) or _text(self.element.get("text"))

    def action(self, **details: Any) -> Json:
        """What using it sends."""
        return {
            "type": self.kind,
            "action_id": self.action_id,
            "block_id": self.block_id,
            **details,
            "action_ts": f"{time.time():.6f}",
        }

    def initial(self) -> Json:
        """Its value before anybody touched it, as it stands in a state."""
        empty: Any = [] if self.kind in _MANY_CHOSEN else None
        return {
            "type": self.kind,
            self.slot: self.element.get(_INITIAL[self.slot], empty),
        }

    def filled(self, given: Any) -> Json:
        """Its value once somebody gave it one, as it stands in a state.

        Args:
            given: Text, an option's label or value, an id, or a list of them.

        Raises:
            ValueError: It has no such option.
        """
        if self.kind in _MANY_CHOSEN:
            wanted = given if isinstance(given, list | tuple | set) else [given]
            return {"type": self.kind, self.slot: [self._chosen(one) for one in wanted]}
        return {"type": self.kind, self.slot: None if given is None else self._chosen(given)}

    def has_option(self, wanted: str | list[str]) -> bool:
        """Whether such an option can be chosen here, or all of several."""
        offered = [_names(one) for one in _options(self.element)]
        several = [wanted] if isinstance(wanted, str) else wanted
        return all(any(one in names for names in offered) for one in several)

    def _chosen(self, wanted: Any) -> Any:
        if self.slot not in _OPTIONS:
            return wanted if self.slot == "rich_text_value" else str(wanted)
        for one in _options(self.element):
            if wanted in _names(one):
                return one
        offered = ", ".join(_text(one["text"]) for one in _options(self.element))
        raise ValueError(f"'{wanted}' is not offered by '{self.action_id}', only: {offered}.")


def controls(blocks: list[Json], new_id: Callable[[str], str]) -> Iterator[Control]:
    """Everything that can be used, top to bottom.

    Args:
        blocks: Of a message or view; those without an id are given one.
        new_id: Makes ids that begin with a letter.
    """
    for block in blocks:
        block.setdefault("block_id", new_id("b"))
        candidates = [
            *(block.get("elements", []) if block["type"] in ("actions", "context_actions") else []),
            block.get("accessory"),
            block.get("element"),
        ]
        for element in candidates:
            if element is not None and element.get("type") != "image":
                element.setdefault("action_id", new_id("a"))
                yield Control(block, element)


def pressed(found: list[Control], label: str, *, at: str = "") -> Json:
    """The action of pressing something.

    Args:
        found: What there is to press.
        label: Its label, value or action id.
        at: `Control.address` of the element; empty: the first that is called so.

    Raises:
        ValueError: There is no such thing.
    """
    for control in found:
        if at and control.address != at:
            continue
        for button in _buttons(control):
            if label in _names(button) or (
                button is control.element and label == control.action_id
            ):
                details = {key: button[key] for key in ("text", "value", "style") if key in button}
                return control.action(**details)
    labels = [_text(button.get("text")) for one in found for button in _buttons(one)]
    raise ValueError(
        f"There is no '{label}' to press here, only: {', '.join(labels) or 'nothing'}."
    )


def _buttons(control: Control) -> list[Json]:
    match control.kind:
        case "button" | "icon_button" | "workflow_button":
            return [control.element]
        case "feedback_buttons":
            return [control.element["positive_button"], control.element["negative_button"]]
        case _:
            return []


def _options(element: Json) -> list[Json]:
    groups: list[Json] = element.get("option_groups", [])
    return [
        *element.get("options", []),
        *(option for group in groups for option in group["options"]),
    ]


def _names(thing: Json) -> set[str]:
    """What a button or option may be called by."""
    named = (_text(thing.get("text")), thing.get("value"), thing.get("accessibility_label"))
    return {one for one in named if one}


def _text(text: Any) -> str:
    return str(text["text"]) if isinstance(text, dict) else ""

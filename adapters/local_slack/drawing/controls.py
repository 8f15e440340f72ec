"""What people press, choose and type into, as HTML that works: real buttons, menus and fields.

The page reads `data-block-id`, `data-action-id` and `data-type` of a control, and its value: that of a
button in `data-value`, that of a field or menu as HTML has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from adapters.local_slack.drawing.tags import opening, tag
from adapters.local_slack.drawing.words import passages_as_html
from adapters.local_slack.formatted import passages_of_mrkdwn
from adapters.local_slack.state import ChannelKind, Json, Workspace

_FIELDS = {
    "datepicker": ("date", "initial_date"),
    "timepicker": ("time", "initial_time"),
    "datetimepicker": ("datetime-local", ""),
    "email_text_input": ("email", "initial_value"),
    "url_text_input": ("url", "initial_value"),
    "number_input": ("number", "initial_value"),
    "file_input": ("file", ""),
}


@dataclass(frozen=True, slots=True)
class Controls:
    """Draws the elements of one block."""

    workspace: Workspace
    block_id: str

    def draw(self, element: Json) -> str:
        """Draw an interactive element."""
        kind = element["type"]
        drawn_as = {
            "button": self._button,
            "workflow_button": self._button,
            "icon_button": self._icon_button,
            "feedback_buttons": self._feedback,
            "overflow": self._overflow,
            "checkboxes": self._ticks,
            "radio_buttons": self._ticks,
            "plain_text_input": self._typed,
            "rich_text_input": self._typed,
        }
        if kind in drawn_as:
            return drawn_as[kind](element)
        if kind in _FIELDS:
            return self._field(element)
        if kind.endswith("_select"):
            return self._menu(element)
        return tag("span", escape(f"({kind})"), css="bk-unknown")

    def _data(self, element: Json, value: str | None = None) -> dict[str, str | None]:
        return {
            "data_block_id": self.block_id,
            "data_action_id": element.get("action_id", ""),
            "data_type": element["type"],
            "data_value": value,
        }

    def _pressed(self, element: Json, label: str, value: str | None, css: str) -> str:
        confirm = element.get("confirm", {})
        return tag(
            "button",
            escape(label),
            css=css,
            type="button",
            aria_label=element.get("accessibility_label"),
            data_url=element.get("url"),
            data_confirm=confirm["text"]["text"] if confirm else None,
            data_confirm_title=confirm["title"]["text"] if confirm else None,
            data_confirm_yes=confirm["confirm"]["text"] if confirm else None,
            data_confirm_no=confirm["deny"]["text"] if confirm else None,
            **self._data(element, value),
        )

    def _button(self, element: Json) -> str:
        style = f" bk-{element['style']}" if "style" in element else ""
        value = element.get("value", "")
        return self._pressed(element, element["text"]["text"], value, f"bk-button{style}")

    def _icon_button(self, element: Json) -> str:
        value = element.get("value", "")
        return self._pressed(element, element["text"]["text"], value, "bk-button bk-icon-button")

    def _feedback(self, element: Json) -> str:
        drawn = ""
        for name, css in (("positive_button", "bk-positive"), ("negative_button", "bk-negative")):
            one = element[name]
            whole = {**element, "accessibility_label": one.get("accessibility_label")}
            drawn += self._pressed(whole, one["text"]["text"], one["value"], f"bk-feedback {css}")
        return drawn

    def _overflow(self, element: Json) -> str:
        entries = "".join(
            self._pressed(
                {**element, "url": one.get("url")}, one["text"]["text"], one["value"], "bk-entry"
            )
            for one in element["options"]
        )
        summary = tag("summary", "…", css="bk-button", aria_label="More")
        return tag("details", summary + entries, css="bk-overflow")

    def _menu(self, element: Json) -> str:
        several = element["type"].startswith("multi_")
        chosen = set(_chosen_values(element))
        offered = "".join(
            self._group(label, options, chosen) for label, options in self._offered(element)
        )
        placeholder = element.get("placeholder", {}).get("text", "Choose")
        first = "" if several else tag("option", escape(placeholder), value="")
        return tag(
            "select",
            first + offered,
            css="bk-select",
            aria_label=placeholder,
            multiple="" if several else None,
            **self._data(element),
        )

    def _group(self, label: str, options: list[tuple[str, str]], chosen: set[str]) -> str:
        drawn = "".join(
            tag("option", escape(text), value=value, selected="" if value in chosen else None)
            for text, value in options
        )
        return tag("optgroup", drawn, label=label) if label else drawn

    def _offered(self, element: Json) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        kind = element["type"]
        if "users" in kind:
            people = self.workspace.users.values()
            yield "", [(f"@{one.real_name}", one.id) for one in people]
        elif "channels" in kind or "conversations" in kind:
            named = (ChannelKind.PUBLIC, ChannelKind.PRIVATE)
            channels = [one for one in self.workspace.channels.values() if one.kind in named]
            yield "", [(f"#{one.name}", one.id) for one in channels]
        else:
            yield "", _pairs(element.get("options", []))
            for group in element.get("option_groups", []):
                yield group["label"]["text"], _pairs(group["options"])

    def _ticks(self, element: Json) -> str:
        kind = "radio" if element["type"] == "radio_buttons" else "checkbox"
        chosen = set(_chosen_values(element))
        drawn = ""
        for option in element["options"]:
            box = opening(
                "input",
                type=kind,
                name=f"{self.block_id} {element.get('action_id', '')}",
                value=option["value"],
                checked="" if option["value"] in chosen else None,
                **self._data(element),
            )
            drawn += tag("label", box + self._option(option), css="bk-tick")
        return drawn

    def _option(self, option: Json) -> str:
        texts = [option["text"], *([option["description"]] if "description" in option else [])]
        return "".join(
            passages_as_html(passages_of_mrkdwn(one["text"]), self.workspace)
            if one["type"] == "mrkdwn"
            else tag("span", escape(one["text"]), css="bk-text")
            for one in texts
        )

    def _field(self, element: Json) -> str:
        kind, initial = _FIELDS[element["type"]]
        return opening(
            "input",
            css="bk-field",
            type=kind,
            value=element.get(initial, ""),
            placeholder=element.get("placeholder", {}).get("text"),
            **self._data(element),
        )

    def _typed(self, element: Json) -> str:
        value = element.get("initial_value", "")
        common = {
            "css": "bk-field",
            "placeholder": element.get("placeholder", {}).get("text"),
            "maxlength": str(element["max_length"]) if "max_length" in element else None,
            **self._data(element),
        }
        if element.get("multiline") or element["type"] == "rich_text_input":
            return tag("textarea", escape(value) if isinstance(value, str) else "", **common)
        return opening("input", type="text", value=value, **common)


def _pairs(options: list[Json]) -> list[tuple[str, str]]:
    return [(one["text"]["text"], one["value"]) for one in options]


def _chosen_values(element: Json) -> Iterator[str]:
    for name, value in element.items():
        if name.startswith("initial_"):
            for one in value if isinstance(value, list) else [value]:
                yield one["value"] if isinstance(one, dict) else str(one)

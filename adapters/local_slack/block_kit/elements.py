"""What people press, choose and type into.

Source: https://docs.slack.dev/reference/block-kit/block-elements, and the limits that
slack_sdk/models/blocks/block_elements.py gives.
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.block_kit.rich_text import RICH_TEXT
from adapters.local_slack.block_kit.schema import (
    Address,
    Choice,
    Flag,
    Items,
    Kinds,
    Number,
    Record,
    Rule,
    Shape,
    String,
    choice,
    exactly_one_of,
)
from adapters.local_slack.block_kit.texts import (
    CONFIRMATION,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    MARKED_OPTION,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SLACK_FILE,
    WEB_ADDRESS,
    initial_among_options,
    plain_text,
)

ACTION_ID = String(255)
_DATE = String(10, at_least=10)
_TIME = String(5, at_least=4)
_LABEL = String(75)
_STYLE = choice("primary danger")
_SEVERAL = Number(at_least=1)
_IDS = Items(String())

_MENU: Mapping[str, Shape] = {
    "placeholder": plain_text(150),
    "focus_on_load": Flag(),
    "confirm": CONFIRMATION,
}
_INPUT: Mapping[str, Shape] = {
    "placeholder": plain_text(150),
    "focus_on_load": Flag(),
    "dispatch_action_config": DISPATCH_CONFIG,
}
_OPTIONS: Mapping[str, Shape] = {
    "options": Items(OPTION, at_most=100),
    "option_groups": Items(OPTION_GROUP, at_most=100),
}
_ONE_LIST = exactly_one_of("options", "option_groups")


def _element(
    name: str,
    required: Mapping[str, Shape] | None = None,
    optional: Mapping[str, Shape] | None = None,
    rules: tuple[Rule, ...] = (),
) -> tuple[str, Record]:
    return name, Record(
        required={"type": Choice(frozenset({name})), **(required or {})},
        optional={"action_id": ACTION_ID, **(optional or {})},
        rules=rules,
    )


IMAGE_ELEMENT = Record(
    required={"type": choice("image"), "alt_text": String(2000)},
    optional={"image_url": WEB_ADDRESS, "slack_file": SLACK_FILE},
    rules=(exactly_one_of("image_url", "slack_file"),),
)

_FEEDBACK_BUTTON = Record(
    required={"text": plain_text(75), "value": String(2000)},
    optional={"accessibility_label": _LABEL},
)

_WORKFLOW = Record(
    required={
        "trigger": Record(
            required={"url": Address()},
            optional={
                "customizable_input_parameters": Items(
                    Record(required={"name": String(), "value": String(at_least=0)})
                )
            },
        )
    }
)

_BUTTONS = dict(
    [
        _element(
            "button",
            {"text": plain_text(75)},
            {
                "url": Address(),
                "value": String(2000),
                "style": _STYLE,
                "confirm": CONFIRMATION,
                "accessibility_label": _LABEL,
                "agent_prompt": String(4000),
                "agent_prompt_display": String(),
                "visible_to_user_ids": _IDS,
            },
        ),
        _element(
            "workflow_button",
            {"text": plain_text(75), "workflow": _WORKFLOW, "action_id": ACTION_ID},
            {"style": _STYLE, "accessibility_label": _LABEL},
        ),
        _element(
            "overflow",
            {"options": Items(OVERFLOW_OPTION, at_most=5)},
            {"confirm": CONFIRMATION},
        ),
        _element(
            "feedback_buttons",
            {"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON},
        ),
        _element(
            "icon_button",
            {"icon": String(), "text": plain_text(75)},
            {
                "value": String(2000),
                "confirm": CONFIRMATION,
                "accessibility_label": _LABEL,
                "visible_to_user_ids": Items(String(), at_most=10),
            },
        ),
    ]
)

_MENUS = dict(
    [
        _element(
            "static_select",
            optional={**_MENU, **_OPTIONS, "initial_option": OPTION},
            rules=(_ONE_LIST, initial_among_options("initial_option")),
        ),
        _element(
            "external_select",
            optional={**_MENU, "initial_option": OPTION, "min_query_length": Number(0)},
        ),
        _element("users_select", optional={**_MENU, "initial_user": String()}),
        _element(
            "conversations_select",
            optional={
                **_MENU,
                "initial_conversation": String(),
                "default_to_current_conversation": Flag(),
                "response_url_enabled": Flag(),
                "filter": CONVERSATION_FILTER,
            },
        ),
        _element(
            "channels_select",
            optional={**_MENU, "initial_channel": String(), "response_url_enabled": Flag()},
        ),
    ]
)

_MULTI_MENUS = dict(
    [
        _element(
            "multi_static_select",
            optional={
                **_MENU,
                **_OPTIONS,
                "initial_options": Items(OPTION, at_most=100),
                "max_selected_items": _SEVERAL,
            },
            rules=(_ONE_LIST, initial_among_options("initial_options")),
        ),
        _element(
            "multi_external_select",
            optional={
                **_MENU,
                "initial_options": Items(OPTION, at_most=100),
                "min_query_length": Number(0),
                "max_selected_items": _SEVERAL,
            },
        ),
        _element(
            "multi_users_select",
            optional={**_MENU, "initial_users": _IDS, "max_selected_items": _SEVERAL},
        ),
        _element(
            "multi_conversations_select",
            optional={
                **_MENU,
                "initial_conversations": _IDS,
                "default_to_current_conversation": Flag(),
                "filter": CONVERSATION_FILTER,
                "max_selected_items": _SEVERAL,
            },
        ),
        _element(
            "multi_channels_select",
            optional={**_MENU, "initial_channels": _IDS, "max_selected_items": _SEVERAL},
        ),
    ]
)

_TICKED: Mapping[str, Shape] = {"focus_on_load": Flag(), "confirm": CONFIRMATION}
_PICKERS = dict(
    [
        _element(
            "checkboxes",
            {"options": Items(MARKED_OPTION, at_most=10)},
            {**_TICKED, "initial_options": Items(MARKED_OPTION, at_most=10)},
            rules=(initial_among_options("initial_options"),),
        ),
        _element(
            "radio_buttons",
            {"options": Items(MARKED_OPTION, at_most=10)},
            {**_TICKED, "initial_option": MARKED_OPTION},
            rules=(initial_among_options("initial_option"),),
        ),
        _element("datepicker", optional={**_MENU, "initial_date": _DATE}),
        _element("timepicker", optional={**_MENU, "initial_time": _TIME, "timezone": String()}),
        _element(
            "datetimepicker",
            optional={**_TICKED, "initial_date_time": Number(at_least=0)},
        ),
    ]
)

_TYPED = dict(
    [
        _element(
            "plain_text_input",
            optional={
                **_INPUT,
                "initial_value": String(3000),
                "multiline": Flag(),
                "min_length": Number(0, 3000),
                "max_length": Number(1, 3000),
            },
        ),
        _element("email_text_input", optional={**_INPUT, "initial_value": String()}),
        _element("url_text_input", optional={**_INPUT, "initial_value": String()}),
        _element(
            "number_input",
            {"is_decimal_allowed": Flag()},
            {
                **_INPUT,
                "initial_value": String(),
                "min_value": String(),
                "max_value": String(),
            },
        ),
        _element(
            "rich_text_input",
            {"action_id": ACTION_ID},
            {**_INPUT, "initial_value": RICH_TEXT},
        ),
        _element(
            "file_input",
            optional={"filetypes": Items(String()), "max_files": Number(1, 10)},
        ),
    ]
)

_ALL = Kinds({**_BUTTONS, **_MENUS, **_MULTI_MENUS, **_PICKERS, **_TYPED, "image": IMAGE_ELEMENT})

_SELECTS = " ".join(_MENUS)
_MULTI_SELECTS = " ".join(_MULTI_MENUS)

IN_SECTION = _ALL.only(
    "button workflow_button overflow image checkboxes radio_buttons datepicker timepicker "
    f"{_SELECTS} {_MULTI_SELECTS}"
)
IN_ACTIONS = _ALL.only(
    "button workflow_button overflow checkboxes radio_buttons datepicker timepicker "
    f"datetimepicker {_SELECTS} {_MULTI_SELECTS}"
)
IN_INPUT = _ALL.only(
    "checkboxes radio_buttons datepicker timepicker datetimepicker "
    f"{' '.join(_TYPED)} {_SELECTS} {_MULTI_SELECTS}"
)
IN_CONTEXT_ACTIONS = _ALL.only("feedback_buttons icon_button")
IN_CARD = _ALL.only("button")

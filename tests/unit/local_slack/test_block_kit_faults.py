"""Wrong blocks, one by one: what the real Slack says of each."""

from __future__ import annotations

import pytest

from tests.unit.local_slack.block_kit_words import (
    FEEDBACK,
    button,
    marked,
    option,
    plain,
    raw,
    refused,
)

WRONG: list[tuple[object, str]] = [
    (
        {"type": "section", "text": marked("")},
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "section", "text": marked("x" * 3001)},
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "section", "text": marked("x" * 3001)},
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
    ),
    (
        {"type": "section", "fields": [marked("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        {"type": "section", "fields": [marked("x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (
        {"type": "section", "text": "bare"},
        "must provide an object [json-pointer:/blocks/0/text]",
    ),
    (
        {"type": "section", "text": marked("x"), "accessory": None},
        "must provide an object [json-pointer:/blocks/0/accessory]",
    ),
    (
        {"type": "section", "text": {**plain("x"), "verbatim": True}},
        "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
    ),
    (
        {"type": "section", "text": {**marked("x"), "emoji": True}},
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    (
        {"type": "header", "text": marked("x")},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "divider", "text": "x"},
        "invalid additional property: text [json-pointer:/blocks/0]",
    ),
    ({"type": "fancy"}, "unsupported type: fancy [json-pointer:/blocks/0/type]"),
    ({"text": "x"}, "missing required field: type [json-pointer:/blocks/0]"),
    (
        {"type": "divider", "block_id": "x" * 256},
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    (
        {"type": "image", "image_url": "https://x.example"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        {"type": "image", "image_url": "x.png", "alt_text": "a"},
        "must be a valid URL [json-pointer:/blocks/0/image_url]",
    ),
    (
        {"type": "image", "alt_text": "a"},
        "must define exactly one of `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    (
        {"type": "context", "elements": [marked("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        {"type": "context", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        {"type": "actions", "elements": [button()] * 26},
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        {"type": "actions", "elements": []},
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        {"type": "actions", "elements": [button("x" * 76)]},
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        {"type": "actions", "elements": [button(value="x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        {"type": "actions", "elements": [button(url="https://" + "x" * 3000)]},
        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ),
    (
        {"type": "actions", "elements": [button(style="default")]},
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        {"type": "actions", "elements": [button(action_id="a"), button(action_id="a")]},
        '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    (
        {"type": "actions", "elements": [{"type": "plain_text_input"}]},
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        {"type": "context_actions", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        {
            "type": "context_actions",
            "elements": [{**FEEDBACK, "positive_button": {"text": plain("Helpful")}}],
        },
        "missing required field: value [json-pointer:/blocks/0/elements/0/positive_button]",
    ),
    (
        {"type": "markdown", "text": "x" * 12_001},
        "must be less than 12001 characters [json-pointer:/blocks/0/text]",
    ),
    (
        {"type": "table", "rows": [[raw("x")]] * 101},
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "table", "rows": [[raw("x")] * 21]},
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    (
        {"type": "table", "rows": [[raw("")]]},
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ),
    (
        {"type": "table", "rows": [[raw("a"), raw("b")], [raw("a")]]},
        "all rows must have the same number of cells [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "table", "rows": [[raw("x" * 5001)], [raw("x" * 5000)]]},
        "tables must be less than 10001 characters [json-pointer:/blocks]",
    ),
    (
        {"type": "section", "text": plain("x"), "accessory": {"type": "static_select"}},
        "must define exactly one of `options` or `option_groups` [json-pointer:/blocks/0/accessory]",
    ),
    (
        {
            "type": "section",
            "text": plain("x"),
            "accessory": {
                "type": "static_select",
                "options": [option("a")],
                "initial_option": option("b"),
            },
        },
        "must match one of the provided options [json-pointer:/blocks/0/accessory/initial_option]",
    ),
    (
        {
            "type": "section",
            "text": plain("x"),
            "accessory": {"type": "radio_buttons", "options": [option("a")] * 11},
        },
        "no more than 10 items allowed [json-pointer:/blocks/0/accessory/options]",
    ),
    (
        {
            "type": "section",
            "text": plain("x"),
            "accessory": {"type": "static_select", "options": [option("x" * 76)]},
        },
        "must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]",
    ),
    (
        {"type": "alert", "text": plain("x")},
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    (
        {"type": "input", "label": plain("x"), "element": {"type": "file_input"}},
        "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
    ),
]


@pytest.mark.parametrize(("block", "message"), WRONG, ids=[message for _, message in WRONG])
def test_says_what_is_wrong_and_where(block: object, message: str) -> None:
    """A wrong block is refused in Slack's words, with a pointer to the place."""
    assert message in refused(block)

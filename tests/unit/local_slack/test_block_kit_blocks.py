"""Blocks of a message: which the real Slack takes, and what they must be to each other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from adapters.local_slack.block_kit import characters_of, check_blocks
from adapters.local_slack.refusals import SlackRefusal
from tests.unit.local_slack.block_kit_words import (
    FEEDBACK,
    button,
    marked,
    option,
    plain,
    raw,
    refused,
    rich,
)

RIGHT: dict[str, dict[str, Any]] = {
    "section": {"type": "section", "text": marked("*Hours*"), "block_id": "a", "expand": True},
    "section with fields": {"type": "section", "fields": [marked("a"), plain("b")]},
    "section with button": {
        "type": "section",
        "text": plain("x"),
        "accessory": button(
            style="danger",
            value="1",
            confirm={
                "title": plain("Sure?"),
                "text": marked("It cannot be undone."),
                "confirm": plain("Yes"),
                "deny": plain("No"),
            },
        ),
    },
    "header": {"type": "header", "text": plain("Hours")},
    "divider": {"type": "divider"},
    "image": {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "A chart"},
    "image of a file": {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A chart"},
    "context": {
        "type": "context",
        "elements": [
            {**marked("<https://x.example|Hours>"), "verbatim": True},
            {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "logo"},
        ],
    },
    "actions": {
        "type": "actions",
        "elements": [
            button(action_id="a", url="https://x.example"),
            {"type": "overflow", "options": [{**option("More"), "url": "https://x.example"}]},
            {"type": "conversations_select", "filter": {"include": ["public"]}},
        ],
    },
    "feedback": {"type": "context_actions", "elements": [FEEDBACK]},
    "icon": {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": plain("Delete")}],
    },
    "markdown": {"type": "markdown", "text": "**Hours**"},
    "rich text": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Open ", "style": {"bold": True}},
                    {"type": "link", "url": "https://x.example", "text": "here"},
                    {"type": "user", "user_id": "U1"},
                    {"type": "channel", "channel_id": "C1"},
                    {"type": "usergroup", "usergroup_id": "S1"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "emoji", "name": "wave", "unicode": "1f44b"},
                    {"type": "color", "value": "#F405B3"},
                    {"type": "date", "timestamp": 1720710212, "format": "{date}"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 8,
                "offset": 3,
                "border": 0,
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
                ],
            },
            {
                "type": "rich_text_preformatted",
                "language": "python",
                "elements": [{"type": "text", "text": "x = 1"}],
            },
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "a"}]},
        ],
    },
    "table": {
        "type": "table",
        "column_settings": [None, {"align": "right", "is_wrapped": True}],
        "rows": [
            [raw("Day"), raw("Hours")],
            [
                rich({"type": "text", "text": "Mon"}),
                {"type": "raw_number", "value": 8, "text": "8"},
            ],
        ],
    },
    "input": {
        "type": "input",
        "label": plain("Question"),
        "element": {"type": "plain_text_input", "action_id": "q", "multiline": True},
    },
    "plan": {
        "type": "plan",
        "title": "Looking it up",
        "tasks": [
            {
                "type": "task_card",
                "task_id": "1",
                "title": "Search",
                "status": "complete",
                "sources": [{"type": "url", "url": "https://x.example", "text": "Hours"}],
            }
        ],
    },
    "file": {"type": "file", "external_id": "A1", "source": "remote"},
    "card": {"type": "card", "title": marked("Hours"), "actions": [button()]},
    "video": {
        "type": "video",
        "alt_text": "a",
        "title": plain("t"),
        "thumbnail_url": "https://x.example/a.png",
        "video_url": "https://x.example/v",
    },
}


@pytest.mark.parametrize("name", RIGHT)
def test_takes_what_the_documentation_shows(name: str) -> None:
    """Every documented block is taken."""
    check_blocks([RIGHT[name]], surface="message")


def test_tells_the_errors_without_their_level_too() -> None:
    """`errors` holds what `response_metadata.messages` holds, without `[ERROR]`."""
    with pytest.raises(SlackRefusal) as caught:
        check_blocks([{"type": "divider", "x": 1}], surface="message")
    assert caught.value.details == {
        "errors": ["invalid additional property: x [json-pointer:/blocks/0]"],
        "messages": ["[ERROR] invalid additional property: x [json-pointer:/blocks/0]"],
    }


@pytest.mark.parametrize("blocks", ["{", "{}", '["x"]', {}, None, [None]])
def test_refuses_what_is_no_list_of_blocks(blocks: object) -> None:
    """What is no list of objects has another error than a wrong block."""
    with pytest.raises(SlackRefusal, match="invalid_blocks_format"):
        check_blocks(blocks, surface="message")


def test_takes_blocks_as_json() -> None:
    """Blocks may come as JSON, as in a form."""
    check_blocks(json.dumps([{"type": "divider"}]), surface="message")


def test_takes_no_blocks_at_all() -> None:
    """An empty list takes a message's blocks away."""
    check_blocks([], surface="message")


def test_takes_50_blocks_and_no_more() -> None:
    """A message holds 50 blocks."""
    check_blocks([{"type": "divider"}] * 50, surface="message")
    assert refused(*[{"type": "divider"}] * 51) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_refuses_one_block_id_twice() -> None:
    """Block ids are unique in a message."""
    block = {"type": "divider", "block_id": "a"}
    assert refused(block, block) == [
        '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]'
    ]


def test_lets_two_blocks_share_an_action_id() -> None:
    """Action ids are unique in their block only."""
    block = {"type": "actions", "elements": [button(action_id="a")]}
    check_blocks([block, block], surface="message")


def test_counts_markdown_blocks_together() -> None:
    """All Markdown blocks of a message share 12,000 characters."""
    block = {"type": "markdown", "text": "x" * 6001}
    assert refused(block, block) == ["must be less than 12001 characters [json-pointer:/blocks]"]


TABLE = {"type": "table", "rows": [[raw("a")]]}
MARKDOWN_TABLE = {"type": "markdown", "text": "| a | b |\n| --- | :-: |\n| 1 | 2 |"}


@pytest.mark.parametrize("other", [TABLE, MARKDOWN_TABLE])
def test_refuses_a_second_table(other: dict[str, Any]) -> None:
    """A message holds one table, whether it was given as cells or as Markdown."""
    with pytest.raises(SlackRefusal) as caught:
        check_blocks([TABLE, other], surface="message")
    assert caught.value.error == "invalid_attachments"
    assert caught.value.details["messages"] == ["[ERROR] only_one_table_allowed"]


@pytest.mark.parametrize("name", ["markdown", "table", "feedback", "plan", "card", "file"])
def test_refuses_in_a_modal_what_only_messages_hold(name: str) -> None:
    """Some blocks stand in messages only."""
    kind = RIGHT[name]["type"]
    assert refused(RIGHT[name], surface="modal") == [
        f"unsupported type: {kind} [json-pointer:/blocks/0/type]"
    ]


def test_counts_all_text_in_blocks() -> None:
    """Text, link texts, addresses and alternative texts count; ids and values do not."""
    blocks = [
        {"type": "section", "text": marked("abc"), "block_id": "zzz"},
        rich({"type": "link", "url": "https://x", "text": "de"}),
        {"type": "actions", "elements": [button("f", value="zzz")]},
    ]
    assert characters_of(blocks) == len("abc" + "https://x" + "de" + "f")

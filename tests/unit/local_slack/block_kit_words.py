"""Blocks in few words, and how they are refused, for tests of Block Kit."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.local_slack.block_kit import check_blocks
from adapters.local_slack.refusals import SlackRefusal


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def button(label: str = "Go", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), **more}


def rich(*words: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(words)}],
    }


def raw(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def option(name: str) -> dict[str, Any]:
    return {"text": plain(name), "value": name}


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": plain("Helpful"), "value": "up"},
    "negative_button": {"text": plain("Not helpful"), "value": "down"},
}


def refused(*blocks: object, surface: str = "message") -> list[str]:
    with pytest.raises(SlackRefusal) as caught:
        check_blocks(list(blocks), surface=surface)
    assert caught.value.error == "invalid_blocks"
    return [one.removeprefix("[ERROR] ") for one in caught.value.details["messages"]]

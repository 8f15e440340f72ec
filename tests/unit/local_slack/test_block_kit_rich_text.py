"""Rich text: what the real Slack takes and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.local_slack.block_kit import check_blocks
from tests.unit.local_slack.block_kit_words import refused, rich

LINK = {"type": "link", "url": "https://x.example"}


def section(*words: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(words)}


WRONG: list[tuple[object, str]] = [
    (
        rich({"type": "text", "text": ""}),
        "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
    ),
    (
        rich({"type": "text", "text": "x", "style": {"loud": True}}),
        "invalid additional property: loud [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    (
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "indent": 9,
                    "elements": [section({"type": "text", "text": "x"})],
                }
            ],
        },
        "must be less than 9 [json-pointer:/blocks/0/elements/0/indent]",
    ),
    (
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [{"type": "text", "text": "x"}],
                }
            ],
        },
        "unsupported type: text [json-pointer:/blocks/0/elements/0/elements/0/type]",
    ),
    (
        rich({**LINK, "style": {"code": True}}),
        "invalid additional property: code [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    (
        rich({"type": "user", "user_id": "U1", "style": {"code": True}}),
        "invalid additional property: code [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    (
        rich({**LINK, "text": ""}),
        "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
    ),
    (
        rich(),
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/elements]",
    ),
    (
        {"type": "rich_text", "elements": []},
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": []}]},
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/elements]",
    ),
]


@pytest.mark.parametrize(("block", "message"), WRONG, ids=[message for _, message in WRONG])
def test_says_what_is_wrong_and_where(block: object, message: str) -> None:
    """Wrong rich text is refused in Slack's words, with a pointer to the place."""
    assert message in refused(block)


@pytest.mark.parametrize("style", ["bold", "italic", "strike", "underline", "unlink"])
def test_links_have_styles(style: str) -> None:
    """A link may look in every way that its page lists."""
    check_blocks([rich({**LINK, "style": {style: True}})], surface="message")


def test_text_may_be_code() -> None:
    """Slack's composer writes code so."""
    check_blocks([rich({"type": "text", "text": "x", "style": {"code": True}})], surface="message")

"""What a message says: its text, blocks and metadata, checked as Slack checks them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from adapters.local_slack.block_kit import characters_of, check_blocks
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json

MOST_TEXT_CHARACTERS = 40_000
"""Source: https://docs.slack.dev/changelog/2018-truncating-really-long-messages"""
MOST_BLOCK_CHARACTERS = 13_200
"""Of all blocks together.  Source: https://github.com/slackapi/bolt-js/issues/2509"""
MOST_MARKDOWN_CHARACTERS = 12_000
"""Source: https://docs.slack.dev/reference/methods/chat.postMessage#markdown"""
MOST_METADATA_BYTES = 16_384
"""Source: https://docs.slack.dev/messaging/message-metadata"""

_EVENT_TYPE = re.compile(r"[A-Za-z0-9_.:-]{1,255}")


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None


def read_content(arguments: Json, *, must_say_something: bool = True) -> Content:
    """Take the content of a message from the arguments of a call.

    Raises:
        SlackRefusal: There is none, or too much, or its blocks are not in order.
    """
    text, markdown = arguments.get("text", ""), arguments.get("markdown_text", "")
    blocks = list(arguments.get("blocks", []))
    if markdown and (text or blocks):
        raise SlackRefusal("markdown_text_conflict")
    if len(text) > MOST_TEXT_CHARACTERS or len(markdown) > MOST_MARKDOWN_CHARACTERS:
        raise SlackRefusal("msg_too_long")
    if markdown:
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    if must_say_something and not (text.strip() or blocks or arguments.get("attachments")):
        raise SlackRefusal("no_text")
    check_message_blocks(blocks)
    return Content(text, blocks, read_metadata(arguments.get("metadata")))


def check_message_blocks(blocks: list[Json]) -> None:
    """Refuse blocks that Slack would not take in a message.

    Raises:
        SlackRefusal: `invalid_blocks` or `msg_blocks_too_long`.
    """
    check_blocks(blocks, surface="message")
    if characters_of(blocks) > MOST_BLOCK_CHARACTERS:
        raise SlackRefusal("msg_blocks_too_long")


def read_metadata(metadata: Json | None) -> Json | None:
    """Take a message's metadata.

    Raises:
        SlackRefusal: It lacks its two parts, or is too large.
    """
    if not metadata:
        return None
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not _EVENT_TYPE.fullmatch(kind):
        raise SlackRefusal("invalid_metadata_format")
    if not isinstance(payload, dict) or set(metadata) - {"event_type", "event_payload"}:
        raise SlackRefusal("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > MOST_METADATA_BYTES:
        raise SlackRefusal("metadata_too_large")
    return metadata

"""How large a message is, as Teams counts.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages ("includes
the entire message payload encoded as UTF-16").
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from adapters.teams.message import TeamsMessage
from adapters.teams.names import MOST_MESSAGE_BYTES

_ENVELOPE_BYTES = 4_000
"""For what a message carries beside its content: ids, addresses, names."""
_ENTITY_BYTES = 300
"""Beside the words of a citation or a mention."""
MOST_CONTENT_BYTES = MOST_MESSAGE_BYTES - _ENVELOPE_BYTES
MOST_TEXT_BYTES = 16_000
"""Of the text of one message."""
MOST_STREAM_BYTES = 12_000
"""Of a stream: a first message always holds more than that before another one is begun, so that what was
streamed stays in it."""
MOST_CARD_BYTES = 19_000
"""Of the elements of one card."""


def bytes_of(content: Any) -> int:
    """Bytes of text, of an element or of a list of them, as JSON in UTF-16."""
    return len(json.dumps(content, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def message_bytes(message: TeamsMessage) -> int:
    """Bytes of a message's content."""
    entities = [*map(asdict, message.citations), *map(asdict, message.mentions)]
    content = [message.text, message.summary, *message.cards, *message.suggested, *entities]
    return bytes_of(content) + _ENTITY_BYTES * len(entities)


def fits(message: TeamsMessage) -> bool:
    """Whether Teams takes it."""
    return message_bytes(message) <= MOST_CONTENT_BYTES

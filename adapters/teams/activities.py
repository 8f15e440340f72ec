"""A message of ours as an activity of botbuilder, with every field that Teams knows.

`adapters.teams.calls` sends them.  Nothing here knows where to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from botbuilder.schema import (
    ActionTypes,
    Activity,
    ActivityTypes,
    Attachment,
    CardAction,
    SuggestedActions,
)

from adapters.teams.entities import WholeEntity
from adapters.teams.message import Card, Citation, Mention, TeamsMessage
from adapters.teams.names import (
    MOST_CITATION_ABSTRACT,
    MOST_CITATION_NAME,
    MOST_CITATIONS,
    MOST_STATUS_CHARACTERS,
)
from adapters.teams.writing.marking import mention as named

_CARD_TYPE = "application/vnd.microsoft.card.adaptive"
_MOST_SUGGESTED = 6
"""Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages"""


class StreamKind(StrEnum):
    """What a piece of a stream is, in Teams' own words."""

    INFORMATIVE = "informative"
    """What the desk is doing; replaced by the next piece."""
    STREAMING = "streaming"
    """The answer so far."""
    FINAL = "final"
    """The answer; it ends the stream."""


@dataclass(frozen=True, slots=True)
class StreamPiece:
    """A piece of an answer that is written before the person's eyes."""

    kind: StreamKind
    sequence: int
    """From 1, one more each time; the final piece has none, whatever stands here."""
    message: TeamsMessage
    """Its text is all so far, not what is new.  Only the final one may hold more than text."""
    stream_id: str = ""
    """What the first piece got as its id; empty: this is the first."""


def activity_of(message: TeamsMessage, *, person: str = "") -> Activity:
    """A message as Teams takes it.

    Args:
        message: To be sent.
        person: Who sees the questions that are offered beneath it; empty: whoever is there.
    """
    return Activity(
        type=ActivityTypes.message,
        text=message.text,
        text_format="markdown",
        summary=message.summary or None,
        attachments=[_attachment(card) for card in message.cards] or None,
        # As a list, text and a card become two messages, and the two cannot be updated as one.
        # Source: https://github.com/OfficeDev/BotBuilder-MicrosoftTeams/issues/126, and the Agents
        # Playground, which gives such a message no id; of a carousel it draws the text alone.  So only
        # what could be done without stands beside a text: buttons, and what follows a streamed text.
        attachment_layout="carousel" if message.text and message.cards else None,
        entities=_entities(message) or None,
        channel_data={"feedbackLoop": {"type": "default"}} if message.takes_feedback else None,
        suggested_actions=_suggested(message.suggested, person),
    )


def piece_activity(piece: StreamPiece, *, person: str = "") -> Activity:
    """A piece of a stream as Teams takes it.

    Source: https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux
    """
    info: dict[str, Any] = {"type": "streaminfo", "streamType": piece.kind.value}
    if piece.stream_id:
        info["streamId"] = piece.stream_id
    if piece.kind is StreamKind.FINAL:
        activity = activity_of(piece.message, person=person)
        activity.entities = [WholeEntity(info), *(activity.entities or [])]
        return activity
    info["streamSequence"] = piece.sequence
    text = piece.message.text
    if piece.kind is StreamKind.INFORMATIVE:
        text = _cut_bytes(text, MOST_STATUS_CHARACTERS)
    return Activity(
        type=ActivityTypes.typing, text=text, text_format="markdown", entities=[WholeEntity(info)]
    )


def _attachment(card: Card) -> Attachment:
    # botbuilder's serializer knows dictionaries and lists only; JSON makes these of any mapping.
    return Attachment(content_type=_CARD_TYPE, content=json.loads(json.dumps(card, default=_plain)))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"A card holds {type(value).__name__}, which is no JSON.")


def _entities(message: TeamsMessage) -> list[WholeEntity]:
    entities = [_mention(mention) for mention in message.mentions]
    if message.is_ai or message.citations:
        entities.insert(0, _about(message))
    return entities


def _about(message: TeamsMessage) -> WholeEntity:
    """Teams takes one such entity for the whole message.

    Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content
    """
    about: dict[str, Any] = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
    }
    if message.is_ai:
        about["additionalType"] = ["AIGeneratedContent"]
    if message.citations:
        about["citation"] = [_claim(one) for one in message.citations[:MOST_CITATIONS]]
    return WholeEntity(about)


def _claim(citation: Citation) -> dict[str, Any]:
    document = {
        "@type": "DigitalDocument",
        "name": _cut(citation.name, MOST_CITATION_NAME),
        "abstract": _cut(citation.abstract or citation.name, MOST_CITATION_ABSTRACT),
    }
    if citation.url:
        document["url"] = citation.url
    return {"@type": "Claim", "position": citation.position, "appearance": document}


def _mention(mention: Mention) -> WholeEntity:
    # Teams calls somebody only where this text stands in the message's, letter by letter.
    return WholeEntity(
        {
            "type": "mention",
            "text": named(mention.name),
            "mentioned": {"id": mention.person, "name": mention.name},
        }
    )


def _suggested(questions: tuple[str, ...], person: str) -> SuggestedActions | None:
    if not questions:
        return None
    return SuggestedActions(
        to=[person] if person else [],
        actions=[
            CardAction(type=ActionTypes.im_back, title=question, value=question)
            for question in questions[:_MOST_SUGGESTED]
        ],
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _cut_bytes(text: str, most: int) -> str:
    """Some scripts take several bytes a character, and which of the two Teams counts it does not say."""
    encoded = text.encode()
    if len(encoded) <= most:
        return text
    ellipsis = "…"
    kept = encoded[: most - len(ellipsis.encode())].decode(errors="ignore")
    return kept.rstrip() + ellipsis

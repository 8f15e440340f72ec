"""What is seen in the Agents Playground, read from what it tells its page.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_FAILED = 400


class Happening(StrEnum):
    """What happened, as the Playground calls it."""

    TYPING = "typing"
    CREATED = "createMessage"
    UPDATED = "updateMessage"


@dataclass(frozen=True, slots=True)
class Said:
    """A message that Ann wrote."""

    id: str
    conversation: str
    """The chat; in a channel the thread, with `;messageid=`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as it looked when it appeared or changed; or that it types."""

    what: Happening
    conversation: str
    """The chat; in a channel the thread."""
    id: str = ""
    text: str = ""
    text_format: str = ""
    cards: tuple[Mapping[str, Any], ...] = ()
    layout: str = ""
    """How it says that its cards are shown; what is a `carousel` the Playground does not draw."""
    ai: Mapping[str, Any] | None = None
    """The entity `https://schema.org/Message`, where it has one."""
    stream: Mapping[str, Any] | None = None
    """The entity `streaminfo`, where it has one."""
    mentions: tuple[Mapping[str, Any], ...] = ()
    takes_feedback: bool = False
    suggested: tuple[str, ...] = ()
    """The titles of suggested actions."""

    @property
    def stream_kind(self) -> str:
        """`informative`, `streaming` or `final`; empty where it is no stream."""
        return str(self.stream["streamType"]) if self.stream else ""

    @property
    def is_unfinished(self) -> bool:
        """Whether it is typing, or a stream that goes on."""
        return self.what is Happening.TYPING or self.stream_kind in {"informative", "streaming"}

    @property
    def is_ai(self) -> bool:
        """Whether it is labelled as generated."""
        return self.ai is not None and "AIGeneratedContent" in self.ai.get("additionalType", ())

    @property
    def sources(self) -> tuple[tuple[int, str, str], ...]:
        """What `[1]` in the text opens: position, name, and address (or none)."""
        cited = self.ai.get("citation", ()) if self.ai else ()
        return tuple(
            (one["position"], one["appearance"]["name"], one["appearance"].get("url", ""))
            for one in cited
        )

    @property
    def as_text(self) -> str:
        """What a person reads: the text, then the texts of its cards and the titles of buttons."""
        return "\n".join(filter(None, (self.text, *_card_texts(self.cards))))


@dataclass(frozen=True, slots=True)
class Refused:
    """A call of the bot that the Playground did not take."""

    operation: str
    """The type of the activity, or what else was asked for."""
    status: int
    answer: str


def read_shown(event: Mapping[str, Any]) -> Shown:
    """Read what came through the websocket of conversations."""
    what = Happening(event["action"])
    if what is Happening.TYPING:
        return Shown(what, event["actionConversationId"])
    message = event["message"]
    return Shown(
        what,
        message.get("postConversationId") or event["actionConversationId"],
        id=message["messageId"],
        text=message.get("text") or "",
        text_format=message.get("textFormat") or "",
        cards=tuple(one["content"] for one in message.get("attachments", ())),
        layout=message.get("attachmentLayout") or "",
        ai=message.get("aiEntity"),
        stream=message.get("streamEntity"),
        mentions=tuple(message.get("mentions", ())),
        takes_feedback=bool(message.get("feedbackLoopEnabled")),
        suggested=tuple(
            one["title"] for one in (message.get("suggestedActions") or {}).get("actions", ())
        ),
    )


def read_refused(event: Mapping[str, Any]) -> Refused | None:
    """Read what came through the websocket of its log; None: no call, or one that was taken."""
    log = event.get("log", {})
    response = log.get("response")
    if log.get("from") != "User Application" or not response:
        return None
    if response["statusCode"] < _FAILED:
        return None
    return Refused(log.get("activityName", ""), response["statusCode"], str(response.get("body")))


def button(on: Shown, title: str) -> dict[str, Any]:
    """The action behind a card's button."""
    found = [one for one in _actions(on.cards) if one.get("title") == title]
    assert found, f"No button [{title}] on: {on.as_text}"
    return found[0]


def _actions(value: Any) -> Iterator[dict[str, Any]]:
    for inner in _objects(value):
        if str(inner.get("type", "")).startswith("Action."):
            yield inner


def _card_texts(value: Any) -> Iterator[str]:
    for inner in _objects(value):
        if str(inner.get("type", "")).startswith("Action."):
            yield f"[{inner.get('title', '')}]"
        elif isinstance(inner.get("text"), str):
            yield inner["text"]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a card, as they stand; what is shown instead of others (`fallback`) is not."""
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key != "fallback":
                yield from _objects(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _objects(inner)

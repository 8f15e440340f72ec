"""What is read of Slack's payloads, as untrusted as they are: fields that are not named here pass.

Other modules get these instead of Slack's JSON.  Slack leaves fields out or sends null for them; both
read as empty.  Here is what listening and surfaces both read; each has a module of its own besides.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from adapters.slack.names import ANSWER_METADATA

Json: TypeAlias = dict[str, Any]


class Payload(BaseModel):
    """Base of all: tolerant of what is new."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {key: value for key, value in given.items() if value is not None}
        return given


class Named(Payload):
    """A channel, user or team inside an interaction."""

    id: str


class ViewName(Payload):
    """The view that something was pressed in."""

    id: str = ""
    type: str = ""
    """`home` or `modal`."""


class Container(Payload):
    """What a pressed button stands in."""

    message_ts: str = ""
    thread_ts: str = ""
    channel_id: str = ""
    is_ephemeral: bool = False


class MarkedTurn(Payload):
    """What the metadata of a message of an answer holds."""

    turn_id: str = ""


class Metadata(Payload):
    """What an app has attached to a message of its own; Slack shows it to that app alone."""

    event_type: str = ""
    event_payload: MarkedTurn = MarkedTurn()


class PressedMessage(Payload):
    """The message that a pressed button stands in."""

    ts: str = ""
    thread_ts: str = ""
    metadata: Metadata = Metadata()


class PressedButton(Payload):
    """One element of `actions`."""

    action_id: str = ""
    value: str = ""


class ActionPayload(Payload):
    """A button was pressed.

    Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """

    user: Named
    channel: Named | None = None
    """None for buttons of views."""
    container: Container = Container()
    message: PressedMessage = PressedMessage()
    actions: tuple[PressedButton, ...] = Field(min_length=1)
    trigger_id: str = ""
    response_url: str = ""

    @property
    def value(self) -> str:
        """What the pressed button carries."""
        return self.actions[0].value

    @property
    def channel_id(self) -> str:
        """Where it was pressed; empty in views."""
        return self.channel.id if self.channel else self.container.channel_id

    @property
    def thread(self) -> str:
        """The thread that the button's message stands in."""
        shown = self.container.thread_ts or self.message.thread_ts
        return shown or self.message.ts or self.container.message_ts

    @property
    def answered_turn(self) -> str:
        """The turn that its message answers, as the message itself says; empty: it does not say."""
        metadata = self.message.metadata
        is_answer = metadata.event_type == ANSWER_METADATA
        return metadata.event_payload.turn_id if is_answer else ""

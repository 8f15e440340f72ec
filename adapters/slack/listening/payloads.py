"""What listening reads of Slack's payloads, beside pressed buttons.

The other modules of `listening` get these instead of Slack's JSON.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from adapters.slack.taking_in.payloads import Named, Payload
from adapters.slack.taking_in.whereabouts import is_direct

SLACKBOT = "USLACKBOT"
_SAID_BY_PEOPLE = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""Subtypes that carry what a person said.
Source: https://docs.slack.dev/reference/events/message#subtypes"""


class Edited(Payload):
    """Inside a message: that somebody changed it."""

    user: str = ""
    ts: str = ""


class HeardMessage(Payload):
    """A message, by itself or inside the event that tells of its change."""

    ts: str
    user: str = ""
    text: str = ""
    """Slack's mrkdwn."""
    thread_ts: str = ""
    parent_user_id: str = ""
    """In a thread: who wrote the message that it hangs on."""
    subtype: str = ""
    bot_id: str = ""
    team: str = ""
    user_team: str = ""
    source_team: str = ""
    edited: Edited | None = None
    files: tuple[dict[str, Any], ...] = ()
    attachments: tuple[dict[str, Any], ...] = ()

    @property
    def thread(self) -> str:
        """The thread that it stands in; itself, where it opens one."""
        return self.thread_ts or self.ts

    @property
    def is_top_level(self) -> bool:
        """Whether it stands in the channel itself."""
        return self.thread_ts in ("", self.ts)

    @property
    def is_by_person(self) -> bool:
        """Whether a person has said it."""
        return self.subtype in _SAID_BY_PEOPLE and not self.bot_id and self.user != SLACKBOT

    @property
    def has_more_than_text(self) -> bool:
        """Whether files or other messages hang on it."""
        return bool(self.files or self.attachments)

    @property
    def sender_team(self) -> str:
        """The team, or on Enterprise Grid the organisation, of who wrote it; may be empty."""
        return self.user_team or self.source_team or self.team


class MessageEvent(HeardMessage):
    """The events `message` and `app_mention`.

    Source: https://docs.slack.dev/reference/events/message
    """

    type: str
    channel: str
    channel_type: str = ""
    """`channel`, `group`, `im` or `mpim`; an `app_mention` has none."""
    message: HeardMessage | None = None
    """As it is now, where this tells of a change."""
    previous_message: HeardMessage | None = None
    """As it was, where this tells of a change or a deletion."""
    deleted_ts: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message with the desk alone."""
        return self.channel_type == "im" or is_direct(self.channel)


class MessageEnvelope(Payload):
    """A `message` or `app_mention` as it is delivered.

    Source: https://docs.slack.dev/apis/events-api
    """

    event: MessageEvent
    event_id: str = ""
    is_ext_shared_channel: bool | None = None
    """Whether the channel is shared with another organisation; None: not told."""


class SessionStopped(Payload):
    """Somebody pressed the Stop that Slack shows by itself.

    Source: https://docs.slack.dev/reference/events/agent_session_stopped
    """

    channel: str
    thread_ts: str
    user: str = ""


class MemberJoined(Payload):
    """Somebody, perhaps the desk, came into a channel."""

    user: str
    channel: str


class RevokedTokens(Payload):
    """User ids by kind of token."""

    bot: tuple[str, ...] = ()


class TokensRevoked(Payload):
    """Tokens were taken back."""

    tokens: RevokedTokens = RevokedTokens()


class CommandPayload(Payload):
    """A slash command.

    Source: https://docs.slack.dev/interactivity/implementing-slash-commands
    """

    channel_id: str
    user_id: str
    trigger_id: str
    response_url: str = ""
    text: str = ""


class ShortcutPayload(Payload):
    """A message shortcut.

    Source: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
    """

    user: Named
    channel: Named
    message: HeardMessage
    trigger_id: str = ""
    response_url: str = ""


class Chosen(Payload):
    """An option of a view that was chosen."""

    value: str = ""


class InputValue(Payload):
    """What one field of a view holds."""

    value: str = ""
    selected_option: Chosen | None = None


class ViewState(Payload):
    """Fields by block, then by action."""

    values: dict[str, dict[str, InputValue]] = Field(default_factory=dict)


class SubmittedView(Payload):
    """A view as it was sent in."""

    private_metadata: str = ""
    state: ViewState = ViewState()

    def field(self, block: str, action: str) -> InputValue:
        """One field; empty where it is not there."""
        return self.state.values.get(block, {}).get(action, InputValue())


class ViewSubmission(Payload):
    """A view was sent in.

    Source: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
    """

    user: Named
    view: SubmittedView

"""What is read of Teams' activities, as untrusted as they are: fields that are not named here pass.

Other modules get these instead of Teams' JSON.  Teams leaves fields out or sends null for them; both
read as empty.

Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from adapters.teams.spot import ChatKind, Spot, split_conversation

Json: TypeAlias = dict[str, Any]

_BOT = "28:"
_HTML = "text/html"


class Payload(BaseModel):
    """Base of all: tolerant of what is new."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {key: value for key, value in given.items() if value is not None}
        return given


class Account(Payload):
    """A person, or a bot."""

    id: str = ""
    name: str = ""
    aad: str = Field(default="", alias="aadObjectId")
    """In Microsoft Entra ID; messages that something is chosen on name people by it."""
    role: str = ""
    type: str = ""
    """Where it is mentioned: `tag`, `channel`, `team` …; of people mostly empty."""

    @property
    def is_bot(self) -> bool:
        """Whether a program speaks."""
        return self.role == "bot" or self.id.startswith(_BOT)


class Entity(Payload):
    """What is said about the text; only mentions matter."""

    type: str = ""
    text: str = ""
    """How the mention stands in the message's text, letter by letter."""
    mentioned: Account = Account()

    @property
    def is_mention(self) -> bool:
        """Whether somebody is named."""
        return self.type.lower() == "mention"


class Attachment(Payload):
    """A file, a card, or the text once more as HTML."""

    content_type: str = Field(default="", alias="contentType")
    content: Any = None

    @property
    def html(self) -> str:
        """The text as HTML; empty where it is something else."""
        is_html = self.content_type == _HTML and isinstance(self.content, str)
        return self.content if is_html else ""


class Conversation(Payload):
    """Where it happened."""

    id: str = ""
    tenant_id: str = Field(default="", alias="tenantId")
    kind: str = Field(default="", alias="conversationType")
    name: str = ""


class Named(Payload):
    """A team, channel or tenant."""

    id: str = ""
    name: str = ""
    aad_group_id: str = Field(default="", alias="aadGroupId")
    type: str = ""
    """Of a channel: `standard`, `private`, `shared`; often left out."""


class ChannelData(Payload):
    """What Teams alone tells."""

    tenant: Named = Named()
    team: Named = Named()
    channel: Named = Named()
    teams_team_id: str = Field(default="", alias="teamsTeamId")
    event_type: str = Field(default="", alias="eventType")


class HeardActivity(Payload):
    """Any activity."""

    type: str = ""
    id: str = ""
    name: str = ""
    """Of an invoke."""
    action: str = ""
    """Of an installation: `add`, `remove`, `add-upgrade`, `remove-upgrade`."""
    text: str = ""
    text_format: str = Field(default="", alias="textFormat")
    service_url: str = Field(default="", alias="serviceUrl")
    sender: Account = Field(default=Account(), alias="from")
    recipient: Account = Account()
    conversation: Conversation = Conversation()
    channel_data: ChannelData = Field(default=ChannelData(), alias="channelData")
    entities: tuple[Entity, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    members_added: tuple[Account, ...] = Field(default=(), alias="membersAdded")
    members_removed: tuple[Account, ...] = Field(default=(), alias="membersRemoved")
    reply_to: str = Field(default="", alias="replyToId")
    value: Any = None

    @field_validator("entities", "attachments", "members_added", "members_removed", mode="before")
    @classmethod
    def _drop_what_is_none(cls, given: Any) -> Any:
        """What is no object, or names somebody in another shape, is about nothing that we read."""
        if not isinstance(given, list | tuple):
            return ()
        return [one for one in given if isinstance(one, dict) and _is_readable(one)]

    @property
    def tenant(self) -> str:
        """Of the chat, in small letters: it is a number, whose letters some write large."""
        return (self.conversation.tenant_id or self.channel_data.tenant.id).lower()

    @property
    def team(self) -> str:
        """Of a channel."""
        return self.channel_data.team.id or self.channel_data.teams_team_id

    @property
    def is_restricted(self) -> bool:
        """Whether it is about a channel that Teams calls private or shared.

        The app is added to each of those apart from its team, and not all of the team are in it.

        Source: https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
        """
        return self.channel_data.channel.type.lower() not in ("", "standard")

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether Teams tells that who did it belongs to another tenant than the chat."""
        theirs, here = self.channel_data.tenant.id, self.conversation.tenant_id
        return bool(theirs and here) and theirs.lower() != here.lower()

    @cached_property
    def spot(self) -> Spot:
        """Where it happened; a message at the top of a channel opens the thread of its own id."""
        chat, root = split_conversation(self.conversation.id)
        if self.kind is not ChatKind.CHANNEL:
            root = ""
        elif not root and self.type in ("message", "messageUpdate", "messageDelete"):
            root = self.id
        return Spot(self.tenant, chat, self.kind, root)

    @cached_property
    def kind(self) -> ChatKind:
        """What kind of chat it is."""
        with suppress(ValueError):
            return ChatKind(self.conversation.kind)
        # Teams leaves it out now and then; ids tell.
        if self.channel_data.team.id or "@thread.tacv2" in self.conversation.id:
            return ChatKind.CHANNEL
        is_group = self.conversation.id.startswith("19:")
        return ChatKind.GROUP if is_group else ChatKind.PERSONAL

    @property
    def mentions(self) -> tuple[Entity, ...]:
        """Who is named in the text, in Teams' order."""
        return tuple(one for one in self.entities if one.is_mention)

    @property
    def html(self) -> str:
        """The text once more, as HTML; empty: Teams sent none."""
        return next((one.html for one in self.attachments if one.html), "")

    @property
    def has_files(self) -> bool:
        """Whether something hangs on it that is no text: Teams adds the text as HTML to each message."""
        return any(one.content_type != _HTML for one in self.attachments)

    @property
    def data(self) -> Json:
        """What a card's button carries, whichever way it was pressed; with the inputs."""
        value = self.value if isinstance(self.value, dict) else {}
        if isinstance(action := value.get("action"), dict):
            value = action
        inner = value.get("data")
        return inner if isinstance(inner, dict) else value


def _is_readable(one: Json) -> bool:
    shapes: tuple[tuple[str, type], ...] = (("type", str), ("text", str), ("mentioned", dict))
    return all(isinstance(one.get(key) or shape(), shape) for key, shape in shapes)


class MessageUser(Payload):
    """Who wrote a message that something was chosen on."""

    id: str = ""
    name: str = Field(default="", alias="displayName")


class MessageAuthor(Payload):
    """A person or an application."""

    user: MessageUser = MessageUser()
    application: MessageUser = MessageUser()


class MessageBody(Payload):
    """Its content."""

    content_type: str = Field(default="", alias="contentType")
    content: str = ""


class MentionedIn(Payload):
    """Who is mentioned in it: one of these is told."""

    id: str = ""
    name: str = ""
    user: MessageUser = MessageUser()
    application: MessageUser = MessageUser()


class ChosenMention(Payload):
    """A mention within it; `<at id="0">` in the body."""

    id: int = -1
    text: str = Field(default="", alias="mentionText")
    mentioned: MentionedIn = MentionedIn()


class ChosenMessage(Payload):
    """A message as the message extension gets it.

    Source: https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module#payload-activity-properties-when-a-dialog-is-invoked-from-a-message
    """

    id: str = ""
    reply_to: str = Field(default="", alias="replyToId")
    sender: MessageAuthor = Field(default=MessageAuthor(), alias="from")
    body: MessageBody = MessageBody()
    mentions: tuple[ChosenMention, ...] = ()
    link: str = Field(default="", alias="linkToMessage")


class CommandUse(Payload):
    """What somebody did with the message extension: the `value` of `composeExtension/…`."""

    command: str = Field(default="", alias="commandId")
    context: str = Field(default="", alias="commandContext")
    """`compose`, `commandBox` or `message`."""
    data: Json = Field(default_factory=dict)
    message: ChosenMessage = Field(default=ChosenMessage(), alias="messagePayload")


class Rating(Payload):
    """`actionValue` of the invoke `message/submitAction`.

    Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#feedback-buttons
    """

    reaction: str = ""
    feedback: str = ""
    """JSON as a string: `{"feedbackText": "…"}`."""


class SubmitAction(Payload):
    """`value` of the invoke `message/submitAction`."""

    action: str = Field(default="", alias="actionName")
    rating: Rating = Field(default=Rating(), alias="actionValue")

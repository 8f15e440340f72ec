"""One message with all that is known around it.  `messages` and its neighbours pass it on."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.slack.listening.payloads import HeardMessage
from adapters.slack.place import Place
from adapters.slack.taking_in.asking import conversation
from adapters.slack.taking_in.telling import Addressee
from adapters.slack.text import mentions, names_group, plain_text
from core.chatting.addressing import Heard
from core.chatting.overhearing import Overheard
from core.domain import ConversationKey


@dataclass(frozen=True, slots=True)
class Scene:
    """A message, where it stands, and how the desk stands to it."""

    workspace: str
    desk_user: str
    channel: str
    is_direct: bool
    is_mention: bool
    is_stranger: bool
    message: HeardMessage

    @property
    def event_id(self) -> str:
        """The same for every event that brings this message."""
        return message_event_id(self.channel, self.message.ts)

    @property
    def in_channel(self) -> ConversationKey:
        """The channel itself."""
        return conversation(self.workspace, self.channel)

    @property
    def in_thread(self) -> ConversationKey:
        """The thread that it stands in or opens."""
        return conversation(self.workspace, self.channel, self.message.thread)

    @property
    def is_under_own_post(self) -> bool:
        """Whether it stands in a thread that the desk has begun by a message of its own."""
        return not self.message.is_top_level and self.message.parent_user_id == self.desk_user

    @property
    def addressee(self) -> Addressee:
        """Where its author is told something."""
        return Addressee(
            workspace=self.workspace,
            channel=self.channel,
            person=self.message.user,
            thread_ts="" if self.message.is_top_level else self.message.thread,
            root_ts=self.message.thread,
            is_direct=self.is_direct,
        )

    @property
    def overheard(self) -> Overheard:
        """As it is weighed where it names nobody."""
        return Overheard(self.in_channel, self.in_thread, self.message.user, self.is_under_own_post)

    def heard(self) -> Heard:
        """As it is judged."""
        message = self.message
        return Heard(
            said=plain_text(message.text, bot_user=self.desk_user, names={}),
            person=message.user,
            desk_user=self.desk_user,
            mentions=mentions(message.text),
            names_group=names_group(message.text),
            is_mention=self.is_mention,
            is_direct=self.is_direct,
            is_top_level=message.is_top_level,
            is_by_person=message.is_by_person,
            has_more_than_text=message.has_more_than_text,
            is_stranger=self.is_stranger,
        )

    def place(self, *, is_unasked: bool) -> Place:
        """Where its answer goes."""
        return Place(
            channel=self.channel,
            thread_ts=self.message.thread,
            question_ts=self.message.ts,
            recipient_team=self.message.sender_team or self.workspace,
            is_direct=self.is_direct,
            is_unasked=is_unasked,
        )


def message_event_id(channel: str, ts: str) -> str:
    """What a message that is asked is known by, however the desk came to hear of it."""
    return f"message:{channel}:{ts}"

"""One message with all that is known around it.  `messages` and its neighbours pass it on."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.teams.place import Place
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.taking_in.asking import message_event_id
from adapters.teams.taking_in.html_text import holds_pictures
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.telling import Addressee
from adapters.teams.taking_in.text import mentions, mentions_desk, names_group, plain_text
from core.chatting.addressing import Heard
from core.chatting.overhearing import Overheard
from core.domain import ConversationKey


@dataclass(frozen=True, slots=True)
class Scene:
    """A message, where it stands, and how the desk stands to it."""

    message: HeardActivity
    is_talk: bool = False
    """Whether its author has just spoken with the desk in this group chat: those have no threads."""
    ask_in: str = ""
    """See `Place.ask_in`."""
    is_under_own_post: bool = False
    """Whether it stands in a thread that the desk has begun by a message of its own."""

    @property
    def spot(self) -> Spot:
        """Where it stands; in a channel with the root of its thread, which may be itself."""
        return self.message.spot

    @property
    def person(self) -> str:
        """Who wrote it."""
        return self.message.sender.id

    @property
    def is_direct(self) -> bool:
        """Whether it was written to the desk alone."""
        return self.message.kind is ChatKind.PERSONAL

    @property
    def is_top_level(self) -> bool:
        """Whether it begins something new: in a channel a thread, in a group chat after others spoke."""
        if self.message.kind is ChatKind.CHANNEL:
            return self.spot.root == self.message.id
        return not self.is_talk

    @property
    def event_id(self) -> str:
        """The same however often Teams delivers it."""
        return message_event_id(self.spot.chat, self.message.id)

    @property
    def in_channel(self) -> ConversationKey:
        """The channel or chat itself."""
        return self.spot.channel.key

    @property
    def in_thread(self) -> ConversationKey:
        """The thread that it stands in or opens; outside of channels the chat."""
        return self.spot.key

    @property
    def addressee(self) -> Addressee:
        """Where its author is told something."""
        return Addressee(spot=self.spot, person=self.person)

    @property
    def overheard(self) -> Overheard:
        """As it is weighed where it names nobody."""
        return Overheard(self.in_channel, self.in_thread, self.person, self.is_under_own_post)

    def said(self) -> str:
        """Its text in plain words."""
        return plain_text(self.message)

    def heard(self) -> Heard:
        """As it is judged; who is a stranger is looked up only where it would be answered."""
        message = self.message
        return Heard(
            said=self.said(),
            person=self.person,
            desk_user=message.recipient.id,
            mentions=mentions(message),
            names_group=names_group(message),
            is_mention=mentions_desk(message),
            is_direct=self.is_direct,
            is_top_level=self.is_top_level,
            is_by_person=not message.sender.is_bot,
            has_more_than_text=message.has_files or holds_pictures(message.html),
        )

    def place(self, *, is_unasked: bool) -> Place:
        """Where its answer goes."""
        spot = self.spot
        return Place(
            tenant=spot.tenant,
            chat=spot.chat,
            kind=spot.kind,
            root=spot.root,
            question_id=self.message.id,
            is_unasked=is_unasked,
            ask_in=self.ask_in,
        )

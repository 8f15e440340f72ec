"""People at work in Slack: what they say, click, open and close, as tests and the page to try have it.

`LocalSlack` hands them out.  They change the workspace as Slack's client would and tell the app of it;
they know nothing of how the app is built.  What makes the app answer at once (commands, clicks,
modals) is in `interactions`, whom channels hold and lose in `membership`.
"""

from __future__ import annotations

import uuid

from adapters.local_slack.app_space import AppSpace
from adapters.local_slack.composing import compose
from adapters.local_slack.interactions import Interactions
from adapters.local_slack.membership import Membership
from adapters.local_slack.methods.posting import take_away
from adapters.local_slack.payloads import changed_event, message_event, message_json
from adapters.local_slack.state import (
    Channel,
    ChannelKind,
    Json,
    Message,
    OpenView,
    User,
    Workspace,
)

_WITH = "dm:"
"""Before the name of somebody in whose direct messages one is."""


class Person:
    """Somebody who sits at a client."""

    def __init__(self, *, user: User, workspace: Workspace, interactions: Interactions) -> None:
        """Sit down.

        Args:
            user: Who it is.
            workspace: What the client shows.
            interactions: What becomes of clicks and commands.
        """
        self.user = user
        self.was_told: list[str] = []
        """What Slack itself said to this person, e.g. that the app did not respond in time."""
        self.view_errors: dict[str, str] = {}
        """What stands in red beneath the inputs of the modal, by block id."""
        self._workspace = workspace
        self._interactions = interactions
        self._membership = Membership(workspace=workspace, user=user)
        self._app_space = AppSpace(workspace=workspace, user=user)

    @property
    def id(self) -> str:
        """The user's id."""
        return self.user.id

    @property
    def view(self) -> OpenView | None:
        """The modal that is on top, if one is open."""
        mine = [one for one in self._workspace.modals.values() if one.user == self.id]
        return mine[-1] if mine else None

    @property
    def home(self) -> OpenView | None:
        """The App Home as it is shown to this person, once the app has published it."""
        return self._workspace.homes.get(self.id)

    async def says(
        self,
        typed: str,
        channel: str = "#general",
        thread: Message | str | None = None,
        *,
        also_to_channel: bool = False,
    ) -> Message:
        """Say something.

        Args:
            typed: As typed: `@frontdesk` becomes a mention, `#general` a channel.
            channel: A name with `#`, an id, `dm` for the direct message with the app, or `dm:bob` for
                that with Bob, where the app is not.
            thread: A message whose thread it goes to, or a ts.
            also_to_channel: Whether it is shown in the channel as well ("Also send to …").

        Raises:
            ValueError: The channel is archived.
        """
        place = self.place(channel)
        if place.is_archived:
            raise ValueError(f"#{place.name} is archived: nobody can say anything there.")
        composed = compose(typed, self._workspace)
        message = Message(
            ts=self._workspace.new_ts(),
            channel=place.id,
            user=self.id,
            text=composed.text,
            blocks=composed.blocks,
            thread_ts=thread_of(thread),
            subtype="thread_broadcast" if also_to_channel else "",
            client_msg_id=str(uuid.uuid4()),
        )
        place.messages[message.ts] = message
        self._announce(message_event(self._workspace, place, message), place)
        return message

    async def edits(self, message: Message, typed: str) -> None:
        """Edit a message."""
        place = self._workspace.channels[message.channel]
        before = message_json(self._workspace, message)
        composed = compose(typed, self._workspace)
        message.text, message.blocks = composed.text, composed.blocks
        message.edited_ts = self._workspace.new_ts()
        self._announce(changed_event(self._workspace, place, message, before), place)

    async def deletes(self, message: Message) -> None:
        """Delete a message; where others hang on it, a tombstone stays."""
        place = self._workspace.channels[message.channel]
        take_away(self._workspace, place, message)

    async def reacts(self, message: Message, emoji: str) -> None:
        """Put an emoji on a message."""
        message.reactions.setdefault(emoji, []).append(self.id)
        self._reacted("reaction_added", message, emoji)

    async def takes_back(self, message: Message, emoji: str) -> None:
        """Take an emoji off a message again."""
        message.reactions[emoji].remove(self.id)
        if not message.reactions[emoji]:
            del message.reactions[emoji]
        self._reacted("reaction_removed", message, emoji)

    async def runs(self, typed: str, channel: str = "#general") -> None:
        """Run a command, e.g. `/frontdesk waits`."""
        await self._interactions.command(self, typed, self.place(channel))

    async def uses_shortcut(self, name: str, on: Message | None = None) -> None:
        """Use a shortcut: of a message's menu, or without a message a global one."""
        await self._interactions.shortcut(self, name, on)

    async def clicks(
        self, label: str, on: Message | OpenView | None = None, *, at: str = ""
    ) -> None:
        """Press a button: by its label, its value or its action id.

        Args:
            label: What to press; feedback buttons have a label each.
            on: The message, or the App Home or modal; none: the modal that is on top.
            at: `Control.address` of the element; empty: the first that is called so.
        """
        await self._interactions.click(self, label, on or self._top(), at=at)

    async def chooses(
        self, option: str | list[str], on: Message | OpenView | None = None, *, at: str = ""
    ) -> None:
        """Choose an option of a menu, radio buttons or checkboxes, outside of inputs.

        Args:
            option: Its label or value; where several may be chosen: all that are now.
            on: The message, or the App Home or modal; none: the modal that is on top.
            at: Action id or `Control.address` of the element; empty: the first with such an option.
        """
        await self._interactions.choose(self, option, on or self._top(), at=at)

    async def submits(self, values: Json | None = None) -> None:
        """Submit the modal that is on top.

        Args:
            values: What is filled in, by label or action id: text, an option's label or value, a list
                of them, or an id of a user or channel.  What is not named stays as it is.
        """
        await self._interactions.submit(self, values or {}, self._top())

    async def closes(self) -> None:
        """Close the modal that is on top."""
        await self._interactions.close(self, self._top())

    async def opens_home(self) -> None:
        """Open the app's Home tab."""
        self._app_space.open("home")

    async def opens_messages(self, looking_at: str = "") -> None:
        """Open the app's Messages tab.

        Args:
            looking_at: The channel beside it, which an agent is told of.
        """
        self._app_space.open("messages", self.place(looking_at).id if looking_at else "")

    async def presses_stop(self, channel: str, thread: Message | str) -> None:
        """Press Slack's own Stop: it ends what is streamed there and tells the app.

        Raises:
            ValueError: No Stop is shown there, because the app did not say that it is processing.
        """
        self._app_space.stop(self.place(channel), thread_of(thread))

    async def joins(self, channel: str) -> None:
        """Join a channel."""
        self._membership.join(self._workspace.channel_named(channel))

    async def invites_bot(self, channel: str) -> None:
        """Invite the app into a channel."""
        self._membership.invite_bot(self.place(channel))

    async def kicks_bot(self, channel: str) -> None:
        """Remove the app from a channel."""
        self._membership.kick_bot(self.place(channel))

    async def archives(self, channel: str) -> None:
        """Archive a channel."""
        self._membership.archive(self.place(channel))

    async def uninstalls(self) -> None:
        """Remove the app from the workspace; its tokens end."""
        self._membership.uninstall()

    def place(self, name: str) -> Channel:
        """A conversation by name, id, `dm`, or `dm:bob`; who speaks in a public channel is in it."""
        if name == "dm":
            return self._workspace.direct(self.id)
        if name.startswith(_WITH):
            other = self._workspace.user_named(name.removeprefix(_WITH))
            return self._workspace.direct_between(self.id, other.id)
        channel = self._workspace.channels.get(name) or self._named(name)
        if self.id not in channel.members and channel.kind is ChannelKind.PUBLIC:
            self._membership.join(channel)
        return channel

    def _named(self, name: str) -> Channel:
        try:
            return self._workspace.channel_named(name)
        except StopIteration:
            members = {self.id, self._workspace.app.bot_user}
            return self._workspace.add_channel(name.removeprefix("#"), members)

    def _top(self) -> OpenView:
        view = self.view
        if view is None:
            raise ValueError(f"{self.user.name} has no modal open.")
        return view

    def _reacted(self, kind: str, message: Message, emoji: str) -> None:
        event = {
            "type": kind,
            "user": self.id,
            "reaction": emoji,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self._workspace.new_ts(),
        }
        self._announce(event, self._workspace.channels[message.channel])

    def _announce(self, event: Json, channel: Channel) -> None:
        self._workspace.announce(event, channel.id)


def thread_of(thread: Message | str | None) -> str:
    """The ts of a thread's root; empty for none."""
    if isinstance(thread, Message):
        return thread.thread_ts or thread.ts
    return thread or ""

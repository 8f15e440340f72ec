"""People at work in Teams: what they say, press, rate, ask and stop, as tests have it.

`LocalTeams` hands them out.  They change what stands in Teams as its client would, and tell the bot of
what Teams tells bots; they know nothing of how the bot is built.
"""

from __future__ import annotations

from tests.local_teams.card_actions import inputs_in
from tests.local_teams.composing import compose
from tests.local_teams.delivery import Deliveries
from tests.local_teams.dialogs import Dialog
from tests.local_teams.extension import composer_door, message_door
from tests.local_teams.installing import Installing
from tests.local_teams.interactions import Interactions
from tests.local_teams.state import (
    CHANNEL,
    PERSONAL,
    Account,
    Chat,
    Json,
    Message,
    World,
    entities_of,
)
from tests.local_teams.streams import Streams
from tests.local_teams.wire import message_activity

ASK_COMMAND = "ask"
"""The extension's command that opens a dialog with a line."""
REACTIONS = ("like", "dislike")


class Person:
    """Somebody who sits at a client."""

    def __init__(
        self,
        *,
        account: Account,
        world: World,
        deliveries: Deliveries,
        streams: Streams,
        rsc: bool,
    ) -> None:
        """Sit down.

        Args:
            account: Who it is.
            world: What the client shows.
            deliveries: Who tells the bot.
            streams: What can be stopped.
            rsc: Whether the bot reads what is said without a mention.
        """
        self.account = account
        self.installing = Installing(account=account, world=world, deliveries=deliveries)
        """Adding and removing the app, people and channels."""
        self._world = world
        self._deliveries = deliveries
        self._streams = streams
        self._rsc = rsc
        self._clicks = Interactions(account=account, world=world, deliveries=deliveries)

    def __repr__(self) -> str:
        return f"<Person {self.name}>"

    @property
    def id(self) -> str:
        """As bots know them: `29:…`."""
        return self.account.id

    @property
    def aad(self) -> str:
        """The object id in Microsoft Entra ID."""
        return self.account.aad

    @property
    def name(self) -> str:
        """As it is shown."""
        return self.account.name

    @property
    def dialog(self) -> Dialog | None:
        """The open dialog."""
        return self._clicks.screen.dialog

    @property
    def was_told(self) -> list[str]:
        """What Teams showed besides messages: answers to clicks, and failures."""
        return self._clicks.screen.told

    @property
    def opened(self) -> list[str]:
        """Pages that were opened from buttons."""
        return self._clicks.screen.opened

    @property
    def composed(self) -> list[Json]:
        """Cards that the extension put into the composer."""
        return self._clicks.screen.composed

    async def says(self, text: str, chat: Chat, under: Message | str | None = None) -> Message:
        """Say something.

        Args:
            text: As typed: `@frontdesk` and `@Bob` become mentions.
            chat: Where.
            under: The root of a thread (channels), or its id; none: a new thread there.

        Raises:
            ValueError: Nothing can be said there.
        """
        root = under.root if isinstance(under, Message) else under or ""
        if chat.is_gone or (root and (chat.kind != CHANNEL or chat.message(root) is None)):
            raise ValueError(f"Nothing can be said in '{chat.name or chat.id}' under '{root}'.")
        composed = compose(text, self._world)
        message = Message(self._world.new_id(), chat, self.id, {}, under=root)
        message.activity = message_activity(self._world, message, self.account, composed)
        chat.add(message)
        self._tell(message.activity, chat)
        return message

    async def edits(self, message: Message, text: str) -> None:
        """Edit what one said; Teams tells only those bots that hear it."""
        heard = self._is_heard(message.activity, message.chat)
        self._check_own(message)
        composed = compose(text, self._world)
        message.edits += 1
        message.activity = message_activity(self._world, message, self.account, composed)
        changed = {**message.activity, "type": "messageUpdate"}
        changed["channelData"] = {**changed["channelData"], "eventType": "editMessage"}
        if heard or self._is_heard(changed, message.chat):
            self._deliver(changed, message.chat)

    async def deletes(self, message: Message) -> None:
        """Delete what one said."""
        self._check_own(message)
        message.is_deleted = True
        self._restored(message, "messageDelete", "softDeleteMessage")

    async def undeletes(self, message: Message) -> None:
        """Take back that it was deleted; the bot hears of it as of an edit."""
        message.is_deleted = False
        self._restored(message, "messageUpdate", "undeleteMessage")

    async def presses(self, title: str, on: Message, values: Json | None = None) -> Message | None:
        """Press a button.

        Args:
            title: What stands on it.
            on: The message that it stands on.
            values: What is filled into the card's inputs before, by id or label.

        Returns:
            What is said in the person's name by it, if anything.

        Raises:
            ValueError: There is no such button.
        """
        said = await self._clicks.press(title, on, values or {})
        return await self.says(said, on.chat) if said else None

    async def rates(self, message: Message, reaction: str, feedback: str = "") -> None:
        """Press a thumb beneath an answer.

        Args:
            message: The answer.
            reaction: `like` or `dislike`.
            feedback: What is written into the form that opens.

        Raises:
            ValueError: No thumbs are shown there.
        """
        data = message.activity.get("channelData") or {}
        if not (data.get("feedbackLoop") or data.get("feedbackLoopEnabled")):
            raise ValueError(f"No thumbs are shown beneath message {message.id}.")
        if reaction not in REACTIONS or message.stream not in ("", "final"):
            raise ValueError(f"Cannot press '{reaction}' beneath message {message.id}.")
        message.reactions[self.id] = reaction
        await self._clicks.feedback(message, reaction, feedback)

    async def opens(
        self, command_id: str, chat: Chat, under: str = "", *, names_chat: bool = True
    ) -> None:
        """Open the dialog of the extension's command in the composer."""
        await self._clicks.fetch(composer_door(command_id, chat, under, names_chat=names_chat))

    async def asks(
        self, text: str, chat: Chat, under: str = "", *, names_chat: bool = True
    ) -> None:
        """Ask by the message extension: open its dialog, write into the first line, and send.

        Args:
            text: What is written.
            chat: Where.
            under: The thread's root (channels).
            names_chat: Whether the bot is told where: in a chat of two people it need not be.

        Raises:
            ValueError: The bot opens no such dialog.
        """
        await self.opens(ASK_COMMAND, chat, under, names_chat=names_chat)
        card = self.dialog.card if self.dialog is not None else None
        line = next((one for one in inputs_in(card or {}) if one["type"] == "Input.Text"), None)
        if line is None:
            raise ValueError(f"The command '{ASK_COMMAND}' opens no dialog with a line.")
        await self.fills({line["id"]: text})

    async def uses(self, command_id: str, on: Message) -> None:
        """Use the extension's command in a message's menu."""
        await self._clicks.fetch(message_door(self._world, command_id, on))

    async def fills(self, values: Json, button: str = "") -> None:
        """Fill the open dialog in, and send it.

        Args:
            values: By an input's id or label.
            button: The title of what is pressed; empty: the first that sends.

        Raises:
            ValueError: No such dialog is open.
        """
        await self._clicks.fill(values, button)

    async def closes(self) -> None:
        """Close the dialog; the bot is not told."""
        self._clicks.screen.dialog = None

    async def stops(self, message: Message) -> None:
        """Press Teams' own Stop: the stream takes no more.

        Raises:
            ValueError: It is not streamed now.
        """
        self._streams.stop(message)

    def _tell(self, activity: Json, chat: Chat) -> None:
        if self._is_heard(activity, chat):
            self._deliver(activity, chat)

    def _deliver(self, activity: Json, chat: Chat) -> None:
        if chat.has_bot:
            self._deliveries.announce(activity)

    def _is_heard(self, activity: Json, chat: Chat) -> bool:
        mentions = (one["mentioned"]["id"] for one in entities_of(activity, "mention"))
        return chat.kind == PERSONAL or self._rsc or self._world.bot_id in mentions

    def _restored(self, message: Message, kind: str, event_type: str) -> None:
        activity = {**message.activity, "type": kind}
        activity["channelData"] = {**activity["channelData"], "eventType": event_type}
        if kind == "messageDelete":
            activity = {**activity, "text": "", "attachments": []}
        if self._is_heard(message.activity, message.chat):
            self._deliver(activity, message.chat)

    def _check_own(self, message: Message) -> None:
        if message.author_id != self.id:
            raise ValueError(f"{self.name} did not write message {message.id}.")

"""The words `sources`, `home` and `help`, and the button that forgets a personal chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapters.teams.message import TeamsMessage
from adapters.teams.names import FORGET_PERSONAL, PLATFORM
from adapters.teams.references import Reference
from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.help_card import help_message
from adapters.teams.surfaces.home_card import (
    HomeFacts,
    Listed,
    home_message,
    sources_message,
)
from adapters.teams.surfaces.links import group_of, message_link
from adapters.teams.surfaces.pieces import name_in_line
from adapters.teams.surfaces.welcoming import samples_for
from adapters.teams.taking_in.routes import (
    InvokeAnswer,
    Pressed,
    Routes,
    SaidCommand,
    Told,
)
from adapters.teams.tools import TeamsTools
from core.chatting.chores import Lane
from core.chatting.forgetting import forget_all, messages_counted
from core.chatting.home_told import MOST_ASKED
from core.chatting.private_threads import is_private
from core.domain import AskedQuestion, ConversationKey
from core.errors import StorageError
from core.routing import Way, route
from core.waits.subscribing.commands import parse_command

_MOST_READ = 4 * MOST_ASKED
"""Of a person's latest messages: some of them are no questions."""
_MOST_FORGOTTEN = 1_000
"""Of a person's latest messages."""
_BOT_NAME = "frontdesk"
"""Where Teams has not told what it calls the desk."""
_NOUNS = {ChatKind.CHANNEL: "channel", ChatKind.GROUP: "group chat"}


class Home:
    """Shows what the desk knows and what a person asked; forgets it."""

    def __init__(self, tools: TeamsTools) -> None:
        """Take what it shows and does."""
        self._tools = tools

    def register(self, routes: Routes) -> None:
        """Hear the words and the button."""
        routes.words["sources"] = self.sources
        routes.words["home"] = self.sources
        routes.words["help"] = self.help
        routes.actions[FORGET_PERSONAL] = self.forget

    async def help(self, command: SaidCommand) -> TeamsMessage:
        """Somebody wants to know what can be done."""
        known = await self._reference(command.spot.tenant, command.spot.chat)
        name = known.bot_name if known is not None and known.bot_name else _BOT_NAME
        report = await self._tools.status.report()
        return help_message(command.spot.kind, name, report.waits)

    async def sources(self, command: SaidCommand) -> TeamsMessage:
        """Somebody wants to know what the desk knows; in their own chat it shows more."""
        if command.spot.kind is ChatKind.PERSONAL and not command.is_private:
            return await self._home(command)
        return sources_message(await self._tools.status.report())

    async def _home(self, whose: SaidCommand | Pressed) -> TeamsMessage:
        facts = HomeFacts(
            report=await self._tools.status.report(),
            suggestions=await samples_for(self._tools),
            asked=await self._asked(whose),
            now=self._tools.now(),
        )
        return home_message(facts)

    async def forget(self, pressed: Pressed) -> InvokeAnswer:
        """Somebody wants all to be forgotten that was said in their own chat."""
        if pressed.spot.kind is not ChatKind.PERSONAL:
            return Told("I forget a whole chat only where nobody else takes part in it.")
        try:
            count = await forget_all(
                pressed.spot.key,
                conversations=self._tools.conversations,
                history=self._tools.history,
            )
            count += await self._forget_private(pressed)
        except StorageError:
            return Told("I could not forget everything just now. Please try again.")
        if not count:
            return Told("There was nothing to forget.")
        if pressed.message_id:
            self._tools.chores.start("renew_home", self._renew(pressed), lane=Lane.TELLING)
        return Told(f"I have forgotten {messages_counted(count)}.")

    async def _renew(self, pressed: Pressed) -> None:
        """Put a card in the place of that which lists what is deleted.

        Raises:
            DeliveryError: Teams did not take it: the old one stays.
        """
        await self._tools.calls.update(pressed.spot, pressed.message_id, await self._home(pressed))

    async def _forget_private(self, pressed: Pressed) -> int:
        """What they asked elsewhere in private was answered here, so it belongs to it.

        Raises:
            StorageError: Some of it may be left.
        """
        asked = await self._tools.conversations.asked_by(
            PLATFORM, pressed.spot.tenant, pressed.person, _MOST_FORGOTTEN
        )
        private = {one.conversation for one in asked if is_private(one.conversation.thread)}
        return sum([await self._tools.history.forget(key) for key in private])

    async def _asked(self, whose: SaidCommand | Pressed) -> Sequence[Listed] | None:
        try:
            asked = await self._tools.conversations.asked_by(
                PLATFORM, whose.spot.tenant, whose.person, _MOST_READ
            )
        except StorageError:
            return None
        worth = [one for one in asked if is_worth_listing(one.text)]
        return [await self._listed(one) for one in worth[:MOST_ASKED]]

    async def _listed(self, asked: AskedQuestion) -> Listed:
        key = asked.conversation
        known = await self._reference(key.workspace, key.channel)
        asked_in = self._tools.turns.of(asked.turn_id)
        message_id = asked_in.question_id if asked_in is not None else ""
        return Listed(
            text=asked.text,
            outcome=asked.outcome,
            asked_at=asked.asked_at,
            place=_place(key, known),
            link=await self._link(key, known, message_id),
            is_about_message=asked_in is not None and asked_in.is_about_message,
        )

    async def _link(self, key: ConversationKey, known: Reference | None, message_id: str) -> str:
        if known is None or is_private(key.thread):
            return ""
        is_channel = known.spot.kind is ChatKind.CHANNEL
        spot = replace(known.spot, root=key.thread) if is_channel else known.spot
        group = await group_of(spot, self._tools.references)
        return message_link(spot, message_id, group=group)

    async def _reference(self, tenant: str, chat: str) -> Reference | None:
        """What is known of a chat; a card without it is better than none."""
        try:
            return await self._tools.references.of(tenant, chat)
        except StorageError:
            return None


def is_worth_listing(text: str) -> bool:
    """Whether a message was a question: small talk and orders nobody looks up again."""
    return route(text) is Way.KNOWLEDGE and parse_command(text) is None


def _place(key: ConversationKey, known: Reference | None) -> str:
    if known is None:
        return "asked privately" if is_private(key.thread) else "in a chat that I left"
    if known.spot.kind is ChatKind.PERSONAL:
        return "in our chat"
    named = f" {name_in_line(known.name)}" if known.name else ""
    what = f"{_NOUNS[known.spot.kind]}{named}"
    if is_private(key.thread):
        return f"asked privately in the {what}"
    return f"in the {what}" if named else f"in a {what}"

"""The settings of a channel, a group chat or a personal chat: shown by a word, changed in a dialog.

Who may change them is looked at again when the dialog is sent in: hours may lie between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import structlog

from adapters.teams.message import Card, TeamsMessage
from adapters.teams.names import OPEN_SETTINGS, SAVE_SETTINGS
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.surfaces.pieces import name_in_line
from adapters.teams.surfaces.settings_card import (
    SOMEBODY,
    TITLE,
    Entered,
    Form,
    changing_card,
    entered_of,
    mark_of,
    reading_card,
    settings_message,
    settings_told,
)
from adapters.teams.surfaces.settings_form import (
    Refused,
    editors_of,
    people_refused,
    read_entered,
    read_gone,
    read_settings,
)
from adapters.teams.taking_in.routes import (
    Dialog,
    InvokeAnswer,
    Nothing,
    Pressed,
    Routes,
    SaidCommand,
    Told,
)
from adapters.teams.tools import TeamsTools
from core.chatting.channel_form import change_in_words
from core.domain import ChannelSettings
from core.errors import DeliveryError, StorageError

_LOOK_SECONDS = 2.0
"""For Teams to name people while somebody waits for the dialog."""
_NOT_NOW = "I cannot look up the settings just now. Please try again later."
_NOT_KEPT = "I cannot keep this just now. Please try again in a moment."
_NO_MORE = "You may not change these settings any more."
_AWAY = "I am not in this chat, so there is nothing to set. Do this in a chat that I am in."
_MOST_EDITORS = 20
"""New ones are looked up while somebody waits, and Teams is asked for some three a second."""
_TOO_MANY = f"Choose at most {_MOST_EDITORS - 1} people besides yourself, or let everybody."
_SLOW = (
    "Teams takes its time to tell me who all of these people are. Please send it again in a moment."
)
_UNKNOWN = "Teams did not tell me who one of these people is here. Choose others, or try again."

_log = structlog.get_logger()


class Settings:
    """Shows, opens and takes in the settings of chats."""

    def __init__(self, tools: TeamsTools) -> None:
        """Take what it looks at."""
        self._tools = tools

    def register(self, routes: Routes) -> None:
        """Hear the word, the button and the dialog."""
        routes.words["settings"] = self.said
        routes.dialogs[OPEN_SETTINGS] = self.opened
        routes.submissions[SAVE_SETTINGS] = self.sent_in

    async def said(self, command: SaidCommand) -> TeamsMessage:
        """Somebody wants to see them."""
        try:
            settings = await self._tools.channels.of(command.spot.key)
            if not _may_change(command, settings):
                card = await self._reading_card(command.spot, settings)
                return TeamsMessage("", cards=(card,), summary=TITLE)
            if command.is_private:
                return await self._said_privately(command, settings)
        except StorageError:
            return TeamsMessage(_NOT_NOW)
        return settings_message(command.spot.kind, settings)

    async def _said_privately(
        self, command: SaidCommand, settings: ChannelSettings
    ) -> TeamsMessage:
        """In a dialog, which the message extension opens in chats of others too.

        Raises:
            StorageError: How the chat is reached cannot be read.
        """
        spot = command.spot
        if await self._tools.references.of(spot.tenant, spot.chat) is not None:
            return settings_message(spot.kind, settings, is_in_dialog=True)
        if spot.kind is ChatKind.CHANNEL:
            return settings_told(spot.kind, settings)
        return TeamsMessage(_AWAY)

    async def opened(self, pressed: Pressed) -> InvokeAnswer:
        """Somebody opens the dialog."""
        try:
            settings = await self._tools.channels.of(pressed.spot.key)
        except StorageError:
            return Told(_NOT_NOW)
        if not _may_change(pressed, settings):
            return Dialog(TITLE, await self._reading_card(pressed.spot, settings))
        entered = entered_of(settings, pressed.person)
        return await self._form(pressed, entered, settings.sources)

    async def _reading_card(self, spot: Spot, settings: ChannelSettings) -> Card:
        """The settings, and who may change them."""
        names = await self._names(spot, settings.editors)
        editors = [names.get(one, SOMEBODY) for one in settings.editors]
        return reading_card(spot.kind, settings, editors)

    async def sent_in(self, pressed: Pressed) -> InvokeAnswer:
        """Somebody sends the dialog in: what they entered is kept, or stays there with the reason."""
        entered = read_entered(pressed.data)
        try:
            before = await self._tools.channels.of(pressed.spot.key)
            if not _may_change(pressed, before):
                return Told(_NO_MORE)
            settings = await self._wanted(pressed, entered, before)
            if isinstance(settings, Refused):
                return await self._form(pressed, entered, before.sources, settings.reason)
            await self._tools.channels.save(pressed.spot.key, settings)
        except StorageError:
            return await self._form(pressed, entered, read_gone(pressed.data), _NOT_KEPT)
        _log.info("channel_settings_changed", chat=pressed.spot.chat)
        self._tools.chores.start("tell_settings", self._tell(pressed, before, settings))
        return Nothing()

    async def _form(
        self, pressed: Pressed, entered: Entered, chosen: Sequence[str], error: str = ""
    ) -> Dialog:
        """The dialog with its fields.

        Args:
            pressed: Who sees it, and where.
            entered: What the fields hold.
            chosen: Names of sources that were chosen, of which some may be gone.
            error: What is wrong.
        """
        known = await self._sources()
        gone = [name for name in chosen if name not in known]
        offered = {mark_of(name) for name in (*known, *gone)}
        kept = tuple(mark for mark in entered.sources if mark in offered)
        form = Form(
            kind=pressed.spot.kind,
            entered=replace(entered, sources=kept),
            known=known,
            gone=gone,
            names=await self._names(pressed.spot, entered.people),
            error=error,
        )
        return Dialog(TITLE, changing_card(form), height="large")

    async def _wanted(
        self, pressed: Pressed, entered: Entered, before: ChannelSettings
    ) -> ChannelSettings | Refused:
        kind = pressed.spot.kind
        known = await self._sources()
        settings = read_settings(entered, kind=kind, before=before, known=known)
        if isinstance(settings, Refused) or kind is ChatKind.PERSONAL:
            return settings
        if wrong := people_refused(entered, before):
            return Refused(wrong)
        if not entered.is_limited:
            return settings
        people = await self._people(pressed.spot, entered.people, before)
        if isinstance(people, Refused):
            return people
        editors = editors_of(people, pressed.person, before)
        if isinstance(editors, Refused):
            return editors
        return replace(settings, editors=editors)

    async def _people(
        self, spot: Spot, chosen: Sequence[str], before: ChannelSettings
    ) -> list[str] | Refused:
        """The ids in Teams of people; the picker names new ones by their ids in Microsoft Entra."""
        if len(chosen) >= _MOST_EDITORS:
            return Refused(_TOO_MANY)

        async def person(one: str) -> str:
            if one in before.editors:
                return one
            member = await self._tools.calls.member(spot, one)
            return member.person if member is not None else ""

        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                people = await asyncio.gather(*(person(one) for one in chosen))
        except TimeoutError:
            # They are looked up all the same: sent again, they are known.
            return Refused(_SLOW)
        except DeliveryError:
            return Refused(_UNKNOWN)
        return people if all(people) else Refused(_UNKNOWN)

    async def _names(self, spot: Spot, people: Sequence[str]) -> dict[str, str]:
        """What people are called, as far as Teams tells in time."""
        names: dict[str, str] = {}

        async def look(one: str) -> None:
            member = await self._tools.calls.member(spot, one)
            if member is not None and member.name:
                names[one] = member.name

        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                await asyncio.gather(*(look(one) for one in people))
        except (DeliveryError, TimeoutError):
            pass
        return names

    async def _sources(self) -> list[str]:
        return [source.name for source in (await self._tools.status.report()).sources]

    async def _tell(
        self, pressed: Pressed, before: ChannelSettings, after: ChannelSettings
    ) -> None:
        """Tell the chat what was changed by whom."""
        change = change_in_words(before, after, name_in_line)
        if not change:
            return
        is_shared = pressed.spot.kind is not ChatKind.PERSONAL
        who = f"**{name_in_line(pressed.name) or SOMEBODY}** has" if is_shared else "You have"
        message = TeamsMessage(f"{who} changed how I answer here: {change}.")
        await self._tools.calls.send(pressed.spot, message)


def _may_change(pressed: Pressed | SaidCommand, settings: ChannelSettings) -> bool:
    """Teams shows a chat's cards to its members alone, so whoever presses is one."""
    is_own = pressed.spot.kind is ChatKind.PERSONAL
    return is_own or settings.may_be_changed_by(pressed.person)

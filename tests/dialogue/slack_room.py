"""Slack as a room for dialogues: the real desk with the real Bolt app, against the local Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from adapters.local_slack.reading import as_text
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Channel, Message
from bot.service import Service
from tests.dialogue.houses import strike
from tests.dialogue.play import Heard
from tests.dialogue.script import GROUP

_QUIET_SECONDS = 0.3
"""So long nothing happens before a room counts as settled."""
_READING_SECONDS = 0.1


class SlackRoom:
    """Implements `tests.dialogue.play.Room`."""

    def __init__(self, *, slack: LocalSlack, service: Service) -> None:
        """Take the workspace and the desk in it."""
        self.slack = slack
        self.service = service

    def has_threads(self, place: str) -> bool:
        """Everywhere."""
        return True

    async def says(self, person: str, text: str, *, place: str, under: str) -> str:
        """Write a message; the room is the person's own in `dm Ann`."""
        who = self.slack.person(person.lower())
        message = await who.says(text, self._channel(place).id, under or None)
        return message.ts

    async def runs(self, person: str, command: str, *, place: str) -> None:
        """Give a slash command."""
        await self.slack.person(person.lower()).runs(command, _channel_name(place))

    async def presses(self, person: str, label: str, *, place: str, on: str) -> None:
        """Press a button of a message."""
        await self.slack.person(person.lower()).clicks(label, on=self._channel(place).messages[on])

    async def edits(self, person: str, text: str, *, place: str, said: str) -> None:
        """Change a message of one's own."""
        await self.slack.person(person.lower()).edits(self._channel(place).messages[said], text)

    async def deletes(self, person: str, *, place: str, said: str) -> None:
        """Delete a message of one's own."""
        await self.slack.person(person.lower()).deletes(self._channel(place).messages[said])

    async def uses(self, person: str, label: str, *, place: str, said: str) -> None:
        """Use a shortcut on a message."""
        message = self._channel(place).messages[said]
        await self.slack.person(person.lower()).uses_shortcut(label, on=message)

    async def strikes(self) -> None:
        """Set what is subscribed to as due."""
        await strike(self.service)

    def heard(self, place: str, under: str) -> Sequence[Heard]:
        """What the bot has said: in a thread, or outside of threads and to single persons."""
        bot = self.slack.app.bot_user
        return [
            Heard(message.ts, self._read(message), self._only(message))
            for message in self._channel(place).messages.values()
            if message.user == bot and (under == message.thread_ts or message.is_ephemeral_for)
        ]

    def _read(self, message: Message) -> str:
        """The desk shows no files but charts."""
        return as_text(message, self.slack.workspace).replace("(file: ", "(chart: ")

    async def settled(self) -> None:
        """Wait until all was acknowledged and the bot calls nothing any more."""
        await self._quiet(_QUIET_SECONDS)

    async def read(self) -> None:
        """Wait a moment: nobody writes in the same instant in which an answer appears."""
        await self._quiet(_READING_SECONDS)

    async def _quiet(self, seconds: float) -> None:
        await self.slack.settled()
        calls = -1
        while calls != len(self.slack.calls):
            calls = len(self.slack.calls)
            await asyncio.sleep(seconds)

    def _only(self, message: Message) -> str:
        if not message.is_ephemeral_for:
            return ""
        return self.slack.workspace.users[message.is_ephemeral_for].name.title()

    def _channel(self, place: str) -> Channel:
        if place.startswith("dm "):
            person = self.slack.person(place.removeprefix("dm ").lower())
            return self.slack.workspace.direct(person.id)
        return self.slack.workspace.channel_named(place.removeprefix(GROUP))


def _channel_name(place: str) -> str:
    return "dm" if place.startswith("dm ") else place

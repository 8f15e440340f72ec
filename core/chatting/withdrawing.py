"""Withdraws the question that a deleted message asked; the adapters' listeners tell it of deletions.

Platforms deliver again what they could not deliver, in any order: a deletion may come after a restart, when
only the database knows what the message asked, and even before the message itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from core.chatting.chores import Chores, Lane
from core.chatting.lately import Lately
from core.chatting.open_turns import AskedIn, OpenTurns
from core.chatting.thread_talk import ThreadTalk
from core.domain import ConversationKey, TurnId
from core.ports import ServingDesk

_log = structlog.get_logger()

_MOST_REMEMBERED = 5_000


class WithdrawingOpener(Protocol):
    """Opens a platform's replies."""

    def withdraw(self, turn_id: TurnId) -> None:
        """Show nothing more of a turn, and take away what was shown; also if it is opened later."""
        ...


@dataclass(frozen=True, slots=True)
class DeletedMessage:
    """A message that stands nowhere any more."""

    channel: ConversationKey
    """Where it stood, without a thread."""
    message_id: str
    event_ids: tuple[str, ...]
    """All that the desk may have taken it in as; see `ServingDesk.accept`."""


class Withdrawing:
    """Knows what was deleted, and takes back what it asked."""

    def __init__(
        self,
        *,
        desk: ServingDesk,
        turns: OpenTurns,
        opener: WithdrawingOpener,
        talk: ThreadTalk,
        chores: Chores,
    ) -> None:
        """Take who answers, what remembers its turns, and who speaks with it.

        Args:
            desk: Has the turns, those of an earlier process too.
            turns: What was accepted through any of the listeners.
            opener: Of the platform.
            talk: Told whose question is gone.
            chores: For a message that comes after its deletion.
        """
        self._desk = desk
        self._turns = turns
        self._opener = opener
        self._talk = talk
        self._chores = chores
        self._gone: Lately[tuple[str, str, str], DeletedMessage] = Lately(most=_MOST_REMEMBERED)
        """Deleted messages that have asked nothing yet."""
        turns.watch(self._taken_in)

    async def deleted(self, message: DeletedMessage) -> None:
        """Stop what a message asked, while its answer is not there yet.

        What is said after that in its thread is not said to the desk.

        Raises:
            StorageError: The database cannot be read; the platform is to deliver it again.
        """
        name = _name(message.channel, message.message_id)
        # First, because the message may be on its way in just now.
        self._gone.put(name, message)
        for turn_id in await self._asked_by(message):
            self._gone.forget(name)
            self._take_back(turn_id, message)
            await self._stop(turn_id)

    def stands(self, channel: ConversationKey, message_id: str) -> None:
        """A message is there: whoever deleted it has taken that back."""
        self._gone.forget(_name(channel, message_id))

    async def _asked_by(self, message: DeletedMessage) -> list[TurnId]:
        channel = message.channel
        turn_id = self._turns.of_message(*_name(channel, message.message_id))
        if turn_id is not None:
            return [turn_id]
        found = [
            await self._desk.known(channel.platform, channel.workspace, event_id)
            for event_id in message.event_ids
        ]
        return [turn_id for turn_id in found if turn_id is not None]

    def _taken_in(self, turn_id: TurnId, asked_in: AskedIn) -> None:
        """Take back at once what a message asks that is deleted already."""
        name = (asked_in.workspace, asked_in.channel, asked_in.question_id)
        message = self._gone.get(name)
        if message is None:
            return
        self._gone.forget(name)
        self._take_back(turn_id, message)
        self._chores.start("withdraw", self._stop(turn_id), lane=Lane.TELLING)

    def _take_back(self, turn_id: TurnId, message: DeletedMessage) -> None:
        # Before it is stopped, because a stopped answer is shown as far as it had come.
        self._opener.withdraw(turn_id)
        asked_in = self._turns.of(turn_id)
        if asked_in is not None:
            thread = replace(message.channel, thread=asked_in.thread)
            self._talk.forgotten(thread, message.message_id)

    async def _stop(self, turn_id: TurnId) -> None:
        if await self._desk.stop(turn_id):
            _log.info("question_deleted", turn=turn_id)


def _name(channel: ConversationKey, message_id: str) -> tuple[str, str, str]:
    return channel.workspace, channel.channel, message_id

"""All that stands of one answer: the message that grew, and further ones.

`core.chatting.growing_reply` has it shown.  What an earlier attempt has shown is known from the turn's
place alone: Teams lets no bot look for its messages.  A further message whose sending nobody answered is
sent again when the answer is shown again: twice is better than never.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from adapters.teams.acknowledging import TeamsPace
from adapters.teams.calls import TeamsCalls, TeamsTooBig
from adapters.teams.growing import GrowingMessage
from adapters.teams.message import TeamsMessage
from adapters.teams.shrinking import smaller
from adapters.teams.spot import Spot
from adapters.teams.writing import answer_messages
from core.domain import Outcome, TurnId
from core.errors import StorageError
from core.ports import ShownAnswers

_log = structlog.get_logger()


class ShownAnswer:
    """Shows an answer once, as far as that is known; a `core.chatting` growing answer."""

    def __init__(
        self,
        *,
        turn_id: TurnId,
        spot: Spot,
        heading: str,
        growing: GrowingMessage,
        calls: TeamsCalls,
        answers: ShownAnswers,
        can_ask_person: bool,
        part_ids: Sequence[str],
        placed: Callable[[Sequence[str]], Awaitable[None]],
        pace: TeamsPace,
    ) -> None:
        """Take where it stands and who shows it.

        Args:
            turn_id: The turn.
            spot: The chat or thread.
            heading: Markdown that goes before the text; may be empty.
            growing: Its first message.
            calls: Calls Teams.
            answers: Told which messages show it: who rates one names no turn.
            can_ask_person: Whether there is a channel in which people are asked.
            part_ids: Further messages that another process has sent.
            placed: Told the ids of all further messages as soon as there is another one.
            pace: Of a growing answer.
        """
        self._turn_id = turn_id
        self._spot = spot
        self._heading = heading
        self._growing = growing
        self._calls = calls
        self._answers = answers
        self._can_ask_person = can_ask_person
        self._part_ids = list(part_ids)
        self._placed = placed
        self._pace = pace
        self._shown_parts: dict[str, TeamsMessage] = {}
        """What this process has shown in each of them."""
        self._is_streamed = False
        """Whether text was streamed when the answer came; so it stays when it is shown again."""

    @property
    def pause_seconds(self) -> float:
        """How long to gather until more of the text is shown."""
        pace = self._pace
        return pace.stream_pause_seconds if self._growing.is_stream else pace.edit_pause_seconds

    @property
    def is_unsure(self) -> bool:
        """Whether something may stand there of which nothing is known."""
        return self._growing.is_unsure

    def doubt(self) -> None:
        """Nothing to do: what creates a message is doubted from before it is called."""

    async def keep(self) -> None:
        """Have kept what stands there, for another process."""
        await self._growing.keep()

    async def draft(self, text: str) -> None:
        """Show what will be replaced.  Raises as `GrowingMessage.tell`."""
        await self._growing.draft(self._headed(text))

    async def grow(self, text: str) -> None:
        """Show all of the text so far.  Raises as `GrowingMessage.tell`."""
        await self._growing.grow(self._headed(text))

    async def show(self, outcome: Outcome) -> bool:
        """Show all messages; whether the acknowledgement has ended with it: it stood in the first one.

        Raises:
            DeliveryStopped: The person has stopped it, or somebody has deleted its first message.
            TeamsCallRefused: As `TeamsCalls.send`.
            TeamsCallFailed: As `TeamsCalls.send`.
        """
        headed = replace(outcome, text=self._headed(outcome.text))
        self._is_streamed = self._is_streamed or self._growing.has_streamed
        messages = answer_messages(
            headed,
            turn_id=self._turn_id,
            can_ask_person=self._can_ask_person,
            is_streamed=self._is_streamed,
        )
        count = await self._show_all(messages)
        while len(self._part_ids) > count - 1:
            await self._calls.delete(self._spot, self._part_ids[-1])
            self._part_ids.pop()
            await self._placed(self._part_ids)
        return True

    async def abandon(self) -> None:
        """Leave what is shown, but nothing that says that more comes.  Raises as `GrowingMessage.tell`."""
        await self._growing.abandon()

    async def remove(self) -> None:
        """Take everything away.  Raises as `show`."""
        await self._growing.remove()
        for part_id in self._part_ids:
            await self._calls.delete(self._spot, part_id)

    def _headed(self, text: str) -> str:
        return f"{self._heading}\n\n{text}" if self._heading else text

    async def _show_all(self, messages: Sequence[TeamsMessage]) -> int:
        """Show messages, in as many as Teams wants; returns how many that were."""
        waiting, count = deque(messages), 0
        while waiting:
            message = waiting.popleft()
            try:
                message_id = await self._show(count, message)
            except TeamsTooBig:
                instead = smaller(message)
                if not instead:
                    raise
                _log.warning(
                    "message_too_big", characters=len(message.text), cards=len(message.cards)
                )
                waiting.extendleft(reversed(instead))
                continue
            count += 1
            if message.takes_feedback:
                await self._keep_answer(message_id)
        return count

    async def _show(self, number: int, message: TeamsMessage) -> str:
        """Show one of the messages; its id."""
        if not number:
            await self._growing.finish(message)
            return self._growing.id
        if number > len(self._part_ids):
            part_id = await self._calls.send(self._spot, message)
            self._part_ids.append(part_id)
            await self._placed(self._part_ids)
        else:
            part_id = self._part_ids[number - 1]
            if self._shown_parts.get(part_id) != message:
                # One that somebody has deleted stays away.
                await self._calls.update(self._spot, part_id, message)
        self._shown_parts[part_id] = message
        return part_id

    async def _keep_answer(self, message_id: str) -> None:
        try:
            await self._answers.keep(self._spot.key, message_id, self._turn_id)
        except StorageError as error:
            # It can be read all the same; only its thumbs count for nothing.
            _log.warning("shown_answer_not_kept", turn=self._turn_id, reason=str(error))

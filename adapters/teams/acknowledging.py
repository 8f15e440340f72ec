"""What tells a person that their question was heard, until the answer is there.

In personal chats a stream begins with a line that says what is going on; elsewhere the desk is seen typing,
and who has to wait longer finds a message.  An answer that is there in a moment needs neither.

Of Teams' own Stop the desk hears only when it sends something.  So the line is sent again while nothing else
is: a model may read for long before it writes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog

from adapters.teams.calls import TeamsCalls
from adapters.teams.growing import GrowingMessage
from adapters.teams.spot import ChatKind, Spot
from core.chatting.chores import Chores, Lane
from core.chatting.growing_reply import GATHER_SECONDS
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.line import tells_place

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class TeamsPace:
    """How an answer that takes its time is shown."""

    acknowledge_after_seconds: float = 0.7
    """What is answered by then needs no word before it."""
    message_after_seconds: float = 2.5
    """The same for a message outside of personal chats, where everybody is told of it."""
    typing_pause_seconds: float = 4.0
    """Teams shows for about so long that the desk is typing."""
    repeat_seconds: float = 4.0
    """From a line of a stream until it is sent again, unless something else was."""
    gather_seconds: float = GATHER_SECONDS
    """From the first piece until something is shown; what is finished by then comes at once."""
    stream_pause_seconds: float = 1.0
    """Between two pieces of a stream.
    Source: https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux"""
    edit_pause_seconds: float = 2.0
    """Between two edits: about 60 messages in 30 s are allowed in a chat, all of its answers together.
    Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit"""
    stream_seconds: float = 110.0
    """After these a stream is ended, before Teams does it."""


async def _nobody_told() -> None:
    """The next piece tells whoever writes it."""


class Acknowledgement:
    """Of one question; a `core.chatting` acknowledgement."""

    def __init__(
        self,
        *,
        spot: Spot,
        growing: GrowingMessage,
        calls: TeamsCalls,
        chores: Chores,
        pace: TeamsPace,
        stopped: Callable[[], Awaitable[object]] = _nobody_told,
    ) -> None:
        """Take where the answer will be; nothing is shown before `begin`.

        Args:
            spot: The chat or thread.
            growing: The answer's first message, which says so at first.
            calls: Calls Teams.
            chores: Does it beside everything else.
            pace: What is shown when.
            stopped: Told that the person wants no answer any more, where nobody else is just saying
                something and would hear of it.
        """
        self._spot = spot
        self._growing = growing
        self._calls = calls
        self._chores = chores
        self._pace = pace
        self._stopped = stopped
        self._timer: asyncio.TimerHandle | None = None
        self._status = ""
        self._has_begun = False
        self._is_over = False

    def begin(self, *, after_seconds: float = 0.0) -> None:
        """Show that the question was heard, unless it has ended by then; does not wait."""
        if self._has_begun or self._is_over:
            return
        if after_seconds:
            self._later(after_seconds, self.begin)
            return
        self._has_begun = True
        if self._growing.is_stream:
            self._start(self._say_first())
            return
        self._start(self._type())
        pace = self._pace
        self._later(pace.message_after_seconds - pace.acknowledge_after_seconds, self._go_on)

    async def begun(self, *, within_seconds: float) -> None:
        """Nothing to wait for: whether Teams shows its Stop is known."""

    async def say(self, text: str) -> None:
        """Show what is going on, in place of what was said before.

        Whoever does not wait in line, and of whom nothing is shown yet, is told when the time for a first
        word has come.

        Raises:
            DeliveryRefused: The place is gone; other failures are passed over.
            DeliveryStopped: The person wants no answer any more.
        """
        self._status = text
        if not tells_place(text) and not self._growing.id:
            return
        try:
            await self._growing.tell(text)
        except (DeliveryRefused, DeliveryStopped):
            raise
        except DeliveryError as error:
            # Nice to have: a place in line that is not shown must not end the answer.
            _log.info("status_not_shown", reason=str(error))
        self._repeat_later()

    def shown(self) -> None:
        """Something of the answer is shown; what was said has given way to it."""
        if self._growing.id:
            self._cancel_timer()
        self._repeat_later()

    def end(self, *, is_done: bool = False) -> None:
        """Show nothing more; what is shown belongs to the answer, which changes it or takes it away."""
        del is_done
        self._is_over = True
        self._cancel_timer()

    async def _type(self) -> None:
        if not self._growing.id and not tells_place(self._status):
            await self._calls.typing(self._spot)

    def _go_on(self) -> None:
        """The time for a message has come; until it is there the desk is seen typing."""
        if self._is_over or self._growing.id:
            return
        self._start(self._say_first())
        if self._spot.kind is ChatKind.GROUP:
            self._later(self._pace.typing_pause_seconds, self._type_on)

    def _type_on(self) -> None:
        self._start(self._type())
        self._go_on()

    async def _say_first(self) -> None:
        if not self._is_over:
            await self._saying(self._growing.begin(self._status))

    def _repeat_later(self) -> None:
        if self._growing.only_informs and not self._is_over:
            self._later(self._pace.repeat_seconds, self._repeat)

    def _repeat(self) -> None:
        self._start(self._saying(self._growing.repeat()))

    async def _saying(self, saying: Coroutine[Any, Any, None]) -> None:
        """Say something for which nobody waits."""
        try:
            await saying
        except DeliveryStopped:
            await self._stopped()
        except DeliveryError as error:
            _log.info("line_not_shown", reason=str(error))
        self._repeat_later()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._chores.start("acknowledge", work, lane=Lane.TELLING)

    def _later(self, seconds: float, then: Callable[[], None]) -> None:
        self._cancel_timer()
        self._timer = asyncio.get_running_loop().call_later(max(0.0, seconds), then)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

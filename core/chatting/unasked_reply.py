"""The reply to a question that was overheard: it is shown where there is an answer, else nothing is.

The chat adapters' openers make one where nobody had addressed the desk.  Who did not ask it need not read
that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable

from core.domain import Answered, Outcome
from core.ports import Reply


class UnaskedReply:
    """Implements `core.ports.Reply`: passes an answer on to another, whole."""

    def __init__(self, reply: Reply, *, ended: Callable[[bool], None]) -> None:
        """Take the reply in the thread.

        Args:
            reply: Shows the answer.
            ended: Told whether it was shown.
        """
        self._reply = reply
        self._ended = ended

    async def status(self, text: str) -> None:
        """Show nothing: nobody waits for it."""

    async def draft(self, text: str) -> None:
        """Show nothing: what is only a draft may be taken back."""

    async def append(self, text: str) -> None:
        """Show nothing until it is known to be an answer."""

    async def finish(self, outcome: Outcome) -> None:
        """Show an answer; of everything else nothing."""
        is_answer = isinstance(outcome, Answered)
        if is_answer:
            await self._reply.finish(outcome)
        self._ended(is_answer)

    async def abandon(self) -> None:
        """Show nothing: nobody waits for it."""
        self._ended(False)  # noqa: FBT003  (a callback of one word)

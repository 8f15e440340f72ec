"""A reply whose person is told why nothing comes where the platform takes nothing in its place.

The chat adapters' openers make one for who could be told somewhere else: they would otherwise never hear of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from core.chatting.passing_reply import PassingReply
from core.errors import DeliveryRefused
from core.ports import Reply

_Refusal = TypeVar("_Refusal", bound=DeliveryRefused)


class ReasonedReply(PassingReply, Generic[_Refusal]):
    """Implements `core.ports.Reply`: remembers why it was refused."""

    def __init__(
        self, reply: Reply, *, refusal: type[_Refusal], tell: Callable[[_Refusal], None]
    ) -> None:
        """Take the reply where the question was asked.

        Args:
            reply: Shows the answer.
            refusal: What the platform raises where it takes nothing.
            tell: Begins to tell the person why there is no answer; called once.
        """
        super().__init__(reply)
        self._kind = refusal
        self._tell = tell
        self._refusal: _Refusal | None = None

    async def abandon(self) -> None:
        """Tell the person why, once, if it was the platform's refusal."""
        refusal, self._refusal = self._refusal, None
        if refusal is not None:
            self._tell(refusal)
        await super().abandon()

    async def _pass_on(self, work: Awaitable[None]) -> None:
        try:
            await work
        except self._kind as error:
            self._refusal = error
            raise

"""A reply that remembers what is shown, for what passes on to one."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.domain import Outcome
from core.errors import DeliveryError


@dataclass(slots=True)
class ShownReply:
    """Implements `core.ports.Reply`: remembers what is shown."""

    shown: list[object] = field(default_factory=list)
    refusal: DeliveryError | None = None
    """Raised instead, wherever something would be shown."""

    async def status(self, text: str) -> None:
        """Remember it."""
        self._show(text)

    async def draft(self, text: str) -> None:
        """Remember it."""
        self._show(text)

    async def append(self, text: str) -> None:
        """Remember it."""
        self._show(text)

    async def finish(self, outcome: Outcome) -> None:
        """Remember it."""
        self._show(outcome)

    async def abandon(self) -> None:
        """Remember it."""
        self.shown.append("abandoned")

    def _show(self, what: object) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.shown.append(what)

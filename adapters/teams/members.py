"""Who people in a chat are, as Teams says it: their organisation, and whether they are guests.

`adapters.teams.calls` holds it.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

import structlog
from botbuilder.schema import ChannelAccount

from adapters.teams.shared_task import SharedTask
from adapters.teams.spot import Spot
from core.chatting.lately import Lately
from core.errors import DeliveryError

_log = structlog.get_logger()

_REMEMBERED_SECONDS = 3600.0
_MOST_REMEMBERED = 5_000

_Key: TypeAlias = tuple[str, str, str]
"""Tenant, chat and person."""
Ask: TypeAlias = Callable[[Spot, str, str], Awaitable[ChannelAccount]]
"""Asks Teams, given where to speak from, the conversation and the person."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a chat."""

    person: str
    """Their id there, `29:…`."""
    name: str
    tenant: str
    """Of their organisation; empty: Teams did not say."""
    role: str
    """`user`, `guest` or `anonymous`; empty: Teams did not say."""
    home: str = ""
    """The tenant of the chat."""

    @property
    def is_external(self) -> bool:
        """Whether they are a guest, or of another organisation than the chat."""
        theirs, here = self.tenant.lower(), self.home.lower()
        is_elsewhere = bool(theirs and here) and theirs != here
        return is_elsewhere or self.role not in {"", "user"}


class Members:
    """Remembers for an hour what Teams said; who is asked for twice at a time is asked for once."""

    def __init__(self, *, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        """Take how Teams is asked, and seconds that only grow."""
        self._ask = ask
        self._clock = clock
        self._known: Lately[_Key, tuple[float, Member]] = Lately(most=_MOST_REMEMBERED)
        self._asking: dict[_Key, SharedTask[Member | None]] = {}

    def known(self, spot: Spot, person: str) -> Member | None:
        """Who somebody is, as far as Teams said it within the hour."""
        known = self._known.get((spot.tenant, spot.chat, person))
        is_fresh = known is not None and self._clock() - known[0] < _REMEMBERED_SECONDS
        return known[1] if known is not None and is_fresh else None

    async def of(self, spot: Spot, person: str) -> Member | None:
        """Who somebody is; None: Teams did not say."""
        if known := self.known(spot, person):
            return known
        key = (spot.tenant, spot.chat, person)
        asking = self._asking.get(key)
        if asking is None:
            asking = SharedTask(lambda: self._asked(key, spot, person))
            self._asking[key] = asking
        return await asking.result()

    async def close(self) -> None:
        """End what is under way."""
        for asking in tuple(self._asking.values()):
            await asking.close()

    async def _asked(self, key: _Key, spot: Spot, person: str) -> Member | None:
        """Goes on where nobody waits any more: it is remembered."""
        try:
            account = await self._ask(spot, spot.chat, person)
        except DeliveryError as error:
            _log.info("teams_member_unknown", kind=type(error).__name__)
            return None
        finally:
            self._asking.pop(key, None)
        member = _read(account, person, spot.tenant)
        self._known.put(key, (self._clock(), member))
        return member


def _read(account: ChannelAccount, person: str, home: str) -> Member:
    more = account.additional_properties or {}
    return Member(
        person=str(account.id or person),
        name=str(account.name or ""),
        tenant=str(more.get("tenantId") or ""),
        role=str(more.get("userRole") or account.role or ""),
        home=home,
    )

"""What channels are called: most activities leave it out, and sentences would say "the channel" of any.

Who tells people something of a channel elsewhere asks here.  Teams is asked once for all channels of a team, and what
it says is kept with the references, where events put later names.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import structlog

from adapters.teams.calls import TeamsCalls
from adapters.teams.references import Reference, References
from adapters.teams.spot import ChatKind, Spot
from core.chatting.lately import Lately
from core.errors import DeliveryError, StorageError

_log = structlog.get_logger()

_LOOK_SECONDS = 2.0
"""Somebody waits for what is said of it."""
_AGAIN_SECONDS = 600.0
"""Where Teams did not tell, as of private channels, it is asked again after this."""
_MOST_REMEMBERED = 1_000


class ChannelNames:
    """Looks them up."""

    def __init__(
        self,
        *,
        calls: TeamsCalls,
        references: References,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take who calls Teams, what is known, and seconds that only grow."""
        self._calls = calls
        self._references = references
        self._clock = clock
        self._looked: Lately[tuple[str, str], float] = Lately(most=_MOST_REMEMBERED)
        """When each channel was looked for in vain."""

    async def of(self, spot: Spot) -> str:
        """What a channel or chat is called, in time; empty: it has no name, or it is not told.

        Raises:
            StorageError: How it is reached cannot be read.
        """
        known = await self._references.of(spot.tenant, spot.chat)
        if known is None or known.name or not known.team or spot.kind is not ChatKind.CHANNEL:
            return known.name if known is not None else ""
        name = await self._looked_up(known)
        if name:
            await self._keep(replace(known, name=name))
        return name

    async def _looked_up(self, channel: Reference) -> str:
        key = (channel.spot.tenant, channel.spot.chat)
        before = self._looked.get(key)
        if before is not None and self._clock() - before < _AGAIN_SECONDS:
            return ""
        names: Mapping[str, str] = {}
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                names = await self._calls.channels(channel.spot, channel.team)
        except (DeliveryError, TimeoutError) as error:
            _log.info("channel_name_not_told", kind=type(error).__name__)
        name = names.get(channel.spot.chat, "")
        if not name:
            self._looked.put(key, self._clock())
        return name

    async def _keep(self, channel: Reference) -> None:
        try:
            await self._references.keep(channel)
        except StorageError as error:
            # It is looked up again the next time.
            _log.warning("channel_name_not_kept", reason=str(error))

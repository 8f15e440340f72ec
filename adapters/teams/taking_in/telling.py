"""Tells one person something that is no answer: why there is none, or that it is done.

Teams shows nothing in a chat to one person alone, so whoever is not in their personal chat is told
there, where the desk knows it; else in the thread, because a reason that many read is better than none.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import structlog

from adapters.teams.calls import TeamsCalls
from adapters.teams.channel_names import ChannelNames
from adapters.teams.message import TeamsMessage
from adapters.teams.references import References
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.writing import escaped, told
from core.chatting.chores import Chores, Lane
from core.chatting.lately import Lately
from core.errors import DeliveryError, StorageError

_log = structlog.get_logger()

_MOST_REMEMBERED = 5_000
_NOUNS = {ChatKind.CHANNEL: "channel", ChatKind.GROUP: "group chat"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Where one person is told something."""

    spot: Spot
    """Where they did something; in a thread with its root."""
    person: str


class Teller:
    """Tells people things, one after the other for each chore."""

    def __init__(self, *, calls: TeamsCalls, references: References, chores: Chores) -> None:
        """Take what telling needs."""
        self._calls = calls
        self._references = references
        self._names = ChannelNames(calls=calls, references=references)
        self._chores = chores
        self._told: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

    def tell_once(self, event_id: str, addressee: Addressee, markdown: str) -> None:
        """Tell a person something, unless it was told for the same event, or is just being told.

        Teams delivers an activity again where it did not get its response.
        """
        event = (addressee.spot.tenant, event_id)
        if event in self._told:
            return
        self._told.put(event, None)
        self._start(self._tell_for(event, addressee, markdown))

    def has_told(self, event_id: str, tenant: str) -> bool:
        """Whether the person of an event was told something for it."""
        return (tenant, event_id) in self._told

    def tell(self, addressee: Addressee, markdown: str) -> None:
        """Tell a person something, soon.

        Args:
            addressee: Who, and where.
            markdown: What; whatever people or pages wrote in it is escaped.
        """
        self._start(self.tell_now(addressee, markdown))

    async def tell_now(self, addressee: Addressee, markdown: str) -> None:
        """The same at once, for a chore that is at work already.

        Raises:
            DeliveryError: Teams took it nowhere.
        """
        personal = await self._personal(addressee)
        if personal is not None:
            try:
                await self._calls.send(personal, await self._from_afar(addressee, markdown))
            except DeliveryError as error:
                _log.info("not_told_alone", kind=type(error).__name__)
            else:
                return
        await self._calls.send(addressee.spot, told(markdown))

    def _start(self, work: Any) -> None:
        self._chores.start("tell_person", work, lane=Lane.TELLING)

    async def _tell_for(self, event: tuple[str, str], addressee: Addressee, markdown: str) -> None:
        try:
            await self.tell_now(addressee, markdown)
        except BaseException:
            # Teams may deliver the event again: then it is tried again.
            self._told.forget(event)
            raise

    async def _personal(self, addressee: Addressee) -> Spot | None:
        """Their own chat; None: they are in it, or the desk knows none."""
        spot = addressee.spot
        if spot.kind is ChatKind.PERSONAL:
            return None
        found = await _or_none(self._references.personal(spot.tenant, addressee.person))
        return found.spot if found is not None else None

    async def _from_afar(self, addressee: Addressee, markdown: str) -> TeamsMessage:
        """What is told elsewhere than it was done says where that was."""
        spot = addressee.spot
        name = escaped(await _or_none(self._names.of(spot)) or "")
        where = f"{_NOUNS[spot.kind]} {name}".strip()
        return told(f"About the {where}: {markdown}")


async def _or_none(looking: Awaitable[Any]) -> Any:
    """What storage knows; None where it cannot be read: then it is told where everybody reads it."""
    try:
        return await looking
    except StorageError:
        return None

"""Whom the desk does not serve: guests, people of other organisations, teams that operators left out.

Listening asks for everything that people do, before it does anything for them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from adapters.teams.calls import Member
from adapters.teams.outsiders import stranger_in_words, team_in_words
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.tools import TeamsTools
from core.chatting.chores import Lane
from core.chatting.lately import Lately

_log = structlog.get_logger()

_LOOK_SECONDS = 5.0
"""Teams waits 15 s for its response; who must answer sooner bounds it."""
_MOST_REMEMBERED = 1_000
UNKNOWN = (
    "I do not know you yet, because I am not in this chat and you have none with me. Please open me among "
    "your apps and add me, then try again."
)
NOT_TOLD = (
    "I am sorry: Teams did not tell me just now which organisation you belong to. Please try again in a "
    "minute."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to the desk."""

    refusal: str = ""
    """Why they are not served, as plain text; empty: nothing speaks against it."""
    ask_in: str = ""
    """The chat in which Teams has to be asked for them first; empty: no need."""


class Strangers:
    """Knows who is one."""

    def __init__(self, *, tools: TeamsTools, look_seconds: float = _LOOK_SECONDS) -> None:
        """Take the tools.

        Args:
            tools: The rules, and who asks Teams.
            look_seconds: How long a person waits for Teams to tell who they are; what it tells
                later is known the next time.
        """
        self._tools = tools
        self._look_seconds = look_seconds
        self._groups: Lately[tuple[str, str], str] = Lately(most=_MOST_REMEMBERED)

    def heard(self, heard: HeardActivity) -> None:
        """Learn what a team is called elsewhere: most activities leave it out."""
        if heard.team and heard.channel_data.team.aad_group_id:
            self._groups.put((heard.tenant, heard.team), heard.channel_data.team.aad_group_id)

    async def refusal(self, heard: HeardActivity) -> str:
        """Why a person is not served where they are, as plain text; empty: they are.

        Teams is asked for who is not known, and the person waits for it.
        """
        standing = await self.standing(heard)
        if not standing.ask_in:
            return standing.refusal
        member = await self._member(_asked_in(heard, standing), heard.sender.id)
        if member is None:
            return NOT_TOLD
        return stranger_in_words(self._tools.rules.contact) if member.is_external else ""

    async def standing(self, heard: HeardActivity) -> Standing:
        """How a person stands to the desk, as far as that is known without asking Teams."""
        contact = self._tools.rules.contact
        await self._learn_group(heard)
        if not self.is_team_served(heard):
            _log.info("team_not_served", team=heard.team)
            return Standing(team_in_words(contact))
        if self._tools.rules.allow_external:
            return Standing()
        if heard.is_from_elsewhere:
            return Standing(stranger_in_words(contact))
        spot = await self._known_spot(heard)
        if spot is None:
            return Standing(UNKNOWN)
        member = self._tools.calls.known_member(spot, heard.sender.id)
        if member is None:
            return Standing(ask_in=spot.chat)
        return Standing(stranger_in_words(contact) if member.is_external else "")

    def is_team_served(self, heard: HeardActivity) -> bool:
        """Whether operators allow the team that something was done in."""
        teams = self._tools.rules.teams
        if not teams or heard.kind is not ChatKind.CHANNEL:
            return True
        group = heard.channel_data.team.aad_group_id
        known = group or self._groups.get((heard.tenant, heard.team)) or ""
        # Settings name groups as Teams writes them, which is without capitals.
        return bool({heard.team, known.lower()} & teams)

    async def _learn_group(self, heard: HeardActivity) -> None:
        """What an earlier process was told of a team stands with its channels."""
        key = (heard.tenant, heard.team)
        if not (self._tools.rules.teams and heard.team) or key in self._groups:
            return
        known = await self._tools.references.of_team(*key)
        if known is not None and known.group:
            self._groups.put(key, known.group)

    async def _known_spot(self, heard: HeardActivity) -> Spot | None:
        """A chat in which Teams tells who somebody is: the desk has to be in it."""
        references, spot = self._tools.references, heard.spot.channel
        if await references.of(spot.tenant, spot.chat) is not None:
            return spot
        known = None
        if heard.team and not heard.is_restricted:
            known = await references.of_team(spot.tenant, heard.team)
        # Who is in a private or shared channel need not be in its team.
        known = known or await references.personal(spot.tenant, heard.sender.id)
        return known.spot if known is not None else None

    async def _member(self, spot: Spot, person: str) -> Member | None:
        found: asyncio.Future[Member | None] = asyncio.get_running_loop().create_future()
        self._tools.chores.start("look_up", self._look(spot, person, found), lane=Lane.TELLING)
        try:
            async with asyncio.timeout(self._look_seconds):
                return await asyncio.shield(found)
        except TimeoutError:
            return None

    async def _look(self, spot: Spot, person: str, found: asyncio.Future[Member | None]) -> None:
        """Goes on where nobody waits any more: `calls.member` remembers what it is told."""
        member = None
        try:
            member = await self._tools.calls.member(spot, person)
        finally:
            found.set_result(member)


def _asked_in(heard: HeardActivity, standing: Standing) -> Spot:
    return Spot(heard.spot.tenant, standing.ask_in, heard.kind)

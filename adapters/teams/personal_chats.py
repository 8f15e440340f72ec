"""Finds the desk's personal chat with somebody, and opens it where there is none.

`adapters.teams.calls` holds it, and says things there.
"""

from __future__ import annotations

from adapters.teams.authentication import TeamsAuthentication
from adapters.teams.references import Reference, References
from adapters.teams.refusals import UNKNOWN_CHAT, TeamsCallRefused
from adapters.teams.repeating import Call, Repeating, read_for_call
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.unasked_turns import UnaskedTurns

_OPERATION = "create"


class PersonalChats:
    """Looks among the references first: what is opened is kept there."""

    def __init__(
        self,
        *,
        authentication: TeamsAuthentication,
        turns: UnaskedTurns,
        repeating: Repeating,
        references: References,
        in_time_seconds: float,
    ) -> None:
        """Take what a chat is opened with.

        Args:
            authentication: Is told which service is spoken to.
            turns: Opens chats.
            repeating: Makes that call in its turn, and again where it takes that.
            references: How chats are reached.
            in_time_seconds: For all tries together.
        """
        self._authentication = authentication
        self._turns = turns
        self._repeating = repeating
        self._references = references
        self._in_time_seconds = in_time_seconds

    async def of(self, tenant: str, person: str) -> Spot:
        """The chat of one person.

        Raises:
            TeamsCallRefused: They have not installed the app, or nobody in that tenant has.
            TeamsCallFailed: It cannot be opened now.
        """
        known = await read_for_call(_OPERATION, self._references.personal(tenant, person))
        if known is not None:
            return known.spot
        other = await read_for_call(_OPERATION, self._references.any_of(tenant))
        if other is None:
            raise TeamsCallRefused(_OPERATION, code=UNKNOWN_CHAT)
        return await self._opened(tenant, person, other)

    async def _opened(self, tenant: str, person: str, other: Reference) -> Spot:
        self._authentication.trust(other.service_url)
        call = Call(tenant, "", _OPERATION, in_time_seconds=self._in_time_seconds)
        chat = await self._repeating.run(
            call, lambda: self._turns.open_personal(tenant, person, other)
        )
        reference = Reference(
            spot=Spot(tenant, chat, ChatKind.PERSONAL),
            service_url=other.service_url,
            bot_id=other.bot_id,
            bot_name=other.bot_name,
            person=person,
        )
        await read_for_call(_OPERATION, self._references.keep(reference))
        return reference.spot

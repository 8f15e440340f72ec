"""Guests and people of other organisations, who are not served: judged before an answer is begun.

Listening judges whom it knows.  Who somebody is has to be asked of Teams, which may take its time or be out
of reach: a question is kept meanwhile, and `adapters.teams.opener` judges its person before anything of an
answer is made.
"""

from __future__ import annotations

from adapters.teams.calls import TeamsCalls
from adapters.teams.place import Place
from adapters.teams.spot import Spot
from adapters.teams.writing import escaped, told
from core.errors import DeliveryError, DeliveryRefused


class Outsiders:
    """Keeps those from answers whom Teams says to be outsiders."""

    def __init__(self, *, calls: TeamsCalls, contact: str) -> None:
        """Take who asks Teams, and whom people may ask instead (may be empty)."""
        self._calls = calls
        self._contact = contact

    async def let_in(self, place: Place, person: str) -> None:
        """Let a person in who asked something.

        Args:
            place: Where, and in which chat Teams has to be asked for them.
            person: Who.

        Raises:
            DeliveryRefused: They are an outsider; who addressed the desk was told so.
            DeliveryError: Teams does not say now.
        """
        member = await self._calls.member(Spot(place.tenant, place.ask_in, place.kind), person)
        if member is None:
            raise DeliveryError(
                "Teams does not say who asked: the answer has to wait until it does."
            )
        if not member.is_external:
            return
        if not place.is_unasked:
            await self._calls.send(place.spot, told(escaped(stranger_in_words(self._contact))))
        raise DeliveryRefused("an outsider asked")


def stranger_in_words(contact: str) -> str:
    """Why a stranger gets no answer, as plain text.

    Args:
        contact: Whom to ask instead; may be empty.
    """
    reason = "I am sorry: I only answer people of the organisation that runs me, not its guests."
    return _with_contact(reason, contact)


def team_in_words(contact: str) -> str:
    """Why nobody gets an answer in a team, as plain text; `contact` as above."""
    reason = "I am sorry: those who run me have not opened me to this team. Ask me in my own chat."
    return _with_contact(reason, contact)


def _with_contact(reason: str, contact: str) -> str:
    return f"{reason} For help from a person: {contact}" if contact else reason

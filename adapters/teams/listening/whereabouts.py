"""Where something was done with the message extension, and whether the desk can speak there.

It can be used anywhere, also where the desk is not: in chats between two people too.
"""

from __future__ import annotations

from enum import Enum, auto

from adapters.teams.references import References
from adapters.teams.spot import ChatKind
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.whence import reference_of


class Whereabouts(Enum):
    """A chat, as the desk sees it."""

    OWN = auto()
    """The personal chat of the person with the desk."""
    WITHIN = auto()
    """A channel or group chat that the desk is in."""
    AWAY = auto()
    """The desk is not in it, or not any more."""


async def whereabouts(heard: HeardActivity, references: References) -> Whereabouts:
    """How the desk stands to the chat in which a person did something.

    A channel that nothing came from yet is remembered: it is answered in next.

    Raises:
        StorageError: The database cannot be read or written.
    """
    spot = heard.spot
    known = await references.of(spot.tenant, spot.chat)
    if spot.kind is ChatKind.PERSONAL:
        is_own = known is not None and known.person == heard.sender.id
        return Whereabouts.OWN if is_own else Whereabouts.AWAY
    if known is not None:
        return Whereabouts.WITHIN
    if heard.is_restricted or not heard.team:
        return Whereabouts.AWAY
    # Who is in a team is in its standard channels; nothing need have come from this one.
    if await references.of_team(spot.tenant, heard.team) is None:
        return Whereabouts.AWAY
    if await references.reach(spot.tenant, spot.chat) is None:
        # Teams has refused it there: it does not tell of every private channel that it is one.
        return Whereabouts.AWAY
    if (reference := reference_of(heard)) is not None:
        await references.keep(reference)
    return Whereabouts.WITHIN

"""Tells people why they get no answer, where Teams takes nothing in the place that it belongs to.

`adapters.teams.opener` asks here: they would otherwise wait for nothing.
"""

from __future__ import annotations

import structlog

from adapters.teams.calls import TeamsCalls
from adapters.teams.message import Mention, TeamsMessage
from adapters.teams.references import References
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.writing import mention, told
from adapters.teams.writing.escaping import called
from core.chatting.chores import Chores, Lane

_log = structlog.get_logger()

_UNREACHED = (
    "I cannot write to you in our own chat, so you get no answer to what you asked me privately. Open me "
    "among your apps, press **Add**, then ask again."
)
_SOMEBODY = "To who asked me something privately here:"
"""Where Teams does not tell a name."""


class Reasons:
    """Tells them beside everything else, once for each call."""

    def __init__(self, *, calls: TeamsCalls, references: References, chores: Chores) -> None:
        """Take who calls Teams, and who knows the chats."""
        self._calls = calls
        self._references = references
        self._chores = chores

    def chat_is_closed(self, tenant: str, person: str, where: str) -> None:
        """Nothing can be posted where somebody asked: they are told in their own chat.

        Args:
            tenant: Whose Teams it is.
            person: Who asked.
            where: What the chat is called in a sentence, as Markdown.
        """
        telling = self._tell_alone(tenant, person, where)
        self._chores.start("tell_person", telling, lane=Lane.TELLING)

    def person_is_closed(self, spot: Spot, person: str) -> None:
        """Nothing can be posted in somebody's own chat: they are told where they asked, not what.

        Args:
            spot: The chat in which they asked in private.
            person: Who asked.
        """
        self._chores.start("tell_person", self._tell_openly(spot, person), lane=Lane.TELLING)

    async def _tell_alone(self, tenant: str, person: str, where: str) -> None:
        """Raises `DeliveryError` and `StorageError`: then there is no way to tell them."""
        reference = await self._references.personal(tenant, person)
        if reference is None:
            _log.info("person_not_told", reason="no personal chat")
            return
        await self._calls.send(reference.spot, told(why_not(where)))

    async def _tell_openly(self, spot: Spot, person: str) -> None:
        """Raises as `_tell_alone`."""
        is_there = await self._references.of(spot.tenant, spot.chat) is not None
        if spot.kind is ChatKind.PERSONAL or not is_there:
            _log.info("person_not_told", reason="not in the chat where they asked")
            return
        member = await self._calls.member(spot, person)
        await self._calls.send(spot, unreached(person, member.name if member is not None else ""))


def why_not(where: str) -> str:
    """What a person is told, as Markdown.

    Args:
        where: What the chat is called in a sentence, as Markdown.
    """
    return (
        f"I am sorry: I cannot post {where} any more, so you get no answer there. "
        "Ask me here instead, or have the app added there again."
    )


def unreached(person: str, name: str) -> TeamsMessage:
    """What a person is told before the others, who do not learn what it is about.

    Args:
        person: Their id.
        name: As Teams tells it; may be empty.
    """
    if not name:
        return TeamsMessage(f"{_SOMEBODY} {_UNREACHED}")
    return TeamsMessage(f"{mention(name)} {_UNREACHED}", mentions=(Mention(person, called(name)),))

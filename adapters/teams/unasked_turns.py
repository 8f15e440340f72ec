"""Turns of botbuilder that nobody has begun by writing: in them the desk speaks.

`adapters.teams.calls` makes one for each call.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from botbuilder.core import TurnContext
from botbuilder.schema import (
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
)

from adapters.teams.app_adapter import TeamsAdapter
from adapters.teams.names import CHANNEL
from adapters.teams.references import Reference
from adapters.teams.spot import ChatKind, Spot

Result = TypeVar("Result")


class UnaskedTurns:
    """Begins turns; whatever fails in them goes through as it is."""

    def __init__(self, *, adapter: TeamsAdapter, app_id: str) -> None:
        """Take what carries them, and the bot's id; empty in local development."""
        self._adapter = adapter
        self._app_id = app_id

    async def run(
        self,
        spot: Spot,
        reference: Reference,
        act: Callable[[TurnContext, Reference], Awaitable[Result]],
    ) -> Result:
        """Do something in a chat, and give what it gives."""
        results: list[Result] = []

        async def turn(context: TurnContext) -> None:
            # botbuilder makes up an id for the turn, and would have all replies refer to it.
            context.activity.id = None
            results.append(await act(context, reference))

        await self._adapter.continue_conversation(_where(spot, reference), turn, self._app_id)
        return results[0]

    async def open_personal(self, tenant: str, person: str, other: Reference) -> str:
        """Open the personal chat of somebody, or find it; gives its id.

        Args:
            tenant: Whose person it is.
            person: Their id, `29:…`.
            other: How any chat of that tenant is reached.
        """
        opened: list[str] = []

        async def turn(context: TurnContext) -> None:
            opened.append(context.activity.conversation.id)

        parameters = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=other.bot_id, name=other.bot_name),
            members=[ChannelAccount(id=person)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
        )
        await self._adapter.create_conversation(
            self._app_id, turn, parameters, CHANNEL, other.service_url
        )
        return opened[0]


def _where(spot: Spot, reference: Reference) -> ConversationReference:
    return ConversationReference(
        channel_id=CHANNEL,
        service_url=reference.service_url,
        bot=ChannelAccount(id=reference.bot_id, name=reference.bot_name),
        user=ChannelAccount(id=reference.person) if reference.person else None,
        conversation=ConversationAccount(
            id=spot.conversation_id,
            conversation_type=spot.kind.value,
            is_group=spot.kind is not ChatKind.PERSONAL,
        ),
    )

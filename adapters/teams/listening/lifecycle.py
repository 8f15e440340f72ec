"""Notes what becomes of the desk itself: added, removed, renamed around; greets where it is new.

Everything it learns of how chats are reached goes into the references.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from adapters.teams.spot import ChatKind, Spot
from adapters.teams.surfaces import samples_for, welcome
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.strangers import Strangers, team_in_words
from adapters.teams.taking_in.whence import reference_of
from adapters.teams.tools import TeamsTools
from adapters.teams.writing import told
from core.chatting.lately import Lately

_log = structlog.get_logger()

_NAME = "frontdesk"
"""Where Teams does not tell what it calls the desk."""
_MOST_REMEMBERED = 1_000
_CHANNEL_GONE = frozenset({"channelDeleted", "channelUnshared"})
_TEAM_GONE = frozenset({"teamDeleted", "teamHardDeleted"})
_NEW_NAMES = frozenset({"channelRenamed", "channelCreated", "channelRestored", "teamRenamed"})


class Lifecycle:
    """Listens to what happens to the desk."""

    def __init__(self, *, tools: TeamsTools, strangers: Strangers) -> None:
        """Take the tools, and who knows which teams are served."""
        self._tools = tools
        self._strangers = strangers
        self._greeted: Lately[tuple[str, str], None] = Lately(most=_MOST_REMEMBERED)

    async def noted(self, heard: HeardActivity) -> None:
        """Remember how the chat of an activity is reached.

        Raises:
            StorageError: The database cannot be written; Teams is to deliver it again.
        """
        if (reference := reference_of(heard)) is not None:
            await self._tools.references.keep(reference)

    async def installed(self, heard: HeardActivity) -> None:
        """The app was added somewhere, or removed (`installationUpdate`).  Raises as `noted`."""
        if heard.action.startswith("remove"):
            # An upgrade that removes says so too, and is followed by one that adds.
            await self._gone(heard)
        else:
            await self.noted(heard)
            if heard.action == "add":
                self._new(heard)

    async def updated(self, heard: HeardActivity) -> None:
        """Something befell a chat or a team (`conversationUpdate`).  Raises as `noted`."""
        event, data = heard.channel_data.event_type, heard.channel_data
        references = self._tools.references
        if _is_among(heard.members_removed, heard):
            await self._gone(heard)
        elif event in _TEAM_GONE:
            await references.retire_team(heard.tenant, heard.team)
        elif event in _CHANNEL_GONE:
            await references.retire(heard.tenant, data.channel.id or heard.spot.chat)
        else:
            await self.noted(heard)
            if event in _NEW_NAMES:
                await self._renamed(heard)
            if _is_among(heard.members_added, heard):
                self._new(heard)

    async def _gone(self, heard: HeardActivity) -> None:
        spot = heard.spot
        _log.warning("chat_lost", chat=spot.chat, kind=spot.kind.value)
        self._greeted.forget((spot.tenant, spot.chat))
        if heard.team:
            await self._tools.references.retire_team(spot.tenant, heard.team)
        else:
            await self._tools.references.retire(spot.tenant, spot.chat)

    async def _renamed(self, heard: HeardActivity) -> None:
        """Keep the name that a channel, or by its team the channel "General", has now."""
        data = heard.channel_data
        is_of_team = data.event_type == "teamRenamed"
        named = data.team if is_of_team else data.channel
        if named.id and named.name:
            spot = Spot(heard.tenant, named.id, ChatKind.CHANNEL)
            if (reference := reference_of(heard, spot=spot, name=named.name)) is not None:
                await self._tools.references.keep(reference)

    # ---- Greeting -----------------------------------------------------------------------

    def _new(self, heard: HeardActivity) -> None:
        """Greet once: where it is added somewhere, Teams tells it in two ways."""
        spot = heard.spot.channel
        chat = (spot.tenant, spot.chat)
        if chat in self._greeted:
            return
        self._greeted.put(chat, None)
        _log.info("chat_joined", chat=spot.chat, kind=spot.kind.value)
        is_served = self._strangers.is_team_served(heard)
        self._tools.chores.start("greet", self._greet(spot, is_served=is_served))

    async def _greet(self, spot: Spot, *, is_served: bool) -> None:
        if not is_served:
            await self._tools.calls.send(spot, told(team_in_words(self._tools.rules.contact)))
            return
        reference = await self._tools.references.of(spot.tenant, spot.chat)
        name = reference.bot_name if reference is not None else ""
        greeting = welcome(spot.kind, name or _NAME, await samples_for(self._tools))
        await self._tools.calls.send(spot, greeting)


def _is_among(members: Sequence[object], heard: HeardActivity) -> bool:
    desk = heard.recipient.id
    return bool(desk) and any(getattr(one, "id", "") == desk for one in members)

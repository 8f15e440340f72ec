"""Notes what becomes of the desk itself: added, removed, renamed around; greets where it is new.

Everything it learns of how chats are reached goes into the references.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from adapters.teams.outsiders import team_in_words
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.surfaces import samples_for, welcome
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.strangers import Strangers
from adapters.teams.taking_in.whence import reference_of
from adapters.teams.tools import TeamsTools
from adapters.teams.writing import escaped, told
from core.chatting.lately import Lately

_log = structlog.get_logger()

_NAME = "frontdesk"
"""Where Teams does not tell what it calls the desk."""
_MOST_REMEMBERED = 1_000
_CHANNEL_GONE = "channelDeleted"
_TEAM_GONE = frozenset({"teamDeleted", "teamHardDeleted"})
_TEAM_BACK = frozenset({"teamRestored", "teamUnarchived"})
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

    def noted_soon(self, heard: HeardActivity) -> None:
        """The same for what was said, which does not wait for it: it is known at once, and kept beside.

        Should that fail, the next activity from there tells it again.
        """
        reference = reference_of(heard)
        if reference is None or not self._tools.references.note(reference):
            return
        keeping = self._tools.references.keep(reference)
        self._tools.chores.start("keep_reference", keeping)

    async def installed(self, heard: HeardActivity) -> None:
        """The app was added somewhere, or removed (`installationUpdate`).  Raises as `noted`."""
        match heard.action:
            case "remove":
                await self._gone(heard)
            case "remove-upgrade":
                # The new version of the app is said to have no bot, and may yet be put right: where
                # the desk has really gone, the next call is refused and tells so.
                _log.warning("app_upgraded_without_bot", chat=heard.spot.chat)
            case _:
                await self._back(heard)
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
        elif event == _CHANNEL_GONE:
            await references.retire(heard.tenant, data.channel.id or heard.spot.chat)
        else:
            is_new = _is_among(heard.members_added, heard)
            if is_new or event in _TEAM_BACK:
                await self._back(heard)
            await self.noted(heard)
            if event in _NEW_NAMES:
                await self._renamed(heard)
            if is_new:
                self._new(heard)

    async def _gone(self, heard: HeardActivity) -> None:
        spot, references = heard.spot, self._tools.references
        _log.warning("chat_lost", chat=spot.chat, kind=spot.kind.value)
        self._greeted.forget(_whole_place(heard))
        if heard.is_restricted:
            # Private and shared channels are left one by one.
            await references.retire(spot.tenant, heard.channel_data.channel.id or spot.chat)
        elif heard.team:
            await references.retire_team(spot.tenant, heard.team)
        else:
            await references.retire(spot.tenant, spot.chat)

    async def _back(self, heard: HeardActivity) -> None:
        """Be in all channels of a team again: the event names one, and posts go to others too."""
        if heard.team and not heard.is_restricted:
            await self._tools.references.restore_team(heard.tenant, heard.team)

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
        spot, place = heard.spot.channel, _whole_place(heard)
        if place in self._greeted:
            return
        self._greeted.put(place, None)
        _log.info("chat_joined", chat=spot.chat, kind=spot.kind.value)
        is_served = self._strangers.is_team_served(heard)
        self._tools.chores.start("greet", self._greet(spot, is_served=is_served))

    async def _greet(self, spot: Spot, *, is_served: bool) -> None:
        if not is_served:
            reason = team_in_words(self._tools.rules.contact)
            await self._tools.calls.send(spot, told(escaped(reason)))
            return
        reference = await self._tools.references.of(spot.tenant, spot.chat)
        name = reference.bot_name if reference is not None else ""
        greeting = welcome(spot.kind, name or _NAME, await samples_for(self._tools))
        await self._tools.calls.send(spot, greeting)


def _whole_place(heard: HeardActivity) -> tuple[str, str]:
    """What the desk is added to and removed from: a team, however Teams names its channels, or a chat."""
    is_team = heard.team and not heard.is_restricted
    return heard.tenant, heard.team if is_team else heard.spot.chat


def _is_among(members: Sequence[object], heard: HeardActivity) -> bool:
    desk = heard.recipient.id
    return bool(desk) and any(getattr(one, "id", "") == desk for one in members)

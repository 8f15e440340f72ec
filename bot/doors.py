"""The chat platforms through which people reach the desk, each a door that `bot.service` opens.

A platform joins here: its settings say whether it is on, and a module of `bot` builds its adapter.  What
is off is not imported.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from adapters.slack.names import PLATFORM as SLACK
from adapters.teams.names import PLATFORM as TEAMS
from bot.operators import channel_key
from bot.settings import Settings
from bot.wiring import Desk, now
from core.asking_people import PeopleDesk
from core.domain import ConversationKey, DoorState
from core.ports import Outbox, Poster, ReplyOpener, ServingDesk, StatusSource
from storage.conversations import SqlConversations


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What lies behind every door."""

    settings: Settings
    desk: Desk
    turns: ServingDesk
    status: StatusSource
    people: PeopleDesk | None
    """None: there is nobody to hand questions over to."""
    suggest: Callable[[], Awaitable[Sequence[str]]]
    """Gives questions worth asking, best first."""


class Door(Protocol):
    """What the desk needs to speak on a platform, and to be spoken to."""

    @property
    def opener(self) -> ReplyOpener:
        """Opens the place where an answer is shown."""
        ...

    @property
    def poster(self) -> Poster:
        """Posts unasked."""
        ...

    def add_to(self, server: web.Application) -> None:
        """Add the routes that the platform needs on the desk's web server."""
        ...

    def listen(self, inside: Inside) -> None:
        """Say what becomes of what comes in; it is taken in from now on."""
        ...

    def receiving(self) -> AbstractAsyncContextManager[None]:
        """Fetch what comes in, where the platform does not bring it to the web server."""
        ...

    async def reaches(self, channel: ConversationKey) -> bool:
        """Whether a post would be seen in a channel of the platform; where nobody can say, it may be."""
        ...

    def state(self) -> DoorState:
        """Whether people reach the desk through it."""
        ...

    def described(self) -> str:
        """How, in a few words for whoever starts the desk."""
        ...


TITLES = {SLACK: "Slack", TEAMS: "Teams"}
"""What people call the platforms."""
OFF = {SLACK: "off (slack.bot_token)", TEAMS: "off (teams.app_id)"}
"""What is said of a platform that is not set up."""


async def open_doors(
    settings: Settings, desk: Desk, turns: ServingDesk, stack: AsyncExitStack
) -> Mapping[str, Door]:
    """Open the doors that are set up, by platform.

    Raises:
        SettingsError: A platform does not take what was set.
        StorageError: The database cannot be written.
    """
    doors: dict[str, Door] = {}
    if settings.slack.is_on:
        from bot.slack import open_slack  # noqa: PLC0415  (a third of a second)

        doors[SLACK] = await stack.enter_async_context(open_slack(settings, desk, turns))
    if settings.teams.is_on:
        from bot.teams import open_teams  # noqa: PLC0415  (as long)

        doors[TEAMS] = await stack.enter_async_context(open_teams(settings, desk, turns))
    return doors


def people_desk(
    settings: Settings, desk: Desk, outbox: Outbox, doors: Mapping[str, Door]
) -> PeopleDesk | None:
    """Hands questions over to people, where operators have named a channel of theirs."""
    if not settings.answer.people_channel:
        return None

    async def reaches(channel: ConversationKey) -> bool:
        door = doors.get(channel.platform)
        return door is None or await door.reaches(channel)

    return PeopleDesk(
        conversations=SqlConversations(database=desk.database),
        outbox=outbox,
        channel=channel_key(settings.answer.people_channel),
        now=now,
        reaches=reaches,
    )

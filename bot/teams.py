"""The desk's door to Microsoft Teams: builds the adapter from the settings and opens it.

Everything of Teams comes in through one route of the desk's web server, and goes out to the addresses
that came in with it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web
from botbuilder.core import Bot

from adapters.teams.app_adapter import TeamsAdapter, TransportSettings, open_transport
from adapters.teams.calls import TeamsCalls
from adapters.teams.http import add_messages
from adapters.teams.listening.bot import make_bot
from adapters.teams.names import ROUTE
from adapters.teams.opener import TeamsOpener
from adapters.teams.own_posts import OwnPosts
from adapters.teams.poster import TeamsPoster
from adapters.teams.references import References
from adapters.teams.tools import TeamsRules, TeamsTools
from bot.doors import Inside
from bot.settings import Settings
from bot.settings_teams import TeamsSettings
from bot.wiring import Desk, now
from core.chatting.chores import Chores
from core.domain import ConversationKey, DoorState
from core.errors import SettingsError, StorageError
from core.ports import ServingDesk
from storage.conversations import SqlConversations
from storage.feedback import SqlFeedback
from storage.reaching import SqlReferences, SqlShownAnswers
from storage.subscriptions import SqlSubscriptions


@dataclass(slots=True, kw_only=True)
class TeamsDoor:
    """Implements `bot.doors.Door`."""

    opener: TeamsOpener
    poster: TeamsPoster
    calls: TeamsCalls
    references: References
    chores: Chores
    adapter: TeamsAdapter
    turns: ServingDesk
    trouble: Callable[[], str]
    """Why nobody can be heard or answered; empty: nothing is known."""
    app_id: str
    """Empty in development."""
    bot: Bot | None = field(default=None)
    """What hears people; None until the desk listens."""

    def add_to(self, server: web.Application) -> None:
        """Add the route that Teams posts to."""
        assert self.bot is not None, "the desk has to listen first"
        add_messages(
            server, adapter=self.adapter, bot=self.bot, is_open=lambda: self.turns.line().is_open
        )

    def listen(self, inside: Inside) -> None:
        """Make what hears people; it takes in what the web server is given."""
        settings, desk = inside.settings, inside.desk
        tools = TeamsTools(
            app_id=self.app_id,
            desk=inside.turns,
            history=desk.history,
            conversations=SqlConversations(database=desk.database),
            feedback=SqlFeedback(database=desk.database, now=now),
            channels=desk.channels,
            people=inside.people,
            status=inside.status,
            subscriptions=SqlSubscriptions(database=desk.database, now=now),
            calls=self.calls,
            references=self.references,
            chores=self.chores,
            opener=self.opener,
            rules=TeamsRules(
                teams=frozenset(settings.teams.teams),
                allow_external=settings.teams.allow_external,
                contact=settings.answer.contact,
            ),
            now=now,
            suggest=inside.suggest,
        )
        self.bot = make_bot(tools)

    @asynccontextmanager
    async def receiving(self) -> AsyncIterator[None]:
        """Do nothing: the web server takes everything."""
        yield

    async def reaches(self, channel: ConversationKey) -> bool:
        """Whether the desk is in the tenant, and was not removed from the channel."""
        try:
            return await self.references.reach(channel.workspace, channel.channel) is not None
        except StorageError:
            return True

    def described(self) -> str:
        """How people in Teams reach the desk."""
        if not self.app_id:
            return f"for development, whoever is on this machine, at {ROUTE}"
        return f"on, at {ROUTE}"

    def state(self) -> DoorState:
        """Whether people reach the desk through it."""
        if not self.app_id:
            detail = "Development: believes whatever comes from this machine."
            return DoorState("Teams", is_open=True, detail=detail)
        if trouble := self.trouble():
            return DoorState("Teams", is_open=False, detail=trouble)
        return DoorState("Teams", is_open=True, detail=f"Messages come to {ROUTE}.")


@asynccontextmanager
async def open_teams(
    settings: Settings, desk: Desk, turns: ServingDesk
) -> AsyncIterator[TeamsDoor]:
    """Open the door.  Nothing is listened to yet.

    Raises:
        SettingsError: The certificate cannot be read, or something does not go together.
    """
    async with AsyncExitStack() as stack:
        transport = await stack.enter_async_context(
            open_transport(transport_settings(settings.teams))
        )
        chores = await stack.enter_async_context(Chores())
        references = References(store=SqlReferences(database=desk.database, now=now))
        calls = TeamsCalls(
            adapter=transport.adapter, app_id=transport.app_id, references=references
        )
        stack.push_async_callback(calls.close)
        shown = SqlShownAnswers(database=desk.database, now=now)
        yield TeamsDoor(
            opener=TeamsOpener(
                calls=calls,
                references=references,
                shown=shown,
                chores=chores,
                stop=turns.stop,
                can_ask_person=bool(settings.answer.people_channel),
                contact=settings.answer.contact,
            ),
            poster=TeamsPoster(calls=calls, references=references, own=OwnPosts(shown=shown)),
            calls=calls,
            references=references,
            chores=chores,
            adapter=transport.adapter,
            turns=turns,
            trouble=transport.trouble,
            app_id=transport.app_id,
        )


def transport_settings(teams: TeamsSettings) -> TransportSettings:
    """How the desk and Teams know each other.

    Raises:
        SettingsError: The certificate cannot be read.
    """
    return TransportSettings(
        app_id=teams.app_id,
        app_password=teams.app_password.get_secret_value(),
        certificate_pem=_read(teams.certificate) if teams.certificate else "",
        tenant_id=teams.tenant_id,
        is_development=teams.development,
        openid_url=teams.openid_url,
        login_url=teams.login_url,
        issuer=teams.issuer,
        scope=teams.scope,
    )


def _read(certificate: Path) -> str:
    try:
        return certificate.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"teams.certificate '{certificate}' cannot be read ({error}): name a PEM file that holds "
            "the private key and the certificate."
        ) from error

"""The desk's door to Slack: builds the adapter from the settings and opens it.

`bot.service` opens it in two steps: the door itself, so that posts and answers can go out, and the
listening, once there is a desk that takes questions.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.request import proxy_bypass

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import surfaces
from adapters.slack.app import make_app
from adapters.slack.calls import SlackCalls
from adapters.slack.http import add_events, add_installing
from adapters.slack.installations import OAuthRules, open_installations
from adapters.slack.listening.app import register as register_listening
from adapters.slack.opener import SlackOpener
from adapters.slack.poster import SlackPoster
from adapters.slack.sockets import SocketConnections, SocketRules
from adapters.slack.taking_in.whereabouts import Whereabouts, whereabouts
from adapters.slack.tools import SlackRules, SlackTools
from adapters.slack.workspaces import MakeClient, SingleWorkspace, Workspaces
from bot.doors import Inside
from bot.settings import Settings
from bot.settings_slack import SlackSettings
from bot.slack_manifest import bot_scopes
from bot.wiring import Desk, now
from core.chatting.chores import Chores
from core.domain import ConversationKey, DoorState
from core.errors import DeliveryError, DeliveryRefused, SettingsError
from core.hosts import is_loopback
from core.ports import ServingDesk
from storage.conversations import SqlConversations
from storage.feedback import SqlFeedback
from storage.subscriptions import SqlSubscriptions

_log = structlog.get_logger()

_API_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackDoor:
    """What the desk needs to speak in Slack, and to be spoken to."""

    opener: SlackOpener
    poster: SlackPoster
    app: AsyncApp
    workspaces: Workspaces
    calls: SlackCalls
    chores: Chores
    flow: AsyncOAuthFlow | None
    """Installs the desk in more workspaces; None: it serves the one whose token is set."""
    sockets: SocketConnections | None
    """None: events come over HTTP."""
    verifier: SignatureVerifier | None
    """Knows what Slack has signed; None: events come through sockets."""

    def add_to(self, server: web.Application) -> None:
        """Add the routes that Slack needs on the desk's web server."""
        if self.verifier is not None:
            add_events(server, self.app, self.verifier)
        if self.flow is not None:
            add_installing(server, self.flow)

    def listen(self, inside: Inside) -> None:
        """Tell the app what to listen to; what comes from now on is taken in."""
        settings, desk = inside.settings, inside.desk
        tools = SlackTools(
            desk=inside.turns,
            history=desk.history,
            conversations=SqlConversations(database=desk.database),
            feedback=SqlFeedback(database=desk.database, now=now),
            channels=desk.channels,
            people=inside.people,
            status=inside.status,
            subscriptions=SqlSubscriptions(database=desk.database, now=now),
            calls=self.calls,
            clients=self.workspaces,
            chores=self.chores,
            opener=self.opener,
            rules=SlackRules(
                allow_external=settings.slack.allow_external, contact=settings.answer.contact
            ),
            now=now,
            suggest=inside.suggest,
            uninstalled=self.workspaces.uninstalled,
        )
        register_listening(self.app, tools=tools)
        surfaces.register(self.app, tools=tools)

    @asynccontextmanager
    async def receiving(self) -> AsyncIterator[None]:
        """Hold the connections of Socket Mode; over HTTP the web server takes everything."""
        if self.sockets is None:
            yield
            return
        async with self.sockets.open():
            yield

    async def reaches(self, channel: ConversationKey) -> bool:
        """Whether a post would be seen in a channel; where Slack does not say, it may be."""
        where = await whereabouts(self.calls, channel.workspace, channel.channel, "")
        return where is not Whereabouts.AWAY

    def described(self) -> str:
        """How people in Slack reach the desk."""
        ways = "Socket Mode" if self.sockets is not None else "HTTP at /slack/events"
        return f"on, through {ways}" + (", to install at /slack/install" if self.flow else "")

    def state(self) -> DoorState:
        """Whether people reach the desk through it."""
        if trouble := self.workspaces.trouble:
            return DoorState("Slack", is_open=False, detail=trouble)
        if self.sockets is None:
            return DoorState("Slack", is_open=True, detail="Events come over HTTP.")
        up, wanted = self.sockets.connected, self.sockets.wanted
        told = f"{up} of {wanted} connections are up."
        if not up:
            told += " Ask `frontdesk doctor` what Slack says of the tokens."
        return DoorState("Slack", is_open=bool(up), detail=told)


@asynccontextmanager
async def open_slack(
    settings: Settings, desk: Desk, turns: ServingDesk
) -> AsyncIterator[SlackDoor]:
    """Open the door.  Nothing is listened to yet.

    Raises:
        SettingsError: Slack does not take the token.
        StorageError: The database cannot be written.
    """
    slack = settings.slack
    async with AsyncExitStack() as stack:
        timeout = aiohttp.ClientTimeout(total=_API_TIMEOUT_SECONDS)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        make_client = client_maker(slack, session)
        workspaces, flow = await _workspaces(settings, desk, make_client)
        chores = await stack.enter_async_context(Chores())
        calls = SlackCalls(clients=workspaces)
        app = make_app(
            workspaces=workspaces,
            signing_secret=slack.signing_secret.get_secret_value(),
            client=make_client(""),
            is_open=lambda: turns.line().is_open,
        )
        yield SlackDoor(
            opener=SlackOpener(
                calls=calls,
                clients=workspaces,
                chores=chores,
                can_ask_person=bool(settings.answer.people_channel),
                started_at=now(),
            ),
            poster=SlackPoster(calls=calls, clients=workspaces),
            app=app,
            workspaces=workspaces,
            calls=calls,
            chores=chores,
            flow=flow,
            sockets=_sockets(slack, app, make_client) if slack.has_socket else None,
            verifier=None if slack.has_socket else _verifier(slack),
        )


def client_maker(slack: SlackSettings, session: aiohttp.ClientSession | None = None) -> MakeClient:
    """Makes clients of Slack's Web API, where it is set to be.

    Args:
        slack: The settings.
        session: Keeps connections for the next call; None: each call opens one of its own.
    """
    host = urlsplit(slack.api_url).hostname or ""
    is_direct = is_loopback(host) or bool(proxy_bypass(host))

    def make(token: str) -> AsyncWebClient:
        client = AsyncWebClient(
            token=token or None,
            base_url=slack.api_url if slack.api_url.endswith("/") else f"{slack.api_url}/",
            timeout=_API_TIMEOUT_SECONDS,
            session=session,
            # `SlackCalls` tries again itself: posting twice must never happen unseen.
            retry_handlers=[],
        )
        if is_direct:
            # slack_sdk takes HTTPS_PROXY and HTTP_PROXY for every host, and knows no NO_PROXY.
            client.proxy = None
        return client

    return make


async def _workspaces(
    settings: Settings, desk: Desk, make_client: MakeClient
) -> tuple[Workspaces, AsyncOAuthFlow | None]:
    slack = settings.slack
    if not slack.client_id:
        single = SingleWorkspace(token=slack.bot_token.get_secret_value(), make_client=make_client)
        await _check(single)
        return single, None
    check_address(settings.web.public_url)
    rules = OAuthRules(
        client_id=slack.client_id,
        client_secret=slack.client_secret.get_secret_value(),
        scopes=bot_scopes(),
        public_url=settings.web.public_url,
        authorize_url=urljoin(slack.api_url, "/oauth/v2/authorize"),
        workspaces=frozenset(slack.workspaces),
    )
    installations = await open_installations(
        engine=desk.database.shared_engine, rules=rules, make_client=make_client
    )
    return installations.workspaces, installations.flow


def check_address(public_url: str) -> None:
    """See whether workspaces can install the desk at an address.

    Raises:
        SettingsError: Browsers keep the cookie of whoever installs over https only, or on their own
            machine.
    """
    address = urlsplit(public_url)
    if address.scheme != "https" and not is_loopback(address.hostname or ""):
        raise SettingsError(
            f"web.public_url '{public_url}' does not begin with https: workspaces could not install "
            "the desk. Put it behind a proxy that has a certificate, and set the address of that."
        )


async def _check(workspace: SingleWorkspace) -> None:
    """Find out now whether the token will do; Slack being out of reach is no reason not to start."""
    try:
        identity = await workspace.identity()
    except DeliveryRefused as error:
        raise SettingsError(
            f"slack.bot_token: {error}. Take the Bot User OAuth Token from the app's page at "
            "https://api.slack.com/apps, or take slack.bot_token and slack.app_token away to serve "
            "without Slack."
        ) from error
    except DeliveryError as error:
        _log.warning("slack_not_reached", reason=str(error))
    else:
        _log.info("slack_workspace", workspace=identity.team_name)


def _verifier(slack: SlackSettings) -> SignatureVerifier:
    return SignatureVerifier(slack.signing_secret.get_secret_value())


def _sockets(slack: SlackSettings, app: AsyncApp, make_client: MakeClient) -> SocketConnections:
    return SocketConnections(
        app=app,
        app_token=slack.app_token.get_secret_value(),
        web_client=make_client(""),
        rules=SocketRules(connections=slack.connections),
    )

"""Slack on this machine: one server with the Web API, Socket Mode or signed HTTP, and people.

Tests start it, and the page to try.  Everything that Slack would do is in the modules that it holds:
it only builds them and gives each its address.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from aiohttp import web

from adapters.local_slack.files import FileDoor
from adapters.local_slack.http_delivery import HttpDelivery
from adapters.local_slack.later import Later
from adapters.local_slack.limits import Limits
from adapters.local_slack.manifest import check_manifest
from adapters.local_slack.mischief import Mischief
from adapters.local_slack.oauth import OAuth
from adapters.local_slack.people import Person
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.seeing import messages_in, seen_in
from adapters.local_slack.sockets import SocketModeServer
from adapters.local_slack.state import App, Json, Message, Workspace
from adapters.local_slack.team import Team, make_team
from adapters.local_slack.web_api import WebApi

_HOST = "127.0.0.1"
_SHUTDOWN_SECONDS = 0.5
_IDS_OF_A_WORKSPACE = 1_000_000
"""No id is given in two workspaces, as with Slack."""
_MOST_UPLOAD_BYTES = 64 * 1024**2


class LocalSlack:
    """A workspace with the app in it, as a server on this machine."""

    def __init__(
        self,
        *,
        manifest: Json,
        port: int = 0,
        is_limited: bool = False,
        is_distributed: bool = False,
        enterprise_id: str = "",
        now_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Build the workspace.

        Args:
            manifest: The app's, as it is loaded from its file.
            port: Where to listen; 0: wherever is free.
            is_limited: Whether Slack's rate limits hold.
            is_distributed: Whether the app is sold to many without being in the Marketplace: it may read
                fewer messages, and less often.
            enterprise_id: The organisation (Enterprise Grid) of the workspace; empty: none.
            now_seconds: Monotonic time, for what runs out: streams, triggers, response addresses,
                statuses.

        Raises:
            ValueError: Slack would not take the manifest.
        """
        check_manifest(manifest)
        self.app = App(manifest=manifest, is_distributed=is_distributed)
        self.workspace = Workspace(app=self.app, enterprise_id=enterprise_id)
        self.workspaces = {self.workspace.team_id: self.workspace}
        """By team id; more than one only after `add_workspace`."""
        self.mischief = Mischief()
        self.limits = Limits(now_seconds=now_seconds, is_on=is_limited)
        self.sockets = SocketModeServer(workspace=self.workspace, mischief=self.mischief)
        self._later, self._fading = Later(), Later()
        self.oauth = OAuth(workspaces=self.workspaces, now_seconds=now_seconds)
        self.api = WebApi(
            workspaces=self.workspaces,
            mischief=self.mischief,
            limits=self.limits,
            now_seconds=now_seconds,
            open_socket=self.sockets.open_address,
            exchange_code=self.oauth.access,
            later=self._later,
            fading=self._fading,
        )
        self.teams: dict[str, Team] = {}
        self._port = port
        self._now_seconds = now_seconds
        self._open = AsyncExitStack()
        self._make_team(self.workspace)
        self.deliveries = self.teams[self.workspace.team_id].deliveries
        self.responses = self.teams[self.workspace.team_id].responses
        self.people = self.teams[self.workspace.team_id].people

    async def __aenter__(self) -> Self:
        """Start listening."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop listening."""
        await self.stop()

    async def start(self) -> None:
        """Listen; afterwards `url` says where.

        Raises:
            OSError: The port is taken.
        """
        runner = web.AppRunner(self._application(), shutdown_timeout=_SHUTDOWN_SECONDS)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        self._open.push_async_callback(self.sockets.drop)
        await web.TCPSite(runner, _HOST, self._port).start()
        for workspace in self.workspaces.values():
            workspace.address = f"http://{_HOST}:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """End what is under way, and stop listening."""
        self._later.close()
        self._fading.close()
        for team in self.teams.values():
            await team.deliveries.close()
        await self._open.aclose()

    def add_workspace(self, team_id: str, name: str, *, is_installed: bool = False) -> Workspace:
        """Open another workspace, where the app may be installed by OAuth.

        Args:
            team_id: The id of its team; its bot has ids of its own that end with it.
            name: How it is called.
            is_installed: Whether the app is there already.
        """
        app = App(
            manifest=self.app.manifest,
            bot_user=f"U0BOT{team_id}",
            bot_id=f"B0BOT{team_id}",
            bot_token=f"xoxb-{team_id.lower()}",
            is_installed=is_installed,
        )
        first_number = _IDS_OF_A_WORKSPACE * len(self.workspaces)
        workspace = Workspace(app=app, team_id=team_id, name=name, first_number=first_number)
        workspace.address = self.url
        self.workspaces[team_id] = workspace
        self._make_team(workspace)
        return workspace

    async def post_to(self, url: str) -> HttpDelivery:
        """Tell the app of everything by signed HTTP from now on, not by Socket Mode.

        Args:
            url: The app's request URL.
        """
        carrier = await self._open.enter_async_context(HttpDelivery(app=self.app, url=url))
        for team in self.teams.values():
            team.deliveries.carrier = carrier
        return carrier

    @property
    def url(self) -> str:
        """Where it listens, e.g. `http://127.0.0.1:3000`."""
        return self.workspace.address

    @property
    def calls(self) -> list[tuple[str, Json]]:
        """Every call of the Web API, with its arguments, oldest first."""
        return self.api.calls

    def seen(self, channel: str, thread: Message | str | None = None, by: str = "") -> list[str]:
        """What somebody sees in a channel, or in a thread of it.

        Args:
            channel: A name with `#`, an id, or `dm`: the direct message of `by` with the app.
            thread: The message that began the thread; none: what stands outside of threads.
            by: The name of the person who looks; empty: somebody to whom nothing is said privately.

        Returns:
            A line for each message, `author: text`.
        """
        return seen_in(self.workspace, channel, thread, by)

    def messages(
        self, channel: str, thread: Message | str | None = None, by: str = ""
    ) -> list[Message]:
        """As `seen`, the messages themselves, to click on and look into."""
        return messages_in(self.workspace, channel, thread, by)

    def status(self, channel: str, thread: Message | str) -> str:
        """What the app shows as going on in a thread now; empty: nothing."""
        place = self.workspace.channel_named(channel)
        place.end_statuses(self._now_seconds())
        return place.statuses.get(thread.ts if isinstance(thread, Message) else thread, "")

    def person(self, name: str, *, team_id: str = "") -> Person:
        """Somebody by name, let in when asked for the first time; see `People.person`."""
        return self.people.person(name, team_id=team_id)

    async def settled(self, *, within_seconds: float = 10.0) -> None:
        """Wait until files are shared and the app has acknowledged everything.

        Raises:
            TimeoutError: Some is still under way.
        """
        await self.shared(within_seconds=within_seconds)
        for team in self.teams.values():
            await team.deliveries.settled(within_seconds=within_seconds)

    async def shared(self, *, within_seconds: float = 10.0) -> None:
        """Wait until every uploaded file stands where it is shown; see `Later.settled`."""
        await self._later.settled(within_seconds=within_seconds)

    async def until(self, predicate: Callable[[], object], *, within_seconds: float = 10.0) -> None:
        """Wait until something is so; see `People.until`."""
        await self.people.until(predicate, within_seconds=within_seconds)

    def _make_team(self, workspace: Workspace) -> None:
        first = self.teams.get(self.workspace.team_id)
        self.teams[workspace.team_id] = make_team(
            workspace=workspace,
            carrier=first.deliveries.carrier if first else self.sockets,
            mischief=self.mischief,
            now_seconds=self._now_seconds,
        )

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=_MOST_UPLOAD_BYTES)
        application.router.add_route("*", "/api/{method}", self.api.handle)
        application.router.add_post("/response/{key}", self._respond)
        FileDoor(workspaces=self.workspaces).add_to(application)
        self.sockets.add_to(application)
        self.oauth.add_to(application)
        return application

    async def _respond(self, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        responses = next(
            (one.responses for one in self.teams.values() if one.responses.knows(key)),
            self.responses,
        )
        try:
            responses.respond(key, await request.json())
        except SlackRefusal as refusal:
            is_over = refusal.error.endswith("_url")
            status = web.HTTPNotFound if is_over else web.HTTPBadRequest
            answer = {"ok": False, "error": refusal.error}
            return web.json_response(answer, status=status.status_code)
        return web.json_response({"ok": True})

"""The real adapter on the desk's kind of web server, before a local Teams, with a bot that only listens."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
from aiohttp import web
from botbuilder.core import Bot, TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity

from adapters.teams.app_adapter import Transport, TransportSettings, open_transport
from adapters.teams.calls import CallRules, TeamsCalls
from adapters.teams.http import add_messages
from adapters.teams.names import ROUTE
from adapters.teams.references import Reference, References
from adapters.teams.spot import ChatKind, Spot
from tests.fakes.reaching import FakeReferenceStore
from tests.local_teams.people import Person
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat

QUICK = CallRules(
    try_seconds=0.5, in_time_seconds=3.0, piece_seconds=1.0, pause_seconds=0.01, paces={}
)
"""Unpaced, and impatient."""


@dataclass
class Clock:
    """Time that a test puts forward."""

    ahead_seconds: float = 0.0

    def __call__(self) -> float:
        """Seconds that only grow."""
        return time.monotonic() + self.ahead_seconds


@dataclass
class ListeningBot(Bot):
    """Keeps what it hears; answers invokes with what it is told."""

    heard: list[Activity] = field(default_factory=list)
    fault: Exception | None = None
    """What it fails with."""

    async def on_turn(self, context: TurnContext) -> None:
        """Hear something."""
        self.heard.append(context.activity)
        if self.fault is not None:
            raise self.fault
        if context.activity.type == "invoke":
            value = InvokeResponse(status=200, body={"heard": context.activity.name})
            await context.send_activity(Activity(type="invokeResponse", value=value))


@dataclass
class Desk:
    """A desk's doors."""

    url: str
    transport: Transport
    bot: ListeningBot
    clock: Clock
    is_open: bool = True

    async def post(
        self, body: bytes, *, content_type: str = "application/json", headers: Any = None
    ) -> tuple[int, str]:
        """Post anything; gives status and text."""
        named = {"Content-Type": content_type, **(headers or {})}
        async with (
            aiohttp.ClientSession(skip_auto_headers=["Content-Type"]) as session,
            session.post(
                self.url, data=body, headers={name: one for name, one in named.items() if one}
            ) as answer,
        ):
            return answer.status, await answer.text()


def settings_for(teams: LocalTeams) -> TransportSettings:
    """Such as an operator would write, with Microsoft on this machine."""
    return TransportSettings(
        app_id=teams.app_id,
        app_password=teams.app_password,
        tenant_id=teams.tenant_id,
        openid_url=teams.openid_url,
        login_url=teams.login_url,
    )


@asynccontextmanager
async def desk_before(
    teams: LocalTeams,
    settings: TransportSettings | None = None,
    *,
    max_bytes: int = 64 * 1024,
    read_seconds: float = 5.0,
) -> AsyncIterator[Desk]:
    """A desk that Teams is connected with."""
    async with AsyncExitStack() as stack:
        clock = Clock()
        transport = await stack.enter_async_context(
            open_transport(settings or settings_for(teams), clock=clock)
        )
        server = web.Application()
        desk = Desk("", transport, ListeningBot(), clock)
        add_messages(
            server,
            transport.adapter,
            desk.bot,
            is_open=lambda: desk.is_open,
            max_bytes=max_bytes,
            read_seconds=read_seconds,
        )
        runner = web.AppRunner(server, shutdown_timeout=0.5)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        desk.url = f"http://127.0.0.1:{runner.addresses[0][1]}{ROUTE}"
        teams.connect(desk.url)
        yield desk


@dataclass
class Calling:
    """Calls of a desk that knows some chats."""

    calls: TeamsCalls
    references: References
    teams: LocalTeams
    clock: Clock

    async def knows(self, chat: Chat, person: Person | None = None) -> Spot:
        """Let the desk know a chat, as if something had come from there."""
        kind = ChatKind(chat.kind)
        reference = Reference(
            spot=Spot(chat.tenant, chat.id, kind),
            service_url=self.teams.service_url,
            bot_id=self.teams.bot_id,
            bot_name="frontdesk",
            team=chat.team.id if chat.team is not None else "",
            person=person.id if person is not None else "",
        )
        await self.references.keep(reference)
        return reference.spot

    def made(self, operation: str) -> int:
        """How often Teams was called for something."""
        return sum(call.operation == operation for call in self.teams.calls)


@asynccontextmanager
async def calling(
    teams: LocalTeams,
    rules: CallRules = QUICK,
    *,
    settings: TransportSettings | None = None,
    **changes: Any,
) -> AsyncIterator[Calling]:
    """Calls on the real adapter.

    Args:
        teams: Where to.
        rules: Of time.
        settings: How the desk and Teams know each other; None: by the secret.
        changes: Of the settings.
    """
    settings = replace(settings or settings_for(teams), **changes)
    clock = Clock()
    async with open_transport(settings, clock=clock) as transport:
        references = References(store=FakeReferenceStore())
        calls = TeamsCalls(
            adapter=transport.adapter,
            app_id=transport.app_id,
            references=references,
            rules=rules,
        )
        yield Calling(calls, references, teams, clock)

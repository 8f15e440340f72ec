"""Teams on this machine: one server with the connector, the issuer of tokens, and people.

Tests start it.  Everything that Teams would do is in the modules that it holds: it only builds them
and gives each its address.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.local_teams.connector import Call, Connector
from tests.local_teams.delivery import Deliveries
from tests.local_teams.issuer import Issuer
from tests.local_teams.mischief import Mischief
from tests.local_teams.operations import Operations
from tests.local_teams.people import Person
from tests.local_teams.reading import seen_in
from tests.local_teams.state import Chat, Json, Message, World
from tests.local_teams.streams import Streams
from tests.local_teams.tokens import Certificate, Tokens

_HOST = "127.0.0.1"
_PREFIX = "/emea"
_SHUTDOWN_SECONDS = 0.5
_LOOK_SECONDS = 0.005
_QUIET_LOOKS = 3
"""So often nothing must be under way, one look after the other, before it is settled."""
_MOST_BYTES = 8 * 1024**2

APP_ID = "11111111-2222-3333-4444-555555555555"
APP_PASSWORD = "local-secret"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
TEAM = "Harcourt Health"
_PEOPLE = ("Ann", "Bob", "Priya")


class LocalTeams:
    """A tenant with the app in it, as a server on this machine."""

    def __init__(
        self,
        *,
        port: int = 0,
        rsc: bool = True,
        demands_tokens: bool = True,
        app_id: str = APP_ID,
        app_password: str = APP_PASSWORD,
        tenant_id: str = TENANT,
        bot_name: str = "frontdesk",
        ack_seconds: float = 15.0,
        now_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Build the tenant, with Ann, Bob and Priya, and the channels General and general.

        Args:
            port: Where to listen; 0: wherever is free.
            rsc: Whether the app may read what is said in channels and group chats without a mention.
            demands_tokens: Whether calls of the bot and activities carry tokens, as they do in Teams.
            app_id: The bot's.
            app_password: Its secret.
            tenant_id: The directory that knows it, and where its people are.
            bot_name: What people mention.
            ack_seconds: How long the bot has to answer an activity.
            now_seconds: Monotonic time, for streams.
        """
        self.app_id, self.app_password, self.tenant_id = app_id, app_password, tenant_id
        self.world = World(app_id=app_id, tenant_id=tenant_id, bot_name=bot_name)
        self.mischief = Mischief()
        self.tokens = Tokens(app_id=app_id, tenant_id=tenant_id)
        self.issuer = Issuer(
            tokens=self.tokens,
            mischief=self.mischief,
            app_id=app_id,
            app_password=app_password,
            tenant_id=tenant_id,
        )
        self.streams = Streams(world=self.world, mischief=self.mischief, now_seconds=now_seconds)
        self.deliveries = Deliveries(
            tokens=self.tokens,
            mischief=self.mischief,
            signs=demands_tokens,
            ack_seconds=ack_seconds,
        )
        self._connector = Connector(
            operations=Operations(world=self.world, streams=self.streams, mischief=self.mischief),
            tokens=self.tokens,
            mischief=self.mischief,
            demands_tokens=demands_tokens,
            prefix=_PREFIX,
        )
        self._rsc = rsc
        self._port = port
        self._address = ""
        self._runner: web.AppRunner | None = None
        self._people: dict[str, Person] = {}
        for name in _PEOPLE:
            self.add_person(name)
        self.add_channel("general")

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
        """Listen; afterwards the addresses are known.

        Raises:
            OSError: The port is taken.
        """
        application = web.Application(client_max_size=_MOST_BYTES)
        self._connector.add_to(application)
        self.issuer.add_to(application)
        self._runner = web.AppRunner(
            application, shutdown_timeout=_SHUTDOWN_SECONDS, access_log=None
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, _HOST, self._port).start()
        self._address = f"http://{_HOST}:{self._runner.addresses[0][1]}"
        self.issuer.address = self._address
        self.world.service_url = self.tokens.service_url = self.service_url
        self.deliveries.start()

    async def stop(self) -> None:
        """End what is under way, and stop listening."""
        await self.deliveries.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def service_url(self) -> str:
        """Where the bot calls, as activities carry it; ends in a slash."""
        return f"{self._address}{_PREFIX}/"

    @property
    def openid_url(self) -> str:
        """Where the keys are told of that sign activities."""
        return f"{self._address}/v1/.well-known/openidconfiguration"

    @property
    def login_url(self) -> str:
        """Where tokens are given, without the tenant: `…/{tenant}/oauth2/v2.0/token` is below it."""
        return self._address

    @property
    def certificate(self) -> Certificate:
        """What the bot may identify itself with in place of the secret."""
        return self.issuer.certificate

    @property
    def bot_id(self) -> str:
        """How Teams calls the bot: `28:<app id>`."""
        return self.world.bot_id

    @property
    def calls(self) -> list[Call]:
        """Every request of the bot, oldest first."""
        return self._connector.calls

    def connect(self, bot_url: str) -> None:
        """Send activities there from now on: the bot's `/api/messages`."""
        self.deliveries.bot_url = bot_url

    def person(self, name: str) -> Person:
        """Somebody by name, in any case.

        Raises:
            LookupError: Nobody is called so.
        """
        if name.lower() not in self._people:
            known = ", ".join(one.name for one in self._people.values())
            raise LookupError(f"Nobody is called '{name}'; there are {known}.")
        return self._people[name.lower()]

    def add_person(self, name: str, *, tenant: str = "", role: str = "user") -> Person:
        """Let somebody in, and into the teams that there are.

        Args:
            name: As it is shown.
            tenant: Whence; empty: this one.
            role: `user`, `guest` or `anonymous`.
        """
        account = self.world.add_account(name, tenant=tenant, role=role)
        for team in self.world.teams.values():
            team.channels[0].members.append(account)
        person = Person(
            account=account,
            world=self.world,
            deliveries=self.deliveries,
            streams=self.streams,
            rsc=self._rsc,
        )
        self._people[name.lower()] = person
        return person

    def add_channel(self, name: str, *, team: str = TEAM) -> Chat:
        """A channel, with or without `#`; the app is installed in its team."""
        everybody = [one.account for one in self._people.values()]
        return self.world.add_channel(name.removeprefix("#"), team, everybody)

    def add_group(self, name: str, people: Sequence[Person]) -> Chat:
        """A group chat of some people, with the app in it."""
        return self.world.add_group(name, [one.account for one in people])

    def personal(self, person: Person) -> Chat:
        """The chat of somebody with the bot."""
        return self.world.personal(person.account)

    def chat(self, place: str) -> Chat:
        """A chat by what people call it: `#general`, `dm Ann`, or a group chat's name.

        Raises:
            LookupError: There is none.
        """
        if place.startswith("dm "):
            return self.personal(self.person(place.removeprefix("dm ")))
        for one in self.world.chats.values():
            if one.name and place in (f"#{one.name}" if one.team else one.name, one.id):
                return one
        raise LookupError(f"There is no chat '{place}'.")

    def seen(self, chat: Chat | str, under: Message | str | None = None) -> list[str]:
        """What stands in a chat, or a thread of it: a line `author: text` for each message."""
        place = self.chat(chat) if isinstance(chat, str) else chat
        return seen_in(self.world, place, under.root if isinstance(under, Message) else under)

    def said_by_bot(self, chat: Chat, under: Message | str | None = None) -> list[Message]:
        """The bot's messages that stand in a chat, or in a thread of it."""
        root = under.root if isinstance(under, Message) else under
        return [one for one in chat.shown(root) if one.author_id == self.bot_id]

    async def deliver(self, activity: Json, *, token: str | None = None, times: int = 1) -> int:
        """Post an activity as it is, with a token of one's choice.

        Args:
            activity: Anything.
            token: For the header `Authorization`; none: there is no such header.
            times: How often, one after the other.

        Returns:
            The HTTP status of the last; 0: no answer.
        """
        status = 0
        for _ in range(times):
            status = (await self.deliveries.post(activity, token)).status
        return status

    async def until(self, condition: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until something is so.

        Raises:
            TimeoutError: It is not, in time.
        """
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"Not so after {seconds} s. {self._told()}")
            await asyncio.sleep(_LOOK_SECONDS)

    async def settled(self, seconds: float = 10.0) -> None:
        """Wait until everything is delivered and taken, and no call is under way.

        Raises:
            TimeoutError: Something still is.
        """
        deadline = time.monotonic() + seconds
        quiet = 0
        while quiet < _QUIET_LOOKS:
            busy = self.deliveries.in_flight + self._connector.under_way
            quiet = 0 if busy else quiet + 1
            if time.monotonic() > deadline:
                raise TimeoutError(f"Still under way after {seconds} s. {self._told()}")
            await asyncio.sleep(_LOOK_SECONDS)

    def _told(self) -> str:
        """What went on last, for whoever reads a failure."""
        calls = [f"{one.operation} {one.status}" for one in self.calls[-5:]]
        lost = [f"{one.activity.get('type')}" for one in self.deliveries.lost[-3:]]
        return f"Last calls: {calls}; not taken by the bot: {lost}."

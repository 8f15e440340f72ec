"""Everything that `frontdesk run` keeps going: the desk, its platforms, the web server, the clock.

The commands open it; the load benchmark opens it too.  Here the parts meet, and nothing else
happens.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import (
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from rich.console import Console

from adapters.terminal import PLATFORM as TERMINAL
from adapters.terminal import TerminalChat, TerminalPoster
from adapters.web import PLATFORM, EventStreams, WebPage, WebPoster, WebPosting, WebRules
from bot.clockwork import Clockwork, make_clockwork
from bot.commands.chat import attach_terminal
from bot.doors import Door, Inside, open_doors, people_desk
from bot.garbage import collecting_in_quiet
from bot.health import add_health
from bot.heartbeat import Heartbeat
from bot.jobs import REFRESH
from bot.metrics import PrometheusMeter
from bot.sample_site import origin_of
from bot.sample_waits import SampleFeed, fill_the_past
from bot.settings import Settings
from bot.sources import SAMPLE_QUESTIONS, is_sample, serve_sample
from bot.status import DeskStatus, StatusActions
from bot.wiring import Desk, make_turn_desk, now, open_desk
from core.domain import DoorState, Query
from core.engine.passage_index import PassageIndex
from core.errors import SettingsError
from core.ports import Outbox, Poster
from core.turns import TurnDesk
from core.waits.subscribing.words import rule_in_words
from scheduler.runner import Schedule, running
from storage.conversations import SqlConversations
from storage.feedback import SqlFeedback
from storage.refreshes import SqlRefreshes

_SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Service:
    """A desk that serves."""

    desk: Desk
    index: PassageIndex
    turns: TurnDesk
    terminal: TerminalChat | None
    web_address: str
    """Where the web page is; empty where it is off."""
    doors: Mapping[str, Door]
    """The chat platforms that are set up, by their names."""


@asynccontextmanager
async def open_service(settings: Settings, *, with_terminal: bool) -> AsyncIterator[Service]:
    """Serve while the block is open; at its end running answers are given their time.

    Raises:
        SettingsError: Another desk serves from this home, or the port is taken.
        StorageError: The database cannot be used.
        ModelError: A model is missing or damaged.
        IndexUnusable: There is no index that can be used.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(_sole_desk(settings.home))
        meter = PrometheusMeter()
        desk = await stack.enter_async_context(open_desk(settings, on_tokens=meter.tokens))
        index = await desk.retriever.open()
        if desk.waits is not None and isinstance(desk.waits.feed, SampleFeed):
            await fill_the_past(desk.waits.feed, desk.waits.store, now())
        if refreshed_at := await SqlRefreshes(database=desk.database).last_success_at():
            meter.job_succeeded(REFRESH, refreshed_at)
        if is_sample(settings):
            await stack.enter_async_context(serve_sample(settings))
        turns = make_turn_desk(settings, desk, meter)
        heartbeat = Heartbeat(tell=meter.loop_lag)
        await stack.enter_async_context(heartbeat.beating())
        clockwork = make_clockwork(
            settings, desk, succeeded=meter.job_succeeded, posted=meter.posted
        )
        terminal = attach_terminal(turns) if with_terminal else None
        doors = await open_doors(settings, desk, turns, stack)
        _attach_posters(settings, desk, clockwork, doors, with_terminal=with_terminal)
        schedule = await stack.enter_async_context(running(clockwork.runner))
        status = _status(
            settings,
            desk,
            turns=turns,
            schedule=schedule,
            outbox=clockwork.outbox,
            heartbeat=heartbeat,
            doors=[door.state for door in doors.values()],
        )
        people = people_desk(settings, desk, clockwork.outbox, doors)
        suggest = suggestions(settings, desk)
        inside = Inside(
            settings=settings, desk=desk, turns=turns, status=status, people=people, suggest=suggest
        )
        for platform, door in doors.items():
            door.listen(inside)
            turns.attach(platform, door.opener)
        address = ""
        if settings.web.enabled:
            page = _web_page(settings, desk, turns, status, clockwork)
            turns.attach(PLATFORM, page)
            server = _server(page, status, meter, doors)
            # The server outlives the desk: browsers see the last answers end.
            address = await stack.enter_async_context(_serving(server, settings))
        await _settle(desk, stack)
        await stack.enter_async_context(collecting_in_quiet(lambda: _is_quiet(turns)))
        await stack.enter_async_context(turns.open())
        for door in doors.values():
            # Last in, first out: nothing is taken in that would not be served any more.
            await stack.enter_async_context(door.receiving())
        yield Service(desk, index, turns, terminal, address, doors)


def _attach_posters(
    settings: Settings,
    desk: Desk,
    clockwork: Clockwork,
    doors: Mapping[str, Door],
    *,
    with_terminal: bool,
) -> None:
    """Say where can be posted unasked, by platform."""
    posters: dict[str, Poster] = {platform: door.poster for platform, door in doors.items()}
    if with_terminal:
        posters[TERMINAL] = TerminalPoster(console=Console())
    if settings.web.enabled and desk.waits is not None:
        posters[PLATFORM] = WebPoster()
    for platform, poster in posters.items():
        clockwork.posting.attach(platform, poster)
    if desk.waits is not None:
        desk.waits.platforms.update(posters)


async def _settle(desk: Desk, stack: AsyncExitStack) -> None:
    """Make ready for many people: load what the first one would wait for, and hold up nobody.

    Threads that compute give way to the event loop ten times sooner than by default, which costs
    little and answers half as many people again.
    """
    await desk.retriever.retrieve(Query("Is everything loaded?"))
    stack.callback(sys.setswitchinterval, sys.getswitchinterval())
    sys.setswitchinterval(0.0005)


def _is_quiet(turns: TurnDesk) -> bool:
    line = turns.line()
    return not line.running and not line.waiting


def _status(
    settings: Settings,
    desk: Desk,
    *,
    turns: TurnDesk,
    schedule: Schedule,
    outbox: Outbox,
    heartbeat: Heartbeat,
    doors: Sequence[Callable[[], DoorState]],
) -> DeskStatus:
    return DeskStatus(
        settings=settings,
        desk=desk,
        turns=turns,
        schedule=schedule,
        outbox=outbox,
        heartbeat=heartbeat,
        now=now,
        doors=doors,
    )


def suggestions(settings: Settings, desk: Desk) -> Callable[[], Awaitable[Sequence[str]]]:
    """Gives questions that people are invited to ask, best first."""

    async def suggest() -> Sequence[str]:
        if settings.web.suggestions:
            return settings.web.suggestions
        if is_sample(settings):
            return SAMPLE_QUESTIONS
        index = await desk.retriever.open()
        return await asyncio.to_thread(index.example_questions, _SUGGESTED)

    return suggest


def _web_page(
    settings: Settings, desk: Desk, turns: TurnDesk, status: DeskStatus, clockwork: Clockwork
) -> WebPage:
    return WebPage(
        desk=turns,
        history=desk.history,
        conversations=SqlConversations(database=desk.database),
        feedback=SqlFeedback(database=desk.database, now=now),
        status=status,
        suggest=suggestions(settings, desk),
        rules=WebRules(
            host=settings.web.host,
            port=settings.web.port,
            token=settings.web.token.get_secret_value(),
            public_url=settings.web.public_url,
            max_question_characters=settings.answer.max_question_characters,
            contact=settings.answer.contact,
        ),
        now=now,
        streams=EventStreams(),
        posting=_web_posting(desk, clockwork, status),
    )


def _web_posting(desk: Desk, clockwork: Clockwork, status: DeskStatus) -> WebPosting | None:
    """What the page shows unasked; nothing where there is nothing to subscribe to."""
    if desk.waits is None:
        return None
    return WebPosting(
        outbox=clockwork.outbox,
        subscriptions=StatusActions(actions=desk.waits.subscribing, status=status),
        describe=lambda one: rule_in_words(one.wanted),
    )


def _server(
    page: WebPage, status: DeskStatus, meter: PrometheusMeter, doors: Mapping[str, Door]
) -> web.Application:
    """All that the desk's web server answers."""
    server = web.Application()
    page.add_to(server)
    add_health(server, status=status, meter=meter, guard=page.guarded)
    for door in doors.values():
        door.add_to(server)
    return server


@asynccontextmanager
async def _serving(app: web.Application, settings: Settings) -> AsyncIterator[str]:
    """Listen while the block is open; gives the address that people open."""
    host, port = settings.web.host, settings.web.port
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError(
                f"The web page cannot listen on {host}:{port} ({error.strerror or error}): nothing "
                "was started. Stop the program that has the port, or choose another in web.port."
            ) from error
        yield settings.web.public_url or f"{origin_of(host, runner.addresses[0][1])}/"
    finally:
        await runner.cleanup()


@contextmanager
def _sole_desk(home: Path) -> Iterator[None]:
    """Held by the one desk that serves from a home: two would answer everything twice.

    Raises:
        SettingsError: Another one holds it.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (serving only)

    lock = FileLock(home / "serving.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise SettingsError(
            f"Another frontdesk serves from '{home}': two would answer every question twice. Stop "
            "it first, or give this one a home of its own in FRONTDESK_HOME. To talk in this "
            "terminal beside it, use `frontdesk chat`."
        ) from error
    try:
        yield
    finally:
        lock.release()

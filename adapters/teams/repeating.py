"""Calls of Teams in their turn: paced, bounded in time, and made again where that is right.

`adapters.teams.calls` says what a call does.  What creates something is made again only where it is certain
that it was not done, or where Teams itself asks for it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import aiohttp
import structlog

from adapters.teams.connector import ConnectorAnswered
from adapters.teams.credentials import TokenUnavailable
from adapters.teams.refusals import (
    CONNECTION,
    NO_TOKEN,
    PACED,
    TIMEOUT,
    UNREACHABLE,
    TeamsCallFailed,
    failure,
)
from core.chatting.pacing import Pace, Pacer, Priority
from core.errors import StorageError

_log = structlog.get_logger()

Result = TypeVar("Result")

_BEGUN_BY = 0.75
"""Of a call's time: later no request is begun, for one that is cut short may have been done."""

TEAMS_PACES: Mapping[str, Pace] = {
    "all": Pace(1500, 25),
    "create": Pace(90, 5),
    "member": Pace(180, 8, is_by_channel=True),
    "message": Pace(90, 5, is_by_channel=True),
    "message_hour": Pace(25, 300, is_by_channel=True),
    "piece": Pace(900, 4),
    "stream": Pace(60, 1, is_by_channel=True),
}
"""Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit (in a chat 7 messages
in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour; twice as many looks at members; 50 calls a second of an app
in a tenant, where 30 were documented before: half of them are used, and pieces and places in line leave
some of those for answers) and
https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux (a piece a second)."""

_MESSAGE = ("message", "message_hour", "all")
_MEASURES: Mapping[str, tuple[str, ...]] = {
    "channels": ("member", "all"),
    "create": ("create", "all"),
    "delete": _MESSAGE,
    "member": ("member", "all"),
    "send": _MESSAGE,
    "stream": ("stream", "message_hour", "all"),
    "typing": _MESSAGE,
    "update": _MESSAGE,
}
"""What each operation is measured by."""


@dataclass(frozen=True, slots=True)
class CallRules:
    """How Teams is called."""

    try_seconds: float = 10.0
    """For one request."""
    in_time_seconds: float = 25.0
    """For all tries of a call together, waiting for its turn included."""
    piece_seconds: float = 8.0
    """The same, for a piece of an answer: the next one holds all that it held."""
    pause_seconds: float = 0.5
    """Before a second try; doubled for each one after it.  Retry-After goes before it."""
    paces: Mapping[str, Pace] | None = None
    """How often what may be called; None: as Teams' documentation says."""


def tells_nobody() -> None:
    """For who need not know when a call has begun."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is to be called."""

    tenant: str
    chat: str
    operation: str
    """One of `send`, `update`, `delete`, `typing`, `stream`, `member`, `create`."""
    in_time_seconds: float
    priority: Priority = Priority.ANSWER
    is_creating: bool = False
    """Whether doing it twice shows something twice."""
    may_wait: bool = True
    """Whether to wait where that is called too often just now."""
    begun: Callable[[], None] = tells_nobody
    """Told when its turn has come: cancelled later, it may have been done."""

    @property
    def measures(self) -> Sequence[str]:
        """What it is measured by, in the order in which it waits."""
        own = _MEASURES[self.operation]
        return ("piece", *own) if self.priority is Priority.PIECE else own


class Repeating:
    """Makes calls, in their turn and as often as it takes."""

    def __init__(self, *, rules: CallRules, prepare: Callable[[], Awaitable[None]]) -> None:
        """Take how often and how long.

        Args:
            rules: Of time.
            prepare: Gets what every call needs beforehand, so that what takes its time there is not
                taken for a call of which nobody knows whether it was made.
        """
        self._rules = rules
        self._prepare = prepare
        self._pacer = Pacer(TEAMS_PACES if rules.paces is None else rules.paces)

    async def run(self, call: Call, once: Callable[[], Awaitable[Result]]) -> Result:
        """Make a call.

        Raises:
            TeamsCallRefused: Teams will never take it.
            TeamsCallFailed: It did not take it now; one of its kinds where it is known why.
            StreamStopped: The person stopped it.
        """
        loop = asyncio.get_running_loop()
        begun_by = loop.time() + call.in_time_seconds * _BEGUN_BY
        deadline = loop.time() + call.in_time_seconds
        tries = 0
        while True:
            await self._wait(call, begun_by)
            try:
                await self._get_ready(call, begun_by)
                left_seconds = deadline - loop.time()
                try_seconds = min(self._rules.try_seconds, left_seconds)
                call.begun()
                return await _bounded(call.operation, once, try_seconds)
            except TeamsCallFailed as error:
                pause_seconds = self._pause_seconds(error, tries)
                if error.is_rate_limit:
                    self._hold(call, pause_seconds)
                if not _may_repeat(error, call) or loop.time() + pause_seconds >= begun_by:
                    raise
                _log.info(
                    "teams_call_again",
                    operation=call.operation,
                    error=error.code or error.status,
                    seconds=round(pause_seconds, 2),
                )
            tries += 1
            await asyncio.sleep(pause_seconds)

    async def _wait(self, call: Call, deadline: float) -> None:
        try:
            async with asyncio.timeout_at(deadline):
                for measure in call.measures:
                    whose = (call.tenant, measure, call.chat, call.priority)
                    if call.may_wait:
                        await self._pacer.wait(*whose)
                    elif not self._pacer.may_go_now(*whose):
                        raise self._paced(call)
        except TimeoutError as error:
            raise self._paced(call) from error

    async def _get_ready(self, call: Call, deadline: float) -> None:
        try:
            async with asyncio.timeout_at(deadline):
                await self._prepare()
        except TokenUnavailable as error:
            raise TeamsCallFailed(
                call.operation, code=NO_TOKEN, again_in_seconds=error.again_in_seconds
            ) from error
        except TimeoutError as error:
            raise TeamsCallFailed(call.operation, code=NO_TOKEN) from error

    def _hold(self, call: Call, seconds: float) -> None:
        self._pacer.hold(call.tenant, _MEASURES[call.operation][0], call.chat, seconds)

    def _paced(self, call: Call) -> TeamsCallFailed:
        measure = _MEASURES[call.operation][0]
        held_seconds = self._pacer.held_seconds(call.tenant, measure, call.chat)
        return TeamsCallFailed(call.operation, code=PACED, again_in_seconds=held_seconds or None)

    def _pause_seconds(self, error: TeamsCallFailed, tries: int) -> float:
        """What Teams asks for, or twice as long each time; a little more, so that not all come at once."""
        pause_seconds = error.again_in_seconds
        if pause_seconds is None:
            pause_seconds = self._rules.pause_seconds * 2**tries
        return pause_seconds + random.uniform(0, self._rules.pause_seconds)  # noqa: S311  (jitter)


def _may_repeat(error: TeamsCallFailed, call: Call) -> bool:
    if not call.may_wait:
        return False
    return error.is_repeatable if call.is_creating else error.is_passing


async def read_for_call(operation: str, reading: Awaitable[Result]) -> Result:
    """Read or write what a call needs of the database; where that fails, the call does.

    Raises:
        TeamsCallFailed: It cannot be read or written.
    """
    try:
        return await reading
    except StorageError as error:
        raise TeamsCallFailed(operation, code="storage") from error


async def _bounded(operation: str, once: Callable[[], Awaitable[Result]], seconds: float) -> Result:
    """Make one request; every fault of Teams or the way there becomes one of ours."""
    try:
        async with asyncio.timeout(seconds):
            return await once()
    except ConnectorAnswered as error:
        raise failure(
            operation,
            status=error.status,
            code=error.code,
            said=error.said,
            again_in_seconds=error.again_in_seconds,
        ) from error
    except TokenUnavailable as error:
        raise TeamsCallFailed(operation, code=NO_TOKEN) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise TeamsCallFailed(operation, code=UNREACHABLE) from error
    except (aiohttp.ClientError, ConnectionError) as error:
        raise TeamsCallFailed(operation, code=CONNECTION) from error
    except TimeoutError as error:
        raise TeamsCallFailed(operation, code=TIMEOUT) from error

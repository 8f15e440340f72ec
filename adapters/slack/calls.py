"""Calls of Slack's Web API: paced, bounded, tried again, and their errors in the desk's words.

Everything of this adapter that speaks to Slack does it through here.  The clients that it uses must
try nothing again themselves (`retry_handlers=[]`): what creates something is never repeated unless it
is certain that it was not done.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.clients import Clients
from adapters.slack.paces import SLACK_PACES
from adapters.slack.refusals import RATE_LIMITED, SlackCallFailed, SlackCallRefused, failure
from core.chatting.pacing import Pace, Pacer, Priority
from core.errors import DeliveryError

__all__ = ["CallRules", "SlackCallFailed", "SlackCallRefused", "SlackCalls"]

_log = structlog.get_logger()

Json: TypeAlias = dict[str, Any]

_CREATING = frozenset({
    "chat.appendStream", "response_url", "chat.postEphemeral", "chat.postMessage", "chat.startStream",
    "files.completeUploadExternal",
})  # fmt: skip
"""Doing it twice shows something twice."""


@dataclass(frozen=True, slots=True)
class CallRules:
    """How Slack is called."""

    try_seconds: float = 10.0
    """For one request."""
    in_time_seconds: float = 25.0
    """For all tries of a call together, waiting for its turn included."""
    pause_seconds: float = 0.5
    """Before a second try; doubled for each one after it.  Retry-After goes before it."""
    paces: Mapping[str, Pace] | None = None
    """How often methods may be called; None: as Slack's documentation says."""


_RULES = CallRules()


@dataclass(frozen=True, slots=True)
class _Call:
    workspace: str
    method: str
    channel: str = ""
    priority: Priority = Priority.ANSWER
    may_wait: bool = True


class SlackCalls:
    """Calls methods of the Web API in any workspace that the desk is installed in."""

    def __init__(self, *, clients: Clients, rules: CallRules = _RULES) -> None:
        """Take who speaks for the workspaces, and how."""
        self._clients = clients
        self._rules = rules
        self._pacer = Pacer(SLACK_PACES if rules.paces is None else rules.paces)

    async def call(
        self,
        workspace: str,
        method: str,
        /,
        *,
        priority: Priority = Priority.ANSWER,
        in_time_seconds: float | None = None,
        may_wait: bool = True,
        **arguments: Any,
    ) -> Json:
        """Call a method.

        Args:
            workspace: The team's id.
            method: E.g. `chat.postMessage`; slack_sdk knows how its arguments are sent.
            priority: Who goes first where not all can.
            in_time_seconds: Bounds all tries together.
            may_wait: Whether to wait where that is called too often just now; else it fails at once,
                with `paced` or what Slack says.
            arguments: Of the method.

        Returns:
            Slack's answer.

        Raises:
            SlackCallRefused: Slack will never take it.
            SlackCallFailed: It did not take it now.
            DeliveryRefused: The desk is not installed there.
            DeliveryError: There is no valid token now.
        """

        async def once() -> Json:
            client = await self._client(workspace, method)
            named = getattr(client, method.replace(".", "_"))
            return _data(await named(**arguments))

        channel = str(arguments.get("channel", ""))
        return await self._in_turn(
            _Call(workspace, method, channel, priority, may_wait), once, in_time_seconds
        )

    async def try_call(
        self, workspace: str, method: str, /, *, in_time_seconds: float = 10.0, **arguments: Any
    ) -> Json | None:
        """Call a method that is nice to have: None, and a line in the log, where it fails."""
        try:
            return await self.call(workspace, method, in_time_seconds=in_time_seconds, **arguments)
        except DeliveryError as error:
            name = getattr(error, "error", type(error).__name__)
            _log.info("slack_call_failed", method=method, error=name)
            return None

    async def upload(self, workspace: str, address: str, data: bytes) -> None:
        """Send a file to the address that `files.getUploadURLExternal` gave.  Raises as `call`."""

        async def once() -> Json:
            client = await self._client(workspace, "upload")
            # The client's own way to send a file; it is not among its public methods.
            sent = await client._upload_file(  # noqa: SLF001
                url=address,
                data=data,
                logger=client.logger,
                timeout=round(self._rules.try_seconds),
                proxy=client.proxy,
                ssl=client.ssl,
            )
            if sent.status != 200:  # noqa: PLR2004  (HTTP)
                raise SlackCallFailed("upload", f"http_{sent.status}", status=sent.status)
            return {}

        await self._in_turn(_Call(workspace, "upload"), once, None)

    async def respond(self, workspace: str, response_url: str, content: Json) -> None:
        """Send a message to the address that came with a command or a click.

        Args:
            workspace: The team's id.
            response_url: Takes five messages within 30 minutes.
            content: Text, blocks and what Slack has for such messages.

        Raises:
            SlackCallFailed: It was not taken; `expired_url` or `used_url`: it takes nothing more.
        """

        async def once() -> Json:
            client = await self._client(workspace, "response_url")
            hook = AsyncWebhookClient(
                response_url,
                timeout=round(self._rules.try_seconds),
                ssl=client.ssl,
                proxy=client.proxy,
                session=client.session,
                retry_handlers=[],
            )
            answer = await hook.send_dict(content)
            if answer.status_code != 200:  # noqa: PLR2004  (HTTP)
                raise SlackCallFailed(
                    "response_url",
                    _word(answer.body) or f"http_{answer.status_code}",
                    status=answer.status_code,
                    again_in_seconds=_retry_after_seconds(answer.headers),
                )
            return {}

        await self._in_turn(_Call(workspace, "response_url"), once, None)

    async def _client(self, workspace: str, method: str) -> AsyncWebClient:
        try:
            async with asyncio.timeout(self._rules.try_seconds):
                return await self._clients.of(workspace)
        except TimeoutError as error:
            raise SlackCallFailed(method, "no_token_in_time") from error

    async def _in_turn(
        self, call: _Call, once: Callable[[], Awaitable[Json]], in_time_seconds: float | None
    ) -> Json:
        """Wait for the call's turn, make it, and make it again where that is right."""
        loop = asyncio.get_running_loop()
        seconds = self._rules.in_time_seconds if in_time_seconds is None else in_time_seconds
        deadline = loop.time() + seconds
        tries = 0
        while True:
            await self._wait(call, deadline)
            try_seconds = min(self._rules.try_seconds, deadline - loop.time())
            try:
                return await _bounded(call.method, once, try_seconds)
            except SlackCallFailed as error:
                pause = self._pause_seconds(error, tries)
                if error.error in RATE_LIMITED:
                    self._pacer.hold(call.workspace, call.method, call.channel, pause)
                if not _may_repeat(error, call) or loop.time() + pause >= deadline:
                    raise
                _log.info(
                    "slack_call_again",
                    method=call.method,
                    error=error.error,
                    seconds=round(pause, 2),
                )
            tries += 1
            await asyncio.sleep(pause)

    async def _wait(self, call: _Call, deadline: float) -> None:
        whose = (call.workspace, call.method, call.channel, call.priority)
        if not call.may_wait:
            if not self._pacer.may_go_now(*whose):
                raise self._paced(call)
            return
        try:
            async with asyncio.timeout_at(deadline):
                await self._pacer.wait(*whose)
        except TimeoutError as error:
            raise self._paced(call) from error

    def _paced(self, call: _Call) -> SlackCallFailed:
        held_seconds = self._pacer.held_seconds(call.workspace, call.method, call.channel)
        return SlackCallFailed(call.method, "paced", again_in_seconds=held_seconds or None)

    def _pause_seconds(self, error: SlackCallFailed, tries: int) -> float:
        """What Slack asks for, or twice as long each time; a little more, so that not all come at once."""
        pause = error.again_in_seconds
        if pause is None:
            pause = self._rules.pause_seconds * 2**tries
        return pause + random.uniform(0, self._rules.pause_seconds)  # noqa: S311  (jitter)


def _may_repeat(error: SlackCallFailed, call: _Call) -> bool:
    if error.error in RATE_LIMITED and not call.may_wait:
        return False
    return error.is_passing and not (error.is_unsure and error.method in _CREATING)


async def _bounded(method: str, once: Callable[[], Awaitable[Json]], seconds: float) -> Json:
    """Make one request; every fault of Slack or the way there becomes one of ours."""
    try:
        async with asyncio.timeout(seconds):
            return await once()
    except SlackApiError as error:
        raise _failure(method, error) from error
    except aiohttp.ClientConnectorError as error:
        raise SlackCallFailed(method, "unreachable") from error
    except (aiohttp.ClientError, ConnectionError) as error:
        raise SlackCallFailed(method, "connection") from error
    except TimeoutError as error:
        raise SlackCallFailed(method, "timeout") from error


def _failure(method: str, error: SlackApiError) -> SlackCallRefused | SlackCallFailed:
    response = error.response
    data = getattr(response, "data", None)
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    headers = getattr(response, "headers", None) or {}
    name = data.get("error", "") if isinstance(data, dict) else ""
    if status == 429:  # noqa: PLR2004  (HTTP)
        name = name or "ratelimited"
    return failure(
        method,
        name or f"http_{status}",
        status=status,
        again_in_seconds=_retry_after_seconds(headers),
    )


def _retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(0.0, float(value))
            except ValueError:
                return None
    return None


def _word(body: str) -> str:
    """Slack's name of an error, where the body is one: as itself or in JSON."""
    found = re.fullmatch(r'\s*(?:\{.*"error"\s*:\s*")?([a-z_]{3,40})(?:".*\})?\s*', body, re.DOTALL)
    return found[1] if found else ""


def _data(response: Any) -> Json:
    data = response.data
    return data if isinstance(data, dict) else {}

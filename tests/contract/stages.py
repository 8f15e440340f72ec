"""Stages: each chat platform as the contract of `Reply` needs it, with what a person sees there.

A new adapter joins the contract with one class here and its name in `STAGES` of `test_reply`.
"""

from __future__ import annotations

import asyncio
import errno
import html
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
import pyte
from rich.console import Console

from adapters.terminal import TerminalChat, TerminalView
from core.domain import AcceptedTurn, ConversationKey, Outcome, Question, named_sources
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.ports import Reply
from tests.fakes.desk import FakeServingDesk, keep_no_place
from tests.fakes.platform import FakePlatform
from tests.fakes.web_page import serve_page

_DEADLINE_SECONDS = 10.0
_LOOK_SECONDS = 0.01
_BYTES_A_LINE = 2**22
_COLUMNS, _LINES = 100, 40


@dataclass(slots=True)
class Seen:
    """What a person sees of one answer."""

    status: str = ""
    draft: str = ""
    text: str = ""
    """As plain text, without markup; messages that belong together are joined."""
    sources: list[tuple[str, str]] = field(default_factory=list)
    """Title and address."""
    is_finished: bool = False
    answers: int = 0
    """How many answers stand under the question."""


class Stage(ABC):
    """One platform with one person on it; also the context that it is open in."""

    can_refuse = True
    """Whether the platform may say for good that it takes nothing more."""
    has_stop = True
    """Whether a person can stop an answer by means of the platform."""
    outlives_desk = True
    """Whether its people are still there when the desk starts again."""

    def __init__(self) -> None:
        self.desk = FakeServingDesk()
        """What the adapter believes to be the desk."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        return

    @abstractmethod
    async def ask(self, text: str) -> AcceptedTurn:
        """Ask as a person does; the turn is what the desk accepted."""

    @abstractmethod
    async def open(self, turn: AcceptedTurn) -> Reply:
        """Open the reply to it."""

    @abstractmethod
    async def reopen(self, turn: AcceptedTurn) -> Reply:
        """Open the reply as another process, which knows nothing of the first one."""

    @abstractmethod
    async def seen(self, turn: AcceptedTurn) -> Seen:
        """What the person sees just now."""

    async def decide(self, turn: AcceptedTurn, outcome: Outcome) -> None:
        """What the desk does before `finish`: the answer is kept."""
        self.desk.conversations.record(turn, outcome)

    async def refuse(self, turn: AcceptedTurn) -> None:
        """Make the platform refuse everything from now on, for good."""
        await _nothing()

    async def slow_down(self, turn: AcceptedTurn) -> None:
        """Make the platform, or the person's machine, slow until `speed_up`."""
        await _nothing()

    async def speed_up(self, turn: AcceptedTurn) -> None:
        """Let everything go on."""
        await _nothing()

    async def fail_once(self) -> None:
        """Make the platform fail to take the next call, where it can."""
        await _nothing()

    async def press_stop(self, turn: AcceptedTurn) -> None:
        """Press Stop as a person does."""
        await _nothing()

    async def sees(self, turn: AcceptedTurn, what: Callable[[Seen], object]) -> Seen:
        """Wait until the person sees something; fails with what they see instead."""
        deadline = asyncio.get_running_loop().time() + _DEADLINE_SECONDS
        while not what(seen := await self.seen(turn)):
            assert asyncio.get_running_loop().time() < deadline, f"not seen in time; seen: {seen}"
            await asyncio.sleep(_LOOK_SECONDS)
        return seen


class FakeStage(Stage):
    """The platform in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._platform = FakePlatform()
        self._begun = 0
        """What was said by an earlier process is not part of the message any more."""

    async def ask(self, text: str) -> AcceptedTurn:
        question = Question(text, ConversationKey("fake", "", "C1", "1"), "U1")
        await self.desk.accept(question, event_id="E1")
        return self.desk.asked[-1]

    async def open(self, turn: AcceptedTurn) -> Reply:
        self._begun = len(self._platform.said[turn.id])
        return await self._platform.open(turn, keep_no_place)

    async def reopen(self, turn: AcceptedTurn) -> Reply:
        return await self.open(turn)

    async def seen(self, turn: AcceptedTurn) -> Seen:
        said = self._platform.said[turn.id][self._begun :]
        text = "".join(piece for method, piece in said if method == "append")
        latest = dict(said) if not text else {}
        answer = self._platform.answers.get(turn.id)
        if answer is None:
            return Seen(latest.get("status", ""), latest.get("draft", ""), text)
        return Seen(
            text=answer.text.replace("**", ""),
            sources=[(source.title, source.address) for source in named_sources(answer)],
            is_finished=True,
            answers=self._platform.finished.count(turn.id),
        )

    async def refuse(self, turn: AcceptedTurn) -> None:
        self._platform.takes = _raising(DeliveryRefused("the channel is gone"))

    async def slow_down(self, turn: AcceptedTurn) -> None:
        self._may_take = asyncio.Event()

        async def takes(method: str, text: str) -> None:
            await self._may_take.wait()

        self._platform.takes = takes

    async def speed_up(self, turn: AcceptedTurn) -> None:
        self._may_take.set()

    async def fail_once(self) -> None:
        fail, takes = _raising(DeliveryError("the platform did not take it")), self._platform.takes

        async def once(method: str, text: str) -> None:
            self._platform.takes = takes
            await fail(method, text)

        self._platform.takes = once

    async def press_stop(self, turn: AcceptedTurn) -> None:
        stop = _raising(DeliveryStopped("the person pressed Stop"))

        async def takes(method: str, text: str) -> None:
            if method != "finish":
                await stop(method, text)

        self._platform.takes = takes


def _raising(error: DeliveryError) -> Callable[[str, str], Awaitable[None]]:
    async def takes(method: str, text: str) -> None:
        raise error

    return takes


class WebStage(Stage):
    """The web page on a local server, read by a client that does what the page's script does."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = AsyncExitStack()
        self._screens: dict[str, dict[str, Any]] = {}
        self._readers: list[asyncio.Task[None]] = []
        self._may_read = asyncio.Event()
        self._may_read.set()

    async def __aenter__(self) -> Self:
        self._server = await self._stack.enter_async_context(serve_page(desk=self.desk))
        self._client = await self._stack.enter_async_context(
            aiohttp.ClientSession(
                cookie_jar=aiohttp.CookieJar(unsafe=True), read_bufsize=_BYTES_A_LINE
            )
        )
        self.desk.opener = None
        await self._client.get(f"{self._server.url}/api/desk")
        return self

    async def __aexit__(self, *_error: object) -> None:
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
        await self._stack.aclose()

    async def ask(self, text: str) -> AcceptedTurn:
        asked = {"thread": "thread-1", "text": text, "event_id": "event-0001"}
        response = await self._client.post(f"{self._server.url}/api/questions", json=asked)
        assert response.status == 202
        return self.desk.asked[-1]

    async def open(self, turn: AcceptedTurn) -> Reply:
        reply = await self._server.page.open(turn, keep_no_place)
        self._read(turn)
        return reply

    async def reopen(self, turn: AcceptedTurn) -> Reply:
        for reader in self._readers:
            reader.cancel()
        self._server = await self._stack.enter_async_context(serve_page(desk=self.desk))
        return await self.open(turn)

    async def seen(self, turn: AcceptedTurn) -> Seen:
        screen = self._screens.get(turn.id, {})
        address = f"{self._server.url}/api/conversations/thread-1"
        async with self._client.get(address) as response:
            turns = (await response.json())["turns"] if response.status == 200 else []
        return Seen(
            screen.get("status", ""),
            _plain(screen.get("draft", "")),
            _plain(screen.get("html", "")),
            [(source["title"], source["address"]) for source in screen.get("sources", ())],
            is_finished="outcome" in screen,
            answers=sum(one["outcome"] is not None for one in turns),
        )

    async def refuse(self, turn: AcceptedTurn) -> None:
        response = await self._client.delete(f"{self._server.url}/api/conversations/thread-1")
        assert response.status == 204

    async def slow_down(self, turn: AcceptedTurn) -> None:
        self._may_read.clear()

    async def speed_up(self, turn: AcceptedTurn) -> None:
        self._may_read.set()

    async def press_stop(self, turn: AcceptedTurn) -> None:
        response = await self._client.post(f"{self._server.url}/api/turns/{turn.id}/stop")
        assert response.status == 200

    def _read(self, turn: AcceptedTurn) -> None:
        self._screens[turn.id] = {}
        self._readers.append(asyncio.create_task(self._follow(turn)))

    async def _follow(self, turn: AcceptedTurn) -> None:
        """Keep a screen as the page's script keeps its own."""
        screen = self._screens[turn.id]
        address = f"{self._server.url}/api/turns/{turn.id}/events?thread=thread-1"
        async with self._client.get(address) as response:
            name = ""
            async for line in response.content:
                await self._may_read.wait()
                key, _, value = line.decode().rstrip("\n").partition(": ")
                if key == "event":
                    name = value
                elif key == "data":
                    _show(screen, name, json.loads(value))


class TerminalStage(Stage):
    """A terminal, emulated: what a person can read on its screen and by scrolling back."""

    has_stop = False
    outlives_desk = False

    def __init__(self) -> None:
        super().__init__()
        self._screen = pyte.HistoryScreen(_COLUMNS, _LINES, history=10_000)
        self._screen.set_mode(pyte.modes.LNM)
        self._stream = pyte.Stream(self._screen)
        self._is_gone = False
        console = Console(
            file=self,  # type: ignore[arg-type]
            force_terminal=True,
            color_system=None,
            width=_COLUMNS,
            height=_LINES,
        )
        self._chat = TerminalChat(view=TerminalView(console=console))
        self._is_finished = False

    def write(self, text: str) -> int:
        """What the console writes, as long as the terminal is there."""
        if self._is_gone:
            raise OSError(errno.EIO, "no terminal")
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        """Everything is on the screen at once."""

    async def ask(self, text: str) -> AcceptedTurn:
        question = Question(text, ConversationKey("terminal", "local", "chat", "1"), "me")
        await self.desk.accept(question, event_id="E1")
        return self.desk.asked[-1]

    async def open(self, turn: AcceptedTurn) -> Reply:
        self._waiting = asyncio.create_task(self._wait(turn))
        return await self._chat.open(turn, keep_no_place)

    async def _wait(self, turn: AcceptedTurn) -> None:
        await self._chat.shown(turn.id)
        self._is_finished = True

    async def reopen(self, turn: AcceptedTurn) -> Reply:
        raise AssertionError("a terminal does not outlive the desk")

    async def seen(self, turn: AcceptedTurn) -> Seen:
        lines = [
            "".join(line[column].data for column in range(_COLUMNS)).rstrip()
            for line in self._screen.history.top
        ]
        lines += [line.rstrip() for line in self._screen.display]
        headings = [at for at, line in enumerate(lines) if line in {"Sources:", "Nearest pages:"}]
        end = headings[0] if headings else len(lines)
        named = [line.strip() for line in lines[end + 1 :] if line.startswith("  ")]
        text = "\n".join(line for line in lines[:end] if line)
        return Seen(
            status=text if text.endswith("…") else "",
            draft=text if text.endswith("Still writing …") else "",
            text=text,
            sources=list(zip(named[::2], named[1::2], strict=True)),
            is_finished=self._is_finished,
            answers=int(self._is_finished),
        )

    async def refuse(self, turn: AcceptedTurn) -> None:
        self._is_gone = True


def _show(screen: dict[str, Any], event: str, data: dict[str, Any]) -> None:
    match event:
        case "status":
            screen["status"] = data["text"]
        case "draft":
            screen["draft"] = data["html"]
        case "text":
            screen["html"] = data["html"]
        case "snapshot":
            screen |= data
        case "finished":
            screen |= data | {"status": "", "draft": ""}


def _plain(markup: str) -> str:
    """HTML as it is read."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


async def _nothing() -> None:
    """What a platform does that need not do anything."""

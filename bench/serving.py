"""Many people at once: browsers that ask through the web page, all in the same moment.

The desk runs in a process of its own, with all that `frontdesk run` has; the browsers are played
by this one, on the same two cores.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp

from bench.homes import indexed_home
from bench.indexes import EMBEDDED
from bench.passages import invent, questions
from bench.timing import spread

_PEOPLE = 50
_ROUNDS = 5
_PASSAGES = 1_000
_GREEDY = 10
_OTHERS = 9
_DEADLINE_SECONDS = 120


async def measure_serving(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds from asking to the whole answer; what was lost, told twice, or held up."""
    home = await indexed_home(out, _PASSAGES, say)
    texts = _questions()
    async with _desk(home) as desk:
        await _together(desk, texts[:_PEOPLE])  # warms up
        alone, crowd, fair = [], [], []
        for number in range(_ROUNDS):
            say(f"serving: round {number + 1} of {_ROUNDS}")
            alone.append([await _alone(desk, text) for text in texts[:_PEOPLE]])
            crowd.append(await _together(desk, texts[:_PEOPLE]))
            fair.append(await _greedy(desk, texts))
    return {
        "rounds": _ROUNDS,
        "people": _PEOPLE,
        "passages": _PASSAGES,
        "alone_ms": spread(alone),
        "together_ms": spread([round_.milliseconds for round_ in crowd]),
        "accepted_ms": spread([round_.accepted_ms for round_ in crowd]),
        "answers_a_second": round(median(round_.rate for round_ in crowd), 1),
        "lost": sum(round_.lost for round_ in crowd),
        "twice": sum(round_.twice for round_ in crowd),
        "loop_held_up_max_ms": max(round_.pulse["max_ms"] for round_ in crowd),
        "loop_held_up_p99_ms": median(round_.pulse["p99_ms"] for round_ in crowd),
        "fairness": {
            "questions_of_one": _GREEDY,
            "other_people": _OTHERS,
            "others_last_answer_ms": round(median(one.others_last_ms for one in fair)),
            "ones_last_answer_ms": round(median(one.greedy_last_ms for one in fair)),
            "of_the_one_before_the_last_other": round(median(one.overtook for one in fair)),
        },
    }


def _questions() -> list[str]:
    """Half of them short, half long, each about another page."""
    asked = questions(list(invent(EMBEDDED))[:: EMBEDDED // _PEOPLE])
    return [one.text for pair in zip(asked["short"], asked["long"], strict=True) for one in pair]


@dataclass(frozen=True, slots=True)
class _Crowd:
    """What became of one moment in which everybody asked."""

    milliseconds: list[float]
    accepted_ms: list[float]
    rate: float
    lost: int
    twice: int
    pulse: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Fairness:
    """How one who asks much and those who ask once were served."""

    others_last_ms: float
    greedy_last_ms: float
    overtook: int
    """Questions of the one that were answered before the last of the others."""


@dataclass(slots=True)
class _Desk:
    """The process that serves."""

    process: asyncio.subprocess.Process
    address: str

    async def pulse(self, command: str) -> dict[str, float]:
        """Set the pulse back (`begin`), or read it (`end`)."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{command}\n".encode())
        figures: dict[str, float] = json.loads(await self.process.stdout.readline())
        return figures


@asynccontextmanager
async def _desk(home: Path) -> AsyncIterator[_Desk]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bench.load_server", str(home)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        ready = (await process.stdout.readline()).decode().split()
        if not ready:
            raise RuntimeError("the desk did not start; what it said stands above")
        yield _Desk(process, ready[1].rstrip("/"))
    finally:
        process.stdin.close()
        await process.wait()


@dataclass(slots=True)
class _Browser:
    """One visitor."""

    session: aiohttp.ClientSession
    address: str

    async def ask(self, text: str) -> tuple[str, float, float, float]:
        """Ask and follow the answer to its end.

        Returns:
            The conversation, and three moments: asked, accepted, answered.
        """
        thread = secrets.token_hex(8)
        question = {"thread": thread, "text": text, "event_id": secrets.token_hex(8)}
        asked = time.perf_counter()
        async with self.session.post(f"{self.address}/api/questions", json=question) as response:
            response.raise_for_status()
            turn = (await response.json())["turn_id"]
        accepted = time.perf_counter()
        events = f"{self.address}/api/turns/{turn}/events"
        async with self.session.get(events, params={"thread": thread}) as stream:
            async for line in stream.content:
                if line.startswith(b"event: finished"):
                    return thread, asked, accepted, time.perf_counter()
        raise RuntimeError(f"the answer to turn {turn} never came")

    async def answers(self, thread: str) -> int:
        """How many turns are kept of a conversation."""
        async with self.session.get(f"{self.address}/api/conversations/{thread}") as response:
            return len((await response.json())["turns"]) if response.ok else 0


@asynccontextmanager
async def _browsers(desk: _Desk, count: int) -> AsyncIterator[list[_Browser]]:
    async with AsyncExitStack() as stack:
        browsers = []
        for _ in range(count):
            jar = aiohttp.CookieJar(unsafe=True)
            timeout = aiohttp.ClientTimeout(total=_DEADLINE_SECONDS)
            session = aiohttp.ClientSession(cookie_jar=jar, timeout=timeout)
            browsers.append(_Browser(await stack.enter_async_context(session), desk.address))
        yield browsers


async def _alone(desk: _Desk, text: str) -> float:
    async with _browsers(desk, 1) as (browser,):
        _, asked, _, answered = await browser.ask(text)
    return (answered - asked) * 1000


async def _together(desk: _Desk, texts: Sequence[str]) -> _Crowd:
    async with _browsers(desk, len(texts)) as browsers:
        await desk.pulse("begin")
        asks = [browser.ask(text) for browser, text in zip(browsers, texts, strict=True)]
        ends = await asyncio.gather(*asks, return_exceptions=True)
        pulse = await desk.pulse("end")
        told = [end for end in ends if not isinstance(end, BaseException)]
        kept = [
            await browser.answers(end[0])
            for browser, end in zip(browsers, ends, strict=True)
            if not isinstance(end, BaseException)
        ]
    first, last = min(end[1] for end in told), max(end[3] for end in told)
    return _Crowd(
        milliseconds=[(answered - asked) * 1000 for _, asked, _, answered in told],
        accepted_ms=[(accepted - asked) * 1000 for _, asked, accepted, _ in told],
        rate=len(told) / (last - first),
        lost=len(texts) - sum(count >= 1 for count in kept),
        twice=sum(count > 1 for count in kept),
        pulse=pulse,
    )


async def _greedy(desk: _Desk, texts: Sequence[str]) -> _Fairness:
    """One asks ten questions at once, in ten conversations; a moment later nine ask one each."""
    async with _browsers(desk, _OTHERS + 1) as (greedy, *others):
        await greedy.ask(texts[-1])  # so that all ten carry the same cookie
        began = time.perf_counter()
        many = [asyncio.create_task(greedy.ask(text)) for text in texts[:_GREEDY]]
        await asyncio.sleep(0.01)
        ones = [
            asyncio.create_task(other.ask(text))
            for other, text in zip(others, texts[_GREEDY:], strict=False)
        ]
        of_greedy = sorted(end[3] for end in await asyncio.gather(*many))
        of_others = sorted(end[3] for end in await asyncio.gather(*ones))
    return _Fairness(
        others_last_ms=(of_others[-1] - began) * 1000,
        greedy_last_ms=(of_greedy[-1] - began) * 1000,
        overtook=sum(end < of_others[-1] for end in of_greedy),
    )

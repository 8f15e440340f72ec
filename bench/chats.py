"""What the benchmarks of chat platforms share: bursts of questions, and the desk that answers them.

The desk runs in a process of its own; the platform and its people are played by the caller's, on the same
cores.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

CHANNELS = 50
_DEADLINE_SECONDS = 120.0


@dataclass(slots=True)
class Round:
    """What became of one burst."""

    seconds: float
    """In which everything was asked."""
    ack_ms: list[float] = field(default_factory=list)
    """From sending an event to its acknowledgement."""
    answered_seconds: float = 0.0
    lost: int = 0
    twice: int = 0


def figures(rounds: Sequence[Round]) -> dict[str, Any]:
    """The medians of some rounds."""
    return {
        "events": len(rounds[0].ack_ms),
        "seconds": rounds[0].seconds,
        "ack_ms": {
            f"p{percent}": round(
                median(float(np.percentile(one.ack_ms, percent)) for one in rounds), 1
            )
            for percent in (50, 99)
        },
        "worst_ack_ms": round(max(max(one.ack_ms) for one in rounds), 1),
        "all_answered_after_seconds": round(median(one.answered_seconds for one in rounds), 1),
        "lost": sum(one.lost for one in rounds),
        "twice": sum(one.twice for one in rounds),
    }


async def burst(
    seconds: float,
    *,
    questions: int,
    ask: Callable[[int], Awaitable[str]],
    settled: Callable[[], Awaitable[None]],
    answers: Callable[[set[str]], Counter[str]],
) -> Round:
    """Have everything asked within some seconds, and wait until all is answered.

    Args:
        seconds: In which it is asked, evenly.
        questions: How many.
        ask: Asks one; gives the thread in which the answer has to stand.
        settled: Waits until everything is acknowledged.
        answers: How many messages of the desk stand in each of some threads.
    """
    roots: set[str] = set()
    with _no_garbage_collected():
        began = time.monotonic()
        for number in range(questions):
            await asyncio.sleep(max(0.0, began + number * seconds / questions - time.monotonic()))
            roots.add(await ask(number))
        await settled()
    result = Round(seconds=seconds)
    # Whatever shows messages tells nobody of them.
    while len(answers(roots)) < len(roots):
        if time.monotonic() - began > _DEADLINE_SECONDS:
            break
        await asyncio.sleep(0.05)
    result.answered_seconds = time.monotonic() - began
    await asyncio.sleep(1.0)  # for a second answer, which must not come
    found = answers(roots)
    result.lost = len(roots) - len(found)
    result.twice = sum(count - 1 for count in found.values())
    return result


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """The platform remembers all of every round: looking through that would be taken for the desk's time."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@asynccontextmanager
async def desk(home: Path, settings: Mapping[str, Any]) -> AsyncIterator[str]:
    """A desk with these settings of platforms; gives the address of its web server.

    Raises:
        RuntimeError: It did not start.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bench.chat_server", str(home)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(f"{json.dumps(settings)}\n".encode())
        address = (await process.stdout.readline()).decode().strip()
        if not address:
            raise RuntimeError("the desk did not start")
        yield address
    finally:
        process.stdin.close()
        await process.wait()

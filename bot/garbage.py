"""Has Python look for garbage while nobody waits.  `bot.service` opens it.

Python looks through what is new, and from time to time through everything, in the middle of whatever is
being done: with a desk loaded that holds up everybody for 100 to 200 ms.  What is loaded when this opens is
never looked through again; of the rest the young is looked through as ever, though less often, and
everything only when nobody is being served, or when that has not been so for too long.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

_YOUNG = 5_000
"""Objects more than at the last look, at which the young are looked through (Python: 700)."""
_SELDOM = 1_000_000
"""Of those looks until Python itself looks further: never, in effect."""
_LOOK_SECONDS = 1.0
_WORTH_IT = 2
"""Looks at the young since the last one at everything: before that there is little to find."""
_TOO_MANY = 50
"""After so many it is not put off any longer."""


@asynccontextmanager
async def collecting_in_quiet(
    is_quiet: Callable[[], bool], *, look_seconds: float = _LOOK_SECONDS
) -> AsyncIterator[None]:
    """Collect garbage in quiet moments while the block is open.

    Args:
        is_quiet: Whether nobody waits for anything just now.
        look_seconds: Between two looks whether it is quiet.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _SELDOM, _SELDOM)
    collecting = asyncio.create_task(_collect(is_quiet, look_seconds), name="collect garbage")
    try:
        yield
    finally:
        collecting.cancel()
        await asyncio.gather(collecting, return_exceptions=True)
        gc.set_threshold(*before)
        # What was loaded goes with the block: another one may be opened in the same process.
        gc.unfreeze()


async def _collect(is_quiet: Callable[[], bool], look_seconds: float) -> None:
    while True:
        await asyncio.sleep(look_seconds)
        looks = gc.get_count()[1]
        if looks >= _TOO_MANY or (looks >= _WORTH_IT and is_quiet()):
            gc.collect()

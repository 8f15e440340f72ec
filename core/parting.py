"""Last words to a person whose answer does not come now, or never.  `core.serving` says them.

They are said once, in a short time; whether they arrive changes nothing any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import structlog

from core.errors import DeliveryError

_log = structlog.get_logger()

_PARTING_SECONDS = 2.0
"""For a platform to take them: at a shutdown, others wait for it."""


async def part(saying: Awaitable[None]) -> None:
    """Wait until something was said, for a while; never raises but for cancellation."""
    try:
        async with asyncio.timeout(_PARTING_SECONDS):
            await saying
    except (DeliveryError, TimeoutError) as error:
        _log.info("parting_not_shown", reason=type(error).__name__)
    # The boundary of an adapter: its fault must not end the turn of others.
    except Exception as error:  # noqa: BLE001
        _log.warning("parting_not_shown", reason=type(error).__name__)

"""Shows an outcome to its person, again if the platform does not take it at once.

`core.serving` calls it.  Adapters try again what may be tried again at once; here it is seconds.
"""

from __future__ import annotations

import asyncio

import structlog

from core.domain import Outcome
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.ports import Reply

_log = structlog.get_logger()

_RETRY_PAUSES_SECONDS = (0.5, 2.0, 8.0, None)
"""Before an outcome that a platform did not take is offered again; at last it is left."""


async def show(reply: Reply, outcome: Outcome, *, timeout_seconds: float) -> None:
    """Show an outcome.

    Args:
        reply: Where.
        outcome: What.
        timeout_seconds: For the platform to take it, each time.

    Raises:
        DeliveryRefused: The platform will never take it.
        DeliveryError: It did not take it now.
    """
    for pause in _RETRY_PAUSES_SECONDS:
        try:
            async with asyncio.timeout(timeout_seconds):
                await reply.finish(outcome)
        except DeliveryStopped:
            return
        except DeliveryRefused:
            raise
        except (DeliveryError, TimeoutError) as error:
            reason = str(error) or type(error).__name__
            if pause is None:
                raise DeliveryError(f"The answer could not be shown ({reason}).") from error
            _log.warning("answer_not_shown", reason=reason, again_in_seconds=pause)
            await asyncio.sleep(pause)
        else:
            return

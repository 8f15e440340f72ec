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
_PATIENCE_SECONDS = 120.0
"""For all pauses together that a platform asks for; what takes longer is shown by a later look."""


async def show(reply: Reply, outcome: Outcome, *, timeout_seconds: float) -> None:
    """Show an outcome; a platform that says when to come again is asked then, and not before.

    Args:
        reply: Where.
        outcome: What.
        timeout_seconds: For the platform to take it, each time.

    Raises:
        DeliveryRefused: The platform will never take it.
        DeliveryError: It did not take it now.
    """
    left_seconds = _PATIENCE_SECONDS
    for usual_seconds in _RETRY_PAUSES_SECONDS:
        try:
            async with asyncio.timeout(timeout_seconds):
                await reply.finish(outcome)
        except DeliveryStopped:
            return
        except DeliveryRefused:
            raise
        except (DeliveryError, TimeoutError) as error:
            reason = str(error) or type(error).__name__
            asked_seconds = getattr(error, "again_in_seconds", None) or 0.0
            if usual_seconds is None or asked_seconds > left_seconds:
                raise DeliveryError(f"The answer could not be shown ({reason}).") from error
            pause_seconds = max(usual_seconds, asked_seconds)
            left_seconds -= pause_seconds
            _log.warning(
                "answer_not_shown", reason=reason, again_in_seconds=round(pause_seconds, 1)
            )
            await asyncio.sleep(pause_seconds)
        else:
            return

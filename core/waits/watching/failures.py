"""Subscriptions that could not be looked after: logged once for each moment, told at the end.

`core.waits.watching.watch` notes them; the clock calls that every few seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog

from core.domain import AlertRule, Subscription, SubscriptionId, WaitBoard
from core.errors import FrontdeskError

_log = structlog.get_logger()


class FailureLog:
    """Remembers which subscriptions fail, and over what."""

    def __init__(self) -> None:
        """Begin with none."""
        self._failed_at: dict[SubscriptionId, datetime | None] = {}
        """Of those that fail, the moment that could not be told."""

    def note(self, one: Subscription, board: WaitBoard, error: Exception) -> None:
        """Log a failure, unless it is known that this moment cannot be told.

        Args:
            one: The subscription.
            board: What it should have been looked after with.
            error: Why it was not.  Of a foreign one only its kind is logged.
        """
        moment = board.as_of if isinstance(one.wanted.rule, AlertRule) else one.next_due_at
        if one.id in self._failed_at and self._failed_at[one.id] == moment:
            return
        self._failed_at[one.id] = moment
        reason = str(error) if isinstance(error, FrontdeskError) else ""
        kind = type(error).__name__
        _log.error("subscription_failed", subscription=one.id, reason=reason, kind=kind)

    def end(self, failed: Sequence[SubscriptionId], count: int) -> None:
        """Forget all that did not fail this time, and tell of the others.

        Args:
            failed: All that were noted this time.
            count: How many subscriptions were looked at.

        Raises:
            FrontdeskError: There were some; for operators.
        """
        self._failed_at = {number: self._failed_at[number] for number in failed}
        if failed:
            numbers = ", ".join(map(str, failed))
            raise FrontdeskError(
                f"{len(failed)} of {count} subscriptions could not be looked after (number "
                f"{numbers}); the others were. The log tells why; `frontdesk subscribe remove "
                "NUMBER` removes one."
            )

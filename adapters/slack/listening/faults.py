"""The boundary of all listeners: what went wrong becomes one line of the log, and Slack is told.

Never the text of a message: Bolt's own handlers would quote it.
"""

from __future__ import annotations

from typing import Any

import structlog
from pydantic import ValidationError
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from core.errors import FrontdeskError

_log = structlog.get_logger()


async def handle_fault(error: Exception, body: dict[str, Any]) -> BoltResponse | None:
    """Log a fault by its kind.

    Returns:
        An acknowledgement where delivering again is no use; None: Slack is to try again.
    """
    about = {"kind": _kind(body), "request": _request_id(body)}
    if isinstance(error, BoltUnhandledRequestError):
        _log.info("slack_request_unheard", **about)
        return BoltResponse(status=200, body="")
    if isinstance(error, ValidationError):
        where = [".".join(map(str, one["loc"])) for one in error.errors(include_input=False)]
        _log.warning("slack_request_not_read", fields=where, **about)
        return BoltResponse(status=200, body="")
    reason = str(error) if isinstance(error, FrontdeskError) else ""
    _log.error("slack_request_failed", error=type(error).__name__, reason=reason, **about)
    return None


def _kind(body: dict[str, Any]) -> str:
    event = body.get("event")
    if isinstance(event, dict):
        return str(event.get("type", ""))
    return str(body.get("command") or body.get("type") or "")


def _request_id(body: dict[str, Any]) -> str:
    """What Slack calls the request; both may be told to Slack's support."""
    return str(body.get("event_id") or body.get("trigger_id") or "")

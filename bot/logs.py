"""Where log lines go and how they look: to standard error, as text or JSON."""

from __future__ import annotations

import logging
import os
import sys

import structlog

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def configure_logs(*, level: str = "", form: str = "text") -> None:
    """Set up structlog.

    Args:
        level: Least severity shown.  By default FRONTDESK_LOG_LEVEL, or nothing: commands tell
            people themselves what went wrong.
        form: `text` or `json`.
    """
    least = _LEVELS.get(level or os.environ.get("FRONTDESK_LOG_LEVEL", ""), logging.CRITICAL)
    render = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )

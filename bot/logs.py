"""Where log lines go and how they look: to standard error or a file, as text or JSON.

Every line passes `bot.log_safety`: what people wrote and what is secret does not get out, whoever
logs it.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.log_safety import Redactor, told_exception

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
LOG_FILE = "frontdesk.log"
"""In the home folder; for lines that would disturb a conversation in the terminal."""
_SILENT = ("aiohttp.access",)
"""Loggers that would tell who asked for what."""


def configure_logs(*, level: str = "", form: str = "text") -> None:
    """Set up structlog for a command.

    Args:
        level: Least severity shown.  By default FRONTDESK_LOG_LEVEL, or nothing: commands tell
            people themselves what went wrong.
        form: `text` or `json`.
    """
    least = _LEVELS.get(level or os.environ.get("FRONTDESK_LOG_LEVEL", ""), logging.CRITICAL)
    last_steps = _last_steps(form, Redactor(secrets=()), colors=sys.stderr.isatty())
    _configure(least, last_steps, sys.stderr)


def configure_serving_logs(
    *, level: str, form: str, secrets: Sequence[str], file: Path | None = None
) -> None:
    """Set up all logs of a desk that serves: its own, and the warnings of libraries, in one form.

    Args:
        level: Least severity shown of its own lines.
        form: `text` or `json`.
        secrets: Passwords, tokens and the like; they are blotted out wherever they occur.
        file: Where lines are added, by a desk whose terminal people talk in; by default they go to
            standard error.
    """
    stream = file.open("a", encoding="utf-8", buffering=1) if file else sys.stderr
    last_steps = _last_steps(form, Redactor(secrets=secrets), colors=stream.isatty())
    _configure(_LEVELS[level], last_steps, stream)
    _route_libraries(last_steps, stream)


def _configure(least: int, last_steps: Sequence[Processor], stream: TextIO) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *last_steps,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )


def _last_steps(form: str, redactor: Redactor, *, colors: bool) -> tuple[Processor, ...]:
    """What every line passes at last: exceptions become text, secrets go, the line is written."""
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=colors, exception_formatter=structlog.dev.plain_traceback
        )
    )
    return structlog.processors.ExceptionRenderer(told_exception), redactor, render


class _LibraryHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes the lines of libraries; its class tells it from the handlers of others."""


def _route_libraries(last_steps: Sequence[Processor], stream: TextIO) -> None:
    """Send what libraries log through the same steps; warnings and worse only."""
    handler = _LibraryHandler(stream)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _first_line,
            ],
            processors=[ProcessorFormatter.remove_processors_meta, *last_steps],
        )
    )
    handler.setLevel(logging.WARNING)
    handler.addFilter(_is_our_business)
    root = logging.getLogger()
    for old in [known for known in root.handlers if isinstance(known, _LibraryHandler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in _SILENT:
        logging.getLogger(name).disabled = True
    logging.captureWarnings(capture=True)


def _is_our_business(record: logging.LogRecord) -> bool:
    """Whether a line tells of something here; anybody may send what is no HTTP, and often does."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or all(base.__name__ != "HttpProcessingError" for base in kind.__mro__)


def _first_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep the first line: asyncio's others hold the repr of what failed, with its message."""
    event["event"] = str(event["event"]).partition("\n")[0]
    return event

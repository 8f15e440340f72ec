"""Keeps what people wrote, and what is secret, out of the log.  `bot.logs` puts every line through.

Callers do not log such things on purpose.  Exceptions do: a library's error quotes the value that
it choked on, a driver's the statement with its parameters, a client's the address with its token.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr
from structlog.typing import EventDict, ExcInfo, WrappedLogger

from core.errors import FrontdeskError

_BLOT = "***"
_SHORTEST_SECRET = 6
"""Characters; blotting out shorter ones would garble lines that have nothing to do with them."""

_PATTERNS = (
    # https://user:password@host
    (re.compile(r"(?<=://)[^/\s?#'\"]*@"), f"{_BLOT}@"),
    # ?token=…, &api_key=…
    (
        re.compile(
            r"([?&;](?:[\w-]*(?:token|key|secret|password|passwd|signature)|sig|code)=)[^&#\s'\"]+",
            re.IGNORECASE,
        ),
        rf"\1{_BLOT}",
    ),
    # Authorization: Bearer …
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1 {_BLOT}"),
    # Slack's tokens. Source: https://docs.slack.dev/authentication/tokens
    (re.compile(r"\bx(?:ox[a-z]|app)-[\w.-]+"), _BLOT),
    # Slack's addresses by which whoever knows them may post: commands, actions, webhooks, workflows.
    # Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    (re.compile(r"(\bhooks\.slack(?:-gov)?\.com/)[^\s'\"<>|]+", re.IGNORECASE), rf"\1{_BLOT}"),
)

_PLAIN_ERRORS = (
    AssertionError,
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
)
"""Python's own errors that speak of code, not of values."""


class Redactor:
    """Blots out secrets in every text of a line; a step of structlog."""

    def __init__(self, *, secrets: Sequence[str]) -> None:
        """Know the secrets of this installation.

        Args:
            secrets: Empty ones and very short ones are passed over.
        """
        # Long ones first: one may be the beginning of another.
        self._secrets = sorted(
            {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}, key=len, reverse=True
        )

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        """Take a line's fields and give them back without secrets."""
        return {key: self._clean(value) for key, value in event.items()}

    def _clean(self, value: Any) -> Any:
        match value:
            case str() | PurePath() | date():
                return self._blot(str(value))
            case bool() | int() | float() | None:
                return value
            case list() | tuple():
                return [self._clean(item) for item in value]
            case dict():
                return {self._clean(key): self._clean(item) for key, item in value.items()}
            case _:
                # What it is; not its repr, which for an exception holds the message.
                return f"<{type(value).__name__}>"

    def _blot(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _BLOT)
        for pattern, instead in _PATTERNS:
            text = pattern.sub(instead, text)
        return text


def secrets_in(settings: BaseModel) -> tuple[str, ...]:
    """All secrets of an installation: what is declared as one, and passwords in addresses."""
    return tuple(_secrets(dict(settings)))


def _secrets(value: Any) -> Iterator[str]:
    match value:
        case SecretStr():
            yield value.get_secret_value()
        case BaseModel():
            yield from _secrets(dict(value))
        case dict():
            yield from _secrets(tuple(value.values()))
        case list() | tuple():
            for item in value:
                yield from _secrets(item)
        case str() if "://" in value and (password := urlsplit(value).password):
            yield password


def told_exception(exc_info: ExcInfo) -> str:
    """An exception with what caused it, oldest first: where it came from, and of which kind.

    What it says follows only where that speaks of the house: our own errors are written for
    operators, the system's tell of files and connections, and some of Python's of code.  Any other
    message may quote what somebody wrote.
    """
    return "\n\n".join(_told(error) for error in _causes(exc_info[1]))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception after all that led to it; each once."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return reversed(chain)


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    lines = [f"{frames}{type(error).__module__}.{type(error).__qualname__}{_message(error)}"]
    if isinstance(error, BaseExceptionGroup):
        lines += [_told(cause) for part in error.exceptions for cause in _causes(part)]
    return "\n".join(lines)


def _message(error: BaseException) -> str:
    is_ours = isinstance(error, FrontdeskError | OSError)
    return f": {error}" if is_ours or type(error) in _PLAIN_ERRORS else ""

"""What the statuses and codes of Teams' connector mean for the desk.  `adapters.teams.calls` raises these.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-code-responses
and https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux#error-codes
"""

from __future__ import annotations

from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped

_FORBIDDEN, _NOT_FOUND, _NOT_ALLOWED = 403, 404, 405
_PRECONDITION, _TOO_BIG, _TOO_MANY = 412, 413, 429
_BAD_REQUEST, _UNAUTHORIZED = 400, 401

_CLOSED = frozenset({
    "BotDisabledByAdmin", "BotNotInConversationRoster", "ConversationBlockedByUser",
    "ConversationNotFound", "MessageWritesBlocked",
})  # fmt: skip
"""The chat is gone or closed to the desk, by whatever status it is said."""
_RIGHTS = frozenset({"InsufficientPrivileges", "NotEnoughPermissions"})
"""The chat is there, but this may not be done in it."""
_MESSAGE_GONE = "ActivityNotFound"
"""How Teams' names for that begin."""
_REPEATED = frozenset({_PRECONDITION, _TOO_MANY, 502, 503, 504})
"""Teams asks to repeat these, also what creates something.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit"""
_UNSURE = frozenset({500, 502, 504})
"""It may have been done all the same."""

STREAM_REFUSED = "ContentStreamNotAllowed"
TIMEOUT, CONNECTION, UNREACHABLE, PACED = "timeout", "connection", "unreachable", "paced"
"""Ours: no answer came in time; the connection broke; there was none; we call too often already."""
NO_TOKEN = "no_token"  # noqa: S105  (a name)
"""Ours: Microsoft gave no token to speak to Teams with."""
UNKNOWN_CHAT = "unknown_chat"
"""Ours: the desk was never there, or is not any more."""


class TeamsCallRefused(DeliveryRefused):
    """Teams will never take this: the chat is gone, or closed to the desk."""

    def __init__(self, operation: str, *, status: int = 0, code: str = "") -> None:
        """Take what was called and what Teams said."""
        super().__init__(
            f"Teams refused to {operation} ({code or status}): the chat is gone or closed to the desk, "
            "so nothing can be shown there. Add the app there again."
        )
        self.operation = operation
        self.status = status
        self.code = code

    @property
    def is_closed(self) -> bool:
        """Whether the desk cannot speak in that chat at all any more."""
        is_speaking = self.operation in {"send", "stream"}
        return self.code in _CLOSED or (is_speaking and self.code not in _RIGHTS | {UNKNOWN_CHAT})


class TeamsCallFailed(DeliveryError):
    """Teams did not take this now, or not like this."""

    def __init__(
        self,
        operation: str,
        *,
        status: int = 0,
        code: str = "",
        again_in_seconds: float | None = None,
    ) -> None:
        """Take what was called and what is known of the failure.

        Args:
            operation: E.g. `send`.
            status: Of HTTP; 0: no answer came.
            code: Teams' name of it, or one of ours.
            again_in_seconds: What Teams said in Retry-After.
        """
        super().__init__(
            f"Teams did not {operation} ({code or f'HTTP {status}'}). {_advice(status)}",
            again_in_seconds=again_in_seconds,
        )
        self.operation = operation
        self.status = status
        self.code = code

    @property
    def is_rate_limit(self) -> bool:
        """Whether too much is sent."""
        return self.status == _TOO_MANY

    @property
    def is_passing(self) -> bool:
        """Whether the same call may work in a moment."""
        is_ours = self.code in {TIMEOUT, CONNECTION, UNREACHABLE, PACED, NO_TOKEN}
        return is_ours or self.status in _REPEATED or self.status >= 500  # noqa: PLR2004  (HTTP)

    @property
    def is_unsure(self) -> bool:
        """Whether it may have been done, though nobody said so."""
        return self.code in {TIMEOUT, CONNECTION} or self.status in _UNSURE

    @property
    def is_repeatable(self) -> bool:
        """Whether it may be called again even where doing it twice would show something twice."""
        return self.is_passing and (self.status in _REPEATED or not self.is_unsure)


class TeamsTooBig(TeamsCallFailed):
    """The message is too big for Teams; a shorter one may be taken."""


class StreamOver(TeamsCallFailed):
    """A stream takes no more: its time is over, it ended, or there can be none here."""


class StreamStopped(DeliveryStopped):
    """The person pressed Teams' own Stop."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The person stopped the answer in Teams.")


def failure(
    operation: str,
    *,
    status: int,
    code: str,
    said: str = "",
    again_in_seconds: float | None = None,
) -> DeliveryError:
    """The error to raise for what Teams answered.

    Args:
        operation: What was called.
        status: Of HTTP.
        code: Teams' name of the error; may be empty.
        said: Teams' sentence, which alone tells apart why a stream ended.
        again_in_seconds: From Retry-After.
    """
    if operation == "stream" and code not in _CLOSED:
        about_stream = _of_stream(status, code, said.lower())
        if about_stream is not None:
            return about_stream
    if status == _TOO_BIG or code == "MessageSizeTooBig":
        return TeamsTooBig(operation, status=status, code=code)
    if code in _CLOSED or status == _FORBIDDEN or _is_chat_gone(operation, status, code):
        return TeamsCallRefused(operation, status=status, code=code)
    return TeamsCallFailed(operation, status=status, code=code, again_in_seconds=again_in_seconds)


def is_message_gone(error: DeliveryError) -> bool:
    """Whether the message that was to be changed is not there any more, though its chat is.

    Only Teams' own word counts where an answer would stay away for it; what was to be taken away is gone
    whoever says so.
    """
    if not _is_unknown(error):
        return False
    is_to_go = getattr(error, "operation", "") == "delete"
    return is_to_go or getattr(error, "code", "").startswith(_MESSAGE_GONE)


def is_message_lost(error: DeliveryError) -> bool:
    """Whether a message that was to be changed was not found, without a word of somebody having deleted it."""
    return _is_unknown(error) and not is_message_gone(error)


def _is_unknown(error: DeliveryError) -> bool:
    status, code = getattr(error, "status", 0), getattr(error, "code", "")
    return status == _NOT_FOUND and code not in _CLOSED


def _of_stream(status: int, code: str, said: str) -> DeliveryError | None:
    """What ends a stream; None: nothing special to streams."""
    if status == _FORBIDDEN and "cancel" in said:
        return StreamStopped()
    if status == _FORBIDDEN and "size" in said:
        return TeamsTooBig("stream", status=status, code=code)
    # Whether the chat itself is closed, the next message will tell.
    if status in {_FORBIDDEN, _NOT_ALLOWED} or code == STREAM_REFUSED:
        return StreamOver("stream", status=status, code=code)
    return None


def _is_chat_gone(operation: str, status: int, code: str) -> bool:
    """Whether 404 means the chat: of a message that was to be changed it says nothing of its chat."""
    is_about_message = operation in {"update", "delete"} or code.startswith(_MESSAGE_GONE)
    return status == _NOT_FOUND and not is_about_message


def _advice(status: int) -> str:
    if status == _UNAUTHORIZED:
        return "The app's id, its password or certificate, or the tenant is wrong, or the bot is not registered."
    if status == _TOO_MANY:
        return "Too much is being posted there at once; it is tried again later."
    if status in {_BAD_REQUEST, _TOO_BIG}:
        return "The call itself is wrong: please report this as a fault of the app."
    return "It is tried again later."

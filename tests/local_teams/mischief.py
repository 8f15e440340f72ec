"""What goes wrong on purpose: refused, slow and lost calls, bots that are thrown out, small limits.

Tests set it; the connector, the issuer and the deliveries obey it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tests.local_teams.state import Chat

EVERY_OPERATION = "*"
OPERATIONS = (
    "send",
    "stream",
    "typing",
    "update",
    "delete",
    "create",
    "members",
    "member",
    "paged_members",
    "team",
    "channels",
    "token",
    "openid",
    "keys",
)
"""`send` is a message, wherever it goes; `stream` any piece of a stream, the last one too."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to one call."""

    status: int = 0
    """Refused with this HTTP status; 0: it is not."""
    code: str = ""
    message: str = ""
    retry_after: float | None = None
    """Seconds, for the header `Retry-After`."""
    is_lost: bool = False
    """It takes effect, but the connection breaks before the answer."""
    wait_seconds: float = 0.0
    """Begins only after this time."""


@dataclass(slots=True)
class Mischief:
    """What goes wrong; nothing, until somebody asks for it."""

    too_big_over: int = 28 * 1024
    """Bytes of a message as JSON that Teams still takes.
    Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages"""
    stream_seconds: float = 120.0
    """How long a stream takes pieces."""
    stream_gap_seconds: float = 0.0
    """Pieces of a stream that come faster get 429; 0: any pace is taken."""
    deliver_times: int = 1
    """How many times each activity is delivered."""
    _troubles: dict[str, list[Trouble]] = field(default_factory=lambda: defaultdict(list))

    def fail(
        self,
        operation: str,
        *,
        status: int = 503,
        code: str = "ServiceError",
        message: str = "Refused on purpose.",
        times: int = 1,
        retry_after: float | None = None,
    ) -> None:
        """Refuse the next calls of an operation (`*`: of any); they have no effect."""
        self._add(operation, Trouble(status, code, message, retry_after), times)

    def lose(self, operation: str, *, times: int = 1) -> None:
        """Let the next calls take effect, and break the connection before the answer."""
        self._add(operation, Trouble(is_lost=True), times)

    def slow(self, operation: str, seconds: float, *, times: int = 1) -> None:
        """Let the next calls begin only after some time."""
        self._add(operation, Trouble(wait_seconds=seconds), times)

    def remove_bot(self, chat: Chat, code: str = "BotNotInConversationRoster") -> None:
        """Throw the bot out of a chat without telling it: 403 from now on."""
        chat.has_bot, chat.refusal_code = False, code

    def end(self) -> None:
        """Let every call go well again."""
        self._troubles.clear()

    def take(self, operation: str) -> Trouble:
        """What happens to this call; used up by asking."""
        waiting = self._troubles.get(operation) or self._troubles.get(EVERY_OPERATION)
        return waiting.pop(0) if waiting else Trouble()

    def _add(self, operation: str, trouble: Trouble, times: int) -> None:
        if operation not in (*OPERATIONS, EVERY_OPERATION):
            known = ", ".join(OPERATIONS)
            raise ValueError(f"No operation is called '{operation}'; there are {known}.")
        self._troubles[operation].extend([trouble] * times)

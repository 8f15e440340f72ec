"""What goes wrong on purpose: refused, limited, broken, slow calls; streams and sockets that end.

Tests set it; the Web API, the deliveries and the sockets obey it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

STREAM_HOLDS_SECONDS = 300.0
"""About five minutes, as observed: Slack documents no number."""

EVERY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to one call."""

    error: str = ""
    """Refused with this error (status 200)."""
    status: int = 200
    """Answered with this HTTP status, if it is not 200; 429 carries `Retry-After`."""
    retry_after_seconds: int = 0
    wait_seconds: float = 0.0
    """Answered only after this time."""
    answer_is_lost: bool = False
    """The call takes effect, but what is answered is an HTTP error: nobody knows that it did."""


@dataclass(slots=True)
class Mischief:
    """What goes wrong; nothing, until somebody asks for it."""

    streams_expire_after_seconds: float = STREAM_HOLDS_SECONDS
    refuse_streams_in: Collection[str] = frozenset()
    """Kinds of channels (`channel`, `im` …) or ids of channels: `channel_type_not_supported`."""
    deliver_times: int = 1
    """How many times each event is sent."""
    shares_files_after_seconds: float = 0.02
    """So long after `files.completeUploadExternal` has answered, a file's message appears.  Slack takes
    as long as its checks of the file do.  Source: https://github.com/slackapi/bolt-js/issues/2115"""
    drop_sockets_every_seconds: float | None = None
    mute_sockets: bool = False
    """Sockets stay open and answer pings, but nothing is delivered: the silent death."""
    deaf_sockets: bool = False
    """Sockets do not even answer pings or take acknowledgements."""
    _troubles: dict[str, list[Trouble]] = field(default_factory=lambda: defaultdict(list))

    def fail(self, method: str, error: str, times: int = 1) -> None:
        """Refuse the next calls of a method (`*`: of any) with an error."""
        self._add(method, Trouble(error=error), times)

    def limit_rate(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """Answer the next calls with 429 and `Retry-After` (seconds)."""
        self._add(method, Trouble(status=429, retry_after_seconds=retry_after), times)

    def break_down(self, method: str, status: int = 503, times: int = 1) -> None:
        """Answer the next calls with an HTTP error; they have no effect."""
        self._add(method, Trouble(status=status), times)

    def lose_answer(self, method: str, status: int = 503, times: int = 1) -> None:
        """Let the next calls take effect, yet answer with an HTTP error."""
        self._add(method, Trouble(status=status, answer_is_lost=True), times)

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """Answer the next calls only after some time."""
        self._add(method, Trouble(wait_seconds=seconds), times)

    def end(self) -> None:
        """Let every call go well again."""
        self._troubles.clear()

    def take(self, method: str) -> Trouble:
        """What happens to this call; used up by asking."""
        waiting = self._troubles.get(method) or self._troubles.get(EVERY_METHOD)
        return waiting.pop(0) if waiting else Trouble()

    def _add(self, method: str, trouble: Trouble, times: int) -> None:
        self._troubles[method].extend([trouble] * times)

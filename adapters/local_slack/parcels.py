"""What is carried to the app, and what comes back: the vocabulary of `delivery` and its carriers.

Sockets and signed HTTP both carry parcels.  Nothing here knows how.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from adapters.local_slack.state import Json


class ParcelKind(StrEnum):
    """As Socket Mode names it in an envelope's `type`."""

    EVENT = "events_api"
    INTERACTION = "interactive"
    COMMAND = "slash_commands"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing that the app is told."""

    kind: ParcelKind
    payload: Json
    accepts_response: bool = False
    """Whether the acknowledgement may carry an answer (a command's text, a view's errors)."""
    retry_number: int = 0
    """0 for the first try."""
    retry_reason: str = ""
    """Why the try before failed, in Slack's words."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one try."""

    is_acknowledged: bool
    reason: str = ""
    """Why not, in Slack's words, e.g. `http_timeout`."""
    response: Json = field(default_factory=dict)
    """What came with the acknowledgement."""
    forbids_retry: bool = False
    """The app said `X-Slack-No-Retry`."""
    after_seconds: float = 0.0
    """From the sending until the acknowledgement, or until the try was given up."""


class Carrier(Protocol):
    """Takes parcels to the app.  May be called many times at once; never raises for a failed try."""

    async def carry(
        self, parcel: Parcel, *, ack_seconds: float, patience_seconds: float
    ) -> Receipt:
        """Carry a parcel.

        Args:
            parcel: What to carry.
            ack_seconds: How long the app has for its acknowledgement, once the parcel is there.
            patience_seconds: How long to wait for a connection first, where one is needed.
        """


class DeliveryMischief(Protocol):
    """What may go wrong under way, as tests set it.  Read anew for each parcel."""

    deliver_times: int
    """Each event is sent so often."""
    drop_sockets_every_seconds: float | None
    mute_sockets: bool
    """Connections stay open and answer pings, but nothing is delivered: the silent death."""
    deaf_sockets: bool
    """Pings and acknowledgements are not even read."""

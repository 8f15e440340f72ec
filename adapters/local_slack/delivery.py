"""Tells the app what happens: wraps events, sends them, and sends them again until acknowledged.

`Workspace.announce` calls `Deliveries.announced`, people call `Deliveries.interact`.  How a parcel
travels (a socket, signed HTTP) is the carrier's affair.

Source: https://docs.slack.dev/apis/events-api (envelope, retries).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass

from adapters.local_slack.connect import is_shared
from adapters.local_slack.parcels import Carrier, DeliveryMischief, Parcel, ParcelKind, Receipt
from adapters.local_slack.state import Json, Workspace
from adapters.local_slack.subscriptions import deliverable

VERIFICATION_TOKEN = "local-verification-token"
"""The old way to know that Slack speaks; still in every payload."""

_RETRY_SECONDS = (0.05, 0.2, 1.0)
"""Slack waits about 0, 60 and 300 s; nobody wants to wait so long here."""


@dataclass(slots=True)
class Delivery:
    """One event's way to the app."""

    envelope: Json
    tries: int = 0
    is_acknowledged: bool = False
    is_over: bool = False
    ack_seconds: float = 0.0
    """From the sending of the last try until its acknowledgement, or until it was given up."""
    last_reason: str = ""
    """Why the last try failed."""


class Deliveries:
    """Everything that is on its way to the app in one workspace."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        carrier: Carrier,
        mischief: DeliveryMischief,
        ack_seconds: float = 3.0,
        retry_seconds: tuple[float, ...] = _RETRY_SECONDS,
        patience_seconds: float = 60.0,
    ) -> None:
        """Begin with nothing under way.

        Args:
            workspace: Whose events are delivered.
            carrier: How they travel.
            mischief: What goes wrong.
            ack_seconds: How long the app has for each acknowledgement.
            retry_seconds: What is waited before each further try.
            patience_seconds: How long an event waits for a first connection.
        """
        self.carrier = carrier
        self.ack_seconds = ack_seconds
        self.retry_seconds = retry_seconds
        self.history: list[Delivery] = []
        """Every event that the app should get, oldest first."""
        self._workspace = workspace
        self._mischief = mischief
        self._patience_seconds = patience_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._interactions = 0

    def announced(self, event: Json, channel_id: str = "") -> None:
        """Send an event, if the app may see it.  To be put among `Workspace.listeners`."""
        for one in deliverable(event, channel_id, self._workspace):
            envelope = self._envelope(one, channel_id)
            for _ in range(self._mischief.deliver_times):
                self._start(self._deliver(envelope))

    async def interact(
        self, kind: ParcelKind, payload: Json, *, accepts_response: bool = False
    ) -> Receipt:
        """Tell the app of a click, a command, a submission.  Slack sends it once.

        Args:
            kind: Command or interaction.
            payload: What is sent.
            accepts_response: Whether the app may answer with its acknowledgement.
        """
        self._interactions += 1
        try:
            return await self.carrier.carry(
                Parcel(kind, payload, accepts_response),
                ack_seconds=self.ack_seconds,
                patience_seconds=self.ack_seconds,
            )
        finally:
            self._interactions -= 1

    @property
    def in_flight(self) -> int:
        """How many events and interactions wait for an acknowledgement or for a next try."""
        return len(self._tasks) + self._interactions

    @property
    def lost(self) -> list[Delivery]:
        """Events that were given up."""
        return [one for one in self.history if one.is_over and not one.is_acknowledged]

    async def settled(self, *, within_seconds: float = 10.0) -> None:
        """Wait until every event is acknowledged or given up.

        Raises:
            TimeoutError: Some are still under way.
        """
        deadline = time.monotonic() + within_seconds
        while self.in_flight:
            if time.monotonic() > deadline:
                kinds = sorted(
                    one.envelope["event"]["type"] for one in self.history if not one.is_over
                )
                raise TimeoutError(
                    f"After {within_seconds} s the app has not acknowledged {', '.join(kinds)}. "
                    "Is it connected, and does its listener return?"
                )
            await asyncio.sleep(0.005)

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, envelope: Json) -> None:
        delivery = Delivery(envelope)
        self.history.append(delivery)
        for number, wait_seconds in enumerate((0.0, *self.retry_seconds)):
            await asyncio.sleep(wait_seconds)
            if await self._try(delivery, number):
                break
        delivery.is_over = True

    async def _try(self, delivery: Delivery, number: int) -> bool:
        """Send an event once.

        Returns:
            Whether that was the last try.
        """
        receipt = await self.carrier.carry(
            Parcel(
                ParcelKind.EVENT,
                delivery.envelope,
                retry_number=number,
                retry_reason=delivery.last_reason,
            ),
            ack_seconds=self.ack_seconds,
            patience_seconds=self._patience_seconds,
        )
        delivery.tries = number + 1
        delivery.ack_seconds = receipt.after_seconds
        delivery.is_acknowledged = receipt.is_acknowledged
        delivery.last_reason = receipt.reason
        return receipt.is_acknowledged or receipt.forbids_retry

    def _envelope(self, event: Json, channel_id: str) -> Json:
        workspace, app = self._workspace, self._workspace.app
        channel = workspace.channels.get(channel_id)
        enterprise_id = workspace.enterprise_id or None
        event_id = workspace.new_id("Ev")
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": enterprise_id,
            **({"enterprise_id": enterprise_id} if enterprise_id else {}),
            "api_app_id": app.id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": enterprise_id,
                    "team_id": workspace.team_id,
                    "user_id": app.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": channel is not None and is_shared(workspace, channel),
            "event_context": f"4-{event_id}",
        }

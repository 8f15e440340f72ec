"""A carrier that keeps what it is given and answers as it is told."""

import asyncio
from collections import deque

from adapters.local_slack.parcels import Parcel, Receipt


class FakeCarrier:
    """Keeps parcels; acknowledges, unless other receipts were put in line."""

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []
        self.receipts: deque[Receipt] = deque()
        self.is_held = asyncio.Event()
        """Cleared by a test to keep parcels under way."""
        self.is_held.set()

    async def carry(
        self, parcel: Parcel, *, ack_seconds: float, patience_seconds: float
    ) -> Receipt:
        self.parcels.append(parcel)
        await self.is_held.wait()
        return self.receipts.popleft() if self.receipts else Receipt(is_acknowledged=True)

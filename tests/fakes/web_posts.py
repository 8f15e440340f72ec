"""What the web page shows of posts: a chart, and subscriptions that its buttons change."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.domain import DigestRule, Picture, Subscription, SubscriptionId
from core.errors import StorageError
from core.ports import Clock
from tests.fakes.desk import FakeStatusSource


def striped_png(width: int, height: int) -> bytes:
    """A picture of vertical stripes in grey, whole enough for a browser."""
    row = b"\0" + bytes(96 + 8 * (x // 8 % 16) for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + checksum


CHART = Picture(
    striped_png(900, 420), "Foothills rose from 2 h to 3 h 38 min since 6:00.", 900, 420
)


@dataclass(slots=True)
class FakeSubscriptionActions:
    """Implements `core.ports.SubscriptionActions` on the subscriptions of a report."""

    status: FakeStatusSource
    now: Clock
    is_broken: bool = False
    """Whether the database cannot be written."""

    async def pause(self, subscription_id: SubscriptionId) -> bool:
        """Pause it."""
        return self._change(subscription_id, lambda one: [replace(one, paused_at=self.now())])

    async def resume(self, subscription_id: SubscriptionId) -> bool:
        """Go on with it."""
        return self._change(subscription_id, lambda one: [replace(one, paused_at=None)])

    async def remove(self, subscription_id: SubscriptionId) -> bool:
        """Delete it."""
        return self._change(subscription_id, lambda _: [])

    def _change(
        self,
        subscription_id: SubscriptionId,
        change: Callable[[Subscription], list[Subscription]],
    ) -> bool:
        if self.is_broken:
            raise StorageError("database is locked")
        before = self.status.gives.subscriptions
        after = [
            changed
            for one in before
            for changed in (change(one) if one.id == subscription_id else [one])
        ]
        self.status.gives = replace(self.status.gives, subscriptions=tuple(after))
        return any(one.id == subscription_id for one in before)


def rule_in_words(subscription: Subscription) -> str:
    """Words that a test can tell from a person's own."""
    is_digest = isinstance(subscription.wanted.rule, DigestRule)
    return f"The rule of {'a digest' if is_digest else 'an alert'}"

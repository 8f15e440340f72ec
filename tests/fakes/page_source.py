"""A source of pages that lives in memory."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field

from core.domain import (
    Address,
    Page,
    PageFailed,
    PageGone,
    PageRead,
    PageUnchanged,
    PageVersion,
    ReadEvent,
    SourceDone,
)


@dataclass(slots=True)
class FakePageSource:
    """Tells the pages that a test gives it; implements `core.ports.PageSource`."""

    name: str = "fake"
    pages: dict[Address, Page] = field(default_factory=dict)
    failing: dict[Address, str] = field(default_factory=dict)
    """Reasons by the addresses of pages that cannot be read."""
    incomplete: str = ""
    """Why the walk does not come to its end, or empty."""
    reads: int = 0

    async def read(self, known: Mapping[Address, PageVersion]) -> AsyncGenerator[ReadEvent, None]:
        """Tell each page once."""
        self.reads += 1
        for address, page in self.pages.items():
            etag = hashlib.sha256(repr(page).encode()).hexdigest()
            if address in self.failing:
                yield PageFailed(address, self.failing[address])
            elif address in known and known[address].etag == etag:
                yield PageUnchanged(address)
            else:
                yield PageRead(page, etag=etag)
        if not self.incomplete:
            for address in known:
                if address not in self.pages:
                    yield PageGone(address)
        yield SourceDone(complete=not self.incomplete, reason=self.incomplete)

"""Boundaries that wait times cross."""

from __future__ import annotations

from typing import Protocol

from core.domain import FeedReading


class WaitFeedParser(Protocol):
    """Understands the feed of one publisher.  Synchronous and without state."""

    def parse(self, data: bytes) -> FeedReading:
        """Understand what can be understood; the rest is told as problems, never guessed.

        Args:
            data: The whole answer of the feed.

        Raises:
            SourceError: It is no feed of this publisher at all.
        """
        ...

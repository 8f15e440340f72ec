"""A `Meter` that counts in a dictionary."""

from __future__ import annotations

from collections import Counter

from core.domain import Line, Outcome, outcome_name


class FakeMeter:
    """Counts by name and label; keeps the longest line."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.most_running = 0
        self.most_waiting = 0

    def accepted(self, platform: str) -> None:
        """A question was kept."""
        self.counts["accepted", platform] += 1

    def not_accepted(self, platform: str, reason: str) -> None:
        """A question was not kept."""
        self.counts["not_accepted", reason] += 1

    def line(self, line: Line) -> None:
        """The line has moved."""
        self.most_running = max(self.most_running, line.running)
        self.most_waiting = max(self.most_waiting, line.waiting)

    def answered(
        self, platform: str, outcome: Outcome, author: str, *, waited_seconds: float
    ) -> None:
        """A question has its outcome."""
        self.counts["answered", outcome_name(outcome)] += 1

    def undelivered(self, platform: str, reason: str) -> None:
        """An outcome could not be shown."""
        self.counts["undelivered", reason] += 1

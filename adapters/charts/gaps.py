"""Where a line has readings and where it has none.  Nothing is drawn across what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from core.domain import Sample

Point: TypeAlias = tuple[datetime, int]
"""When, and the wait in minutes."""
Span: TypeAlias = tuple[datetime, datetime]

_USUAL_LIMIT = timedelta(minutes=20)
_SPACINGS = 2.5
_ENOUGH_SPACINGS = 6
"""Fewer do not tell how often the feed is read."""
_MOST_SPACING = timedelta(hours=1)
"""Samples of long ago are one for each hour."""


def within(samples: Iterable[Sample], since: datetime, until: datetime) -> tuple[Sample, ...]:
    """The samples of a time."""
    return tuple(sample for sample in samples if since <= sample.at <= until)


def known(samples: Iterable[Sample]) -> tuple[Point, ...]:
    """The readings that tell a wait."""
    return tuple(
        (sample.at, sample.wait_minutes) for sample in samples if sample.wait_minutes is not None
    )


def longest_step(samples: Sequence[Sample]) -> timedelta:
    """How far apart two samples in a row may be and still belong together."""
    spacings = [(later.at - earlier.at).total_seconds() for earlier, later in pairwise(samples)]
    if len(spacings) < _ENOUGH_SPACINGS:
        return _USUAL_LIMIT
    return max(_USUAL_LIMIT, _SPACINGS * min(timedelta(seconds=median(spacings)), _MOST_SPACING))


def segments(samples: Sequence[Sample]) -> tuple[tuple[Point, ...], ...]:
    """The unbroken parts of a line, oldest first; a part may be a single reading.

    A line breaks where a sample does not tell the wait, and where the next is too far away.
    """
    limit = longest_step(samples)
    parts: list[list[Point]] = []
    before: Sample | None = None
    for sample in samples:
        if sample.wait_minutes is not None:
            goes_on = (
                before is not None
                and before.wait_minutes is not None
                and sample.at - before.at <= limit
            )
            if not goes_on:
                parts.append([])
            parts[-1].append((sample.at, sample.wait_minutes))
        before = sample
    return tuple(map(tuple, parts))


def silences(samples: Sequence[Sample], since: datetime, until: datetime) -> tuple[Span, ...]:
    """Where no wait is known for longer than between two readings, oldest first."""
    limit = longest_step(samples)
    moments = [since, *(at for at, _ in known(samples)), until]
    return tuple(
        (earlier, later) for earlier, later in pairwise(moments) if later - earlier > limit
    )


def common_silences(
    lines: Iterable[Sequence[Sample]], since: datetime, until: datetime
) -> tuple[Span, ...]:
    """Where no wait is known of any line: nobody was reading the feed, perhaps."""
    samples = [sample for line in lines for sample in line]
    if not known(samples):
        return ()
    told = {sample.at: sample for sample in samples if sample.wait_minutes is not None}
    # Moments at which no line tells its wait count too: they say how often the feed is read.
    merged = {sample.at: sample for sample in samples} | told
    return silences([merged[at] for at in sorted(merged)], since, until)

"""Charts as data: what is drawn, in words and numbers, and the picture that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.domain.waits import Sample, UsualWait


@dataclass(frozen=True, slots=True)
class ChartLine:
    """How one facility's wait went."""

    label: str
    samples: tuple[Sample, ...]
    """Oldest first.  A gap in time or an unknown wait is a gap in the line."""


@dataclass(frozen=True, slots=True)
class TrendChart:
    """How the waits of a few facilities went."""

    title: str
    lines: tuple[ChartLine, ...]
    """One to six."""
    since: datetime
    until: datetime
    time_zone: str
    note: str = ""
    """Small print: as of when, from where."""


@dataclass(frozen=True, slots=True)
class BandChart:
    """A day of one facility against what is usual."""

    title: str
    line: ChartLine
    band: tuple[tuple[datetime, UsualWait], ...]
    """The beginning of each hour and what is usual then; hours that are not known are missing."""
    since: datetime
    until: datetime
    time_zone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One facility now."""

    label: str
    wait_minutes: int | None
    """None: drawn as not known, never as a bar of no length."""
    detail: str = ""
    """Beside the label: its town, `urgent care`."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Facilities now, in the order given."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""


Chart: TypeAlias = TrendChart | BandChart | BarChart


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as people see it."""

    png: bytes
    alt_text: str
    """What it shows, for those who do not see it."""
    width: int
    """Pixels, as is `height`."""
    height: int
    chart: Chart | None = None
    """What is drawn, for who draws it anew; None: only the picture was kept."""

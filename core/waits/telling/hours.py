"""Opening hours as data: whether a place is open, until when, and when it opens next.

`notes` reads them from what a feed remarks.  Weekdays count from Monday, 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

MINUTES_A_DAY = 24 * 60
_DAYS_A_WEEK = 7
_WEEK = _DAYS_A_WEEK * MINUTES_A_DAY


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """A time at which a place is open, once a week."""

    weekday: int
    """On which it opens, 0 to 6."""
    opens_minute: int
    """After midnight of that day."""
    closes_minute: int
    """After the same midnight, up to 2880: it may close on the next day."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a place is open, by the clock of its town.  Made with spans or a closing time."""

    spans: tuple[OpenSpan, ...] = ()
    closing_minute: int | None = None
    """After midnight, of a place of which nothing is known but when it closes, every day."""

    @property
    def is_always(self) -> bool:
        """Whether it never closes."""
        return any(end - start >= _WEEK for start, end in self._merged())

    def is_open(self, local: datetime) -> bool | None:
        """Whether it is open at a moment; None where that is not known.

        Args:
            local: The time there.
        """
        if self.closing_minute is not None:
            # It opens again some time after midnight: nobody knows when.
            return False if _minute_of_week(local) % MINUTES_A_DAY >= self.closing_minute else None
        return self._current(local) is not None

    def closes_next(self, local: datetime) -> datetime | None:
        """When it closes; None where it is closed, or never does."""
        if self.closing_minute is not None:
            today = local.weekday() * MINUTES_A_DAY
            is_closed = self.is_open(local) is False
            return None if is_closed else _moment(local, today + self.closing_minute)
        current = self._current(local)
        return None if current is None or self.is_always else _moment(local, current[1])

    def opens_next(self, local: datetime) -> datetime | None:
        """When it opens; None where it is open, or that is not known."""
        if self._current(local) is not None:
            return None
        minute = _minute_of_week(local)
        later = [start for start, _ in self._merged() if start > minute]
        return _moment(local, min(later)) if later else None

    def _current(self, local: datetime) -> tuple[int, int] | None:
        minute = _minute_of_week(local)
        return next((span for span in self._merged() if span[0] <= minute < span[1]), None)

    def _merged(self) -> list[tuple[int, int]]:
        """Last week, this one and the next, in minutes from this Monday; what touches is one."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(self._single()):
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return merged

    def _single(self) -> list[tuple[int, int]]:
        days = [
            (week + span.weekday * MINUTES_A_DAY, span) for span in self.spans for week in _WEEKS
        ]
        return [(day + span.opens_minute, day + span.closes_minute) for day, span in days]


_WEEKS = (-_WEEK, 0, _WEEK)


def _minute_of_week(local: datetime) -> int:
    return local.weekday() * MINUTES_A_DAY + local.hour * 60 + local.minute


def _moment(local: datetime, minute: int) -> datetime:
    """A minute counted from the Monday of this week, as a time of the clock on the wall."""
    days, rest = divmod(minute, MINUTES_A_DAY)
    day = local.date() + timedelta(days=days - local.weekday())
    return datetime.combine(day, time(rest // 60, rest % 60), tzinfo=local.tzinfo)

"""Numbers, times and places in words, for the status page."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain import ConversationKey

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))
_JUST_NOW_SECONDS = 45
_SECOND_MS = 1000
_MOST_ID_CHARACTERS = 14


def ago(then: datetime, now: datetime) -> str:
    """`3 hours ago`, `in 20 minutes`, `just now`."""
    seconds = (now - then).total_seconds()
    length = span(abs(seconds))
    if length == "":
        return "just now" if seconds >= 0 else "in a moment"
    return f"{length} ago" if seconds >= 0 else f"in {length}"


def span(seconds: float) -> str:
    """`3 hours`, rounded to the largest unit; empty for less than a minute."""
    if seconds < _JUST_NOW_SECONDS:
        return ""
    for length, name in _UNITS:
        # 59.5 minutes are an hour, not 60 minutes.
        if seconds >= length - length / 60 or name == "minute":
            count = max(1, round(seconds / length))
            return count_of(count, name)
    raise AssertionError("the last unit takes everything")


def count_of(count: int, noun: str) -> str:
    """`1 page`, `1,204 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def milliseconds(value: float) -> str:
    """`840 ms`, `2.4 s`."""
    if value < _SECOND_MS:
        return f"{value:.0f} ms"
    return f"{value / _SECOND_MS:.1f} s"


def duration(seconds: float) -> str:
    """`4 s`, `3 min 20 s`."""
    length = timedelta(seconds=round(seconds))
    minutes, rest = divmod(int(length.total_seconds()), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def instant(when: datetime) -> str:
    """`2026-11-24 02:31 UTC`."""
    return when.strftime("%Y-%m-%d %H:%M %Z").strip()


def channel_name(channel: ConversationKey) -> str:
    """`slack / C0123456789`: where something is posted."""
    return f"{channel.platform} / {shortened(channel.channel)}"


def shortened(identity: str) -> str:
    """A platform's name of something: whole where it is short, else its beginning."""
    if len(identity) <= _MOST_ID_CHARACTERS:
        return identity
    return f"{identity[: _MOST_ID_CHARACTERS - 1]}…"

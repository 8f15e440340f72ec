"""Waits, times and names as people read them.  Answers, digests and alerts are worded here alike.

What a feed publishes is not trusted: its text becomes Markdown through `escaped` only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain import Facility

NOT_KNOWN = "not known"
"""Stands wherever the minutes of an unknown wait would."""
_MINUTES_AN_HOUR = 60
_HOURS_IN_WORDS = 48
"""From here on a period is told in days."""
_MARKUP = re.compile(r"([\\`*_\[\]<>|~]|&(?=[#A-Za-z]))")
_AT_ITS_BEGINNING = re.compile(r"^(?=[#+=-]|[0-9]+[.)](?: |$))([0-9]*)(.)")
"""Markup where a line begins with it: titles, lists, what underlines a title."""
_WEB_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'`|\\]+", re.IGNORECASE)
_MOST_NAME = 80
"""Characters of a name; a longer one is no name."""


def wait_in_words(minutes: int | None) -> str:
    """`3 h 38 min`, `54 min`, `2 h`; an unknown wait is `not known`, never `0 min`.

    Args:
        minutes: 0 or more; None where it is not known.
    """
    if minutes is None:
        return NOT_KNOWN
    hours, rest = divmod(minutes, _MINUTES_AN_HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def difference_in_words(minutes: int) -> str:
    """`40 min more`, `1 h 5 min less`, `the same`.

    Args:
        minutes: How much longer the wait is now than it was then.
    """
    if not minutes:
        return "the same"
    return f"{wait_in_words(abs(minutes))} {'more' if minutes > 0 else 'less'}"


def range_in_words(low_minutes: float, high_minutes: float) -> str:
    """`2 h 50 min to 4 h 10 min`, or `about 54 min` where both ends are the same minute."""
    low, high = round(low_minutes), round(high_minutes)
    if low == high:
        return f"about {wait_in_words(low)}"
    return f"{wait_in_words(low)} to {wait_in_words(high)}"


def period_in_words(period: timedelta) -> str:
    """How long something has been going on: `5 minutes`, `3 hours`, `4 days`."""
    minutes = max(0, round(period.total_seconds() / 60))
    hours = round(minutes / _MINUTES_AN_HOUR)
    if minutes < 1.5 * _MINUTES_AN_HOUR:
        return _counted(minutes, "minute")
    return (
        _counted(hours, "hour") if hours < _HOURS_IN_WORDS else _counted(round(hours / 24), "day")
    )


def clock_time(at: datetime, now: datetime, time_zone: str) -> str:
    """When something was or will be: `10:05`, or `Tue 24 Nov, 23:50` on another day than today.

    Args:
        at: With its zone, as is `now`.
        now: Tells what today is.
        time_zone: Where the readers are, such as `America/Edmonton`.
    """
    zone = ZoneInfo(time_zone)
    then, today = at.astimezone(zone), now.astimezone(zone)
    if then.date() == today.date():
        return f"{then:%H:%M}"
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then:%a} {then.day} {then:%b}{year}, {then:%H:%M}"


def at_time(at: datetime, now: datetime, time_zone: str) -> str:
    """The same within a sentence: `at 10:05`, `on Tue 24 Nov, 23:50`."""
    when = clock_time(at, now, time_zone)
    return f"on {when}" if "," in when else f"at {when}"


def capitalised(sentence: str) -> str:
    """With a capital letter at its beginning; the rest stays as it is."""
    return sentence[:1].upper() + sentence[1:]


def listed_in_words(items: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def escaped(text: str) -> str:
    """A text of others in one line of Markdown in which nothing of it is markup."""
    line = "".join(character for character in " ".join(text.split()) if character.isprintable())
    return _AT_ITS_BEGINNING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", line.strip()))


def name_of(facility: Facility) -> str:
    """A facility's name as Markdown, cut where it is too long to be one."""
    name = facility.name
    return escaped(name if len(name) <= _MOST_NAME else f"{name[: _MOST_NAME - 1].rstrip()}…")


def linked_name(facility: Facility) -> str:
    """The same, leading to the facility's page where it has one on the web."""
    page = page_of(facility)
    return f"[{name_of(facility)}]({page})" if page else name_of(facility)


def page_of(facility: Facility) -> str:
    """The address of a facility's page; empty where it has none that is safe to link to."""
    return facility.url if _WEB_ADDRESS.fullmatch(facility.url) else ""


def is_elsewhere(facility: Facility) -> bool:
    """Whether its town must be told: neither the region that it is listed under is it, nor its name."""
    town = _letters(facility.town)
    return town not in ("", _letters(facility.region)) and town not in _letters(facility.name)


def kind_and_town(facility: Facility) -> str:
    """`emergency, Sherwood Park`."""
    place = facility.town or facility.region
    return f"{facility.kind.value}, {escaped(place)}" if place else facility.kind.value


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name)).casefold()


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

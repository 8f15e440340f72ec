"""Waits, moments and names in the words that charts and their descriptions use."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.waits.telling.wording import wait_in_words

_MOST_CHARACTERS = 240
_A_DAY = timedelta(hours=25)
"""With the hour that the end of summer time adds."""
_A_WEEK = timedelta(days=6)

NO_READINGS = "no readings"
NOT_KNOWN = "not known"


def full_wait(minutes: float) -> str:
    """`3 h 38 min`, `54 min`, `3 h`, as answers say it."""
    return wait_in_words(round(minutes))


def brief_wait(minutes: float) -> str:
    """`3 h 38`, `54 min`, `3 h`."""
    words = full_wait(minutes)
    return words.removesuffix(" min") if " h " in words else words


def moment_words(at: datetime, since: datetime, until: datetime, zone: ZoneInfo) -> str:
    """A moment, with the day where the time of day alone does not tell it."""
    local = at.astimezone(zone)
    if until - since <= _A_DAY:
        return f"{local:%H:%M}"
    return f"{local:%a %H:%M}" if until - since <= _A_WEEK else f"{day_words(local)} {local:%H:%M}"


def day_words(local: datetime) -> str:
    """`Sat 14 Mar`."""
    return f"{local:%a} {local.day} {local:%b}"


def clean(text: str) -> str:
    """Text from outside in one line, without what cannot be seen, not endlessly long.

    Of a very long text the beginning and the end are kept: names often differ in their end.
    """
    seen = "".join(
        char if not unicodedata.category(char).startswith("C") else " " * char.isspace()
        for char in unicodedata.normalize("NFC", text[: 100 * _MOST_CHARACTERS])
    )
    line = " ".join(seen.split())
    if len(line) <= _MOST_CHARACTERS:
        return line
    return f"{line[: _MOST_CHARACTERS // 2]}…{line[-_MOST_CHARACTERS // 2 :]}"

"""How long a wait is, out of the words in which it was published.  The parsers of feeds use it."""

from __future__ import annotations

import re

MINUTES_AN_HOUR = 60
MOST_MINUTES = 48 * MINUTES_AN_HOUR
"""A longer wait is a fault of the feed."""
_WAIT = re.compile(
    r"(?:([0-9]{1,2})\s*(?:hours?|hrs?|h)(?![a-z])\.?)?\s*"
    r"(?:(?:(?<=\s)and\s+)?([0-9]{1,4})\s*(?:minutes?|mins?|m)(?![a-z])\.?)?",
    re.IGNORECASE,
)


def wait_minutes(published: str) -> int | None:
    """The minutes that a published wait means; None where it is none, or none that can be.

    `3 hr 38 min` is 218.  What is not wholly understood is unknown.
    """
    match = _WAIT.fullmatch(published.strip())
    if match is None or not match.group():
        return None
    hours, minutes = int(match[1] or 0), int(match[2] or 0)
    if match[1] and minutes >= MINUTES_AN_HOUR:
        return None
    total = hours * MINUTES_AN_HOUR + minutes
    return total if total <= MOST_MINUTES else None

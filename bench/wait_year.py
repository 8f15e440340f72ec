"""Fills a database with a year of wait times, quickly, and as polling would have left it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.domain import FacilityKind, FeedReading, PublishedWait
from storage.database import Database
from storage.waits import SqlWaits

FEED = "https://example.org/waits"
FACILITIES = 30
POLL_SECONDS = 300
END = datetime(2026, 11, 25, 18, 2, tzinfo=UTC)
"""When the last reading was taken: at eleven in the morning in Edmonton."""
START = END - timedelta(days=365)

_NAMES = (
    "Alder Ash Aspen Balsam Beech Birch Cedar Cherry Cypress Elder Fir Hazel Hemlock Hickory Holly "
    "Juniper Larch Laurel Linden Maple Mulberry Oak Pine Poplar Rowan Spruce Sumac Sycamore Walnut Willow"
).split()
_LONGEST_MINUTES = 480
_UNKNOWN = 0.03
"""Share of samples whose wait is not known."""
_BATCH_POLLS = 500


async def fill_year(database: Database, file: Path) -> int:
    """Record the first and last reading, and put those between into the file; return all samples.

    Samples go in by time, as they do in life: a table that is filled facility by facility would be
    packed better than it ever is.
    """
    waits = SqlWaits(database=database, feed=FEED, time_zone="America/Edmonton")
    board = await waits.record(reading(100), START)
    numbers = [wait.facility.id for wait in board.waits]
    polls = range(
        int(START.timestamp()) + POLL_SECONDS, int(END.timestamp()) - POLL_SECONDS, POLL_SECONDS
    )
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        texts = _texts(connection)
        for start in range(0, len(polls), _BATCH_POLLS):
            rows = _rows(numbers, polls[start : start + _BATCH_POLLS], texts)
            connection.executemany("INSERT INTO wait_samples VALUES (?, ?, ?, ?)", rows)
            connection.commit()
    await waits.record(reading(101), END)
    return (len(polls) + 2) * FACILITIES


def reading(minutes: int) -> FeedReading:
    """What the feed says: every facility with about this wait."""
    return FeedReading(tuple(_wait(number, minutes + number) for number in range(FACILITIES)))


def _wait(number: int, minutes: int) -> PublishedWait:
    return PublishedWait(
        f"Region {number % 7}",
        f"{_NAMES[number]} Park Hospital",
        FacilityKind.EMERGENCY if number % 3 else FacilityKind.URGENT_CARE,
        minutes,
        _text(minutes),
        f"Town {number % 9}",
        address=f"{number} Example Street NW, Town {number % 9}",
        url=f"https://example.org/facilities/{number}",
        note="Open 24 hours for patients 17 & under. Registration closes an hour before.",
        latitude=51 + number / 10,
        longitude=-114 + number / 20,
        site_id=str(number),
        short_names=(f"H{number}",),
    )


def _texts(connection: sqlite3.Connection) -> list[int]:
    """The number of the text of each wait; after the longest that of an unknown one."""
    texts = [*map(_text, range(_LONGEST_MINUTES)), "Wait times unavailable"]
    connection.executemany(
        "INSERT INTO wait_texts (text) VALUES (?) ON CONFLICT DO NOTHING",
        [(text,) for text in texts],
    )
    numbers = dict(connection.execute("SELECT text, id FROM wait_texts"))
    return [numbers[text] for text in texts]


def _text(minutes: int) -> str:
    return f"{minutes // 60} hr {minutes % 60} min"


def _rows(
    facilities: list[int], polls: range, texts: list[int]
) -> Iterator[tuple[int, int, int | None, int]]:
    chance = random.Random(polls.start)
    for at in polls:
        for facility in facilities:
            if chance.random() < _UNKNOWN:
                yield facility, at, None, texts[-1]
            else:
                minutes = chance.randrange(20, _LONGEST_MINUTES)
                yield facility, at, minutes, texts[minutes]

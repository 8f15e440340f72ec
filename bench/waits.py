"""Times questions about waits on a database that holds a year of them, and weighs that database."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from adapters.charts import MatplotlibPainter
from bench.wait_year import END, FACILITIES, FEED, fill_year, reading
from core.domain import Answered, FacilityId, FeedReading
from core.waits.desk import WaitDesk, answered
from core.waits.polling import WaitPoller
from core.waits.telling.teller import WaitTeller
from storage.database import Database
from storage.wait_hours import WaitRollUp
from storage.wait_retention import WaitRetention
from storage.waits import SqlWaits

_ROUNDS = 15
_SAMPLES_DAYS = 90
_HOURS_DAYS = 1100

_PAINTER = MatplotlibPainter()

_Timed: TypeAlias = Callable[[SqlWaits, list[FacilityId]], Awaitable[object]]


async def measure_waits(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds of what a question about now is made of; MB and seconds of upkeep."""
    file = _new_file(out)
    async with Database(url=_url(file)) as database:
        say(f"waits: filling a year of {FACILITIES} facilities")
        samples = await fill_year(database, file)
    figures: dict[str, Any] = {"samples": samples, "rounds": _ROUNDS, "mb": _megabytes(file)}
    say("waits: rolling up")
    async with Database(url=_url(file)) as database:
        roll_up = WaitRollUp(database=database)
        figures["roll_up_of_a_year_seconds"] = await _seconds(roll_up.roll_up(END))
    figures["mb_rolled_up"] = _megabytes(file)
    say(f"waits: asking, {_ROUNDS} rounds")
    _PAINTER.warm_up()
    for name, timed in _TIMED.items():
        figures[f"{name}_ms"] = await _milliseconds(file, timed)
    say(f"waits: deleting samples older than {_SAMPLES_DAYS} days")
    return figures | await _clean(file)


class _NoFeed:
    """What is asked here never needs the feed."""

    name = FEED

    async def read(self) -> FeedReading:
        raise AssertionError("the board was old")


def _now() -> datetime:
    return END + timedelta(minutes=1)


def _new_file(out: Path) -> Path:
    for old in out.glob("waits.db*"):
        old.unlink()
    return out / "waits.db"


async def _board(waits: SqlWaits, _facilities: list[FacilityId]) -> None:
    await waits.board()


async def _usual_of_six(waits: SqlWaits, facilities: list[FacilityId]) -> None:
    assert len(await waits.usual(facilities[:6], END)) == 6


async def _usual_day(waits: SqlWaits, facilities: list[FacilityId]) -> None:
    assert len(await waits.usual_day(facilities[3], END.date())) == 24


async def _day_of_four(waits: SqlWaits, facilities: list[FacilityId]) -> None:
    kept = await waits.samples(facilities[:4], END - timedelta(hours=24), END)
    assert all(len(samples) > 280 for samples in kept.values())


async def _question(waits: SqlWaits, facilities: list[FacilityId]) -> None:
    await _board(waits, facilities)
    await _usual_of_six(waits, facilities)
    await _day_of_four(waits, facilities)


async def _ask(waits: SqlWaits, question: str) -> Answered:
    """Answer a question on waits, as the desk does where another process polls."""
    poller = WaitPoller(feed=_NoFeed(), store=waits, now=_now, interval_seconds=300)
    teller = WaitTeller(
        store=waits,
        now=_now,
        time_zone="America/Edmonton",
        stale_seconds=1800,
        publisher="the benchmark",
        advice="",
    )
    told = await WaitDesk(poller=poller, teller=teller, painter=_PAINTER).tell(question, ())
    assert told is not None
    return answered(told, told.text)


async def _site_now(waits: SqlWaits, _facilities: list[FacilityId]) -> None:
    (told,) = (await _ask(waits, "how long is the wait at Cedar Park")).facilities or ()
    assert told.name == "Cedar Park Hospital"


async def _all_now(waits: SqlWaits, _facilities: list[FacilityId]) -> None:
    assert len((await _ask(waits, "wait times")).facilities or ()) == FACILITIES


async def _day_drawn(waits: SqlWaits, _facilities: list[FacilityId]) -> None:
    question = "chart of the waits at Cedar Park, Maple Park, Oak Park and Willow Park"
    told = await _ask(waits, question)
    assert told.pictures
    assert len(told.facilities or ()) == 4


async def _record(waits: SqlWaits, _facilities: list[FacilityId]) -> None:
    as_of = (await waits.board()).as_of
    assert as_of is not None
    await waits.record(reading(as_of.minute), as_of + timedelta(minutes=5))


_TIMED: dict[str, _Timed] = {
    "board": _board,
    "usual_of_6": _usual_of_six,
    "usual_day": _usual_day,
    "24_hours_of_4": _day_of_four,
    "board_usual_and_24_hours": _question,
    "answer_on_a_site": _site_now,
    "answer_on_all": _all_now,
    "answer_with_a_chart_of_4": _day_drawn,
    "record": _record,
}
"""What is timed, each on a database that was opened just before and has answered nothing.

The last one writes.
"""


async def _milliseconds(file: Path, timed: _Timed) -> dict[str, float]:
    """p50 and worst of the rounds: of the first call on a store just opened, and of the second."""
    cold, warm = [], []
    for _ in range(_ROUNDS):
        async with Database(url=_url(file)) as database:
            waits = SqlWaits(database=database, feed=FEED, time_zone="America/Edmonton")
            facilities = _facilities(file)
            cold.append(await _seconds(timed(waits, facilities), digits=6))
            warm.append(await _seconds(timed(waits, facilities), digits=6))
    return {
        "cold_p50": round(median(cold) * 1000, 1),
        "cold_max": round(max(cold) * 1000, 1),
        "warm_p50": round(median(warm) * 1000, 1),
        "warm_max": round(max(warm) * 1000, 1),
    }


def _facilities(file: Path) -> list[FacilityId]:
    with closing(sqlite3.connect(file)) as connection:
        return [number for (number,) in connection.execute("SELECT id FROM wait_facilities")]


async def _clean(file: Path) -> dict[str, Any]:
    """Delete most of the year at once; then the one day that a nightly run finds."""
    async with Database(url=_url(file)) as database:
        retention = WaitRetention(
            database=database, samples_days=_SAMPLES_DAYS, hours_days=_HOURS_DAYS
        )
        started = time.perf_counter()
        cleaned = await retention.clean(END)
        many_seconds = time.perf_counter() - started
        a_day = await _seconds(retention.clean(END + timedelta(days=1)))
    return {
        "samples_deleted": cleaned.samples,
        "deleting_them_seconds": round(many_seconds, 1),
        "deleting_a_day_seconds": a_day,
        "mb_after_deleting": _megabytes(file),
        "mb_of_these_in_use": _megabytes(file, in_use=True),
    }


async def _seconds(awaited: Awaitable[object], digits: int = 2) -> float:
    started = time.perf_counter()
    await awaited
    return round(time.perf_counter() - started, digits)


def _megabytes(file: Path, *, in_use: bool = False) -> float:
    """Size of the database's file, or of its pages that hold something."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    return float(round((pages - free * in_use) * size / 1e6, 1))


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file.resolve()}"

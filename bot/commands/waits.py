"""`frontdesk waits`: what a wait-times feed says, read from a file."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adapters.wait_times import AlbertaFeedParser
from core.domain import PublishedWait
from core.errors import FrontdeskError

_MINUTES_AN_HOUR = 60


async def waits(file: Path, *, as_json: bool) -> int:
    """Print every facility of a saved payload; what could not be understood goes to stderr."""
    try:
        data = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        raise FrontdeskError(f"Cannot read '{file}': {error.strerror}.") from error
    reading = AlbertaFeedParser().parse(data)
    for problem in reading.problems:
        print(problem, file=sys.stderr)  # noqa: T201
    if as_json:
        print(json.dumps([_record(wait) for wait in reading.waits], ensure_ascii=False))  # noqa: T201
    else:
        Console().print(_table(reading.waits))
    return 0


def _record(wait: PublishedWait) -> dict[str, Any]:
    return {
        "region": wait.region,
        "name": wait.name,
        "kind": wait.kind.value,
        "wait_minutes": wait.wait_minutes,
        "published": wait.published,
        "town": wait.town,
        "url": wait.url,
        "latitude": wait.latitude,
        "longitude": wait.longitude,
    }


def _table(waits: tuple[PublishedWait, ...]) -> Table:
    table = Table("region", "facility", "town", "kind", "wait")
    for wait in waits:
        minutes = wait.wait_minutes
        told = (
            f"{minutes // _MINUTES_AN_HOUR} h {minutes % _MINUTES_AN_HOUR:02} min"
            if minutes is not None
            else "not known"
        )
        cells = (wait.region, wait.name, wait.town, wait.kind.value, told)
        table.add_row(*map(escape, cells))
    return table

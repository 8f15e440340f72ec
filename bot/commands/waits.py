"""`frontdesk waits`: how long people wait, from the feed or from a saved payload of it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.table import Table

from bot.settings import Settings, load_settings
from bot.waits import Waits, open_waits
from bot.wiring import now
from core.domain import FacilityWait, FeedReading, PublishedWait, Selection, WaitBoard
from core.errors import FrontdeskError, SettingsError
from core.waits.asking.asked import Order, WaitsAsked
from core.waits.asking.understanding import understand
from core.waits.telling.wording import wait_in_words
from storage.database import Database


async def waits(sites: Sequence[str], *, as_json: bool, chart: Path | None) -> int:
    """Print the waits of now, of all facilities or of some."""
    settings = load_settings()
    async with (
        Database(url=settings.database_url) as database,
        open_waits(settings, database, now) as known,
    ):
        if known is None:
            raise SettingsError(
                "There is no feed of wait times. Set FRONTDESK_WAITS_URL (`waits.url`) to the "
                "feed's address, or to file: and a path."
            )
        board = await known.poller.board()
        if board.as_of is None:
            why = board.failure or "it has not been read yet"
            raise FrontdeskError(f"The feed '{known.feed.name}' could not be read: {why}")
        asked = _asked(sites, board)
        if as_json:
            print(json.dumps(_records(asked, board), ensure_ascii=False))  # noqa: T201
        else:
            Console().print(Markdown((await known.teller.tell(asked, board)).text))
        if chart is not None:
            await _draw(known, asked, board, chart)
    return 0


async def waits_from(file: Path, *, as_json: bool) -> int:
    """Print every facility of a saved payload; what could not be understood goes to stderr."""
    reading = await asyncio.to_thread(_read, file, load_settings())
    for problem in reading.problems:
        print(problem, file=sys.stderr)  # noqa: T201
    if as_json:
        records = [_record(wait.region, wait) for wait in reading.waits]
        print(json.dumps(records, ensure_ascii=False))  # noqa: T201
    else:
        Console().print(_table(reading.waits))
    return 0


def _read(file: Path, settings: Settings) -> FeedReading:
    from adapters.wait_times import parser_of  # noqa: PLC0415

    try:
        data = file.read_bytes()
    except OSError as error:
        raise FrontdeskError(f"Cannot read '{file}': {error.strerror}.") from error
    return parser_of(settings.waits.format).parse(data)


def _asked(sites: Sequence[str], board: WaitBoard) -> WaitsAsked:
    """The facilities that are meant.

    Raises:
        FrontdeskError: One of the names is none of the feed's.
    """
    # A word that nobody knows is passed over in a question; here each one names something.
    for site in sites:
        alone = understand(f"wait times {site}", (), board)
        if alone is None or alone.not_known or not alone.facilities or _is_all(alone):
            names = ", ".join(dict.fromkeys(wait.facility.name for wait in board.waits))
            raise FrontdeskError(f"The feed has no '{site}'. It has: {names}.")
    asked = understand(f"wait times {', '.join(sites)}".strip(), (), board)
    assert asked is not None
    return asked


def _is_all(asked: WaitsAsked) -> bool:
    """Whether nothing was named that tells some facilities from the others."""
    return asked.selection == Selection() and asked.order is Order.LISTED and not asked.only_open


def _records(asked: WaitsAsked, board: WaitBoard) -> list[dict[str, Any]]:
    by_id = {wait.facility.id: wait for wait in board.waits}
    chosen = (by_id[number] for number in asked.facilities if number in by_id)
    return [_record(wait.facility.region, wait) for wait in chosen]


def _record(region: str, wait: PublishedWait | FacilityWait) -> dict[str, Any]:
    told = wait.facility if isinstance(wait, FacilityWait) else wait
    return {
        "region": region,
        "name": told.name,
        "kind": told.kind.value,
        "wait_minutes": wait.wait_minutes,
        "published": wait.published,
        "town": told.town,
        "url": told.url,
        "latitude": told.latitude,
        "longitude": told.longitude,
    }


async def _draw(known: Waits, asked: WaitsAsked, board: WaitBoard, file: Path) -> None:
    told = await known.teller.tell(replace(asked, wants_chart=True), board)
    if told.chart is None:
        raise FrontdeskError("There is nothing to draw: none of these facilities is in the feed.")
    picture = await asyncio.to_thread(known.painter.paint, told.chart)
    try:
        await asyncio.to_thread(file.write_bytes, picture.png)
    except OSError as error:
        raise FrontdeskError(f"Cannot write '{file}': {error.strerror}.") from error
    print(f"{file}: {picture.alt_text}", file=sys.stderr)  # noqa: T201


def _table(waits: tuple[PublishedWait, ...]) -> Table:
    table = Table("region", "facility", "town", "kind", "wait")
    for wait in waits:
        told = wait_in_words(wait.wait_minutes)
        cells = (wait.region, wait.name, wait.town, wait.kind.value, told)
        table.add_row(*map(escape, cells))
    return table

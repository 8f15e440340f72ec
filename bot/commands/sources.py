"""`frontdesk sources`: where knowledge comes from and how fresh it is."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.settings import load_settings
from bot.source_states import source_states
from storage.database import Database
from storage.snapshots import SqlSnapshots


async def sources() -> int:
    """List the sources with their pages, and the index made from them."""
    settings = load_settings()
    async with Database(url=settings.database_url) as database:
        states = await source_states(settings, database)
        current = await SqlSnapshots(database=database).current()
    console = Console()
    table = Table("source", "address", "pages", "last change")
    for state in states:
        seen = f"{state.last_change:%Y-%m-%d %H:%M}" if state.last_change else "never read"
        note = f"({state.note})" if state.note else ""
        place = " ".join(filter(None, (state.address, note)))
        table.add_row(escape(state.name), escape(place), str(state.pages), seen)
    console.print(table)
    if current is None:
        console.print("There is no index yet. Run `frontdesk refresh`.")
    else:
        console.print(
            f"Index of {current.created_at:%Y-%m-%d %H:%M} UTC: {current.pages} pages, "
            f"{current.passages} passages.",
            highlight=False,
        )
    return 0

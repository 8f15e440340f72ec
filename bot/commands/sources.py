"""`frontdesk sources`: where knowledge comes from and how fresh it is."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.settings import Settings, load_settings
from bot.sources import is_sample
from storage.database import Database
from storage.pages import SqlPages
from storage.snapshots import SqlSnapshots


async def sources() -> int:
    """List the sources with their pages, and the index made from them."""
    settings = load_settings()
    counts: Counter[str] = Counter()
    latest: dict[str, datetime] = {}
    async with Database(url=settings.database_url) as database:
        async for stored in SqlPages(database=database).pages():
            counts[stored.source] += 1
            latest[stored.source] = max(latest.get(stored.source, stored.read_at), stored.read_at)
        current = await SqlSnapshots(database=database).current()
    configured = _configured(settings)
    console = Console()
    table = Table("source", "address", "pages", "last change")
    for name in dict.fromkeys([*configured, *counts]):
        seen = f"{latest[name]:%Y-%m-%d %H:%M}" if name in latest else "never read"
        address = configured.get(name, "(not configured)")
        table.add_row(escape(name), escape(address), str(counts[name]), seen)
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


def _configured(settings: Settings) -> dict[str, str]:
    """Name and address of each configured source."""
    if is_sample(settings):
        return {"sample": f"http://127.0.0.1:{settings.sample.port}/ (the sample site)"}
    return {
        **{site.source_name: site.url for site in settings.sources.websites},
        **{
            folder.source_name: f"{folder.path} as {folder.base_url}"
            for folder in settings.sources.folders
        },
    }

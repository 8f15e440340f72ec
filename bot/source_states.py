"""Where knowledge comes from and how fresh it is.

`frontdesk sources` and the status page show it.
"""

from __future__ import annotations

import re

from bot.settings import Settings
from bot.sources import is_sample
from core.domain import SourceState
from storage.database import Database
from storage.pages import SqlPages

_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*@")


async def source_states(settings: Settings, database: Database) -> tuple[SourceState, ...]:
    """The configured sources in their order, then those that are only stored.

    Raises:
        StorageError: The database cannot be read.
    """
    stored = await SqlPages(database=database).counts()
    configured = _configured(settings)
    return tuple(
        SourceState(
            name=name,
            address=configured.get(name, "(not configured)"),
            pages=stored[name].pages if name in stored else 0,
            last_change=stored[name].last_read_at if name in stored else None,
        )
        for name in dict.fromkeys([*configured, *sorted(stored)])
    )


def _configured(settings: Settings) -> dict[str, str]:
    """Name and address of each configured source."""
    if is_sample(settings):
        return {"sample": f"http://127.0.0.1:{settings.sample.port}/ (the sample site)"}
    return {
        **{site.source_name: _CREDENTIALS.sub("", site.url) for site in settings.sources.websites},
        **{
            folder.source_name: f"{folder.path} as {_CREDENTIALS.sub('', folder.base_url)}"
            for folder in settings.sources.folders
        },
    }

"""Where knowledge comes from and how fresh it is.

`frontdesk sources` and the status page show it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.settings import Settings
from bot.sources import is_sample
from core.domain import SourceState
from storage.database import Database
from storage.pages import SourceCount, SqlPages


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a source is."""

    address: str
    note: str = ""


_NOT_CONFIGURED = _Place("", "not configured")
_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*@")


async def source_states(settings: Settings, database: Database) -> tuple[SourceState, ...]:
    """The configured sources in their order, then those that are only stored.

    Raises:
        StorageError: The database cannot be read.
    """
    stored = await SqlPages(database=database).counts()
    configured = _configured(settings)
    return tuple(
        _state(name, configured.get(name, _NOT_CONFIGURED), stored.get(name))
        for name in dict.fromkeys([*configured, *sorted(stored)])
    )


def _state(name: str, place: _Place, stored: SourceCount | None) -> SourceState:
    return SourceState(
        name=name,
        address=place.address,
        pages=stored.pages if stored else 0,
        last_change=stored.last_read_at if stored else None,
        note=place.note,
    )


def _configured(settings: Settings) -> dict[str, _Place]:
    """Where each configured source is, by its name."""
    if is_sample(settings):
        sample = _Place(f"http://127.0.0.1:{settings.sample.port}/", "the sample site")
        return {"sample": sample}
    return {
        **{
            site.source_name: _Place(_CREDENTIALS.sub("", site.url))
            for site in settings.sources.websites
        },
        **{
            folder.source_name: _Place(
                str(folder.path), f"as {_CREDENTIALS.sub('', folder.base_url)}"
            )
            for folder in settings.sources.folders
        },
    }

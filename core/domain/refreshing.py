"""How knowledge becomes fresh: what reading a source tells, what is kept, what was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.domain.knowledge import Address, Page, PageVersion


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page was fetched and understood."""

    page: Page
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class PageUnchanged:
    """The server (or the file's hash) says that the known version still holds."""

    address: Address


@dataclass(frozen=True, slots=True)
class PageGone:
    """The server says that the page does not exist any more (404, 410)."""

    address: Address


@dataclass(frozen=True, slots=True)
class PageFailed:
    """The page could not be read; what was indexed of it before stays."""

    address: Address
    reason: str
    """One line for people: what went wrong and, where there is one, the cure."""


@dataclass(frozen=True, slots=True)
class SourceDone:
    """The last event of a source.  Only a complete walk may conclude that a page is gone."""

    complete: bool
    reason: str = ""
    """Why the walk is not complete: `page limit of 500 reached`, `site is down`."""


ReadEvent: TypeAlias = PageRead | PageUnchanged | PageGone | PageFailed | SourceDone


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as storage keeps it between refreshes."""

    page: Page
    version: PageVersion
    source: str
    """Name of the source that it came from."""
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """An index that was made current."""

    snapshot_id: str
    folder: str
    model_id: str
    dimensions: int
    pages: int
    passages: int
    units: int
    embedded: int
    """Texts that had to be embedded; the rest came from the cache."""


@dataclass(frozen=True, slots=True)
class RefreshSummary:
    """What a refresh did."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: tuple[PageFailed, ...] = ()
    incomplete: tuple[str, ...] = ()
    """For each source that could not be walked to its end: its name and why."""
    published: Published | None = None
    """The new index; None when nothing had changed."""
    seconds: float = 0.0

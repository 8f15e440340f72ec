"""Whose page an address is: a site's own, or one that a feed gives for many sites.

Called by `teller` and `watching`.  A page on all sites must not be called by the name of one of
them, nor be linked to under every name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from core.domain import FacilityWait, Source, WaitBoard
from core.waits.asking.forms import site_name
from core.waits.telling.wording import page_of

_MOST_SOURCES = 4


def with_own_pages(board: WaitBoard) -> WaitBoard:
    """The board with the pages that belong to one site only; its departments may share one."""
    shared = _shared(board)
    if not shared:
        return board
    return replace(board, waits=tuple(_without(wait, shared) for wait in board.waits))


def sources_of(
    told: Sequence[FacilityWait], board: WaitBoard, publisher: str
) -> tuple[Source, ...]:
    """The pages of what was told, each once: a site's own by its name, others by their publisher's.

    Args:
        told: The facilities that an answer names, in that order.
        board: As the feed gives it.
        publisher: Whose waits they are; empty: called by the page's host.
    """
    pages = {wait.facility.id: page_of(wait.facility) for wait in board.waits}
    shared = _shared(board)
    sources: dict[str, Source] = {}
    for wait in told:
        page = pages.get(wait.facility.id, "")
        if not page:
            continue
        name = wait.facility.name
        if page in shared:
            name = f"Wait times: {publisher or urlsplit(page).hostname}"
        sources.setdefault(page, Source(page, name))
    return tuple(sources.values())[:_MOST_SOURCES]


def _shared(board: WaitBoard) -> frozenset[str]:
    """The pages that more than one site has."""
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for wait in board.waits:
        sites[page_of(wait.facility)].add(site_name(wait.facility))
    return frozenset(page for page, names in sites.items() if page and len(names) > 1)


def _without(wait: FacilityWait, pages: frozenset[str]) -> FacilityWait:
    if page_of(wait.facility) not in pages:
        return wait
    return replace(wait, facility=replace(wait.facility, url=""))

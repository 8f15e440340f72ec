"""Several facilities in one answer: a table, a table of the first ones, or lists by region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from core.domain import FacilityWait
from core.waits.asking.asked import Order, WaitsAsked
from core.waits.telling.describing import (
    MAYBE_OPEN,
    KnownSite,
    Part,
    Viewpoint,
    cut,
    no_longer_listed,
    openness,
    wait_and_hours,
)
from core.waits.telling.notes import read_note
from core.waits.telling.ranking import is_closed, is_open, kilometres
from core.waits.telling.tables import TableRow, by_region, site_in_words, wait_table
from core.waits.telling.trends import Usualness, usualness
from core.waits.telling.wording import capitalised, escaped

MOST_IN_TABLE = 12
"""Facilities; what is longer is told by region, or cut where it is ranked."""
_MOST_OF_BOARD = 2000
"""Characters of lists by region."""
_MOST_APART = 12
"""Facilities in a sentence of those that are not in the table."""
_MOST_NOTE = 60
"""Characters of a note in a table."""


def tell_several(asked: WaitsAsked, sites: Sequence[KnownSite], view: Viewpoint) -> Part:
    """Tell of two facilities or more.

    Args:
        asked: What for.
        sites: Known waits first, in the order asked for.
        view: When and where it is told.
    """
    if asked.only_open:
        return _open_ones(asked, sites, view)
    if len(sites) <= MOST_IN_TABLE:
        return _joined(asked, view, [_table(asked, sites, view)])
    known = [site for site in sites if site.wait.wait_minutes is not None]
    unknown = _unknown([site.wait for site in sites if site.wait.wait_minutes is None], view)
    return _joined(asked, view, [_long(asked, known, view), unknown])


def _open_ones(asked: WaitsAsked, sites: Sequence[KnownSite], view: Viewpoint) -> Part:
    """Those that are open; apart from them those of which that, or the wait, is not known."""
    known = [site for site in sites if site.wait.wait_minutes is not None]
    now = view.local_now
    are_open = [site for site in known if is_open(site.wait, now)]
    unstated = [site.wait for site in known if is_open(site.wait, now) is None]
    closed = [site.wait for site in known if is_closed(site.wait, now)]
    none = Part("No site with a known wait is known to be open now.")
    return _joined(
        asked,
        view,
        [
            _long(asked, are_open, view) if are_open else none,
            _apart(MAYBE_OPEN, unstated, lambda one: wait_and_hours(one, view)),
            _apart("Closed now", closed, lambda one: _opens(one, view)),
            _unknown([site.wait for site in sites if site.wait.wait_minutes is None], view),
        ],
    )


def _long(asked: WaitsAsked, sites: Sequence[KnownSite], view: Viewpoint) -> Part:
    """Known waits, however many."""
    if len(sites) <= MOST_IN_TABLE:
        return _table(asked, sites, view) if sites else Part("")
    if asked.order is Order.LISTED:
        rows = [TableRow(site.wait, _trend(site), _closed_now(site.wait, view)) for site in sites]
        part = Part(*by_region(rows, most_characters=_MOST_OF_BOARD))
    else:
        part = _table(asked, sites[:MOST_IN_TABLE], view)
    left = len(sites) - len(part.told)
    more = f"\n\nAnd {left} more: name a town or region." if left else ""
    return replace(part, text=f"{part.text}{more}")


def _table(asked: WaitsAsked, sites: Sequence[KnownSite], view: Viewpoint) -> Part:
    rows = [TableRow(site.wait, _trend(site), _note(asked, site.wait, view)) for site in sites]
    return Part(wait_table(rows), tuple(site.wait for site in sites))


def _trend(site: KnownSite) -> str:
    """Where a known wait is heading, and whether it is unusual, for a table."""
    said = [site.trend.direction.value] if site.trend else []
    if site.usual and site.wait.wait_minutes is not None:
        how = usualness(site.wait.wait_minutes, site.usual)
        said += [how.value] if how is not Usualness.USUAL else []
    return ", ".join(said)


def _note(asked: WaitsAsked, wait: FacilityWait, view: Viewpoint) -> str:
    opening = openness(wait.facility, view.local_now, most_note=_MOST_NOTE)
    if not opening and (asked.asks_hours or asked.only_open):
        opening = "hours not stated"
    away = kilometres(wait.facility, asked.near)
    distance = f"{max(1, round(away))} km away" if away < float("inf") else ""
    hours = read_note(wait.facility.note).hours
    if asked.asks_hours and hours is not None and not hours.is_always:
        # When it opens tomorrow is asked as well.
        opening = f"{opening} (“{cut(wait.facility.note, _MOST_NOTE)}”)"
    return "; ".join(filter(None, (distance, opening)))


def _closed_now(wait: FacilityWait, view: Viewpoint) -> str:
    is_shut = is_closed(wait, view.local_now)
    return openness(wait.facility, view.local_now) if is_shut else ""


def _opens(wait: FacilityWait, view: Viewpoint) -> str:
    """When a closed facility opens; empty where that is not known."""
    return openness(wait.facility, view.local_now).removeprefix("closed now").lstrip(", ")


def _unknown(waits: Sequence[FacilityWait], view: Viewpoint) -> Part:
    def why(wait: FacilityWait) -> str:
        return _closed_now(wait, view) if wait.is_listed else no_longer_listed(wait, view)

    return _apart("Wait not known", waits, why)


def _apart(
    title: str, waits: Sequence[FacilityWait], beside: Callable[[FacilityWait], str]
) -> Part:
    """A sentence that names facilities, with something in brackets beside each."""
    told = tuple(waits[:_MOST_APART])
    tells_kind = len({wait.facility.kind for wait in waits}) > 1
    items = [site_in_words(wait, tells_kind=tells_kind) for wait in told]
    said = [
        f"{item} ({extra})" if (extra := beside(wait)) else item
        for item, wait in zip(items, told, strict=True)
    ]
    more = f"; and {len(waits) - len(told)} more" if len(waits) > len(told) else ""
    return Part(f"{title}: {'; '.join(said)}{more}." if said else "", told)


def _joined(asked: WaitsAsked, view: Viewpoint, parts: Iterable[Part]) -> Part:
    kept = [part for part in parts if part.text]
    as_of = view.clock(view.as_of)
    title = (
        f"{capitalised(escaped(asked.scope))}, as of {as_of}:" if asked.scope else f"As of {as_of}:"
    )
    text = "\n\n".join([title, *(part.text for part in kept)])
    return Part(text, tuple(wait for part in kept for wait in part.told))

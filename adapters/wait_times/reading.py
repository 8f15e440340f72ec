"""Puts together what was found in a feed, each facility once.  The parsers of feeds end with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from core.domain import FacilityKind, FeedReading, PublishedWait
from core.errors import SourceError

_Listing: TypeAlias = tuple[str, str, FacilityKind]
_MOST_PROBLEMS = 50
"""Told of one reading; a feed that is wholly strange need not fill the log."""
MOST_FACILITIES = 500
"""A province has fewer emergency departments; what lists more is another kind of feed."""


def reading_of(
    found: Iterable[PublishedWait | None], problems: list[str], *, if_none: str
) -> FeedReading:
    """Put a reading together.

    Args:
        found: In the feed's order; None stands for what was left out.
        problems: Those of `found` are added to it while `found` is gone through.
        if_none: Told where no facility is left.

    Raises:
        SourceError: No facility is left, or there are more than `MOST_FACILITIES`.
    """
    waits = _without_repeats((wait for wait in found if wait is not None), problems)
    if not waits:
        raise SourceError(" ".join((if_none, *problems[:3])))
    return FeedReading(tuple(waits), tuple(problems[:_MOST_PROBLEMS]))


def _without_repeats(waits: Iterable[PublishedWait], problems: list[str]) -> list[PublishedWait]:
    """Keep the first of those with the same region, name and kind.

    Where they tell different waits nobody knows which one holds, so that it is unknown.

    Args:
        waits: In the feed's order.
        problems: Each repeat is added.

    Raises:
        SourceError: There are too many.
    """
    kept: dict[_Listing, PublishedWait] = {}
    for wait in waits:
        listing = (wait.region.casefold(), wait.name.casefold(), wait.kind)
        first = kept.setdefault(listing, wait)
        if first is wait:
            _refuse_crowd(len(kept))
            continue
        what = f"{wait.region}, {wait.name} ({wait.kind.value}) is listed twice"
        if (first.wait_minutes, first.published) == (wait.wait_minutes, wait.published):
            problems.append(f"{what}: the first is kept.")
        else:
            problems.append(f"{what}, with different waits: its wait is not known.")
            kept[listing] = replace(first, wait_minutes=None, published="")
    return list(kept.values())


def _refuse_crowd(count: int) -> None:
    if count > MOST_FACILITIES:
        raise SourceError(
            f"The feed lists more than {MOST_FACILITIES} facilities, which is no feed of the wait "
            "times of a region. Give it with those only that people here ask for."
        )

"""Answers "is there one under two hours": yes or no, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.domain import FacilityWait
from core.waits.asking.asked import Order, WaitsAsked
from core.waits.telling.choosing import choose
from core.waits.telling.describing import KnownSite, Part, Viewpoint, describe
from core.waits.telling.ranking import in_order, is_closed
from core.waits.telling.several import tell_several
from core.waits.telling.wording import wait_in_words


def tell_within(
    asked: WaitsAsked, within_minutes: int, waits: Sequence[FacilityWait], view: Viewpoint
) -> Part:
    """Say whether waits are shorter than was asked for.

    Args:
        asked: The question.
        within_minutes: What is to be undercut.
        waits: At least one.
        view: When and where it is told.
    """
    if len(waits) == 1:
        return _one(waits[0], within_minutes, view)
    ranked = in_order(waits, Order.SHORTEST, view.local_now)
    fitting = [wait for wait in ranked if _is_within(wait, within_minutes, view)]
    under = f"under {wait_in_words(within_minutes)}"
    ranking = replace(asked, order=Order.SHORTEST)
    if not fitting:
        shortest = choose(ranking, ranked, view)
        return replace(shortest, text=f"None is known to be {under}. {shortest.text}")
    unknown = sum(wait.wait_minutes is None for wait in waits)
    left = f"At {unknown} of {len(waits)} sites the wait is not known." if unknown else ""
    if len(fitting) == 1:
        described = describe(KnownSite(fitting[0]), view)
        text = " ".join(filter(None, (f"One is {under}: {described}", left)))
        return Part(text, (fitting[0],))
    part = tell_several(ranking, [KnownSite(wait) for wait in fitting], view)
    heading = f"{len(fitting)} of {len(waits)} are {under}."
    return replace(part, text="\n\n".join(filter(None, (heading, part.text, left))))


def _is_within(wait: FacilityWait, within_minutes: int, view: Viewpoint) -> bool:
    is_short = wait.wait_minutes is not None and wait.wait_minutes < within_minutes
    return is_short and not is_closed(wait, view.local_now)


def _one(wait: FacilityWait, within_minutes: int, view: Viewpoint) -> Part:
    """Yes or no; neither where the wait is not known, or nobody could have it now."""
    text = describe(KnownSite(wait), view)
    if wait.wait_minutes is not None and not is_closed(wait, view.local_now):
        text = f"{'Yes' if wait.wait_minutes < within_minutes else 'No'}, {text}"
    return Part(text, (wait,))

"""Answers "which is the shortest": one facility and the next one, never one that is known to be closed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from math import isfinite

from core.domain import FacilityWait
from core.waits.asking.asked import Order, WaitsAsked
from core.waits.telling.describing import MAYBE_OPEN, Part, Viewpoint, openness, wait_and_hours
from core.waits.telling.notes import read_note
from core.waits.telling.ranking import is_closed, is_open, kilometres
from core.waits.telling.wording import (
    capitalised,
    difference_in_words,
    escaped,
    kind_and_town,
    linked_name,
    listed_in_words,
    name_of,
    wait_in_words,
)

_TWO = 2
_MOST_TIED = 5
_MOST_APART = 3
_NAMES = {Order.SHORTEST: "shortest wait", Order.LONGEST: "longest wait"}


def choose(asked: WaitsAsked, waits: Sequence[FacilityWait], view: Viewpoint) -> Part:
    """Name the first facility by length or nearness, and the next one.

    Args:
        asked: In an order other than `Order.LISTED`.
        waits: Two or more, in that order.
        view: When and where it is told.
    """
    known = [wait for wait in waits if wait.wait_minutes is not None]
    usable = [wait for wait in known if not is_closed(wait, view.local_now)]
    unstated: list[FacilityWait] = []
    if asked.only_open:
        unstated = [wait for wait in usable if is_open(wait, view.local_now) is None][:_MOST_APART]
        usable = [wait for wait in usable if is_open(wait, view.local_now)]
    parts = [
        _chosen(asked, usable, view) if usable else _none(known, view),
        _unstated(unstated, view),
        _unknown(asked, waits, usable),
    ]
    text = " ".join(part.text for part in parts if part.text)
    told = tuple(wait for part in parts for wait in part.told)
    return Part(capitalised(f"{escaped(asked.scope)}: {text}" if asked.scope else text), told)


def shorter_of_two(asked: WaitsAsked, waits: Sequence[FacilityWait], view: Viewpoint) -> str:
    """Which of two that were named is ahead, in one sentence; empty where that was not asked.

    Args:
        asked: The question.
        waits: In its order.
        view: When it is told.
    """
    if asked.order not in _NAMES or not asked.is_by_name or len(waits) != _TWO:
        return ""
    first, second = waits
    if first.wait_minutes is None or second.wait_minutes is None:
        return ""
    if any(is_closed(wait, view.local_now) for wait in waits):
        return ""
    difference = first.wait_minutes - second.wait_minutes
    if not difference:
        return f"Both waits are {wait_in_words(first.wait_minutes)}."
    which = "longer" if difference > 0 else "shorter"
    return (
        f"**{name_of(first.facility)}** has the {which} wait: "
        f"{wait_in_words(first.wait_minutes)}, {difference_in_words(difference)} than "
        f"{name_of(second.facility)}."
    )


def _chosen(asked: WaitsAsked, usable: Sequence[FacilityWait], view: Viewpoint) -> Part:
    first = usable[0]
    is_by_length = asked.order in _NAMES
    tied = list(takewhile(lambda wait: wait.wait_minutes == first.wait_minutes, usable))
    leaders = tied[:_MOST_TIED] if is_by_length else [first]
    told = leaders if len(leaders) > 1 else [*usable[:2]]
    sentences = [_first(asked, leaders, view)]
    sentences += [f"Next: {_one(asked, wait, view)}." for wait in told[len(leaders) :]]
    if asked.order is not Order.LONGEST and all(map(_limit, told)):
        # What is for children only is no answer to an adult.
        for_all = [wait for wait in usable if not _limit(wait)][:1]
        sentences += [f"For all patients: {_one(asked, wait, view)}." for wait in for_all]
        told = [*told, *for_all]
    return Part(" ".join(sentences), tuple(told))


def _first(asked: WaitsAsked, leaders: Sequence[FacilityWait], view: Viewpoint) -> str:
    wait = f"**{wait_in_words(leaders[0].wait_minutes)}**"
    as_of = f"as of {view.clock(view.as_of)}"
    places = listed_in_words(
        [f"{_place(one, view, is_bold=True)}{_distance(asked, one)}" for one in leaders]
    )
    if asked.order in _NAMES:
        alike = ", alike" if len(leaders) > 1 else ""
        return f"the {_NAMES[asked.order]} is {wait} at {places}{alike}, {as_of}."
    return f"the nearest with a known wait is {places}: {wait} {as_of}."


def _one(asked: WaitsAsked, wait: FacilityWait, view: Viewpoint) -> str:
    return f"{_place(wait, view)}{_distance(asked, wait)}: {wait_in_words(wait.wait_minutes)}"


def _place(wait: FacilityWait, view: Viewpoint, *, is_bold: bool = False) -> str:
    name = linked_name(wait.facility)
    opening = openness(wait.facility, view.local_now)
    beside = "; ".join(filter(None, (kind_and_town(wait.facility), opening)))
    return f"{f'**{name}**' if is_bold else name} ({beside})"


def _distance(asked: WaitsAsked, wait: FacilityWait) -> str:
    distance = kilometres(wait.facility, asked.near)
    return f", {max(1, round(distance))} km away" if isfinite(distance) else ""


def _limit(wait: FacilityWait) -> str:
    return read_note(wait.facility.note).limit


def _none(known: Sequence[FacilityWait], view: Viewpoint) -> Part:
    """Where there is nothing to choose from."""
    if not known:
        return Part("none of the waits is known just now.")
    told = [wait for wait in known if is_closed(wait, view.local_now)][:_MOST_TIED]
    places = f": {listed_in_words([_place(wait, view) for wait in told])}" if told else ""
    return Part(f"no site with a known wait is known to be open now{places}.", tuple(told))


def _unstated(waits: Sequence[FacilityWait], view: Viewpoint) -> Part:
    items = [f"{linked_name(one.facility)} ({wait_and_hours(one, view)})" for one in waits]
    return Part(f"{MAYBE_OPEN}: {'; '.join(items)}." if items else "", tuple(waits))


def _unknown(
    asked: WaitsAsked, waits: Sequence[FacilityWait], usable: Sequence[FacilityWait]
) -> Part:
    """How many waits are not known; by name where they are nearer than the nearest known one."""
    unknown = [wait for wait in waits if wait.wait_minutes is None]
    if asked.order is Order.NEAREST and usable:
        reach = kilometres(usable[0].facility, asked.near)
        nearer = [wait for wait in unknown if kilometres(wait.facility, asked.near) < reach]
        names = [
            f"{linked_name(one.facility)}{_distance(asked, one)}" for one in nearer[:_MOST_APART]
        ]
        return Part(
            f"Nearer, but the wait is not known: {'; '.join(names)}." if names else "",
            tuple(nearer[:_MOST_APART]),
        )
    if not unknown or len(unknown) == len(waits):
        return Part("")
    return Part(f"At {len(unknown)} of {len(waits)} sites the wait is not known.")

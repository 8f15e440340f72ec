"""What has changed between two moments, in words: what a digest is read for.

A wait that is not known is never compared; a site that became unknown is told as just that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain import FacilityId, FacilityWait, Sample
from core.waits.telling.ranking import is_closed, is_open
from core.waits.telling.wording import (
    clock_time,
    difference_in_words,
    listed_in_words,
    name_of,
    wait_in_words,
)

NEAR = timedelta(minutes=45)
"""How far from the moment of before a reading may lie that speaks for it."""
_LEAST_MINUTES = 15
"""A change by less is not worth a sentence."""
_MOST = 3
"""Sites in one sentence."""
_FEWEST_RANKED = 3
"""Sites; among fewer the table says who is first."""


@dataclass(frozen=True, slots=True)
class Change:
    """A facility now and then."""

    wait: FacilityWait
    then: Sample | None
    """The reading nearest to the moment of before; None: the feed was not read then."""

    @property
    def minutes(self) -> int | None:
        """By how much the wait is longer now; None where either is not known."""
        before = None if self.then is None else self.then.wait_minutes
        now = self.wait.wait_minutes
        return None if before is None or now is None else now - before


def changes_since(
    waits: Sequence[FacilityWait],
    samples: Mapping[FacilityId, Sequence[Sample]],
    since: datetime,
) -> tuple[Change, ...]:
    """Compare facilities with how they were.

    Args:
        waits: Now.
        samples: Those around `since` at least.
        since: The moment of before.
    """
    return tuple(Change(wait, _nearest(samples.get(wait.facility.id, ()), since)) for wait in waits)


def _nearest(samples: Iterable[Sample], at: datetime) -> Sample | None:
    near = [sample for sample in samples if abs(sample.at - at) <= NEAR]
    return min(near, key=lambda sample: abs(sample.at - at), default=None)


def changes_in_words(
    changes: Sequence[Change], since: datetime, now: datetime, time_zone: str
) -> str:
    """What has changed, the most important first, as Markdown.

    Args:
        changes: As `changes_since` found them.
        since: The moment of before.
        now: With its zone.
        time_zone: Where the readers are.
    """
    then = clock_time(since, now, time_zone)
    if all(change.then is None for change in changes):
        return f"There is no reading of {then} to compare with."
    zone = ZoneInfo(time_zone)
    sentences = [
        _moved("Longer", [change for change in changes if (change.minutes or 0) >= _LEAST_MINUTES]),
        _moved(
            "Shorter", [change for change in changes if (change.minutes or 0) <= -_LEAST_MINUTES]
        ),
        *_new_firsts(changes, now.astimezone(zone), since.astimezone(zone)),
        _named("Not known any more", [change for change in changes if _was_lost(change)]),
        _named("Known again", [change for change in changes if _was_found(change)]),
        *_doors(changes, now.astimezone(zone), since.astimezone(zone)),
    ]
    told = [f"- {sentence}." for sentence in sentences if sentence]
    if not told:
        return f"Not much has changed since {then}."
    return "\n".join([f"Since {then}:", *told])


def _moved(title: str, changes: Sequence[Change]) -> str:
    largest = sorted(changes, key=lambda change: -abs(change.minutes or 0))
    pieces = [
        f"{name_of(change.wait.facility)} {wait_in_words(change.wait.wait_minutes)} "
        f"({difference_in_words(change.minutes or 0)})"
        for change in largest[:_MOST]
    ]
    return _titled(title, pieces, len(largest))


def _new_firsts(changes: Sequence[Change], now: datetime, since: datetime) -> list[str]:
    """The shortest and the longest wait, where another site has it now."""
    # Only those that are known both times: who was not ranked before has overtaken nobody.
    ranked = [
        change
        for change in changes
        if change.minutes is not None
        and not is_closed(change.wait, now)
        and not is_closed(change.wait, since)
    ]
    if len(ranked) < _FEWEST_RANKED:
        return []
    said = []
    for title, sign in (("Shortest now", 1), ("Longest now", -1)):
        first_now = min(ranked, key=lambda change: sign * (change.wait.wait_minutes or 0))
        waits_then = {change.wait.facility.id: _before(change) for change in ranked}
        first_then = min(ranked, key=lambda change: sign * waits_then[change.wait.facility.id])
        was_first = waits_then[first_now.wait.facility.id]
        if was_first != waits_then[first_then.wait.facility.id]:
            said.append(
                f"{title}: {name_of(first_now.wait.facility)} "
                f"({wait_in_words(first_now.wait.wait_minutes)}); before, it was "
                f"{name_of(first_then.wait.facility)}"
            )
    return said


def _before(change: Change) -> int:
    assert change.then is not None
    assert change.then.wait_minutes is not None
    return change.then.wait_minutes


def _was_lost(change: Change) -> bool:
    was_known = change.then is not None and change.then.wait_minutes is not None
    return was_known and change.wait.wait_minutes is None


def _was_found(change: Change) -> bool:
    was_unknown = change.then is not None and change.then.wait_minutes is None
    return was_unknown and change.wait.wait_minutes is not None


def _doors(changes: Sequence[Change], now: datetime, since: datetime) -> list[str]:
    """Who has opened and who has closed, by the hours in the notes."""
    known = [
        (change, is_open(change.wait, since), is_open(change.wait, now))
        for change in changes
        if change.wait.is_listed
    ]
    opened = [change for change, before, after in known if before is False and after is True]
    closed = [change for change, before, after in known if before is True and after is False]
    return [_named("Open now", opened), _named("Closed now", closed)]


def _named(title: str, changes: Sequence[Change]) -> str:
    names = [name_of(change.wait.facility) for change in changes]
    return _titled(title, names[:_MOST], len(names))


def _titled(title: str, pieces: list[str], total: int) -> str:
    if not pieces:
        return ""
    more = [f"{total - len(pieces)} more"] if total > len(pieces) else []
    return f"{title}: {listed_in_words([*pieces, *more])}"

"""One facility in sentences: its wait, where that is heading, whether it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain import Facility, FacilityWait, UsualWait
from core.waits.telling.hours import OpeningHours
from core.waits.telling.notes import read_note
from core.waits.telling.ranking import is_closed
from core.waits.telling.trends import Trend, trend_in_words, usualness_in_words
from core.waits.telling.wording import (
    at_time,
    capitalised,
    clock_time,
    escaped,
    kind_and_town,
    linked_name,
    wait_in_words,
)

_MOST_NOTE = 200
"""Characters of a note that is quoted."""
_MOST_SHORT_NOTE = 60
"""The same, where there are several."""
MAYBE_OPEN = "Not known whether open now"
"""Before facilities whose notes tell no hours, or not plainly."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """When and where waits are told."""

    now: datetime
    as_of: datetime
    """Of what moment the waits are."""
    time_zone: str

    @property
    def local_now(self) -> datetime:
        """The time of the clock on the wall."""
        return self.now.astimezone(ZoneInfo(self.time_zone))

    @property
    def weekday(self) -> str:
        """What the day of the waits is called there."""
        return f"{self.as_of.astimezone(ZoneInfo(self.time_zone)):%A}"

    def clock(self, at: datetime) -> str:
        """A moment as people there call it."""
        return clock_time(at, self.now, self.time_zone)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer."""

    text: str
    """Markdown."""
    told: tuple[FacilityWait, ...] = ()
    """The facilities that it names, in that order."""


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A facility's wait, and what its history says of it."""

    wait: FacilityWait
    trend: Trend | None = None
    usual: UsualWait | None = None
    """At this hour of this weekday."""


def describe(site: KnownSite, view: Viewpoint, *, hours_first: bool = False) -> str:
    """All that is known of one facility, in a few sentences of Markdown.

    Args:
        site: What is known.
        view: When and where it is told.
        hours_first: Whether it was its hours that were asked for.
    """
    head = f"**{linked_name(site.wait.facility)}** ({kind_and_town(site.wait.facility)})"
    if not site.wait.is_listed:
        return f"{head} is {no_longer_listed(site.wait, view)}."
    opening = openness(site.wait.facility, view.local_now)
    if hours_first:
        stated = opening or "its opening hours are not stated in the feed"
        is_shut = is_closed(site.wait, view.local_now)
        tell = _wait_while_closed if is_shut else _wait_while_open
        sentences = [f"{head}: {stated}", tell(site.wait, view)]
    elif is_closed(site.wait, view.local_now):
        sentences = [f"{head}: {opening}", _wait_while_closed(site.wait, view)]
    elif site.wait.wait_minutes is None:
        sentences = [f"{head}: the wait is {_wait(site.wait, view)}", opening]
    else:
        sentences = [f"{head}: {_wait(site.wait, view)}", heading(site, view), opening]
    sentences.append(_remarks(site.wait.facility, states_hours=hours_first))
    return " ".join(f"{capitalised(sentence)}." for sentence in sentences if sentence)


def openness(facility: Facility, local_now: datetime, *, most_note: int = _MOST_NOTE) -> str:
    """`open until 22:00`, `closed now, opens 08:00`, or the note where it is not plain; or nothing.

    Args:
        facility: Whose note counts.
        local_now: The time there.
        most_note: Characters of a note that is quoted.
    """
    note = read_note(facility.note)
    if note.hours is None:
        return f"the feed notes: “{cut(facility.note, most_note)}”" if facility.note.strip() else ""
    # A note may begin with these words: `For patients 17 & over`.
    limit = f" {escaped(note.limit[:1].lower() + note.limit[1:])}" if note.limit else ""
    return f"{_openness(note.hours, local_now)}{limit}"


def heading(site: KnownSite, view: Viewpoint) -> str:
    """Where a known wait is heading and whether it is usual; empty where neither is known."""
    said = [trend_in_words(site.trend)] if site.trend else []
    if site.usual and site.wait.wait_minutes is not None:
        said.append(usualness_in_words(site.wait.wait_minutes, site.usual, view.weekday))
    return "; ".join(said)


def wait_and_hours(wait: FacilityWait, view: Viewpoint) -> str:
    """`10 min`, with what the note says of its hours."""
    opening = openness(wait.facility, view.local_now, most_note=_MOST_SHORT_NOTE)
    return "; ".join(filter(None, (wait_in_words(wait.wait_minutes), opening)))


def no_longer_listed(wait: FacilityWait, view: Viewpoint) -> str:
    """What is said of a facility that the feed has dropped."""
    last = ""
    if wait.seen_at:
        last = f"; it was last there {at_time(wait.seen_at, view.now, view.time_zone)}"
    return f"no longer in the feed{last}"


def cut(text: str, most: int = _MOST_NOTE) -> str:
    """The beginning of a text of the feed, as Markdown, without its full stop."""
    text = text.strip().rstrip(".")
    return escaped(text if len(text) <= most else f"{text[: most - 1].rstrip()}…")


def _wait(wait: FacilityWait, view: Viewpoint) -> str:
    if wait.wait_minutes is None:
        said = f" (the feed says: {cut(wait.published)})" if wait.published.strip() else ""
        return f"not known just now{said}"
    return f"**{wait_in_words(wait.wait_minutes)}** as of {view.clock(view.as_of)}"


def _wait_while_open(wait: FacilityWait, view: Viewpoint) -> str:
    return f"The wait is {_wait(wait, view)}"


def _wait_while_closed(wait: FacilityWait, view: Viewpoint) -> str:
    """A number is not told as a wait that somebody could have now."""
    if wait.wait_minutes is None:
        return "The wait is not known"
    still = wait_in_words(wait.wait_minutes)
    return f"The feed still gives {still} as of {view.clock(view.as_of)}"


def _openness(hours: OpeningHours, local_now: datetime) -> str:
    if hours.is_always:
        return "open 24 hours"
    opens, closes = hours.opens_next(local_now), hours.closes_next(local_now)
    match hours.is_open(local_now):
        case True:
            return f"open until {_coming(closes, local_now)}" if closes else "open"
        case False:
            return f"closed now, opens {_coming(opens, local_now)}" if opens else "closed now"
        case None:
            return f"closes at {_coming(closes, local_now)}" if closes else ""


def _coming(at: datetime, local_now: datetime) -> str:
    """A time of the next seven days: one that comes before this time tomorrow needs no day."""
    at_once = at.replace(tzinfo=None) - local_now.replace(tzinfo=None)
    clock = f"{at:%H:%M}" if at.hour or at.minute else "midnight"
    return clock if at_once.days < 1 else f"{at:%a} {clock}"


def _remarks(facility: Facility, *, states_hours: bool) -> str:
    """What the note says beyond its hours; all of it for those who asked for hours."""
    note = read_note(facility.note)
    if note.hours is None:
        return ""
    said = facility.note if states_hours and not note.hours.is_always else note.more
    return f"The feed notes: “{cut(said)}”" if said else ""

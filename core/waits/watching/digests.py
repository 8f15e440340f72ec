"""What a digest says: what has changed, and a short table.

Pure: `core.waits.watching.watch` brings what is known and posts the result.  Old numbers are never told:
where the feed is down or stalls, the digest says just that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain import FacilityId, FacilityWait, Sample, Selection, Subscription, WaitBoard
from core.waits.asking.asked import Order
from core.waits.telling.freshness import freshness_warning
from core.waits.telling.ranking import in_order, is_closed
from core.waits.telling.tables import TableRow, wait_table
from core.waits.telling.wording import clock_time, difference_in_words
from core.waits.watching.changes import Change, changes_in_words, changes_since
from core.waits.watching.selecting import scope_in_words, selected

_MOST_ROWS = 12
_LONGEST_BEFORE = timedelta(days=4)
"""A post that is older than a long weekend is not compared with."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is to be posted."""

    text: str
    """Markdown."""
    title: str
    drawn: tuple[FacilityWait, ...] = ()
    """Those that belong on its chart; empty where there is nothing to draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a digest is written from."""

    board: WaitBoard
    before: Mapping[FacilityId, Sequence[Sample]]
    """Around the moment that now is compared with, see `compared_with`."""
    now: datetime
    stale_seconds: float
    """From which age on times are old."""
    closing: str
    """Whose estimates they are, and whom to call."""


def compared_with(subscription: Subscription, now: datetime) -> datetime:
    """The moment that now is compared with: of the latest post, or a day ago."""
    last = subscription.last_post_at
    is_recent = last is not None and now - last <= _LONGEST_BEFORE
    return last if last is not None and is_recent else now - timedelta(days=1)


def write_digest(subscription: Subscription, known: Known) -> Digest:
    """Write a digest.

    Args:
        subscription: Whose it is.
        known: What there is to tell.
    """
    wanted, now = subscription.wanted, known.now
    waits = selected(wanted.selection, known.board)
    title = _title(wanted.selection, waits)
    updated = f", updated {clock_time(now, now, wanted.time_zone)}" if wanted.keeps_one_post else ""
    heading = f"**{title}**"
    foot = f"{known.closing} To hold these posts, say `pause {subscription.id}`.".strip()
    warning = freshness_warning(
        known.board, now, wanted.time_zone, stale_seconds=known.stale_seconds
    )
    if warning:
        told = f"{warning} I tell no numbers until there are new ones."
        return Digest("\n\n".join([f"{heading}{updated}", told, foot]), title)
    assert known.board.as_of is not None
    as_of = f", as of {clock_time(known.board.as_of, now, wanted.time_zone)}"
    since = compared_with(subscription, now)
    changes = changes_since(waits, known.before, since)
    parts = [
        f"{heading}{as_of}{updated}",
        _what_changed(changes, since, now, wanted.time_zone),
        _table(changes, since, now, wanted.time_zone),
        foot,
    ]
    drawn = waits if any(wait.wait_minutes is not None for wait in waits) else ()
    return Digest("\n\n".join(part for part in parts if part), title, drawn)


def _title(selection: Selection, waits: Sequence[FacilityWait]) -> str:
    return f"Wait times: {scope_in_words(selection, waits)}"


def _what_changed(changes: Sequence[Change], since: datetime, now: datetime, time_zone: str) -> str:
    if not changes:
        return "None of these sites is in the feed just now, so nothing is known of them."
    told = changes_in_words(changes, since, now, time_zone)
    if any(change.wait.wait_minutes is not None for change in changes):
        return told
    return f"No wait is known just now at any of these sites.\n\n{told}"


def _table(changes: Sequence[Change], since: datetime, now: datetime, time_zone: str) -> str:
    """The shortest first; empty where no wait is known."""
    local_now = now.astimezone(ZoneInfo(time_zone))
    of = {change.wait.facility.id: change for change in changes}
    ordered = in_order([change.wait for change in changes], Order.SHORTEST, local_now)
    if not any(wait.wait_minutes is not None for wait in ordered):
        return ""
    rows = [
        TableRow(
            wait,
            trend=_difference(of[wait.facility.id]),
            note="closed now" if is_closed(wait, local_now) else "",
        )
        for wait in ordered[:_MOST_ROWS]
    ]
    told = wait_table(rows, trend_title=f"Since {clock_time(since, now, time_zone)}")
    left = len(ordered) - len(rows)
    return f"{told}\n\nAnd {left} more sites." if left else told


def _difference(change: Change) -> str:
    return "" if change.minutes is None else difference_in_words(change.minutes)

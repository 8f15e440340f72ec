"""Makes the posts of subscriptions: digests when they are due, alerts when something has happened.

The schedule calls `Watch.tick` about every half minute.  It only puts posts into the outbox;
`core.posting` shows them.  A post and what the subscription remembers are kept in one step, and a
post's id follows from what it tells of, so that a crash neither loses nor doubles one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from core.domain import (
    AlertRule,
    AlertSense,
    AlertState,
    Chart,
    DigestRule,
    FacilityId,
    FacilityWait,
    Picture,
    Post,
    PostId,
    Subscription,
    SubscriptionId,
    UsualWait,
    WaitBoard,
)
from core.ports import ChartPainter, Clock, SubscriptionStore, WaitStore
from core.waits.subscribing.schedules import next_due
from core.waits.telling.charting import bar_chart, chart_note, trend_chart
from core.waits.telling.freshness import has_stalled, is_stale
from core.waits.telling.pages import with_own_pages
from core.waits.watching.alert_words import write_alert
from core.waits.watching.alerts import Moment, Reading, due_post, step
from core.waits.watching.changes import NEAR
from core.waits.watching.digests import Digest, Known, compared_with, write_digest
from core.waits.watching.failures import FailureLog
from core.waits.watching.selecting import selected

_log = structlog.get_logger()

_LATEST = timedelta(hours=3)
"""A digest that is later than this, because the desk was off, is left out."""
_MOST_LINES = 4
"""Facilities whose last day is drawn; more of them are bars of now."""


class Watch:
    """Looks after all subscriptions."""

    def __init__(
        self,
        *,
        subscriptions: SubscriptionStore,
        store: WaitStore,
        board: Callable[[], Awaitable[WaitBoard]],
        painter: ChartPainter,
        now: Clock,
        stale_seconds: float,
        publisher: str,
        advice: str,
    ) -> None:
        """Take what watching needs.

        Args:
            subscriptions: Who wants to be told what.
            store: Knows how waits were and what is usual.
            board: Tells how they are now.
            painter: Draws the charts of digests.
            now: Tells the time.
            stale_seconds: From which age on waits are too old to be told or judged.
            publisher: Who publishes the waits; empty: nobody is named.
            advice: Ends each post: whom to call in an emergency; may be empty.
        """
        self._subscriptions = subscriptions
        self._store = store
        self._board = board
        self._painter = painter
        self._now = now
        self._stale_seconds = stale_seconds
        self._publisher = publisher
        by = f" published by {publisher}" if publisher else ""
        self._closing = f"Estimates{by}; they can change quickly. {advice}".strip()
        self._ticking = asyncio.Lock()
        self._failures = FailureLog()
        self._without_sites: set[SubscriptionId] = set()
        """Those of which it was logged that all their sites are gone."""

    async def tick(self) -> int:
        """Make the posts that are due; a second call waits for the first.

        Returns:
            How many posts were made.

        Raises:
            StorageError: The subscriptions or the waits cannot be read.
            FrontdeskError: Some subscriptions failed; all others were looked after.
        """
        async with self._ticking:
            active = [one for one in await self._subscriptions.all() if one.paused_at is None]
            if not active:
                return 0
            board, now = with_own_pages(await self._board()), self._now()
            made, failed = 0, []
            for one in active:
                try:
                    made += await self._look_after(one, board, now)
                # The boundary of a subscription: the others must be told.
                except Exception as error:  # noqa: BLE001
                    failed.append(one.id)
                    self._failures.note(one, board, error)
            self._failures.end(failed, len(active))
            return made

    async def _look_after(self, one: Subscription, board: WaitBoard, now: datetime) -> bool:
        self._look_for_sites(one, board)
        match one.wanted.rule:
            case DigestRule():
                return _is_due(one, now) and await self._tell_digest(one, board, now)
            case AlertRule():
                return self._is_news(one, board, now) and await self._judge(one, board, now)

    def _look_for_sites(self, one: Subscription, board: WaitBoard) -> None:
        """Log, once, that a subscription can tell nothing: the feed has none of its sites."""
        if board.as_of is None or selected(one.wanted.selection, board):
            self._without_sites.discard(one.id)
        elif one.id not in self._without_sites:
            self._without_sites.add(one.id)
            _log.warning("subscription_has_no_sites", subscription=one.id)

    # ---- Digests ------------------------------------------------------------------------

    async def _tell_digest(self, one: Subscription, board: WaitBoard, now: datetime) -> bool:
        """Put a digest into the outbox; those that were missed before it are left out."""
        rule, due_at = one.wanted.rule, one.next_due_at
        assert isinstance(rule, DigestRule)
        assert due_at is not None
        next_due_at = next_due(rule.crons, one.wanted.time_zone, now)
        if now - due_at > _LATEST:
            _log.warning("digest_missed", subscription=one.id, due_at=due_at.isoformat())
            due_at = next_due(rule.crons, one.wanted.time_zone, now - _LATEST)
        if due_at > now:
            await self._subscriptions.emit(one.id, None, next_due_at=next_due_at)
            return False
        digest = write_digest(one, await self._known(one, board, now))
        picture = await self._picture(one, digest, board, now)
        post = _post(one, "digest", due_at, digest.text, made_at=now, picture=picture)
        return await self._subscriptions.emit(one.id, post, next_due_at=next_due_at)

    async def _known(self, one: Subscription, board: WaitBoard, now: datetime) -> Known:
        facilities = [wait.facility.id for wait in selected(one.wanted.selection, board)]
        then = compared_with(one, now)
        before = await self._store.samples(facilities, then - NEAR, then + NEAR)
        return Known(
            board=board,
            before=before,
            now=now,
            stale_seconds=self._stale_seconds,
            closing=self._closing,
        )

    async def _picture(
        self, one: Subscription, digest: Digest, board: WaitBoard, now: datetime
    ) -> Picture | None:
        """The chart of a digest; without one it is better than none at all."""
        if not digest.drawn or board.as_of is None:
            return None
        try:
            chart = await self._chart(digest, board.as_of, now, one.wanted.time_zone)
            return await asyncio.to_thread(self._painter.paint, chart)
        except Exception as error:  # noqa: BLE001  (the boundary of drawing)
            _log.exception("chart_not_painted", subscription=one.id, kind=type(error).__name__)
            return None

    async def _chart(self, digest: Digest, as_of: datetime, now: datetime, time_zone: str) -> Chart:
        note = chart_note(as_of, now, time_zone, self._publisher)
        if len(digest.drawn) <= _MOST_LINES:
            return await trend_chart(self._store, digest.drawn, as_of, time_zone, note)
        return bar_chart(digest.drawn, digest.title, note)

    # ---- Alerts -------------------------------------------------------------------------

    def _is_news(self, one: Subscription, board: WaitBoard, now: datetime) -> bool:
        """Whether the board is fresh and the alert has not judged it: no reading counts twice."""
        before, as_of = one.judged_as_of, board.as_of
        if as_of is None or as_of > now:
            return False
        # What was judged in the future was so by a clock that has been set back since.
        if before is not None and as_of <= before <= now:
            return False
        return not is_stale(board, now, stale_seconds=self._stale_seconds) and not has_stalled(
            board
        )

    async def _judge(self, one: Subscription, board: WaitBoard, now: datetime) -> bool:
        """Take in a new board, and put a post into the outbox where there is something to tell."""
        rule, as_of = one.wanted.rule, board.as_of
        assert isinstance(rule, AlertRule)
        assert as_of is not None
        waits = [wait for wait in selected(one.wanted.selection, board) if _is_known(wait)]
        usual = await self._usual(rule, waits, as_of)
        readings = {
            wait.facility.id: Reading(wait.wait_minutes, usual.get(wait.facility.id))
            for wait in waits
            if wait.wait_minutes is not None
        }
        states = _stepped(rule, one.alert_states, readings, self._moment(one, as_of))
        told, after = due_post(one, states, readings, now)
        post = None
        if told:
            facilities = {wait.facility.id: wait.facility for wait in waits}
            text = write_alert(one, told, facilities, as_of=as_of, now=now, closing=self._closing)
            post = _post(one, "alert", as_of, text, made_at=now)
        kept = tuple(state for state in after.values() if state != AlertState(state.facility_id))
        return await self._subscriptions.emit(
            one.id, post, next_due_at=None, alert_states=kept, judged_as_of=as_of
        )

    def _moment(self, one: Subscription, as_of: datetime) -> Moment:
        before, longest_gap = one.judged_as_of, timedelta(seconds=self._stale_seconds)
        is_watched = before is not None and timedelta(0) < as_of - before <= longest_gap
        return Moment(as_of, is_watched, longest_gap)

    async def _usual(
        self, rule: AlertRule, waits: Sequence[FacilityWait], as_of: datetime
    ) -> Mapping[FacilityId, UsualWait]:
        if rule.sense is not AlertSense.UNUSUAL:
            return {}
        return await self._store.usual([wait.facility.id for wait in waits], as_of)


def _is_due(subscription: Subscription, now: datetime) -> bool:
    return subscription.next_due_at is not None and subscription.next_due_at <= now


def _is_known(wait: FacilityWait) -> bool:
    return wait.is_listed and wait.wait_minutes is not None


def _stepped(
    rule: AlertRule,
    states: Iterable[AlertState],
    readings: Mapping[FacilityId, Reading],
    moment: Moment,
) -> dict[FacilityId, AlertState]:
    """What is remembered after a board."""
    after = {state.facility_id: state for state in states}
    for number, reading in readings.items():
        before = after.get(number, AlertState(number))
        after[number] = step(rule, before, reading.wait_minutes, reading.usual, moment)
    return after


def _post(
    one: Subscription,
    kind: str,
    moment: datetime,
    text: str,
    *,
    made_at: datetime,
    picture: Picture | None = None,
) -> Post:
    return Post(
        id=_post_id(one, kind, moment),
        channel=one.wanted.channel,
        text=text,
        made_at=made_at,
        picture=picture,
        subscription_id=one.id,
    )


def _post_id(one: Subscription, kind: str, moment: datetime) -> PostId:
    """The same for what is told of the same moment, and never another subscription's."""
    # A database may give the number of a subscription that was removed to a new one.
    name = f"{kind} {one.id} {one.created_at.isoformat()} {moment.isoformat()}"
    return sha256(name.encode()).hexdigest()

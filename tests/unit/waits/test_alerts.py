"""When alerts have something to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import AlertRule, AlertSense, AlertState, QuietHours, Subscription, UsualWait
from core.waits.watching.alerts import (
    CameBack,
    Crossed,
    Moment,
    Reading,
    Told,
    due_post,
    is_quiet,
    step,
)
from tests.unit.waits.boards import ABOVE_4_H, NOON, ZONE, wish

BELOW_1_H = AlertRule(AlertSense.BELOW, 60, 60)
UNUSUAL = AlertRule(AlertSense.UNUSUAL, None, 60)
USUAL = UsualWait(60, 90, 120, weeks=8)
FIVE = timedelta(minutes=5)
GAP = timedelta(minutes=30)


def moment(number: int, *, is_watched: bool = True) -> Moment:
    """Of a reading, five minutes after the one before."""
    return Moment(NOON + number * FIVE, is_watched, GAP)


def after(
    rule: AlertRule, *waits: int | None, usual: UsualWait | None = USUAL
) -> tuple[AlertState, list[bool]]:
    """The state after readings, five minutes apart, and whether it was active after each."""
    state, active = AlertState(1), []
    for number, wait in enumerate(waits):
        state = step(rule, state, wait, usual, moment(number))
        active.append(state.is_active)
    return state, active


def test_it_takes_two_readings_in_a_row_to_cross() -> None:
    """A single one may be a slip of the feed; it is so since the first of the two."""
    state, active = after(ABOVE_4_H, 241, 240, 241, 241)
    assert active == [False, False, False, True]
    assert state.since == NOON + 2 * FIVE


def test_readings_that_lie_far_apart_are_not_in_a_row() -> None:
    """The feed was down for ten hours between them: the count begins anew."""
    once = step(ABOVE_4_H, AlertState(1), 300, None, moment(0))
    for number, is_active in ((120, False), (121, True)):
        once = step(ABOVE_4_H, once, 300, None, moment(number))
        assert once.is_active is is_active
    assert once.since == NOON + 120 * FIVE


def test_what_was_so_before_watching_began_has_no_beginning() -> None:
    """Nobody knows since when."""
    state = step(ABOVE_4_H, AlertState(1), 300, None, moment(0, is_watched=False))
    state = step(ABOVE_4_H, state, 300, None, moment(1))
    assert (state.is_active, state.since) == (True, None)


@pytest.mark.parametrize(
    ("rule", "beyond", "nearly_normal", "normal"),
    [
        (ABOVE_4_H, 241, 217, 216),
        (replace(ABOVE_4_H, threshold_minutes=60), 61, 46, 45),
        (replace(ABOVE_4_H, threshold_minutes=10), 11, 6, 5),
        (BELOW_1_H, 59, 74, 75),
        (UNUSUAL, 141, 121, 120),
    ],
)
def test_it_is_normal_again_only_well_behind_the_threshold(
    rule: AlertRule, beyond: int, nearly_normal: int, normal: int
) -> None:
    """A wait that hovers around a threshold must not post all day."""
    hovering = after(rule, beyond, beyond, nearly_normal, nearly_normal, nearly_normal)
    assert hovering[0].is_active
    assert after(rule, beyond, beyond, normal, normal)[1] == [False, True, True, False]


def test_what_came_back_before_it_was_told_leaves_nothing_behind() -> None:
    """People never knew."""
    state, active = after(ABOVE_4_H, 300, 300, 100, 100)
    assert active == [False, True, True, False]
    assert state == AlertState(1)


@pytest.mark.parametrize(("rule", "edge"), [(ABOVE_4_H, 240), (BELOW_1_H, 60), (UNUSUAL, 140)])
def test_the_threshold_itself_is_not_beyond_it(rule: AlertRule, edge: int) -> None:
    """Over four hours is more than four hours."""
    assert after(rule, edge, edge, edge)[0] == AlertState(1)


def test_an_unknown_wait_changes_nothing() -> None:
    """It neither counts in a row nor interrupts one."""
    assert after(ABOVE_4_H, 300, None, None, None)[0] == after(ABOVE_4_H, 300)[0]
    assert after(ABOVE_4_H, 300, None, 300)[1][-1]


def test_an_unknown_wait_is_not_below_a_threshold() -> None:
    """It is not zero."""
    assert after(BELOW_1_H, None, None, None)[0] == AlertState(1)


def test_nothing_is_unusual_where_nothing_is_usual() -> None:
    """Without enough history the alert waits."""
    assert after(UNUSUAL, 900, 900, 900, usual=None)[0] == AlertState(1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [(time(21, 59), False), (time(22, 0), True), (time(0, 30), True), (time(6, 0), False)],
)
def test_quiet_hours_may_pass_midnight(at: time, *, expected: bool) -> None:
    """Their start belongs to them, their end does not; both are local."""
    local = NOON.astimezone(ZoneInfo(ZONE))
    now = local.replace(hour=at.hour, minute=at.minute)
    assert is_quiet(QuietHours(time(22), time(6)), now, ZONE) is expected


def test_quiet_hours_may_lie_within_a_day() -> None:
    """Such as a meeting's."""
    assert is_quiet(QuietHours(time(11), time(13)), NOON, ZONE)
    assert not is_quiet(QuietHours(time(13), time(14)), NOON, ZONE)


def subscribed(quiet: QuietHours | None = None, **changes: object) -> Subscription:
    """An alert over four hours."""
    made = Subscription(7, wish(ABOVE_4_H, quiet_hours=quiet), NOON)
    return replace(made, **changes)  # type: ignore[arg-type]


CROSSED = AlertState(1, is_active=True, since=NOON - timedelta(hours=2))
HELD_BACK = AlertState(1, is_told=True, since=NOON - timedelta(hours=2))
HIGH, LOW = {1: Reading(300)}, {1: Reading(100)}


def test_a_crossing_is_told_once() -> None:
    """With since when; and then it is known to be told."""
    told, states = due_post(subscribed(), {1: CROSSED}, HIGH, NOON)
    assert told == (Crossed(1, Reading(300), NOON - timedelta(hours=2)),)
    assert due_post(subscribed(), states, HIGH, NOON)[0] == ()


@pytest.mark.parametrize(
    "held",
    [
        subscribed(quiet=QuietHours(time(11), time(13))),
        subscribed(last_post_at=NOON - timedelta(minutes=59)),
    ],
)
def test_what_happens_in_quiet_hours_or_too_soon_is_held_back(held: Subscription) -> None:
    """It stays to be told later."""
    told, states = due_post(held, {1: CROSSED}, HIGH, NOON)
    assert (told, states) == ((), {1: CROSSED})


def test_what_was_held_back_is_told_only_if_it_is_still_so() -> None:
    """A reading that speaks against it is waited out."""
    assert due_post(subscribed(), {1: CROSSED}, LOW, NOON)[0] == ()
    assert due_post(subscribed(), {1: HELD_BACK}, HIGH, NOON)[0] == ()


def test_of_a_site_that_is_not_known_now_nothing_is_told() -> None:
    """Nobody can say whether it is still so."""
    assert due_post(subscribed(), {1: CROSSED}, {}, NOON)[0] == ()


def test_back_to_normal_says_for_how_long_it_was_not() -> None:
    """Also where it was held back for a while since."""
    back = replace(HELD_BACK, until=NOON - timedelta(minutes=30))
    told, states = due_post(subscribed(), {1: back}, LOW, NOON)
    assert told == (CameBack(1, Reading(100), timedelta(minutes=90)),)
    assert states == {1: AlertState(1)}


def test_back_to_normal_says_nothing_of_how_long_where_that_is_not_known() -> None:
    """It was so before watching began."""
    told, _ = due_post(subscribed(), {1: replace(HELD_BACK, since=None, until=NOON)}, LOW, NOON)
    assert told == (CameBack(1, Reading(100), None),)


def test_several_sites_are_told_in_one_post() -> None:
    """What was held back together is told together."""
    states = {1: CROSSED, 2: replace(CROSSED, facility_id=2)}
    told, _ = due_post(subscribed(), states, {1: Reading(300), 2: Reading(280)}, NOON)
    assert [one.facility_id for one in told] == [1, 2]


class Day:
    """A subscription that lives through readings, five minutes apart."""

    def __init__(self, rule: AlertRule, quiet: QuietHours | None) -> None:
        self.rule = rule
        self.one = replace(subscribed(quiet), wanted=wish(rule, quiet_hours=quiet))
        self.states: dict[int, AlertState] = {}
        self.posts: list[tuple[int, tuple[Told, ...]]] = []
        self.number = 0

    def live(self, waits: dict[int, int | None]) -> None:
        """Take in one board."""
        now = NOON + self.number * FIVE
        known = {site: Reading(wait, USUAL) for site, wait in waits.items() if wait is not None}
        for site, wait in waits.items():
            before = self.states.get(site, AlertState(site))
            self.states[site] = step(self.rule, before, wait, USUAL, moment(self.number))
        told, self.states = due_post(self.one, self.states, known, now)
        if told:
            self.posts.append((self.number, told))
            self.one = replace(self.one, last_post_at=now)
        self.number += 1


WAITS = st.one_of(st.none(), st.sampled_from([10, 50, 70, 100, 130, 150, 220, 250, 300]))
BOARDS = st.lists(st.fixed_dictionaries({1: WAITS, 2: WAITS}), max_size=80)
RULES = st.sampled_from(
    [ABOVE_4_H, BELOW_1_H, UNUSUAL, replace(ABOVE_4_H, min_distance_minutes=15)]
)
QUIET = st.sampled_from([None, QuietHours(time(13), time(15)), QuietHours(time(23), time(1))])


@given(boards=BOARDS, rule=RULES, quiet=QUIET)
def test_posts_keep_their_promises_whatever_waits_do(
    boards: list[dict[int, int | None]], rule: AlertRule, quiet: QuietHours | None
) -> None:
    """Distance and quiet hours are kept; back to normal follows a crossing that was told."""
    day = Day(rule, quiet)
    for board in boards:
        day.live(board)
    believed = {1: False, 2: False}
    last = None
    for number, told in day.posts:
        now = NOON + number * FIVE
        assert quiet is None or not is_quiet(quiet, now, ZONE)
        assert last is None or now - last >= timedelta(minutes=rule.min_distance_minutes)
        last = now
        for one in told:
            assert boards[number][one.facility_id] == one.reading.wait_minutes
            assert believed[one.facility_id] is isinstance(one, CameBack)
            believed[one.facility_id] = isinstance(one, Crossed)


@given(boards=BOARDS, rule=RULES, places=st.lists(st.integers(0, 80), max_size=20))
def test_unknown_waits_between_readings_make_no_difference(
    boards: list[dict[int, int | None]], rule: AlertRule, places: list[int]
) -> None:
    """Where they do not make a long gap, the states are those that the known readings lead to."""
    plain, gappy = Day(rule, None), Day(rule, None)
    for number, board in enumerate(boards):
        plain.live(board)
        for _ in range(places.count(number)):
            gappy.live({1: None, 2: None})
            gappy.number -= 1
        gappy.live(board)

    def judged(day: Day) -> dict[int, tuple[bool, int]]:
        return {site: (state.is_active, state.streak) for site, state in day.states.items()}

    assert judged(plain) == judged(gappy)

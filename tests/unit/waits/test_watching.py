"""The posts of subscriptions: when due, once, and never because of what is not known."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from core.domain import (
    AlertRule,
    AlertSense,
    BarChart,
    DigestRule,
    NewSubscription,
    Post,
    PostRecord,
    QuietHours,
    Selection,
    Subscription,
    TrendChart,
    UsualWait,
    WaitBoard,
)
from core.errors import FrontdeskError
from core.posting import PostingDesk, PostingRules
from core.waits.subscribing.schedules import next_due
from core.waits.watching.watch import Watch
from tests.fakes.painter import FakePainter
from tests.fakes.poster import FakePoster, Fate, ProcessDied
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.waits import FakeWaits
from tests.unit.waits.boards import (
    ABOVE_4_H,
    CHUMIR,
    FOOTHILLS,
    NOON,
    ROCKYVIEW,
    STOLLERY,
    ZONE,
    reading,
    wish,
)

EDMONTON = ZoneInfo(ZONE)
FIVE = timedelta(minutes=5)


class House:
    """A watch on fakes, with a clock of its own; it can be started anew."""

    def __init__(self, now: datetime = NOON) -> None:
        self.time = now
        self.outbox = FakeOutbox()
        self.subscriptions = FakeSubscriptions(outbox=self.outbox, now=lambda: self.time)
        self.waits = FakeWaits()
        self.painter = FakePainter()
        self.poster = FakePoster()
        self.watch = self.restarted()

    def restarted(self) -> Watch:
        """A new process on what is kept."""
        self.watch = Watch(
            subscriptions=self.subscriptions,
            store=self.waits,
            board=self._board,
            painter=self.painter,
            now=lambda: self.time,
            stale_seconds=1800,
            publisher="the publisher",
            advice="In an emergency call 911.",
        )
        self.desk = PostingDesk(
            outbox=self.outbox,
            now=lambda: self.time,
            rules=PostingRules(pause_seconds=0),
            given_up=_not_reported,
            posted=lambda kind, outcome: None,
        )
        self.desk.attach("slack", self.poster)
        return self.watch

    async def _board(self) -> WaitBoard:
        return await self.waits.board()

    async def add(self, wanted: NewSubscription) -> Subscription:
        """Subscribe now."""
        due = None
        if isinstance(wanted.rule, DigestRule):
            due = next_due(wanted.rule.crons, wanted.time_zone, self.time)
        return await self.subscriptions.add(wanted, next_due_at=due, most_in_channel=100)

    async def read(self, waits: dict[str, int | None], after: timedelta = FIVE) -> int:
        """Let time pass, read the feed and look after everybody; returns how many posts came."""
        self.time += after
        await self.waits.record(reading(waits), self.time)
        return await self.watch.tick()

    async def wait_for_noon(self) -> None:
        """A day later, with a board of that moment."""
        self.time += timedelta(days=1)
        await self.waits.record(reading({FOOTHILLS: 100, ROCKYVIEW: 60}), self.time)

    @property
    def posts(self) -> list[Post]:
        """All that were made, in order."""
        return [record.post for record in self.outbox.records.values()]


async def _not_reported(record: PostRecord) -> None:
    raise AssertionError(record)


@pytest.fixture
def house() -> House:
    """Somebody to look after subscriptions."""
    return House()


# ---- Digests --------------------------------------------------------------------------------


async def test_a_digest_comes_when_it_is_due_with_a_chart(house: House) -> None:
    """Not before, and then not again until the next day."""
    await house.add(wish())
    assert await house.watch.tick() == 0
    await house.wait_for_noon()
    assert await house.watch.tick() == 1
    assert await house.watch.tick() == 0
    (post,) = house.posts
    assert post.text.startswith("**Wait times: all sites**, as of 12:00")
    assert "Estimates published by the publisher; they can change quickly." in post.text
    assert post.picture is not None
    assert isinstance(house.painter.painted[0], TrendChart)
    assert house.subscriptions.kept[1].next_due_at == NOON + timedelta(days=2)


async def test_many_sites_are_drawn_as_bars(house: House) -> None:
    """Five lines cannot be told apart."""
    await house.add(wish())
    house.time += timedelta(days=1)
    listed = reading({FOOTHILLS: 100, ROCKYVIEW: 60, STOLLERY: 30, CHUMIR: 20})
    fifth = replace(listed.waits[0], name="Peter Lougheed Centre")
    await house.waits.record(replace(listed, waits=(*listed.waits, fifth)), house.time)
    await house.watch.tick()
    assert isinstance(house.painter.painted[0], BarChart)


async def test_a_chart_that_cannot_be_painted_is_left_out(house: House) -> None:
    """The words come all the same."""
    await house.add(wish())
    house.painter.is_broken = True
    await house.wait_for_noon()
    assert await house.watch.tick() == 1
    assert house.posts[0].picture is None


async def test_a_digest_is_never_posted_twice_by_two_ticks_at_once(house: House) -> None:
    """The clock may call while a slow tick is still at work."""
    await house.add(wish())
    await house.wait_for_noon()
    made = await asyncio.gather(house.watch.tick(), house.watch.tick())
    assert sorted(made) == [0, 1]
    assert len(house.painter.painted) == 1


async def test_making_the_same_digest_again_makes_no_second_one(house: House) -> None:
    """Where the database forgets that it moved on, the post's name is the same."""
    made = await house.add(wish())
    await house.wait_for_noon()
    await house.watch.tick()
    house.subscriptions.kept[1] = replace(house.subscriptions.kept[1], next_due_at=made.next_due_at)
    assert await house.restarted().tick() == 0
    assert len(house.posts) == 1


async def test_a_number_that_is_given_again_is_another_subscription(house: House) -> None:
    """Some databases number anew after a deletion; its first digest must come."""
    await house.add(wish())
    await house.wait_for_noon()
    await house.watch.tick()
    due_at = NOON + timedelta(days=1)
    house.subscriptions.kept[1] = replace(
        house.subscriptions.kept[1], created_at=house.time, next_due_at=due_at
    )
    assert await house.watch.tick() == 1


@pytest.mark.parametrize(("hours", "posts"), [(3, 1), (4, 0)])
async def test_a_missed_digest_is_made_up_for_only_for_some_hours(
    house: House, hours: int, posts: int
) -> None:
    """A morning's digest in the evening helps nobody."""
    await house.add(wish())
    await house.wait_for_noon()
    house.time += timedelta(hours=hours)
    assert await house.watch.tick() == posts
    assert house.subscriptions.kept[1].next_due_at == NOON + timedelta(days=2)


@pytest.mark.parametrize(("minutes", "posts"), [(20, 1), (190, 0)])
async def test_the_latest_of_several_missed_digests_is_made_up_for(
    house: House, minutes: int, posts: int
) -> None:
    """The desk was off since before seven: the one of 15:00 comes, unless that is old as well."""
    house.time = NOON.replace(hour=12)
    await house.add(wish(DigestRule(("0 7,15 * * *",))))
    house.time = NOON.replace(hour=21) + timedelta(minutes=minutes)
    assert await house.watch.tick() == posts
    assert house.subscriptions.kept[1].next_due_at == NOON.replace(hour=13) + timedelta(days=1)


async def test_of_many_missed_digests_at_most_one_comes(house: House) -> None:
    """The desk was off for a week; an hourly digest does not come 168 times."""
    await house.add(wish(DigestRule(("0 * * * *",))))
    house.subscriptions.kept[1] = replace(
        house.subscriptions.kept[1], next_due_at=NOON + timedelta(days=7) - timedelta(hours=1)
    )
    house.time += timedelta(days=7, minutes=1)
    assert [await house.watch.tick() for _ in range(3)] == [1, 0, 0]


async def test_a_paused_subscription_is_left_alone(house: House) -> None:
    """Until it is resumed."""
    await house.add(wish())
    await house.subscriptions.pause(1, house.time)
    await house.wait_for_noon()
    assert await house.watch.tick() == 0


async def test_a_subscription_that_fails_holds_up_no_other(house: House) -> None:
    """A rule that an older version kept may be unreadable now."""
    await house.add(wish())
    await house.add(wish())
    broken = house.subscriptions.kept[1]
    house.subscriptions.kept[1] = replace(broken, wanted=replace(broken.wanted, time_zone="Mars/X"))
    await house.wait_for_noon()
    with capture_logs() as logs:
        for _ in range(2):
            with pytest.raises(FrontdeskError, match=r"1 of 2 subscriptions .*number 1"):
                await house.watch.tick()
    assert [post.subscription_id for post in house.posts] == [2]
    assert [line["event"] for line in logs] == ["subscription_failed"]


async def test_that_all_sites_of_a_subscription_are_gone_is_logged_once(house: House) -> None:
    """An alert of which nobody hears any more; once they are back it may be logged again."""
    await house.add(wish(ABOVE_4_H, Selection(facilities=(9,))))
    await house.add(wish(ABOVE_4_H))
    with capture_logs() as logs:
        for _ in range(3):
            await house.read({FOOTHILLS: 100})
    events = [(line["event"], line["subscription"]) for line in logs]
    assert events == [("subscription_has_no_sites", 1)]


async def test_a_digest_keeps_its_one_post_up_to_date(house: House) -> None:
    """From the second one on it takes the place of the one before."""
    await house.add(wish(keeps_one_post=True))
    for _ in range(2):
        await house.wait_for_noon()
        await house.watch.tick()
        await house.desk.deliver()
    assert [post.updates for post in house.posts] == ["", "message 1"]
    assert list(house.poster.refs) == ["message 1"]


async def test_a_feed_that_was_never_read_is_told_as_that(house: House) -> None:
    """The digest comes and says so."""
    await house.add(wish())
    house.time += timedelta(days=1)
    assert await house.watch.tick() == 1
    assert "I cannot read the wait times just now" in house.posts[0].text


# ---- Once, whatever happens -----------------------------------------------------------------


@pytest.mark.parametrize("fate", [None, Fate.DIES_BEFORE, Fate.DIES_AFTER])
async def test_a_restart_in_the_middle_of_a_digest_shows_it_once(
    house: House, fate: Fate | None
) -> None:
    """Between making and showing it, and before or after the platform took it."""
    await house.add(wish())
    await house.wait_for_noon()
    await house.watch.tick()
    if fate is not None:
        house.poster.fates = [fate]
        with pytest.raises((ProcessDied, BaseExceptionGroup)):
            await house.desk.deliver()
    house.restarted()
    assert await house.watch.tick() == 0
    assert await house.desk.deliver() == 1
    assert await house.desk.deliver() == 0
    assert len(house.poster.texts) == 1


async def test_a_subscription_that_is_removed_before_its_post_is_shown_shows_none(
    house: House,
) -> None:
    """Who unsubscribes is not posted to any more."""
    await house.add(wish())
    await house.wait_for_noon()
    await house.watch.tick()
    await house.subscriptions.remove(1)
    assert await house.desk.deliver() == 0
    assert house.poster.texts == []


async def test_a_subscription_that_is_removed_while_its_digest_is_written_gets_none(
    house: House,
) -> None:
    """It is gone when the post is to be kept."""
    await house.add(wish())
    await house.wait_for_noon()
    kept = await house.subscriptions.all()
    await house.subscriptions.remove(1)

    async def seen_before() -> list[Subscription]:
        return [*kept]

    house.subscriptions.all = seen_before  # type: ignore[method-assign]
    assert await house.watch.tick() == 0
    assert house.posts == []


@pytest.mark.parametrize("day", [datetime(2026, 3, 8), datetime(2026, 11, 1)])  # noqa: DTZ001
@pytest.mark.parametrize("at", [time(0, 30), time(1, 30), time(2, 30), time(3, 0), time(7, 0)])
async def test_a_digest_comes_once_on_the_days_when_clocks_change(day: datetime, at: time) -> None:
    """Also with a restart every ten minutes, at a time that exists never or twice."""
    start, end = (day + timedelta(days=days) for days in (-1, 2))
    house = House(start.replace(tzinfo=EDMONTON).astimezone(UTC))
    await house.add(wish(DigestRule((f"{at.minute} {at.hour} * * *",))))
    made: list[datetime] = []
    while house.time < end.replace(tzinfo=EDMONTON):
        house.time += timedelta(minutes=10)
        if await house.restarted().tick():
            made.append(house.time.astimezone(EDMONTON))
    assert len({moment.date() for moment in made}) == len(made) == 3


# ---- Alerts ---------------------------------------------------------------------------------


async def test_an_alert_tells_of_a_crossing_and_of_the_way_back(house: House) -> None:
    """Each after two readings in a row, with the time of the first of them."""
    await house.add(wish(replace(ABOVE_4_H, min_distance_minutes=15)))
    made = [await house.read({FOOTHILLS: wait}) for wait in (100, *[300] * 5, 100, 100)]
    assert made == [0, 0, 1, 0, 0, 0, 0, 1]
    crossed, back = house.posts
    assert f"**{FOOTHILLS}** has been over 4 h since 12:10: the wait is **5 h** now" in crossed.text
    assert "is back to normal: 1 h 40 min now. It was over 4 h for 25 minutes." in back.text


async def test_what_was_so_before_the_alert_was_made_is_told_without_a_time(house: House) -> None:
    """Nobody looked before."""
    await house.add(wish(ABOVE_4_H))
    assert [await house.read({FOOTHILLS: 300}) for _ in range(2)] == [0, 1]
    assert f"**{FOOTHILLS}** is over 4 h: the wait is **5 h** now." in house.posts[0].text


async def test_processes_that_live_for_one_tick_alert_as_well(house: House) -> None:
    """Somebody runs the job from a crontab."""
    await house.add(wish(ABOVE_4_H))
    made = []
    for wait in (100, 300, 300):
        house.restarted()
        made.append(await house.read({FOOTHILLS: wait}))
    assert made == [0, 0, 1]


async def test_readings_ten_hours_apart_do_not_make_an_alert(house: House) -> None:
    """The feed was down between them."""
    await house.add(wish(ABOVE_4_H))
    await house.read({FOOTHILLS: 100})
    await house.read({FOOTHILLS: 300})
    assert await house.read({FOOTHILLS: 300}, after=timedelta(hours=10)) == 0
    assert await house.read({FOOTHILLS: 300}) == 1
    assert f"**{FOOTHILLS}** is over 4 h: the wait" in house.posts[0].text


async def test_a_clock_that_was_set_back_does_not_stop_alerts(house: House) -> None:
    """A board of tomorrow was judged: the next one of now is judged again."""
    await house.add(wish(ABOVE_4_H))
    await house.read({FOOTHILLS: 100}, after=timedelta(days=1))
    house.time -= timedelta(days=1)
    assert [await house.read({FOOTHILLS: 300}) for _ in range(2)] == [0, 1]


async def test_a_board_is_judged_once(house: House) -> None:
    """One reading is no two in a row, however often the clock calls or the desk restarts."""
    await house.add(wish(ABOVE_4_H))
    await house.read({FOOTHILLS: 100})
    await house.read({FOOTHILLS: 300})
    await house.watch.tick()
    assert [await house.restarted().tick() for _ in range(3)] == [0, 0, 0]
    assert house.subscriptions.kept[1].alert_states[0].streak == 1


@pytest.mark.parametrize(
    "rule", [AlertRule(AlertSense.BELOW, 60), AlertRule(AlertSense.UNUSUAL), ABOVE_4_H]
)
async def test_what_is_not_known_never_posts(house: House, rule: AlertRule) -> None:
    """A wait that is unknown, a site that is gone."""
    house.waits.set_usual(1, UsualWait(60, 90, 120, weeks=8))
    await house.add(wish(rule))
    await house.read({FOOTHILLS: 100})
    for _ in range(5):
        assert await house.read({FOOTHILLS: None}) == 0
        assert await house.read({ROCKYVIEW: 100}) == 0
    assert house.subscriptions.kept[1].alert_states == ()


async def test_an_old_board_is_not_judged(house: House) -> None:
    """A feed that is hours behind speaks of the past."""
    await house.add(wish(ABOVE_4_H))
    for number in range(5):
        await house.waits.record(reading({FOOTHILLS: 300}), NOON + number * FIVE)
        house.time = NOON + number * FIVE + timedelta(hours=2)
        assert await house.watch.tick() == 0
    assert house.subscriptions.kept[1].alert_states == ()


async def test_a_feed_that_stalls_is_not_judged(house: House) -> None:
    """It says the same for hours: nobody knows how things are."""
    await house.add(wish(ABOVE_4_H, quiet_hours=QuietHours(time(12), time(14, 30))))
    listed = reading({FOOTHILLS: 300, ROCKYVIEW: 60, STOLLERY: 30, CHUMIR: 20})
    fifth = replace(listed.waits[1], name="Peter Lougheed Centre")
    for _ in range(48):
        house.time += FIVE
        await house.waits.record(replace(listed, waits=(*listed.waits, fifth)), house.time)
        assert await house.watch.tick() == 0


async def test_what_happens_in_quiet_hours_is_told_when_they_end(house: House) -> None:
    """In one post, with since when; what began and ended within them is not told."""
    quiet = QuietHours(time(12), time(13))
    await house.add(wish(ABOVE_4_H, quiet_hours=quiet))
    await house.read({FOOTHILLS: 100, ROCKYVIEW: 100})
    for rockyview in (300, 300, 100, 100, 100, 100, 100, 100, 100, 100):
        assert await house.read({FOOTHILLS: 300, ROCKYVIEW: rockyview}) == 0
    assert await house.read({FOOTHILLS: 300, ROCKYVIEW: 100}) == 1
    (post,) = house.posts
    assert f"**{FOOTHILLS}** has been over 4 h since 12:10" in post.text
    assert ROCKYVIEW not in post.text


async def test_an_alert_watches_its_own_sites_only(house: House) -> None:
    """As selected."""
    await house.add(wish(ABOVE_4_H, Selection(facilities=(2,))))
    for _ in range(5):
        assert await house.read({FOOTHILLS: 300, ROCKYVIEW: 100}) == 0


async def test_what_is_unusual_is_judged_by_what_is_usual(house: House) -> None:
    """The threshold follows the hour."""
    house.waits.set_usual(1, UsualWait(60, 90, 120, weeks=8))
    await house.add(wish(AlertRule(AlertSense.UNUSUAL)))
    made = [await house.read({FOOTHILLS: 200}) for _ in range(3)]
    assert made == [0, 1, 0]
    assert "longer than usual" in house.posts[0].text


async def test_an_alert_that_cannot_be_kept_is_judged_again(house: House) -> None:
    """A locked database costs some seconds, not an alert."""
    await house.add(wish(ABOVE_4_H))
    await house.read({FOOTHILLS: 100})
    await house.read({FOOTHILLS: 300})
    house.subscriptions.failing = {"emit"}
    with pytest.raises(FrontdeskError, match="could not be looked after"):
        await house.read({FOOTHILLS: 300})
    house.subscriptions.failing = set()
    assert await house.watch.tick() == 1
    assert house.subscriptions.kept[1].alert_states[0].since == NOON + 2 * FIVE

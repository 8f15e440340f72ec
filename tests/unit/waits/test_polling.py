"""Polling: what is kept, what is known of now, and what is told to whom when it fails."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from core.domain import FeedReading, WaitBoard
from core.errors import SourceError, StorageError
from core.waits.polling import WaitPoller
from tests.fakes.feed import FakeClock, FakeFeed, FakeKept, a_failure, a_reading

INTERVAL = 300.0


class Polling:
    """A poller with all that it needs."""

    def __init__(
        self,
        *script: FeedReading | Exception,
        store: FakeKept | None = None,
        patience_seconds: float = 8.0,
    ) -> None:
        self.clock = FakeClock()
        self.feed = FakeFeed(*script)
        self.store = store or FakeKept()
        self.poller = WaitPoller(
            feed=self.feed,
            store=self.store,
            now=self.clock,
            interval_seconds=INTERVAL,
            patience_seconds=patience_seconds,
        )

    async def poll_often(self, times: int) -> None:
        """Poll as the clock does, whether it works or not."""
        for _ in range(times):
            self.clock.pass_seconds(INTERVAL)
            try:
                await self.poller.poll()
            except SourceError:
                continue


def told(board: WaitBoard) -> list[int | None]:
    return [wait.wait_minutes for wait in board.waits]


async def test_a_reading_is_kept_as_of_its_own_moment() -> None:
    """The time of reading, less the age that the publisher tells."""
    polling = Polling(a_reading(50, None, age_seconds=90))
    board = await polling.poller.poll()
    assert board.as_of == polling.clock() - timedelta(seconds=90)
    assert told(board) == [50, None]


async def test_a_failure_is_kept_and_raised() -> None:
    """With its reason and time; no sample is made up."""
    polling = Polling(a_failure("down"))
    with pytest.raises(SourceError, match="down"):
        await polling.poller.poll()
    assert polling.store.failures == [(polling.clock(), "down")]
    assert polling.store.recorded == []


async def test_callers_at_the_same_time_share_one_reading() -> None:
    """The feed is asked once."""
    polling = Polling(a_reading(50))
    boards = await asyncio.gather(*(polling.poller.poll() for _ in range(5)))
    assert polling.feed.reads == 1
    assert all(told(board) == [50] for board in boards)


async def test_a_caller_that_goes_takes_nobodys_reading_away() -> None:
    """The other one still gets it, and it is kept."""
    polling = Polling(a_reading(50))
    polling.feed.is_open.clear()
    leaving, staying = (asyncio.create_task(polling.poller.poll()) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    polling.feed.is_open.set()
    assert told(await staying) == [50]
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_failure_that_nobody_waits_for_is_kept_all_the_same() -> None:
    """Its only caller has gone."""
    polling = Polling(a_failure())
    polling.feed.is_open.clear()
    caller = asyncio.create_task(polling.poller.poll())
    await asyncio.sleep(0)
    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    polling.feed.is_open.set()
    with pytest.raises(SourceError):
        await polling.poller.poll()
    assert (len(polling.store.failures), polling.feed.reads) == (1, 1)


async def test_closing_ends_a_poll() -> None:
    """Nothing is read or kept after it."""
    polling = Polling(a_reading(50))
    polling.feed.is_open.clear()
    caller = asyncio.create_task(polling.poller.poll())
    await asyncio.sleep(0)
    await polling.poller.close()
    polling.feed.is_open.set()
    await asyncio.gather(caller, return_exceptions=True)
    assert polling.store.recorded == []


async def test_the_first_failure_and_the_recovery_are_logged() -> None:
    """And nothing between."""
    polling = Polling(*[a_failure("down")] * 4, a_reading(50))
    with capture_logs() as logs:
        await polling.poll_often(6)
    assert [line["event"] for line in logs] == ["wait_feed_failed", "wait_feed_recovered"]
    assert logs[0]["reason"] == "down"
    assert logs[1]["failed_polls"] == 4


async def test_each_new_set_of_problems_is_logged_once() -> None:
    """A feed of a strange shape does not fill the log."""
    strange, stranger = (a_reading(50, problems=problems) for problems in (("a",), ("a", "b")))
    polling = Polling(strange, strange, a_reading(50), strange, stranger)
    with capture_logs() as logs:
        await polling.poll_often(7)
    assert [line["problems"] for line in logs] == [("a",), ("a", "b")]


@pytest.mark.parametrize(
    ("failures", "is_not_due_after", "is_due_after"),
    [(1, 140, 150), (2, 440, 450), (3, 1040, 1050), (4, 1640, 1650), (500, 1640, 1650)],
)
async def test_a_feed_that_fails_is_polled_ever_less_often(
    failures: int, is_not_due_after: float, is_due_after: float
) -> None:
    """Twice the pause after each failure, up to half an hour; a little early is due."""
    polling = Polling(a_failure())
    await polling.poll_often(failures)
    failed_at = polling.clock()
    assert not polling.poller.is_due(failed_at + timedelta(seconds=is_not_due_after))
    assert polling.poller.is_due(failed_at + timedelta(seconds=is_due_after))


async def test_a_success_ends_the_longer_pauses() -> None:
    """Every tick of the clock is due again."""
    polling = Polling(a_failure(), a_failure(), a_reading(50))
    await polling.poll_often(3)
    assert polling.poller.is_due(polling.clock())


async def test_a_clock_that_was_set_back_does_not_stop_the_polling() -> None:
    """The pause after a failure would seem to lie in the future."""
    polling = Polling(a_failure())
    await polling.poll_often(9)
    assert polling.poller.is_due(polling.clock() - timedelta(days=1))


async def test_what_was_polled_lately_is_known_without_asking() -> None:
    """Neither the feed nor the store."""
    polling = Polling(a_reading(50))
    await polling.poller.poll()
    polling.store.latest = WaitBoard()
    polling.clock.pass_seconds(2 * INTERVAL)
    assert told(await polling.poller.board()) == [50]
    assert polling.feed.reads == 1


async def test_what_another_process_polled_is_enough() -> None:
    """The store is looked at before the feed is asked."""
    store = FakeKept()
    await Polling(a_reading(50), store=store).poller.poll()
    asking = Polling(a_reading(99), store=store)
    assert told(await asking.poller.board()) == [50]
    assert asking.feed.reads == 0


async def test_what_is_old_is_polled_first() -> None:
    """By a process whose memory and store are both old."""
    polling = Polling(a_reading(50), a_reading(70))
    await polling.poller.poll()
    polling.clock.pass_seconds(2 * INTERVAL + 1)
    assert told(await polling.poller.board()) == [70]


async def test_names_are_known_without_asking_the_feed() -> None:
    """However old they are."""
    polling = Polling(a_reading(50), a_reading(70))
    await polling.poller.poll()
    polling.clock.pass_seconds(100 * INTERVAL)
    assert told(await polling.poller.known_board()) == [50]
    assert polling.feed.reads == 1


async def test_a_feed_that_fails_is_no_error_to_who_asks() -> None:
    """What was known is given, and that the feed fails."""
    polling = Polling(a_reading(50), a_failure("down"))
    await polling.poller.poll()
    polling.clock.pass_seconds(3 * INTERVAL)
    board = await polling.poller.board()
    assert (told(board), board.failure) == ([50], "down")


async def test_a_failed_poll_is_not_repeated_for_every_question() -> None:
    """One in an interval is enough; then it may work again."""
    polling = Polling(a_failure(), a_failure(), a_reading(70))
    for _ in range(3):
        await polling.poller.board()
    assert polling.feed.reads == 1
    polling.clock.pass_seconds(INTERVAL)
    await polling.poller.board()
    assert polling.feed.reads == 2


async def test_who_asks_waits_for_a_short_time_only() -> None:
    """A feed that hangs is left to itself, and its reading is kept when it comes."""
    polling = Polling(a_reading(70), patience_seconds=0.01)
    polling.feed.is_open.clear()
    assert told(await polling.poller.board()) == []
    polling.feed.is_open.set()
    await polling.poller.poll()
    assert told(await polling.poller.board()) == [70]
    assert polling.feed.reads == 1


async def test_a_poll_that_hangs_has_used_up_the_patience_of_all() -> None:
    """Who asks later waits for what is left of it."""
    polling = Polling(a_reading(70), patience_seconds=60)
    polling.feed.is_open.clear()
    first = asyncio.create_task(polling.poller.board())
    await asyncio.sleep(0)
    polling.clock.pass_seconds(61)
    assert told(await polling.poller.board()) == []
    polling.feed.is_open.set()
    assert told(await first) == [70]


async def test_a_reading_that_cannot_be_kept_is_an_error_of_the_poll_only() -> None:
    """Who asks gets what was known."""
    polling = Polling(a_reading(50), a_reading(70))
    await polling.poller.poll()
    polling.clock.pass_seconds(3 * INTERVAL)
    polling.store.is_full = True
    assert told(await polling.poller.board()) == [50]
    with pytest.raises(StorageError):
        await polling.poller.poll()


async def test_a_fault_that_nobody_foresaw_counts_as_a_failure() -> None:
    """It is kept, without its words, and the feed is asked less often."""
    polling = Polling(ValueError("what the feed says"))
    with (
        capture_logs() as logs,
        pytest.raises(SourceError, match=r"unexpected fault \(ValueError\)"),
    ):
        await polling.poller.poll()
    ((_, reason),) = polling.store.failures
    assert "what the feed says" not in reason
    assert logs[0]["kind"] == "ValueError"
    assert not polling.poller.is_due(polling.clock())


async def test_questions_do_not_undo_the_longer_pauses() -> None:
    """A feed that fails is not asked for every look at the board either."""
    polling = Polling(a_failure())
    await polling.poll_often(4)
    polling.clock.pass_seconds(INTERVAL)
    await polling.poller.board()
    assert polling.feed.reads == 4

"""Two days of a feed that fails in every way it can: nothing wrong is ever kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx
import pytest

from adapters.wait_times import AlbertaFeedParser
from adapters.wait_times.fetching import FetchRules, HttpFeed
from bench.wait_days import Listing
from core.domain import FacilityId
from core.errors import SourceError
from core.waits.polling import WaitPoller
from tests.fakes import feed_server as faults
from tests.fakes.feed_server import Fault, FeedServer, serve_feed
from tests.fakes.waits import FakeWaits

POLLS = 576
"""Two days."""
STALL = range(200, 320)
"""Ten hours in which the feed says the same."""
OUTAGE = range(400, 424)
"""Two hours without any answer."""
CLOSED = range(480, 500)
"""Devon is not listed."""
RENAMED = 60
CONTRADICTED = 64
RESPELLED = range(100, 110)
FOOTHILLS = "Foothills Medical Centre"
DEVON = "Devon General Hospital"

FAULTS: Mapping[int, Fault] = {
    10: faults.status(500),
    11: faults.status(502),
    20: faults.status(503, Retry_After="7200"),
    25: faults.status(404),
    30: faults.hanging(),
    40: faults.html(),
    41: faults.truncated(),
    42: faults.broken_off(),
    43: faults.latin_1(),
    44: faults.oversized(),
    45: faults.gzip_bomb(),
    46: faults.raw(b""),
    RENAMED: faults.renamed("WaitTime", "Wait"),
    62: faults.repeated(FOOTHILLS),
    CONTRADICTED: faults.repeated(FOOTHILLS, WaitTime="0 hr 01 min"),
    70: faults.from_the_future(),
    **dict.fromkeys(RESPELLED, faults.respelled(FOOTHILLS, "FOOTHILLS MEDICAL CENTER")),
    **dict.fromkeys(STALL, faults.stalled(STALL.start)),
    **dict.fromkeys(OUTAGE, faults.status(500)),
    **dict.fromkeys(CLOSED, faults.without(DEVON)),
}


async def no_pause(_seconds: float) -> None:
    """Try again at once: the server's clock moves on with the request."""


async def replay(server: FeedServer, client: httpx.AsyncClient, store: FakeWaits) -> int:
    """Poll until the days are over; returns how many polls failed."""
    rules = FetchRules(total_seconds=20, try_seconds=1.0, max_bytes=2 << 20, backoff_seconds=0.01)
    feed = HttpFeed(
        server.address,
        parser=AlbertaFeedParser(),
        client=client,
        rules=rules,
        user_agent="frontdesk",
        sleep=no_pause,
    )
    poller = WaitPoller(feed=feed, store=store, now=server.now, interval_seconds=300)
    failed = 0
    while server.poll < POLLS - 1:
        try:
            await poller.poll()
        except SourceError:
            failed += 1
    return failed


async def kept_samples(
    server: FeedServer, store: FakeWaits
) -> Mapping[Listing, Mapping[datetime, int | None]]:
    """Every sample that was kept, by facility."""
    board = await store.board()
    names: dict[FacilityId, Listing] = {
        wait.facility.id: (wait.facility.name, wait.facility.kind.value) for wait in board.waits
    }
    samples = await store.samples(
        list(names), server.days.at(0), server.days.at(POLLS) + timedelta(days=1)
    )
    return {
        names[number]: {sample.at: sample.wait_minutes for sample in of_facility}
        for number, of_facility in samples.items()
    }


def expected_samples(
    server: FeedServer, told: set[int]
) -> Mapping[Listing, Mapping[datetime, int | None]]:
    """The truth at the polls that the server told of."""
    expected: dict[Listing, dict[datetime, int | None]] = {one: {} for one in server.days.listings}
    for poll in sorted(told):
        for listing, minutes in server.days.truth(poll).items():
            name, _ = listing
            if name == DEVON and poll in CLOSED:
                continue
            is_unknown = poll == RENAMED or (name == FOOTHILLS and poll == CONTRADICTED)
            expected[listing][server.days.at(poll)] = None if is_unknown else minutes
    return expected


@pytest.mark.slow
@pytest.mark.parametrize("skew", [timedelta(hours=-7), timedelta(hours=3)])
async def test_only_the_truth_is_kept(skew: timedelta) -> None:
    """Each sample is what the feed meant at that moment, however wrong its clock; else there is none."""
    store = FakeWaits()
    async with serve_feed(faults=FAULTS) as server, httpx.AsyncClient() as client:
        server.skew = skew
        failed = await replay(server, client, store)
        assert await kept_samples(server, store) == expected_samples(server, set(server.told))
    not_told = set(range(POLLS)) - set(server.told)
    assert failed >= 10
    assert not_told >= {10, 20, 25, 30, *range(40, 47), *STALL[1:], *OUTAGE}
    assert server.told.count(STALL.start) == len(STALL)


@pytest.mark.slow
async def test_a_stall_is_asked_for_without_sending_it_again() -> None:
    """A version that is known is answered with 304, and stays as old as it is."""
    store = FakeWaits()
    async with serve_feed(faults=FAULTS) as server, httpx.AsyncClient() as client:
        server.poll = STALL.start - 2
        await replay(server, client, store)
        conditional = [headers.get("If-None-Match") for headers in server.asked]
    in_stall = conditional[2 : 1 + len(STALL)]
    assert len(set(in_stall)) == 1
    assert in_stall[0]

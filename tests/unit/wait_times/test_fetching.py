"""Feeds on the web, asked for from a server on this machine."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest
from aiohttp import web

from adapters.wait_times import AlbertaFeedParser, open_feed
from adapters.wait_times.fetching import FetchRules, HttpFeed
from core.domain import FeedReading
from core.errors import SettingsError, SourceError
from tests.fakes import feed_server as faults
from tests.fakes.feed import FakeClock
from tests.fakes.feed_server import Fault, FeedServer, serve_feed

MEBIBYTE = 1 << 20


@dataclass
class Pauses:
    """Waits in no time, and remembers for how long."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@dataclass
class Reading:
    """A feed with its server."""

    server: FeedServer
    feed: HttpFeed
    pauses: Pauses

    async def read(self) -> FeedReading:
        return await self.feed.read()

    def is_poll(self, reading: FeedReading, poll: int) -> bool:
        """Whether this is what the server told at that poll."""
        waits = {(wait.name, wait.kind.value): wait.wait_minutes for wait in reading.waits}
        return waits == self.server.days.truth(poll)


@asynccontextmanager
async def reading_from(
    faults_in_turn: Mapping[int, Fault] | None = None,
    *,
    credentials: str = "",
    query: str = "",
    try_seconds: float = 5.0,
    total_seconds: float = 15.0,
) -> AsyncIterator[Reading]:
    pauses = Pauses()
    async with serve_feed(faults=faults_in_turn) as server, httpx.AsyncClient() as client:
        feed = HttpFeed(
            server.address.replace("//", f"//{credentials}") + query,
            parser=AlbertaFeedParser(),
            client=client,
            rules=FetchRules(
                total_seconds=total_seconds, try_seconds=try_seconds, max_bytes=2 * MEBIBYTE
            ),
            user_agent="frontdesk",
            sleep=pauses,
        )
        yield Reading(server, feed, pauses)


async def test_a_feed_is_read() -> None:
    """With who asks in the request, and nothing of before."""
    async with reading_from() as reading:
        assert reading.is_poll(await reading.read(), 0)
        assert reading.server.asked[0]["User-Agent"] == "frontdesk"
        assert "If-None-Match" not in reading.server.asked[0]


async def test_a_version_that_is_known_is_not_sent_again() -> None:
    """Its reading is given again, as old as it is by now."""
    async with reading_from({1: faults.stalled(0), 2: faults.stalled(0)}) as reading:
        first, second, third = [await reading.read() for _ in range(3)]
        assert first.waits == second.waits == third.waits
        assert [one.age_seconds for one in (first, second, third)] == [0, 300, 600]
        assert reading.server.asked[1]["If-None-Match"]
        assert reading.server.asked[1]["If-Modified-Since"]


async def test_a_version_that_was_no_feed_is_not_remembered() -> None:
    """Else its "not modified" would hide that nothing was understood."""
    html = faults.raw(b"<p>down", content_type="text/html", ETag='"a"')
    async with reading_from({0: html}) as reading:
        with pytest.raises(SourceError, match="web page"):
            await reading.read()
        assert reading.is_poll(await reading.read(), 1)
        assert "If-None-Match" not in reading.server.asked[1]


async def test_not_modified_without_being_asked_is_refused() -> None:
    """There is nothing to give again."""
    async with reading_from({0: faults.status(304)}) as reading:
        with pytest.raises(SourceError, match="answered 304"):
            await reading.read()


@pytest.mark.parametrize("skew", [timedelta(hours=-30), timedelta(days=400)])
async def test_a_servers_wrong_clock_does_not_matter(skew: timedelta) -> None:
    """Only the distance between its own two times counts."""
    async with reading_from({1: faults.stalled(0)}) as reading:
        reading.server.skew = skew
        assert (await reading.read()).age_seconds == 0
        assert (await reading.read()).age_seconds == 300


@pytest.mark.parametrize(
    "fault", [faults.status(500), faults.status(429), faults.status(503), faults.broken_off()]
)
async def test_what_may_pass_is_tried_again(fault: Fault) -> None:
    """After a pause that grows."""
    async with reading_from({0: fault, 1: fault}) as reading:
        assert reading.is_poll(await reading.read(), 2)
        first, second = reading.pauses.seconds
        assert 0.5 <= first <= 1 <= second <= 2


async def test_a_feed_that_goes_on_failing_is_given_up() -> None:
    """After three tries; the message says so."""
    async with reading_from(dict.fromkeys(range(9), faults.status(500))) as reading:
        with pytest.raises(SourceError, match=r"answered 500 .*\(3 tries\)"):
            await reading.read()
        assert len(reading.server.asked) == 3


async def test_a_try_that_hangs_is_cut_off() -> None:
    """And the next one gets its chance."""
    async with reading_from({0: faults.hanging()}, try_seconds=0.3) as reading:
        assert reading.is_poll(await reading.read(), 1)


async def test_all_tries_together_have_an_end() -> None:
    """However many are left."""
    hanging = dict.fromkeys(range(9), faults.hanging())
    async with reading_from(hanging, try_seconds=5, total_seconds=0.3) as reading:
        with pytest.raises(SourceError, match=r"did not end within 0\.3 s"):
            await reading.read()


async def test_a_short_wish_to_be_left_alone_is_granted() -> None:
    """Then the server is asked again."""
    async with reading_from({0: faults.status(503, Retry_After="3")}) as reading:
        assert reading.is_poll(await reading.read(), 1)
        assert reading.pauses.seconds == [3]


async def test_a_long_wish_to_be_left_alone_is_told() -> None:
    """Nobody waits for it within one reading."""
    async with reading_from({0: faults.status(429, Retry_After="7200")}) as reading:
        with pytest.raises(SourceError, match="left alone for 7200 s"):
            await reading.read()
        assert len(reading.server.asked) == 1


async def test_another_status_is_not_tried_again() -> None:
    """It would be the same."""
    async with reading_from({0: faults.status(404)}) as reading:
        with pytest.raises(SourceError, match=r"answered 404 Not Found.*FRONTDESK_WAITS_URL"):
            await reading.read()
        assert len(reading.server.asked) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (faults.html(), "web page"),
        (faults.truncated(), "cut short"),
        (faults.latin_1(), "not in UTF-8"),
        (faults.raw(b""), "empty"),
        (faults.oversized(), "more than 2097152 bytes"),
        (faults.gzip_bomb(), "more than 2097152 bytes"),
        (faults.raw(b"{}", Content_Encoding="br"), "encoding 'br'"),
        (faults.raw(b"{}", Content_Encoding="gzip"), "packed data"),
        (faults.raw(gzip.compress(b"{}" * 99)[:-9], Content_Encoding="gzip"), "breaks off"),
    ],
)
async def test_what_is_no_feed_is_refused_at_once(fault: Fault, told: str) -> None:
    """Saying what came, and from where."""
    async with reading_from({0: fault}) as reading:
        with pytest.raises(SourceError, match=told) as refused:
            await reading.read()
        assert reading.feed.name in str(refused.value)
        assert len(reading.server.asked) == 1


async def test_a_packed_feed_is_unpacked() -> None:
    """As servers send it."""
    async with reading_from() as reading:
        packed = gzip.compress(reading.server.body(7))
        reading.server.faults[0] = faults.raw(packed, Content_Encoding="gzip")
        assert reading.is_poll(await reading.read(), 7)


def moved(location: str) -> Fault:
    async def answer(_server: FeedServer, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": location})

    return answer


async def test_a_feed_that_has_moved_is_followed() -> None:
    """A few times."""
    async with reading_from({0: moved("/a"), 1: moved("/b")}) as reading:
        assert reading.is_poll(await reading.read(), 2)


async def test_a_feed_of_several_members_is_whole() -> None:
    """A file cut at a border of two members would look like a feed."""
    async with reading_from() as reading:
        body = reading.server.body(7)
        packed = gzip.compress(body[:500]) + gzip.compress(body[500:])
        reading.server.faults[0] = faults.raw(packed, Content_Encoding="gzip")
        assert reading.is_poll(await reading.read(), 7)


async def test_a_feed_that_gives_up_encryption_is_refused() -> None:
    """Anybody on the way could tell other waits."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://a.example/waits"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        feed = HttpFeed(
            "https://a.example/waits",
            parser=AlbertaFeedParser(),
            client=client,
            rules=FetchRules(total_seconds=5, try_seconds=2, max_bytes=MEBIBYTE),
            user_agent="frontdesk",
            sleep=Pauses(),
        )
        with pytest.raises(SourceError, match="without encryption"):
            await feed.read()
    assert asked == ["https://a.example/waits"]


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("/again", "sends on more than 3 times"),
        ("file:///etc/passwd", "not on the web"),
        ("ftp://127.0.0.1/waits", "not on the web"),
        ("http://[", "cannot be"),
    ],
)
async def test_a_feed_that_sends_astray_is_refused(location: str, told: str) -> None:
    """In circles, or away from the web."""
    async with reading_from(dict.fromkeys(range(9), moved(location))) as reading:
        with pytest.raises(SourceError, match=told):
            await reading.read()


async def test_secrets_are_sent_but_not_told() -> None:
    """Neither in the name nor in an error."""
    async with reading_from(
        {0: faults.status(401)}, credentials="jo:pa55word@", query="?token=geheim"
    ) as reading:
        with pytest.raises(SourceError) as refused:
            await reading.read()
        assert reading.server.asked[0]["Authorization"].startswith("Basic ")
        for told in (reading.feed.name, str(refused.value)):
            assert "pa55word" not in told
            assert "geheim" not in told


async def test_a_server_that_is_not_there_is_told() -> None:
    """After a few tries."""
    async with reading_from() as reading:
        gone = HttpFeed(
            "http://127.0.0.1:1/waits",
            parser=AlbertaFeedParser(),
            client=reading.feed._client,
            rules=FetchRules(total_seconds=10, try_seconds=5, max_bytes=100),
            user_agent="frontdesk",
            sleep=reading.pauses,
        )
        with pytest.raises(SourceError, match=r"cannot be reached: .* \(3 tries\)"):
            await gone.read()


async def test_a_feed_is_opened_by_its_address() -> None:
    """On the web, with the parser of its format."""
    async with (
        serve_feed() as server,
        open_feed(
            server.address, format="alberta", timeout_seconds=20, max_mebibytes=2, now=FakeClock()
        ) as feed,
    ):
        assert feed.name == server.address
        assert len((await feed.read()).waits) == 30


@pytest.mark.parametrize(
    ("address", "feed_format"),
    [("http://127.0.0.1:1/", "xml"), ("gopher://a/", "json"), ("file:", "csv")],
)
async def test_a_feed_that_cannot_be_opened_is_a_wrong_setting(
    address: str, feed_format: str
) -> None:
    """Before anything is asked for."""
    with pytest.raises(SettingsError):
        async with open_feed(
            address, format=feed_format, timeout_seconds=20, max_mebibytes=2, now=FakeClock()
        ):
            pass

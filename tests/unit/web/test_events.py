"""How an answer reaches the browser while it is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.domain import Answered, Forgotten, Source
from tests.fakes.web_page import WebServer, serve_page
from tests.unit.web.browsers import Browser, browsing

SOURCES = (Source("https://example.org/badges", "Badges"),)


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with serve_page(heartbeat_seconds=0.05) as server:
        yield server


@pytest.fixture
async def browser(server: WebServer) -> AsyncIterator[Browser]:
    async with browsing(server) as browser:
        yield browser


async def test_a_stream_begins_with_what_was_said(browser: Browser) -> None:
    """Whoever comes late, or again, has everything at once."""
    turn_id = await browser.ask("What does a badge cost?")
    reply = browser.server.desk.replies[turn_id]
    await reply.status("Reading 4 passages")
    await reply.draft("**Badges**\nThe first is free.")
    async with browser.following(turn_id) as events:
        assert await anext(events) == (
            "snapshot",
            {
                "turn_id": turn_id,
                "status": "Reading 4 passages",
                "draft": "<h3>Badges</h3>\n<p>The first is free.</p>\n",
                "html": "",
            },
        )
    await reply.append("It costs")
    async with browser.following(turn_id) as events:
        _, snapshot = await anext(events)
    assert (snapshot["status"], snapshot["draft"]) == ("", "")
    assert snapshot["html"] == "<p>It costs</p>\n"


async def test_each_change_is_told_once(browser: Browser) -> None:
    """In the order: status, draft, text, end."""
    turn_id = await browser.ask("What does a badge cost?")
    reply = browser.server.desk.replies[turn_id]
    told = []
    async with browser.following(turn_id) as events:
        async for name, data in events:
            told.append((name, data))
            match name:
                case "snapshot":
                    await reply.status("Looking")
                case "status" if data["text"]:
                    await reply.draft("The first is free.")
                case "draft" if data["html"]:
                    await reply.append("It costs")
                case "text":
                    await browser.server.desk.decide(turn_id, Answered("It costs CAD 20.", SOURCES))
    names = [name for name, _ in told if name != ":"]
    assert names == ["snapshot", "status", "draft", "status", "draft", "text", "finished"]
    assert told[-1][1] == {
        "turn_id": turn_id,
        "outcome": "answered",
        "html": "<p>It costs CAD 20.</p>\n",
        "text": "It costs CAD 20.",
        "sources": [{"title": "Badges", "address": "https://example.org/badges"}],
        "pictures": [],
    }


async def test_quick_pieces_become_one(browser: Browser) -> None:
    """A page redraws some times a second, however fast the desk speaks; each event has all text."""
    turn_id = await browser.ask("What does a badge cost?")
    reply = browser.server.desk.replies[turn_id]
    async with browser.following(turn_id) as events:
        await anext(events)
        for number in range(1000):
            await reply.append(f"{number} ")
        name, data = await anext(events)
        assert name == "text"
        assert data["html"].startswith("<p>0 1 2")
        assert "999" in data["html"]


async def test_an_absent_reader_holds_nobody_up(browser: Browser) -> None:
    """A browser that takes nothing gets the end later; the desk goes on at once."""
    turn_id = await browser.ask("What does a badge cost?")
    reply = browser.server.desk.replies[turn_id]
    async with browser.following(turn_id) as events:
        await anext(events)
        async with asyncio.timeout(5):
            for _ in range(200):
                await reply.append("word " * 2000)
                await asyncio.sleep(0)
            await browser.server.desk.decide(turn_id, Answered("It costs CAD 20."))


async def test_two_tabs_see_the_same(browser: Browser) -> None:
    """Each has a stream of its own."""
    turn_id = await browser.ask("What does a badge cost?")
    async with browser.following(turn_id) as one, browser.following(turn_id) as other:
        await anext(one)
        await anext(other)
        await browser.server.desk.decide(turn_id, Answered("It costs CAD 20."))
        ends = [[data async for name, data in tab if name == "finished"] for tab in (one, other)]
    assert ends[0] == ends[1]
    assert len(ends[0]) == 1


async def test_silence_is_broken_by_signs_of_life(browser: Browser) -> None:
    """Proxies close what says nothing."""
    turn_id = await browser.ask("What does a badge cost?")
    async with browser.following(turn_id) as events:
        await anext(events)
        assert (await anext(events))[0] == ":"


async def test_an_answer_of_before_is_told_at_once(browser: Browser) -> None:
    """It comes from what was kept, when this process knows nothing of it."""
    turn_id = await browser.ask("What does a badge cost?")
    await browser.server.desk.decide(turn_id, Answered("It costs CAD 20.", SOURCES))
    browser.server.page._replies._replies.clear()
    async with browser.following(turn_id) as events:
        told = [event async for event in events]
    ((name, data),) = told
    assert name == "finished"
    assert (data["text"], data["outcome"]) == ("It costs CAD 20.", "answered")


async def test_an_unknown_turn_is_not_found(browser: Browser) -> None:
    """There will be nothing to wait for."""
    path = f"/api/turns/{'0' * 32}/events?thread=thread-1"
    assert (await browser.ask_for("GET", path))[0] == 404


async def test_while_the_desk_restarts_the_browser_is_asked_to_wait(browser: Browser) -> None:
    """The turn will be taken up again in a moment."""
    browser.server.desk.is_open = False
    path = f"/api/turns/{'0' * 32}/events?thread=thread-1"
    async with browser.request("GET", path) as response:
        assert response.status == 503
        assert response.headers["Retry-After"] == "2"


async def test_deleting_the_conversation_ends_the_stream(browser: Browser) -> None:
    """A second tab learns that there is nothing more to come."""
    turn_id = await browser.ask("What does a badge cost?")
    browser.server.desk.replies.clear()
    async with browser.following(turn_id) as events:
        await anext(events)
        await browser.ask_for("DELETE", "/api/conversations/thread-1")
        assert [name async for name, _ in events if name != ":"] == ["gone"]


async def test_a_deletion_on_request_is_told(browser: Browser) -> None:
    """The person who wrote `forget` learns that it was done, also when the end comes early."""
    turn_id = await browser.ask("forget")
    await browser.server.desk.replies[turn_id].finish(Forgotten("It is deleted."))
    async with browser.following(turn_id) as events:
        told = [(name, data.get("outcome")) async for name, data in events]
    assert told == [("snapshot", None), ("finished", "forgotten")]


async def test_the_end_of_the_server_ends_every_stream() -> None:
    """A stream does not keep the process from stopping."""
    async with serve_page() as server, browsing(server) as browser:
        turn_id = await browser.ask("What does a badge cost?")
        async with browser.following(turn_id) as events:
            await anext(events)
            await server.page._streams.close(None)  # type: ignore[arg-type]
            assert [event async for event in events] == []


async def test_an_answer_begun_anew_replaces_its_first_half(browser: Browser) -> None:
    """After a fault the desk writes from the beginning; nobody reads it twice."""
    turn_id = await browser.ask("What does a badge cost?")
    desk = browser.server.desk
    await desk.replies[turn_id].append("It costs")
    assert desk.opener is not None
    reply = await desk.opener.open(desk.asked[0], _keep_nothing)
    await reply.append("It costs CAD 20.")
    async with browser.following(turn_id) as events:
        _, snapshot = await anext(events)
    assert snapshot["html"] == "<p>It costs CAD 20.</p>\n"


async def _keep_nothing(_place: str) -> None:
    return

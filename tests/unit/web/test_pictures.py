"""Charts in answers, and who gets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from core.domain import Answered, Declined
from tests.fakes.web_page import WebServer, serve_page
from tests.fakes.web_posts import CHART
from tests.unit.web.browsers import Browser, browsing


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with serve_page() as server:
        yield server


@pytest.fixture
async def browser(server: WebServer) -> AsyncIterator[Browser]:
    async with browsing(server) as browser:
        yield browser


async def answered(browser: Browser) -> str:
    turn_id = await browser.ask("How was the wait at Foothills?")
    outcome = Answered("It rose.", pictures=(CHART, CHART))
    await browser.server.desk.decide(turn_id, outcome)
    return turn_id


async def ended(browser: Browser, turn_id: str) -> dict[str, Any]:
    async with browser.following(turn_id) as events:
        return [data async for name, data in events if name == "finished"][-1]


async def test_an_answer_names_its_pictures(browser: Browser) -> None:
    """With words for those who do not see them, and the size of the place they take."""
    turn_id = await answered(browser)
    pictures = (await ended(browser, turn_id))["pictures"]
    assert pictures == [
        {
            "address": f"/api/turns/{turn_id}/pictures/{number}.png",
            "alt_text": CHART.alt_text,
            "width": 900,
            "height": 420,
        }
        for number in (0, 1)
    ]


async def test_a_picture_is_fetched_by_its_address(browser: Browser) -> None:
    """As what it is, and for this browser's own store only."""
    turn_id = await answered(browser)
    async with browser.request("GET", f"/api/turns/{turn_id}/pictures/1.png") as response:
        assert response.status == 200
        assert response.content_type == "image/png"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"].startswith("private,")
        assert await response.read() == CHART.png


@pytest.mark.parametrize("name", ["2.png", "1234.png", "-1.png", "x.png", "0.svg"])
async def test_there_are_no_other_pictures(browser: Browser, name: str) -> None:
    """Whatever is asked for."""
    turn_id = await answered(browser)
    status, _ = await browser.ask_for("GET", f"/api/turns/{turn_id}/pictures/{name}")
    assert status == 404


async def test_only_an_answer_has_pictures(browser: Browser) -> None:
    """Neither one that is being written nor one that was declined."""
    turn_id = await browser.ask("How was the wait at Foothills?")
    path = f"/api/turns/{turn_id}/pictures/0.png"
    assert (await browser.ask_for("GET", path))[0] == 404
    await browser.server.desk.decide(turn_id, Declined("I could not find that."))
    assert (await browser.ask_for("GET", path))[0] == 404
    assert (await ended(browser, turn_id))["pictures"] == []


async def test_a_picture_is_its_own_visitors(browser: Browser) -> None:
    """Another browser that learned its address gets nothing."""
    turn_id = await answered(browser)
    async with browsing(browser.server) as other:
        status, _ = await other.ask_for("GET", f"/api/turns/{turn_id}/pictures/0.png")
    assert status == 404


async def test_a_page_of_elsewhere_cannot_show_a_picture(browser: Browser) -> None:
    """Not even to measure it."""
    turn_id = await answered(browser)
    headers = {"Origin": "https://evil.example"}
    path = f"/api/turns/{turn_id}/pictures/0.png"
    assert (await browser.ask_for("GET", path, headers=headers))[0] == 403


async def test_pictures_are_shown_again(browser: Browser) -> None:
    """Whoever opens the conversation anew sees them, also when memory was cleared long ago."""
    turn_id = await answered(browser)
    for minutes in (0, 6):
        browser.server.clock.advance(minutes=minutes)
        await browser.ask("And now?", event=f"event-000{minutes}")
        _, shown = await browser.ask_for("GET", "/api/conversations/thread-1")
        assert shown["turns"][0]["turn_id"] == turn_id
        assert len(shown["turns"][0]["pictures"]) == 2
        async with browser.request("GET", f"/api/turns/{turn_id}/pictures/1.png") as response:
            assert await response.read() == CHART.png


async def test_deleting_a_conversation_takes_its_pictures_along(browser: Browser) -> None:
    """At once, not when memory is cleared."""
    turn_id = await answered(browser)
    await browser.ask_for("DELETE", "/api/conversations/thread-1")
    assert (await browser.ask_for("GET", f"/api/turns/{turn_id}/pictures/0.png"))[0] == 404

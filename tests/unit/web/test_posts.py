"""What was posted to visitors: who sees it, in which order, and what takes whose place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from yarl import URL

from adapters.web.posts import WebPoster
from core.domain import ConversationKey, Post
from core.errors import StorageError
from tests.fakes.desk import NOON
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


async def channel(browser: Browser) -> ConversationKey:
    """Where a browser is posted to, as the desk knows it from a question."""
    await browser.ask("subscribe")
    return replace(browser.server.desk.asked[-1].question.conversation, thread="")


async def post(browser: Browser, name: str = "digest:1", **more: Any) -> Post:
    made = Post(name, await channel(browser), "**Calgary**\nAll is as usual.", NOON)
    made = replace(made, **more)
    await browser.server.show(made)
    return made


async def shown(browser: Browser) -> list[dict[str, Any]]:
    status, answer = await browser.ask_for("GET", "/api/posts")
    assert status == 200
    posts: list[dict[str, Any]] = answer["posts"]
    return posts


async def test_a_post_is_shown_to_its_visitor(browser: Browser) -> None:
    """Its words as HTML, when it came, and its chart."""
    await post(browser, picture=CHART)
    assert await shown(browser) == [
        {
            "id": "digest:1",
            "at": "2026-11-24T12:00:00+00:00",
            "html": "<h3>Calgary</h3>\n<p>All is as usual.</p>\n",
            "picture": {
                "address": "/api/posts/digest%3A1/picture.png",
                "alt_text": CHART.alt_text,
                "width": 900,
                "height": 420,
            },
        }
    ]


async def test_a_post_is_nobody_elses_business(browser: Browser) -> None:
    """Neither its words nor its chart, whoever asks by whatever name."""
    await post(browser, picture=CHART)
    async with browsing(browser.server) as other:
        assert await shown(other) == []
        assert (await other.ask_for("GET", "/api/posts/digest%3A1/picture.png"))[0] == 404
        other.session.cookie_jar.clear()
        assert await shown(other) == []
        assert (await other.ask_for("GET", "/api/posts/digest%3A1/picture.png"))[0] == 404


async def test_a_posts_words_bring_no_markup_along(browser: Browser) -> None:
    """They come from a feed."""
    await post(browser, text="<img src=x onerror=alert(1)> ![](https://evil.example/x.png)")
    assert "<img" not in (await shown(browser))[0]["html"]


@pytest.mark.parametrize("name", ["digest:1", "a/b c?d#e", "ü%2F"])
async def test_a_picture_is_fetched_by_the_address_that_was_told(
    browser: Browser, name: str
) -> None:
    """Whatever signs a post's name has."""
    await post(browser, name, picture=CHART)
    address = (await shown(browser))[0]["picture"]["address"]
    exactly = URL(f"{browser.server.url}{address}", encoded=True)
    async with browser.session.get(exactly) as response:
        assert response.status == 200
        assert response.content_type == "image/png"
        assert await response.read() == CHART.png


async def test_a_post_without_a_picture_has_none(browser: Browser) -> None:
    """Its address leads nowhere."""
    await post(browser)
    assert (await shown(browser))[0]["picture"] is None
    assert (await browser.ask_for("GET", "/api/posts/digest%3A1/picture.png"))[0] == 404


async def test_the_newest_come_first_and_only_so_many(browser: Browser) -> None:
    """Twenty."""
    made = Post("", await channel(browser), "word", NOON)
    for number in range(25):
        await browser.server.show(replace(made, id=f"alert-{number}"))
    names = [one["id"] for one in await shown(browser)]
    assert names == [f"alert-{number}" for number in range(24, 4, -1)]


async def test_what_was_updated_is_shown_as_it_is_now(browser: Browser) -> None:
    """One post kept up to date is one post, also when others came between."""
    first = await post(browser, "a")
    await post(browser, "other")
    ref = await WebPoster().post(first)
    second = await post(browser, "b", updates=ref, text="Newer.")
    await post(browser, "c", updates=await WebPoster().post(second), text="Newest.")
    posts = [(one["id"], one["html"]) for one in await shown(browser)]
    assert [name for name, _ in posts] == ["c", "other"]
    assert posts[0][1] == "<p>Newest.</p>\n"


async def test_posting_again_shows_nothing_twice(browser: Browser) -> None:
    """A desk that died after it had posted posts again."""
    made = await post(browser)
    await browser.server.show(replace(made, attempts=1))
    assert len(await shown(browser)) == 1


async def test_what_waits_is_not_shown_yet(browser: Browser) -> None:
    """It may still be given up."""
    made = Post("digest:1", await channel(browser), "word", NOON)
    await browser.server.outbox.put(made)
    assert await shown(browser) == []


async def test_an_open_page_is_told_of_news_only(browser: Browser) -> None:
    """It looks often, and mostly there is nothing."""
    await post(browser, "a")
    async with browser.request("GET", "/api/posts") as response:
        tag = {"If-None-Match": response.headers["ETag"]}
        assert response.headers["Cache-Control"] == "private, no-cache"
    assert (await browser.ask_for("GET", "/api/posts", headers=tag))[0] == 304
    await post(browser, "b")
    status, answer = await browser.ask_for("GET", "/api/posts", headers=tag)
    assert status == 200
    assert len(answer["posts"]) == 2


async def test_posts_that_cannot_be_read_are_told_as_such(browser: Browser) -> None:
    """Calm words, and when to try again."""

    async def broken(*_arguments: object) -> None:
        raise StorageError("database is locked")

    browser.server.outbox.of_channel = broken  # type: ignore[method-assign, assignment]
    status, answer = await browser.ask_for("GET", "/api/posts")
    assert status == 503
    assert "locked" not in answer["error"]


async def test_the_page_knows_whether_anything_is_ever_posted() -> None:
    """Where nothing is, there is no button for it, and nothing behind it."""
    async with serve_page() as server, browsing(server) as browser:
        assert (await browser.ask_for("GET", "/api/desk"))[1]["has_updates"] is True
    async with serve_page(with_posts=False) as server, browsing(server) as browser:
        assert (await browser.ask_for("GET", "/api/desk"))[1]["has_updates"] is False
        assert (await browser.ask_for("GET", "/api/posts"))[0] == 404


async def test_a_post_to_somebody_unknown_waits_for_them() -> None:
    """It is in the outbox, and seen at their next visit; posting cannot fail."""
    stranger = ConversationKey("web", "", "0" * 32)
    made = Post("digest:1", stranger, "word", NOON - timedelta(days=1))
    assert await WebPoster().post(made) == "digest:1"

"""What one visitor asks is no other visitor's business, whatever they try."""

from __future__ import annotations

from contextlib import AsyncExitStack

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain import Answered
from tests.fakes.web_page import serve_page
from tests.unit.web.browsers import Browser, browsing

VISITORS = 3
THREADS = ("thread-1", "thread-2")
MOVES = st.one_of(
    st.tuples(st.just("ask"), st.integers(0, VISITORS - 1), st.sampled_from(THREADS)),
    st.tuples(st.just("answer"), st.integers(0, 5), st.just("")),
    st.tuples(st.just("forget"), st.integers(0, VISITORS - 1), st.sampled_from(THREADS)),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves=st.lists(MOVES, max_size=10))
async def test_visitors_never_reach_each_others_turns(moves: list[tuple[str, int, str]]) -> None:
    """All share threads and events by name; each sees, stops, rates and deletes their own only."""
    async with serve_page() as server, AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(browsing(server)) for _ in range(VISITORS)]
        owners: dict[str, int] = {}
        for at, (move, who, thread) in enumerate(moves):
            if move == "ask":
                turn_id = await browsers[who].ask(
                    f"asked by {who}", thread=thread, event=f"event-{at:04d}"
                )
                owners[turn_id] = who
            elif move == "forget":
                server.desk.replies = {
                    turn_id: reply
                    for turn_id, reply in server.desk.replies.items()
                    if owners[turn_id] != who
                }
                await browsers[who].ask_for("DELETE", f"/api/conversations/{thread}")
            elif open_turns := sorted(server.desk.replies):
                turn_id = open_turns[who % len(open_turns)]
                await server.desk.decide(turn_id, Answered(f"for {owners[turn_id]}"))
        for who, browser in enumerate(browsers):
            await _sees_only_own(browser, who)
            await _reaches_no_other(browser, who, owners)


async def _sees_only_own(browser: Browser, who: int) -> None:
    _, listed = await browser.ask_for("GET", "/api/conversations")
    assert {one["title"] for one in listed["conversations"]} <= {f"asked by {who}"}
    for thread in THREADS:
        _, shown = await browser.ask_for("GET", f"/api/conversations/{thread}")
        for turn in shown.get("turns", ()):
            assert turn["question"] == f"asked by {who}"
            assert turn["outcome"] is None or turn["text"] == f"for {who}"


async def _reaches_no_other(browser: Browser, who: int, owners: dict[str, int]) -> None:
    desk = browser.server.desk
    for turn_id in (turn_id for turn_id, owner in owners.items() if owner != who):
        stopped = list(desk.stopped)
        for thread in THREADS:
            path = f"/api/turns/{turn_id}"
            rating = {"thread": thread, "thumb": "down"}
            assert (await browser.ask_for("GET", f"{path}/events?thread={thread}"))[0] == 404
            assert (await browser.ask_for("POST", f"{path}/stop"))[0] == 404
            assert (await browser.ask_for("PUT", f"{path}/feedback", json=rating))[0] == 404
        assert desk.stopped == stopped
    assert not browser.server.conversations.feedback


async def test_an_event_of_the_same_name_is_not_the_same() -> None:
    """Nobody learns a turn's id by guessing what another browser called its event."""
    async with serve_page() as server, browsing(server) as one, browsing(server) as other:
        first = await one.ask("mine", event="event-0001")
        second = await other.ask("theirs", event="event-0001")
    assert first != second


async def test_without_a_cookie_there_is_nothing_to_see() -> None:
    """A browser that nobody knows has no conversations, and can begin one."""
    async with serve_page() as server, browsing(server) as browser:
        await browser.ask("mine")
        browser.session.cookie_jar.clear()
        assert (await browser.ask_for("GET", "/api/conversations"))[1] == {"conversations": []}
        assert (await browser.ask_for("GET", "/api/conversations/thread-1"))[0] == 404
        await browser.ask("new", event="event-0002")
        _, shown = await browser.ask_for("GET", "/api/conversations/thread-1")
    assert [turn["question"] for turn in shown["turns"]] == ["new"]

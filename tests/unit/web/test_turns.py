"""Asking, stopping and rating, as the page's script does it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from core.domain import (
    Answered,
    Declined,
    Feedback,
    Forgotten,
    Source,
    Stopped,
    Thumb,
    TurnedAway,
)
from core.errors import DeliveryRefused
from tests.fakes.web_page import WebServer, serve_page
from tests.unit.web.browsers import DEADLINE_SECONDS, Browser, browsing

ASKED = {"thread": "thread-1", "text": "What does a badge cost?", "event_id": "event-0001"}
SOURCES = (Source("https://example.org/badges", "Badges"),)


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with serve_page(suggestions=("Who runs payroll?",)) as server:
        yield server


@pytest.fixture
async def browser(server: WebServer) -> AsyncIterator[Browser]:
    async with browsing(server) as browser:
        yield browser


async def answered(browser: Browser, text: str = "CAD 20.", **more: str) -> str:
    turn_id = await browser.ask("What does a badge cost?", **more)
    await browser.server.desk.decide(turn_id, Answered(text, SOURCES))
    return turn_id


async def test_a_question_is_taken(browser: Browser) -> None:
    """The desk gets its text, its conversation and who asked, under a name of the desk's own."""
    status, answer = await browser.ask_for("POST", "/api/questions", json=ASKED)
    assert status == 202
    (turn,) = browser.server.desk.asked
    assert answer == {"turn_id": turn.id, "place_in_line": 0, "wait_seconds": 0.0}
    key = turn.question.conversation
    assert (key.platform, key.workspace, key.thread) == ("web", "", "thread-1")
    assert turn.question.person == key.channel
    assert turn.question.text == "What does a badge cost?"


async def test_a_question_that_is_sent_twice_is_asked_once(browser: Browser) -> None:
    """The browser did not learn whether the first one came through."""
    first = await browser.ask("What does a badge cost?")
    status, again = await browser.ask_for("POST", "/api/questions", json=ASKED)
    assert (status, again) == (200, {"turn_id": first})
    assert len(browser.server.desk.asked) == 1


async def test_the_cookie_is_no_key_to_what_is_kept(browser: Browser) -> None:
    """Who reads the database cannot pose as a visitor."""
    await browser.ask("What does a badge cost?")
    visitor = browser.server.desk.asked[0].question.person
    assert all(cookie.value != visitor for cookie in browser.session.cookie_jar)


@pytest.mark.parametrize(
    ("away", "expected"),
    [(TurnedAway("too long"), 422), (TurnedAway("very busy", is_full=True), 429)],
)
async def test_a_question_that_is_not_taken_is_told_why(
    browser: Browser, away: TurnedAway, expected: int
) -> None:
    """And whether it is any use to try again."""
    browser.server.desk.turns_away = away
    async with browser.request("POST", "/api/questions", json=ASKED) as response:
        assert response.status == expected
        assert (await response.json()) == {"error": away.reason}
        assert ("Retry-After" in response.headers) is away.is_full


@pytest.mark.parametrize(
    "changes",
    [
        {"thread": "short"},
        {"thread": "../../etc/passwd"},
        {"thread": "thread-1\n"},
        {"thread": "x" * 65},
        {"event_id": ""},
        {"text": None},
        {"text": ["a"]},
        {"more": 1},
    ],
)
async def test_a_malformed_question_is_refused(browser: Browser, changes: dict[str, Any]) -> None:
    """Nothing of it reaches the desk."""
    status, answer = await browser.ask_for("POST", "/api/questions", json=ASKED | changes)
    assert status == 400
    assert answer["error"]
    assert not browser.server.desk.asked


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"text": "\\ud800"}'])
async def test_what_is_no_json_is_refused(browser: Browser, body: bytes) -> None:
    """Nothing breaks."""
    headers = {"Content-Type": "application/json"}
    status, _ = await browser.ask_for("POST", "/api/questions", data=body, headers=headers)
    assert status == 400


async def test_too_much_is_not_read(browser: Browser) -> None:
    """A body of any length costs no more memory than a question may."""
    status, answer = await browser.ask_for(
        "POST", "/api/questions", json=ASKED | {"text": "x" * 200_000}
    )
    assert status == 413
    assert "longer than" in answer["error"]


async def test_a_broken_database_is_told_calmly(browser: Browser) -> None:
    """The person may try again; the words are not the database's."""
    browser.server.desk.is_broken = browser.server.conversations.is_broken = True
    for method, path, body in (
        ("POST", "/api/questions", ASKED),
        ("GET", "/api/conversations", None),
        ("DELETE", "/api/conversations/thread-1", None),
        ("GET", f"/api/turns/{'0' * 32}/events?thread=thread-1", None),
    ):
        status, answer = await browser.ask_for(method, path, json=body)
        assert status == 503
        assert "locked" not in answer["error"]


async def test_stop_reaches_the_desk(browser: Browser) -> None:
    """The answer's end comes from the desk."""
    turn_id = await browser.ask("What does a badge cost?")
    assert await browser.ask_for("POST", f"/api/turns/{turn_id}/stop") == (200, {"stopped": True})
    assert browser.server.desk.stopped == [turn_id]


async def test_a_thumb_is_given_changed_and_taken_back(browser: Browser) -> None:
    """It is kept for this person, and shown with the answer."""
    turn_id = await answered(browser)
    for thumb, comment, kept in (
        ("up", "", Feedback(Thumb.UP)),
        ("down", " It is CAD 25. ", Feedback(Thumb.DOWN, "It is CAD 25.")),
        (None, "", None),
    ):
        given = {"thread": "thread-1", "thumb": thumb, "comment": comment}
        status, _ = await browser.ask_for("PUT", f"/api/turns/{turn_id}/feedback", json=given)
        assert status == 200
        assert next(iter(browser.server.conversations.feedback.values()), None) == kept
        _, shown = await browser.ask_for("GET", "/api/conversations/thread-1")
        expected = kept and {"thumb": kept.thumb.value, "comment": kept.comment}
        assert shown["turns"][0]["feedback"] == expected


@pytest.mark.parametrize(
    "given",
    [
        {"thread": "thread-1", "thumb": "sideways"},
        {"thread": "thread-1", "thumb": "up", "comment": "x" * 1001},
        {"thread": "thread-1"},
    ],
)
async def test_malformed_feedback_is_refused(browser: Browser, given: dict[str, Any]) -> None:
    """A thumb is up or down; a comment is a word, no book."""
    turn_id = await answered(browser)
    status, _ = await browser.ask_for("PUT", f"/api/turns/{turn_id}/feedback", json=given)
    assert status == 400


async def test_what_was_not_answered_cannot_be_rated(browser: Browser) -> None:
    """There is nothing to have an opinion of yet."""
    turn_id = await browser.ask("What does a badge cost?")
    given = {"thread": "thread-1", "thumb": "up"}
    status, _ = await browser.ask_for("PUT", f"/api/turns/{turn_id}/feedback", json=given)
    assert status == 404


async def test_a_conversation_is_shown_again(browser: Browser) -> None:
    """What was answered, as kept, then what is being answered."""
    first = await answered(browser, "**Badges**\nCAD 20.")
    second = await browser.ask("And a stolen one?", event="event-0002")
    _, shown = await browser.ask_for("GET", "/api/conversations/thread-1")
    done, begun = shown["turns"]
    assert (done["turn_id"], done["outcome"]) == (first, "answered")
    assert done["html"] == "<h3>Badges</h3>\n<p>CAD 20.</p>\n"
    assert done["text"] == "**Badges**\nCAD 20."
    assert done["sources"] == [{"title": "Badges", "address": "https://example.org/badges"}]
    assert (begun["turn_id"], begun["outcome"]) == (second, None)
    assert begun["question"] == "And a stolen one?"


async def test_conversations_are_listed_with_those_just_begun(browser: Browser) -> None:
    """Also one whose first answer is being written can be found after a reload."""
    await answered(browser, thread="thread-1")
    await browser.ask("Who runs payroll?", thread="thread-2", event="event-0002")
    _, listed = await browser.ask_for("GET", "/api/conversations")
    assert [(one["thread"], one["title"]) for one in listed["conversations"]] == [
        ("thread-2", "Who runs payroll?"),
        ("thread-1", "What does a badge cost?"),
    ]


async def test_a_deleted_conversation_is_gone(browser: Browser) -> None:
    """From the list, from its address, and from memory."""
    await answered(browser)
    assert (await browser.ask_for("DELETE", "/api/conversations/thread-1"))[0] == 204
    assert (await browser.ask_for("GET", "/api/conversations/thread-1"))[0] == 404
    _, listed = await browser.ask_for("GET", "/api/conversations")
    assert listed == {"conversations": []}


async def test_deleting_stops_what_is_being_written(browser: Browser) -> None:
    """The desk ends the answer and keeps it; then all of it is deleted."""
    turn_id = await browser.ask("What does a badge cost?")
    desk = browser.server.desk
    deleting = asyncio.create_task(browser.ask_for("DELETE", "/api/conversations/thread-1"))
    async with asyncio.timeout(DEADLINE_SECONDS):
        assert await desk.stops.get() == turn_id
    with pytest.raises(DeliveryRefused):
        await desk.decide(turn_id, Stopped("It costs"))
    assert (await deleting)[0] == 204
    assert not browser.server.conversations.kept


async def test_an_answer_that_ends_after_the_deletion_is_deleted_too(browser: Browser) -> None:
    """Also when the desk takes longer to stop than the person waits."""
    turn_id = await browser.ask("What does a badge cost?")
    desk = browser.server.desk
    reply = desk.replies.pop(turn_id)
    assert (await browser.ask_for("DELETE", "/api/conversations/thread-1"))[0] == 204
    browser.server.conversations.record(desk.asked[0], Answered("CAD 20."))
    with pytest.raises(DeliveryRefused):
        await reply.finish(Answered("CAD 20."))
    assert not browser.server.conversations.kept


async def test_what_was_forgotten_on_request_is_not_shown_again(browser: Browser) -> None:
    """A person may also write that the conversation be deleted: nothing of before it is shown."""
    await answered(browser)
    turn_id = await browser.ask("forget", event="event-0002")
    await browser.server.conversations.forget(browser.server.desk.asked[0].question.conversation)
    await browser.server.desk.replies[turn_id].finish(Forgotten("Done."))
    assert (await browser.ask_for("GET", "/api/conversations/thread-1"))[0] == 404
    _, listed = await browser.ask_for("GET", "/api/conversations")
    assert listed == {"conversations": []}


async def test_an_answer_that_could_not_be_kept_is_shown_while_it_is_known(
    browser: Browser,
) -> None:
    """The database failed, the person shall have the answer all the same."""
    turn_id = await browser.ask("What does a badge cost?")
    await browser.server.desk.replies[turn_id].finish(Declined("Not in the pages."))
    _, shown = await browser.ask_for("GET", "/api/conversations/thread-1")
    assert shown["turns"][0]["text"] == "Not in the pages."


async def test_finished_answers_leave_the_memory(browser: Browser) -> None:
    """Minutes later they come from the database only."""
    for number in range(3):
        await answered(browser, event=f"event-000{number}")
    browser.server.clock.advance(minutes=6)
    await answered(browser, event="event-0009")
    assert len(browser.server.page._replies._replies) == 1
    _, shown = await browser.ask_for("GET", "/api/conversations/thread-1")
    assert len(shown["turns"]) == 4


async def test_suggestions_come_from_outside(browser: Browser) -> None:
    """The page knows none of its own."""
    assert await browser.ask_for("GET", "/api/suggestions") == (
        200,
        {"suggestions": ["Who runs payroll?"]},
    )

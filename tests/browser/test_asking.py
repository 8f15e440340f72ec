"""Asking in the browser: the answer as it grows, its sources, Stop, thumbs, copy, and failures."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from core.domain import (
    Answered,
    Declined,
    Feedback,
    Forgotten,
    Source,
    Stopped,
    Thumb,
    TurnedAway,
    Unavailable,
)
from tests.browser.conftest import Opening, Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

SOURCES = (
    Source("https://example.org/staff/badges", "Identity badges"),
    Source("https://example.org/staff/lost", "Lost and found"),
)
ANSWER = "**Identity badges – Badges**\nA lost badge costs CAD 20, call 403-555-0119."


async def test_an_answer_grows_before_ones_eyes(visit: Visit) -> None:
    """The place in line, the draft, the text, then sources; each gives way to the next."""
    turn = await visit.ask("What does a lost badge cost?")
    reply = visit.desk.replies[turn.id]
    await reply.status("You are 2nd in line, about 20 s")
    await expect(visit.answer.locator(".going-on")).to_have_text("You are 2nd in line, about 20 s")
    await reply.draft("The first badge is free.")
    await expect(visit.answer).to_contain_text("While I write")
    await expect(visit.answer).to_contain_text("The first badge is free.")
    await reply.append("**Identity badges – Badges**\nA lost badge")
    await expect(visit.answer.get_by_role("heading")).to_have_text("Identity badges – Badges")
    await expect(visit.answer.locator(".draft")).to_be_hidden()
    await expect(visit.answer.locator(".going-on")).to_be_hidden()
    await visit.desk.decide(turn.id, Answered(ANSWER, SOURCES))
    await expect(visit.answer.locator(".prose.said")).to_contain_text("costs CAD 20")
    telephone = visit.answer.get_by_role("link", name="403-555-0119")
    await expect(telephone).to_have_attribute("href", "tel:4035550119")


async def test_sources_open_beside_the_page(visit: Visit) -> None:
    """With title, host and path; the conversation stays where it is."""
    turn = await visit.ask("What does a lost badge cost?")
    await visit.desk.decide(turn.id, Answered(ANSWER, SOURCES))
    link = visit.answer.get_by_role("link", name="Identity badges")
    await expect(link).to_contain_text("example.org/staff/badges")
    await visit.page.context.route("https://example.org/**", lambda route: route.fulfill(body="ok"))
    async with visit.page.context.expect_page() as opened:
        await link.click()
    beside = await opened.value
    assert beside.url == "https://example.org/staff/badges"
    assert await beside.evaluate("window.opener") is None
    await expect(visit.answer).to_be_visible()


@pytest.mark.parametrize("way", ["button", "escape"])
async def test_an_answer_can_be_stopped(visit: Visit, way: str) -> None:
    """By the button that stands where Send was, or by Escape; what was said stays."""
    turn = await visit.ask("What does a lost badge cost?")
    await visit.desk.replies[turn.id].append("A lost badge")
    await expect(visit.answer).to_contain_text("A lost badge")
    await expect(visit.page.get_by_role("button", name="Send", exact=True)).to_be_hidden()
    if way == "button":
        await visit.page.get_by_role("button", name="Stop answering").click()
    else:
        await visit.page.keyboard.press("Escape")
    assert await visit.stopped() == turn.id
    await visit.desk.decide(turn.id, Stopped("A lost badge"))
    await expect(visit.answer.locator(".ending")).to_have_text("Stopped")
    await expect(visit.answer).to_contain_text("A lost badge")
    await expect(visit.page.get_by_role("button", name="Send", exact=True)).to_be_visible()


async def test_a_thumb_may_come_with_a_word(visit: Visit) -> None:
    """The thumb counts at once; the word is optional; pressing again takes both back."""
    turn = await visit.ask("What does a lost badge cost?")
    await visit.desk.decide(turn.id, Answered(ANSWER, SOURCES))
    down = visit.answer.get_by_role("button", name="Bad answer")
    await down.click()
    await expect(down).to_have_attribute("aria-pressed", "true")
    word = visit.answer.get_by_label("What was wrong or missing?")
    await expect(word).to_be_focused()
    await word.fill("It is CAD 25 now.")
    await visit.answer.get_by_role("button", name="Send").click()
    await expect(visit.answer).to_contain_text("Thank you")
    key = (turn.id, turn.question.person)
    assert visit.server.conversations.feedback[key] == Feedback(Thumb.DOWN, "It is CAD 25 now.")
    await visit.page.reload()
    await expect(down).to_have_attribute("aria-pressed", "true")
    await down.click()
    await expect(down).to_have_attribute("aria-pressed", "false")
    assert not visit.server.conversations.feedback


async def test_an_answer_can_be_copied(opening: Opening) -> None:
    """As text with its sources; a sign says that it worked."""
    visit = await opening(permissions=["clipboard-read", "clipboard-write"])
    turn = await visit.ask("What does a lost badge cost?")
    await visit.desk.decide(turn.id, Answered(ANSWER, SOURCES))
    await visit.answer.get_by_role("button", name="Copy the answer").click()
    await expect(visit.answer).to_contain_text("Copied")
    copied = await visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == (
        f"{ANSWER}\n\nSources:\n- Identity badges: https://example.org/staff/badges\n"
        "- Lost and found: https://example.org/staff/lost\n"
    )


async def test_a_suggested_question_is_asked_by_a_click(visit: Visit) -> None:
    """An empty page shows what can be asked."""
    await visit.page.get_by_role("button", name="Who runs payroll?").click()
    turn = await visit.asked()
    assert turn.question.text == "Who runs payroll?"
    await expect(visit.page.get_by_text("What would you like to know?")).to_be_hidden()


async def test_a_question_may_have_several_lines(visit: Visit) -> None:
    """Shift and Enter break the line, Enter alone sends; the box grows."""
    box = visit.page.get_by_label("Your question")
    before = await box.bounding_box()
    await box.press_sequentially("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    after = await box.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"]
    await box.press("Enter")
    assert (await visit.asked()).question.text == "one\ntwo"
    await expect(box).to_have_value("")


async def test_nothing_is_asked_by_an_empty_box(visit: Visit) -> None:
    """There is nothing to send."""
    await expect(visit.page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    await visit.page.get_by_label("Your question").fill("  \n ")
    await visit.page.keyboard.press("Enter")
    assert not visit.desk.asked


async def test_a_question_that_is_too_long_is_told_while_it_is_written(visit: Visit) -> None:
    """How long it is and may be; it cannot be sent."""
    box = visit.page.get_by_label("Your question")
    await box.fill("x" * 3700)
    await expect(visit.page.locator("#limit")).to_have_text(re.compile("3,700 of 4,000"))
    await box.fill("x" * 4001)
    await expect(visit.page.locator("#limit")).to_contain_text("4,000 is the most I can read")
    await expect(visit.page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    await box.fill("x" * 4000)
    await expect(visit.page.get_by_role("button", name="Send", exact=True)).to_be_enabled()


async def test_a_second_question_waits_for_the_first(visit: Visit) -> None:
    """What was written stays in the box, with a word on why."""
    turn = await visit.ask("What does a lost badge cost?")
    box = visit.page.get_by_label("Your question")
    await box.fill("And a stolen one?")
    await box.press("Enter")
    await expect(visit.page.locator("#limit")).to_contain_text("still answering")
    await visit.desk.decide(turn.id, Answered(ANSWER))
    await expect(visit.page.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    await box.press("Enter")
    assert (await visit.asked()).question.text == "And a stolen one?"


async def test_a_declined_question_names_the_nearest_pages(visit: Visit) -> None:
    """It looks different from an answer."""
    turn = await visit.ask("Is there a gym?")
    await visit.desk.decide(turn.id, Declined("I could not find that.", SOURCES))
    await expect(visit.answer.locator(".ending")).to_have_text("Not found in the pages")
    await expect(visit.answer.get_by_role("heading", name="Nearest pages")).to_be_visible()


async def test_a_failure_can_be_asked_again(visit: Visit) -> None:
    """With one click, as a new question."""
    turn = await visit.ask("What does a lost badge cost?")
    await visit.desk.decide(turn.id, Unavailable("I could not answer; see 3f2a9c01."))
    await expect(visit.answer.locator(".ending")).to_have_text("Not answered")
    await visit.answer.get_by_role("button", name="Ask again").click()
    again = await visit.asked()
    assert again.question.text == "What does a lost badge cost?"
    assert again.id != turn.id


async def test_a_question_that_is_not_taken_comes_back(visit: Visit) -> None:
    """Into the box, with the desk's reason; nothing is lost."""
    visit.desk.turns_away = TurnedAway("I am very busy: 200 questions wait.", is_full=True)
    box = visit.page.get_by_label("Your question")
    await box.fill("What does a lost badge cost?")
    await box.press("Enter")
    await expect(visit.page.locator("#limit")).to_have_text("I am very busy: 200 questions wait.")
    await expect(box).to_have_value("What does a lost badge cost?")
    await expect(visit.page.locator(".turn")).to_have_count(0)


async def test_without_a_network_the_question_can_be_sent_again(visit: Visit) -> None:
    """The page says what is wrong, calmly."""
    await visit.page.get_by_label("Your question").fill("What does a lost badge cost?")
    await visit.page.context.set_offline(True)
    await visit.page.keyboard.press("Enter")
    await expect(visit.answer).to_contain_text("I cannot be reached just now")
    await visit.page.context.set_offline(False)
    await visit.answer.get_by_role("button", name="Ask again").click()
    assert (await visit.asked()).question.text == "What does a lost badge cost?"


async def test_a_lost_connection_is_taken_up_again(visit: Visit) -> None:
    """The stream ends in the middle; the page says so, comes back and has everything."""
    turn = await visit.ask("What does a lost badge cost?")
    reply = visit.desk.replies[turn.id]
    await reply.append("A lost badge")
    await expect(visit.answer).to_contain_text("A lost badge")
    await visit.server.drop_streams()
    await expect(visit.answer).to_contain_text("Reconnecting")
    await reply.append(" costs CAD 20.")
    await expect(visit.answer).to_contain_text("A lost badge costs CAD 20.")
    await expect(visit.answer).not_to_contain_text("Reconnecting")


async def test_what_is_deleted_by_a_message_is_gone_from_the_page(visit: Visit) -> None:
    """Writing `forget` leaves only the word that it was done."""
    turn = await visit.ask("What does a lost badge cost?")
    await visit.desk.decide(turn.id, Answered(ANSWER))
    await expect(visit.answer.locator(".actions")).to_be_visible()
    forget = await visit.ask("forget")
    await visit.server.conversations.forget(turn.question.conversation)
    await visit.desk.replies[forget.id].finish(Forgotten("I have deleted this conversation."))
    await expect(visit.page.locator(".turn")).to_have_count(1)
    await expect(visit.answer).to_contain_text("I have deleted this conversation.")
    await expect(visit.page.locator(".conversation")).to_have_count(0)

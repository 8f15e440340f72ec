"""Finding a conversation again, several at once, and deleting one."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from core.domain import Answered
from tests.browser.conftest import Opening, Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]


async def ask_and_answer(visit: Visit, question: str, answer: str) -> None:
    turn = await visit.ask(question)
    await visit.desk.decide(turn.id, Answered(answer))
    await expect(visit.answer).to_contain_text(answer)


async def begin(visit: Visit) -> None:
    await visit.page.get_by_role("button", name="New conversation").first.click()
    await expect(visit.page.locator(".turn")).to_have_count(0)


async def test_a_reload_finds_the_conversation(visit: Visit) -> None:
    """All of it, and its address leads to it."""
    await ask_and_answer(visit, "What does a lost badge cost?", "CAD 20.")
    await ask_and_answer(visit, "And a stolen one?", "Nothing.")
    await visit.page.reload()
    await expect(visit.page.locator(".turn")).to_have_count(2)
    await expect(visit.answer).to_contain_text("Nothing.")
    await expect(visit.page).to_have_title("What does a lost badge cost? – frontdesk")


async def test_a_reload_in_mid_answer_goes_on(visit: Visit) -> None:
    """With all that was said, and what comes after."""
    turn = await visit.ask("What does a lost badge cost?")
    reply = visit.desk.replies[turn.id]
    await reply.append("A lost badge")
    await expect(visit.answer).to_contain_text("A lost badge")
    await visit.page.reload()
    await expect(visit.answer).to_contain_text("A lost badge")
    await expect(visit.page.get_by_role("button", name="Stop answering")).to_be_visible()
    await reply.append(" costs CAD 20.")
    await expect(visit.answer).to_contain_text("A lost badge costs CAD 20.")
    await visit.desk.decide(turn.id, Answered("A lost badge costs CAD 20."))
    await expect(visit.page.get_by_role("button", name="Good answer")).to_be_visible()
    await expect(visit.page.locator(".turn")).to_have_count(1)


async def test_several_conversations_are_answered_at_once(visit: Visit) -> None:
    """Each goes on while another is looked at."""
    first = await visit.ask("What does a lost badge cost?")
    await begin(visit)
    second = await visit.ask("Who runs payroll?")
    await visit.desk.replies[second.id].append("Ann Lee")
    await expect(visit.answer).to_contain_text("Ann Lee")
    await expect(visit.page.locator(".conversation", has_text="answering")).to_have_count(2)
    await visit.desk.decide(first.id, Answered("CAD 20."))
    await expect(visit.page.locator(".conversation", has_text="answering")).to_have_count(1)
    await expect(visit.page.locator(".turn")).to_have_count(1)
    await visit.page.get_by_role("link", name="What does a lost badge cost?").click()
    await expect(visit.answer).to_contain_text("CAD 20.")
    await visit.page.get_by_role("link", name="Who runs payroll?").click()
    await expect(visit.answer).to_contain_text("Ann Lee")
    await visit.desk.decide(second.id, Answered("Ann Lee runs it."))
    await expect(visit.answer).to_contain_text("Ann Lee runs it.")


async def test_deleting_asks_first(visit: Visit) -> None:
    """Keeping it changes nothing; deleting it removes it here and at the server."""
    await ask_and_answer(visit, "What does a lost badge cost?", "CAD 20.")
    delete = visit.page.get_by_role("button", name="Delete “What does a lost badge cost?”")
    await delete.click()
    await expect(visit.page.get_by_role("button", name="Keep it")).to_be_focused()
    await visit.page.keyboard.press("Escape")
    await expect(visit.page.get_by_role("dialog")).to_be_hidden()
    assert visit.server.conversations.kept
    await delete.click()
    await visit.page.get_by_role("button", name="Delete", exact=True).click()
    await expect(visit.page.locator(".conversation")).to_have_count(0)
    await expect(visit.page.get_by_text("What would you like to know?")).to_be_visible()
    assert not visit.server.conversations.kept


async def test_another_browser_sees_nothing(opening: Opening) -> None:
    """Neither the list nor the conversation by its address."""
    visit = await opening()
    await ask_and_answer(visit, "What does a lost badge cost?", "CAD 20.")
    thread = visit.page.url.partition("#")[2]
    other = await opening(server=visit.server, path=f"/#{thread}")
    await expect(other.page.locator("#trouble")).to_contain_text("not there any more")
    await expect(other.page.locator(".conversation")).to_have_count(0)


async def test_one_can_go_back(visit: Visit) -> None:
    """The browser's own Back leads from one conversation to the one before."""
    await ask_and_answer(visit, "What does a lost badge cost?", "CAD 20.")
    await begin(visit)
    await ask_and_answer(visit, "Who runs payroll?", "Ann Lee.")
    await visit.page.get_by_role("link", name="What does a lost badge cost?").click()
    await expect(visit.answer).to_contain_text("CAD 20.")
    await visit.page.go_back()
    await expect(visit.answer).to_contain_text("Ann Lee.")


async def test_reading_above_is_not_disturbed(visit: Visit) -> None:
    """Who has scrolled up stays there while the answer grows, and can jump to its end."""
    await ask_and_answer(visit, "What is long?", "\n\n".join(f"Line {at}" for at in range(80)))
    turn = await visit.ask("And now?")
    jump = visit.page.get_by_role("button", name="Jump to latest")
    await expect(jump).to_be_hidden()
    scroller = visit.page.locator("main")
    await scroller.evaluate("(main) => main.scrollTo(0, 0)")
    await expect(jump).to_be_visible()
    await visit.desk.replies[turn.id].append("\n\n".join(f"Word {at}" for at in range(40)))
    await expect(visit.answer).to_contain_text("Word 39")
    assert await scroller.evaluate("(main) => main.scrollTop") == 0
    await jump.click()
    await expect(visit.page.get_by_text("Word 39")).to_be_in_viewport()
    await visit.desk.replies[turn.id].append("\n\nThe very last word")
    await expect(visit.page.get_by_text("The very last word")).to_be_in_viewport()

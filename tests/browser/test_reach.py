"""Who can use the page: on phones, zoomed in, by keyboard, by ear, in the dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from adapters.web.rules import WebRules
from core.domain import Answered, Declined, Source, Stopped, Unavailable
from tests.browser.conftest import Opening, Visit

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

THEMES = ("light", "dark")
PHONES = (320, 390)
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaensmuetze" * 3
ANSWER = f"""**Identity badges – Badges**
A lost badge costs CAD 20, call 403-555-0119 or see https://example.org/{LONG_WORD}.
- Free the first time
- `{LONG_WORD}`

| Name | Role | Extension | Building | Office hours |
|---|---|---|---|---|
| Ann Lee | Manager of the badge office | 0142 | Harcourt General | 07:00 to 14:30 |

```
{LONG_WORD}
```
"""
SOURCES = (Source(f"https://example.org/staff/{LONG_WORD}", "Identity badges"),)


async def fill(visit: Visit) -> None:
    """A conversation with every kind of ending."""
    for outcome in (
        Answered(ANSWER, SOURCES),
        Declined("I could not find that.", SOURCES),
        Unavailable("I could not answer; see 3f2a9c01."),
        Stopped("A lost badge"),
    ):
        turn = await visit.ask("What does a lost badge cost?")
        await visit.desk.decide(turn.id, outcome)
        await expect(visit.page.locator(".actions")).to_have_count(len(visit.desk.asked))


async def assert_accessible(page: Page) -> None:
    """No rule of axe-core is broken, on the whole page."""
    await page.evaluate(
        "Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0)))"
    )
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing_on_an_empty_page(opening: Opening, theme: str) -> None:
    """Names, roles, contrast, order."""
    visit = await opening(color_scheme=theme, reduced_motion="reduce")
    await expect(visit.page.locator("#suggestions li")).to_have_count(2)
    await assert_accessible(visit.page)


@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing_on_answers(opening: Opening, theme: str) -> None:
    """However they ended; with an open word on one, and one being written."""
    visit = await opening(color_scheme=theme, reduced_motion="reduce")
    await fill(visit)
    await visit.answer.get_by_role("button", name="Good answer").click()
    await expect(visit.page.get_by_label("What was good about it?")).to_be_focused()
    turn = await visit.ask("And now?")
    await visit.desk.replies[turn.id].draft("The first badge is free.")
    await expect(visit.answer).to_contain_text("The first badge is free.")
    await assert_accessible(visit.page)


@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing_on_a_phone_with_its_drawer_open(
    opening: Opening, theme: str
) -> None:
    """What lies under the drawer cannot be reached meanwhile."""
    visit = await opening(width=390, height=780, color_scheme=theme, reduced_motion="reduce")
    await fill(visit)
    await visit.page.get_by_role("button", name="Show conversations").click()
    await expect(visit.page.locator(".conversation")).to_be_visible()
    await assert_accessible(visit.page)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [390, 1280])
async def test_axe_finds_nothing_on_status(opening: Opening, theme: str, width: int) -> None:
    """With its details open."""
    visit = await opening(path="/status", width=width, color_scheme=theme)
    for closed in await visit.page.locator("summary").all():
        await closed.click()
    await assert_accessible(visit.page)


@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing_on_the_sign_in(opening: Opening, theme: str) -> None:
    """Also after a wrong token."""
    visit = await opening(rules=WebRules(token="0123456789abcdef"), color_scheme=theme)
    await assert_accessible(visit.page)
    await visit.page.get_by_label("Token").fill("nonsense")
    await visit.page.get_by_role("button", name="Sign in").click()
    await expect(visit.page.get_by_role("alert")).to_contain_text("not the token")
    await assert_accessible(visit.page)


@pytest.mark.parametrize("width", PHONES)
async def test_nothing_needs_scrolling_sideways(opening: Opening, width: int) -> None:
    """Long words break, wide tables scroll within themselves."""
    visit = await opening(width=width, height=700, is_mobile=True, has_touch=True)
    assert await visit.overflowing() == []
    await fill(visit)
    assert await visit.overflowing() == []
    await visit.page.get_by_role("button", name="Show conversations").tap()
    assert await visit.overflowing() == []
    await visit.page.goto("/status")
    assert await visit.overflowing() == []


async def test_the_page_works_at_twice_and_four_times_the_size(opening: Opening) -> None:
    """A window of 1280 by 1024 that is zoomed to 200 and 400 percent; no line is cut off."""
    for width, height in ((640, 512), (320, 256)):
        visit = await opening(width=width, height=height)
        await fill(visit)
        assert await visit.overflowing() == []
        for label in ("Your question", "Show conversations"):
            await expect(visit.page.get_by_label(label, exact=True)).to_be_in_viewport()


async def test_targets_are_large_enough_for_fingers(opening: Opening) -> None:
    """At least 40 pixels in both directions, but for links within text."""
    visit = await opening(width=390, height=780, is_mobile=True, has_touch=True)
    await fill(visit)
    await visit.page.get_by_role("button", name="Show conversations").tap()
    small = await visit.page.evaluate(
        """[...document.querySelectorAll("button, .conversation a, .source, .themes label, textarea")]
        .filter((e) => e.checkVisibility({visibilityProperty: true}))
        .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 40 || box.height < 38)
        .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""
    )
    assert small == []


async def test_everything_can_be_done_by_keyboard(visit: Visit) -> None:
    """Asking, stopping, rating, opening another conversation; the focus is always seen."""
    page = visit.page
    await expect(page.get_by_label("Your question")).to_be_focused()
    await page.keyboard.type("What does a lost badge cost?")
    await page.keyboard.press("Enter")
    turn = await visit.asked()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Stop answering")).to_be_focused()
    await page.keyboard.press("Enter")
    await visit.stopped()
    await visit.desk.decide(turn.id, Answered("CAD 20.", SOURCES))
    await expect(page.get_by_label("Your question")).to_be_focused()
    reached = []
    for _ in range(4):
        await page.keyboard.press("Shift+Tab")
        reached.append(
            await page.evaluate(
                "document.activeElement.ariaLabel ?? document.activeElement.className"
            )
        )
        assert await page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        )
    assert reached == ["Bad answer", "Good answer", "Copy the answer", "source"]
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("What was good about it?")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Good answer")).to_be_focused()


async def test_a_skip_link_leads_past_the_conversations(visit: Visit) -> None:
    """It is the first thing that the keyboard reaches."""
    await expect(visit.page.get_by_label("Your question")).to_be_focused()
    await visit.page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    await visit.page.keyboard.press("Tab")
    skip = visit.page.get_by_role("link", name="Skip to your question")
    await expect(skip).to_be_focused()
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.get_by_label("Your question")).to_be_focused()


async def test_a_phones_drawer_keeps_and_gives_back_the_focus(opening: Opening) -> None:
    """It opens over the page, closes by Escape, and the page behind it rests."""
    visit = await opening(width=390, height=780)
    opener = visit.page.get_by_role("button", name="Show conversations")
    await opener.click()
    await expect(visit.page.get_by_role("button", name="Hide conversations")).to_be_focused()
    await expect(visit.page.locator(".room")).to_have_attribute("inert", "")
    await visit.page.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    await expect(opener).to_have_attribute("aria-expanded", "false")


async def test_a_screen_reader_hears_status_and_answer_once(visit: Visit) -> None:
    """Not each piece of it."""
    await visit.page.evaluate(
        """() => {
            window.heard = [];
            const region = document.getElementById("announcer");
            new MutationObserver(() => window.heard.push(region.textContent))
                .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )
    turn = await visit.ask("What does a lost badge cost?")
    reply = visit.desk.replies[turn.id]
    await reply.status("You are 2nd in line")
    await expect(visit.page.locator("#announcer")).to_have_text("You are 2nd in line")
    for piece in ("A lost ", "badge ", "costs ", "CAD 20."):
        await reply.append(piece)
        await expect(visit.answer).to_contain_text(piece.strip())
    await visit.desk.decide(turn.id, Answered("A lost badge costs CAD 20.", SOURCES))
    spoken = "Answer: A lost badge costs CAD 20. 1 page named."
    await expect(visit.page.locator("#announcer")).to_have_text(spoken)
    assert await visit.page.evaluate("window.heard") == ["You are 2nd in line", spoken]


async def test_the_theme_follows_the_system_until_one_is_chosen(opening: Opening) -> None:
    """The choice outlives a reload."""
    visit = await opening(color_scheme="dark")
    html = visit.page.locator("html")
    body = visit.page.locator("body")
    await expect(html).to_have_attribute("data-theme", "dark")
    await expect(body).to_have_css("background-color", "rgb(26, 27, 28)")
    await visit.page.emulate_media(color_scheme="light")
    await expect(html).to_have_attribute("data-theme", "light")
    await visit.page.get_by_role("radio", name="Dark").check()
    await visit.page.reload()
    await expect(body).to_have_css("background-color", "rgb(26, 27, 28)")
    await expect(visit.page.get_by_role("radio", name="Dark")).to_be_checked()
    await visit.page.get_by_role("radio", name="Automatic").check()
    await expect(html).to_have_attribute("data-theme", "light")


async def test_without_scripts_the_colours_follow_the_system(opening: Opening) -> None:
    """And the status page can be read."""
    visit = await opening(path="/status", java_script_enabled=False, color_scheme="dark")
    await expect(visit.page.locator("body")).to_have_css("background-color", "rgb(19, 20, 21)")
    await expect(visit.page.get_by_text("Not ready: 1 check failed")).to_be_visible()


async def test_signing_in_leads_to_the_page_and_out_again(opening: Opening) -> None:
    """By the form, with the browser's own origin and cookies."""
    visit = await opening(rules=WebRules(token="0123456789abcdef"))
    await visit.page.get_by_label("Token").fill("0123456789abcdef")
    await visit.page.get_by_role("button", name="Sign in").click()
    await expect(visit.page.get_by_text("What would you like to know?")).to_be_visible()
    await visit.ask("What does a lost badge cost?")
    await visit.page.get_by_role("button", name="Sign out").click()
    await expect(visit.page.get_by_role("heading", name="Sign in")).to_be_visible()


async def test_a_session_that_ends_leads_back_to_the_sign_in(opening: Opening) -> None:
    """Thirty days later the page does not just stop to work."""
    visit = await opening(rules=WebRules(token="0123456789abcdef"))
    await visit.page.get_by_label("Token").fill("0123456789abcdef")
    await visit.page.get_by_role("button", name="Sign in").click()
    await expect(visit.page.get_by_text("What would you like to know?")).to_be_visible()
    visit.server.clock.advance(days=31)
    await visit.page.get_by_label("Your question").fill("What does a lost badge cost?")
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.get_by_role("heading", name="Sign in")).to_be_visible()


async def test_the_status_page_names_local_times(opening: Opening) -> None:
    """What is shown as `3 hours ago` can be pointed at."""
    visit = await opening(path="/status", timezone_id="Asia/Tokyo", locale="en-CA")
    built = visit.page.locator("section", has_text="Embedding model").locator("time").first
    await expect(built).to_have_attribute("title", "Tuesday, November 24, 2026 at 6:00 p.m.")

"""What comes unasked, in the browser: charts, updates, and the subscriptions on the status page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from core.domain import Answered, ConversationKey, Post
from tests.browser.conftest import Opening, Visit
from tests.fakes.desk import NOON
from tests.fakes.web_posts import CHART

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

THEMES = ("light", "dark")
DIGEST = """**Calgary emergency**
Foothills rose by 46 min since 15:00.

| Site | Wait | Since 15:00 | Usual now |
|---|---:|---|---|
| Foothills Medical Centre | 3 h 38 min | 46 min more | 2 h 50 min to 3 h 30 min |
| South Health Campus, adult emergency | not known | | |
"""


async def chart(visit: Visit) -> None:
    """An answer with a chart."""
    turn = await visit.ask("How was the wait at Foothills?")
    await visit.desk.decide(turn.id, Answered(DIGEST, pictures=(CHART,)))
    await expect(visit.answer.get_by_role("img", name=CHART.alt_text)).to_be_visible()


async def channel(visit: Visit) -> ConversationKey:
    """Where this browser is posted to."""
    if not visit.desk.asked:
        turn = await visit.ask("subscribe weekdays 7:00, Calgary emergency")
        await visit.desk.decide(turn.id, Answered("You will be told."))
        await expect(visit.answer).to_contain_text("You will be told.")
    return replace(visit.desk.asked[0].question.conversation, thread="")


async def post(visit: Visit, name: str, text: str = DIGEST, **more: object) -> None:
    """Post something, a minute after what was before."""
    visit.server.clock.advance(minutes=1)
    made = Post(name, await channel(visit), text, NOON)
    await visit.server.show(replace(made, **more))  # type: ignore[arg-type]


async def look_again(page: Page) -> None:
    """What happens when a person comes back to the tab."""
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


async def assert_accessible(page: Page) -> None:
    """No rule of axe-core is broken, on the whole page."""
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


# ---- Charts in answers -------------------------------------------------------------------


async def test_an_answer_shows_its_chart(visit: Visit) -> None:
    """No wider than the text, in a place that was kept for it, and large at a click."""
    await chart(visit)
    image = visit.answer.locator(".picture img")
    await expect(image).to_have_js_property("naturalWidth", 900)
    box, text = await image.bounding_box(), await visit.answer.bounding_box()
    assert box is not None
    assert text is not None
    assert box["width"] <= text["width"]
    assert box["height"] == pytest.approx(box["width"] * 420 / 900, abs=1)
    async with visit.page.context.expect_page() as opened:
        await visit.answer.get_by_role("link", name=CHART.alt_text).click()
    beside = await opened.value
    await expect(beside.locator("img")).to_have_js_property("naturalWidth", 900)


async def test_a_chart_takes_its_place_before_it_comes(visit: Visit) -> None:
    """What stands below it does not jump."""
    await visit.page.route("**/pictures/*.png", lambda _: None)  # It never comes.
    turn = await visit.ask("How was the wait at Foothills?")
    await visit.desk.decide(turn.id, Answered("It rose.", pictures=(CHART,)))
    image = visit.answer.locator(".picture img")
    await expect(image).to_have_count(1)
    box = await image.bounding_box()
    assert box is not None
    assert box["height"] == pytest.approx(box["width"] * 420 / 900, abs=1)
    await visit.page.unroute_all(behavior="ignoreErrors")


async def test_a_chart_that_is_gone_is_told_in_words(visit: Visit) -> None:
    """The answer stands by itself."""
    await visit.page.route("**/pictures/*.png", lambda route: route.fulfill(status=404))
    turn = await visit.ask("How was the wait at Foothills?")
    await visit.desk.decide(turn.id, Answered("It rose.", pictures=(CHART,)))
    await expect(visit.answer).to_contain_text(f"It showed: {CHART.alt_text}")
    await expect(visit.answer.locator("img")).to_have_count(0)


async def test_a_screen_reader_hears_that_there_is_a_chart(visit: Visit) -> None:
    """What it shows is read where it stands."""
    turn = await visit.ask("How was the wait at Foothills?")
    await visit.desk.decide(turn.id, Answered("It rose.", pictures=(CHART,)))
    await expect(visit.page.locator("#announcer")).to_have_text("Answer: It rose. With a chart.")


# ---- Updates -----------------------------------------------------------------------------


async def test_an_update_arrives_while_the_page_is_open(visit: Visit) -> None:
    """It is counted, announced, and shown in the panel with its chart, as new until it is closed."""
    await post(visit, "digest-1", picture=CHART)
    await look_again(visit.page)
    button = visit.page.get_by_role("button", name="Updates, 1 new")
    await expect(button).to_be_visible()
    await expect(visit.page.locator("#announcer")).to_have_text(
        re.compile("^New update: Calgary emergency")
    )
    await button.click()
    panel = visit.page.get_by_role("dialog", name="Updates")
    await expect(panel.get_by_role("heading", name="Calgary emergency")).to_be_visible()
    await expect(panel.get_by_role("img", name=CHART.alt_text)).to_be_visible()
    await expect(panel.get_by_text("New", exact=True)).to_be_visible()
    await visit.page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    opener = visit.page.get_by_role("button", name="Updates", exact=True)
    await expect(opener).to_be_focused()
    await opener.click()
    await expect(panel.get_by_text("New", exact=True)).to_have_count(0)


async def test_the_page_looks_for_updates_by_itself(opening: Opening) -> None:
    """Every 20 seconds, without being touched."""
    visit = await opening()
    await visit.page.clock.install()
    await visit.page.reload()
    await post(visit, "digest-1")
    await visit.page.clock.run_for(20_000)
    await expect(visit.page.get_by_role("button", name="Updates, 1 new")).to_be_visible()


async def test_an_update_of_before_is_there_at_the_next_visit(visit: Visit) -> None:
    """Seen ones are not counted again, also after a reload."""
    await post(visit, "digest-1")
    await post(visit, "digest-2")
    await visit.page.reload()
    await visit.page.get_by_role("button", name="Updates, 2 new").click()
    await expect(visit.page.locator(".update")).to_have_count(2)
    await visit.page.reload()
    await expect(visit.page.get_by_role("button", name="Updates", exact=True)).to_be_visible()
    await post(visit, "digest-3")
    await look_again(visit.page)
    await expect(visit.page.get_by_role("button", name="Updates, 1 new")).to_be_visible()


async def test_an_update_arrives_in_the_open_panel(visit: Visit) -> None:
    """On top, marked and announced there: the page behind the panel is not heard."""
    await post(visit, "digest-1", "Older words.")
    await look_again(visit.page)
    await visit.page.get_by_role("button", name="Updates, 1 new").click()
    await post(visit, "alert-1", "Newer words.")
    await look_again(visit.page)
    await expect(visit.page.locator(".update").first).to_contain_text("Newer words.")
    await expect(visit.page.locator("#updates-announcer")).to_have_text("New update: Newer words.")
    await expect(visit.page.locator("#updates-count")).to_be_hidden()


async def test_an_update_that_is_kept_up_to_date_stays_one(visit: Visit) -> None:
    """The newest words take the place of those before, and count as new."""
    await post(visit, "a", "It is 2 h.")
    await look_again(visit.page)
    await visit.page.get_by_role("button", name="Updates, 1 new").click()
    await visit.page.keyboard.press("Escape")
    await post(visit, "b", "It is 3 h.", updates="a")
    await look_again(visit.page)
    await visit.page.get_by_role("button", name="Updates, 1 new").click()
    await expect(visit.page.locator(".update")).to_have_count(1)
    await expect(visit.page.locator(".update")).to_contain_text("It is 3 h.")


async def test_an_empty_panel_says_how_to_subscribe(visit: Visit) -> None:
    """In words that can be written into the chat; a click beside the panel closes it."""
    await visit.page.get_by_role("button", name="Updates").click()
    panel = visit.page.get_by_role("dialog", name="Updates")
    await expect(panel).to_contain_text("subscribe weekdays 7:00")
    await expect(panel).to_contain_text("alert me when … is over 2 hours")
    await visit.page.mouse.click(40, 400)
    await expect(panel).to_be_hidden()


async def test_escape_closes_the_panel_and_stops_no_answer(visit: Visit) -> None:
    """One key, one thing."""
    await visit.ask("How was the wait at Foothills?")
    await visit.page.get_by_role("button", name="Updates").click()
    await visit.page.keyboard.press("Escape")
    await expect(visit.page.get_by_role("dialog", name="Updates")).to_be_hidden()
    assert visit.desk.stopped == []


async def test_a_look_that_fails_disturbs_nobody(visit: Visit) -> None:
    """The next one may work."""
    await visit.page.route("**/api/posts", lambda route: route.fulfill(status=503, body="{}"))
    await look_again(visit.page)
    await expect(visit.page.locator("#trouble")).to_be_hidden()
    await visit.page.unroute("**/api/posts")
    await post(visit, "digest-1")
    await look_again(visit.page)
    await expect(visit.page.get_by_role("button", name="Updates, 1 new")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing_on_charts_and_updates(
    opening: Opening, theme: str, width: int
) -> None:
    """On the page with a count, on the panel with something new, and on an empty one."""
    visit = await opening(width=width, color_scheme=theme, reduced_motion="reduce")
    await visit.page.get_by_role("button", name="Updates").click()
    await assert_accessible(visit.page)
    await visit.page.get_by_role("button", name="Close updates").click()
    await chart(visit)
    await post(visit, "digest-1", picture=CHART)
    await look_again(visit.page)
    button = visit.page.get_by_role("button", name="Updates, 1 new")
    await expect(button).to_be_visible()
    await assert_accessible(visit.page)
    await button.click()
    await expect(visit.page.locator(".update")).to_be_visible()
    await assert_accessible(visit.page)


@pytest.mark.parametrize("width", [320, 390])
async def test_charts_and_updates_fit_on_a_phone(opening: Opening, width: int) -> None:
    """Nothing but a wide table is scrolled sideways, and waits are not broken in two."""
    visit = await opening(width=width, height=700, is_mobile=True, has_touch=True)
    await chart(visit)
    assert await visit.overflowing() == []
    await post(visit, "digest-1", picture=CHART)
    await look_again(visit.page)
    await visit.page.get_by_role("button", name="Updates, 1 new").tap()
    body = visit.page.locator(".updates-body")
    assert await body.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    wait = visit.page.locator(".update td", has_text=re.compile(r"^3\sh\s38\smin$"))
    assert (
        await wait.evaluate(
            """(cell) => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return range.getClientRects().length;
        }"""
        )
        == 1
    )


# ---- The status page ---------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_subscription_is_paused_and_resumed(opening: Opening, *, scripts: bool) -> None:
    """By buttons that say whose they are, with and without scripts."""
    visit = await opening(path="/status", java_script_enabled=scripts)
    section = visit.page.get_by_role("region", name="Subscriptions")
    await section.get_by_role("button", name="Pause subscription 1: weekdays").click()
    resume = section.get_by_role("button", name="Resume subscription 1: weekdays")
    await expect(resume).to_be_visible()
    await resume.click()
    await expect(section.get_by_role("button", name="Pause subscription 1")).to_be_visible()
    assert visit.page.url.endswith("/status#subscriptions")


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_subscription_is_removed_in_two_steps(opening: Opening, *, scripts: bool) -> None:
    """The first asks only."""
    visit = await opening(path="/status", java_script_enabled=scripts)
    section = visit.page.get_by_role("region", name="Subscriptions")
    really = section.get_by_role("button", name="Yes, remove subscription 2")
    await expect(really).to_be_hidden()
    await section.get_by_label("Remove subscription 2", exact=False).first.click()
    await really.click()
    await expect(section).not_to_contain_text("alert me when Foothills")
    await expect(section).to_contain_text("weekdays 7:00 and 15:00")


async def test_what_is_open_on_the_status_page_stays_open(opening: Opening) -> None:
    """It renews itself every 15 seconds; whoever reads a table, or is about to press, goes on."""
    visit = await opening(path="/status")
    await visit.page.locator("#sites > summary").click()
    await visit.page.locator("#remove-1 > summary").click()
    visit.server.status.gives = replace(visit.server.status.gives, generator="another one")
    await visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(visit.page.locator("main")).to_contain_text("another one")
    await expect(visit.page.get_by_text("Wait times unavailable")).to_be_visible()
    await expect(
        visit.page.get_by_role("button", name="Yes, remove subscription 1")
    ).to_be_visible()
    await expect(visit.page.locator("#remove-1 > summary")).to_be_focused()
    await expect(visit.page.locator("#remove-2")).not_to_have_attribute("open", "")

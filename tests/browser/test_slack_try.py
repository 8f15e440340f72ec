"""The page of the local Slack in a browser: a person writes, clicks and chooses; an app answers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from adapters.local_slack.state import Message
from tests.browser.conftest import DEADLINE_SECONDS
from tests.fakes.slack_page import PageStage, modal, plain, serve_slack_page

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "rate",
            "positive_button": {"text": plain("Helpful"), "value": "up"},
            "negative_button": {"text": plain("Not helpful"), "value": "down"},
        }
    ],
}
ASK = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "text": plain("Ask a person"),
            "action_id": "ask",
            "value": "t1",
            "confirm": {
                "title": plain("Ask a person?"),
                "text": plain("People will see it."),
                "confirm": plain("Ask"),
                "deny": plain("Cancel"),
            },
        }
    ],
}
TONE = {
    "type": "input",
    "block_id": "tone",
    "label": plain("Tone"),
    "element": {
        "type": "radio_buttons",
        "action_id": "tone",
        "options": [
            {"text": plain("Full"), "value": "full"},
            {"text": plain("Short"), "value": "short"},
        ],
    },
}


@dataclass(slots=True)
class Client:
    """A person at the page."""

    page: Page
    stage: PageStage
    complaints: list[str] = field(default_factory=list)

    @property
    def messages(self) -> Locator:
        """Of the place that is open."""
        return self.page.locator("#messages > .message")

    @property
    def thread(self) -> Locator:
        """The pane beside it."""
        return self.page.get_by_role("complementary", name="Thread")

    async def write(self, text: str) -> None:
        """Write in the channel, and send it with Enter."""
        box = self.page.locator("#write textarea")
        await box.fill(text)
        await box.press("Enter")

    async def asked(self) -> Message:
        """Ask the app something; its thread opens beside the channel."""
        await self.write("@frontdesk What does a lost badge cost?")
        await expect(self.thread).to_be_visible()
        (message,) = self.stage.general.messages.values()
        return message

    async def in_thread(self, root: Message, method: str, **arguments: Any) -> dict[str, Any]:
        """Let the app call a method about a thread."""
        where = {"channel": root.channel, "thread_ts": root.ts}
        answer = await self.stage.client.api_call(method, json={**where, **arguments})
        return dict(answer.data)


Opening: TypeAlias = Callable[..., Awaitable[Client]]


@pytest_asyncio.fixture(loop_scope="session")
async def opening(chromium: Browser) -> AsyncIterator[Opening]:
    """Opens the page; afterwards the browser may not have complained."""
    clients: list[Client] = []
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(serve_slack_page())

        async def open_page(*, width: int = 1280, **context: Any) -> Client:
            profile = await chromium.new_context(
                viewport={"width": width, "height": 800}, base_url=stage.url, **context
            )
            stack.push_async_callback(profile.close)
            profile.set_default_timeout(1000 * DEADLINE_SECONDS)
            client = Client(await profile.new_page(), stage)
            client.page.on("pageerror", lambda error: client.complaints.append(str(error)))
            client.page.on("console", lambda said: _hear(client, said.type, said.text))
            clients.append(client)
            await client.page.goto("/")
            await expect(client.page.get_by_label("Message #general")).to_be_visible()
            return client

        yield open_page
    for client in clients:
        assert not client.complaints


@pytest_asyncio.fixture(loop_scope="session")
async def ann(opening: Opening) -> Client:
    """Ann, who has just opened the page."""
    return await opening()


def _hear(client: Client, kind: str, text: str) -> None:
    # The page ends after its server now and then.
    if kind in {"error", "warning"} and "Failed to load resource" not in text:
        client.complaints.append(text)


async def test_a_mention_is_answered_in_a_thread(ann: Client) -> None:
    """The name is completed; the thread opens beside the channel; the answer appears there."""
    box = ann.page.locator("#write textarea")
    await box.press_sequentially("@fr")
    await expect(ann.page.get_by_role("option", name="@frontdesk")).to_be_visible()
    await box.press("Tab")
    await expect(box).to_have_value("@frontdesk ")
    await box.press_sequentially("hello")
    await box.press("Enter")
    await expect(ann.messages).to_have_count(1)
    await expect(ann.thread).to_contain_text("@frontdesk hello")
    (root,) = ann.stage.general.messages.values()
    await ann.stage.app_says("Good *morning*", under=root)
    await expect(ann.thread.get_by_text("morning")).to_be_visible()
    await expect(ann.messages).to_contain_text(["1 reply"])


async def test_an_answer_grows_and_can_be_stopped(ann: Client) -> None:
    """Pieces of a stream appear as they come; Slack's own Stop ends it and tells the app."""
    root = await ann.asked()
    where = {"channel_id": root.channel, "thread_ts": root.ts}
    await ann.stage.client.api_call(
        "agents.sessions.setStatus", json={**where, "status": "processing"}
    )
    stream = await ann.in_thread(
        root,
        "chat.startStream",
        recipient_user_id=ann.stage.ann.id,
        recipient_team_id=ann.stage.slack.workspace.team_id,
        chunks=[{"type": "markdown_text", "text": "A lost badge "}],
    )
    await expect(ann.thread.locator(".streaming")).to_contain_text("A lost badge")
    await ann.in_thread(
        root,
        "chat.appendStream",
        ts=stream["ts"],
        thread_ts=None,
        chunks=[{"type": "markdown_text", "text": "costs **CAD 20**."}],
    )
    await expect(ann.thread.locator(".streaming")).to_contain_text("costs CAD 20.")
    await ann.thread.get_by_role("button", name="Stop").click()
    await expect(ann.thread.locator(".streaming")).to_have_count(0)
    kinds = [one.payload["event"]["type"] for one in ann.stage.carrier.parcels]
    assert "agent_session_stopped" in kinds


async def test_what_is_going_on_is_told(ann: Client) -> None:
    """The app's words follow its name, as in Slack."""
    root = await ann.asked()
    where = {"channel_id": root.channel, "thread_ts": root.ts}
    await ann.stage.client.api_call(
        "assistant.threads.setStatus", json={**where, "status": "is reading pages"}
    )
    await expect(ann.thread.get_by_role("status")).to_contain_text("frontdesk is reading pages")


async def test_feedback_is_given_with_one_click(ann: Client) -> None:
    """The button stays pressed, also when the message is drawn anew."""
    message = await ann.stage.app_says("CAD 20", blocks=[FEEDBACK])
    helpful = ann.page.get_by_role("button", name="Helpful", exact=True)
    await helpful.click()
    await expect(helpful).to_have_attribute("aria-pressed", "true")
    await ann.stage.bob.reacts(message, "eyes")
    await expect(ann.page.get_by_role("button", name="eyes: 1")).to_be_visible()
    await expect(helpful).to_have_attribute("aria-pressed", "true")
    await ann.stage.slack.until(lambda: ann.stage.interactions)
    assert ann.stage.interactions[0]["actions"][0]["value"] == "up"


async def test_a_button_asks_first_where_the_app_wants_it(ann: Client) -> None:
    """Cancel does nothing; the app hears of the second click."""
    await ann.stage.app_says("CAD 20", blocks=[ASK])
    ask, dialog = ann.page.get_by_role("button", name="Ask a person"), ann.page.locator("#confirm")
    await ask.click()
    await expect(dialog).to_contain_text("People will see it.")
    await dialog.get_by_role("button", name="Cancel").click()
    await ask.click()
    await dialog.get_by_role("button", name="Ask", exact=True).click()
    await ann.stage.slack.until(lambda: ann.stage.interactions)
    await expect(dialog).to_be_hidden()
    assert len(ann.stage.interactions) == 1


async def test_a_modal_tells_what_is_missing(ann: Client) -> None:
    """What was chosen stays while the app changes the view; Save closes it."""
    await ann.write("/frontdesk settings")
    await ann.stage.slack.until(lambda: ann.stage.interactions)
    opened = await ann.stage.client.views_open(
        trigger_id=ann.stage.interactions[0]["trigger_id"], view=modal(TONE)
    )
    dialog = ann.page.get_by_role("dialog", name="How I answer")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("required")
    await dialog.get_by_label("Short").check()
    note = {"type": "section", "text": plain("More is known now.")}
    await ann.stage.client.views_update(view_id=opened["view"]["id"], view=modal(note, TONE))
    await expect(dialog).to_contain_text("More is known now.")
    await expect(dialog.get_by_label("Short")).to_be_checked()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_hidden()
    values = ann.stage.interactions[-1]["view"]["state"]["values"]
    assert values["tone"]["tone"]["selected_option"]["value"] == "short"


async def test_escape_closes_a_modal(ann: Client) -> None:
    """As its button does."""
    await ann.write("/frontdesk settings")
    await ann.stage.slack.until(lambda: ann.stage.interactions)
    await ann.stage.client.views_open(
        trigger_id=ann.stage.interactions[0]["trigger_id"], view=modal(TONE)
    )
    await expect(ann.page.get_by_role("dialog", name="How I answer")).to_be_visible()
    await ann.page.keyboard.press("Escape")
    await expect(ann.page.get_by_role("dialog", name="How I answer")).to_be_hidden()
    assert ann.stage.ann.view is None


async def test_ones_own_message_can_be_edited_and_deleted(ann: Client) -> None:
    """By its menu; deleting asks first."""
    await ann.write("helo")
    await ann.messages.hover()
    await ann.messages.get_by_label("More of this message").click()
    await ann.messages.get_by_role("button", name="Edit").click()
    await ann.page.get_by_label("Edit the message").fill("hello")
    await ann.page.keyboard.press("Enter")
    await expect(ann.messages).to_contain_text(["hello"])
    await expect(ann.messages).to_contain_text(["(edited)"])
    await ann.messages.hover()
    await ann.messages.get_by_label("More of this message").click()
    await ann.messages.get_by_role("button", name="Delete").click()
    await ann.page.locator("#confirm").get_by_role("button", name="Delete").click()
    await expect(ann.messages).to_have_count(0)


async def test_a_shortcut_of_the_manifest_is_in_the_menu(ann: Client) -> None:
    """The app hears of the message that it was used on."""
    message = await ann.stage.bob.says("Who runs payroll?", "#general")
    await ann.messages.hover()
    await ann.messages.get_by_label("More of this message").click()
    await ann.messages.get_by_role("button", name="Answer this").click()
    await ann.stage.slack.until(lambda: ann.stage.interactions)
    assert ann.stage.interactions[0]["message_ts"] == message.ts


async def test_only_ann_sees_what_is_told_to_ann(ann: Client) -> None:
    """It is marked so, and gone when she is somebody else."""
    await ann.stage.client.chat_postEphemeral(
        channel=ann.stage.general.id, user=ann.stage.ann.id, text="Just for you."
    )
    await expect(ann.messages).to_contain_text(["Only visible to you"])
    await ann.page.get_by_text("Bob").click()
    await expect(ann.messages).to_have_count(0)


async def test_prompts_are_asked_with_one_click(ann: Client) -> None:
    """In the direct message, as long as nothing was said there."""
    direct = ann.stage.slack.workspace.direct(ann.stage.ann.id)
    await ann.stage.client.api_call(
        "assistant.threads.setSuggestedPrompts",
        json={
            "channel_id": direct.id,
            "prompts": [{"title": "Payroll", "message": "Who runs payroll?"}],
        },
    )
    await ann.page.get_by_role("button", name="frontdesk, Messages").click()
    await ann.page.get_by_role("button", name="Payroll").click()
    await expect(ann.messages).to_contain_text(["Who runs payroll?"])
    await expect(ann.page.get_by_role("button", name="Payroll")).to_be_hidden()


async def test_a_link_to_a_message_opens_its_thread(ann: Client) -> None:
    """Rather than an address that does not exist."""
    root = await ann.stage.bob.says("Is there a gym?", "#general")
    link = await ann.stage.client.chat_getPermalink(channel=root.channel, message_ts=root.ts)
    await ann.stage.app_says(f"<{link['permalink']}|The question>")
    await ann.page.get_by_role("link", name="The question").click()
    await expect(ann.thread).to_contain_text("Is there a gym?")


async def test_what_slack_itself_says_is_shown(ann: Client) -> None:
    """E.g. that a command cannot be used in threads."""
    await ann.asked()
    reply = ann.thread.get_by_label("Reply…")
    await reply.fill("/frontdesk waits")
    await reply.press("Enter")
    await expect(ann.page.get_by_text("is not supported in threads")).to_be_visible()
    await expect(reply).to_have_value("/frontdesk waits")


async def test_a_mention_where_the_app_is_not_is_not_lost_silently(ann: Client) -> None:
    """As Slack does, the page says that nobody sees it; the app can be added."""
    await ann.page.get_by_role("button", name="Remove frontdesk").click()
    await expect(ann.page.get_by_role("button", name="Add frontdesk")).to_be_visible()
    await ann.write("@frontdesk hello")
    await expect(ann.page.get_by_text("is not in this channel")).to_be_visible()
    await ann.page.get_by_role("button", name="Add frontdesk").click()
    await expect(ann.messages).to_contain_text(["@frontdesk hello", "has joined the channel"])


async def test_slack_has_moods(ann: Client) -> None:
    """One tick, and every event comes three times."""
    await ann.page.get_by_text("Slack’s moods").click()
    await ann.page.get_by_label("three times").check()
    await ann.stage.slack.until(lambda: ann.stage.slack.mischief.deliver_times == 3)
    await expect(ann.page.get_by_label("three times")).to_be_checked()


async def test_a_narrow_page_can_be_used(opening: Opening) -> None:
    """Nothing sticks out; the side slides in, and the thread lies on top."""
    ann = await opening(width=400)
    await ann.page.get_by_label("Channels and people").click()
    await ann.page.get_by_role("button", name="general").click()
    await ann.write("@frontdesk hello")
    await ann.page.get_by_label("More of this message").click()
    await ann.page.get_by_role("button", name="Reply in thread").click()
    await expect(ann.thread).to_be_in_viewport(ratio=0.99)
    wide = await ann.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 400


@pytest.mark.parametrize("colors", ["light", "dark"])
async def test_nothing_keeps_people_out(opening: Opening, colors: str) -> None:
    """Names, contrast and structure, as far as axe can tell."""
    ann = await opening(color_scheme=colors)
    root = await ann.asked()
    await ann.stage.app_says("Sources: <https://example.org|Badges>", under=root, blocks=[])
    await ann.stage.app_says("CAD 20", blocks=[FEEDBACK, ASK])
    await ann.page.get_by_text("Slack’s moods").click()
    await expect(ann.page.get_by_role("button", name=re.compile("Ask a person"))).to_be_visible()
    found = await Axe().run(ann.page)
    assert found.violations_count == 0, found.generate_report()

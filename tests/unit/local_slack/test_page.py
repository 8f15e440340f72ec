"""The page of the local Slack: what it shows to whom, what can be done on it, whom it lets in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from adapters.local_slack.page.changes import Changes
from adapters.local_slack.page.typed import as_typed
from adapters.local_slack.state import App, Workspace
from tests.fakes.slack_page import PageStage, modal, plain, serve_slack_page


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[PageStage]:
    async with serve_slack_page() as one:
        yield one


def button(label: str, value: str, action_id: str = "pick") -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "value": value, "action_id": action_id}


ACTIONS = {
    "type": "actions",
    "block_id": "row",
    "elements": [button("One", "1", "pick_1"), button("Two", "2", "pick_2")],
}
NAME = {
    "type": "input",
    "block_id": "name",
    "label": plain("Name"),
    "element": {"type": "plain_text_input", "action_id": "typed"},
}


async def test_the_page_and_its_files_are_served(stage: PageStage) -> None:
    """Each with its type; nothing else is."""
    kinds = {}
    for name in ("", "page.css", "page.js", "secrets"):
        async with stage.browser.get(stage.url + name) as answer:
            kinds[name] = (answer.status, answer.content_type)
    assert kinds == {
        "": (200, "text/html"),
        "page.css": (200, "text/css"),
        "page.js": (200, "text/javascript"),
        "secrets": (404, "text/plain"),
    }


async def test_another_name_is_refused(stage: PageStage) -> None:
    """A site whose name leads to this machine reads nothing."""
    headers = {"Host": "evil.example.org"}
    async with stage.browser.get(f"{stage.url}api/state", headers=headers) as answer:
        assert answer.status == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example.org"}, 403),
        ({}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_another_site_can_do_nothing(
    stage: PageStage, headers: dict[str, str], status: int
) -> None:
    """Whatever does not come from the page itself is refused, and has no effect."""
    body = {"person": "ann", "place": stage.general.id, "text": "hello"}
    async with stage.browser.post(f"{stage.url}api/say", json=body, headers=headers) as answer:
        assert answer.status == status
    assert not stage.general.messages


async def test_a_form_of_the_same_origin_is_refused(stage: PageStage) -> None:
    """Only JSON is taken, which forms cannot send."""
    async with stage.browser.post(
        f"{stage.url}api/say", data={"person": "ann"}, headers={"Origin": stage.origin}
    ) as answer:
        assert answer.status == 415


async def test_who_comes_first_is_somebody_somewhere(stage: PageStage) -> None:
    """Without a name or a place one is the first person, in the first channel."""
    shown = await stage.state(person="", place="")
    assert (shown["me"], shown["place"]["name"]) == ("ann", "general")


async def test_nobody_sees_what_is_not_theirs(stage: PageStage) -> None:
    """Private channels, private answers and strangers are not there."""
    await stage.client.chat_postEphemeral(
        channel=stage.general.id, user=stage.bob.id, text="Only for Bob."
    )
    shown = await stage.state()
    managers = stage.slack.workspace.channel_named("managers")
    assert [one["name"] for one in shown["channels"]] == ["general"]
    assert shown["messages"] == []
    assert "problem" in await stage.state(place=managers.id)
    assert "problem" in await stage.state(person="frontdesk")
    (bobs,) = (await stage.state(person="bob"))["messages"]
    assert bobs["is_private"]


async def test_what_was_said_is_drawn_safely(stage: PageStage) -> None:
    """Nothing that somebody writes becomes HTML."""
    assert await stage.do("say", text="<script>alert(1)</script> @frontdesk") == ""
    (message,) = (await stage.state())["messages"]
    assert "<script>" not in message["html"]
    assert "@frontdesk</span>" in message["html"]
    assert message["typed"] == "<script>alert(1)</script> @frontdesk"


async def test_a_thread_stands_beside_its_channel(stage: PageStage) -> None:
    """The channel shows its size, the thread what is in it and what the app says that it does."""
    root = await stage.ann.says("@frontdesk hello", "#general")
    await stage.app_says("Good morning", under=root)
    await stage.client.api_call(
        "agents.sessions.setStatus",
        json={"channel_id": stage.general.id, "thread_ts": root.ts, "status": "processing"},
    )
    shown = await stage.state(thread=root.ts)
    assert [one["replies"] for one in shown["messages"]] == [1]
    assert [one["is_app"] for one in shown["thread"]["messages"]] == [False, True]
    assert shown["thread"]["is_processing"]


async def test_private_replies_are_not_counted(stage: PageStage) -> None:
    """A thread is as long for everybody."""
    root = await stage.ann.says("@frontdesk hello", "#general")
    await stage.client.chat_postEphemeral(
        channel=stage.general.id, user=stage.ann.id, thread_ts=root.ts, text="Psst."
    )
    shown = await stage.state(thread=root.ts)
    assert shown["messages"][0]["replies"] == 0
    assert len(shown["thread"]["messages"]) == 2


async def test_a_direct_message_shows_its_threads(stage: PageStage) -> None:
    """Each with the message that began it."""
    root = await stage.ann.says("hello", "dm")
    await stage.client.chat_postMessage(
        channel=root.channel, thread_ts=root.ts, text="Good morning"
    )
    (shown,) = (await stage.state(place="dm"))["messages"]
    assert ["Good morning" in one["html"] for one in shown["thread"]] == [True]


async def test_two_buttons_of_one_label_are_told_apart(stage: PageStage) -> None:
    """By where they are: what is pressed is what the app hears of."""
    rows = [{**ACTIONS, "block_id": name} for name in ("first", "second")]
    message = await stage.app_says("Choose", blocks=rows)
    problem = await stage.do("press", ts=message.ts, address="second pick_2", text="2")
    (action,) = stage.interactions[0]["actions"]
    assert problem == ""
    assert (action["block_id"], action["action_id"], action["value"]) == ("second", "pick_2", "2")


async def test_a_command_reaches_the_app(stage: PageStage) -> None:
    """With what was typed after it."""
    assert await stage.do("command", text="/frontdesk who runs payroll?") == ""
    assert stage.interactions[0]["text"] == "who runs payroll?"


async def test_a_modal_is_filled_in_and_submitted(stage: PageStage) -> None:
    """What is missing is told beneath its input; then it is sent."""
    await stage.do("command", text="/frontdesk settings")
    await stage.client.views_open(trigger_id=stage.interactions[0]["trigger_id"], view=modal(NAME))
    assert await stage.do("submit", values={"name": None}) == ""
    assert list((await stage.state())["modal"]["errors"]) == ["name"]
    await stage.do("submit", values={"name": "Ann"})
    assert (await stage.state())["modal"] is None
    assert stage.interactions[-1]["view"]["state"]["values"]["name"]["typed"]["value"] == "Ann"


async def test_the_home_tab_is_drawn_once_the_app_has_published_it(stage: PageStage) -> None:
    """Opening it tells the app."""
    assert await stage.do("open", place="home") == ""
    await stage.slack.deliveries.settled()
    section = {"type": "section", "text": {"type": "mrkdwn", "text": ":wave: *Welcome*"}}
    assert (await stage.state(place="home"))["home"]["html"] == ""
    await stage.client.views_publish(
        user_id=stage.ann.id, view={"type": "home", "blocks": [section]}
    )
    assert "👋 <b>Welcome</b>" in (await stage.state(place="home"))["home"]["html"]


async def test_only_ones_own_messages_can_be_changed(stage: PageStage) -> None:
    """Bob's stay as they are."""
    message = await stage.bob.says("Mine", "#general")
    assert "own" in await stage.do("edit", ts=message.ts, text="Yours")
    assert "own" in await stage.do("delete", ts=message.ts)
    assert message.text == "Mine"


async def test_a_message_that_is_gone_is_told_calmly(stage: PageStage) -> None:
    """As a problem, not as a fault of the server."""
    assert await stage.do("delete", ts="1.000001") == "That message is not there any more."


@pytest.mark.parametrize("body", [{"person": 1}, {"person": "ann", "shout": "x"}, {}])
async def test_what_makes_no_sense_is_refused(stage: PageStage, body: dict[str, Any]) -> None:
    """Unknown fields and wrong kinds are told."""
    async with stage.browser.post(
        f"{stage.url}api/say", json=body, headers={"Origin": stage.origin}
    ) as answer:
        assert answer.status == 400


@pytest.mark.parametrize("name", ["drops", "repeats", "limits", "refuses_streams"])
async def test_moods_are_switched_on_and_off(stage: PageStage, name: str) -> None:
    """Each by its name; the page shows how they stand."""
    for is_on in (True, False):
        assert await stage.do("mood", text=name, is_on=is_on) == ""
        moods = {one["name"]: one["is_on"] for one in (await stage.state())["moods"]}
        assert moods == {**dict.fromkeys(moods, False), name: is_on}


async def test_a_picture_of_the_app_is_shown(stage: PageStage) -> None:
    """From the page's own address."""
    await stage.client.files_upload_v2(
        channel=stage.general.id, content=b"\x89PNG", filename="waits.png", title="Waits"
    )
    (file,) = stage.slack.workspace.files.values()
    async with stage.browser.get(f"{stage.url}files/{file.id}") as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", b"\x89PNG")


async def test_the_page_hears_of_a_change_at_once(stage: PageStage) -> None:
    """Who knows the latest state waits for the next."""
    known = (await stage.state())["number"]
    waiting = asyncio.create_task(stage.state(after=str(known)))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    await stage.bob.says("News", "#general")
    shown = await asyncio.wait_for(waiting, 2.0)
    assert shown["number"] > known
    assert "News" in shown["messages"][0]["html"]


@asynccontextmanager
async def waiting_for(changes: Changes) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(changes.after(changes.number))
    await asyncio.sleep(0)
    yield task
    await asyncio.wait_for(task, 2.0)


async def test_nobody_waits_for_a_page_that_closes() -> None:
    """Neither those who wait already, nor those who come later."""
    changes = Changes(wait_seconds=60.0)
    async with waiting_for(changes):
        changes.end()
    await asyncio.wait_for(changes.after(changes.number), 2.0)


async def test_waiting_ends_by_itself() -> None:
    """A page that is gone does not keep the server waiting."""
    await asyncio.wait_for(Changes(wait_seconds=0.01).after(1), 2.0)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("<@U000000001> hello", "@ann hello"),
        ("<#C000000002|general>", "#general"),
        ("<!here> now", "@here now"),
        ("<mailto:a@b.ca|a@b.ca> &amp; <https://x.ca>", "a@b.ca & https://x.ca"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("<@U9>", "@U9"),
    ],
)
def test_a_message_is_edited_as_it_was_typed(text: str, typed: str) -> None:
    """Mentions, channels, links and escapes go back to what was typed."""
    workspace = Workspace(app=App(manifest={}))
    workspace.add_user("ann")
    workspace.add_channel("general", set())
    assert as_typed(text, workspace) == typed

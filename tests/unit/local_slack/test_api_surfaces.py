"""Modals, the App Home and what an agent shows, in the local Slack."""

import pytest

from adapters.local_slack.triggers import new_trigger
from tests.unit.local_slack.api_trial import EVENTS, Trial, trial

_PROMPT = {"title": "Waits", "message": "How long are the waits?"}


def _modal(title: str = "Settings", **more: object) -> dict:
    text = {"type": "plain_text", "text": title}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
    return {"type": "modal", "title": text, "blocks": [section], **more}


def _home() -> dict:
    return {key: value for key, value in (_modal() | {"type": "home"}).items() if key != "title"}


def _trigger(one: Trial) -> str:
    return new_trigger(one.slack.workspace, one.ann.id, one.clock.now)


async def test_a_click_opens_a_modal_once():
    """A trigger opens a modal for the person who clicked, and is then used up."""
    async with trial() as one:
        trigger = _trigger(one)
        opened = await one.client.views_open(trigger_id=trigger, view=_modal())
        view = one.slack.person("ann").view
        assert view is not None
        assert view.id == opened["view"]["id"]
        again = await one.refused("views.open", trigger_id=trigger, view=_modal())
        assert again == "exchanged_trigger_id"


async def test_a_trigger_holds_three_seconds():
    """Later it is expired; one that nobody made is invalid."""
    async with trial() as one:
        trigger = _trigger(one)
        one.clock.now += 3.1
        refused = await one.refused("views.open", trigger_id=trigger, view=_modal())
        assert refused == "expired_trigger_id"
        refused = await one.refused("views.open", trigger_id="1.2.3", view=_modal())
        assert refused == "invalid_trigger_id"


async def test_a_modal_that_is_not_in_order_is_refused():
    """A title of more than 24 characters is refused, and the trigger still holds."""
    async with trial() as one:
        trigger = _trigger(one)
        wrong = await one.refused("views.open", trigger_id=trigger, view=_modal("x" * 25))
        assert wrong == "invalid_arguments"
        assert await one.refused("views.open", trigger_id=trigger, view=_modal()) == ""


async def test_an_old_hash_conflicts():
    """A change that was made from an older view is refused."""
    async with trial() as one:
        opened = await one.client.views_open(trigger_id=_trigger(one), view=_modal())
        view_id, old = opened["view"]["id"], opened["view"]["hash"]
        await one.client.views_update(view_id=view_id, hash=old, view=_modal("Other"))
        refused = await one.refused("views.update", view_id=view_id, hash=old, view=_modal())
        assert refused == "hash_conflict"
        assert await one.refused("views.update", view_id="V404", view=_modal()) == "not_found"


async def test_three_modals_lie_on_each_other_at_most():
    """A fourth is refused."""
    async with trial() as one:
        await one.client.views_open(trigger_id=_trigger(one), view=_modal())
        answers = [
            await one.refused("views.push", trigger_id=_trigger(one), view=_modal())
            for _ in range(3)
        ]
        assert answers == ["", "", "push_limit_reached"]


async def test_the_home_is_published_for_a_person():
    """What is published is shown on that person's App Home."""
    async with trial() as one:
        await one.client.views_publish(user_id=one.ann.id, view=_home())
        home = one.slack.person("ann").home
        assert home is not None
        assert home.view["blocks"][0]["text"]["text"] == "Hello"


async def test_prompts_are_suggested():
    """Suggested prompts are shown in the direct message."""
    async with trial() as one:
        direct = one.slack.workspace.direct(one.ann.id)
        await one.client.assistant_threads_setSuggestedPrompts(
            channel_id=direct.id, prompts=[_PROMPT], title="Try"
        )
        assert (direct.prompts, direct.prompts_title) == ([_PROMPT], "Try")


async def test_prompts_for_a_thread_are_not_shown_to_an_agents_people():
    """With `thread_ts` an agent's call is answered with ok, and does nothing."""
    async with trial() as one:
        direct = one.slack.workspace.direct(one.ann.id)
        message = await one.slack.person("ann").says("hi", channel="dm")
        arguments = {"channel_id": direct.id, "prompts": [_PROMPT], "thread_ts": message.ts}
        assert await one.refused("assistant.threads.setSuggestedPrompts", **arguments) == ""
        assert direct.prompts == []


async def test_five_prompts_are_too_many():
    """Four are shown at most."""
    async with trial() as one:
        direct = one.slack.workspace.direct(one.ann.id)
        refused = await one.refused(
            "assistant.threads.setSuggestedPrompts", channel_id=direct.id, prompts=[_PROMPT] * 5
        )
        assert refused == "invalid_arguments"


async def test_a_status_ends_with_the_answer():
    """The status of a thread is gone once the app has posted in it."""
    async with trial() as one:
        root = await one.root()
        await one.client.assistant_threads_setStatus(
            channel_id=one.channel.id, thread_ts=root, status="You are 2nd in line"
        )
        assert one.channel.statuses == {root: "You are 2nd in line"}
        await one.client.chat_postMessage(channel=one.channel.id, thread_ts=root, text="40 min")
        assert one.channel.statuses == {}


async def test_a_session_keeps_its_title_until_it_is_renamed():
    """A title given later is not looked at; `rename` changes it."""
    async with trial() as one:
        place = {"channel_id": one.channel.id, "thread_ts": await one.root()}
        await one.client.agents_sessions_setStatus(status="processing", title="Waits", **place)
        again = await one.client.agents_sessions_setStatus(status="active", title="X", **place)
        assert (again["status"], again["title"]) == ("active", "Waits")
        assert "warning" not in again.data
        await one.client.agents_sessions_rename(title="Waits today", **place)
        assert one.channel.sessions[place["thread_ts"]]["title"] == "Waits today"


async def test_a_session_without_stop_is_warned_of():
    """An app that is not told of Stop gets a warning."""
    events = [one for one in EVENTS if one != "agent_session_stopped"]
    async with trial(events=events) as one:
        answer = await one.client.agents_sessions_setStatus(
            channel_id=one.channel.id, thread_ts=await one.root(), status="processing"
        )
        assert answer["warning"] == "missing_agent_session_stopped_event_subscription"


async def test_a_session_has_one_of_four_statuses():
    """Free text is no status of a session."""
    async with trial() as one:
        refused = await one.refused(
            "agents.sessions.setStatus",
            channel_id=one.channel.id,
            thread_ts=await one.root(),
            status="thinking",
        )
        assert refused == "invalid_status"


async def test_a_status_ends_after_two_minutes():
    """Where nothing was sent Slack takes it away by itself."""
    async with trial() as one:
        root = await one.root()
        await one.client.assistant_threads_setStatus(
            channel_id=one.channel.id, thread_ts=root, status="is thinking..."
        )
        one.clock.now += 119
        assert one.slack.status("#general", root) == "is thinking..."
        one.clock.now += 1
        assert one.slack.status("#general", root) == ""


async def test_a_status_that_is_set_again_stays():
    """The two minutes begin anew."""
    async with trial() as one:
        place = {"channel_id": one.channel.id, "thread_ts": await one.root()}
        await one.client.assistant_threads_setStatus(status="reads", **place)
        one.clock.now += 100
        await one.client.assistant_threads_setStatus(status="writes", **place)
        one.clock.now += 100
        assert one.slack.status("#general", place["thread_ts"]) == "writes"


async def test_a_status_needs_the_right_to_write():
    """`assistant:write` alone does not do any more."""
    async with trial(without="chat:write") as one:
        answer = await one.answer(
            "assistant.threads.setStatus",
            channel_id=one.channel.id,
            thread_ts=await one.root(),
            status="reads",
        )
        assert answer["needed"] == "chat:write"


async def test_a_status_needs_a_thread():
    """Slack's word for a message that is not there differs from that of other methods."""
    async with trial() as one:
        place = {"channel_id": one.channel.id, "thread_ts": "1700000000.000001"}
        refused = await one.refused("assistant.threads.setStatus", status="reads", **place)
        assert refused == "invalid_thread_ts"


async def test_only_agents_suggest_prompts():
    """An app that is not declared as one has no place for them."""
    async with trial() as one:
        del one.slack.app.manifest["features"]["agent_view"]
        direct = one.slack.workspace.direct(one.ann.id)
        arguments = {"channel_id": direct.id, "prompts": [_PROMPT]}
        refused = await one.refused("assistant.threads.setSuggestedPrompts", **arguments)
        assert refused == "not_agent_app"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"thread_ts": None}, "thread_ts_required"),
        ({"channel_id": "C404"}, "channel_not_found"),
        ({"initiator_user_id": "U404"}, "user_not_found"),
        ({"username": "Somebody"}, "missing_scope"),
    ],
)
async def test_wrong_sessions_are_refused(changes: dict, error: str):
    """Each way to begin a session wrongly has Slack's error."""
    async with trial() as one:
        right = {
            "channel_id": one.channel.id,
            "thread_ts": await one.root(),
            "status": "processing",
        }
        assert await one.refused("agents.sessions.setStatus", **{**right, **changes}) == error


async def test_a_session_is_for_members():
    """Where the app is not it has no session."""
    async with trial() as one:
        root = await one.root()
        one.channel.members.remove(one.slack.app.bot_user)
        refused = await one.refused(
            "agents.sessions.setStatus", channel_id=one.channel.id, thread_ts=root, status="active"
        )
        assert refused == "not_authorized"

"""Calls of the Web API against a Slack that has bad days; slack_sdk is the real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.local_slack.server import LocalSlack
from adapters.slack.calls import CallRules, SlackCallFailed, SlackCallRefused, SlackCalls
from core.chatting.pacing import Pace
from core.errors import DeliveryError, DeliveryRefused
from tests.fakes.slack_clients import LocalClients
from tests.fakes.slack_manifest import slack_manifest

RULES = CallRules(try_seconds=0.3, in_time_seconds=3.0, pause_seconds=0.01, paces={})


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(manifest=slack_manifest()) as slack:
        slack.person("ann").place("#general")
        yield slack


@pytest.fixture
def channel(slack: LocalSlack) -> str:
    return slack.workspace.channel_named("general").id


@pytest.fixture
def calls(slack: LocalSlack) -> SlackCalls:
    return SlackCalls(clients=LocalClients(slack), rules=RULES)


def made(slack: LocalSlack, method: str) -> int:
    return sum(name == method for name, _ in slack.calls)


async def test_it_gives_what_slack_answers(
    calls: SlackCalls, slack: LocalSlack, channel: str
) -> None:
    """A plain dictionary."""
    posted = await calls.call("T0LOCAL", "chat.postMessage", channel=channel, text="hello")
    assert posted["ts"]
    assert slack.seen("#general") == ["frontdesk: hello"]


async def test_a_rate_limit_is_waited_for(
    calls: SlackCalls, slack: LocalSlack, channel: str
) -> None:
    """As long as Slack asks, then the call is made again: nothing had been done."""
    slack.mischief.limit_rate("chat.postMessage", retry_after=1)
    began = asyncio.get_running_loop().time()
    await calls.call("T0LOCAL", "chat.postMessage", channel=channel, text="hello")
    assert asyncio.get_running_loop().time() - began >= 1.0
    assert slack.seen("#general") == ["frontdesk: hello"]


async def test_who_may_not_wait_is_refused_at_once(slack: LocalSlack, channel: str) -> None:
    """By our own measure without asking Slack; by Slack's without trying again."""
    rules = CallRules(pause_seconds=0.01, paces={"chat.postMessage": Pace(1, 1)})
    calls = SlackCalls(clients=LocalClients(slack), rules=rules)
    slack.mischief.limit_rate("chat.postMessage", retry_after=1)
    for error in ("ratelimited", "paced"):
        with pytest.raises(SlackCallFailed) as failed:
            await calls.call(
                "T0LOCAL", "chat.postMessage", may_wait=False, channel=channel, text="hello"
            )
        assert failed.value.error == error
    assert made(slack, "chat.postMessage") == 1


async def test_a_rate_limit_that_lasts_too_long_is_left_to_the_caller(
    calls: SlackCalls, slack: LocalSlack, channel: str
) -> None:
    """Nobody waits a minute within a call."""
    slack.mischief.limit_rate("chat.postMessage", retry_after=60)
    with pytest.raises(SlackCallFailed) as failed:
        await calls.call("T0LOCAL", "chat.postMessage", channel=channel, text="hello")
    assert failed.value.error == "ratelimited"
    assert failed.value.again_in_seconds == 60
    assert not failed.value.is_unsure


async def test_what_changes_nothing_twice_is_tried_again(
    calls: SlackCalls, slack: LocalSlack, channel: str
) -> None:
    """Reading after two faults of the server."""
    slack.mischief.break_down("conversations.info", times=2)
    info = await calls.call("T0LOCAL", "conversations.info", channel=channel)
    assert info["channel"]["name"] == "general"


@pytest.mark.parametrize("status", [500, 503])
async def test_what_creates_something_is_not_repeated_blindly(
    calls: SlackCalls, slack: LocalSlack, channel: str, status: int
) -> None:
    """Slack has posted it, though it answered with an error."""
    slack.mischief.lose_answer("chat.postMessage", status=status)
    with pytest.raises(SlackCallFailed) as failed:
        await calls.call("T0LOCAL", "chat.postMessage", channel=channel, text="hello")
    assert failed.value.is_unsure
    assert slack.seen("#general") == ["frontdesk: hello"]


async def test_a_post_that_took_too_long_is_not_repeated(
    calls: SlackCalls, slack: LocalSlack, channel: str
) -> None:
    """It may have been posted after all."""
    slack.mischief.slow("chat.postMessage", seconds=0.5)
    with pytest.raises(SlackCallFailed) as failed:
        await calls.call("T0LOCAL", "chat.postMessage", channel=channel, text="hello")
    assert (failed.value.error, failed.value.is_unsure) == ("timeout", True)
    assert made(slack, "chat.postMessage") <= 1


async def test_where_slack_cannot_be_reached_nothing_was_done(slack: LocalSlack) -> None:
    """So even a post is tried again, in the time there is."""
    rules = CallRules(try_seconds=0.1, in_time_seconds=0.2, pause_seconds=0.01, paces={})
    nowhere = SlackCalls(clients=LocalClients(slack, url="http://127.0.0.1:9"), rules=rules)
    with pytest.raises(SlackCallFailed) as failed:
        await nowhere.call("T0LOCAL", "chat.postMessage", channel="C1", text="hello")
    assert (failed.value.error, failed.value.is_unsure) == ("unreachable", False)


@pytest.mark.parametrize(
    "error",
    ["channel_not_found", "is_archived", "not_in_channel", "account_inactive", "token_revoked",
     "invalid_auth", "team_access_not_granted", "restricted_action_read_only_channel"],
)  # fmt: skip
async def test_a_closed_place_is_refused_for_good(
    calls: SlackCalls, slack: LocalSlack, channel: str, error: str
) -> None:
    """At once, by the error's name."""
    slack.mischief.fail("chat.postMessage", error)
    with pytest.raises(SlackCallRefused) as refused:
        await calls.call("T0LOCAL", "chat.postMessage", channel=channel, text="hello")
    assert refused.value.error == error
    assert made(slack, "chat.postMessage") == 1


async def test_a_wrong_call_is_told_and_not_repeated(
    calls: SlackCalls, slack: LocalSlack, channel: str
) -> None:
    """The message says whose fault it is, and never what was to be posted."""
    slack.mischief.fail("chat.postMessage", "invalid_blocks")
    with pytest.raises(SlackCallFailed, match="fault of the app") as failed:
        await calls.call("T0LOCAL", "chat.postMessage", channel=channel, text="a secret")
    assert "secret" not in str(failed.value)
    assert made(slack, "chat.postMessage") == 1


async def test_a_missing_scope_says_what_to_do(
    calls: SlackCalls, slack: LocalSlack, channel: str
) -> None:
    """Operators read this in the log."""
    slack.mischief.fail("reactions.add", "missing_scope")
    with pytest.raises(SlackCallFailed, match="install it anew"):
        await calls.call("T0LOCAL", "reactions.add", channel=channel, timestamp="1.1", name="eyes")


async def test_nice_to_have_calls_fail_silently(calls: SlackCalls, slack: LocalSlack) -> None:
    """Whoever asks gets None."""
    assert await calls.try_call("T0LOCAL", "conversations.info", channel="C9") is None
    assert await calls.try_call("T9", "conversations.info", channel="C9") is None


async def test_a_workspace_without_the_desk_is_refused(calls: SlackCalls) -> None:
    """As the clients say."""
    with pytest.raises(DeliveryRefused):
        await calls.call("T9", "auth.test")


async def test_a_used_up_response_address_is_told_by_name(
    calls: SlackCalls, slack: LocalSlack
) -> None:
    """Then another way must be found."""
    with pytest.raises(DeliveryError) as failed:
        await calls.respond("T0LOCAL", f"{slack.url}/response/unknown", {"text": "hello"})
    assert getattr(failed.value, "error", "").endswith("_url")

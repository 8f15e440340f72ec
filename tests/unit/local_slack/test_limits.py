"""Tests of how often each method may be called, and of what an app that is sold may read."""

import pytest
from slack_sdk.errors import SlackApiError

from adapters.local_slack.limits import TIERS, Limits
from adapters.local_slack.method_rules import METHOD_RULES
from tests.unit.local_slack.api_trial import Clock, Trial, trial


@pytest.mark.parametrize(
    ("method", "calls"),
    [
        ("apps.connections.open", 50),
        ("assistant.threads.setStatus", 600),
        ("chat.update", 50),
        ("chat.appendStream", 100),
        ("chat.startStream", 20),
        ("conversations.replies", 50),
        ("files.completeUploadExternal", 100),
        ("reactions.remove", 20),
        ("users.info", 100),
    ],
)
def test_each_method_has_its_tier(method: str, calls: int) -> None:
    """So many calls in a minute go through, and the next may go after it."""
    clock = Clock()
    limits = Limits(now_seconds=clock, is_on=True)

    waits = [limits.retry_after_seconds(method, "T1", "") for _ in range(calls + 1)]

    assert waits == [0] * calls + [60]
    clock.now += 60
    assert limits.retry_after_seconds(method, "T1", "") == 0


def test_limits_are_for_methods_that_are_there() -> None:
    """Every limited method can be called."""
    assert set(TIERS) <= set(METHOD_RULES)


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
def test_an_app_that_is_sold_reads_once_a_minute(method: str) -> None:
    """Outside of the Marketplace the two ways to read messages are limited by themselves."""
    limits = Limits(now_seconds=Clock(), is_on=True)

    waits = [limits.retry_after_seconds(method, "T1", "", is_distributed=True) for _ in range(2)]

    assert waits == [0, 60]


async def read(one: Trial, **arguments: int) -> int:
    """How many messages a page of the channel's history has."""
    answer = await one.client.conversations_history(channel=one.channel.id, **arguments)
    return len(answer["messages"])


async def test_an_app_that_is_sold_reads_15_messages_at_once() -> None:
    """As a rule and at most."""
    async with trial(is_distributed=True) as one:
        for number in range(16):
            await one.root(str(number))
        assert await read(one) == 15
        with pytest.raises(SlackApiError) as refused:
            await read(one, limit=16)
        assert refused.value.response["error"] == "invalid_limit"


async def test_other_apps_read_more() -> None:
    """An app of one's own is not limited so."""
    async with trial() as one:
        for number in range(16):
            await one.root(str(number))
        assert await read(one) == 16

"""What the operators' channel is told."""

from __future__ import annotations

from dataclasses import replace

from bot.operators import OperatorsChannel, channel_key
from core.domain import ConversationKey, Post, PostRecord, PostState
from scheduler.jobs import JobChange
from tests.contract.keeping import NOON
from tests.fakes.posting import FakeOutbox

CHANGE = JobChange(
    job="waits",
    purpose="Reads the wait times",
    is_failing=True,
    detail="The feed is down.",
    failures=3,
    started_at=NOON,
)
LOST = PostRecord(
    Post("digest 1", ConversationKey("slack", "T1", "C1"), "40 min", NOON, subscription_id=4),
    PostState.FAILED,
    error="The channel is gone.",
)


def operators(outbox: FakeOutbox, name: str = "slack/T1/OPS") -> OperatorsChannel:
    return OperatorsChannel(name=name, outbox=outbox, now=lambda: NOON)


def told(outbox: FakeOutbox) -> list[Post]:
    return [record.post for record in outbox.records.values()]


async def test_a_job_that_fails_is_told_in_their_channel() -> None:
    """What it is for, how often it failed and why; the post is nobody's subscription."""
    outbox = FakeOutbox()
    await operators(outbox).job_changed(CHANGE)
    (post,) = told(outbox)
    assert post.channel == ConversationKey("slack", "T1", "OPS")
    assert post.subscription_id is None
    assert "Job `waits` failed, 3 times in a row" in post.text
    assert "It reads the wait times." in post.text
    assert "The feed is down." in post.text


async def test_a_job_that_failed_once_is_told_without_a_count() -> None:
    """Once is not a row."""
    outbox = FakeOutbox()
    await operators(outbox).job_changed(replace(CHANGE, failures=1))
    assert "Job `waits` failed.**" in told(outbox)[0].text


async def test_a_job_that_works_again_is_told() -> None:
    """After how many failed runs."""
    outbox = FakeOutbox()
    await operators(outbox).job_changed(replace(CHANGE, is_failing=False))
    await operators(outbox).job_changed(replace(CHANGE, job="backup", is_failing=False, failures=1))
    assert [post.text for post in told(outbox)] == [
        "Job `waits` works again, after 3 failed runs.",
        "Job `backup` works again, after 1 failed run.",
    ]


async def test_the_same_change_is_told_once() -> None:
    """Also by a process that does not know that the one before told it."""
    outbox = FakeOutbox()
    await operators(outbox).job_changed(CHANGE)
    await operators(outbox).job_changed(CHANGE)
    assert len(told(outbox)) == 1


async def test_another_failure_is_another_post() -> None:
    """As is that the same run's job works."""
    outbox = FakeOutbox()
    later = NOON.replace(hour=NOON.hour + 1)
    for change in (CHANGE, replace(CHANGE, started_at=later), replace(CHANGE, is_failing=False)):
        await operators(outbox).job_changed(change)
    assert len(told(outbox)) == 3


async def test_a_lost_post_is_told_once() -> None:
    """Whose it was, where it should have been and why it was not; not what it said."""
    outbox = FakeOutbox()
    await operators(outbox).post_given_up(LOST)
    await operators(outbox).post_given_up(LOST)
    (post,) = told(outbox)
    assert (
        "A post of subscription 4 could not be shown** in slack: The channel is gone." in post.text
    )
    assert LOST.post.text not in post.text


async def test_a_question_that_reached_no_people_is_told() -> None:
    """Somebody waits for an answer to it; whose question it was stays unsaid."""
    outbox = FakeOutbox()
    lost = replace(LOST, post=replace(LOST.post, subscription_id=None))
    await operators(outbox).post_given_up(lost)
    (post,) = told(outbox)
    assert "A question that somebody wanted people to answer could not be shown" in post.text
    assert LOST.post.text not in post.text


async def test_a_post_to_the_operators_themselves_is_not_told_them() -> None:
    """The report would be lost as well, and so on for ever."""
    outbox = FakeOutbox()
    channel = ConversationKey("slack", "T1", "OPS", "1700000000.000100")
    lost = replace(LOST, post=replace(LOST.post, channel=channel, subscription_id=None))
    await operators(outbox).post_given_up(lost)
    assert told(outbox) == []


async def test_what_a_feed_says_becomes_no_link() -> None:
    """Reasons quote what others wrote: a job's, and a lost post's."""
    outbox = FakeOutbox()
    evil = "[log in](https://evil.example) **now**"
    await operators(outbox).job_changed(replace(CHANGE, detail=evil))
    await operators(outbox).post_given_up(replace(LOST, error=evil))
    for post in told(outbox):
        assert "evil.example" in post.text
        assert "[log in](" not in post.text
        assert "**now**" not in post.text


async def test_without_a_channel_nobody_is_told() -> None:
    """Nothing waits in the outbox for a place that there is not."""
    outbox = FakeOutbox()
    nobody = operators(outbox, "")
    await nobody.job_changed(CHANGE)
    await nobody.post_given_up(LOST)
    assert told(outbox) == []


def test_capitals_in_a_tenant_do_not_count() -> None:
    """Some pages show it so; in Slack, and in channels, they do."""
    assert channel_key("teams/ABC-1/19:Ab@thread.tacv2") == ConversationKey(
        "teams", "abc-1", "19:Ab@thread.tacv2"
    )
    assert channel_key("slack/T1/C1") == ConversationKey("slack", "T1", "C1")

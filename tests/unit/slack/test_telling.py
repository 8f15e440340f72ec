"""Telling one person something, by whatever way Slack leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.local_slack.server import LocalSlack
from adapters.slack.calls import CallRules, SlackCalls
from adapters.slack.taking_in.telling import Addressee, Teller
from core.chatting.chores import Chores
from core.errors import DeliveryError
from tests.fakes.slack_clients import LocalClients
from tests.fakes.slack_manifest import slack_manifest

RULES = CallRules(try_seconds=0.3, pause_seconds=0.01, paces={})
WHY = "I am very busy."


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(manifest=slack_manifest()) as slack:
        slack.person("ann").place("#general")
        yield slack


@pytest.fixture
async def chores() -> AsyncIterator[Chores]:
    async with Chores() as chores:
        yield chores


@pytest.fixture
def teller(slack: LocalSlack, chores: Chores) -> Teller:
    return Teller(calls=SlackCalls(clients=LocalClients(slack), rules=RULES), chores=chores)


async def addressee(slack: LocalSlack) -> Addressee:
    """Ann, who has just asked something in #general."""
    said = await slack.person("ann").says("@frontdesk Where do staff park?")
    team, person = slack.workspace.team_id, slack.person("ann").id
    return Addressee(workspace=team, channel=said.channel, person=person, root_ts=said.ts)


async def done(chores: Chores) -> None:
    async with asyncio.timeout(5):
        while chores.count:  # noqa: ASYNC110  (nothing tells of the last one)
            await asyncio.sleep(0.01)


def told(slack: LocalSlack) -> list[str]:
    return [one for one in slack.seen("#general", by="ann") if WHY in one]


async def test_a_person_is_told_alone(slack: LocalSlack, teller: Teller) -> None:
    """Nobody else sees it."""
    await teller.tell_now(await addressee(slack), WHY)
    assert told(slack) == [f"frontdesk (only visible to you): {WHY}"]


@pytest.mark.parametrize("error", ["missing_scope", "internal_error", "user_not_in_channel"])
async def test_who_cannot_be_told_alone_is_told_in_the_thread(
    slack: LocalSlack, teller: Teller, error: str
) -> None:
    """A reason that many read is better than none."""
    slack.mischief.fail("chat.postEphemeral", error)
    here = await addressee(slack)
    await teller.tell_now(here, WHY)
    assert slack.seen("#general", here.root_ts)[1:] == [f"frontdesk: {WHY}"]


async def test_an_address_that_is_over_is_no_reason_to_be_silent(
    slack: LocalSlack, teller: Teller
) -> None:
    """Then the person is told alone in the channel."""
    here = await addressee(slack)
    over = Addressee(
        workspace=here.workspace,
        channel=here.channel,
        person=here.person,
        response_url=f"{slack.url}/response/over",
    )
    await teller.tell_now(over, WHY)
    assert len(told(slack)) == 1


async def test_a_person_may_be_written_to_at_last(slack: LocalSlack, teller: Teller) -> None:
    """Where the channel takes nothing any more."""
    here = await addressee(slack)
    slack.workspace.channels[here.channel].is_archived = True
    with pytest.raises(DeliveryError):
        await teller.tell_now(here, WHY)
    there = Addressee(
        workspace=here.workspace, channel=here.channel, person=here.person, may_write_to=True
    )
    await teller.tell_now(there, WHY)
    assert slack.seen("dm", by="ann") == [f"frontdesk: {WHY}"]


async def test_a_rate_limit_is_waited_for(slack: LocalSlack, teller: Teller) -> None:
    """Longer than other calls wait: nobody else tells the person."""
    slack.mischief.limit_rate("chat.postEphemeral", retry_after=1)
    await teller.tell_now(await addressee(slack), WHY)
    assert len(told(slack)) == 1


async def test_it_is_told_once_for_an_event(
    slack: LocalSlack, teller: Teller, chores: Chores
) -> None:
    """However often Slack delivers it."""
    here = await addressee(slack)
    for _ in range(3):
        teller.tell_once("E1", here, WHY)
    await done(chores)
    assert len(told(slack)) == 1
    assert teller.has_told("E1", here.workspace)


async def test_what_could_not_be_told_is_told_at_the_next_delivery(
    slack: LocalSlack, teller: Teller, chores: Chores
) -> None:
    """Nobody counts as told who was not."""
    here = await addressee(slack)
    for method in ("chat.postEphemeral", "chat.postMessage"):
        slack.mischief.fail(method, "missing_scope")
    teller.tell_once("E1", here, WHY)
    await done(chores)
    assert not teller.has_told("E1", here.workspace)
    teller.tell_once("E1", here, WHY)
    await done(chores)
    assert len(told(slack)) == 1

"""Who people are, asked of a Teams that takes its time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from botbuilder.schema import ChannelAccount

from adapters.teams.calls import TeamsCallFailed
from adapters.teams.members import Member, Members
from adapters.teams.spot import ChatKind, Spot

SPOT = Spot("T1", "19:c@thread.tacv2", ChatKind.CHANNEL)


@dataclass
class SlowTeams:
    """Answers when a test lets it."""

    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)
    fault: Exception | None = None

    async def ask(self, spot: Spot, chat: str, person: str) -> ChannelAccount:
        """As `members.Ask`."""
        self.asked.append(person)
        await self.may_answer.wait()
        if self.fault is not None:
            raise self.fault
        more = {"tenantId": spot.tenant.lower(), "userRole": "user"}
        return ChannelAccount(id=person, name=chat, additional_properties=more)


@pytest.fixture
def teams() -> SlowTeams:
    return SlowTeams()


@pytest.fixture
def members(teams: SlowTeams) -> Members:
    return Members(ask=teams.ask)


async def test_one_person_is_asked_for_once_at_a_time(members: Members, teams: SlowTeams) -> None:
    """However many questions they have just asked; others are asked for beside them."""
    looks = [asyncio.create_task(members.of(SPOT, who)) for who in ("ann", "ann", "bob")]
    await asyncio.sleep(0)
    teams.may_answer.set()
    ann, again, _ = await asyncio.gather(*looks)
    assert ann is again
    assert sorted(teams.asked) == ["ann", "bob"]


async def test_who_gives_up_does_not_end_it(members: Members, teams: SlowTeams) -> None:
    """The next question of the same person finds what Teams said in between."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.005):
            await members.of(SPOT, "ann")
    teams.may_answer.set()
    assert await members.of(SPOT, "ann") is not None
    assert teams.asked == ["ann"]


async def test_what_was_not_told_is_asked_again(members: Members, teams: SlowTeams) -> None:
    """All who waited learn that it was not."""
    teams.fault = TeamsCallFailed("member", status=503)
    teams.may_answer.set()
    looks = (members.of(SPOT, "ann"), members.of(SPOT, "ann"))
    assert not any(await asyncio.gather(*looks))
    teams.fault = None
    assert await members.of(SPOT, "ann") is not None
    assert teams.asked == ["ann", "ann"]


async def test_its_end_ends_what_is_under_way(members: Members, teams: SlowTeams) -> None:
    """Nothing is asked once the door is closed."""
    look = asyncio.create_task(members.of(SPOT, "ann"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await members.close()
    with pytest.raises(asyncio.CancelledError):
        await look
    assert teams.asked == ["ann"]


def test_capitals_make_nobody_a_stranger() -> None:
    """A tenant is the same however it is written."""
    assert not Member("29:a", "Ann", tenant="abc", role="user", home="ABC").is_external
    assert Member("29:a", "Ann", tenant="abc", role="user", home="abd").is_external

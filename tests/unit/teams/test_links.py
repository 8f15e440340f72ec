"""Addresses of messages in channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from adapters.teams.references import Reference, References
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.surfaces.links import group_of, message_link
from core.domain import ConversationKey
from core.errors import StorageError
from tests.fakes.reaching import FakeReferenceStore

TEAM = "19:general@thread.tacv2"
CHANNEL = Spot("t", "19:a@thread.tacv2", ChatKind.CHANNEL, "17")
GENERAL = Reference(Spot("t", TEAM, ChatKind.CHANNEL), "https://s.example/", "28:a", "desk", TEAM)
OTHER = replace(GENERAL, spot=CHANNEL.channel)
GROUP = "0f0f0f0f-0000-4000-8000-000000000000"


class BrokenStore(FakeReferenceStore):
    """Cannot be read."""

    async def of(self, channel: ConversationKey) -> str | None:
        raise StorageError("database is locked")


def test_a_link_names_the_team() -> None:
    """As Teams itself does."""
    link = message_link(CHANNEL, "18", group=GROUP)
    assert link.endswith(f"/18?tenantId=t&groupId={GROUP}&parentMessageId=17")


@pytest.mark.parametrize(
    ("known", "group"),
    [
        ((replace(OTHER, group=GROUP),), GROUP),
        ((OTHER, replace(GENERAL, group=GROUP)), GROUP),
        ((OTHER, GENERAL), ""),
        ((OTHER,), ""),
        ((), ""),
    ],
)
async def test_a_team_is_known_by_any_of_its_channels(
    known: Sequence[Reference], group: str
) -> None:
    """What Teams tells of a team stands with whichever it was told of."""
    references = References(store=FakeReferenceStore())
    for one in known:
        await references.keep(one)
    assert await group_of(CHANNEL, references) == group


async def test_a_link_does_not_fail_for_its_team() -> None:
    """It leads there without it."""
    assert await group_of(CHANNEL, References(store=BrokenStore())) == ""


async def test_only_channels_have_a_team() -> None:
    """Group chats are looked up nowhere."""
    spot = Spot("t", "19:b@thread.v2", ChatKind.GROUP)
    assert await group_of(spot, References(store=BrokenStore())) == ""

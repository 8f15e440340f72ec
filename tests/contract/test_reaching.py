"""What every `ReferenceStore` and `ShownAnswers` keep, shown on the fakes and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain import ConversationKey
from core.ports import ReferenceStore, ShownAnswers
from storage.database import Database
from storage.reaching import SqlReferences, SqlShownAnswers
from tests.contract.keeping import Clock
from tests.fakes.reaching import FakeReferenceStore, FakeShownAnswers

GENERAL = ConversationKey("teams", "tenant", "19:general")
OPS = replace(GENERAL, channel="19:ops")
DIRECT = replace(GENERAL, channel="a:ann")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["fake", "sql"])
def references(request: pytest.FixtureRequest, database: Database, clock: Clock) -> ReferenceStore:
    if request.param == "fake":
        return FakeReferenceStore()
    return SqlReferences(database=database, now=clock)


@pytest.fixture(params=["fake", "sql"])
def shown(request: pytest.FixtureRequest, database: Database, clock: Clock) -> ShownAnswers:
    if request.param == "fake":
        return FakeShownAnswers()
    return SqlShownAnswers(database=database, now=clock)


async def test_how_a_channel_is_reached_comes_back(references: ReferenceStore) -> None:
    """For the channel and each of its threads; of others nothing is known."""
    await references.keep(GENERAL, "by https://smba")
    assert await references.of(GENERAL) == "by https://smba"
    assert await references.of(replace(GENERAL, thread="1")) == "by https://smba"
    assert await references.of(OPS) is None


async def test_a_reference_is_replaced(references: ReferenceStore) -> None:
    """A service that has moved is reached where it is now."""
    await references.keep(GENERAL, "old")
    await references.keep(GENERAL, "new")
    assert await references.of(GENERAL) == "new"


async def test_a_retired_channel_is_not_reached(references: ReferenceStore) -> None:
    """Until something comes from there again."""
    assert not await references.is_retired(GENERAL)
    await references.keep(GENERAL, "here")
    await references.retire(GENERAL)
    assert await references.of(GENERAL) is None
    assert await references.is_retired(GENERAL)
    await references.keep(GENERAL, "here again")
    assert not await references.is_retired(GENERAL)
    assert await references.of(GENERAL) == "here again"


async def test_channels_of_a_group_retire_together(references: ReferenceStore) -> None:
    """And no others."""
    await references.keep(GENERAL, "one", group="team")
    await references.keep(OPS, "two", group="team")
    await references.keep(DIRECT, "three", person="ann")
    await references.retire_group("teams", "tenant", "team")
    assert [await references.of(one) for one in (GENERAL, OPS, DIRECT)] == [None, None, "three"]
    assert await references.is_retired(OPS)


async def test_channels_of_a_group_are_restored_together(references: ReferenceStore) -> None:
    """As they were, and no others; what stands in one that was kept since stays."""
    await references.keep(GENERAL, "one", group="team")
    await references.keep(OPS, "two", group="team")
    await references.keep(DIRECT, "three", person="ann")
    await references.retire_group("teams", "tenant", "team")
    await references.retire(DIRECT)
    await references.keep(OPS, "moved", group="team")
    await references.restore_group("teams", "tenant", "team")
    assert [await references.of(one) for one in (GENERAL, OPS, DIRECT)] == ["one", "moved", None]
    assert not await references.is_retired(GENERAL)
    assert await references.is_retired(DIRECT)


async def test_the_channels_of_a_group_are_found(references: ReferenceStore, clock: Clock) -> None:
    """Those that can be reached, the latest first."""
    await references.keep(GENERAL, "one", group="team")
    clock.advance(seconds=1)
    await references.keep(OPS, "two", group="team")
    await references.keep(DIRECT, "three", person="ann")
    assert list(await references.of_group("teams", "tenant", "team")) == [OPS, GENERAL]
    assert list(await references.of_group("teams", "other", "team")) == []
    await references.retire(OPS)
    assert list(await references.of_group("teams", "tenant", "team")) == [GENERAL]


async def test_a_channel_that_was_never_kept_may_be_retired(references: ReferenceStore) -> None:
    """It was written to on an operator's word, and refused; of it nothing else is known."""
    await references.retire(replace(OPS, thread="1"))
    await references.retire(OPS)
    assert await references.is_retired(OPS)
    assert not await references.is_retired(GENERAL)
    assert await references.of(OPS) is None
    assert await references.latest("teams", "tenant") is None
    await references.keep(OPS, "here")
    assert await references.of(OPS) == "here"


async def test_a_channel_that_was_never_kept_may_be_of_any_group(
    references: ReferenceStore,
) -> None:
    """Where a group is restored it may be reached from now on, as far as anybody knows."""
    elsewhere = replace(OPS, workspace="other")
    await references.retire(OPS)
    await references.retire(elsewhere)
    await references.restore_group("teams", "tenant", "team")
    assert not await references.is_retired(OPS)
    assert await references.of(OPS) is None
    assert await references.is_retired(elsewhere)


async def test_a_persons_channel_is_found(references: ReferenceStore) -> None:
    """Unless it is retired."""
    await references.keep(DIRECT, "here", person="ann")
    assert await references.of_person("teams", "tenant", "ann") == DIRECT
    assert await references.of_person("teams", "tenant", "bob") is None
    assert await references.of_person("teams", "other", "ann") is None
    await references.retire(DIRECT)
    assert await references.of_person("teams", "tenant", "ann") is None


async def test_the_latest_channel_is_found(references: ReferenceStore, clock: Clock) -> None:
    """Of a workspace, whichever it is."""
    assert await references.latest("teams", "tenant") is None
    await references.keep(DIRECT, "here", person="ann")
    clock.advance(seconds=1)
    await references.keep(GENERAL, "there")
    assert await references.latest("teams", "tenant") == GENERAL
    await references.retire(GENERAL)
    assert await references.latest("teams", "tenant") == DIRECT


async def test_a_message_leads_to_its_turn(shown: ShownAnswers) -> None:
    """In its own channel only."""
    await shown.keep(GENERAL, "17", "turn")
    assert await shown.turn_of(replace(GENERAL, thread="1"), "17") == "turn"
    assert await shown.turn_of(OPS, "17") is None
    assert await shown.turn_of(GENERAL, "18") is None


async def test_a_message_is_kept_once(shown: ShownAnswers) -> None:
    """What it shows does not change."""
    await shown.keep(GENERAL, "17", "turn")
    await shown.keep(GENERAL, "17", "turn")
    assert await shown.turn_of(GENERAL, "17") == "turn"

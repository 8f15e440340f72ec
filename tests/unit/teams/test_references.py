"""How chats are remembered."""

from __future__ import annotations

from dataclasses import replace

from adapters.teams.references import Reference, References
from adapters.teams.spot import ChatKind, Spot
from tests.fakes.reaching import FakeReferenceStore

GENERAL = Reference(
    spot=Spot("tenant", "19:general@thread.tacv2", ChatKind.CHANNEL),
    service_url="https://smba.example/",
    bot_id="28:app",
    bot_name="frontdesk",
    team="19:team",
    name="General",
)
DIRECT = Reference(
    spot=Spot("tenant", "a:ann", ChatKind.PERSONAL),
    service_url="https://smba.example/",
    bot_id="28:app",
    bot_name="frontdesk",
    person="29:ann",
)


async def test_what_has_not_changed_is_not_written() -> None:
    """Every activity tells it again."""
    store = FakeReferenceStore()
    references = References(store=store)
    await references.keep(GENERAL)
    await references.keep(GENERAL)
    await References(store=store).keep(GENERAL)
    assert store.writes == 1


async def test_a_reference_outlives_the_process() -> None:
    """In every part."""
    store = FakeReferenceStore()
    await References(store=store).keep(GENERAL)
    await References(store=store).keep(DIRECT)
    again = References(store=store)
    assert await again.of("tenant", GENERAL.spot.chat) == GENERAL
    assert await again.personal("tenant", "29:ann") == DIRECT
    assert await again.any_of("tenant") is not None


async def test_a_service_that_has_moved_is_followed() -> None:
    """The next activity tells where it is."""
    references = References(store=FakeReferenceStore())
    await references.keep(GENERAL)
    moved = replace(GENERAL, service_url="https://new.example/")
    await references.keep(moved)
    assert await references.of("tenant", GENERAL.spot.chat) == moved


async def test_a_name_stays_known() -> None:
    """Most activities do not tell it."""
    references = References(store=FakeReferenceStore())
    await references.keep(GENERAL)
    await references.keep(replace(GENERAL, name=""))
    assert await references.of("tenant", GENERAL.spot.chat) == GENERAL


async def test_what_was_retired_is_gone() -> None:
    """A chat alone, or all channels of a team."""
    references = References(store=FakeReferenceStore())
    await references.keep(GENERAL)
    await references.keep(DIRECT)
    await references.retire_team("tenant", "19:team")
    await references.retire("tenant", "a:ann")
    assert await references.of("tenant", GENERAL.spot.chat) is None
    assert await references.personal("tenant", "29:ann") is None
    assert await references.any_of("tenant") is None


async def test_what_another_version_wrote_is_passed_over() -> None:
    """The next activity writes it anew."""
    store = FakeReferenceStore()
    await store.keep(GENERAL.spot.key, '{"kind": "channel", "from": "the future"}')
    assert await References(store=store).of("tenant", GENERAL.spot.chat) is None


async def test_a_channel_that_was_never_met_is_reached_as_others_are() -> None:
    """Operators name channels before anybody speaks there."""
    references = References(store=FakeReferenceStore())
    assert await references.reach("tenant", "19:new@thread.tacv2") is None
    await references.keep(DIRECT)
    reached = await references.reach("tenant", "19:new@thread.tacv2")
    assert reached is not None
    assert (reached.spot.kind, reached.service_url) == (ChatKind.CHANNEL, DIRECT.service_url)
    assert await references.reach("other", "19:new@thread.tacv2") is None


async def test_a_channel_that_the_desk_was_removed_from_is_not_reached() -> None:
    """Whatever others there are."""
    references = References(store=FakeReferenceStore())
    await references.keep(DIRECT)
    await references.keep(GENERAL)
    await references.retire("tenant", GENERAL.spot.chat)
    assert await references.reach("tenant", GENERAL.spot.chat) is None

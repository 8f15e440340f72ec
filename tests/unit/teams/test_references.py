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
OPS = replace(GENERAL, spot=Spot("tenant", "19:ops@thread.tacv2", ChatKind.CHANNEL), name="")
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


async def test_whose_chat_it_is_stays_known() -> None:
    """What the desk has caused itself tells of no person, and not always of a team."""
    references = References(store=FakeReferenceStore())
    await references.keep(DIRECT)
    await references.keep(replace(DIRECT, person="", service_url="https://new.example/"))
    found = await references.personal("tenant", "29:ann")
    assert found is not None
    assert found.service_url == "https://new.example/"
    await references.keep(GENERAL)
    await references.keep(replace(GENERAL, team="", name="Lobby"))
    known = await references.of("tenant", GENERAL.spot.chat)
    assert known == replace(GENERAL, name="Lobby")


async def test_a_team_is_known_by_whichever_channel_was_heard_of() -> None:
    """The desk need not have met the one called General."""
    store = FakeReferenceStore()
    references = References(store=store)
    assert await references.of_team("tenant", "19:team") is None
    await references.keep(OPS)
    for one in (references, References(store=store)):
        assert await one.of_team("tenant", "19:team") == OPS
        assert await one.of_team("tenant", "19:another") is None
        assert await one.of_team("another", "19:team") is None


async def test_a_private_channel_stands_for_no_team() -> None:
    """Who is in its team need not be in it."""
    references = References(store=FakeReferenceStore())
    await references.keep(replace(OPS, is_restricted=True))
    assert await references.of_team("tenant", "19:team") is None
    await references.keep(GENERAL)
    await references.keep(replace(OPS, name="ops"))
    assert await references.of_team("tenant", "19:team") == GENERAL


async def test_what_the_directory_calls_a_team_goes_to_its_other_channels() -> None:
    """It is told with the team's own events alone."""
    store = FakeReferenceStore()
    references = References(store=store)
    await references.keep(replace(GENERAL, group="0f0f"))
    await references.keep(OPS)
    await references.retire("tenant", GENERAL.spot.chat)
    known = await References(store=store).of_team("tenant", "19:team")
    assert known is not None
    assert (known.spot, known.group) == (OPS.spot, "0f0f")


async def test_a_team_that_is_back_is_reached_in_all_its_channels() -> None:
    """As they were, and with their names."""
    references = References(store=FakeReferenceStore())
    await references.keep(GENERAL)
    await references.keep(OPS)
    await references.retire_team("tenant", "19:team")
    await references.restore_team("tenant", "19:team")
    assert await references.of("tenant", GENERAL.spot.chat) == GENERAL
    assert await references.of("tenant", OPS.spot.chat) == OPS


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


async def test_a_channel_that_was_never_met_and_refused_is_not_reached() -> None:
    """It would be refused again; once the desk is added to a team, it may be one of its channels."""
    references = References(store=FakeReferenceStore())
    await references.keep(DIRECT)
    await references.retire("tenant", "19:new@thread.tacv2")
    assert await references.reach("tenant", "19:new@thread.tacv2") is None
    await references.restore_team("tenant", "19:team")
    assert await references.reach("tenant", "19:new@thread.tacv2") is not None

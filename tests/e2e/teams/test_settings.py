"""A chat's settings in Teams, end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.domain import ChannelSettings, Tone
from tests.e2e.teams.bot_stage import Stage, staged
from tests.local_teams.people import Person
from tests.local_teams.reading import as_text
from tests.local_teams.state import Chat


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the desk at work."""
    async with staged() as made:
        yield made


async def opened(stage: Stage, person: Person, chat: Chat) -> str:
    """What stands in the dialog that somebody opens by the word and the button beneath it."""
    personal = chat.kind == "personal"
    await person.says("settings" if personal else "@frontdesk settings", chat)
    await stage.quiet()
    await person.presses("Change settings", stage.last(chat))
    return shown(person)


def shown(person: Person) -> str:
    """What stands in the dialog."""
    assert person.dialog is not None
    return person.dialog.as_text


@pytest.mark.feature(
    "Settings of a channel (sources, tone, questions to nobody), changed by its people"
)
@pytest.mark.feature(
    "Settings of a channel (sources, tone, questions to nobody), changed by its people"
)
async def test_people_of_a_channel_change_its_settings(stage: Stage) -> None:
    """They are kept, told in one line where they were opened, and the dialog closes."""
    ann, general = stage.teams.person("ann"), stage.general
    text = await opened(stage, ann, general)
    assert "This is how I answer in this channel." in text
    await ann.fills({"sources": ["policies"], "tone": "short", "unmentioned": True})
    await stage.quiet()
    assert ann.dialog is None
    kept = stage.channels.kept[stage.key(general)]
    assert kept == ChannelSettings(("policies",), answers_unmentioned=True, tone=Tone.SHORT)
    assert as_text(stage.last(general)) == (
        "Ann has changed how I answer here: I answer from policies only; I answer in a sentence or "
        "two; I answer questions even if nobody mentions me."
    )
    assert stage.last(general).under == general.shown()[0].id


async def test_settings_that_stay_are_not_told(stage: Stage) -> None:
    """Pressing Save is no news."""
    ann, general = stage.teams.person("ann"), stage.general
    await opened(stage, ann, general)
    before = len(general.shown())
    await ann.fills({})
    await stage.quiet()
    assert ann.dialog is None
    assert len(general.shown()) == before


@pytest.mark.feature("Settings of one’s own, in direct messages")
async def test_a_personal_chat_has_settings_too(stage: Stage) -> None:
    """Fewer of them; the person is told that they are kept."""
    ann = stage.teams.person("ann")
    chat = stage.teams.personal(ann)
    assert "Who may change" not in await opened(stage, ann, chat)
    await ann.fills({"tone": "short"})
    await stage.quiet()
    assert stage.channels.kept[stage.key(chat)].tone is Tone.SHORT
    told = "You have changed how I answer here: I answer in a sentence or two."
    assert as_text(stage.last(chat)) == told


async def test_people_are_found_by_the_picker(stage: Stage) -> None:
    """It names them by other ids than the desk; who saves is one of them in any case."""
    ann, bob, general = stage.teams.person("ann"), stage.teams.person("bob"), stage.general
    await opened(stage, ann, general)
    await ann.fills({"who": "only", "people": [bob.aad]})
    await stage.quiet()
    assert stage.channels.kept[stage.key(general)].editors == (ann.id, bob.id)
    assert "only 2 people may change this" in as_text(stage.last(general))
    assert "And these people: [Bob]" in await opened(stage, ann, general)


async def test_somebody_who_is_not_there_cannot_be_chosen(stage: Stage) -> None:
    """What was entered stays, with the reason above it."""
    ann = stage.teams.person("ann")
    await opened(stage, ann, stage.general)
    await ann.fills({"tone": "short", "who": "only", "people": ["00000000-nobody"]})
    assert "Teams did not tell me who one of these people is" in shown(ann)
    assert "[In a sentence or two" in shown(ann)
    assert not stage.channels.kept


async def test_no_more_people_than_can_be_looked_up(stage: Stage) -> None:
    """Teams is asked for some of them a second, while somebody waits."""
    ann = stage.teams.person("ann")
    many = [stage.teams.add_person(f"Person {number}").aad for number in range(20)]
    await opened(stage, ann, stage.general)
    await ann.fills({"who": "only", "people": many})
    assert "Choose at most 19 people besides yourself" in shown(ann)


async def test_people_who_take_long_to_look_up_are_known_the_next_time(stage: Stage) -> None:
    """Who sends the same again need not wait for all of them again."""
    ann, bob, general = stage.teams.person("ann"), stage.teams.person("bob"), stage.general
    await opened(stage, ann, general)
    stage.teams.mischief.slow("member", 0.7, times=4)
    await ann.fills({"who": "only", "people": [bob.aad]})
    assert "Teams takes its time" in shown(ann)
    await stage.quiet()
    await ann.fills({})
    await stage.quiet()
    assert stage.channels.kept[stage.key(general)].editors == (ann.id, bob.id)


async def test_people_and_everybody_contradict_each_other(stage: Stage) -> None:
    """The person is asked which it is."""
    ann, bob = stage.teams.person("ann"), stage.teams.person("bob")
    await opened(stage, ann, stage.general)
    await ann.fills({"people": [bob.aad]})
    assert "Which is it?" in shown(ann)
    assert "And these people: [Bob]" in shown(ann)


@pytest.mark.feature("Only chosen people may change them")
async def test_who_is_no_editor_reads_them(stage: Stage) -> None:
    """And who may change them; there is no button that would not help."""
    ann, bob, general = stage.teams.person("ann"), stage.teams.person("bob"), stage.general
    stage.channels.kept[stage.key(general)] = ChannelSettings(editors=(bob.id,))
    await ann.says("@frontdesk settings", general)
    await stage.quiet()
    text = as_text(stage.last(general))
    assert "Only Bob may change this." in text
    assert "[Change settings]" not in text


async def test_a_card_of_an_editor_is_read_by_others(stage: Stage) -> None:
    """Everybody in the channel sees its button."""
    ann, bob, general = stage.teams.person("ann"), stage.teams.person("bob"), stage.general
    stage.channels.kept[stage.key(general)] = ChannelSettings(editors=(bob.id,))
    await bob.says("@frontdesk settings", general)
    await stage.quiet()
    await ann.presses("Change settings", stage.last(general))
    text = shown(ann)
    assert "Only Bob may change this." in text
    assert "[Save]" not in text


async def test_rights_are_looked_at_again_when_it_is_sent_in(stage: Stage) -> None:
    """Somebody else may have changed them since."""
    ann, bob, general = stage.teams.person("ann"), stage.teams.person("bob"), stage.general
    await opened(stage, ann, general)
    theirs = ChannelSettings(editors=(bob.id,))
    stage.channels.kept[stage.key(general)] = theirs
    await ann.fills({"tone": "short"})
    assert "You may not change these settings any more." in shown(ann)
    assert stage.channels.kept[stage.key(general)] == theirs


async def test_a_failing_database_is_told_and_nothing_is_lost(stage: Stage) -> None:
    """What was entered can be sent in once more."""
    ann, general = stage.teams.person("ann"), stage.general
    stage.channels.kept[stage.key(general)] = ChannelSettings(("Old wiki",))
    await opened(stage, ann, general)
    stage.channels.is_broken = True
    await ann.fills({"tone": "short"})
    assert "I cannot keep this just now." in shown(ann)
    assert "Old wiki (is not read any more)" in shown(ann)
    stage.channels.is_broken = False
    await ann.fills({})
    assert stage.channels.kept[stage.key(general)] == ChannelSettings(
        ("Old wiki",), tone=Tone.SHORT
    )


async def test_settings_that_cannot_be_read_are_told(stage: Stage) -> None:
    """By the word, and in the dialog."""
    ann, general = stage.teams.person("ann"), stage.general
    await ann.says("@frontdesk settings", general)
    await stage.quiet()
    card = stage.last(general)
    stage.channels.is_broken = True
    await ann.presses("Change settings", card)
    assert "I cannot look up the settings just now." in shown(ann)
    await ann.says("@frontdesk settings", general)
    await stage.quiet()
    assert "I cannot look up the settings just now." in as_text(stage.last(general))


async def test_a_group_chat_has_its_own(stage: Stage) -> None:
    """Whoever is in it may change them."""
    ann, bob = stage.teams.person("ann"), stage.teams.person("bob")
    group = stage.teams.add_group("Rota", [ann, bob])
    assert "in this chat." in await opened(stage, bob, group)
    await bob.fills({"tone": "short"})
    await stage.quiet()
    assert "Bob has changed how I answer here" in as_text(stage.last(group))
    assert not stage.channels.kept.get(stage.key(stage.general))


async def test_they_are_changed_from_the_message_extension(stage: Stage) -> None:
    """Without anybody seeing the card; the chat is told of the change."""
    ann, general = stage.teams.person("ann"), stage.general
    await ann.says("@frontdesk settings", general)
    await stage.quiet()
    await ann.asks("settings", general)
    await ann.fills({})
    assert "Everybody here is told when you change it." in shown(ann)
    await ann.fills({"tone": "short"})
    await stage.quiet()
    assert stage.channels.kept[stage.key(general)].tone is Tone.SHORT
    assert "Ann has changed" in as_text(stage.last(general))

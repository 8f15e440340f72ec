"""A channel's settings, end to end."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.local_slack.people import Person
from adapters.local_slack.state import ChannelKind
from adapters.local_slack.triggers import new_trigger
from adapters.slack.names import CHOOSE_CHANNEL
from adapters.slack.surfaces import open_settings
from core.domain import ChannelSettings, Tone
from tests.e2e.slack.surface_stage import Stage, staged


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with staged() as made:
        yield made


async def opened(stage: Stage, person: Person, channel: str) -> str:
    """What stands in the modal once it has been filled; it is opened from the App Home."""
    await person.opens_home()
    await stage.until(lambda: person.home, "the App Home is shown")
    home = stage.slack.workspace.homes[person.id]
    await person.chooses(channel, on=home, at=CHOOSE_CHANNEL)
    await stage.until(
        lambda: stage.modal(person) and "One moment" not in stage.modal(person), "it is filled"
    )
    await stage.until_quiet()
    return stage.modal(person)


@pytest.mark.feature(
    "Settings of a channel (sources, tone, questions to nobody), changed by its people"
)
@pytest.mark.feature(
    "Settings of a channel (sources, tone, questions to nobody), changed by its people"
)
async def test_people_of_a_channel_change_its_settings(stage: Stage) -> None:
    """They are kept, told in the channel in one line, and the modal closes."""
    ann = stage.slack.person("ann")
    text = await opened(stage, ann, stage.general())
    assert "This is how I answer in #general." in text
    await ann.submits(
        {
            "Answer from": ["policies"],
            "How much an answer says": "In a sentence or two",
            "Questions asked in the channel": "Answer questions anyway",
        }
    )
    await stage.until_quiet()
    assert ann.view is None
    kept = stage.channels.kept[stage.key(stage.general())]
    assert kept == ChannelSettings(("policies",), answers_unmentioned=True, tone=Tone.SHORT)
    (told,) = stage.slack.seen("#general")
    assert told == (
        "frontdesk: @Ann has changed how I answer here: I answer from policies only; I answer in a "
        "sentence or two; I answer questions even if nobody mentions me."
    )


async def test_settings_that_stay_are_not_told(stage: Stage) -> None:
    """Pressing Save is no news."""
    ann = stage.slack.person("ann")
    await opened(stage, ann, stage.general())
    await ann.submits()
    await stage.until_quiet()
    assert ann.view is None
    assert stage.slack.seen("#general") == []


async def test_nobody_locks_everybody_out(stage: Stage) -> None:
    """Who names editors is among them, or is told beside the field."""
    ann, ben = stage.slack.person("ann"), stage.slack.person("ben")
    await opened(stage, ann, stage.general())
    await ann.submits({"Who may change these settings": [ben.id]})
    assert "yourself" in ann.view_errors["editors"]
    await ann.submits({"Who may change these settings": [ben.id, ann.id]})
    await stage.until_quiet()
    assert stage.channels.kept[stage.key(stage.general())].editors == (ben.id, ann.id)


@pytest.mark.feature("Only chosen people may change them")
async def test_who_is_no_editor_reads_them(stage: Stage) -> None:
    """And who may change them."""
    ann, ben = stage.slack.person("ann"), stage.slack.person("ben")
    stage.channels.kept[stage.key(stage.general())] = ChannelSettings(editors=(ben.id,))
    text = await opened(stage, ann, stage.general())
    assert "Only @Ben may change this." in text
    assert ann.view is not None
    assert "submit" not in ann.view.view


async def test_who_is_not_in_the_channel_reads_them(stage: Stage) -> None:
    """A menu lists channels of others too."""
    carl = stage.slack.person("carl")
    text = await opened(stage, carl, stage.general())
    assert "Only people who are in the channel may change this." in text


async def test_a_channel_that_the_desk_cannot_see_is_told(stage: Stage) -> None:
    """With what to do about it."""
    ann = stage.slack.person("ann")
    secret = stage.slack.workspace.add_channel("secret", {ann.id}, ChannelKind.PRIVATE)
    assert "/invite" in await opened(stage, ann, secret.id)


async def test_a_channel_that_the_desk_is_not_in_can_be_set(stage: Stage) -> None:
    """With a word that it has to be invited."""
    ann = stage.slack.person("ann")
    other = stage.slack.workspace.add_channel("other", {ann.id})
    assert "I am not in this channel" in await opened(stage, ann, other.id)


async def test_rights_are_looked_at_again_when_it_is_sent_in(stage: Stage) -> None:
    """Somebody else may have changed them since."""
    ann, ben = stage.slack.person("ann"), stage.slack.person("ben")
    await opened(stage, ann, stage.general())
    theirs = ChannelSettings(editors=(ben.id,))
    stage.channels.kept[stage.key(stage.general())] = theirs
    await ann.submits({"How much an answer says": "In a sentence or two"})
    assert "any more" in ann.view_errors["tone"]
    assert stage.channels.kept[stage.key(stage.general())] == theirs


async def test_who_has_left_the_channel_changes_nothing(stage: Stage) -> None:
    """Also where the modal was still open."""
    ann = stage.slack.person("ann")
    await opened(stage, ann, stage.general())
    stage.slack.workspace.channels[stage.general()].members.discard(ann.id)
    await ann.submits({"How much an answer says": "In a sentence or two"})
    assert ann.view_errors
    assert not stage.channels.kept


async def test_a_failing_database_is_told(stage: Stage) -> None:
    """Beside a field when it is sent in, and instead of the fields when it is opened."""
    ann = stage.slack.person("ann")
    await opened(stage, ann, stage.general())
    stage.channels.is_broken = True
    await ann.submits()
    assert "Please try again" in ann.view_errors["tone"]
    await ann.closes()
    assert "I cannot look up the settings" in await opened(stage, ann, stage.general())


async def test_slack_that_does_not_say_who_is_there_is_told(stage: Stage) -> None:
    """Nothing is changed by somebody of whom it is not known that they may."""
    ann = stage.slack.person("ann")
    await opened(stage, ann, stage.general())
    stage.slack.mischief.fail("conversations.members", "fatal_error", times=20)
    await ann.submits({"How much an answer says": "In a sentence or two"})
    assert "Slack did not say" in ann.view_errors["tone"]
    assert not stage.channels.kept


async def test_without_a_channel_the_person_is_asked_which(stage: Stage) -> None:
    """The same modal then holds its settings."""
    ann = stage.slack.person("ann")
    trigger = new_trigger(stage.slack.workspace, ann.id, time.monotonic())
    team = stage.slack.workspace.team_id
    assert await open_settings(
        stage.tools, workspace=team, person=ann.id, trigger_id=trigger, channel=""
    )
    asking = ann.view
    assert "Which channel's settings?" in stage.modal(ann)
    await ann.chooses(stage.general(), at=CHOOSE_CHANNEL)
    await stage.until(lambda: "in #general" in stage.modal(ann), "it is filled")
    assert ann.view is asking
    await ann.submits({"How much an answer says": "In a sentence or two"})
    assert stage.channels.kept[stage.key(stage.general())].tone is Tone.SHORT


async def test_a_trigger_that_is_over_opens_nothing(stage: Stage) -> None:
    """Whoever asked is told so by the caller."""
    ann = stage.slack.person("ann")
    assert not await open_settings(
        stage.tools,
        workspace=stage.slack.workspace.team_id,
        person=ann.id,
        trigger_id="1.2.3",
        channel=stage.general(),
    )
    assert ann.view is None


async def test_the_app_home_is_drawn_anew(stage: Stage) -> None:
    """For who has changed something there."""
    ann = stage.slack.person("ann")
    await opened(stage, ann, stage.general())
    before = len(stage.calls("views.publish"))
    await ann.submits({"How much an answer says": "In a sentence or two"})
    await stage.until(lambda: len(stage.calls("views.publish")) > before, "it is drawn anew")


async def test_a_large_channel_is_read_to_the_end(stage: Stage) -> None:
    """Slack tells members by the page."""
    ann = stage.slack.person("ann")
    crowd = {f"U{number:08}" for number in range(2100)} | {ann.id, "UZZZ"}
    large = stage.slack.workspace.add_channel("large", crowd)
    text = await opened(stage, ann, large.id)
    assert "The channel is told when you change it." in text

"""Tests of Slack Connect: what the app is told of people of other workspaces, and what they can do."""

import pytest

from adapters.local_slack.people import Person
from adapters.local_slack.state import Message, OpenView
from tests.unit.local_slack.api_trial import trial
from tests.unit.local_slack.interaction_words import STOP, bot_message, sent, text_input, view
from tests.unit.local_slack.office import Scene, scene_with

THEIRS = "T0OTHER"


@pytest.fixture
def scene() -> Scene:
    return scene_with()


@pytest.fixture
def zoe(scene: Scene) -> Person:
    """Somebody of another workspace, in #general with Ann and the app."""
    zoe = scene.people.person("zoe", team_id=THEIRS)
    scene.workspace.add_channel("general", {zoe.id, scene.ann.id, scene.workspace.app.bot_user})
    return zoe


def with_button(scene: Scene) -> Message:
    return bot_message(scene, STOP)


def modal_of(person: Person) -> OpenView:
    content = {**view(text_input("Question", "question")), "id": "V1", "hash": "h1"}
    return OpenView("V1", person.id, {**content, "team_id": "T0LOCAL"})


async def test_a_guests_post_says_whose_it_is(scene: Scene, zoe: Person) -> None:
    """Team and name come along, because the app may not know the author."""
    await zoe.says("hello")

    event = (await scene.got())[-1]
    assert (event["team"], event["user_team"], event["source_team"]) == (THEIRS,) * 3
    assert event["user_profile"]["real_name"] == "Zoe"


async def test_a_guests_edit_says_whose_it_is(scene: Scene, zoe: Person) -> None:
    """In the message that has changed."""
    message = await zoe.says("hello")
    await zoe.edits(message, "hello all")

    event = (await scene.got())[-1]
    assert event["message"]["source_team"] == THEIRS


async def test_our_own_posts_say_no_more_than_usual(scene: Scene, zoe: Person) -> None:
    """Of people of the workspace only the team is told."""
    await scene.ann.says("hello")

    event = (await scene.got())[-1]
    assert event["team"] == scene.workspace.team_id
    assert "user_team" not in event
    assert zoe.user.is_external


async def test_the_envelope_says_that_the_channel_is_shared(scene: Scene, zoe: Person) -> None:
    """Whoever speaks; the authorisation stays that of the installation."""
    await scene.ann.says("hello")
    await scene.deliveries.settled()

    envelope = scene.carrier.parcels[-1].payload
    assert envelope["is_ext_shared_channel"] is True
    assert envelope["authorizations"][0]["team_id"] == scene.workspace.team_id
    assert zoe.user.team_id != envelope["team_id"]


async def test_a_guests_direct_message_is_shared_as_well(scene: Scene, zoe: Person) -> None:
    """A conversation with somebody of another team is one between two teams."""
    await zoe.says("hello", channel="dm")
    await scene.deliveries.settled()

    assert scene.carrier.parcels[-1].payload["is_ext_shared_channel"] is True


async def test_a_guest_clicks_in_our_team(scene: Scene, zoe: Person) -> None:
    """`team` is where the app is installed, `user.team_id` where the person is from."""
    await zoe.clicks("Stop", on=with_button(scene))

    payload = sent(scene)
    assert payload["team"]["id"] == scene.workspace.team_id
    assert payload["user"]["team_id"] == THEIRS


async def test_a_guest_submits_in_their_team(scene: Scene, zoe: Person) -> None:
    """Only the view says where the app is installed."""
    scene.workspace.modals["V1"] = modal_of(zoe)

    await zoe.submits({"Question": "How long?"})

    payload = sent(scene)
    assert (payload["team"]["id"], payload["view"]["team_id"]) == (THEIRS, THEIRS)
    assert payload["view"]["app_installed_team_id"] == scene.workspace.team_id
    assert payload["is_enterprise_install"] is False


async def test_a_guest_has_no_commands(scene: Scene, zoe: Person) -> None:
    """They belong to the workspace that installed the app."""
    await zoe.runs("/frontdesk waits")

    assert zoe.was_told == ["/frontdesk is not a valid command."]
    assert scene.carrier.parcels == []


@pytest.mark.parametrize("name", ["Answer this", "Ask frontdesk"])
async def test_a_guest_has_no_shortcuts(scene: Scene, zoe: Person, name: str) -> None:
    """Nor are a message's or global ones offered to them."""
    message = with_button(scene) if name == "Answer this" else None

    with pytest.raises(ValueError, match="not installed"):
        await zoe.uses_shortcut(name, on=message)


async def test_a_guest_opens_the_app() -> None:
    """The documentation excludes nobody from the App Home, so that its event must be expected."""
    scene = scene_with()
    zoe = scene.people.person("zoe", team_id=THEIRS)
    await zoe.opens_home()

    assert await scene.kinds() == ["app_home_opened"]


async def test_the_channel_names_its_teams() -> None:
    """`conversations.info` says with whom it is shared, and who hosts it."""
    async with trial() as one:
        one.channel.members.add(one.slack.person("zoe", team_id=THEIRS).id)
        shown = (await one.client.conversations_info(channel=one.channel.id))["channel"]
        assert (shown["is_shared"], shown["is_ext_shared"]) == (True, True)
        assert shown["conversation_host_id"] == "T0LOCAL"
        assert shown["connected_team_ids"] == [THEIRS]


async def test_a_stranger_shares_no_channel_with_the_app() -> None:
    """Who is external is told by the team: `is_stranger` says something else."""
    async with trial() as one:
        zoe = one.slack.person("zoe", team_id=THEIRS)
        before = (await one.client.users_info(user=zoe.id))["user"]
        one.channel.members.add(zoe.id)
        after = (await one.client.users_info(user=zoe.id))["user"]
        assert (before["is_stranger"], after["is_stranger"]) == (True, False)
        assert after["team_id"] == THEIRS


async def test_external_people_are_not_listed() -> None:
    """They are asked for one by one."""
    async with trial() as one:
        one.slack.person("zoe", team_id=THEIRS)
        names = [user["name"] for user in (await one.client.users_list())["members"]]
        assert names == ["frontdesk", "ann"]


async def test_strangers_cannot_be_written_to() -> None:
    """A direct message needs a channel in common."""
    async with trial() as one:
        zoe = one.slack.person("zoe", team_id=THEIRS)
        refused = await one.refused("conversations.open", users=zoe.id)
        assert refused == "invalid_user_combination"
        assert (
            await one.refused("chat.postMessage", channel=zoe.id, text="a") == "channel_not_found"
        )
        one.channel.members.add(zoe.id)
        assert await one.refused("conversations.open", users=zoe.id) == ""

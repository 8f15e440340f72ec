"""What becomes of the desk itself: added, removed, renamed around; how chats are reached."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.teams.references import Reference
from tests.e2e.teams.bot_stage import QUESTIONS, Stage, staged
from tests.local_teams.reading import as_text
from tests.local_teams.state import Chat


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with staged() as made:
        yield made


async def known(stage: Stage, chat: Chat) -> Reference | None:
    """How a chat is reached."""
    return await stage.references.of(chat.tenant, chat.id)


async def two_channels(stage: Stage) -> tuple[Chat, Chat]:
    """Channels of one team that the desk has heard of."""
    other = stage.teams.add_channel("waits")
    for chat in (stage.general, other):
        await stage.ann.says("good morning", chat)
    await stage.quiet()
    return stage.general, other


@pytest.mark.feature("It says hello where it is added")
async def test_added_desk_says_what_it_is_for_once(stage: Stage) -> None:
    """Teams tells it in two ways."""
    chat = stage.teams.personal(stage.ann)
    await stage.ann.installing.adds_app(chat)
    await stage.quiet()
    (greeting,) = stage.said(chat)
    assert "Hello" in greeting
    assert all(question in greeting for question in QUESTIONS)


async def test_in_a_team_it_says_how_to_mention_it(stage: Stage) -> None:
    """In its channel General."""
    await stage.ann.installing.adds_app(stage.general)
    await stage.quiet()
    assert stage.general.team is not None
    (greeting,) = stage.said(stage.general.team.channels[0])
    assert "@frontdesk" in greeting


async def test_in_a_team_it_says_hello_where_it_was_added(stage: Stage) -> None:
    """In the channel that was chosen, once; and again there if it comes again."""
    for count in (1, 2):
        await stage.ann.installing.adds_app(stage.general, through=stage.general)
        await stage.quiet()
        assert len(stage.said(stage.general)) == count
        await stage.ann.installing.removes_app(stage.general)
        await stage.quiet()


async def test_people_who_come_are_not_greeted(stage: Stage) -> None:
    """They did not ask for it."""
    chat = stage.teams.add_group("Badges", [stage.ann])
    await stage.ann.installing.adds(stage.bob.account, chat)
    await stage.quiet()
    assert stage.said(chat) == []


async def test_every_activity_tells_how_a_chat_is_reached(stage: Stage) -> None:
    """Also what is no question."""
    await stage.ann.says("good morning", stage.general)
    await stage.quiet()
    reference = await known(stage, stage.general)
    assert reference is not None
    assert reference.service_url == stage.teams.service_url
    assert stage.general.team is not None
    assert (reference.team, reference.bot_id) == (stage.general.team.id, stage.teams.bot_id)


async def test_a_new_service_url_is_taken_over(stage: Stage) -> None:
    """Teams moves tenants now and then."""
    message = await stage.ann.says("good morning", stage.general)
    await stage.quiet()
    moved = {**message.activity, "id": "1", "serviceUrl": f"{stage.teams.service_url}moved/"}
    token = stage.teams.tokens.token(service_url=moved["serviceUrl"])
    await stage.teams.deliver(moved, token=token)
    reference = await known(stage, stage.general)
    assert reference is not None
    assert reference.service_url == moved["serviceUrl"]


async def test_a_personal_chat_is_known_by_its_person(stage: Stage) -> None:
    """Who is told something privately is told it there."""
    chat = stage.teams.personal(stage.ann)
    await stage.ann.says("hello", chat)
    await stage.asked()
    found = await stage.references.personal(chat.tenant, stage.ann.id)
    assert found is not None
    assert found.spot.chat == chat.id


@pytest.mark.feature("It is removed, and may come back")
async def test_removed_desk_forgets_the_chat(stage: Stage) -> None:
    """Nothing can be said there any more."""
    chat = stage.teams.personal(stage.ann)
    await stage.ann.installing.adds_app(chat)
    await stage.quiet()
    await stage.ann.installing.removes_app(chat)
    await stage.quiet()
    assert await known(stage, chat) is None


@pytest.mark.feature("It is removed, and may come back")
async def test_desk_that_is_added_again_greets_again(stage: Stage) -> None:
    """Somebody looks at it as if it were new."""
    chat = stage.teams.personal(stage.ann)
    for _ in range(2):
        await stage.ann.installing.adds_app(chat)
        await stage.quiet()
        await stage.ann.installing.removes_app(chat)
        await stage.quiet()
    greetings = [one for one in chat.messages if one.author_id == stage.teams.bot_id]
    assert len(greetings) == 2
    assert "Hello" in as_text(greetings[-1])


async def test_desk_removed_from_a_team_forgets_its_channels(stage: Stage) -> None:
    """All of them."""
    await stage.ann.says("good morning", stage.general)
    await stage.quiet()
    await stage.ann.installing.removes_app(stage.general)
    await stage.quiet()
    assert await known(stage, stage.general) is None


@pytest.mark.feature("It is removed, and may come back")
@pytest.mark.parametrize("is_installation_first", [False, True])
async def test_desk_added_to_a_team_again_reaches_all_its_channels(
    stage: Stage, *, is_installation_first: bool
) -> None:
    """Subscriptions go on there: Teams tells of one channel only, in two events of any order."""
    general, other = await two_channels(stage)
    await stage.ann.installing.removes_app(general)
    await stage.quiet()
    assert await known(stage, general) is None
    await stage.ann.installing.adds_app(
        general, through=other, is_installation_first=is_installation_first
    )
    await stage.quiet()
    for chat in (general, other):
        assert await known(stage, chat) is not None


@pytest.mark.feature("It is removed, and may come back")
@pytest.mark.parametrize("event_type", ["teamRestored", "teamUnarchived"])
async def test_team_that_is_back_is_reached_again(stage: Stage, event_type: str) -> None:
    """In all its channels."""
    general, other = await two_channels(stage)
    await stage.ann.installing.deletes_team(general)
    await stage.quiet()
    await stage.ann.installing.restores_team(general, event_type=event_type)
    await stage.quiet()
    for chat in (general, other):
        assert await known(stage, chat) is not None


async def test_channel_that_is_back_is_reached_again(stage: Stage) -> None:
    """Though Teams tells it in the channel General."""
    general, _ = await two_channels(stage)
    await stage.ann.installing.deletes_channel(general)
    await stage.quiet()
    await stage.ann.installing.restores_channel(general)
    await stage.quiet()
    assert await known(stage, general) is not None


async def test_upgrade_that_brings_the_desk_reaches_all_channels(stage: Stage) -> None:
    """And is no reason to greet."""
    general, other = await two_channels(stage)
    await stage.ann.installing.removes_app(general)
    await stage.ann.installing.upgrades_app(general, "add-upgrade")
    await stage.quiet()
    for chat in (general, other):
        assert await known(stage, chat) is not None
        assert stage.said(chat) == []


async def test_upgrade_without_the_desk_forgets_nothing(stage: Stage) -> None:
    """What is really closed is refused at the next call."""
    general, _ = await two_channels(stage)
    await stage.ann.installing.upgrades_app(general, "remove-upgrade")
    await stage.quiet()
    assert await known(stage, general) is not None


async def test_private_channel_is_left_alone(stage: Stage) -> None:
    """The desk stays in its team."""
    general, _ = await two_channels(stage)
    private = await stage.ann.installing.opens_private_channel("salaries", "Harcourt Health")
    await stage.ann.installing.adds_app(private)
    await stage.quiet()
    assert await known(stage, private) is not None
    await stage.ann.installing.removes_app(private)
    await stage.quiet()
    assert await known(stage, private) is None
    assert await known(stage, general) is not None


async def test_deleted_channel_is_forgotten(stage: Stage) -> None:
    """But not its team."""
    await stage.ann.says("good morning", stage.general)
    assert stage.general.team is not None
    other = stage.general.team.channels[0]
    await stage.ann.says("good morning", other)
    await stage.quiet()
    await stage.ann.installing.deletes_channel(stage.general)
    await stage.quiet()
    assert await known(stage, stage.general) is None
    assert await known(stage, other) is not None


async def test_deleted_team_is_forgotten(stage: Stage) -> None:
    """With its channels."""
    await stage.ann.says("good morning", stage.general)
    await stage.quiet()
    await stage.ann.installing.deletes_team(stage.general)
    await stage.quiet()
    assert await known(stage, stage.general) is None


async def test_names_of_channels_are_learnt(stage: Stage) -> None:
    """Messages do not carry them."""
    chat = stage.general
    await stage.ann.installing.renames(chat, "front office")
    await stage.quiet()
    await stage.ann.says("good morning", chat)
    await stage.quiet()
    reference = await known(stage, chat)
    assert reference is not None
    assert reference.name == "front office"

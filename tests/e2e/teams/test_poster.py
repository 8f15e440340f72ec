"""Posts that nobody asked for: once, kept up to date, with their charts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.teams.own_posts import OwnPosts
from adapters.teams.poster import TeamsPoster
from core.domain import ConversationKey, Picture, Post
from core.errors import DeliveryError, DeliveryRefused
from tests.contract.teams_stage import Carrier, carrying
from tests.fakes.reaching import FakeShownAnswers
from tests.local_teams.reading import as_text
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat

CHART = Picture(b"\x89PNG chart", "Foothills rose to 3 h.", 640, 320)
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 300 for number in range(20))


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    async with LocalTeams() as teams:
        teams.add_channel("waits")
        yield teams


@pytest.fixture
async def carrier(teams: LocalTeams) -> AsyncIterator[Carrier]:
    async with carrying(teams) as carrier:
        await carrier.knows(teams.chat("#waits"))
        yield carrier


@pytest.fixture
def poster(carrier: Carrier) -> TeamsPoster:
    return TeamsPoster(
        calls=carrier.calls(),
        references=carrier.references,
        own=OwnPosts(shown=FakeShownAnswers()),
    )


@pytest.fixture
def post(teams: LocalTeams) -> Post:
    return made(teams.chat("#waits"))


def made(chat: Chat) -> Post:
    key = ConversationKey("teams", chat.tenant, chat.id)
    return Post("post 1", key, "Foothills: **2 h 10 min**", datetime(2026, 11, 24, 12, tzinfo=UTC))


async def test_it_stands_in_its_channel(teams: LocalTeams, poster: TeamsPoster, post: Post) -> None:
    """As a thread of its own; its name is the chat and the message."""
    ref = await poster.post(post)
    assert teams.seen("#waits") == ["frontdesk: Foothills: 2 h 10 min"]
    [message] = teams.chat("#waits").messages
    assert message.under == ""
    assert ref == f"{message.chat.id} {message.id}"


async def test_a_person_may_be_mentioned(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """By a link to them; nothing else in it becomes a mention."""
    ann = teams.person("ann")
    await poster.post(replace(post, text=f"[Ann](person:{ann.id}) asks <at>all</at>"))
    [message] = teams.chat("#waits").messages
    mentions = [one for one in message.activity["entities"] if one["type"] == "mention"]
    assert [one["mentioned"]["id"] for one in mentions] == [ann.id]


@pytest.mark.feature("A post that is kept up to date changes in its place")
async def test_it_takes_the_place_of_another(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """The same message, so that nobody is told again."""
    ref = await poster.post(post)
    newer = replace(post, id="post 2", text="Foothills: 3 h", updates=ref)
    assert await poster.post(newer) == ref
    assert teams.seen("#waits") == ["frontdesk: Foothills: 3 h"]


async def test_where_that_one_is_gone_it_is_shown_anew(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """Somebody deleted it."""
    ref = await poster.post(post)
    teams.chat("#waits").messages[0].is_deleted = True
    again = await poster.post(replace(post, id="post 2", updates=ref))
    assert again != ref
    assert len(teams.seen("#waits")) == 1


async def test_a_chart_stands_in_it(teams: LocalTeams, poster: TeamsPoster, post: Post) -> None:
    """With words for those who do not see it."""
    await poster.post(replace(post, picture=CHART))
    [message] = teams.chat("#waits").messages
    assert "Foothills rose to 3 h." in as_text(message)


async def test_what_is_too_long_goes_on_in_its_thread(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """And gives way there when the post is updated."""
    ref = await poster.post(replace(post, text=LONG))
    first, *others = teams.chat("#waits").messages
    assert others
    assert {one.under for one in others} == {first.id}
    assert ref.split()[1:] == [first.id, *(one.id for one in others)]
    again = await poster.post(replace(post, id="post 2", updates=ref))
    assert teams.seen("#waits") == ["frontdesk: Foothills: 2 h 10 min"]
    assert again.split()[1:] == [first.id]


async def test_in_a_chat_it_goes_on_right_after(
    teams: LocalTeams, carrier: Carrier, poster: TeamsPoster
) -> None:
    """There are no threads."""
    group = teams.add_group("Porters", [teams.person("ann")])
    await carrier.knows(group)
    await poster.post(replace(made(group), text=LONG))
    assert len(group.messages) > 1


async def test_what_teams_finds_too_big_is_shown_in_less(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """In more messages; the words are all there."""
    teams.mischief.too_big_over = 4000
    await poster.post(replace(post, text=LONG, picture=CHART))
    said = " ".join(as_text(one) for one in teams.chat("#waits").messages)
    before, after = LONG.rsplit("\n\n", 1)
    assert said.split() == f"{before} Chart: {CHART.alt_text} {after}".split()


async def test_what_was_begun_is_gone_on_with(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """The first message is not shown again when a further one fails."""
    post = replace(post, text=LONG)
    whole = await poster.post(replace(post, id="post 0"))
    teams.chat("#waits").messages.clear()
    teams.mischief.slow("send", 0)
    teams.mischief.fail("send", status=500)
    with pytest.raises(DeliveryError):
        await poster.post(post)
    ref = await poster.post(replace(post, attempts=1))
    assert len(ref.split()) == len(whole.split())
    assert len(teams.chat("#waits").messages) == len(ref.split()) - 1


async def test_a_channel_that_nothing_came_from_can_be_named(
    teams: LocalTeams, poster: TeamsPoster
) -> None:
    """By operators: it is reached as the others of its tenant are."""
    await poster.post(made(teams.chat("#general")))
    assert len(teams.seen("#general")) == 1


async def test_where_the_desk_was_removed_it_is_refused(
    carrier: Carrier, poster: TeamsPoster, post: Post
) -> None:
    """Teams is not asked."""
    await carrier.references.retire(post.channel.workspace, post.channel.channel)
    with pytest.raises(DeliveryRefused, match="was removed"):
        await poster.post(post)
    assert carrier.teams.calls == []


async def test_a_channel_that_is_closed_refuses_it(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """Then trying again is no use."""
    teams.mischief.remove_bot(teams.chat("#waits"))
    with pytest.raises(DeliveryRefused):
        await poster.post(post)


@pytest.mark.feature("A post that the platform does not take now is shown later")
async def test_a_teams_that_fails_may_take_it_later(
    teams: LocalTeams, poster: TeamsPoster, post: Post
) -> None:
    """The outbox offers it again."""
    teams.mischief.fail("send", status=429, code="TooManyRequests", retry_after=60)
    with pytest.raises(DeliveryError) as failed:
        await poster.post(post)
    assert not isinstance(failed.value, DeliveryRefused)
    assert failed.value.again_in_seconds == 60
    await poster.post(replace(post, attempts=1))
    assert len(teams.seen("#waits")) == 1

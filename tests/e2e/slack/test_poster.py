"""Posts that nobody asked for: once, kept up to date, with their charts."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.local_slack.server import LocalSlack
from adapters.slack.calls import CallRules, SlackCalls
from adapters.slack.poster import SlackPoster
from core.domain import ConversationKey, Picture, Post
from core.errors import DeliveryError, DeliveryRefused
from tests.fakes.slack_clients import LocalClients
from tests.fakes.slack_manifest import slack_manifest

CHART = Picture(b"\x89PNG chart", "Foothills rose to 3 h.", 640, 320)
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 300 for number in range(20))


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(manifest=slack_manifest()) as slack:
        slack.person("ann").place("#waits")
        yield slack


@pytest.fixture
def poster(slack: LocalSlack) -> SlackPoster:
    clients = LocalClients(slack)
    rules = CallRules(pause_seconds=0.01, paces={})
    return SlackPoster(calls=SlackCalls(clients=clients, rules=rules), clients=clients)


@pytest.fixture
def post(slack: LocalSlack) -> Post:
    channel = slack.workspace.channel_named("waits")
    key = ConversationKey("slack", slack.workspace.team_id, channel.id)
    return Post(
        "post 1", key, "Foothills: **2 h 10 min**", datetime.fromtimestamp(time.time(), UTC)
    )


async def test_it_stands_in_its_channel(slack: LocalSlack, poster: SlackPoster, post: Post) -> None:
    """Its name is the channel and the message."""
    ref = await poster.post(post)
    assert slack.seen("#waits") == ["frontdesk: Foothills: 2 h 10 min"]
    [message] = slack.messages("#waits")
    assert ref == f"{message.channel} {message.ts}"
    assert not message.unfurls


async def test_a_person_may_be_mentioned(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """By a link to them; nothing else in it becomes a mention."""
    ann = slack.person("ann")
    await poster.post(replace(post, text=f"[Ann](person:{ann.id}) asks <!channel>"))
    assert slack.seen("#waits") == ["frontdesk: @Ann asks <!channel>"]


@pytest.mark.feature("A post that is kept up to date changes in its place")
async def test_it_takes_the_place_of_another(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """The same message, so that nobody is told again."""
    ref = await poster.post(post)
    newer = replace(post, id="post 2", text="Foothills: 3 h", updates=ref)
    assert await poster.post(newer) == ref
    assert slack.seen("#waits") == ["frontdesk: Foothills: 3 h"]


async def test_where_that_one_is_gone_it_is_shown_anew(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """Somebody deleted it."""
    ref = await poster.post(post)
    channel = slack.workspace.channel_named("waits")
    channel.messages.clear()
    again = await poster.post(replace(post, id="post 2", updates=ref))
    assert again != ref
    assert len(slack.seen("#waits")) == 1


async def test_what_may_have_been_shown_is_looked_for_first(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """A process died after Slack took it; others have posted since."""
    post = replace(post, picture=CHART)
    ref = await poster.post(post)
    await poster.post(replace(post, id="post 2"))
    await slack.until(lambda: len(slack.seen("#waits")) == 4)
    assert await poster.post(replace(post, attempts=1)) == ref
    assert len(slack.seen("#waits")) == 4


async def test_what_was_not_shown_before_is_shown(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """The process had died before Slack took it."""
    await poster.post(replace(post, attempts=1))
    assert len(slack.seen("#waits")) == 1


async def test_a_chart_follows_it(slack: LocalSlack, poster: SlackPoster, post: Post) -> None:
    """In the channel, where everybody sees it, with words for those who do not."""
    ref = await poster.post(replace(post, picture=CHART))
    await slack.until(lambda: len(slack.seen("#waits")) == 2)
    assert slack.seen("#waits")[1] == "frontdesk: (file: Foothills rose to 3 h.)"
    [file] = slack.workspace.files
    assert ref.split()[2] == file


async def test_a_newer_chart_takes_the_place_of_the_older(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """One post, one chart."""
    ref = await poster.post(replace(post, picture=CHART))
    newer = replace(post, id="post 2", picture=replace(CHART, alt_text="Newer."), updates=ref)
    again = await poster.post(newer)
    await slack.until(lambda: slack.seen("#waits")[1:] == ["frontdesk: (file: Newer.)"])
    assert again.split()[:2] == ref.split()[:2]
    assert again != ref


async def test_what_is_too_long_goes_on_in_its_thread(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """And gives way there when the post is updated."""
    ref = await poster.post(replace(post, text=LONG))
    [first] = slack.messages("#waits")
    others = len(slack.messages("#waits", first)) - 1
    assert others > 1
    assert ref == f"{first.channel} {first.ts} +{others}"
    again = await poster.post(replace(post, id="post 2", updates=ref))
    assert slack.seen("#waits", first) == ["frontdesk: Foothills: 2 h 10 min"]
    assert again == f"{first.channel} {first.ts}"


async def test_a_post_without_a_thread_reads_nothing(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """Slack may allow one look a minute; posts that are kept up to date are many."""
    ref = await poster.post(post)
    await poster.post(replace(post, id="post 2", text="Foothills: 3 h", updates=ref))
    assert not [name for name, _ in slack.calls if name.startswith("conversations.")]


async def test_a_channel_that_is_closed_refuses_it(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """Then trying again is no use."""
    slack.workspace.channel_named("waits").is_archived = True
    with pytest.raises(DeliveryRefused):
        await poster.post(post)


@pytest.mark.feature("A post that the platform does not take now is shown later")
async def test_a_slack_that_fails_may_take_it_later(
    slack: LocalSlack, poster: SlackPoster, post: Post
) -> None:
    """The outbox offers it again."""
    slack.mischief.limit_rate("chat.postMessage", retry_after=60)
    with pytest.raises(DeliveryError) as failed:
        await poster.post(post)
    assert not isinstance(failed.value, DeliveryRefused)
    await poster.post(replace(post, attempts=1))
    assert len(slack.seen("#waits")) == 1

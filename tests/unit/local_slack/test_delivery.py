"""Tests of which events the app gets, how they are wrapped, and how often they are sent."""

from collections.abc import AsyncIterator

import pytest

from adapters.local_slack.parcels import ParcelKind, Receipt
from adapters.local_slack.state import ChannelKind
from tests.fakes.slack_manifest import SCOPES
from tests.unit.local_slack.office import Scene, scene_with

REFUSED = Receipt(is_acknowledged=False, reason="http_error")


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = scene_with()
    yield made
    await made.deliveries.close()


async def test_a_mention_is_delivered_under_two_types_with_two_ids(scene: Scene) -> None:
    """A post that mentions the app comes as app_mention and as message, as from Slack."""
    await scene.ann.says("@frontdesk hello")

    assert sorted(await scene.kinds()) == ["app_mention", "message"]
    envelopes = [one.payload for one in scene.carrier.parcels]
    assert len({one["event_id"] for one in envelopes}) == 2
    assert len({one["event"]["ts"] for one in envelopes}) == 1


async def test_a_post_without_a_mention_is_a_message_only(scene: Scene) -> None:
    """Other posts come once."""
    await scene.ann.says("hello all")

    assert await scene.kinds() == ["message"]


async def test_no_mention_event_in_direct_messages(scene: Scene) -> None:
    """In a direct message even a mention is a message only."""
    await scene.ann.says("@frontdesk hello", channel="dm")

    assert [(one["type"], one["channel_type"]) for one in await scene.got()] == [("message", "im")]


async def test_an_edit_sends_the_mention_again_marked_as_edited(scene: Scene) -> None:
    """An edited mention comes as app_mention with `edited`, beside the changed message."""
    message = await scene.ann.says("hello")
    await scene.deliveries.settled()
    scene.carrier.parcels.clear()

    await scene.ann.edits(message, "hello @frontdesk")

    events = {one["type"]: one for one in await scene.got()}
    assert events["app_mention"]["edited"]["user"] == scene.ann.id
    assert events["message"]["subtype"] == "message_changed"


async def test_nothing_is_heard_from_channels_that_the_bot_is_not_in(scene: Scene) -> None:
    """The app hears neither posts nor mentions where it is no member."""
    scene.workspace.add_channel("quiet", {scene.ann.id})

    await scene.ann.says("@frontdesk hello", channel="#quiet")

    assert await scene.kinds() == []


async def test_a_mention_needs_its_scope() -> None:
    """Without app_mentions:read only the message arrives."""
    scene = scene_with(scopes=SCOPES.replace("app_mentions:read", ""))

    await scene.ann.says("@frontdesk hello")

    assert await scene.kinds() == ["message"]


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        (ChannelKind.PUBLIC, "channels:history"),
        (ChannelKind.PRIVATE, "groups:history"),
        (ChannelKind.GROUP_DIRECT, "mpim:history"),
    ],
)
async def test_messages_need_the_scope_of_their_kind_of_channel(
    kind: ChannelKind, scope: str
) -> None:
    """Each kind of channel has its own history scope."""
    scene = scene_with(scopes=SCOPES.replace(scope, ""))
    members = {scene.ann.id, scene.workspace.app.bot_user}
    channel = scene.workspace.add_channel("place", members, kind)

    await scene.ann.says("hello", channel=channel.id)

    assert await scene.kinds() == []


async def test_events_without_a_subscription_are_not_sent() -> None:
    """What the manifest does not list does not come."""
    scene = scene_with(events="app_mention")

    await scene.ann.says("hello")
    await scene.ann.opens_home()

    assert await scene.kinds() == []


async def test_what_happens_after_the_app_is_removed_is_not_sent(scene: Scene) -> None:
    """A removed app hears of its removal, and no more."""
    await scene.ann.says("hello")
    await scene.ann.uninstalls()
    await scene.ann.says("still there?")

    assert await scene.kinds() == ["message", "tokens_revoked", "app_uninstalled"]


async def test_a_kicked_app_hears_that_it_left(scene: Scene) -> None:
    """Removal from a channel comes as channel_left; later posts do not come."""
    await scene.ann.says("hello")
    await scene.ann.kicks_bot("#general")
    await scene.ann.says("@frontdesk?")

    assert await scene.kinds() == ["message", "channel_left"]


async def test_the_envelope_says_whose_event_it_is(scene: Scene) -> None:
    """An event is wrapped with team, app, authorisation and times."""
    await scene.ann.says("hello")
    await scene.deliveries.settled()

    envelope = scene.carrier.parcels[0].payload
    assert envelope["type"] == "event_callback"
    assert (envelope["team_id"], envelope["api_app_id"]) == ("T0LOCAL", "A0FRONTDESK")
    assert envelope["authorizations"][0]["user_id"] == "U0FRONTDESK"
    assert envelope["is_ext_shared_channel"] is False


async def test_an_event_is_sent_again_until_it_is_acknowledged(scene: Scene) -> None:
    """A refused event comes again with its number and the reason."""
    scene.carrier.receipts.extend([REFUSED, REFUSED])

    await scene.ann.says("hello")
    await scene.deliveries.settled()

    tries = [(one.retry_number, one.retry_reason) for one in scene.carrier.parcels]
    assert tries == [(0, ""), (1, "http_error"), (2, "http_error")]
    assert len({one.payload["event_id"] for one in scene.carrier.parcels}) == 1
    assert scene.deliveries.lost == []


async def test_an_event_is_given_up_after_three_more_tries(scene: Scene) -> None:
    """After the fourth failure the event is lost."""
    scene.carrier.receipts.extend([REFUSED] * 4)

    await scene.ann.says("hello")
    await scene.deliveries.settled()

    assert len(scene.carrier.parcels) == 4
    assert len(scene.deliveries.lost) == 1


async def test_the_app_may_forbid_more_tries(scene: Scene) -> None:
    """X-Slack-No-Retry ends the tries."""
    scene.carrier.receipts.append(
        Receipt(is_acknowledged=False, reason="http_error", forbids_retry=True)
    )

    await scene.ann.says("hello")
    await scene.deliveries.settled()

    assert len(scene.carrier.parcels) == 1


async def test_mischief_sends_the_same_event_several_times(scene: Scene) -> None:
    """With deliver_times the same event id comes so often."""
    scene.mischief.deliver_times = 3

    await scene.ann.says("hello")
    await scene.deliveries.settled()

    assert len(scene.carrier.parcels) == 3
    assert len({one.payload["event_id"] for one in scene.carrier.parcels}) == 1


async def test_interactions_are_sent_once(scene: Scene) -> None:
    """What a person waits for is not repeated."""
    scene.carrier.receipts.append(REFUSED)

    receipt = await scene.deliveries.interact(ParcelKind.COMMAND, {"command": "/frontdesk"})

    assert not receipt.is_acknowledged
    assert len(scene.carrier.parcels) == 1


async def test_settled_says_what_is_still_under_way(scene: Scene) -> None:
    """Whoever waits in vain is told for which event."""
    scene.carrier.is_held.clear()
    await scene.ann.says("hello")

    with pytest.raises(TimeoutError, match="message"):
        await scene.deliveries.settled(within_seconds=0.02)

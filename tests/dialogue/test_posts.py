"""What the desk posts unasked: by the clock, and when something happens."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.slow
@pytest.mark.feature("Posts by the clock, with a chart")
@pytest.mark.feature("Follow-ups under a post")
async def test_a_digest_is_posted_and_can_be_asked_about(room: Room) -> None:
    """Whoever reads it asks beneath it, without a mention."""
    await play(
        room,
        """
        #er-ops
        Ann runs: /frontdesk subscribe weekdays 7:00, Harcourt emergency
        only Ann sees: Subscription 1
        frontdesk: @Ann has subscribed this channel
        (it is time)
        frontdesk: Harcourt General … 1 h 35 min
        > Bob: how long is the wait at Linden Creek?
        > frontdesk: Linden Creek … 40 min
        """,
    )


@pytest.mark.feature("Alerts, subscribed to where they are to be seen")
async def test_a_channel_subscribes_to_an_alert(room: Room) -> None:
    """It says back what it has understood."""
    await play(
        room,
        """
        #er-ops
        Ann runs: /frontdesk subscribe alert when Harcourt General is over 4 hours
        only Ann sees: Subscription 1 … Harcourt General … 4 h
        frontdesk: @Ann has subscribed this channel
        (nobody answers)
        """,
    )


@pytest.mark.feature("Subscriptions of one’s own, in direct messages")
async def test_a_person_subscribes_for_themselves(room: Room) -> None:
    """It is posted there, and nobody else is told."""
    await play(
        room,
        """
        direct messages of Ann
        Ann: subscribe weekdays 7:00, Harcourt emergency
        > frontdesk: Subscription 1
        > (nobody answers)
        """,
    )

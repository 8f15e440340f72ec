"""Orders about subscriptions are heard where the desk tells people to give them."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.feature("Orders about subscriptions in plain words (pause, resume, unsubscribe)")
async def test_what_the_desk_says_to_say_is_heard(room: Room) -> None:
    """In the channel, under its own post, and in the thread of the list."""
    await play(
        room,
        """
        #er-ops
        Ann runs: /frontdesk subscribe weekdays 7:00, Harcourt emergency
        only Ann sees: Subscription 1
        frontdesk: @Ann has subscribed this channel
        > Bob: pause 1
        > frontdesk: Subscription 1 is paused
        Ann: resume 1
        > frontdesk: Subscription 1 goes on
        Ann: @frontdesk subscriptions
        > frontdesk: weekdays at 07:00
        > Ann: unsubscribe 1
        > frontdesk: removed
        """,
    )


async def test_orders_of_other_channels_are_for_people(room: Room) -> None:
    """A number that is no subscription of the channel is somebody's joke."""
    await play(
        room,
        """
        #er-ops
        Ann runs: /frontdesk subscribe weekdays 7:00, Harcourt emergency
        only Ann sees: Subscription 1
        frontdesk: @Ann has subscribed this channel
        #general
        Ann: pause 1
        > (nobody answers)
        """,
    )


@pytest.mark.feature("Help, with examples that work here")
async def test_what_is_no_command_gets_the_help(room: Room) -> None:
    """With sites that there are."""
    await play(
        room,
        """
        #general
        Ann runs: /frontdesk stop
        only Ann sees: I answer questions … Harcourt General
        Ann runs: /frontdesk ask
        only Ann sees: I answer questions
        """,
    )


@pytest.mark.feature("A slip in a command is put right")
async def test_a_badly_spelled_command_is_understood(room: Room) -> None:
    """Nobody is told that there is no such command."""
    await play(
        room,
        """
        #er-ops
        Ann runs: /frontdesk subscirbe weekdays 7:00, Harcourt emergency
        only Ann sees: Subscription 1
        frontdesk: @Ann has subscribed this channel
        Ann runs: /frontdesk suorces
        only Ann sees: documents
        """,
    )

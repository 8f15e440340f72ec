"""People say in their own words what could be said by a command."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.feature("Help, with examples that work here")
async def test_words_of_the_desk_in_sentences(room: Room) -> None:
    """They are no questions to the pages."""
    await play(
        room,
        """
        direct messages of Ann
        Ann: I need help
        > frontdesk: I answer questions
        Ann: what are your sources?
        > frontdesk: documents
        Ann: show me my settings
        > frontdesk: settings
        Ann: can you ask a person?
        > frontdesk: Ask a person
        Ann: what sources of funding are there for parking?
        > frontdesk: I could not find an answer
        """,
    )


@pytest.mark.feature("A slip in a command is put right")
async def test_a_slip_in_an_order_is_put_right_in_talk(room: Room) -> None:
    """Where nobody else is, and after a mention."""
    await play(
        room,
        """
        direct messages of Ann
        Ann: susbcribe daily 8:00 linden creek
        > frontdesk: Subscription 1
        #er-ops
        Ann: @frontdesk wait
        > frontdesk: Harcourt General … Linden Creek
        """,
    )


@pytest.mark.feature("Orders about subscriptions in plain words (pause, resume, unsubscribe)")
async def test_who_wants_posts_to_stop_is_shown_how(room: Room) -> None:
    """Nothing is removed that nobody named."""
    await play(
        room,
        """
        #er-ops
        Ann: @frontdesk subscribe weekdays 7:00, Harcourt emergency
        > frontdesk: Subscription 1
        (it is time)
        frontdesk: Wait times
        > Ann: how do I stop that?
        > frontdesk: Subscriptions: … unsubscribe
        Ann: @frontdesk stop posting
        > frontdesk: Subscriptions: … unsubscribe
        Ann: @frontdesk unsubscribe all
        > frontdesk: Subscriptions: … unsubscribe
        """,
    )

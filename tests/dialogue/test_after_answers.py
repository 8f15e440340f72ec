"""What people do with answers: they rate them, take their question back, ask for more."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.feature("Thumbs beneath answers")
async def test_a_thumb_is_taken(room: Room) -> None:
    """And the conversation goes on."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Ann presses "Helpful"
        > Ann: and what is her phone number?
        > frontdesk: 780-555-0177
        """,
    )


@pytest.mark.feature("Edits: a mention that is added is answered")
async def test_an_edit_that_adds_the_mention_is_answered(room: Room) -> None:
    """Many forget it at first."""
    await play(
        room,
        """
        #general
        Ann: What does a parking permit cost?
        > (nobody answers)
        Ann edits: @frontdesk What does a parking permit cost?
        > frontdesk: $12 a month
        """,
    )


@pytest.mark.feature("What it knows and how fresh that is (`sources`)")
async def test_sources_are_told_to_who_asks(room: Room) -> None:
    """To that person alone, where they ask privately."""
    await play(
        room,
        """
        #general
        Ann runs: /frontdesk sources
        only Ann sees: documents
        (nobody answers)
        """,
    )


@pytest.mark.feature("Tables")
async def test_a_table_is_shown_whole(room: Room) -> None:
    """Wait times of all sites are one."""
    await play(
        room,
        """
        #er-ops
        Ann: @frontdesk wait times
        > frontdesk: Harcourt General … 1 h 35 min … Linden Creek … 40 min
        """,
    )


@pytest.mark.feature("Small talk, and declining what is unrelated or inappropriate")
async def test_what_is_not_its_business_is_declined(room: Room) -> None:
    """Politely, and without a guess."""
    await play(
        room,
        """
        direct messages of Ann
        Ann: hello
        > frontdesk: Hello
        Ann: who won the world cup in 1998?
        > frontdesk: I could not find an answer
        """,
    )


@pytest.mark.feature("Emergencies: the number to call comes first")
async def test_danger_is_answered_at_once(room: Room) -> None:
    """Whoever is told of it."""
    await play(
        room,
        """
        direct messages of Bob
        Bob: my father has chest pain and cannot breathe
        > frontdesk: 911
        """,
    )

"""People name a page by its address and ask what it says."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.feature("A page whose address is in the question is read for it")
async def test_a_page_that_is_named_is_answered_from(room: Room) -> None:
    """One of the desk's own sites, and only what stands on it."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk what does https://files.example.org/docs/parking.md say about permits?
        > frontdesk: 780-555-0142
        > Source: … Parking
        """,
    )


@pytest.mark.feature("Addresses of other sites are refused with the reason")
async def test_a_page_of_another_site_is_not_read(room: Room) -> None:
    """What the desk knows itself is told."""
    await play(
        room,
        """
        direct messages of Bob
        Bob: who runs payroll, see https://pay.example.net/x
        > frontdesk: pay.example.net is another site … Maria Chen
        """,
    )

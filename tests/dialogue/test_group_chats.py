"""Several people write to each other with the desk among them, outside of channels."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.feature("Group chats: by mention, then without while one speaks with it")
async def test_who_was_answered_in_a_group_goes_on_without_a_mention(room: Room) -> None:
    """What others say to each other there is theirs."""
    await play(
        room,
        """
        group chat "Night shift"
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Ann: and what is her number?
        > frontdesk: 780-555-0177
        Bob: I am ten minutes late
        (nobody answers)
        """,
    )


@pytest.mark.feature("Colleagues who ask in a thread are answered")
async def test_a_colleague_asks_in_a_group_after_an_answer(room: Room) -> None:
    """As in a thread; once people speak to each other it is theirs."""
    await play(
        room,
        """
        group chat "Night shift"
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Bob: what does a parking permit cost?
        > frontdesk: $12 a month
        > Bob: the phone number please
        > frontdesk: 780-555-0142
        > Ann: I will call them tomorrow
        > (nobody answers)
        """,
    )

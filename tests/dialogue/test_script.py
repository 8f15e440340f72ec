"""The dialogues' own grammar."""

from __future__ import annotations

import pytest

from tests.dialogue.script import (
    Also,
    Deletes,
    Edits,
    Goes,
    Presses,
    Runs,
    Says,
    Sees,
    Silence,
    Strikes,
    Uses,
    holds,
    read,
)


def test_every_kind_of_line_is_read() -> None:
    """As the module's docstring shows them."""
    steps = read(
        """
        #general
        Ann: @frontdesk What: a colon?
        > frontdesk: It costs … CAD 20
        > Sources: Badges
        > Ann: and then?
        > (nobody answers)
        > Ann presses "Not helpful"
        > Ann edits: and when?
        > Bob uses "Answer this"
        direct messages of Bob
        Bob runs: /frontdesk help
        only Bob sees: I answer
        group chat "Night shift"
        Ann deletes it
        (it is time)
        """
    )
    assert steps == [
        Goes("#general"),
        Says("Ann", "@frontdesk What: a colon?", is_under=False),
        Sees(("It costs", "CAD 20"), is_under=True),
        Also(("Sources: Badges",)),
        Says("Ann", "and then?", is_under=True),
        Silence(is_under=True),
        Presses("Ann", "Not helpful"),
        Edits("Ann", "and when?"),
        Uses("Bob", "Answer this"),
        Goes("dm Bob"),
        Runs("Bob", "/frontdesk help"),
        Sees(("I answer",), is_under=False, only="Bob"),
        Goes("group Night shift"),
        Deletes("Ann"),
        Strikes(),
    ]


@pytest.mark.parametrize(
    ("pieces", "does"),
    [(("It costs", "CAD 20"), True), (("CAD 20", "It costs"), False), (("It  costs",), False)],
)
def test_pieces_are_found_in_their_order(pieces: tuple[str, ...], *, does: bool) -> None:
    """Lines and spaces of the message do not matter."""
    assert holds("Well.\nIt\n   costs about\nCAD 20.", pieces) is does

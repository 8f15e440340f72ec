"""What people are told who get no answer where it belongs."""

from __future__ import annotations

from adapters.teams.message import Mention
from adapters.teams.reasons import unreached


def test_who_cannot_be_written_to_is_called_by_name() -> None:
    """Whatever stands in it."""
    message = unreached("29:ann", "Ann <at>Lee")
    (named,) = message.mentions
    assert named == Mention("29:ann", named.name)
    assert message.text.startswith(f"<at>{named.name}</at> I cannot write to you")


def test_without_a_name_they_know_themselves() -> None:
    """Nobody is called then."""
    message = unreached("29:ann", "")
    assert message.mentions == ()
    assert message.text.startswith("To who asked me something privately here: I cannot write")

"""How people say that they want posts to end."""

from __future__ import annotations

import pytest

from core.chatting.stopping import StopAsked, asks_how_to_stop


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("how do I stop that?", StopAsked.THAT),
        ("How can we turn this off?", StopAsked.THAT),
        ("can you stop it please", StopAsked.THAT),
        ("how do I unsubscribe?", StopAsked.THAT),
        ("make it stop", StopAsked.THAT),
        ("how do I stop the digest?", StopAsked.POSTS),
        ("how do we get you to stop posting", None),
        ("how can I stop these messages?", StopAsked.POSTS),
        ("how do I cancel my subscription?", StopAsked.POSTS),
        ("how do I stop you posting here?", StopAsked.POSTS),
        ("how do I stop smoking?", None),
        ("how do I turn off the alarm?", None),
        ("how do I cancel that appointment?", None),
        ("where does the bus stop?", None),
        ("who runs payroll?", None),
        ("", None),
    ],
)
def test_how_to_stop(said: str, asked: StopAsked | None) -> None:
    """What is meant has to be said, or to stand before it."""
    assert asks_how_to_stop(said) is asked

"""Nothing that must be right reaches a person unless it is in the sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.grounding import GroundedStream, ground, ungrounded

KNOWN = ground(
    [
        "Call 403-555-0142 or mail desk@north.example.org from 8:00 to 16:30. It costs $12.50.",
        "See [the form](https://north.example.org/form).",
    ],
    ["https://north.example.org/page"],
)


def spoken(pieces: list[str]) -> str:
    """What a person reads when a generator says these pieces."""
    stream = GroundedStream(KNOWN)
    return "".join([stream.feed(piece) for piece in pieces]) + stream.flush()


@pytest.mark.parametrize(
    "text",
    [
        "Call 403-555-0142.",
        "Call (403) 555 0142 or 555-0142.",
        "Open 8 am to 4:30 p.m.",
        "Write to desk@north.example.org!",
        "Use https://north.example.org/form or https://north.example.org/page/.",
        "It is $12.50, in room 12, for 3 days.",
    ],
)
def test_grounded_details_pass(text: str) -> None:
    """What is in the sources passes, also written another way."""
    assert spoken([text]) == text


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("Call 403-555-0199.", "0199"),
        ("Write to help@north.example.org.", "help@"),
        ("See https://evil.example.org/form.", "evil"),
        ("See [the form](https://evil.example.org/form).", "evil"),
        ("Open until 9 pm.", "9 pm"),
        ("It costs $13.", "$13"),
    ],
)
def test_other_details_are_withheld(text: str, bad: str) -> None:
    """What is in no source is replaced."""
    assert bad not in spoken([text])


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_pieces_do_not_matter(sizes: list[int]) -> None:
    """However the text is cut into pieces, the same is shown."""
    text = "Call 403 555 0199 or (403) 555-0142, ext. 7; [a form](https://evil.example.org/x y) 9 p.m. $ 5"
    pieces, at = [], 0
    for size in sizes:
        pieces.append(text[at : at + size])
        at += size
    pieces.append(text[at:])
    assert spoken(pieces) == spoken([text])


def test_a_half_written_address_is_held_back() -> None:
    """Nothing of an address is shown before it is known to be good."""
    stream = GroundedStream(KNOWN)
    assert "evil" not in stream.feed("Go to https://evil.exam")
    assert "evil" not in stream.feed("ple.org/form today and ")


def test_withheld_details_are_counted() -> None:
    """Operators can see how often a model makes things up."""
    stream = GroundedStream(KNOWN)
    stream.feed("Call 403-555-0199 or x@y.example.org now ")
    stream.flush()
    assert stream.withheld == 2


def test_ungrounded_names_what_is_wrong() -> None:
    """Evaluation lists each detail that occurs in no source."""
    assert [found.text for found in ungrounded("403-555-0142, 403-555-0143", KNOWN)] == [
        "403-555-0143"
    ]

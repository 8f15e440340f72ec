"""From tokens to text: stop strings never leak, characters stay whole, loops are seen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.llama_text import StopFilter, is_looping

STOPS = ("<|im_end|>", "### Instruction", "</s>")


def passed(chunks: list[bytes]) -> list[str]:
    """What a filter passes on of some chunks."""
    text, out = StopFilter(STOPS), []
    for chunk in chunks:
        out.append(text.feed(chunk))
        if text.stopped:
            return out
    return [*out, text.feed(b"", last=True)]


@given(st.text(alphabet="ab#<|/ sé\n", max_size=40), st.sampled_from(STOPS), st.data())
def test_nothing_from_a_stop_string_on_is_passed_on(text: str, stop: str, data) -> None:
    """However the bytes are cut into tokens."""
    whole = f"{text}{stop} and more".encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    edges = [0, *cuts, len(whole)]
    chunks = [whole[a:b] for a, b in pairwise(edges)]
    first = min(at for s in STOPS if (at := f"{text}{stop}".find(s)) >= 0)
    assert "".join(passed(chunks)) == text[:first].strip()


@given(st.text(alphabet="ab# é\N{HOSPITAL}\n", max_size=40), st.integers(1, 5))
def test_all_else_is_passed_on(text: str, size: int) -> None:
    """Except for blanks around it."""
    data = text.encode()
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    if "### Instruction" not in text:
        assert "".join(passed(chunks)) == text.strip()


def test_only_what_may_become_a_stop_string_is_held_back() -> None:
    """The rest is passed on at once."""
    assert passed([b"cost <", b" 5", b" <|im_", b"start", b"x"])[:3] == ["cost", " < 5", ""]


def test_broken_characters_do_not_stop_an_answer() -> None:
    """A model may write any bytes."""
    assert "".join(passed([b"a\xff", b"b\xc3"])) == "a\ufffdb\ufffd"


@pytest.mark.parametrize("period", [8, 20, 100])
def test_a_loop_is_seen_in_its_fourth_round(period: int) -> None:
    """Not before: lists may repeat themselves a little."""
    loop = list(range(period))
    assert not is_looping([7, *loop * 3])
    assert is_looping([7, *loop * 4])


def test_short_repeats_are_no_loop() -> None:
    """A row of dashes, say; a long one is."""
    assert not is_looping([5] * 31)
    assert is_looping([5] * 32)

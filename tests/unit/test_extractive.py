"""The extractive answerer quotes what answers."""

import pytest

from core.chunking import units
from core.domain import (
    Block,
    BlockKind,
    Evidence,
    Findings,
    GenerationRequest,
    Passage,
    Unit,
)
from core.engine.extractive import ExtractiveGenerator, compose


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, marker: str = "") -> Block:
    return Block(kind, text, marker=marker)


def evidence(
    *blocks: Block,
    title: str = "Page",
    score: float = 1.0,
    likes: str = "",
    number: int = 0,
    superseded: bool = False,
) -> Evidence:
    """A passage whose units are like the question where they hold `likes`."""
    pieces = [(at, text) for at, made in enumerate(blocks) for text in units(made)]
    return Evidence(
        passage=Passage(f"https://n.example.org/{title}", title, (), blocks, superseded=superseded),
        passage_id=number,
        score=score,
        similarity=0.5,
        coverage=0.5,
        units=tuple(
            Unit(text, at, 0.8 if likes and likes in text else 0.2, 0.0) for at, text in pieces
        ),
    )


def answer(question: str, *pieces: Evidence) -> str:
    return compose(GenerationRequest(question, Findings(question, evidence=pieces)))


LONG = block("Some other sentence that says nothing of use here at all. " * 20)
STEPS = [
    block(f"Step {number} is done with care.", BlockKind.ITEM, f"{number}.")
    for number in range(1, 8)
]


def test_a_short_passage_is_quoted_whole() -> None:
    """Nothing that belongs together is torn apart."""
    said = answer("q", evidence(block("One is here."), block("Two is there."), likes="One"))
    assert "One is here." in said
    assert "Two is there." in said


def test_of_a_long_passage_the_best_sentences_are_quoted() -> None:
    """An answer is short."""
    said = answer("q", evidence(LONG, block("The permit costs $44."), likes="permit"))
    assert "The permit costs $44." in said
    assert len(said) < 700


def test_steps_are_quoted_whole_with_what_leads_in() -> None:
    """Half a procedure is worse than none."""
    said = answer("how do I do it", evidence(LONG, block("Do this:"), *STEPS, likes="Step 3"))
    assert "Do this:" in said
    assert [f"{number}. Step {number}" in said for number in range(1, 8)] == [True] * 7


def test_a_row_keeps_its_column_names() -> None:
    """A table row reads as what each cell is."""
    rows = [
        block(
            f"Name: Person {letter} | Role: Clerk | Extension: 01{number:02}" + " x" * 40,
            BlockKind.ROW,
        )
        for number, letter in enumerate("ABCDEFGH")
    ]
    said = answer("extension of person C", evidence(*rows, likes="Person C"))
    assert "- Name: Person C; Role: Clerk; Extension: 0102" in said


def test_what_completes_the_answer_comes_from_another_page() -> None:
    """A second page that is about as good is quoted too, under its own name."""
    said = answer(
        "q",
        evidence(block("The desk opens at 8:00."), title="Hours", likes="desk", number=1),
        evidence(block("The desk is in room 4."), title="Rooms", likes="desk", number=2),
    )
    assert "**Hours**" in said
    assert "**Rooms**" in said


def test_a_page_that_is_much_less_like_the_question_is_left_out() -> None:
    """Nobody wants to read what does not answer."""
    said = answer(
        "q",
        evidence(block("The desk opens at 8:00."), title="Hours", likes="desk", number=1),
        evidence(block("Lunch is served."), title="Food", score=0.1, number=2),
    )
    assert "Food" not in said


def test_what_is_out_of_date_does_not_complete_what_is_current() -> None:
    """Two prices, one of them old, help nobody."""
    new = evidence(block("It costs $44."), title="New", likes="costs", number=1)
    old = evidence(block("It costs $36."), title="Old", likes="costs", number=2, superseded=True)
    assert "$36" not in answer("what does it cost", new, old)
    assert "**Old** (out of date)" in answer("what did it cost", old)


def test_a_list_ends_before_the_next_paragraph() -> None:
    """Markdown would take the paragraph into the last item."""
    said = answer("q", evidence(block("one", BlockKind.ITEM, "-"), block("After."), likes="one"))
    assert "- one\n\nAfter." in said


@pytest.mark.parametrize("question", ["who is it", "what number", "how do I", ""])
async def test_the_stream_is_the_composed_text(question: str) -> None:
    """Streaming changes nothing."""
    request = GenerationRequest(
        question, Findings(question, evidence=(evidence(block("One."), *STEPS, likes="One"),))
    )
    pieces = [piece async for piece in ExtractiveGenerator().generate(request)]
    assert "".join(pieces) == compose(request)

"""The extractive answerer quotes what answers."""

from dataclasses import replace

import pytest

from core.chunking import units
from core.domain import (
    Block,
    BlockKind,
    Evidence,
    Findings,
    GenerationRequest,
    Passage,
    Tone,
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


def answer(question: str, *pieces: Evidence, tone: Tone = Tone.FULL) -> str:
    return compose(GenerationRequest(question, Findings(question, evidence=pieces), tone=tone))


def short_answer(question: str, *pieces: Evidence) -> str:
    return answer(question, *pieces, tone=Tone.SHORT)


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


class TestShort:
    def test_the_one_sentence_is_quoted_under_its_heading(self) -> None:
        """What stands around it is left to those who open the page."""
        said = short_answer("q", evidence(block("One is here. Two is there."), likes="One"))
        assert said == "**Page**\nOne is here."

    def test_a_second_sentence_that_is_about_as_good_stands_beside_it(self) -> None:
        """No third one."""
        text = block("Ask Ann here. Or ask Bea here. Or ask Cyd here.")
        said = short_answer("q", evidence(text, likes="here"))
        assert said == "**Page**\nAsk Ann here. Or ask Bea here."

    def test_the_contact_that_is_asked_for_is_kept(self) -> None:
        """Though another sentence names whom to call."""
        text = block("The staffing office decides. Ring 780-555-0142. It is on floor two.")
        said = short_answer("what number do I ring", evidence(text, likes="staffing"))
        assert said == "**Page**\nThe staffing office decides. Ring 780-555-0142."

    def test_another_page_may_complete_it(self) -> None:
        """With one sentence, under its own heading."""
        one = evidence(block("One is here. Two is there."), likes="One")
        other = evidence(block("One more. Two more."), title="Other", likes="One", number=1)
        assert short_answer("q", one, other) == "**Page**\nOne is here.\n\n**Other**\nOne more."

    @pytest.mark.parametrize("likes", ["Step 3", "Do this", "To begin with"])
    def test_steps_are_whole(self, likes: str) -> None:
        """Whichever sentence is nearest to the question."""
        opening = block("To begin with, have your badge ready.")
        said = short_answer(
            "how do I do it", evidence(LONG, opening, block("Do this:"), *STEPS, likes=likes)
        )
        assert [f"{number}. Step {number}" in said for number in range(1, 8)] == [True] * 7
        assert "nothing of use" not in said

    def test_a_short_list_is_whole(self) -> None:
        """Two things to bring out of three would be wrong."""
        items = [block(f"a {thing}", BlockKind.ITEM, "-") for thing in ("badge", "form", "pen")]
        said = short_answer("what to bring", evidence(block("Bring:"), *items, likes="form"))
        assert said == "**Page**\nBring:\n- a badge\n- a form\n- a pen"

    def test_of_a_long_list_the_best_items_are_quoted(self) -> None:
        """The others are on the page."""
        items = [block(f"Office {n} is " + "far " * 20, BlockKind.ITEM, "-") for n in range(9)]
        said = short_answer("which office", evidence(*items, likes="Office 4"))
        assert said.startswith("**Page**\n- Office 4 is")
        assert said.count("Office") == 1


def rows(*numbers: int, length: int = 0) -> list[Block]:
    return [
        block(f"Run: {number} | Departs: {number + 5}:50{' x' * length}", BlockKind.ROW)
        for number in numbers
    ]


def part(ordinal: int, *blocks: Block, likes: str = "", score: float = 1.0) -> Evidence:
    made = evidence(*blocks, likes=likes, score=score, number=ordinal)
    return replace(made, passage=replace(made.passage, ordinal=ordinal))


def test_a_table_that_is_cut_into_passages_is_quoted_as_one() -> None:
    """A timetable without its third run would strand somebody."""
    said = answer(
        "when does it run",
        part(0, block("The shuttle is free."), *rows(1, 2), likes="Run"),
        part(1, *rows(3, 4, 5, 6, length=20), likes="Run: 5", score=0.9),
    )
    listed = [line for line in said.splitlines() if line.startswith("- Run")]
    assert [line[7] for line in listed] == ["1", "2", "3", "4", "5", "6"]
    assert "\n\n- Run" not in said


def test_rows_that_are_left_out_are_counted() -> None:
    """Those of passages that are not quoted too."""
    said = answer(
        "when does it run",
        part(0, block("The shuttle is free."), *rows(1, 2), likes="Run"),
        part(1, *rows(3, 4, 5), score=0.1),
        part(2, *rows(6), block("No bicycles."), score=0.1),
    )
    assert said.endswith("- … and 4 more rows on the page")


def test_where_a_table_may_go_on_no_number_is_told() -> None:
    """What was not found cannot be counted."""
    said = answer(
        "when does it run",
        part(0, block("The shuttle is free."), *rows(1, 2), likes="Run"),
        part(1, *rows(3, 4, 5), score=0.1),
    )
    assert said.endswith("- … and more rows on the page")


def test_another_table_beside_it_is_not_counted() -> None:
    """Its first column is called otherwise."""
    other = block("Room: 1 | Seats: 8", BlockKind.ROW)
    said = answer(
        "when does it run",
        part(0, block("The shuttle is free."), *rows(1, 2), likes="Run"),
        part(1, other, score=0.1),
    )
    assert "more rows" not in said

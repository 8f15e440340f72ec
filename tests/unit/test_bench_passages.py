"""The texts that measurements are made on."""

from bench.passages import invent, questions
from core.chunking import units
from core.contacts import ContactKind, details
from core.words import words

PASSAGES = list(invent(2_000))


def test_the_same_seed_gives_the_same_passages():
    """Two runs measure the same texts."""
    assert list(invent(2_000)) == PASSAGES
    assert list(invent(20, seed=1)) != PASSAGES[:20]


def test_a_smaller_set_is_the_start_of_a_larger_one():
    """Questions about the first passages can be asked of every index."""
    assert list(invent(7)) == PASSAGES[:7]


def test_passages_have_three_to_five_units():
    """As many as passages of real sites."""
    counts = {sum(len(units(block)) for block in passage.blocks) for passage in PASSAGES}
    assert counts == {3, 4, 5}


def test_the_vocabulary_is_large():
    """Words repeat as in real text, and new ones keep coming."""
    assert len({word for passage in PASSAGES for word in words(passage.text)}) > 5_000


def test_telephone_numbers_are_fictional():
    """Nobody is called who did not ask for it."""
    numbers = [
        detail.value
        for passage in PASSAGES
        for detail in details(passage.text)
        if detail.kind is ContactKind.PHONE and len(detail.value) >= 7
    ]
    assert numbers
    assert all(number.startswith("78055501") for number in numbers)


def test_there_is_a_question_of_each_kind_about_each_passage():
    """All kinds are measured equally often."""
    asked = questions(PASSAGES[:10])
    assert {len(of_kind) for of_kind in asked.values()} == {10}
    assert all(question.history for question in asked["follow-up"])

"""Prompts: within their budget, in order, and safe from what stands in pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import (
    Block,
    BlockKind,
    Evidence,
    Findings,
    GenerationRequest,
    Passage,
    Tone,
    Turn,
)
from core.prompting import (
    BRIEFLY,
    INSTRUCTIONS,
    alpaca_prompt,
    as_data,
    chat_messages,
    most_answer_tokens,
)


def words(text: str) -> int:
    """Counts words and line breaks: near enough to tokens."""
    return len(text.split()) + text.count("\n")


def evidence(text: str, **passage) -> Evidence:
    made = Passage(
        address="https://example.org/p",
        title="Parking",
        heading_path=("Visitors",),
        blocks=(Block(BlockKind.PARAGRAPH, text),),
        **passage,
    )
    return Evidence(made, passage_id=0, score=1.0, similarity=0.9, coverage=1.0)


def request(*texts: str, question: str = "Where?", history: tuple[Turn, ...] = ()):
    found = tuple(evidence(text) for text in texts)
    return GenerationRequest(question, Findings(question, evidence=found), history)


def test_messages_hold_instructions_conversation_pages_and_question() -> None:
    """In the order in which chat models expect them."""
    asked = request("Lot P2.", "Lot P3.", history=(Turn("Hi", "Hello"),))
    system, before, answer, last = chat_messages(asked, max_tokens=2000, count_tokens=words)
    assert (system.role, system.content) == ("system", INSTRUCTIONS)
    assert (before.content, answer.content) == ("Hi", "Hello")
    assert last.content == (
        '<page number="1" title="Parking > Visitors" address="https://example.org/p">\n'
        "Lot P2.\n</page>\n\n"
        '<page number="2" title="Parking > Visitors" address="https://example.org/p">\n'
        "Lot P3.\n</page>\n\n"
        "Question: Where?"
    )


def test_where_answers_are_short_the_question_ends_with_that_wish() -> None:
    """The instructions stay as they are: what a model made of them is kept between requests."""
    asked = replace(request("Lot P2."), tone=Tone.SHORT)
    system, last = chat_messages(asked, max_tokens=2000, count_tokens=words)
    assert system.content == INSTRUCTIONS
    assert last.content.endswith(f"Question: Where?\n\n{BRIEFLY}")
    assert f"Where?\n{BRIEFLY}" in alpaca_prompt(asked, max_tokens=2000, count_tokens=words)


@pytest.mark.parametrize(
    ("tone", "question", "most"),
    [
        (Tone.FULL, "Where?", 400),
        (Tone.SHORT, "Where?", 200),
        (Tone.SHORT, "How do I reset my password?", 400),
    ],
)
def test_a_short_answer_has_fewer_tokens(tone: Tone, question: str, most: int) -> None:
    """But steps are given whole."""
    asked = replace(request("Lot P2.", question=question), tone=tone)
    assert most_answer_tokens(asked, 400) == most


def test_alpaca_puts_the_question_as_instruction_and_pages_as_input() -> None:
    """Ending where the response begins."""
    asked = request("Lot P2.", history=(Turn("Hi", "Hello"),))
    prompt = alpaca_prompt(asked, max_tokens=2000, count_tokens=words)
    assert prompt.startswith("Below is an instruction that describes a task, paired with an input")
    assert prompt.endswith(
        "### Instruction:\nWhere?\n\n### Input:\nAsked before: Hi\nAnswer: Hello\n\n"
        "Parking > Visitors\nhttps://example.org/p\nLot P2.\n\n### Response:\n"
    )


def test_old_pages_say_so() -> None:
    """The model should prefer the others."""
    old = evidence("Lot P1.", superseded=True, published="2019-05")
    asked = GenerationRequest("Where?", Findings("Where?", evidence=(old,)))
    *_, last = chat_messages(asked, max_tokens=2000, count_tokens=words)
    assert 'date="2019-05" note="out of date"' in last.content
    assert "(out of date)" in alpaca_prompt(asked, max_tokens=2000, count_tokens=words)


def test_a_page_that_does_not_fit_makes_room_for_the_next() -> None:
    """Passages are taken whole; only the best is cut, when nothing fits."""
    *_, last = chat_messages(
        request("Best. " * 20, "Long. " * 900, "Short."), max_tokens=400, count_tokens=words
    )
    assert "Best." in last.content
    assert "Long." not in last.content
    assert "Short." in last.content
    *_, last = chat_messages(request("Long. " * 900), max_tokens=400, count_tokens=words)
    assert "Long. Long." in last.content
    assert "…\n</page>" in last.content


def test_the_newest_turns_are_kept() -> None:
    """Older ones go first, and leave no gap."""
    turns = tuple(Turn(f"q{number} " * 9, f"a{number} " * 9) for number in range(9))
    messages = chat_messages(request("P2.", history=turns), max_tokens=600, count_tokens=words)
    kept = [message.content[:2] for message in messages[1:-1:2]]
    assert kept
    assert kept == [f"q{number}" for number in range(9)][-len(kept) :]


@given(
    texts=st.lists(st.text(max_size=300), min_size=1, max_size=5),
    question=st.text(min_size=1, max_size=300),
    turns=st.lists(st.builds(Turn, st.text(max_size=80), st.text(max_size=80)), max_size=4),
    max_tokens=st.integers(400, 900),
)
def test_no_prompt_exceeds_its_budget(texts, question, turns, max_tokens) -> None:
    """Whatever is asked, found and remembered."""
    asked = request(*texts, question=question, history=tuple(turns))
    messages = chat_messages(asked, max_tokens=max_tokens, count_tokens=words)
    assert sum(words(message.content) for message in messages) <= max_tokens
    assert words(alpaca_prompt(asked, max_tokens=max_tokens, count_tokens=words)) <= max_tokens


@given(
    st.lists(
        st.sampled_from(
            [
                "</page>", "<page number='9'>", "< page", "</ page", "<|im_end|>", "<|im_start|>",
                "\n### Instruction:", "\n##Response:", "#", "[INST]", "[/INST]", "<<SYS>>", "<",
                "</s>", "|>", "\n", " ", "text", "\0", "\u2028",
            ]
        )
    ).map("".join)
)  # fmt: skip
def test_no_text_can_look_like_the_frame(text: str) -> None:
    """Delimiters, control tokens and headers are defaced, and once is enough."""
    safe = as_data(text)
    forged = r"(?im)<\s*/?\s*page|<\||\|>|</?s>|\[/?INST\]|<<SYS|\0|^[# \t]*#[# \t]*(inst|resp)"
    assert not re.search(forged, safe)
    assert as_data(safe) == safe


def test_ordinary_text_is_left_as_it_is() -> None:
    """Links, addresses, tables and comparisons stay word for word."""
    text = "See [map](https://a.example/x?a=1&b=2) | < 5 min | a@b.example\n# Hours\n- 1 > 0"
    assert as_data(text) == text


def test_attributes_cannot_be_broken_out_of() -> None:
    """A title with quotation marks stays a title."""
    passage = Passage("https://e.example", 'A" note="x', (), (Block(BlockKind.PARAGRAPH, "t"),))
    piece = Evidence(passage, passage_id=0, score=1.0, similarity=0.9, coverage=1.0)
    asked = GenerationRequest("Where?", Findings("Where?", evidence=(piece,)))
    *_, last = chat_messages(asked, max_tokens=2000, count_tokens=words)
    assert "title=\"A' note='x\"" in last.content

"""Answers as messages: what follows their text, and how long ones are divided."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters.local_slack.block_kit import check_blocks
from adapters.local_slack.block_kit.counting import characters_of
from adapters.slack.blocks import (
    SlackMessage,
    answer_messages,
    ending_blocks,
    post_messages,
    private_message,
)
from adapters.slack.blocks.packing import packed
from adapters.slack.blocks.parsing import parse
from adapters.slack.blocks.pieces import Code, Item, Paragraph, Piece, cost_of
from adapters.slack.names import MOST_BLOCK_CHARACTERS
from core.chatting.markdown.runs import Rule, Run, Table, text_of
from core.domain import (
    Answered,
    Declined,
    Forgotten,
    Outcome,
    Picture,
    Source,
    Stopped,
    Unavailable,
)

BADGES = Source("https://x.org/Badges.aspx", "Badges")
FOUND = Source("https://x.org/found", "Lost & found")


def messages(outcome: Outcome, *, feedback: bool = True) -> tuple[SlackMessage, ...]:
    made = answer_messages(outcome, turn_id="t1", can_ask_person=True, feedback=feedback)
    for message in made:
        check_blocks(list(message.blocks), surface="message")
        assert characters_of(list(message.blocks)) <= MOST_BLOCK_CHARACTERS
    return made


def kinds(outcome: Outcome) -> list[str]:
    (message,) = messages(outcome)
    return [block["type"] for block in message.blocks]


@pytest.mark.parametrize(
    ("outcome", "ending"),
    [
        (
            Answered("A.", sources=(BADGES,), author="quoted"),
            ["context", "context_actions", "actions"],
        ),
        (Answered("A.", author="feed"), ["context_actions", "actions"]),
        (Answered("Hello!"), []),
        (Declined("No.", nearest=(BADGES,)), ["context", "context_actions", "actions"]),
        (Declined("No."), ["context_actions", "actions"]),
        (Unavailable("Sorry."), ["actions"]),
        (Stopped("Half"), ["context"]),
        (Forgotten("Gone."), []),
    ],
)
def test_an_answer_ends_with_what_can_be_done(outcome: Outcome, ending: list[str]) -> None:
    """Sources, then feedback, then people; only where they make sense."""
    assert kinds(outcome) == ["rich_text", *ending]
    blocks = ending_blocks(outcome, turn_id="t1", can_ask_person=True)
    assert [block["type"] for block in blocks] == ending


def test_an_answer_that_was_stopped_at_once_says_so() -> None:
    """There is nothing else to show."""
    (message,) = messages(Stopped(""))
    assert message.text == "Stopped."
    assert message.blocks[0]["elements"][0]["text"] == "_Stopped._"


def test_buttons_carry_the_turn() -> None:
    """And say what asking people means before it is done."""
    _, _, rate, act = messages(Answered("A.", sources=(BADGES,), author="quoted"))[0].blocks
    (buttons,), (ask,) = rate["elements"], act["elements"]
    assert buttons["action_id"] == "feedback"
    assert buttons["positive_button"]["value"] == "up t1"
    assert buttons["negative_button"]["value"] == "down t1"
    assert (ask["action_id"], ask["value"]) == ("ask_person", "t1")
    assert "shown to the people of the help channel" in ask["confirm"]["text"]["text"]


def test_nobody_is_asked_where_nobody_is() -> None:
    """Nor is an answer rated where that was not wanted."""
    outcome = Answered("A.", author="quoted")
    assert ending_blocks(outcome, turn_id="t1", can_ask_person=False, feedback=False) == []


def sources_line(*sources: Source) -> str:
    (message,) = messages(Answered("A.", sources=sources))
    return str(message.blocks[1]["elements"][0]["text"])


@pytest.mark.feature("Sources that open their pages")
def test_sources_are_one_line_of_links() -> None:
    """Each once."""
    assert sources_line(BADGES, FOUND, BADGES) == (
        "Sources: <https://x.org/Badges.aspx|Badges> · <https://x.org/found|Lost &amp; found>"
    )


def test_a_declined_question_gets_the_nearest_pages() -> None:
    """They are no sources of anything."""
    (message,) = messages(Declined("No.", nearest=(BADGES, FOUND)))
    assert message.blocks[1]["elements"][0]["text"].startswith("Nearest pages: <")


def test_sources_of_the_same_title_are_told_apart() -> None:
    """By the names of their pages, else by their hosts, else by their addresses."""
    by_name = sources_line(BADGES, Source("https://x.org/old/B.pdf", "badges"), FOUND)
    assert "|Badges (Badges.aspx)>" in by_name
    assert "|badges (B.pdf)>" in by_name
    assert "|Lost &amp; found>" in by_name
    assert "Badges (Badges.aspx) (y.org)" in sources_line(
        BADGES, Source("https://y.org/Badges.aspx", "Badges")
    )


def test_very_many_sources_are_counted() -> None:
    """The line stays one that Slack takes."""
    many = [Source(f"https://x.org/{'a' * 300}/{number}", f"T{number}") for number in range(40)]
    line = sources_line(*many)
    assert len(line) < 3000
    assert line.endswith(" more")


def test_a_source_with_an_endless_address_is_named() -> None:
    """It cannot be linked to."""
    assert sources_line(Source(f"https://x.org/{'a' * 5000}", "T")) == "Source: T"


def test_an_answer_is_told_in_plain_words_beside_its_blocks() -> None:
    """Escaped; a very long one is cut between words."""
    text = messages(Answered(f"**A** [b](https://c.org) <!channel>\n- {'word ' * 1000}"))[0].text
    assert text.startswith("A b &lt;!channel&gt; • word word")
    assert text.endswith("word…")
    assert 2900 < len(text) < 3100


def test_who_hears_an_answer_hears_where_its_lines_end() -> None:
    """Headings, lists and tables have no full stops of their own."""
    told = "**Fees**\nPay:\n- first\n- lost\n\n| Badge | CAD |\n|---|---|\n| lost | 20 |\n\nThat is all!"
    assert messages(Answered(told))[0].text == (
        "Fees: Pay: • first • lost. Badge, CAD; lost, 20. That is all!"
    )


PICTURE = Picture(b"", "Wait at A & B, last 24 hours: from 1 h to 3 h.", 1, 1)


def test_what_charts_show_is_in_the_text_for_screen_readers() -> None:
    """The picture itself is uploaded by others."""
    (message,) = messages(Answered("A.", author="feed", pictures=(PICTURE,)))
    assert message.text == "A.\nChart: Wait at A &amp; B, last 24 hours: from 1 h to 3 h."


def test_a_private_answer_tells_its_charts_in_words() -> None:
    """No picture can be shown to one person alone."""
    (message,) = private_message(
        Answered("A.", author="feed", pictures=(PICTURE,)), turn_id="t1", can_ask_person=False
    )
    check_blocks(list(message.blocks), surface="message")
    [told] = message.blocks[1]["elements"]
    assert told["text"] == (
        "_The chart in words: Wait at A &amp; B, last 24 hours: from 1 h to 3 h. "
        "Mention me or write to me to see it._"
    )


def test_what_many_charts_show_is_told_in_one_note() -> None:
    """Cut between words where it is too long."""
    pictures = tuple(Picture(b"", f"Chart {n} " + "shows much " * 40, 1, 1) for n in range(4))
    (message,) = private_message(
        Answered("A.", pictures=pictures), turn_id="t1", can_ask_person=False
    )
    check_blocks(list(message.blocks), surface="message")
    [told] = message.blocks[1]["elements"]
    assert told["text"].startswith("_The charts in words: Chart 0 shows")
    assert told["text"].endswith("… Mention me or write to me to see them._")


def test_only_the_last_of_several_messages_has_an_ending() -> None:
    """And each of them is one that Slack takes."""
    text = "\n\n".join(f"**Part {n}**\n{'A sentence of it. ' * 100}" for n in range(20))
    made = messages(Answered(text, sources=(BADGES,), author="model"))
    assert len(made) > 2
    ends = [message.blocks[-1]["type"] for message in made]
    assert ends == ["rich_text"] * (len(made) - 1) + ["actions"]


def test_a_heading_is_not_left_behind() -> None:
    """It goes with what it stands above."""
    pages = packed(parse(f"{'word ' * 15}\n\n**Title**\n\n{'text ' * 15}"), most_characters=100)
    assert [isinstance(page[0], Paragraph) and page[0].is_heading for page in pages] == [
        False,
        True,
    ]


def test_code_that_is_too_long_is_several_pieces_of_code() -> None:
    """Cut between lines."""
    lines = [f"line {number}" for number in range(40)]
    pages = packed(parse("```\n" + "\n".join(lines) + "\n```"), most_characters=100)
    codes = [piece for page in pages for piece in page]
    assert all(isinstance(piece, Code) for piece in codes)
    assert [line for code in codes for line in code.text.split("\n")] == lines


def test_a_link_is_never_cut() -> None:
    """It goes on in the next message, whole."""
    link = "[the form of the staffing office](https://x.org/forms/staffing)"
    pages = packed(parse(f"{'word ' * 10}{link} {'word ' * 10}"), most_characters=100)
    runs = [run for page in pages for piece in page for run in piece.runs]
    assert [run.text for run in runs if run.url] == ["the form of the staffing office"]


def test_a_text_is_cut_between_sentences() -> None:
    """Rather than between words."""
    pages = packed(parse("One is here. " * 20), most_characters=100)
    assert all(text_of(piece.runs).endswith("here.") for page in pages for piece in page)


def test_many_tables_and_rules_are_many_messages() -> None:
    """None has more blocks than Slack takes, nor two tables."""
    made = post_messages("| a |\n|---|\n| b |\n\ntext\n\n---\n\n" * 40 + "a\n\n---\n\n" * 60)
    for message in made:
        check_blocks(list(message.blocks), surface="message")
    assert len(made) >= 40


def words_of(pages: object) -> str:
    """All that is said, without white space: the one thing that a cut may take."""
    said: list[str] = []
    for page in pages:  # type: ignore[attr-defined]
        for piece in page:
            said += _words(piece)
    return "".join("".join(said).split())


def _words(piece: Piece) -> list[str]:
    match piece:
        case Paragraph(runs=runs) | Item(runs=runs):
            return [run.text for run in runs]
        case Code(text=text):
            return [text]
        case Table(header=header, rows=rows):
            return [text_of(cell) for row in (header, *rows) for cell in row]
        case Rule():
            return ["---"]


RUNS = st.lists(
    st.builds(
        Run,
        text=st.text(alphabet="ab. \n", min_size=1, max_size=60).filter(str.strip),
        is_bold=st.booleans(),
        url=st.sampled_from(["", "", "https://x.org"]),
    ),
    min_size=1,
    max_size=5,
).map(tuple)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        header=st.just(((Run("h"),),) * width),
        rows=st.lists(st.tuples(*[RUNS] * width), max_size=3).map(tuple),
        aligns=st.just(("left",) * width),
    )
)
PIECES = st.lists(
    st.one_of(
        st.builds(Paragraph, RUNS, is_quoted=st.booleans()),
        st.builds(Item, RUNS, st.integers(0, 2), st.sampled_from([None, 1, 2])),
        st.builds(Code, st.text(alphabet="ab \n", min_size=1, max_size=150).filter(str.strip)),
        st.just(Rule()),
    ),
    max_size=8,
)


@pytest.mark.feature("Long answers in several messages, nothing lost between them")
@settings(max_examples=150, deadline=None)
@given(PIECES, st.integers(80, 200))
def test_nothing_is_lost_and_all_is_short_enough(pieces: list[Piece], most: int) -> None:
    """Whatever an answer is made of, wherever it is cut; order is kept."""
    pages = packed(pieces, most_characters=most)
    assert words_of(pages) == words_of([pieces])
    assert all(sum(map(cost_of, page)) <= most for page in pages)
    links = [run for piece in pieces for run in getattr(piece, "runs", ()) if run.url]
    assert links == [
        run for page in pages for piece in page for run in getattr(piece, "runs", ()) if run.url
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(TABLES, min_size=1, max_size=4), st.integers(120, 400))
def test_no_row_of_a_table_is_lost(tables: list[Table], most: int) -> None:
    """As a table or as lines; a message has one table."""
    pages = packed(tables, most_characters=most)
    assert all(sum(isinstance(piece, Table) for piece in page) <= 1 for page in pages)
    cells = [text_of(cell) for table in tables for row in table.rows for cell in row]
    said = words_of(pages)
    at = 0
    for cell in cells:
        at = said.index("".join(cell.split()), at)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc *_`-#>|\n.[]()1", max_size=300), st.integers(0, 60))
@example("```\n" + "x" * 30_000, 1)
@example("x" * 30_000, 1)
@example("| a |\n|---|\n| " + "x" * 30_000 + " |", 1)
@example(f"[{'x' * 20_000}](https://x.org)", 1)
def test_any_answer_is_messages_that_slack_takes(markdown: str, times: int) -> None:
    """However long it is."""
    text = "\n\n".join([markdown] * max(1, times))
    outcome: Any = Answered(text, sources=(BADGES, FOUND), author="model")
    assert messages(outcome)

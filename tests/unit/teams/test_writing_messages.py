"""Answers and posts as messages: sources, labels, buttons, cards, and how long ones are divided."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.message import Citation, Mention, TeamsMessage
from adapters.teams.names import ACTION, ASK_PERSON, STOP, TURN
from adapters.teams.writing import (
    answer_messages,
    half_message,
    in_card,
    post_messages,
    status_message,
    stream_text,
    told,
)
from adapters.teams.writing.sizes import fits
from core.domain import (
    Answered,
    ConversationKey,
    Declined,
    Forgotten,
    Outcome,
    Picture,
    Post,
    Source,
    Stopped,
    ToldWait,
    Unavailable,
)
from tests.local_teams.cards import check_card

Json = dict[str, Any]

BADGES = Source("https://x.org/Badges.aspx", "Badges")
FOUND = Source("https://x.org/found", "Lost & found [old]")
HANDBOOK = Source("folder/handbook.pdf", "Handbook")
LOCAL = Source("http://127.0.0.1:8000/page", "Local page")
TABLE = "| Site | Wait |\n|---|---|\n| Foothills | 3 h 5 min |\n| Rockyview | not known |"
POST = Post("p", ConversationKey("teams", "t", "19:c"), "", datetime(2026, 3, 31, tzinfo=UTC))


def messages(
    outcome: Outcome, *, can_ask_person: bool = True, is_streamed: bool = False
) -> list[TeamsMessage]:
    made = answer_messages(
        outcome, turn_id="t1", can_ask_person=can_ask_person, is_streamed=is_streamed
    )
    assert all(map(fits, made))
    for card in (card for message in made for card in message.cards):
        check_card(json.loads(json.dumps(card)))
    return made


def only(outcome: Outcome) -> TeamsMessage:
    (message,) = messages(outcome)
    return message


def body(message: TeamsMessage) -> list[Json]:
    (card,) = message.cards
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5")
    assert card["msteams"] == {"width": "Full"}
    return list(card["body"])


def titles(message: TeamsMessage) -> list[str]:
    return [action["title"] for card in message.cards for action in card.get("actions", ())]


def cells(table: Json) -> list[list[str]]:
    return [
        [" ".join(item["text"] for item in cell["items"]) for cell in row["cells"]]
        for row in table["rows"]
    ]


# ---- What follows an answer -------------------------------------------------------------


@pytest.mark.feature("Sources that open their pages")
def test_sources_are_a_line_of_links_and_citations() -> None:
    """Where citations are not drawn the links are there as well."""
    message = only(Answered("A.", sources=(BADGES, FOUND, BADGES), author="quoted"))
    assert message.text == (
        "A.\n\nSources: [1] [Badges](https://x.org/Badges.aspx)"
        " · [2] [Lost & found \\[old\\]](https://x.org/found)"
    )
    assert message.citations == (
        Citation(1, "Badges", "https://x.org/Badges.aspx", "x.org"),
        Citation(2, "Lost & found [old]", "https://x.org/found", "x.org"),
    )


def test_a_page_that_no_browser_opens_is_only_named() -> None:
    """Of a folder; one of this machine opens where the desk is tried out."""
    message = only(Answered("A.", sources=(HANDBOOK, LOCAL), author="quoted"))
    assert message.text.endswith(
        "Sources: [1] Handbook · [2] [Local page](http://127.0.0.1:8000/page)"
    )
    assert [citation.url for citation in message.citations] == ["", LOCAL.address]


def test_a_refusal_names_the_nearest_pages() -> None:
    """They are no sources."""
    message = only(Declined("No.", nearest=(BADGES,)))
    assert message.text == "No.\n\nNearest page: [1] [Badges](https://x.org/Badges.aspx)"


def test_citations_keep_to_the_limits_of_teams() -> None:
    """Names up to 80 characters, abstracts up to 160, 20 in all."""
    sources = tuple(Source(f"https://x.org/{n}/" + "p" * 300, "T" * 200) for n in range(30))
    message = messages(Answered("A.", sources=sources, author="q"))[-1]
    assert 0 < len(message.citations) <= 20
    assert all(0 < len(citation.name) <= 80 for citation in message.citations)
    assert all(0 < len(citation.abstract) <= 160 for citation in message.citations)
    assert all(f"[{citation.position}]" in message.text for citation in message.citations)


@pytest.mark.feature("Numbered citations that open their pages, and the label “AI-generated”")
@pytest.mark.parametrize(
    ("outcome", "is_ai", "is_rated", "buttons"),
    [
        (Answered("A.", sources=(BADGES,), author="quoted"), True, True, ["Ask a person"]),
        (Answered("A.", author="wait times", facilities=()), False, True, ["Ask a person"]),
        (Answered("Hello!"), False, False, []),
        (Declined("No."), False, True, ["Ask a person"]),
        (Unavailable("Sorry."), False, False, ["Ask a person"]),
        (Stopped("Half"), True, False, []),
        (Stopped(""), False, False, []),
        (Forgotten("Gone."), False, False, []),
    ],
)
def test_an_answer_is_labelled_and_rated(
    outcome: Outcome, *, is_ai: bool, is_rated: bool, buttons: list[str]
) -> None:
    """Only what was chosen or written from pages is "AI-generated"."""
    message = only(outcome)
    assert (message.is_ai, message.takes_feedback) == (is_ai, is_rated)
    assert titles(message) == buttons


def test_a_person_is_asked_only_by_who_is_sure() -> None:
    """The button says what will be shown to whom; the one beneath it carries the turn."""
    (first,) = only(Declined("No.")).cards[0]["actions"]
    assert (first["type"], "data" in first) == ("Action.ShowCard", False)
    (said,), (sure,) = first["card"]["body"], first["card"]["actions"]
    assert "will see your question, this answer" in said["text"]
    assert sure["title"] == "Yes, ask them"
    assert sure["data"] == {ACTION: ASK_PERSON, TURN: "t1"}
    assert (sure["type"], sure["verb"]) == ("Action.Execute", ASK_PERSON)


def test_the_question_before_it_is_drawn_by_teams() -> None:
    """A card within a card has to be whole, too."""
    check_card(only(Declined("No.")).cards[0])


def test_nobody_is_asked_where_nobody_is() -> None:
    """Then there is no card at all."""
    (message,) = messages(Declined("No."), can_ask_person=False)
    assert message.cards == ()


def test_an_answer_that_was_stopped_at_once_says_so() -> None:
    """There is nothing else to show."""
    assert only(Stopped("")).text == "*Stopped.*"


# ---- While it grows ---------------------------------------------------------------------


def test_a_half_written_answer_says_what_goes_on() -> None:
    """With a Stop of ours."""
    message = half_message("It is **op", "Still writing …", turn_id="t1", with_stop=True)
    assert message.text == "It is **op**\n\n*Still writing …*"
    (action,) = message.cards[0]["actions"]
    assert action["data"] == {ACTION: STOP, TURN: "t1"}


def test_a_status_is_only_that() -> None:
    """Where Teams shows its own Stop there is none of ours."""
    message = status_message("Reading 4 passages", turn_id="t1", with_stop=False)
    assert (message.text, message.cards) == ("*Reading 4 passages*", ())


def test_a_note_is_one_message() -> None:
    """As much as fits."""
    assert fits(told("word " * 6_000))
    assert fits(half_message("word " * 6_000, "n", turn_id="t", with_stop=True))


# ---- Tables -----------------------------------------------------------------------------


def test_an_answer_with_a_table_is_one_card() -> None:
    """Read in its order: text, table, what stands behind it, sources, buttons."""
    text = f"Two *sites*:\n\n{TABLE}\n\nAs of 14:05."
    message = only(Answered(text, sources=(BADGES,), author="q"))
    before, table, after, sources = body(message)
    assert (message.text, message.summary) == ("", "Two sites:")
    assert before["text"] == "Two *sites*:"
    assert cells(table) == [
        ["Site", "Wait"],
        ["Foothills", "3 h 5 min"],
        ["Rockyview", "not known"],
    ]
    assert table["firstRowAsHeaders"]
    assert after["text"] == "As of 14:05."
    assert sources["text"] == "Source: [Badges](https://x.org/Badges.aspx)"
    assert titles(message) == ["Ask a person"]


def test_a_card_has_no_citations_but_label_and_thumbs() -> None:
    """There is no text to hold `[1]`."""
    message = only(Answered(TABLE, sources=(BADGES,), author="q"))
    assert (message.citations, message.is_ai, message.takes_feedback) == ((), True, True)


def test_what_was_streamed_stays_text() -> None:
    """The table and all behind it follow in a card."""
    text = f"Two sites:\n\n{TABLE}\n\nAs of 14:05."
    (message,) = messages(Answered(text, sources=(BADGES,), author="q"), is_streamed=True)
    table, after = body(message)
    assert message.text == "Two sites:\n\nSource: [1] [Badges](https://x.org/Badges.aspx)"
    assert (table["type"], after["text"]) == ("Table", "As of 14:05.")
    assert len(message.citations) == 1


def test_a_text_with_a_button_stays_text() -> None:
    """The card beneath it says what the button is for, and notifications say the text."""
    message = only(Declined("I do not **know**.\n\nSorry."))
    (offer,) = body(message)
    assert message.text == "I do not **know**.\n\nSorry."
    assert (offer["text"], offer["isSubtle"]) == ("Not what you need?", True)
    assert message.summary == "I do not know."


def test_a_note_with_a_table_is_a_card_too() -> None:
    """As an answer is."""
    message = told(f"Two:\n\n{TABLE}")
    assert (message.text, [one["type"] for one in body(message)]) == ("", ["TextBlock", "Table"])


def test_times_stand_at_the_right_of_a_board() -> None:
    """And what is said beneath it is small, but not what is said before."""
    told_waits = (ToldWait("Foothills", 185), ToldWait("Rockyview", None))
    text = f"Waits:\n\n{TABLE}\n\nAs of 14:05."
    message = only(Answered(text, author="wait times", facilities=told_waits))
    before, table, note = body(message)
    sides = [column["horizontalCellContentAlignment"] for column in table["columns"]]
    assert sides == ["Left", "Right"]
    assert "isSubtle" not in before
    assert (note["isSubtle"], note["size"]) == (True, "Small")


def test_a_table_alone_is_told_by_its_words() -> None:
    """In notifications."""
    assert only(Answered(TABLE, author="q")).summary.startswith("Site Wait Foothills 3 h 5 min")


def test_a_chart_stands_between_the_table_and_its_small_print() -> None:
    """As one reads."""
    chart = Picture(b"", "It rises.", 1, 1)
    outcome = Answered(
        f"Waits:\n\n{TABLE}\n\nAs of 14:05.",
        author="wait times",
        facilities=(),
        pictures=(chart,),
    )
    texts = [element.get("text", "(table)") for element in body(only(outcome))]
    assert texts == ["Waits:", "(table)", "Chart: It rises.", "As of 14:05."]


def test_the_small_print_of_a_chart_follows_it() -> None:
    """Where there is no table, too."""
    outcome = Answered(
        "It is 3 h.\n\nEstimates.",
        author="wait times",
        facilities=(),
        pictures=(Picture(b"", "It rises.", 1, 1),),
    )
    told_first, chart, note = body(only(outcome))
    assert (told_first["text"], chart["text"]) == ("It is 3 h.", "Chart: It rises.")
    assert (note["text"], note["size"]) == ("Estimates.", "Small")


def test_a_short_word_has_room_in_its_column() -> None:
    """On a telephone "rising" would be cut in two beside long names."""
    (table,) = in_card("| Site | Trend |\n|---|---|\n| A hospital with a long name | rising |")
    assert [column["width"] for column in table["columns"]] == [14, 8]


def test_a_wide_table_has_no_grid() -> None:
    """Lines around many cells hide them."""
    (table,) = in_card("| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |")
    assert not table["showGridLines"]


def test_a_giant_table_goes_on_with_its_header() -> None:
    """No row is cut, none is lost."""
    rows = [f"| Site {n} | {n} min |" for n in range(300)]
    made = messages(Answered("\n".join(["| Site | Wait |", "|---|---|", *rows]), author="q"))
    tables = [cells(element) for message in made if message.cards for element in body(message)]
    assert len(tables) > 1
    assert all(table[0] == ["Site", "Wait"] for table in tables)
    assert [row for table in tables for row in table[1:]] == [
        [f"Site {n}", f"{n} min"] for n in range(300)
    ]


def test_a_table_that_no_card_can_hold_becomes_a_list() -> None:
    """With the name of each column."""
    wide = " ".join(["word"] * 600)
    (line,) = in_card(f"| Site | Note |\n|---|---|\n| A | {wide} |")
    assert line["text"].startswith("- Site: A; Note: word")


def test_cards_show_lists_quotes_and_code() -> None:
    """In what a card has for them."""
    elements = in_card("**Title**\nWords\n\n- a\n- b\n\n> so\n\n```\n  x*y\n```")
    assert [element["type"] for element in elements] == [
        "TextBlock",
        "TextBlock",
        "TextBlock",
        "Container",
        "TextBlock",
    ]
    assert elements[0]["weight"] == "Bolder"
    assert elements[2]["text"] == "- a\n- b"
    assert elements[4]["text"] == "\u00a0\u00a0x\\*y"


# ---- Posts ------------------------------------------------------------------------------


def test_a_post_calls_the_person_that_it_names() -> None:
    """By their name without signs; nobody else is called."""
    text = "**[Ann *B* <x>](person:29:a-b_c)** asks: <at>Bob</at>"
    (message,) = post_messages(replace(POST, text=text))
    assert message.text.startswith("<at>Ann B x</at> asks:")
    assert message.mentions == (Mention("29:a-b_c", "Ann B x"),)
    assert message.text.count("<at>") == 1
    assert not message.is_ai


def test_a_post_of_a_table_is_a_card() -> None:
    """As an answer is."""
    (message,) = post_messages(replace(POST, text=f"**Digest** at 7\n\n{TABLE}\n\nEstimates."))
    before, table, note = body(message)
    assert (message.text, message.summary) == ("", "Digest at 7")
    assert (before["text"], table["type"]) == ("**Digest** at 7", "Table")
    assert (note["text"], note["isSubtle"], note["size"]) == ("Estimates.", True, "Small")


def test_a_post_that_calls_somebody_stays_text() -> None:
    """In a card nobody would be called."""
    (message,) = post_messages(replace(POST, text=f"[Ann](person:29:a) asks\n\n{TABLE}"))
    assert message.text == "<at>Ann</at> asks"
    assert message.mentions == (Mention("29:a", "Ann"),)


# ---- Dividing ---------------------------------------------------------------------------

BLOCKS = st.lists(
    st.sampled_from(
        [
            "Words of an answer. " * 30,
            "x" * 9_000,
            "- item\n" * 50,
            "é" * 300 + " " + "[page](https://x.org/a_b) " * 40,
            "```\n" + "code line\n" * 300 + "```",
            "```\n" + "c" * 9_000 + "\n```",
            "\n\n**Title**\n",
            TABLE,
            "| a |\n|---|\n" + "| 1 |\n" * 120,
            '"\\' * 800,
        ]
    ),
    max_size=8,
).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_each_message_is_taken_by_teams(answer: str) -> None:
    """However long an answer is, each part is small enough and says something."""
    made = messages(Answered(answer, sources=(BADGES, FOUND), author="q"))
    assert all(message.text or message.cards for message in made)
    assert all(message.text.count("```") % 2 == 0 for message in made)
    ends = made[-1].text or body(made[-1])[-1]["text"]
    assert ends.endswith("(https://x.org/found)")


@settings(max_examples=30, deadline=None)
@given(BLOCKS, st.floats(0, 1))
def test_what_was_streamed_of_a_long_answer_stays(answer: str, share: float) -> None:
    """In its first message."""
    shown = stream_text(answer[: int(len(answer) * share)])
    assert stream_text(answer).startswith(shown)
    assert messages(Answered(answer), is_streamed=True)[0].text.startswith(shown)


@pytest.mark.feature("Long answers in several messages, nothing lost between them")
def test_no_word_is_lost_between_two_messages() -> None:
    """Nor is one cut."""
    words = [f"word{n}" for n in range(4_000)]
    made = messages(Answered(" ".join(words)))
    assert len(made) > 1
    assert " ".join(message.text for message in made).split() == words

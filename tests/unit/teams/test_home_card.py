"""The card that stands for a home, the sources by themselves, and links to messages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.teams.message import TeamsMessage
from adapters.teams.names import ACTION, FORGET_PERSONAL, OPEN_SETTINGS
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.surfaces.home import is_worth_listing
from adapters.teams.surfaces.home_card import HomeFacts, Listed, home_message, sources_message
from adapters.teams.surfaces.links import message_link
from adapters.teams.writing.sizes import fits
from core.domain import Check, IndexState, Line, SourceState, StatusReport
from tests.fakes.desk import NOON
from tests.fakes.report import BOARD
from tests.local_teams.card_actions import actions_in, find_action
from tests.local_teams.cards import check_card
from tests.local_teams.reading import card_as_text

REPORT = StatusReport(
    checks=(Check("index", passed=True, detail="open"),),
    index=IndexState(NOON, 49, 400, "model"),
    sources=(
        SourceState("Staffing *handbook*", "https://handbook.example.org/a_(b)", 48, NOON),
        SourceState("Policies", "/srv/policies", 1, None),
    ),
    refresh=None,
    next_refresh_at=NOON + timedelta(hours=14),
    line=Line(0, 0, 200, is_open=True),
    recent=(),
    generator="quoted",
)
LINK = (
    "https://teams.microsoft.com/l/message/19%3Aa%40thread.tacv2/17?tenantId=t&parentMessageId=17"
)
ASKED = Listed("May I carry over leave?", "answered", NOON, "in the channel General", LINK)
FACTS = HomeFacts(
    report=REPORT,
    suggestions=("May I carry over leave?", "Who do I call at night?"),
    asked=(ASKED,),
    now=NOON,
)
CHANNEL = Spot("t", "19:a@thread.tacv2", ChatKind.CHANNEL, "17")


def drawn(message: TeamsMessage) -> Any:
    """The card of a message, as Teams takes it."""
    assert fits(message)
    assert message.summary
    (card,) = message.cards
    check_card(dict(card))
    return dict(card)


def read(facts: HomeFacts) -> str:
    """What a person reads."""
    return card_as_text(drawn(home_message(facts)))


def test_it_tells_what_is_known_and_how_fresh() -> None:
    """Each source with its pages and when it changed, and when they are read again."""
    text = read(FACTS)
    assert (
        "• Staffing *handbook* (https://handbook.example.org/a_(b)): 48 pages, last changed" in text
    )
    assert "• Policies: 1 page\n" in text
    assert "Last read in full " in text
    assert "I read them again " in text
    assert "I am answering now, and nobody is waiting." in text


def test_times_are_of_the_zone_of_whoever_looks() -> None:
    """Teams writes them; nothing else in the card is such a function."""
    at = "2026-11-23T12:00:00Z"
    asked = replace(ASKED, text="{{TIME(now)}}", asked_at=NOON - timedelta(days=1))
    card = str(drawn(home_message(replace(FACTS, asked=(asked,)))))
    assert f"General, {{{{DATE({at}, COMPACT)}}}} at {{{{TIME({at})}}}}" in card
    assert "{{TIME(now)" not in card


def test_what_is_near_needs_no_day() -> None:
    """Of the other times it is told."""
    text = read(replace(FACTS, report=replace(REPORT, waits=replace(BOARD, as_of=NOON))))
    assert "Last read in full at {{TIME(2026-11-24T12:00:00Z)}}." in text
    assert "as of {{TIME(2026-11-24T12:00:00Z)}}." in text
    assert "I read them again {{DATE(2026-11-25T02:00:00Z, COMPACT)}} at {{TIME(" in text


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (replace(REPORT, line=Line(2, 1, 200, is_open=True)), "1 question is waiting"),
        (replace(REPORT, line=Line(2, 3, 200, is_open=True)), "3 questions are waiting"),
        (replace(REPORT, line=Line(0, 0, 200, is_open=False)), "I am being restarted"),
        (
            replace(REPORT, checks=(Check("index", passed=False, detail="secret path"),)),
            "What does not work: index.",
        ),
        (replace(REPORT, sources=()), "I know no pages yet"),
    ],
)
def test_it_tells_how_the_desk_is_doing(report: StatusReport, told: str) -> None:
    """In calm words, and never what only operators should read."""
    text = read(replace(FACTS, report=report))
    assert told in text
    assert "secret path" not in text


@pytest.mark.parametrize(
    ("board", "told"),
    [
        (replace(BOARD, as_of=NOON - timedelta(minutes=4)), "Wait times of AHS: as of "),
        (BOARD, "They are old"),
        (replace(BOARD, as_of=None), "I cannot read them just now"),
    ],
)
def test_it_tells_how_fresh_wait_times_are(board: Any, told: str) -> None:
    """Fresh, old, or none."""
    report = replace(REPORT, waits=board, waits_feed="AHS")
    assert told in read(replace(FACTS, report=report))
    assert "Wait times" not in read(FACTS)


def test_suggestions_are_said_in_the_persons_name() -> None:
    """Each button carries the whole question; what is too long for one is left out."""
    question = "What " + "is that and " * 8 + "what is it not?"
    card = drawn(home_message(replace(FACTS, suggestions=("Who?", question, " ", "x" * 400))))
    said = [one["data"].get("msteams", {}) for one in actions_in(card) if "data" in one]
    assert [one["value"] for one in said if one.get("type") == "imBack"] == ["Who?", question]


def test_each_suggestion_has_a_row_of_its_own() -> None:
    """Side by side they would be cut short on a telephone."""
    rows = [one for one in drawn(home_message(FACTS))["body"] if one["type"] == "ActionSet"]
    assert [len(row["actions"]) for row in rows] == [1, 1]


def test_without_suggestions_there_is_no_empty_row() -> None:
    """Teams draws no set of no actions."""
    assert "for instance" not in read(replace(FACTS, suggestions=()))


def test_recent_questions_lead_to_where_they_were_asked() -> None:
    """With how they ended and where; what somebody else had written is told apart."""
    text = read(replace(FACTS, asked=(ASKED, replace(ASKED, link="", is_about_message=True))))
    assert f"• | May I carry over leave? ({LINK})\nanswered, in the channel General, " in text
    assert "• | You asked about a message: May I carry over leave?\n" in text


def test_questions_are_no_markup() -> None:
    """Also inside of the link."""
    asked = replace(ASKED, text="Is **this** [a](https://b) <at>c</at>\n# d?")
    assert "• | Is **this** [a](https://b) <at>c</at> # d? (" in read(
        replace(FACTS, asked=(asked,))
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [(None, "I cannot look them up just now."), ((), "You have not asked me anything yet.")],
)
def test_without_questions_it_says_why(asked: Any, told: str) -> None:
    """None were asked, or they cannot be read."""
    assert told in read(replace(FACTS, asked=asked))


def test_forgetting_is_asked_for_twice() -> None:
    """The first button says what will be deleted, the second does it."""
    card = drawn(home_message(FACTS))
    found = find_action([card], "Forget our conversations")
    assert found is not None
    assert found[0]["type"] == "Action.ShowCard"
    assert "messages themselves stay in Teams" in card_as_text(found[0]["card"])
    (button,) = found[0]["card"]["actions"]
    assert button["data"] == {ACTION: FORGET_PERSONAL}


def test_the_settings_are_opened_from_it() -> None:
    """By a button that asks for the dialog."""
    found = find_action([drawn(home_message(FACTS))], "Settings of this chat")
    assert found is not None
    assert found[0]["data"] == {ACTION: OPEN_SETTINGS, "msteams": {"type": "task/fetch"}}


def test_however_much_is_known_it_fits_into_a_message() -> None:
    """Sources give way, and are counted."""
    many = tuple(
        SourceState("ä" * 200 + str(number), f"https://x.example.org/{'y' * 200}{number}", 3, NOON)
        for number in range(200)
    )
    asked = tuple(replace(ASKED, text="q" * 3000, link=f"{LINK}{number}") for number in range(40))
    card = drawn(home_message(replace(FACTS, report=replace(REPORT, sources=many), asked=asked)))
    text = card_as_text(card)
    assert re.search(r"… and 1\d\d more", text)
    assert text.count("answered, in the channel General") == 10


def test_every_line_wraps() -> None:
    """A telephone is narrow."""
    body = drawn(home_message(FACTS))["body"]
    assert all(one.get("wrap") for one in body if one["type"] == "TextBlock")


def test_sources_alone_tell_nothing_of_anybody() -> None:
    """In a channel everybody reads them."""
    text = card_as_text(drawn(sources_message(replace(REPORT, waits=BOARD))))
    assert text.startswith("I answer from:\n• Staffing")
    assert "I also know the current wait times." in text
    assert "recent" not in text


def test_without_sources_that_is_said() -> None:
    """An empty list would tell nothing."""
    assert "I know no pages yet" in sources_message(replace(REPORT, sources=())).text


@pytest.mark.parametrize(
    ("text", "worth"), [("Where do I park?", True), ("thanks", False), ("subscriptions", False)]
)
def test_only_questions_are_listed(text: str, *, worth: bool) -> None:
    """Nobody looks up small talk and orders again."""
    assert is_worth_listing(text) is worth


def test_links_lead_into_channels_and_group_chats() -> None:
    """As Teams copies them; a personal chat is nobody else's."""
    assert message_link(CHANNEL, "18") == (
        "https://teams.microsoft.com/l/message/19%3Aa%40thread.tacv2/18?tenantId=t&parentMessageId=17"
    )
    assert "/17?" in message_link(CHANNEL, "")
    group = Spot("t", "19:b@thread.v2", ChatKind.GROUP)
    assert message_link(group, "18").startswith(
        "https://teams.microsoft.com/l/message/19%3Ab%40thread.v2/18?context=%7B%22contextType%22"
    )
    assert message_link(Spot("t", "a:c", ChatKind.PERSONAL), "18") == ""
    assert message_link(group, "f:9a") == ""

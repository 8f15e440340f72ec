"""Messages that Teams finds too big."""

from __future__ import annotations

from adapters.teams.message import Card, Citation, TeamsMessage
from adapters.teams.shrinking import smaller

ROWS = [{"type": "TableRow", "cells": [str(number)]} for number in range(5)]
TABLE: Card = {"type": "AdaptiveCard", "body": [{"type": "Table", "rows": ROWS}]}
PICTURE = {"type": "Image", "url": "data:image/png;base64,a", "altText": "Waits rise."}
CHART: Card = {"type": "AdaptiveCard", "body": [{"type": "Chart.Line", "fallback": PICTURE}]}
WORDS = {"type": "TextBlock", "text": "Waits rise.", "wrap": True}
BUTTON = {"type": "Action.Submit", "title": "Ask a person"}
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 30 for number in range(20))


def test_pictures_are_told_first() -> None:
    """They are the biggest; all else stays."""
    (message,) = smaller(TeamsMessage("", cards=(CHART,), summary="Waits"))
    assert message.cards == (
        {"type": "AdaptiveCard", "body": [{"type": "Chart.Line", "fallback": WORDS}]},
    )


def test_then_text_and_card_part() -> None:
    """Thumbs come with the end."""
    first, second = smaller(TeamsMessage("Text", cards=(TABLE,), takes_feedback=True))
    assert (first.text, first.cards, first.takes_feedback) == ("Text", (), False)
    assert (second.text, second.cards, second.takes_feedback) == ("", (TABLE,), True)


def test_a_card_is_divided_between_its_elements() -> None:
    """What can be pressed comes with the end."""
    card: Card = {"type": "AdaptiveCard", "body": [WORDS, *TABLE["body"]], "actions": [BUTTON]}
    first, second = smaller(TeamsMessage("", cards=(card,), takes_feedback=True))
    assert first.cards == ({"type": "AdaptiveCard", "body": [WORDS]},)
    assert second.cards == ({**TABLE, "actions": [BUTTON]},)
    assert (first.takes_feedback, second.takes_feedback) == (False, True)


def test_a_table_goes_on_with_its_header() -> None:
    """No row is lost."""
    made = smaller(TeamsMessage("", cards=(TABLE,)))
    rows = [message.cards[0]["body"][0]["rows"] for message in made]
    assert rows == [[ROWS[0], *ROWS[1:3]], [ROWS[0], *ROWS[3:]]]


def test_a_long_text_in_a_card_is_split_as_well() -> None:
    """Between its paragraphs."""
    card: Card = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": LONG}]}
    made = smaller(TeamsMessage("", cards=(card,)))
    assert "\n\n".join(message.cards[0]["body"][0]["text"] for message in made) == LONG


def test_a_chart_that_is_too_big_is_told() -> None:
    """By what stands for it elsewhere."""
    told: Card = {"type": "AdaptiveCard", "body": [{"type": "Chart.Line", "fallback": WORDS}]}
    assert smaller(TeamsMessage("", cards=(told,)))[0].cards[0]["body"] == [WORDS]


def test_what_cannot_be_divided_is_told_by_its_first_line() -> None:
    """Teams takes no empty message."""
    card: Card = {"type": "AdaptiveCard", "body": [WORDS]}
    message = TeamsMessage("", cards=(card,), summary="Three waits")
    assert [one.text for one in smaller(message)] == ["Three waits"]


def test_at_last_the_text_is_split_between_paragraphs() -> None:
    """Nothing of it is lost; thumbs come with the end."""
    citation = Citation(1, "Badges", "https://example.org", "Text")
    message = TeamsMessage(LONG, citations=(citation,), is_ai=True, takes_feedback=True)
    first, second = smaller(message)
    assert f"{first.text}\n\n{second.text}" == LONG
    assert (first.takes_feedback, second.takes_feedback) == (False, True)
    assert second.citations == (citation,)


def test_code_stays_code_in_both_halves() -> None:
    """Each message closes what it opens."""
    code = "```\n" + "line of code\n" * 60 + "```"
    for half in smaller(TeamsMessage(code)):
        assert half.text.count("```") == 2


def test_what_is_short_cannot_be_made_smaller() -> None:
    """It is refused for another reason."""
    assert smaller(TeamsMessage("Text")) == []

"""What a person reads of what a bot sends."""

from __future__ import annotations

from typing import Any

from tests.local_teams.reading import (
    as_text,
    buttons,
    card_as_text,
    citations,
    has_thumbs,
    is_labelled,
    without_markup,
)
from tests.local_teams.state import PERSONAL, Chat, Message
from tests.unit.local_teams.test_cards import cell
from tests.unit.local_teams.test_citations import answer, claim


def message(activity: dict[str, Any], author: str = "28:bot") -> Message:
    """A message of the bot."""
    return Message("1", Chat("a:1", PERSONAL, "t"), author, activity)


def drawn(*body: Any, **more: Any) -> str:
    """What is read of a card with this in it."""
    return card_as_text({"type": "AdaptiveCard", "body": list(body), **more})


def text(words: str) -> dict[str, Any]:
    """A text of a card."""
    return {"type": "TextBlock", "text": words}


def test_markdown() -> None:
    """Marks are gone, addresses stand behind links, lists keep their marks."""
    written = "**Open** _now_ \\*x\\* `a` [page](https://x.example/)\n\n- one\n- two\n\n1. a\n2. b"
    assert without_markup(written) == (
        "Open now *x* a page (https://x.example/)\n• one\n• two\n1. a\n2. b"
    )


def test_tables_and_code() -> None:
    """Rows keep their cells, code its lines, headings their words."""
    written = "# Head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\ny\n```\n\n---\n> said"
    assert without_markup(written) == "Head\na | b\n1 | 2\nx = 1\ny\n---\nsaid"


def test_mentions_and_entities() -> None:
    """Whoever is named is read with an at sign, and escaped characters as themselves."""
    assert without_markup("<at>Bob</at> says a &lt; b &amp; c") == "@Bob says a < b & c"


def test_people_write_no_markdown() -> None:
    """What a person wrote stands as it was written."""
    assert as_text(message({"text": "<at>frontdesk</at> **x**\n"}, "29:ann")) == "@frontdesk **x**"


def test_card() -> None:
    """A card is read from top to bottom, buttons last."""
    shown = drawn(
        text("**Waits**"),
        {"type": "ColumnSet", "columns": [{"items": [text("a")]}, {"items": [text("b")]}]},
        {"type": "FactSet", "facts": [{"title": "Open", "value": "9"}]},
        {"type": "Table", "rows": [{"cells": [cell(text("x")), cell(text("y"), text("z"))]}]},
        {"type": "RichTextBlock", "inlines": ["a", {"type": "TextRun", "text": "b"}]},
        {"type": "Image", "url": "https://x.example/", "altText": "A map"},
        {"type": "ActionSet", "actions": [{"title": "One"}, {"title": "Two"}]},
        actions=[{"title": "Three"}],
    )
    assert shown.split("\n") == [
        "Waits",
        "a | b",
        "Open: 9",
        "x | y z",
        "ab",
        "(image: A map)",
        "[One] [Two]",
        "[Three]",
    ]


def test_inputs() -> None:
    """Inputs show what they hold, else what they ask for."""
    choices = [{"title": "Big", "value": "b"}, {"title": "Small", "value": "s"}]
    shown = drawn(
        {"type": "Input.Text", "id": "a", "label": "Name", "placeholder": "Yours"},
        {"type": "Input.ChoiceSet", "id": "b", "label": "Size", "choices": choices, "value": "s"},
    )
    assert shown == "Name: [Yours]\nSize: [Small]"


def test_only_what_is_drawn() -> None:
    """Hidden elements are not read, and of unknown ones the fallback is."""
    shown = drawn(
        {**text("hidden"), "isVisible": False},
        {"type": "Chart.Line", "fallback": text("chart")},
        {"type": "Badge", "fallback": "drop"},
    )
    assert shown == "chart"


def test_sources_label_and_thumbs() -> None:
    """Sources are read where their number stands in the text; label and thumbs can be asked for."""
    activity = answer(claim(1, url="https://x.example/"), claim(2))
    activity["channelData"] = {"feedbackLoop": {"type": "default"}}
    shown = message(activity)
    assert as_text(shown) == "Yes [1].\n[1] Page (https://x.example/)"
    assert len(citations(shown)) == 1
    assert is_labelled(shown)
    assert has_thumbs(shown)
    assert not is_labelled(message({"text": "x"}))


def test_buttons() -> None:
    """Buttons of cards and suggested questions, in order."""
    card = {"type": "AdaptiveCard", "actions": [{"type": "Action.Submit", "title": "Stop"}]}
    activity = {
        "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
        ],
        "suggestedActions": {"actions": [{"title": "More?"}]},
    }
    assert buttons(message(activity)) == ["Stop", "More?"]
    assert as_text(message(activity)) == "[Stop]\n[More?]"


def test_deleted() -> None:
    """Nothing is read of what was deleted."""
    gone = message({"text": "x"})
    gone.is_deleted = True
    assert as_text(gone) == ""

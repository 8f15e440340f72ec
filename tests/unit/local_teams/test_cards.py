"""The checker takes the cards that Teams draws, and refuses the others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local_teams.cards import check_card
from tests.local_teams.refusals import Refusal

TEXT = {"type": "TextBlock", "text": "Hello"}
INPUT = {"type": "Input.Text", "id": "a"}


def card(*body: Any, **more: Any) -> dict[str, Any]:
    """A card with this in it."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **more}


def cell(*items: Any) -> dict[str, Any]:
    """A cell of a table."""
    return {"type": "TableCell", "items": list(items)}


GOOD = {
    "text": card(TEXT),
    "container": card({"type": "Container", "items": [TEXT]}),
    "columns": card({"type": "ColumnSet", "columns": [{"width": "auto", "items": [TEXT]}]}),
    "facts": card({"type": "FactSet", "facts": [{"title": "a", "value": "b"}]}),
    "table": card(
        {
            "type": "Table",
            "columns": [{"width": 1}],
            "rows": [{"type": "TableRow", "cells": [cell(TEXT)]}],
        }
    ),
    "runs": card({"type": "RichTextBlock", "inlines": ["a", {"type": "TextRun", "text": "b"}]}),
    "chart with fallback": card({"type": "Chart.VerticalBar", "data": [], "fallback": TEXT}),
    "dropped": card(TEXT, {"type": "Badge", "fallback": "drop"}),
    "only actions": card(actions=[{"type": "Action.Submit", "title": "Go"}]),
    "show card": card(actions=[{"type": "Action.ShowCard", "title": "More", "card": card(INPUT)}]),
    "data with types": card(
        actions=[{"type": "Action.Submit", "title": "Go", "data": {"type": "x", "id": "x"}}]
    ),
    "picker": card(
        {
            "type": "Input.ChoiceSet",
            "id": "a",
            "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
        }
    ),
    "id in a fallback": card(INPUT, {"type": "Chart.Line", "fallback": INPUT}),
}

BAD = {
    "no card": None,
    "no type": {"version": "1.5", "body": [TEXT]},
    "too new": {**card(TEXT), "version": "1.6"},
    "no version": {"type": "AdaptiveCard", "body": [TEXT]},
    "empty": card(),
    "no text": card({"type": "TextBlock"}),
    "text of numbers": card({"type": "TextBlock", "text": 3}),
    "unknown": card({"type": "Chart.VerticalBar", "data": []}),
    "bad fallback": card({"type": "Chart.VerticalBar", "fallback": {"type": "TextBlock"}}),
    "no items": card({"type": "Container"}),
    "deep": card({"type": "Container", "items": [{"type": "Image"}]}),
    "image of nothing": card({"type": "Image", "url": "file:///x"}),
    "weight": card({**TEXT, "weight": "Bold"}),
    "facts": card({"type": "FactSet", "facts": [{"title": "a"}]}),
    "no id": card({"type": "Input.Text"}),
    "twice": card(INPUT, INPUT),
    "no choices": card({"type": "Input.ChoiceSet", "id": "a", "choices": []}),
    "half a choice": card({"type": "Input.ChoiceSet", "id": "a", "choices": [{"title": "a"}]}),
    "picker": card({"type": "Input.ChoiceSet", "id": "a", "choices.data": {"dataset": "x"}}),
    "row": card({"type": "Table", "columns": [{}], "rows": [{"cells": []}]}),
    "wide row": card(
        {
            "type": "Table",
            "columns": [{}],
            "rows": [{"type": "TableRow", "cells": [cell(TEXT), cell(TEXT)]}],
        }
    ),
    "unknown action": card(actions=[{"type": "Action.Http", "title": "x"}]),
    "no title": card(actions=[{"type": "Action.Submit"}]),
    "bad url": card(actions=[{"type": "Action.OpenUrl", "title": "x", "url": "javascript:x"}]),
    "style": card(actions=[{"type": "Action.Submit", "title": "x", "style": "red"}]),
    "seven": card(actions=[{"type": "Action.Submit", "title": "x"}] * 7),
    "bad show card": card(
        actions=[{"type": "Action.ShowCard", "title": "x", "card": card({"type": "TextBlock"})}]
    ),
    "list": card("text"),
}


@pytest.mark.parametrize("name", GOOD)
def test_drawn(name: str) -> None:
    """Teams draws it."""
    check_card(GOOD[name])


@pytest.mark.parametrize("name", BAD)
def test_not_drawn(name: str) -> None:
    """Teams would not draw it, and says why."""
    with pytest.raises(Refusal, match="would not be drawn") as caught:
        check_card(BAD[name])
    assert caught.value.status == 400

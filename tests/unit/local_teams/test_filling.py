"""What the inputs of a card hold when it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local_teams.card_actions import filled

SIZES = [{"title": "Big", "value": "b"}, {"title": "Small", "value": "s"}]


def holding(*inputs: dict[str, Any]) -> dict[str, Any]:
    """A card with these inputs."""
    return {"type": "AdaptiveCard", "body": list(inputs)}


def choice(**more: Any) -> dict[str, Any]:
    """A choice of sizes."""
    return {"type": "Input.ChoiceSet", "id": "size", "choices": SIZES, **more}


def test_untouched() -> None:
    """Inputs that nobody touches hold what the card gave them, or are not sent."""
    toggle = {"type": "Input.Toggle", "id": "on", "title": "On"}
    text = {"type": "Input.Text", "id": "a", "value": "x"}
    assert filled(holding(toggle, text, {"type": "Input.Text", "id": "b"}, choice()), {}) == {
        "on": "false",
        "a": "x",
    }


def test_toggle() -> None:
    """A toggle sends its words for on and off."""
    toggle = {"type": "Input.Toggle", "id": "on", "title": "On", "valueOn": "yes", "valueOff": "no"}
    assert filled(holding(toggle), {"on": True}) == {"on": "yes"}
    assert filled(holding(toggle), {"on": False}) == {"on": "no"}


def test_choices() -> None:
    """Several choices are sent with commas between them, by title or by value."""
    assert filled(holding(choice(isMultiSelect=True)), {"size": ["Big", "s"]}) == {"size": "b,s"}
    assert filled(holding(choice(value="s")), {"size": "Big"}) == {"size": "b"}


@pytest.mark.parametrize("given", ["Huge", ["Big", "Small"]])
def test_choices_that_are_none(given: Any) -> None:
    """One chooses what is offered, and only one where one may be chosen."""
    with pytest.raises(ValueError, match="offers"):
        filled(holding(choice()), {"size": given})


def test_picker() -> None:
    """A picker finds anybody, also those whom the card does not list."""
    picker = choice(**{"choices.data": {"type": "Data.Query"}, "isMultiSelect": True})
    assert filled(holding(picker), {"size": ["some-id", "b"]}) == {"size": "some-id,b"}


def test_too_long() -> None:
    """A line takes no more than it says."""
    with pytest.raises(ValueError, match="3 characters"):
        filled(holding({"type": "Input.Text", "id": "a", "maxLength": 3}), {"a": "four"})


def test_unknown_input() -> None:
    """What is not there cannot be filled in."""
    with pytest.raises(ValueError, match="no input"):
        filled(holding(choice()), {"colour": "red"})


def test_nested_inputs() -> None:
    """Inputs in containers, columns and opened cards are found, and those of a fallback."""
    text = {"type": "Input.Text", "value": "x"}
    card = holding(
        {"type": "Container", "items": [{**text, "id": "a"}]},
        {"type": "ColumnSet", "columns": [{"items": [{**text, "id": "b"}]}]},
        {"type": "Chart.Line", "fallback": {**text, "id": "c"}},
    )
    shown = {"type": "Action.ShowCard", "title": "More", "card": holding({**text, "id": "d"})}
    assert filled({**card, "actions": [shown]}, {}) == {"a": "x", "b": "x", "c": "x", "d": "x"}

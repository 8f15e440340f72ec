"""Finds what can be pressed and filled in on Adaptive Cards, and what is sent then.

`interactions` calls it.  Only what Teams draws is found: of unknown elements, their fallback.

Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.local_teams.state import Json

_DRAWN = ("TextBlock", "RichTextBlock", "Image", "Media", "Container", "Column", "ColumnSet")
_DRAWN_TOO = ("FactSet", "ImageSet", "ActionSet", "Table", "TableRow", "TableCell", "CodeBlock")
_INSIDE = ("items", "columns", "rows", "cells", "images")


def is_drawn(element: Json) -> bool:
    """Whether every client draws it."""
    kind = str(element.get("type", ""))
    return kind in (*_DRAWN, *_DRAWN_TOO) or kind.startswith("Input.")


def actions_in(card: Json) -> Iterator[Json]:
    """What can be pressed, top to bottom; what a ShowCard opens comes after it."""
    for element in elements_in(card):
        if element.get("type") == "ActionSet":
            yield from _opened(element.get("actions") or [])
        if element.get("selectAction"):
            yield element["selectAction"]
    yield from _opened(card.get("actions") or [])


def inputs_in(card: Json) -> Iterator[Json]:
    """What can be filled in."""
    for element in elements_in(card):
        if str(element.get("type", "")).startswith("Input."):
            yield element
    for action in card.get("actions") or []:
        if action.get("type") == "Action.ShowCard":
            yield from inputs_in(action["card"])


def elements_in(card: Json) -> Iterator[Json]:
    """Every element that is drawn."""
    for one in card.get("body") or []:
        yield from _inside(one)


def find_action(cards: list[Json], title: str) -> tuple[Json, Json] | None:
    """A button by its title, and the card that it stands on."""
    for card in cards:
        for action in actions_in(card):
            if action.get("title") == title:
                return action, card
    return None


def titles_in(cards: list[Json]) -> list[str]:
    """What stands on the buttons."""
    return [str(one.get("title", "")) for card in cards for one in actions_in(card)]


def filled(card: Json, values: Json) -> Json:
    """What the inputs of a card hold, by id.

    Args:
        card: The card.
        values: What a person fills in, by an input's id or label; the others stay as they are.
            A choice is given by its title or value, several as a list, people of a picker by `aad`.

    Raises:
        ValueError: There is no such input or choice, or one is missing.
    """
    inputs = list(inputs_in(card))
    named = {one["id"]: one["id"] for one in inputs} | {
        one["label"]: one["id"] for one in inputs if one.get("label")
    }
    unknown = sorted(set(values) - set(named))
    if unknown:
        raise ValueError(f"The card has no input {unknown}, only {sorted(named)}.")
    given = {named[name]: value for name, value in values.items()}
    found = {one["id"]: _value(one, given.get(one["id"])) for one in inputs}
    missing = [one["id"] for one in inputs if one.get("isRequired") and not found[one["id"]]]
    if missing:
        raise ValueError(f"Teams wants {missing} to be filled in first.")
    return {name: value for name, value in found.items() if value is not None}


def submitted(action: Json, card: Json, values: Json) -> Json:
    """What a press sends: the action's data with what was filled in."""
    data = action.get("data") or {}
    if not isinstance(data, dict):
        raise TypeError(f"Data of '{action.get('title')}' is no object: Teams drops it.")
    wants = str(action.get("associatedInputs", "auto")).lower() != "none"
    return {**data, **(filled(card, values) if wants else {})}


def _opened(actions: list[Json]) -> Iterator[Json]:
    for one in actions:
        yield one
        if one.get("type") == "Action.ShowCard":
            yield from actions_in(one["card"])


def _inside(element: Json) -> Iterator[Json]:
    if element.get("isVisible") is False:
        return
    if element.get("type") and not is_drawn(element):
        fallback = element.get("fallback")
        if isinstance(fallback, dict):
            yield from _inside(fallback)
        return
    yield element
    for name in _INSIDE:
        for one in element.get(name) or []:
            yield from _inside(one)


def _value(element: Json, given: Any) -> Any:
    if element["type"] == "Input.ChoiceSet":
        return _chosen(element, given)
    if element["type"] == "Input.Toggle":
        on, off = element.get("valueOn", "true"), element.get("valueOff", "false")
        if given is None:
            return element.get("value", off)
        return on if given in (True, on) else off
    if given is None:
        given = element.get("value")
    most = element.get("maxLength")
    if most is not None and given is not None and len(str(given)) > most:
        raise ValueError(f"'{element['id']}' takes up to {most} characters.")
    return given


def _chosen(element: Json, given: Any) -> str | None:
    if given is None:
        value = element.get("value")
        return None if value is None else str(value)
    wanted = [given] if isinstance(given, str) else list(given)
    offered = {one["title"]: one["value"] for one in element.get("choices") or []}
    values = [offered.get(one, one) for one in wanted]
    # A picker searches by itself: what it finds are ids of people in the directory.
    searches = "choices.data" in element
    strange = [one for one in values if one not in offered.values() and not searches]
    if strange or (len(values) > 1 and not element.get("isMultiSelect")):
        raise ValueError(f"'{element['id']}' offers {sorted(offered)}, not {wanted}.")
    return ",".join(values)

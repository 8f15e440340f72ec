"""Whether Teams would draw an Adaptive Card.

Messages and dialogs are held against it.  It knows the elements of version 1.5; whatever else needs a
`fallback`, because not every client of Teams draws it.

Source: https://adaptivecards.io/explorer/ and
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.local_teams.refusals import Refusal
from tests.local_teams.state import Json

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
MOST_ACTIONS = 6
"""Beneath a card, or in a row."""

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "TextBlock": ("text",),
    "RichTextBlock": ("inlines",),
    "Image": ("url",),
    "Media": ("sources",),
    "Container": ("items",),
    "ColumnSet": (),
    "Column": (),
    "FactSet": ("facts",),
    "ImageSet": ("images",),
    "ActionSet": ("actions",),
    "Table": (),
    "CodeBlock": ("codeSnippet",),
    "Input.Text": ("id",),
    "Input.Number": ("id",),
    "Input.Date": ("id",),
    "Input.Time": ("id",),
    "Input.Toggle": ("id", "title"),
    "Input.ChoiceSet": ("id",),
}
"""Elements that are drawn, and what each must have."""
_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "Action.OpenUrl": ("url",),
    "Action.Submit": (),
    "Action.Execute": (),
    "Action.ShowCard": ("card",),
    "Action.ToggleVisibility": ("targetElements",),
}
_INSIDE: Mapping[str, tuple[str, ...]] = {
    "Container": ("items",),
    "Column": ("items",),
    "ColumnSet": ("columns",),
    "ImageSet": ("images",),
    "TableCell": ("items",),
}
"""Where further elements stand."""
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "size": ("auto", "stretch", "small", "medium", "large", "default", "extralarge"),
    "weight": ("default", "lighter", "bolder"),
    "color": ("default", "dark", "light", "accent", "good", "warning", "attention"),
    "spacing": ("default", "none", "small", "medium", "large", "extralarge", "padding"),
    "horizontalAlignment": ("left", "center", "right"),
}
_STYLES = ("default", "positive", "destructive")


def check_card(card: Any) -> None:
    """Raises a Refusal if Teams would not draw it."""
    _check_root(card)
    seen: set[str] = set()
    for one in _every(card):
        name = one.get("id")
        if name is not None and (not isinstance(name, str) or not name or name in seen):
            raise _refused(f"an id is given twice or is no text: {name!r}")
        seen |= {name} if name else set()


def _check_root(card: Any) -> None:
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        raise _refused('the content has no "type": "AdaptiveCard"')
    version = card.get("version")
    if version not in VERSIONS:
        raise _refused(f"version {version!r}; up to {VERSIONS[-1]} is drawn")
    _check_body(card)


def _check_body(card: Json) -> None:
    for one in _listed(card, "body"):
        _check_element(one)
    _check_actions(_listed(card, "actions"))
    if not card.get("body") and not card.get("actions"):
        raise _refused("there is nothing in it")


def _check_element(element: Json) -> None:
    kind = str(element.get("type"))
    if kind not in _REQUIRED:
        _check_fallback(element, _check_element)
        return
    _demand(element, _REQUIRED[kind])
    _check_words(element)
    for name in _INSIDE.get(kind, ()):
        for one in _listed(element, name):
            _check_element({"type": "Column", **one} if kind == "ColumnSet" else one)
    _SPECIAL.get(kind, _nothing)(element)
    if element.get("selectAction"):
        _check_action(element["selectAction"], needs_title=False)


def _check_fallback(element: Json, check: Callable[[Json], None]) -> None:
    fallback = element.get("fallback")
    if fallback == "drop":
        return
    if not isinstance(fallback, dict):
        raise _refused(f"'{element.get('type')}' is not known everywhere and has no fallback")
    check(fallback)


def _check_actions(actions: list[Json]) -> None:
    if len(actions) > MOST_ACTIONS:
        raise _refused(f"{len(actions)} actions in a row; {MOST_ACTIONS} are drawn")
    for one in actions:
        _check_action(one)


def _check_action(action: Json, *, needs_title: bool = True) -> None:
    kind = str(action.get("type"))
    if kind not in _ACTIONS:
        _check_fallback(action, _check_action)
        return
    _demand(action, _ACTIONS[kind])
    if needs_title and not (action.get("title") or action.get("iconUrl")):
        raise _refused(f"{kind} shows neither a title nor an icon")
    if str(action.get("style", "default")).lower() not in _STYLES:
        raise _refused(f"{kind} has the style '{action['style']}'")
    if kind == "Action.OpenUrl" and not _is_address(action["url"]):
        raise _refused(f"Action.OpenUrl leads to {action['url']!r}")
    if kind == "Action.ShowCard":
        _check_body(_mapping(action["card"], "card"))


def _check_words(element: Json) -> None:
    for name, choices in _CHOICES.items():
        value = element.get(name)
        if isinstance(value, str) and not value.endswith("px") and value.lower() not in choices:
            raise _refused(f"{element['type']} has {name} '{value}'")
    if element["type"] == "TextBlock" and not isinstance(element["text"], str):
        raise _refused("TextBlock has a text that is none")


def _check_facts(element: Json) -> None:
    for fact in _listed(element, "facts"):
        _demand({"type": "Fact", **fact}, ("title", "value"))


def _check_inlines(element: Json) -> None:
    for one in element["inlines"]:
        if not isinstance(one, str) and (one.get("type") != "TextRun" or "text" not in one):
            raise _refused(f"RichTextBlock holds {one!r}")


def _check_choices(element: Json) -> None:
    query = element.get("choices.data")
    if not element.get("choices") and query is None:
        raise _refused(f"Input.ChoiceSet '{element['id']}' has no choices")
    if query is not None and (query.get("type") != "Data.Query" or not query.get("dataset")):
        raise _refused(f"Input.ChoiceSet '{element['id']}' searches in {query!r}")
    for choice in _listed(element, "choices"):
        _demand({"type": "Input.Choice", **choice}, ("title", "value"))


def _check_table(element: Json) -> None:
    columns = _listed(element, "columns")
    for row in _listed(element, "rows"):
        cells = _listed(row, "cells")
        if row.get("type") != "TableRow" or (columns and len(cells) > len(columns)):
            raise _refused(f"Table: a row has {len(cells)} cells for {len(columns)} columns")
        for cell in cells:
            if cell.get("type") != "TableCell" or "items" not in cell:
                raise _refused(f"Table holds {cell.get('type')!r} as a cell")
            for one in _listed(cell, "items"):
                _check_element(one)


def _check_image(element: Json) -> None:
    if not _is_address(element["url"]) and not str(element["url"]).startswith("data:image/"):
        raise _refused(f"Image of {element['url']!r}")


def _nothing(_element: Json) -> None:
    """Nothing more is asked of it."""


_SPECIAL: Mapping[str, Callable[[Json], None]] = {
    "ActionSet": lambda element: _check_actions(_listed(element, "actions")),
    "FactSet": _check_facts,
    "Image": _check_image,
    "Input.ChoiceSet": _check_choices,
    "RichTextBlock": _check_inlines,
    "Table": _check_table,
}


def _demand(element: Json, names: tuple[str, ...]) -> None:
    for name in names:
        if name not in element or element[name] is None or element[name] == []:
            raise _refused(f"{element['type']} has no {name}")


def _listed(holder: Json, name: str) -> list[Json]:
    items = holder.get(name) or []
    if not isinstance(items, list):
        raise _refused(f"{name} is no list")
    return [_mapping(one, name) for one in items]


def _mapping(value: Any, name: str) -> Json:
    if not isinstance(value, dict):
        raise _refused(f"{name} holds {value!r}")
    return value


def _is_address(url: Any) -> bool:
    return isinstance(url, str) and url.startswith(("https://", "http://"))


def _every(value: Any, *, is_fallback: bool = False) -> Iterator[Json]:
    """Every element and action; what stands in a fallback has ids of its own."""
    if isinstance(value, list):
        for one in value:
            yield from _every(one)
    elif isinstance(value, dict) and not is_fallback:
        if "type" in value:
            yield value
        for name, one in value.items():
            if name not in ("data", "choices"):
                yield from _every(one, is_fallback=name == "fallback")


def _refused(why: str) -> Refusal:
    return Refusal(400, "BadArgument", f"The Adaptive Card would not be drawn: {why}.")

"""Adaptive Cards: what the desk's cards are made of.

Text that people or pages wrote passes `literal`, or `plain_title` where Teams knows no escapes.
Every line stands by itself and wraps, so that a telephone shows it whole.

Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from adapters.teams.message import Card
from adapters.teams.names import ACTION
from adapters.teams.taking_in.payloads import Json
from adapters.teams.writing.escaping import escaped, target
from core.chatting.sources_told import Markup

_MOST_NAME = 100
_VERSION = "1.5"
_UNSEEN = "\u200b"
_LOOK_ALIKE = str.maketrans({"*": "∗", "`": "ˋ", "~": "∼", "[": "［", "]": "］", "<": "‹"})


def card(body: Iterable[Json], actions: Sequence[Json] = (), *, said: str) -> Card:
    """A whole card.

    Args:
        body: Its elements.
        actions: Its buttons.
        said: What is read aloud, and shown where no card can be drawn; plain text.
    """
    made: Json = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": _VERSION,
        "speak": said,
        "fallbackText": said,
        "body": [*body],
    }
    if actions:
        made["actions"] = [*actions]
    return made


def heading(text: str, *, is_first: bool = False) -> Json:
    """A title, also for screen readers."""
    spacing = {} if is_first else {"spacing": "Large", "separator": True}
    return {**line(text), "style": "heading", "weight": "Bolder", **spacing}


def line(markdown: str) -> Json:
    """A paragraph of Markdown."""
    return {"type": "TextBlock", "text": markdown, "wrap": True}


def item(markdown: str) -> Json:
    """A line of a list."""
    return {**line(f"• {markdown}"), "spacing": "Small"}


def entry(*lines: Json) -> Json:
    """An entry of a list with several lines, all behind its bullet."""
    bullet = {"type": "Column", "width": "auto", "items": [line("•")]}
    told = {"type": "Column", "width": "stretch", "items": [*lines], "spacing": "Small"}
    return {"type": "ColumnSet", "columns": [bullet, told], "spacing": "Small"}


def small(markdown: str) -> Json:
    """A line of less weight."""
    return {**line(markdown), "isSubtle": True, "size": "Small", "spacing": "Small"}


def alarming(markdown: str) -> Json:
    """A line that nobody overlooks."""
    return {**line(markdown), "color": "Attention", "weight": "Bolder"}


def literal(text: str) -> str:
    """What people or pages wrote, in one line of Markdown in which nothing of it acts."""
    text = escaped(" ".join(text.split()))
    # `{{DATE(…)}}` in a card is a function, and knows no escape.
    return text.replace("{{", f"{{{_UNSEEN}{{")


def name_in_line(text: str) -> str:
    """The same for a name, which is no story."""
    return literal(cut(text, _MOST_NAME))


def plain_title(text: str) -> str:
    """The same for choices and buttons: some clients read Markdown in them, others would show escapes."""
    text = cut(" ".join(text.split()), _MOST_NAME).translate(_LOOK_ALIKE)
    return text.replace("{{", f"{{{_UNSEEN}{{")


def cut(text: str, most: int) -> str:
    """A text that is not too long."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def moment(when: datetime) -> str:
    """A time in the zone of whoever looks, and as they write it.

    Source: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization
    """
    return f"{{{{DATE({_spelled(when)}, COMPACT)}}}} at {clock(when)}"


def clock(when: datetime) -> str:
    """The same without its day."""
    return f"{{{{TIME({_spelled(when)})}}}}"


def _spelled(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def linked(address: str, title: str) -> str:
    """A link to a page of the web; an address of another kind leaves the title alone."""
    shown = name_in_line(title) or literal(address)
    if not address.startswith(("https://", "http://")):
        return shown
    return f"[{shown}]({target(address)})"


MARKUP = Markup(literal=name_in_line, linked=linked, moment=moment)


def sends(title: str, action: str, **data: object) -> Json:
    """A button that tells the desk something."""
    return {"type": "Action.Submit", "title": title, "data": {ACTION: action, **data}}


def opens_dialog(title: str, action: str) -> Json:
    """A button that opens a dialog."""
    return sends(title, action, msteams={"type": "task/fetch"})


def says(text: str) -> Json:
    """A button that says its text in the person's name."""
    said = {"msteams": {"type": "imBack", "value": text}}
    return {"type": "Action.Submit", "title": plain_title(text), "data": said}

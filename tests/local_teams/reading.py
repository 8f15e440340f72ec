"""What a person reads of a message: text without markup, cards, buttons as `[Title]`, sources.

Tests compare it.  What clients do not draw is not read: of unknown elements, their fallback is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.local_teams.card_actions import is_drawn, titles_in
from tests.local_teams.state import Chat, Json, Message, World, entities_of

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_AT = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL)
_RULE = "---"
_PUBLISHED = "https://schema.org/Message"


def as_text(message: Message) -> str:
    """What a person reads; nothing of a message that was deleted."""
    if message.is_deleted:
        return ""
    if not message.author_id.startswith("28:"):
        return _AT.sub(r"@\1", message.text).strip()
    parts = [
        without_markup(message.text),
        *(card_as_text(one) for one in message.cards),
        *(_source(one) for one in citations(message)),
        _row(_suggested(message)),
    ]
    return "\n".join(part for part in parts if part)


def seen_in(world: World, chat: Chat, under: str | None = None) -> list[str]:
    """A line `author: text` for each message in a chat, or in a thread of it."""
    names = {world.bot_id: world.bot_name} | {one.id: one.name for one in world.accounts.values()}
    return [f"{names[one.author_id]}: {as_text(one)}" for one in chat.shown(under)]


def is_labelled(message: Message) -> bool:
    """Whether it bears the label "AI-generated"."""
    return any(
        "AIGeneratedContent" in (one.get("additionalType") or [])
        for one in entities_of(message.activity, _PUBLISHED)
    )


def has_thumbs(message: Message) -> bool:
    """Whether thumbs are shown beneath it."""
    data = message.activity.get("channelData") or {}
    return bool(data.get("feedbackLoop") or data.get("feedbackLoopEnabled"))


def citations(message: Message) -> list[Json]:
    """The sources that are shown with it, as they were sent: those whose `[1]` stands in the text."""
    return [
        claim
        for one in entities_of(message.activity, _PUBLISHED)
        for claim in one.get("citation") or []
        if f"[{claim['position']}]" in message.text
    ]


def buttons(message: Message) -> list[str]:
    """What can be pressed on it, in order."""
    return titles_in(message.cards) + [str(one["title"]) for one in _suggested(message)]


def without_markup(text: str) -> str:
    """What Markdown looks like; a link's address stands behind its text."""
    tokens = _MARKDOWN.parse(_AT.sub(r"@\1", text))
    return "\n".join(line for line in _lines(tokens) if line).strip()


def card_as_text(card: Json) -> str:
    """What a person reads of an Adaptive Card."""
    lines = [_element(one) for one in card.get("body") or []]
    lines.append(_row(card.get("actions") or []))
    return "\n".join(line for line in lines if line)


def _suggested(message: Message) -> list[Json]:
    return (message.activity.get("suggestedActions") or {}).get("actions") or []


def _source(claim: Json) -> str:
    shown = claim["appearance"]
    address = f" ({shown['url']})" if shown.get("url") else ""
    return f"[{claim['position']}] {shown['name']}{address}"


def _row(actions: list[Json]) -> str:
    return " ".join(f"[{one['title']}]" for one in actions if one.get("title"))


def _lines(tokens: list[Token]) -> Iterator[str]:
    """Each block as a line; rows of tables too, with ` | ` between cells."""
    lists = _Lists()
    row: list[str] | None = None
    for token in tokens:
        lists.meet(token)
        match token.type:
            case "tr_open":
                row = []
            case "tr_close":
                yield " | ".join(row or [])
                row = None
            case "inline" if row is not None:
                row.append(_inline(token))
            case "inline":
                yield lists.take_marks() + _inline(token)
            case "fence" | "code_block":
                yield token.content.rstrip("\n")
            case "hr":
                yield _RULE


class _Lists:
    """Where one is in lists, and the marks that stand before the next line."""

    def __init__(self) -> None:
        self._numbers: list[int | None] = []
        self._marks = ""

    def meet(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._marks += self._next_mark()

    def take_marks(self) -> str:
        marks, self._marks = self._marks, ""
        return marks

    def _next_mark(self) -> str:
        number = self._numbers[-1]
        if number is None:
            return "• "
        self._numbers[-1] = number + 1
        return f"{number}. "


def _inline(token: Token) -> str:
    text, link = "", ""
    start = 0
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline":
                text += child.content
            case "softbreak" | "hardbreak":
                text += "\n"
            case "link_open":
                link, start = str(child.attrs["href"]), len(text)
            case "link_close":
                text += f" ({link})" if text[start:] != link else ""
            case "image":
                text += f"(image: {child.content})"
    return text


def _element(element: Json) -> str:
    if element.get("isVisible") is False:
        return ""
    if not is_drawn(element):
        fallback = element.get("fallback")
        return _element(fallback) if isinstance(fallback, dict) else ""
    kind = element["type"]
    if kind.startswith("Input."):
        return _input(element)
    return _ELEMENTS.get(kind, _nothing)(element)


def _all(elements: list[Json], between: str = "\n") -> str:
    return between.join(text for text in map(_element, elements) if text)


def _nothing(_element: Json) -> str:
    return ""


def _columns(element: Json) -> str:
    return _all([{"type": "Column", **one} for one in element.get("columns") or []], " | ")


def _table(element: Json) -> str:
    rows = [
        " | ".join(_all(cell["items"], " ").replace("\n", " ") for cell in row["cells"])
        for row in element.get("rows") or []
    ]
    return "\n".join(rows)


def _facts(element: Json) -> str:
    return "\n".join(f"{one['title']}: {without_markup(one['value'])}" for one in element["facts"])


def _inlines(element: Json) -> str:
    return "".join(one if isinstance(one, str) else one["text"] for one in element["inlines"])


def _image(element: Json) -> str:
    return f"(image: {element.get('altText', '')})"


def _input(element: Json) -> str:
    name = element.get("label") or element.get("title") or ""
    wanted = str(element.get("value") or "")
    titles = [
        one["title"]
        for one in element.get("choices") or []
        if one["value"] in wanted.split(",") or one["value"] == wanted
    ]
    shown = ", ".join(titles) or wanted or element.get("placeholder", "")
    return f"{name}: [{shown}]" if name else f"[{shown}]"


_ELEMENTS: Mapping[str, Callable[[Json], str]] = {
    "TextBlock": lambda element: without_markup(element["text"]),
    "RichTextBlock": _inlines,
    "Image": _image,
    "ImageSet": lambda element: _all([{"type": "Image", **one} for one in element["images"]]),
    "Container": lambda element: _all(element["items"]),
    "Column": lambda element: _all(element.get("items") or []),
    "ColumnSet": _columns,
    "FactSet": _facts,
    "ActionSet": lambda element: _row(element["actions"]),
    "Table": _table,
    "CodeBlock": lambda element: str(element["codeSnippet"]),
}

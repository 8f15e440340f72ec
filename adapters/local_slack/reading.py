"""A message as a person reads it, in plain text.

The tests' transcripts are made of it.  It shows what is there, whether or not Slack would have taken it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from adapters.local_slack.formatted import (
    Passage,
    PassageKind,
    Span,
    SpanKind,
    passages_of_markdown,
    passages_of_mrkdwn,
    passages_of_rich_text,
)
from adapters.local_slack.mentioning import (
    broadcasts_of,
    links_of,
    mentions_of,
    passages_of_text,
)
from adapters.local_slack.naming import shown_words
from adapters.local_slack.state import Json, Message, Workspace

__all__ = ["as_text", "blocks_as_text", "broadcasts_of", "links_of", "mentions_of"]

_INDENT = "    "
_RULE = "---"


def as_text(message: Message, workspace: Workspace, *, with_addresses: bool = True) -> str:
    """What a person reads of a message.

    Args:
        message: Its blocks are read; its text where it has none, or where it was streamed.
        workspace: Where names are looked up.
        with_addresses: Whether a link is read as `text (address)` or as `text` alone.

    Returns:
        Lines.  Files come last, as `(file: what its alternative text says)`.
    """
    reader = _Reader(workspace, with_addresses)
    parts = []
    if message.stream is not None or not message.blocks:
        parts.append(reader.passages(passages_of_text(message)))
    parts.append(reader.blocks(message.blocks))
    parts += [reader.file(one) for one in message.files]
    return "\n".join(part for part in parts if part)


def blocks_as_text(blocks: list[Json], workspace: Workspace, *, with_addresses: bool = True) -> str:
    """What a person reads of blocks, as of a message, a modal or the App Home."""
    return _Reader(workspace, with_addresses).blocks(blocks)


@dataclass(frozen=True, slots=True)
class _Reader:
    workspace: Workspace
    with_addresses: bool

    def blocks(self, blocks: list[Json]) -> str:
        texts = [_BLOCKS.get(block["type"], _unknown)(self, block) for block in blocks]
        return "\n".join(text for text in texts if text)

    def file(self, name: str) -> str:
        file = self.workspace.files.get(name)
        return f"(file: {(file.alt_text or file.title or file.name) if file else name})"

    def passages(self, passages: list[Passage]) -> str:
        return "\n".join(self._passage(one) for one in passages)

    def _passage(self, passage: Passage) -> str:
        text = "".join(self._span(span) for span in passage.spans)
        match passage.kind:
            case PassageKind.BULLET:
                return f"{_INDENT * passage.indent}• {text}"
            case PassageKind.ORDERED:
                return f"{_INDENT * passage.indent}{passage.number}. {text}"
            case PassageKind.QUOTE:
                return "\n".join(f"> {line}" for line in text.split("\n"))
            case PassageKind.RULE:
                return _RULE
            case _:
                return text

    def _span(self, span: Span) -> str:
        text = shown_words(span, self.workspace)
        if span.kind is SpanKind.LINK and self.with_addresses and text != span.target:
            return f"{text} ({span.target})" if text else span.target
        return text

    def text(self, one: Json) -> str:
        """A text object, an image or another element."""
        match one["type"]:
            case "mrkdwn":
                loose = not one.get("verbatim", False)
                return self.passages(
                    passages_of_mrkdwn(one["text"], finds_links=loose, finds_names=loose)
                )
            case "plain_text" | "raw_text" | "raw_number":
                return str(one["text"])
            case "rich_text":
                return self.passages(passages_of_rich_text(one))
            case kind:
                return _ELEMENTS.get(kind, _chosen)(self, one)


def _unknown(_reader: _Reader, block: Json) -> str:
    return f"({block['type']})"


def _section(reader: _Reader, block: Json) -> str:
    lines = [reader.text(block["text"])] if "text" in block else []
    lines += [reader.text(one) for one in block.get("fields", [])]
    if "accessory" in block:
        lines.append(reader.text(block["accessory"]))
    return "\n".join(lines)


def _row(reader: _Reader, block: Json) -> str:
    return " ".join(reader.text(one) for one in block["elements"])


def _table(reader: _Reader, block: Json) -> str:
    rows = [[reader.text(cell).replace("\n", " ") for cell in row] for row in block["rows"]]
    return "\n".join(" | ".join(row) for row in rows)


def _input(reader: _Reader, block: Json) -> str:
    optional = " (optional)" if block.get("optional") else ""
    line = f"{block['label']['text']}{optional}: {reader.text(block['element'])}"
    return f"{line}\n{block['hint']['text']}" if "hint" in block else line


def _image(_reader: _Reader, block: Json) -> str:
    title = block.get("title", {}).get("text", "")
    return f"{title}\n(image: {block['alt_text']})" if title else f"(image: {block['alt_text']})"


def _task(reader: _Reader, block: Json) -> str:
    lines = [f"[{block.get('status', 'pending')}] {block['title']}"]
    lines += [reader.text(block[name]) for name in ("details", "output") if name in block]
    for source in block.get("sources", []):
        lines.append(reader.passages([Passage(PassageKind.TEXT, (_source(source),))]))
    return "\n".join(lines)


def _source(source: Json) -> Span:
    return Span(source["text"], SpanKind.LINK, source["url"])


def _plan(reader: _Reader, block: Json) -> str:
    tasks = [_task(reader, one) for one in block.get("tasks", [])]
    return "\n".join([block["title"], *tasks])


def _card(reader: _Reader, block: Json) -> str:
    names = ("hero_image", "title", "subtitle", "body")
    lines = [reader.text(block[name]) for name in names if name in block]
    if "actions" in block:
        lines.append(_row(reader, {"elements": block["actions"]}))
    return "\n".join(lines)


_BLOCKS: Mapping[str, Callable[[_Reader, Json], str]] = {
    "section": _section,
    "header": lambda reader, block: reader.text(block["text"]),
    "divider": lambda _reader, _block: _RULE,
    "image": _image,
    "context": _row,
    "actions": _row,
    "context_actions": _row,
    "rich_text": lambda reader, block: reader.text(block),
    "markdown": lambda reader, block: reader.passages(passages_of_markdown(block["text"])),
    "table": _table,
    "input": _input,
    "task_card": _task,
    "plan": _plan,
    "card": _card,
    "alert": lambda reader, block: reader.text(block["text"]),
    "video": lambda _reader, block: f"{block['title']['text']}\n(video: {block['alt_text']})",
}


def _label(_reader: _Reader, one: Json) -> str:
    return f"[{one['text']['text']}]"


def _feedback(_reader: _Reader, one: Json) -> str:
    return " ".join(
        f"[{one[name]['text']['text']}]" for name in ("positive_button", "negative_button")
    )


def _ticks(reader: _Reader, one: Json) -> str:
    chosen = one.get("initial_options", [one.get("initial_option")])
    marks = (f"[{'x' if option in chosen else ' '}]" for option in one["options"])
    texts = (reader.text(option["text"]) for option in one["options"])
    return " ".join(f"{mark} {text}" for mark, text in zip(marks, texts, strict=True))


def _chosen(reader: _Reader, one: Json) -> str:
    """A menu or an input: what is chosen or written in it, else what it asks for."""
    chosen = ", ".join(_initial(reader, one))
    return f"[{chosen or one.get('placeholder', {}).get('text', '')}]"


def _initial(reader: _Reader, one: Json) -> Iterator[str]:
    for name, value in one.items():
        if name.startswith("initial_"):
            for each in value if isinstance(value, list) else [value]:
                yield _initial_one(reader, each)


def _initial_one(reader: _Reader, value: object) -> str:
    if isinstance(value, dict):
        return reader.text(value if "type" in value else value["text"])
    user = reader.workspace.users.get(str(value))
    channel = reader.workspace.channels.get(str(value))
    if user is not None:
        return f"@{user.real_name}"
    return f"#{channel.name}" if channel is not None else str(value)


_ELEMENTS: Mapping[str, Callable[[_Reader, Json], str]] = {
    "button": _label,
    "workflow_button": _label,
    "icon_button": _label,
    "feedback_buttons": _feedback,
    "image": _image,
    "overflow": lambda _reader, _one: "[…]",
    "checkboxes": _ticks,
    "radio_buttons": _ticks,
}

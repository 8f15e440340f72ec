"""Blocks and whole messages as HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from mimetypes import guess_type

from adapters.local_slack.drawing.controls import Controls
from adapters.local_slack.drawing.tags import lines, link, opening, picture, tag
from adapters.local_slack.drawing.words import passages_as_html
from adapters.local_slack.formatted import (
    passages_of_markdown,
    passages_of_mrkdwn,
    passages_of_rich_text,
)
from adapters.local_slack.mentioning import passages_of_text
from adapters.local_slack.state import Json, Message, Workspace

_FILES_AT = "/files/"


def blocks_as_html(blocks: list[Json], workspace: Workspace, *, files_at: str = _FILES_AT) -> str:
    """Draw blocks, as of a message, a modal or the App Home.

    Args:
        blocks: Right ones; see `block_kit`.
        workspace: Where names are looked up.
        files_at: What to put before a file's id to have the address of its content.

    Returns:
        HTML, one `div` a block, safe whatever the blocks say.
    """
    painter = _Painter(workspace, files_at)
    return "".join(painter.block(one) for one in blocks)


def message_as_html(message: Message, workspace: Workspace, *, files_at: str = _FILES_AT) -> str:
    """Draw what a message says: its blocks, or else its text, and its files.

    Who said it and when, reactions and the thread are the page's business.
    """
    painter = _Painter(workspace, files_at)
    drawn = ""
    if message.stream is not None or not message.blocks:
        said = passages_as_html(passages_of_text(message), workspace)
        drawn += tag("div", said, css="bk-block bk-said")
    drawn += "".join(painter.block(one) for one in message.blocks)
    return drawn + "".join(painter.file(one) for one in message.files)


@dataclass(frozen=True, slots=True)
class _Painter:
    workspace: Workspace
    files_at: str

    def block(self, block: Json) -> str:
        draw = _BLOCKS.get(block["type"])
        content = escape(f"({block['type']})") if draw is None else draw(self, block)
        css = f"bk-block bk-{block['type'].replace('_', '-')}"
        return tag("div", content, css=css, data_block_id=block.get("block_id", ""))

    def part(self, part: Json, block: Json) -> str:
        """A text, a picture or something to press in a block."""
        match part["type"]:
            case "plain_text" | "raw_text" | "raw_number":
                return tag("span", lines(str(part["text"])), css="bk-text")
            case "mrkdwn":
                loose = not part.get("verbatim", False)
                found = passages_of_mrkdwn(part["text"], finds_links=loose, finds_names=loose)
                return passages_as_html(found, self.workspace)
            case "rich_text":
                return passages_as_html(passages_of_rich_text(part), self.workspace)
            case "image":
                return self.image(part)
            case _:
                return Controls(self.workspace, block.get("block_id", "")).draw(part)

    def parts(self, parts: list[Json], block: Json) -> str:
        return "".join(self.part(one, block) for one in parts)

    def image(self, image: Json) -> str:
        file = image.get("slack_file", {})
        address = (
            image.get("image_url") or file.get("url") or f"{self.files_at}{file.get('id', '')}"
        )
        return picture(address, image["alt_text"])

    def file(self, name: str) -> str:
        file = self.workspace.files.get(name)
        if file is None:
            return tag("div", escape(f"(file: {name})"), css="bk-block bk-file")
        address, title = f"{self.files_at}{file.id}", escape(file.title or file.name)
        is_picture = (guess_type(file.name)[0] or "").startswith("image/")
        caption = tag("figcaption", title if is_picture else link(address, title))
        drawn = picture(address, file.alt_text or file.title or file.name) if is_picture else ""
        return tag("figure", caption + drawn, css="bk-block bk-file", data_file_id=file.id)


def _section(painter: _Painter, block: Json) -> str:
    drawn = painter.part(block["text"], block) if "text" in block else ""
    fields = "".join(
        tag("div", painter.part(one, block), css="bk-cell") for one in block.get("fields", [])
    )
    drawn += tag("div", fields, css="bk-fields") if fields else ""
    if "accessory" in block:
        drawn += tag("div", painter.part(block["accessory"], block), css="bk-accessory")
    return drawn


def _elements(painter: _Painter, block: Json) -> str:
    return painter.parts(block["elements"], block)


def _image(painter: _Painter, block: Json) -> str:
    title = painter.part(block["title"], block) if "title" in block else ""
    return title + painter.image(block)


def _table(painter: _Painter, block: Json) -> str:
    settings = [one or {} for one in block.get("column_settings", [])]
    drawn = ""
    for number, row in enumerate(block["rows"]):
        # Slack draws the first row as the table's head.
        name = "td" if number else "th"
        cells = ""
        for column, cell in enumerate(row):
            look = settings[column] if column < len(settings) else {}
            css = f"bk-{look.get('align', 'left')}{' bk-wrapped' if look.get('is_wrapped') else ''}"
            cells += tag(name, painter.part(cell, block), css=css)
        drawn += tag("tr", cells)
    return tag("table", drawn, css="bk-table")


def _input(painter: _Painter, block: Json) -> str:
    optional = tag("span", " (optional)", css="bk-optional") if block.get("optional") else ""
    label = tag("legend", escape(block["label"]["text"]) + optional, css="bk-label")
    hint = tag("p", escape(block["hint"]["text"]), css="bk-hint") if "hint" in block else ""
    return tag("fieldset", label + painter.part(block["element"], block) + hint, css="bk-input-set")


def _task(painter: _Painter, block: Json) -> str:
    status = tag("span", escape(block.get("status", "pending")), css="bk-status")
    title = tag("p", f"{status} {escape(block['title'])}", css="bk-heading")
    more = painter.parts([block[name] for name in ("details", "output") if name in block], block)
    sources = "".join(
        tag("li", link(one["url"], escape(one["text"]))) for one in block.get("sources", [])
    )
    return title + more + (tag("ul", sources, css="bk-list") if sources else "")


def _plan(painter: _Painter, block: Json) -> str:
    title = tag("p", escape(block["title"]), css="bk-heading")
    return title + "".join(
        painter.block({"type": "task_card", **one}) for one in block.get("tasks", [])
    )


def _card(painter: _Painter, block: Json) -> str:
    names = ("hero_image", "icon", "title", "subtitle", "body")
    parts = [block[name] for name in names if name in block]
    return painter.parts([*parts, *block.get("actions", [])], block)


def _video(_painter: _Painter, block: Json) -> str:
    title = link(block.get("title_url", ""), escape(block["title"]["text"]))
    return title + tag("span", escape(f"(video: {block['alt_text']})"), css="bk-text")


_BLOCKS: Mapping[str, Callable[[_Painter, Json], str]] = {
    "section": _section,
    "header": lambda painter, block: tag("h3", painter.part(block["text"], block)),
    "divider": lambda _painter, _block: opening("hr"),
    "image": _image,
    "context": _elements,
    "actions": _elements,
    "context_actions": _elements,
    "rich_text": lambda painter, block: painter.part(block, block),
    "markdown": lambda painter, block: passages_as_html(
        passages_of_markdown(block["text"]), painter.workspace
    ),
    "table": _table,
    "input": _input,
    "task_card": _task,
    "plan": _plan,
    "card": _card,
    "alert": lambda painter, block: painter.part(block["text"], block),
    "video": _video,
}

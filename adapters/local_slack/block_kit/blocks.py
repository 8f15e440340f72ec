"""The blocks, and where each may stand.

Source: https://docs.slack.dev/reference/block-kit/blocks, and the limits that
slack_sdk/models/blocks/blocks.py gives.  Left out, hence refused: call, carousel, container, data tables,
data visualisations and authentication providers, which nobody here sends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adapters.local_slack.block_kit.elements import (
    IMAGE_ELEMENT,
    IN_ACTIONS,
    IN_CARD,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from adapters.local_slack.block_kit.rich_text import RICH_TEXT
from adapters.local_slack.block_kit.schema import (
    Address,
    Choice,
    Fault,
    Flag,
    Items,
    Json,
    Kinds,
    Number,
    OrNull,
    Record,
    Rule,
    Shape,
    String,
    choice,
    exactly_one_of,
    one_or_more_of,
)
from adapters.local_slack.block_kit.texts import (
    SLACK_FILE,
    WEB_ADDRESS,
    any_text,
    mrkdwn,
    plain_text,
    text_kinds,
)

BLOCK_ID = String(255)
MOST_MARKDOWN_CHARACTERS = 12_000
"""Of all Markdown blocks of a message together."""

_EVERYWHERE = frozenset({"message", "modal", "home"})
_MESSAGE = frozenset({"message"})
_HTTPS = Address(schemes=frozenset({"https"}))


def _record(
    name: str,
    required: Mapping[str, Shape] | None = None,
    optional: Mapping[str, Shape] | None = None,
    rules: tuple[Rule, ...] = (),
) -> Record:
    return Record(
        required={"type": Choice(frozenset({name})), **(required or {})},
        optional={"block_id": BLOCK_ID, **(optional or {})},
        rules=rules,
    )


_SECTION = _record(
    "section",
    optional={
        "text": any_text(3000),
        "fields": Items(any_text(2000), at_most=10),
        "accessory": IN_SECTION,
        "expand": Flag(),
    },
    rules=(one_or_more_of("text", "fields"),),
)
_IMAGE = _record(
    "image",
    {"alt_text": String(2000)},
    {"image_url": WEB_ADDRESS, "slack_file": SLACK_FILE, "title": plain_text(2000)},
    rules=(exactly_one_of("image_url", "slack_file"),),
)
_CONTEXT = _record(
    "context",
    {"elements": Items(Kinds({**text_kinds(3000), "image": IMAGE_ELEMENT}), at_most=10)},
)
_INPUT = _record(
    "input",
    {"label": plain_text(2000), "element": IN_INPUT},
    {"hint": plain_text(2000), "optional": Flag(), "dispatch_action": Flag()},
)
_VIDEO = _record(
    "video",
    {
        "alt_text": String(),
        "title": plain_text(199),
        "thumbnail_url": WEB_ADDRESS,
        "video_url": _HTTPS,
    },
    {
        "title_url": _HTTPS,
        "description": plain_text(200),
        "provider_icon_url": WEB_ADDRESS,
        "provider_name": String(),
        "author_name": String(49),
    },
)


def _rows_of_one_length(table: Json, at: str) -> Iterator[Fault]:
    if len({len(row) for row in table["rows"]}) > 1:
        yield Fault("all rows must have the same number of cells", f"{at}/rows")


_CELL = Kinds(
    {
        "raw_text": Record(required={"type": choice("raw_text"), "text": String()}),
        "raw_number": Record(
            required={
                "type": choice("raw_number"),
                "value": Number(whole=False),
                "text": String(),
            }
        ),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = Record(optional={"align": choice("left center right"), "is_wrapped": Flag()})
_TABLE = _record(
    "table",
    {"rows": Items(Items(_CELL, at_most=20), at_most=100)},
    {"column_settings": Items(OrNull(_COLUMN), at_most=20)},
    rules=(_rows_of_one_length,),
)

_URL_SOURCE = Record(required={"type": choice("url"), "url": Address(), "text": String()})
_TASK = _record(
    "task_card",
    {
        "task_id": String(),
        "title": String(),
    },
    {
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": Items(_URL_SOURCE),
        "status": choice("pending in_progress complete error"),
    },
)
_CARD = _record(
    "card",
    optional={
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": mrkdwn(200),
        "actions": Items(IN_CARD, at_most=3),
    },
    rules=(one_or_more_of("hero_image", "title", "actions", "body"),),
)

_BLOCKS: Mapping[str, tuple[Record, frozenset[str]]] = {
    "section": (_SECTION, _EVERYWHERE),
    "header": (_record("header", {"text": plain_text(150)}), _EVERYWHERE),
    "divider": (_record("divider"), _EVERYWHERE),
    "image": (_IMAGE, _EVERYWHERE),
    "context": (_CONTEXT, _EVERYWHERE),
    "actions": (_record("actions", {"elements": Items(IN_ACTIONS, at_most=25)}), _EVERYWHERE),
    "input": (_INPUT, _EVERYWHERE),
    "rich_text": (RICH_TEXT, _EVERYWHERE),
    "video": (_VIDEO, _EVERYWHERE),
    "context_actions": (
        _record("context_actions", {"elements": Items(IN_CONTEXT_ACTIONS, at_most=5)}),
        _MESSAGE,
    ),
    "markdown": (_record("markdown", {"text": String(MOST_MARKDOWN_CHARACTERS)}), _MESSAGE),
    "table": (_TABLE, _MESSAGE),
    "file": (
        _record("file", {"external_id": String(), "source": choice("remote")}),
        _MESSAGE,
    ),
    "task_card": (_TASK, _MESSAGE),
    "plan": (
        _record("plan", {"title": String()}, {"tasks": Items(Kinds({"task_card": _TASK}))}),
        _MESSAGE,
    ),
    "card": (_CARD, _MESSAGE),
    "alert": (
        _record(
            "alert",
            {"text": any_text(200)},
            {"level": choice("default info warning error success")},
        ),
        frozenset({"modal"}),
    ),
}


def blocks_of(surface: str) -> Kinds:
    """The blocks that a surface takes.

    Args:
        surface: `message`, `modal` or `home`.
    """
    return Kinds({name: record for name, (record, where) in _BLOCKS.items() if surface in where})

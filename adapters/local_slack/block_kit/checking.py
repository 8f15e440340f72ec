"""Blocks and views as a whole: what each block must be, and what they must be together.

The Web API's methods call it before they show anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from adapters.local_slack.block_kit.blocks import MOST_MARKDOWN_CHARACTERS, blocks_of
from adapters.local_slack.block_kit.counting import characters_of
from adapters.local_slack.block_kit.schema import (
    Choice,
    Fault,
    Flag,
    Items,
    Json,
    Record,
    Shape,
    String,
)
from adapters.local_slack.block_kit.texts import plain_text
from adapters.local_slack.refusals import SlackRefusal

_MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
"""Source: https://docs.slack.dev/reference/block-kit/blocks"""

_MOST_TABLE_CHARACTERS = 10_000
"""Of all cells of a message.  Source: https://docs.slack.dev/reference/block-kit/blocks/table-block"""

_MOST_VIEW_BYTES = 250_000
"""Source: https://docs.slack.dev/reference/methods/views.open (`view_too_large`)."""

_DIVIDING_ROW = re.compile(r"^ {0,3}\|?[ :]*-+[ :]*(?:\|[ :]*-+[ :]*)+\|?[ ]*$", re.MULTILINE)


def check_blocks(blocks: object, *, surface: str) -> None:
    """Refuse blocks that Slack would refuse.

    Args:
        blocks: A list of blocks, or its JSON.  An empty list is right: the message has none.
        surface: `message`, `modal` or `home`.

    Raises:
        SlackRefusal: `invalid_blocks_format`, where it is no list; `invalid_blocks`, with `errors`
            and `messages`; `invalid_attachments` (`only_one_table_allowed`).
    """
    if isinstance(blocks, str):
        try:
            blocks = json.loads(blocks)
        except ValueError as error:
            raise SlackRefusal("invalid_blocks_format") from error
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        raise SlackRefusal("invalid_blocks_format")
    faults = list(_faults_of_blocks(blocks, "/blocks", surface, at_least=0))
    if faults:
        messages = [str(fault) for fault in faults]
        errors = [message.removeprefix("[ERROR] ") for message in messages]
        raise SlackRefusal("invalid_blocks", errors=errors, messages=messages)
    if sum(_tables_in(block) for block in blocks) > 1:
        raise SlackRefusal("invalid_attachments", messages=["[ERROR] only_one_table_allowed"])


def check_view(view: object) -> None:
    """Refuse a modal or an App Home that Slack would refuse.

    Args:
        view: The view, or its JSON.

    Raises:
        SlackRefusal: `view_too_large`, or `invalid_arguments` with `messages`.
    """
    if isinstance(view, str):
        try:
            view = json.loads(view)
        except ValueError as error:
            raise _view_refused([Fault("must provide an object", "/view")]) from error
    if not isinstance(view, dict):
        raise _view_refused([Fault("must provide an object", "/view")])
    if len(json.dumps(view, ensure_ascii=False).encode()) > _MOST_VIEW_BYTES:
        raise SlackRefusal("view_too_large")
    faults = list(_faults_of_view(view))
    if faults:
        raise _view_refused([Fault("failed to match all allowed schemas", "/view"), *faults])


def _view_refused(faults: list[Fault]) -> SlackRefusal:
    return SlackRefusal("invalid_arguments", messages=[str(fault) for fault in faults])


def _views() -> dict[str, Record]:
    both: dict[str, Shape] = {
        "private_metadata": String(3000, at_least=0),
        "callback_id": String(255, at_least=0),
        "external_id": String(255, at_least=0),
    }
    modal: dict[str, Shape] = {
        "submit": plain_text(24),
        "close": plain_text(24),
        "clear_on_close": Flag(),
        "notify_on_close": Flag(),
        "submit_disabled": Flag(),
    }
    anything = Items(Record(), at_least=0)
    return {
        "modal": Record(
            required={
                "type": Choice(frozenset({"modal"})),
                "title": plain_text(24),
                "blocks": anything,
            },
            optional={**both, **modal},
        ),
        "home": Record(
            required={"type": Choice(frozenset({"home"})), "blocks": anything}, optional=both
        ),
    }


def _faults_of_view(view: Json) -> Iterator[Fault]:
    kind = view.get("type")
    if not isinstance(kind, str) or kind not in ("modal", "home"):
        problem = (
            "unsupported type: " + str(kind) if "type" in view else "missing required field: type"
        )
        yield Fault(problem, "/view")
        return
    blocks = view.get("blocks")
    # What stands in the blocks is told below, with the surface in mind.
    frame = {**view, "blocks": []} if isinstance(blocks, list) else view
    yield from _views()[kind].faults(frame, "/view")
    if not isinstance(blocks, list):
        return
    yield from _faults_of_blocks(blocks, "/view/blocks", kind, at_least=1)
    takes_input = any(isinstance(one, dict) and one.get("type") == "input" for one in blocks)
    if kind == "modal" and takes_input and "submit" not in view:
        yield Fault("missing required field: submit", "/view")


def _faults_of_blocks(
    blocks: list[Json], at: str, surface: str, *, at_least: int
) -> Iterator[Fault]:
    shape = Items(blocks_of(surface), _MOST_BLOCKS[surface], at_least)
    wrong = list(shape.faults(blocks, at))
    yield from wrong
    if wrong:
        return
    yield from _repeated_blocks(blocks, at)
    for number, block in enumerate(blocks):
        yield from _repeated_actions(block, f"{at}/{number}")
    yield from _too_much_together(blocks, at)
    for number, block in enumerate(blocks):
        if surface != "modal" and block.get("element", {}).get("type") == "file_input":
            yield Fault("unsupported type: file_input", f"{at}/{number}/element/type")


def _repeated_blocks(blocks: list[Json], at: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        name = block.get("block_id")
        if name in seen:
            yield Fault(f'`block_id` "{name}" already exists', f"{at}/{number}/block_id")
        elif name is not None:
            seen.add(name)


def _repeated_actions(block: Json, at: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for field in ("elements", "actions"):
        for number, element in enumerate(block.get(field, [])):
            name = element.get("action_id")
            if name in seen:
                place = f"{at}/{field}/{number}/action_id"
                yield Fault(f'`action_id` "{name}" already exists', place)
            elif name is not None:
                seen.add(name)


def _too_much_together(blocks: list[Json], at: str) -> Iterator[Fault]:
    markdown = sum(len(one["text"]) for one in blocks if one["type"] == "markdown")
    if markdown > MOST_MARKDOWN_CHARACTERS:
        yield Fault(f"must be less than {MOST_MARKDOWN_CHARACTERS + 1} characters", at)
    tables = [one for one in blocks if one["type"] == "table"]
    if characters_of(tables) > _MOST_TABLE_CHARACTERS:
        yield Fault(f"tables must be less than {_MOST_TABLE_CHARACTERS + 1} characters", at)


def _tables_in(block: Json) -> int:
    """How many tables a block becomes; Slack makes tables of those in Markdown too."""
    if block["type"] == "markdown":
        return len(_DIVIDING_ROW.findall(block["text"]))
    return int(block["type"] == "table")

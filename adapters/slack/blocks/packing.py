"""Packs the pieces of an answer into messages, by Slack's limits.

Called by the makers of messages in this folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.slack.blocks.fitting import fitted
from adapters.slack.blocks.pieces import Paragraph, Piece, cost_of
from adapters.slack.blocks.rich_text import rich_text_block
from adapters.slack.blocks.tables import table_block
from adapters.slack.names import MOST_BLOCK_CHARACTERS, MOST_BLOCKS
from core.chatting.markdown.runs import Rule, Table

MOST_ENDING_BLOCKS = 6
"""That may follow the text in the last message."""


@dataclass(slots=True)
class _Page:
    """A message that is being filled."""

    pieces: list[Piece] = field(default_factory=list)
    characters: int = 0
    blocks: int = 0
    has_table: bool = False

    def takes(self, piece: Piece, most_characters: int) -> bool:
        """Whether there is room for one more."""
        is_table = isinstance(piece, Table)
        return (
            self.characters + cost_of(piece) <= most_characters
            and self.blocks + self._new_blocks(piece) <= MOST_BLOCKS - MOST_ENDING_BLOCKS
            # Source: Slack answers `only_one_table_allowed` to more.
            and not (is_table and self.has_table)
        )

    def add(self, piece: Piece) -> None:
        """Put a piece at the end."""
        self.blocks += self._new_blocks(piece)
        self.characters += cost_of(piece)
        self.has_table |= isinstance(piece, Table)
        self.pieces.append(piece)

    def _new_blocks(self, piece: Piece) -> int:
        is_text = not isinstance(piece, Table | Rule)
        goes_on = bool(self.pieces) and not isinstance(self.pieces[-1], Table | Rule)
        return 0 if is_text and goes_on else 1


def packed(
    pieces: Sequence[Piece], *, reserve: int = 0, most_characters: int = MOST_BLOCK_CHARACTERS
) -> tuple[tuple[Piece, ...], ...]:
    """Divide pieces among messages; none is cut that fits into one.

    Args:
        pieces: In order.
        reserve: Characters that are left free in each message for what follows the text.
        most_characters: Of all blocks of one message.
    """
    room = most_characters - reserve
    pages = [_Page()]
    for piece in fitted(pieces, room):
        if not pages[-1].takes(piece, room):
            pages.append(_turned(pages[-1]))
            if not pages[-1].takes(piece, room):
                pages.append(_Page())
        pages[-1].add(piece)
    return tuple(tuple(page.pieces) for page in pages if page.pieces)


def _turned(page: _Page) -> _Page:
    """A new page, to which a heading goes that would end the old one."""
    fresh = _Page()
    last = page.pieces[-1] if len(page.pieces) > 1 else None
    if isinstance(last, Paragraph) and last.is_heading:
        page.pieces.pop()
        fresh.add(last)
    return fresh


def drawn(pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """The blocks of one message."""
    blocks: list[dict[str, Any]] = []
    text: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Table | Rule):
            blocks += [rich_text_block(text)] if text else []
            blocks.append(table_block(piece) if isinstance(piece, Table) else {"type": "divider"})
            text = []
        else:
            text.append(piece)
    return blocks + ([rich_text_block(text)] if text else [])

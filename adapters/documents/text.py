"""`TextParser`: plain text, also reStructuredText read as plain text, becomes a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.decoding import decode
from core.domain import Address, Block, BlockKind, Page
from core.errors import SourceError
from core.page_dates import find_published
from core.page_text import clean, title_from_address

_UNDERLINE = re.compile(r"^([=\-~^\"'#*+`])\1{2,}\s*$")
_ITEM = re.compile(r"^(?P<indent>\s*)(?P<marker>[-*•·‣▪]|\d{1,3}[.)])\s+(?P<text>\S.*)$")
_INDENT_WIDTH = 2
_PROSE_WIDTH = 55
"""Characters; a shorter line was ended on purpose, a longer one by the margin."""
_CAPITALS_WIDTH = 60
_MAX_DEPTH = 5
_FIRST_LEVELS = {"=": 1, "#": 1, "*": 1, "-": 2, "+": 2}


class TextParser:
    """Reads plain text files; implements `core.ports.PageParser`."""

    def parse(self, data: bytes, *, address: Address, media_type: str, charset: str = "") -> Page:
        """Parse a text file; see `core.ports.PageParser`."""
        del media_type
        text = decode(data, charset).replace("\0", "").expandtabs(4)
        blocks = tuple(_blocks(text.splitlines()))
        if not blocks:
            raise SourceError("The text file is empty: there is nothing to index.")
        headings = [block.text for block in blocks if block.kind is BlockKind.HEADING]
        is_headed = blocks[0].kind is BlockKind.HEADING
        return Page(
            address=address,
            title=headings[0] if is_headed else title_from_address(address),
            blocks=blocks,
            published=find_published(text),
        )


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Write the blocks of a text, line by line."""
    running: Block | None = None
    last_width = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        previous = lines[index - 1] if index else ""
        text = clean(line)
        started = _start(line, text, previous, following)
        is_ended = not text or _UNDERLINE.match(line) or started is not None
        if running is not None and (is_ended or not _reads_on(running, text, last_width)):
            yield running
            running = None
        if text and not _UNDERLINE.match(line):
            if running is not None:
                joined = f"{running.text} {text}"
                running = Block(running.kind, joined, running.level, running.marker)
            else:
                running = started or Block(BlockKind.PARAGRAPH, text)
        last_width = len(line.rstrip())
    if running is not None:
        yield running


def _start(line: str, text: str, previous: str, following: str) -> Block | None:
    """Return the block that a line begins because of its form, or None."""
    underline = _UNDERLINE.match(following)
    if text and underline and not _UNDERLINE.match(line):
        return Block(BlockKind.HEADING, text, _FIRST_LEVELS.get(underline[1], 3))
    if match := _ITEM.match(line):
        marker = match["marker"]
        marker = f"{marker[:-1]}." if marker[:-1].isdigit() else "-"
        depth = min(len(match["indent"]) // _INDENT_WIDTH, _MAX_DEPTH)
        return Block(BlockKind.ITEM, clean(match["text"]), depth, marker)
    is_alone = not previous.strip() and not following.strip()
    if is_alone and text.isupper() and len(text) <= _CAPITALS_WIDTH:
        return Block(BlockKind.HEADING, text, 2)
    return None


def _reads_on(running: Block, text: str, last_width: int) -> bool:
    """Whether a line continues the one before it."""
    if running.kind is BlockKind.HEADING:
        return False
    is_prose = last_width >= _PROSE_WIDTH
    return running.kind is BlockKind.ITEM or is_prose or text[:1].islower()

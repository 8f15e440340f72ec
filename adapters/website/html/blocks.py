"""The content of a page becomes blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from adapters.website.html.inline import (
    BLOCK_TAGS,
    element_text,
    inline_text,
    lines_of,
    one_line,
)
from adapters.website.html.tables import is_layout, layout_cells, table_rows
from core.domain import Address, Block, BlockKind
from core.page_text import clean, is_linked, linked

_MAX_DEPTH = 150
"""Elements nested deeper than this are read as running text."""
_MAX_LEVEL = 6
_BOLD_HEADING_LENGTH = 120
_NOT_A_HEADING = re.compile(r"[.!;,:]$|@|\]\(|\d{4}")
_EDIT_LINK = re.compile(r"\s*\[edit\]$|\s*[¶#]$")


class BlockWriter:
    """Walks elements and writes blocks.  One writer serves one page."""

    def __init__(self, address: Address, panel_labels: Mapping[str, str]) -> None:
        self._base = address
        self._panel_labels = panel_labels
        """What the tab is called that shows the element of an id."""
        self._blocks: list[Block] = []
        self._running: list[str] = []
        """Text since the last block, waiting for its end."""
        self._has_plain = False
        """Whether the running text has anything that is not bold."""
        self._bold: set[int] = set()
        """Places of whole paragraphs in bold: headings, perhaps."""
        self._item: tuple[str, int] | None = None
        """Marker and depth of the list item whose first text is still to come."""
        self._term = ""
        """The defined term that is put before the next text."""
        self._level = 1
        self._list_depth = 0
        self._depth = 0

    def write(self, content: etree._Element) -> tuple[Block, ...]:
        """Write the blocks of an element."""
        self._walk(content)
        self._flush()
        return tuple(self._with_bold_headings())

    # Walking

    def _walk(self, element: etree._Element) -> None:
        """Take in an element's text and children; the element's own kind is the caller's."""
        self._depth += 1
        self._add(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._take(child)
            self._add(child.tail or "")
        self._depth -= 1

    def _take(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if self._depth > _MAX_DEPTH:
            self._add(" ".join(element.itertext()))
        elif handler := _HANDLERS.get(tag):
            self._flush()
            handler(self, element)
        elif element.get("role") == "heading":
            self._flush()
            self._heading(element)
        elif tag in BLOCK_TAGS:
            self._container(element)
        elif tag == "button":
            self._flush()
            self._question(clean(inline_text(element, self._base, with_links=False)))
        elif self._holds_blocks(element):
            self._container(element)
        else:
            self._inline(element, is_bold=tag in ("b", "strong"))

    def _holds_blocks(self, element: etree._Element) -> bool:
        return len(element) > 0 and any(
            child.tag in BLOCK_TAGS for child in element.iterdescendants()
        )

    def _container(self, element: etree._Element) -> None:
        self._flush()
        if self._panel_labels and (label := self._panel_labels.get(element.get("id", ""))):
            self._question(label)
        start = len(self._blocks)
        self._walk(element)
        self._flush()
        if element.tag == "a" and len(self._blocks) > start:
            self._card_link(element, self._blocks[start])

    def _card_link(self, anchor: etree._Element, first: Block) -> None:
        """Keep the target of a link that wraps whole blocks, named by the first of them."""
        text = linked(first.text, anchor.get("href", ""), self._base)
        if text != first.text:
            self._emit(BlockKind.PARAGRAPH, text)

    def _inline(self, element: etree._Element, *, is_bold: bool) -> None:
        text = element_text(element, self._base)
        self._running.append(text)
        self._has_plain = self._has_plain or (not is_bold and bool(text.strip()))

    def _add(self, text: str) -> None:
        if text:
            self._running.append(text)
            self._has_plain = self._has_plain or not text.isspace()

    # Writing

    def _flush(self) -> None:
        """End the running text: it becomes a paragraph, or paragraphs, or a list item."""
        text, is_bold = "".join(self._running), not self._has_plain
        self._running.clear()
        self._has_plain = False
        if not text or text.isspace():
            return
        if self._item is not None:
            if line := one_line(text):
                self._emit_item(line)
            return
        for line in lines_of(text):
            if is_bold and len(line) <= _BOLD_HEADING_LENGTH and not _NOT_A_HEADING.search(line):
                self._bold.add(len(self._blocks))
            self._emit(BlockKind.PARAGRAPH, line)

    def _emit_item(self, line: str) -> None:
        marker, depth = self._item or ("-", 0)
        text = f"{self._term}: {line}" if self._term else line
        self._item, self._term = None, ""
        self._blocks.append(Block(BlockKind.ITEM, text, level=depth, marker=marker))

    def _emit(self, kind: BlockKind, text: str, level: int = 0) -> None:
        if self._term:
            term, (marker, depth) = self._term, self._item or ("-", 0)
            self._blocks.append(Block(BlockKind.ITEM, term, level=depth, marker=marker))
        self._item, self._term = None, ""
        self._blocks.append(Block(kind, text, level=level))

    def _with_bold_headings(self) -> list[Block]:
        """Make headings of the bold paragraphs that something follows, one level down."""
        blocks = list(self._blocks)
        level = 1
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.HEADING:
                level = block.level
            following = self._blocks[index + 1 : index + 2]
            if index not in self._bold or not following or index + 1 in self._bold:
                continue
            if following[0].kind is not BlockKind.HEADING:
                lower = min(level + 1, _MAX_LEVEL)
                blocks[index] = Block(BlockKind.HEADING, block.text, level=lower)
        return blocks

    def _question(self, text: str) -> None:
        """Write what opens a folded text or a tab: the heading of what it opens."""
        if text:
            self._emit(BlockKind.HEADING, text, min(self._level + 1, _MAX_LEVEL))

    # Elements with a meaning of their own

    def _heading(self, element: etree._Element) -> None:
        text = one_line(inline_text(element, self._base, with_links=False))
        text = _EDIT_LINK.sub("", text)
        if not text:
            return
        tag = str(element.tag)
        digits = tag[1:] if tag[1:].isdigit() else element.get("aria-level", "2")
        self._level = min(max(int(digits) if digits.isdigit() else 2, 1), _MAX_LEVEL)
        self._emit(BlockKind.HEADING, text, self._level)
        # A heading stays plain; where it leads is told in a paragraph of its own.
        linked_text = _EDIT_LINK.sub("", one_line(inline_text(element, self._base)))
        if linked_text != text and is_linked(linked_text):
            self._emit(BlockKind.PARAGRAPH, linked_text)

    def _list(self, element: etree._Element) -> None:
        is_ordered = element.tag == "ol"
        number = _whole(element.get("start"), 1)
        for child in element:
            if child.tag == "li":
                number = _whole(child.get("value"), number)
                self._list_item(child, f"{number}." if is_ordered else "-")
                number += 1
            elif isinstance(child.tag, str):
                # Broken HTML hangs nested lists beside the items.
                self._list_depth += 1
                self._take(child)
                self._flush()
                self._list_depth -= 1

    def _list_item(self, element: etree._Element, marker: str) -> None:
        self._item = (marker, self._list_depth)
        self._list_depth += 1
        self._walk(element)
        self._flush()
        self._list_depth -= 1
        self._item = None

    def _definitions(self, element: etree._Element) -> None:
        """Write `Term: definition` items; further blocks of a definition follow as they are."""
        terms: list[str] = []
        has_definition = False
        for child in element.iterchildren("dt", "dd", "div"):
            if child.tag == "div":
                self._definitions(child)
            elif child.tag == "dt":
                terms = [] if has_definition else terms
                terms.append(one_line(inline_text(child, self._base)).rstrip(": "))
                has_definition = False
            else:
                self._term = " / ".join(filter(None, terms))
                self._list_item(child, "-")
                self._finish_term()
                has_definition = True
        if terms and not has_definition:
            self._term = " / ".join(filter(None, terms))
            self._finish_term()

    def _finish_term(self) -> None:
        if self._term:
            self._blocks.append(
                Block(BlockKind.ITEM, self._term, level=self._list_depth, marker="-")
            )
        self._term = ""

    def _table(self, element: etree._Element) -> None:
        for caption in element.iterchildren("caption"):
            if text := one_line(inline_text(caption, self._base)):
                self._emit(BlockKind.PARAGRAPH, text)
        if is_layout(element):
            for cell in layout_cells(element):
                self._container(cell)
            return
        for row in table_rows(element, self._base):
            self._emit(BlockKind.ROW, row)

    def _code(self, element: etree._Element) -> None:
        text = "".join(element.itertext()).strip("\n").rstrip()
        if text.strip():
            self._emit(BlockKind.CODE, text)

    def _summary(self, element: etree._Element) -> None:
        self._question(one_line(inline_text(element, self._base, with_links=False)))

    def _nothing(self, element: etree._Element) -> None:
        """End the paragraph, as a ruler does."""


def _whole(value: str | None, default: int) -> int:
    """Read a list's number as HTML gives it."""
    text = (value or "").strip()
    return int(text[:9]) if text.isascii() and text.isdigit() else default


_HANDLERS: dict[str, Callable[[BlockWriter, etree._Element], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockWriter._heading),  # noqa: SLF001
    **dict.fromkeys(("ul", "ol", "menu"), BlockWriter._list),  # noqa: SLF001
    "dl": BlockWriter._definitions,  # noqa: SLF001
    "table": BlockWriter._table,  # noqa: SLF001
    "pre": BlockWriter._code,  # noqa: SLF001
    "summary": BlockWriter._summary,  # noqa: SLF001
    "hr": BlockWriter._nothing,  # noqa: SLF001
}

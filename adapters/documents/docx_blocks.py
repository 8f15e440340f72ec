"""The body of a Word document becomes blocks: headings by style, numbered lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from adapters.documents.docx_numbering import Numbering
from core.domain import Address, Block, BlockKind
from core.page_text import clean, linked
from core.table_rows import Cell, rows_of

Element: TypeAlias = Any
"""An lxml element; python-docx comes without types."""

_NAMES = """
    p tbl tr tc t tab br cr noBreakHyphen hyperlink del moveFrom moveTo ins r rPr b pPr pStyle
    outlineLvl val tcPr gridSpan vMerge tblHeader trPr instrText fldChar fldCharType fldSimple
    instr sdt sdtContent smartTag customXml txbxContent
"""
_W = {name: qn(f"w:{name}") for name in _NAMES.split()}
_RELATION = qn("r:id")
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = {_W[name] for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo")}
_SKIPPED = {_W["del"], _W["moveFrom"], _ALTERNATIVE}
_FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_TITLE_STYLE = re.compile(r"^title$", re.IGNORECASE)
_TOC_STYLE = re.compile(r"^(?:toc\s?\d|toc ?heading|table of (?:contents|figures))", re.IGNORECASE)
_MAX_LEVEL = 6
_BOLD_HEADING_LENGTH = 100
_MAX_COLUMNS = 60


class DocxWriter:
    """Writes the blocks of one document."""

    def __init__(self, document: Any, address: Address) -> None:
        self._relations = document.part.rels
        self._styles = {style.style_id: style for style in document.styles}
        self._numbering = Numbering(document)
        self._base = address
        self.title = ""
        """The text of the paragraph styled as title, once the body is written."""

    def write(self, body: Element) -> Iterator[Block]:
        """Write the blocks of the body, content controls and insertions included."""
        for child in body:
            if child.tag == _W["p"]:
                yield from self._paragraph(child)
            elif child.tag == _W["tbl"]:
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self.write(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        style = self._style_name(paragraph)
        text = self._text(paragraph)
        if not text or _TOC_STYLE.match(style):
            return
        if _TITLE_STYLE.match(style):
            self.title = self.title or text
            yield Block(BlockKind.HEADING, text, 1)
        elif level := self._heading_level(paragraph):
            yield Block(BlockKind.HEADING, text, level)
        elif place := self._numbering.place(paragraph, self._style_of(paragraph)):
            yield Block(BlockKind.ITEM, text, place.depth, place.marker)
        else:
            yield Block(BlockKind.PARAGRAPH, text)
        for box in paragraph.iter(_W["txbxContent"]):
            if not any(above.tag == _ALTERNATIVE for above in box.iterancestors()):
                yield from self.write(box)

    def _heading_level(self, paragraph: Element) -> int:
        """Return a heading's level by its own outline level or its style's; 0 for other text."""
        outline = _first(paragraph, "pPr", "outlineLvl")
        style = self._style_of(paragraph)
        seen = 0
        while outline is None and style is not None and seen < _MAX_LEVEL:
            # Styles are named in the author's language; outline levels are not.
            outline = _first(style.element, "pPr", "outlineLvl")
            if match := re.match(r"heading (\d)", (style.name or "").lower()):
                return min(int(match[1]), _MAX_LEVEL)
            style = style.base_style
            seen += 1
        level = int(outline.get(_W["val"], "9")) + 1 if outline is not None else 0
        return level if level <= _MAX_LEVEL else 0

    def _style_of(self, paragraph: Element) -> Any:
        named = _first(paragraph, "pPr", "pStyle")
        return self._styles.get(named.get(_W["val"])) if named is not None else None

    def _style_name(self, paragraph: Element) -> str:
        style = self._style_of(paragraph)
        return (style.name or "") if style is not None else ""

    # Running text

    def _text(self, paragraph: Element) -> str:
        parts: list[str] = []
        field = _Field()
        self._collect(paragraph, parts, field)
        return clean("".join(parts))

    def _collect(self, element: Element, parts: list[str], field: _Field) -> None:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or tag == _W["txbxContent"]:
                continue
            if tag == _W["t"]:
                parts.append(child.text or "")
            elif tag in (_W["tab"], _W["br"], _W["cr"]):
                parts.append(" ")
            elif tag == _W["noBreakHyphen"]:
                parts.append("-")
            elif tag == _W["hyperlink"]:
                parts.append(self._link(child, self._target(child)))
            elif tag == _W["fldSimple"] and (
                match := _FIELD_LINK.search(child.get(_W["instr"], ""))
            ):
                parts.append(self._link(child, match[1]))
            elif tag in (_W["fldChar"], _W["instrText"]):
                field.take(child, parts, self._base)
            else:
                self._collect(child, parts, field)

    def _link(self, element: Element, target: str) -> str:
        parts: list[str] = []
        self._collect(element, parts, _Field())
        raw = "".join(parts)
        text = linked(clean(raw), target, self._base)
        return f"{' ' * raw.startswith(' ')}{text}{' ' * raw.endswith(' ')}"

    def _target(self, hyperlink: Element) -> str:
        relation = self._relations.get(hyperlink.get(_RELATION, ""))
        return str(relation.target_ref) if relation is not None and relation.is_external else ""

    # Tables

    def _table(self, table: Element) -> Iterator[Block]:
        rows = list(_children(table, "tr"))
        cells = [cell for row in rows for cell in _children(row, "tc")]
        if len(cells) == 1 or all(len(list(_children(row, "tc"))) <= 1 for row in rows):
            # A single column is a frame around text.
            for cell in cells:
                yield from self.write(cell)
            return
        marked = 0
        for row in rows:
            if _first(row, "trPr", "tblHeader") is None:
                break
            marked += 1
        header_rows = marked if 0 < marked < len(rows) else None
        for text in rows_of(self._grid(rows), header_rows):
            yield Block(BlockKind.ROW, text)

    def _grid(self, rows: list[Element]) -> list[list[Cell]]:
        grid: list[list[Cell]] = []
        origin = 0
        for row in rows:
            line: list[Cell] = []
            for element in _children(row, "tc"):
                origin += 1
                cell = Cell(self._cell_text(element), is_bold=_is_bold(element), origin=origin)
                merged = _first(element, "tcPr", "vMerge")
                is_continued = (
                    merged is not None and merged.get(_W["val"], "continue") == "continue"
                )
                if is_continued and grid and len(line) < len(grid[-1]):
                    cell = grid[-1][len(line)]
                span = _first(element, "tcPr", "gridSpan")
                width = int(span.get(_W["val"], "1")) if span is not None else 1
                line += [cell] * max(1, min(width, _MAX_COLUMNS - len(line)))
            grid.append(line)
        width = max(map(len, grid), default=0)
        return [line + [Cell(origin=-1)] * (width - len(line)) for line in grid]

    def _cell_text(self, cell: Element) -> str:
        texts = (self._text(paragraph) for paragraph in cell.iter(_W["p"]))
        return "; ".join(filter(None, texts))


class _Field:
    """Follows a field through its runs: where its instruction ends and its result begins."""

    def __init__(self) -> None:
        self._instruction = ""
        self._start = -1

    def take(self, element: Element, parts: list[str], base: Address) -> None:
        """Take a mark or a piece of the instruction; write the link when the field ends."""
        if element.tag == _W["instrText"]:
            self._instruction += element.text or ""
            return
        match element.get(_W["fldCharType"]):
            case "begin":
                self._instruction, self._start = "", -1
            case "separate":
                self._start = len(parts)
            case "end" if self._start >= 0 and (link := _FIELD_LINK.search(self._instruction)):
                text = clean("".join(parts[self._start :]))
                parts[self._start :] = [linked(text, link[1], base)]
                self._start = -1
            case _:
                pass


def _first(element: Element, *names: str) -> Element | None:
    """Find a descendant by the names of the elements on the way."""
    for name in names:
        element = element.find(_W[name])
        if element is None:
            return None
    return element


def _children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, those within content controls too."""
    for child in element:
        if child.tag == _W[name]:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _is_bold(cell: Element) -> bool:
    """Whether all text of a cell is bold."""
    runs = [
        run for run in cell.iter(_W["r"]) if any((t.text or "").strip() for t in run.iter(_W["t"]))
    ]
    marks = [_first(run, "rPr", "b") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(_W["val"], "1") not in ("0", "false") for mark in marks
    )

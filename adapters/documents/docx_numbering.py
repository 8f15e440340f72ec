"""Word's lists: which paragraph is an item, how deep, and with which number.

Source: ECMA-376, part 1, section 17.9 (numbering).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_BULLETS = {"bullet", "none"}
_MAX_DEPTH = 8
_MAX_BASES = 10
_VAL = qn("w:val")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an item in its list."""

    depth: int
    marker: str


class Numbering:
    """Counts the items of a document's lists in reading order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, int]] = {}
        """Format and first number by list id and depth."""
        self._counts: dict[tuple[str, int], int] = {}
        self._read(document)

    def place(self, paragraph: Any, style: Any) -> Place | None:
        """Tell a paragraph's place, and count it; None when it is no item."""
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        bases = 0
        while properties is None and style is not None and bases < _MAX_BASES:
            properties = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            style = style.base_style
            bases += 1
        if properties is None:
            return None
        list_id = _value(properties, "w:numId")
        depth = min(int(_value(properties, "w:ilvl") or 0), _MAX_DEPTH)
        if list_id in ("", "0"):
            return None
        kind, first = self._levels.get((list_id, depth), ("bullet", 1))
        count = self._counts.get((list_id, depth), first - 1) + 1
        self._counts[list_id, depth] = count
        for deeper in range(depth + 1, _MAX_DEPTH + 1):
            self._counts.pop((list_id, deeper), None)
        return Place(depth, "-" if kind in _BULLETS else f"{count}.")

    def _read(self, document: Any) -> None:
        """Read the formats of all lists."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract: dict[str, Any] = {
            element.get(qn("w:abstractNumId")): element
            for element in root.findall(qn("w:abstractNum"))
        }
        for number in root.findall(qn("w:num")):
            definition = abstract.get(_value(number, "w:abstractNumId"))
            if definition is None:
                continue
            list_id = number.get(qn("w:numId"))
            for level in definition.findall(qn("w:lvl")):
                depth = int(level.get(qn("w:ilvl"), "0"))
                first = int(_value(level, "w:start") or 1)
                self._levels[list_id, depth] = (_value(level, "w:numFmt") or "bullet", first)
            for override in number.findall(qn("w:lvlOverride")):
                depth = int(override.get(qn("w:ilvl"), "0"))
                kind, first = self._levels.get((list_id, depth), ("decimal", 1))
                first = int(_value(override, "w:startOverride") or first)
                self._levels[list_id, depth] = (kind, first)


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return str(child.get(_VAL, "")) if child is not None else ""

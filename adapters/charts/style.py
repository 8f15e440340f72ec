"""How charts look: sizes in pixels, colours, lettering.

Chat shows a picture about 400 pixels wide, a third of its size, so that the smallest letters here
are three times as large as can be read.  The card is opaque and brings its own background: it
looks the same on light and on dark.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 1200
HEIGHT = 675
"""At least; charts with much in them are higher."""
MARGIN = 44

CARD = "#fcfcfa"
EDGE = "#c9cfd6"
GRID = "#e2e5e8"
SILENCE = "#eeede8"
"""Where nothing is known of any line."""
INK = "#1f2328"
MUTED = "#57606a"
BAND = "#cfe3f1"
BAND_MIDDLE = "#4a86ad"
BAR = "#0072b2"

LINES = ("#0072b2", "#c04a00", "#007f5f", "#a03c86", "#1f2328", "#8a6a00")
"""The colours of Okabe and Ito, darkened where they are too pale for a light background.

Source: https://jfly.uni-koeln.de/color/
"""
MARKS = (("o", 15), ("s", 14), ("^", 17), ("D", 14), ("v", 17), ("*", 23))
"""Beside its colour each line has a shape, of a size in pixels.  Dashes would look like gaps."""
LINE_WIDTH = 5.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """What text looks like."""

    size: float
    """Pixels."""
    colour: str = INK
    is_bold: bool = False

    @property
    def line_height(self) -> float:
        """From one line's baseline to the next, in pixels."""
        return self.size * 1.2


TITLES = (
    (Lettering(40, is_bold=True), 1),
    (Lettering(34, is_bold=True), 2),
    (Lettering(30, is_bold=True), 2),
)
"""And in how many lines: a long title is set smaller."""
LABEL = Lettering(28)
VALUE = Lettering(30, is_bold=True)
DETAIL = Lettering(25, MUTED)
ABSENT = Lettering(28, MUTED)
"""Instead of a value."""
TICK = Lettering(27, MUTED)
DAY = Lettering(27, is_bold=True)
NOTE = Lettering(25, MUTED)

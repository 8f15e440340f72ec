"""The card that a chart is drawn on: matplotlib behind a few plain strokes.

All places are in pixels from the lower left corner.  No pyplot, no axes, no global settings:
everything that is drawn is said here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from PIL import Image

from adapters.charts import style
from adapters.charts.fitting import Room, shortened
from adapters.charts.style import Lettering
from adapters.charts.words import clean

_DPI = 72
"""So that a point is a pixel."""
_LACKING = "□"
"""Stands for a character that the font does not have."""
_MEASURED_SIZE = 100
_FIXED_POINT = 65536
"""FreeType tells widths in parts of a pixel."""
_COLOURS = 128
"""In the PNG: enough for soft edges, at a third of the size."""
_HALO_WIDTH = 8
_NOTE_LINES = 2
_AFTER_TITLE = 26
_AFTER_BODY = 22

Across = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels."""
        return self.top - self.bottom


class Ruler:
    """Measures text, before there is anything to draw it on.

    Adds up the widths of single letters: a hundred times as fast as laying text out, and near
    enough.
    """

    def __init__(self) -> None:
        self._fonts = {is_bold: FT2Font(_font_file(is_bold=is_bold)) for is_bold in (False, True)}
        for font in self._fonts.values():
            font.set_size(_MEASURED_SIZE, _DPI)
        self._widths: dict[tuple[str, bool], float] = {}

    def width(self, text: str, lettering: Lettering) -> float:
        """Pixels that a text takes in one line."""
        widths = (self._width(letter, is_bold=lettering.is_bold) for letter in text)
        return sum(widths) * lettering.size / _MEASURED_SIZE

    def _width(self, letter: str, *, is_bold: bool) -> float:
        key = letter, is_bold
        if key not in self._widths:
            glyph = self._fonts[is_bold].load_char(ord(letter), flags=LoadFlags.NO_HINTING)
            self._widths[key] = glyph.linearHoriAdvance / _FIXED_POINT
        return self._widths[key]

    def room(self, lettering: Lettering, width: float, lines: int = 1) -> Room:
        """A place for text of this lettering."""
        return Room(lambda text: self.width(text, lettering), width, lines)

    def drawable(self, text: str) -> str:
        """A text from outside as the font can show it."""
        has = [font.get_char_index for font in self._fonts.values()]
        return "".join(
            char if all(index(ord(char)) for index in has) else _LACKING for char in clean(text)
        )


class Card:
    """A background with a title and small print; what is between, `body`, is the chart's."""

    def __init__(
        self,
        *,
        title: str,
        note: str,
        ruler: Ruler,
        body_height: float = 0,
        least_height: int = style.HEIGHT,
    ) -> None:
        """Take the words around a chart.

        Args:
            title: From outside, as is the note.
            note: Small print; may be empty.
            ruler: Measures text.
            body_height: Pixels that the body needs; it may get more.
            least_height: Pixels of the whole card.
        """
        self.ruler = ruler
        inner = style.WIDTH - 2 * style.MARGIN
        titled, lines = _title(ruler, ruler.drawable(title), inner)
        room = ruler.room(style.NOTE, inner, _NOTE_LINES)
        notes = room.broken(*shortened([ruler.drawable(note)], room))
        above = style.MARGIN + len(lines) * titled.line_height + _AFTER_TITLE
        below = style.MARGIN + len(notes) * style.NOTE.line_height + _AFTER_BODY * bool(notes)
        self.width = style.WIDTH
        self.height = max(least_height, round(above + body_height + below))
        self.body = Box(style.MARGIN, below, self.width - style.MARGIN, self.height - above)
        self.figure = Figure(figsize=(self.width / _DPI, self.height / _DPI), dpi=_DPI)
        FigureCanvasAgg(self.figure)
        self._background()
        self.text(style.MARGIN, self.height - style.MARGIN, lines, titled, name="title")
        self.text(style.MARGIN, below - _AFTER_BODY, notes, style.NOTE, name="note")

    def text(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        lettering: Lettering,
        *,
        across: Across = "left",
        has_halo: bool = False,
        name: str = "",
    ) -> None:
        """Write lines below each other, the first one's line reaching up to `top`.

        A halo keeps them readable on what lies below.
        """
        halo = [withStroke(linewidth=_HALO_WIDTH, foreground=style.CARD)] if has_halo else []
        for number, line in enumerate(lines):
            self._add(
                Text(
                    x,
                    top - (number + 0.8) * lettering.line_height,
                    line,
                    color=lettering.colour,
                    fontproperties=_font(lettering),
                    horizontalalignment=across,
                    verticalalignment="baseline",
                    parse_math=False,
                    usetex=False,
                    path_effects=halo,
                ),
                name,
            )

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float,
        *,
        dashes: tuple[float, ...] = (),
        name: str = "",
    ) -> None:
        """Draw a line; its ends do not reach beyond its points."""
        line = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour,
            linewidth=width,
            linestyle=(0, dashes) if dashes else "-",
            solid_capstyle="butt",
            dash_capstyle="butt",
            solid_joinstyle="round",
            marker="",
            antialiased=True,
        )
        self._add(line, name)

    def mark(
        self, x: float, y: float, shape: tuple[str, float], colour: str, *, name: str = ""
    ) -> None:
        """Draw a small shape, one of `style.MARKS`; a rim keeps it apart from the lines below."""
        mark = Line2D(
            [x],
            [y],
            linestyle="",
            marker=shape[0],
            markersize=shape[1],
            markerfacecolor=colour,
            markeredgecolor=style.CARD,
            markeredgewidth=2,
        )
        self._add(mark, name)

    def area(self, points: Sequence[tuple[float, float]], colour: str, *, name: str = "") -> None:
        """Fill a polygon."""
        self._add(Polygon(points, closed=True, facecolor=colour, edgecolor="none"), name)

    def block(self, box: Box, colour: str, *, name: str = "") -> None:
        """Fill a rectangle."""
        corner = (box.left, box.bottom)
        block = Rectangle(corner, box.width, box.height, facecolor=colour, edgecolor="none")
        self._add(block, name)

    def png(self) -> bytes:
        """The picture, without a date or the name of the program, so that it is always the same."""
        drawn, png = io.BytesIO(), io.BytesIO()
        self.figure.savefig(drawn, format="raw", dpi=_DPI)
        size = (self.width, self.height)
        picture = Image.frombytes("RGBA", size, drawn.getvalue()).convert("RGB")
        few_colours = picture.quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        few_colours.save(png, "PNG")
        return png.getvalue()

    def _background(self) -> None:
        self.figure.patch.set_visible(False)
        self.block(Box(0, 0, self.width, self.height), style.EDGE)
        self.block(Box(2, 2, self.width - 2, self.height - 2), style.CARD)

    def _add(self, artist: Artist, name: str) -> None:
        """Add what is next: later things lie on earlier ones."""
        artist.set_gid(name)
        artist.set_transform(IdentityTransform())
        artist.set_zorder(len(self.figure.get_children()))
        self.figure.add_artist(artist)


def _title(ruler: Ruler, title: str, width: float) -> tuple[Lettering, tuple[str, ...]]:
    """The largest lettering in which a title fits; what fits in none is cut."""
    for lettering, lines in style.TITLES:
        room = ruler.room(lettering, width, lines)
        if room.holds(title):
            break
    return lettering, room.broken(*shortened([title], room))


def _font(lettering: Lettering) -> FontProperties:
    return FontProperties(fname=_font_file(is_bold=lettering.is_bold), size=lettering.size)


def _font_file(*, is_bold: bool) -> str:
    """The font that comes with matplotlib: pictures are the same on every machine."""
    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    return str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name)

"""What is drawn, looked at as lines, bars and words rather than as pixels."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image

from adapters.charts import MatplotlibPainter, style
from adapters.charts.card import Card
from adapters.charts.drawing import drawn
from core.domain import Bar, BarChart, Chart, Sample

from .samples import SINCE, UNTIL, after, day, every, trend

LONG = "South Health Campus – Children's emergency and everything else there is"
NAMES = ("Foothills Medical Centre", "Rockyview General Hospital", LONG, "Peter Lougheed Centre")
BARS = BarChart(
    "Calgary now",
    (Bar("Foothills", 218, "Calgary"), Bar("Rockyview", None), Bar("Lougheed", 0), Bar(LONG, 9)),
    "As of 14:35",
)
MANY = BarChart("All", tuple(Bar(f"{LONG} number {n}", n * 13, "Calgary") for n in range(29)))
CLOSE = trend(*(every(5, wait=100 + number) for number in range(6)), labels=(*NAMES, "E", "F"))
EMPTY: tuple[Chart, ...] = (trend(), trend(()), trend(every(5, wait=None)), day((), ()))


def parts(card: Card, name: str) -> list[Artist]:
    return [artist for artist in card.figure.get_children() if artist.get_gid() == name]


def lines(card: Card, name: str) -> list[Line2D]:
    return [artist for artist in parts(card, name) if isinstance(artist, Line2D)]


def texts(card: Card) -> Iterator[Text]:
    return (
        part for part in card.figure.get_children() if isinstance(part, Text) and part.get_text()
    )


def words(card: Card) -> list[str]:
    return [text.get_text() for text in texts(card)]


@pytest.mark.parametrize("chart", [CLOSE, day(every(5, (0, 12))), BARS, MANY, *EMPTY])
def test_a_picture_is_an_opaque_png_of_its_size(chart: Chart) -> None:
    """As wide as all, small enough for chat, with words for those who do not see it."""
    picture = MatplotlibPainter().paint(chart)
    with Image.open(io.BytesIO(picture.png)) as image:
        assert (image.format, image.size) == ("PNG", (picture.width, picture.height))
        assert not image.has_transparency_data
    assert picture.width == style.WIDTH
    assert len(picture.png) < 130_000
    assert picture.alt_text


def test_the_same_chart_gives_the_same_bytes() -> None:
    """From several threads at once, too: no date, no program's name."""
    painter = MatplotlibPainter()
    with ThreadPoolExecutor(4) as threads:
        pictures = list(threads.map(painter.paint, [CLOSE] * 4))
    assert len({picture.png for picture in pictures}) == 1


def test_warming_up_draws() -> None:
    """What is loaded by it is loaded once."""
    MatplotlibPainter().warm_up()


def test_a_gap_gives_separate_lines() -> None:
    """Nothing is drawn between them."""
    card = drawn(trend(every(5, (0, 3)) + every(5, (5, 24))))
    first, second = lines(card, "line 0")
    assert first.get_xydata()[-1][0] < second.get_xydata()[0][0] - 20
    assert len(parts(card, "silence")) == 1


def test_a_reading_that_stands_alone_is_a_dot() -> None:
    """A line needs two."""
    card = drawn(trend((Sample(after(3), 50), Sample(after(9), 70))))
    assert (len(parts(card, "dot 0")), len(parts(card, "line 0"))) == (2, 0)


def test_a_line_that_ended_long_ago_is_not_led_on() -> None:
    """Its label tells when that was, and nothing joins them."""
    card = drawn(trend(every(5, (0, 12), wait=218)))
    assert "3 h 38 at 02:30" in words(card)
    assert parts(card, "connector") == []


def test_a_line_that_reaches_the_end_is_led_to_its_label() -> None:
    """With the wait as it is."""
    card = drawn(trend(every(5, wait=218)))
    assert "3 h 38" in words(card)
    assert len(parts(card, "connector")) == 1


def test_the_scale_begins_at_zero() -> None:
    """A wait of zero lies on the line at the bottom."""
    card = drawn(trend(every(5, wait=0)))
    (line,) = lines(card, "line 0")
    bottom = next(text for text in texts(card) if text.get_text() == "0")
    assert abs(line.get_xydata()[0][1] - bottom.get_window_extent().y0) < style.TICK.size


def test_hours_are_those_of_the_zone() -> None:
    """Midnight bears the day's name."""
    card = drawn(trend(every(5)))
    found = [text for text in texts(card) if text.get_gid() == "time"]
    ordered = sorted(found, key=lambda text: text.get_window_extent().x0)
    assert [text.get_text() for text in ordered] == ["18:00", "Fri 6 Mar", "06:00", "12:00"]


@pytest.mark.parametrize(("month", "date", "hours"), [(3, 8, 5), (11, 1, 7), (6, 1, 6)])
def test_a_day_of_23_or_25_hours_has_them(month: int, date: int, hours: int) -> None:
    """From midnight to six o'clock it is 5 or 7 hours when the clocks are changed."""
    offset = 6 if month == 6 or (month, date) == (11, 1) else 7
    since = datetime(2026, month, date, offset, tzinfo=UTC)
    length = {5: 23, 7: 25, 6: 24}[hours]
    chart = replace(day((), ()), since=since, until=since + timedelta(hours=length))
    card = drawn(chart)
    ticks = {
        text.get_text(): line.get_xydata()[0][0]
        for line, text in pairwise(card.figure.get_children())
        if isinstance(line, Line2D) and isinstance(text, Text) and text.get_gid() == "time"
    }
    first, six, noon = sorted(ticks.values())[:3]
    assert (six - first) / (noon - six) == pytest.approx(hours / 6)


def test_an_unknown_wait_has_no_bar() -> None:
    """Zero has one, of no length; both are told in words."""
    card = drawn(BARS)
    bars = [part.get_width() for part in parts(card, "bar") if isinstance(part, Rectangle)]
    assert len(bars) == 3
    assert bars[1] == 0
    assert [text.get_text() for text in texts(card) if text.get_gid() == "value"] == [
        "3 h 38 min",
        "not known",
        "0 min",
        "9 min",
    ]


def test_bars_are_as_long_as_their_waits() -> None:
    """In proportion, from zero."""
    card = drawn(BarChart("Now", (Bar("A", 60), Bar("B", 180))))
    one, other = (part.get_width() for part in parts(card, "bar") if isinstance(part, Rectangle))
    assert other == pytest.approx(3 * one)


def test_more_bars_make_a_higher_picture_up_to_a_limit() -> None:
    """What is left out is told."""
    assert drawn(BARS).height < drawn(MANY).height < 2000
    endless = replace(MANY, bars=MANY.bars * 3)
    assert drawn(endless).height < 2500
    assert any("47 more not shown" in text for text in words(drawn(endless)))


def test_hours_without_a_usual_wait_are_a_gap_in_the_band() -> None:
    """The band goes on beyond the latest reading."""
    hours = tuple(range(10)) + tuple(range(12, 24))
    card = drawn(day(every(5, (0, 14)), hours))
    assert len(parts(card, "band")) == 2
    now = lines(card, "now")[0].get_xydata()[0][0]
    assert parts(card, "band")[1].get_window_extent().x1 > now + 100


def test_what_a_day_has_yet_to_bring_is_no_silence() -> None:
    """The latest reading is marked with its time."""
    card = drawn(day(every(5, (0, 14))))
    assert parts(card, "silence") == []
    assert "1 h at 04:30" in words(card)


def test_a_day_that_is_over_has_no_mark_of_now() -> None:
    """Its last reading is named all the same."""
    card = drawn(day(every(5)))
    assert parts(card, "now") == []
    assert "1 h at 14:30" in words(card)


@pytest.mark.parametrize("chart", [*EMPTY, BarChart("Nothing", ())])
def test_an_empty_chart_says_so(chart: Chart) -> None:
    """In the picture and in words, which tell apart what was not read and what was not known."""
    assert "no readings" in words(drawn(chart))
    alt_text = MatplotlibPainter().paint(chart).alt_text.lower()
    assert "no readings" in alt_text or "not known" in alt_text


def test_a_long_name_has_a_second_line_where_there_is_room() -> None:
    """Which department it is must not be cut off."""
    name = "South Health Campus – Adult emergency"
    told = words(drawn(BarChart("Now", (Bar(name, 60, "Calgary, emergency"),))))
    assert name in " ".join(told)


@pytest.mark.parametrize(
    "chart",
    [
        CLOSE,
        trend(every(5, wait=0), every(5, (0, 3), wait=0), (), labels=NAMES[:3]),
        trend(*(every(5, wait=600 * number) for number in range(4)), labels=NAMES),
        day(every(5, (0, 23.5), wait=900)),
        day(every(5)),
        BARS,
        MANY,
        replace(BARS, title="A title " * 60, note="A note " * 60),
    ],
)
def test_words_neither_meet_nor_leave_the_card(chart: Chart) -> None:
    """Whatever has to fit."""
    card = drawn(chart)
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(card)]
    for text, box in boxes:
        assert box.x0 >= 10, text
        assert box.y0 >= 10, text
        assert box.x1 <= card.width - 10, text
        assert box.y1 <= card.height - 10, text
    for (one, first), (other, second) in combinations(boxes, 2):
        # A pixel or two of descenders may share a row.
        assert not first.padded(-2).overlaps(second.padded(-2)), (one, other)


@pytest.mark.parametrize(
    "name", ["$x^2$ $\\frac{1}{", "東京 🏥👩\u200d⚕️", "\u202eevil\x1b[31m\n", "\ud800", "א ب", ""]
)
def test_any_text_can_be_drawn(name: str) -> None:
    """It is no formula, and a character that the font lacks is a box, not a warning."""
    charts = (
        replace(trend(every(5), labels=(name,)), title=name, note=name),
        BarChart(name, (Bar(name, 5, name),), name),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for chart in charts:
            assert MatplotlibPainter().paint(chart).png
            assert not any(text.get_parse_math() for text in texts(drawn(chart)))


def test_what_the_font_lacks_is_a_box() -> None:
    """The rest of a name stays."""
    assert "□□ A" in words(drawn(BarChart("", (Bar("東京 A", 5),))))


def _luminance(colour: str) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", [style.INK, style.MUTED, *style.LINES, style.BAR])
@pytest.mark.parametrize("ground", [style.CARD, style.SILENCE])
def test_words_and_lines_stand_out(colour: str, ground: str) -> None:
    """Words of any of these colours can be read, on the card and where nothing is known."""
    lighter, darker = _luminance(ground) + 0.05, _luminance(colour) + 0.05
    assert lighter / darker >= (4.5 if ground == style.CARD or colour == style.MUTED else 3)


def test_every_line_has_a_shape_of_its_own() -> None:
    """Colour alone tells nothing to those who do not see it."""
    assert len({shape for shape, _ in style.MARKS}) == len(style.LINES)
    marks = [lines(drawn(CLOSE), f"key {number}")[0].get_marker() for number in range(6)]
    assert len(set(marks)) == 6


def test_what_lies_outside_the_time_is_not_drawn() -> None:
    """Older samples than asked for would lie beside the plane."""
    early = (Sample(SINCE - timedelta(hours=1), 700), Sample(UNTIL + timedelta(hours=1), 700))
    assert words(drawn(trend((early[0], *every(5), early[1])))) == words(drawn(trend(every(5))))

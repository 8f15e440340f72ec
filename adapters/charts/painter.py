"""Charts become PNG pictures with a text for those who do not see them.

The only module of this package that others call.  Implements `core.ports.ChartPainter`.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from adapters.charts.alt_text import told
from core.domain import Bar, BarChart, Chart, ChartLine, Picture, Sample, TrendChart


class MatplotlibPainter:
    """Draws with matplotlib, without its global state.

    matplotlib does not promise to be safe in several threads, so one picture is drawn at a time;
    the others wait.
    """

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()

    def warm_up(self) -> None:
        """Load matplotlib and its fonts, which takes a second or more, before anybody waits."""
        moment = datetime(2024, 1, 1, tzinfo=UTC)
        samples = (Sample(moment, 0), Sample(moment + timedelta(minutes=5), 60))
        until = moment + timedelta(hours=24)
        self.paint(TrendChart("0", (ChartLine("0", samples),), moment, until, "UTC"))
        self.paint(BarChart("0", (Bar("0", 0),)))

    def paint(self, chart: Chart) -> Picture:
        """Draw a chart: 1200 pixels wide, opaque, the same bytes each time.

        Args:
            chart: What to draw.  Its texts may be anything; what the font lacks becomes a box.
        """
        with self._one_at_a_time:
            # matplotlib takes a second to import, and most runs of the command line draw nothing.
            from adapters.charts.drawing import drawn  # noqa: PLC0415

            card = drawn(chart)
            return Picture(card.png(), told(chart), card.width, card.height, chart)

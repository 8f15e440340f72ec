"""A painter that draws nothing."""

from __future__ import annotations

from core.domain import Chart, Picture


class FakePainter:
    """Implements `core.ports.ChartPainter`; remembers what was to be drawn."""

    def __init__(self) -> None:
        self.painted: list[Chart] = []
        self.is_broken = False

    def paint(self, chart: Chart) -> Picture:
        """A picture without a picture."""
        if self.is_broken:
            raise ValueError("no font")
        self.painted.append(chart)
        return Picture(b"png", chart.title, 1, 1, chart)

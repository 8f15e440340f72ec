"""Which chart is drawn by which module.  Importing this loads matplotlib."""

from __future__ import annotations

from adapters.charts.band import band_card
from adapters.charts.bars import bar_card
from adapters.charts.card import Card
from adapters.charts.trend import trend_card
from core.domain import BandChart, BarChart, Chart, TrendChart


def drawn(chart: Chart) -> Card:
    """Draw a chart."""
    match chart:
        case TrendChart():
            return trend_card(chart)
        case BandChart():
            return band_card(chart)
        case BarChart():
            return bar_card(chart)

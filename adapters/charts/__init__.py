"""Charts of wait times as pictures, for chat and for the page."""

from adapters.charts.painter import MatplotlibPainter

__all__ = ["MatplotlibPainter"]

"""Turns the times of single runs into figures that another run on the same machine will repeat."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np


def spread(rounds: Sequence[Sequence[float]]) -> dict[str, float]:
    """p50 and p95 of each round, and of those the median over the rounds."""
    return {
        f"p{percent}": round(median(float(np.percentile(times, percent)) for times in rounds), 1)
        for percent in (50, 95)
    }

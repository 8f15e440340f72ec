"""Takes the times of one answer."""

from __future__ import annotations

import time

from core.domain import Timings


class AnswerClock:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._retrieval_ms = 0.0
        self._first_text_ms = 0.0

    def retrieved(self) -> None:
        """What the answer can stand on has been found."""
        self._retrieval_ms = self._elapsed_ms()

    def spoke(self) -> None:
        """The first words are there; later ones do not count."""
        self._first_text_ms = self._first_text_ms or self._elapsed_ms()

    def timings(self) -> Timings:
        """The times up to now."""
        total = self._elapsed_ms()
        return Timings(self._retrieval_ms, self._first_text_ms or total, total)

    def _elapsed_ms(self) -> float:
        return (time.perf_counter() - self._started) * 1000

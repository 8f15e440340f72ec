"""From a model's tokens to the text that people see: whole characters, and no stop string.

Only `core.engine.llama_model` uses it.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence

_REPEATS = 4
_LEAST_LOOP_TOKENS = 32
_LONGEST_PERIOD_TOKENS = 100


class StopFilter:
    """Passes text on as it comes, but holds back what may be the beginning of a stop string.

    Leading blanks are dropped and trailing ones held back, so that an answer ends with a word.
    """

    def __init__(self, stops: Sequence[str]) -> None:
        """Start an answer.

        Args:
            stops: The answer ends before the first of these; none of them is ever passed on.
        """
        self.stopped = False
        """True once a stop string has been met: nothing comes after it."""
        self._stops = tuple(stop for stop in stops if stop)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._begun = False

    def feed(self, data: bytes, *, last: bool = False) -> str:
        """Take the next bytes and return the text that is sure by now, often none.

        Args:
            data: UTF-8; a character may be spread over several calls.
            last: True when the model has ended by itself.
        """
        self._held += self._decoder.decode(data, last)
        if not self._begun:
            self._held = self._held.lstrip()
        ends = [at for stop in self._stops if (at := self._held.find(stop)) >= 0]
        if ends:
            self.stopped = True
            self._held, sure = "", self._held[: min(ends)].rstrip()
        elif last:
            self._held, sure = "", self._held.rstrip()
        else:
            length = len(self._held) - self._uncertain()
            length = len(self._held[:length].rstrip())
            sure, self._held = self._held[:length], self._held[length:]
        self._begun = self._begun or bool(sure)
        return sure

    def _uncertain(self) -> int:
        """How many characters at the end could grow into a stop string."""
        return max(
            (
                length
                for stop in self._stops
                for length in range(1, len(stop))
                if self._held.endswith(stop[:length])
            ),
            default=0,
        )


def is_looping(tokens: Sequence[int]) -> bool:
    """Tell whether the end of an answer says the same thing again and again.

    Small models fall into such loops with greedy sampling, and never leave them.
    """
    longest = min(_LONGEST_PERIOD_TOKENS, len(tokens) // _REPEATS)
    for period in range(-(-_LEAST_LOOP_TOKENS // _REPEATS), longest + 1):
        tail = list(tokens[-period * _REPEATS :])
        if tail == tail[:period] * _REPEATS:
            return True
    return False

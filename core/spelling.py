"""Mends words that are written wrong, with the words that the pages use.

Called by the passage index.  A word is only touched when neither the pages nor the language know
it, so that a rare but right word is never turned into a common one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
"""Letters; shorter words are more often abbreviations than errors."""
_SHORTEST_HALF = 3
"""Letters of each word when two were written together."""


class Speller:
    """Knows the words of one index; immutable, thread-safe."""

    def __init__(
        self, *, frequencies: Mapping[str, int], is_common_word: Callable[[str], bool]
    ) -> None:
        """Group the words by length.

        Args:
            frequencies: Folded word to the number of passages that hold it.
            is_common_word: Tells words that the language knows although the pages do not.
        """
        self._frequencies = frequencies
        self._is_common_word = is_common_word
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in frequencies:
            if word.isalpha() and len(word) >= _SHORTEST:
                self._by_length[len(word)].append(word)

    def correct(self, word: str) -> str:
        """The word meant, two words if they were written together, or the word as it is."""
        if len(word) < _SHORTEST or not word.isalpha():
            return word
        if word in self._frequencies or self._is_common_word(word):
            return word
        return self._nearest(word) or self._split(word) or word

    def _nearest(self, word: str) -> str:
        most = 1 if len(word) < 6 else 2 if len(word) < 11 else 3  # noqa: PLR2004
        choices = [
            candidate
            for length in range(len(word) - most, len(word) + most + 1)
            for candidate in self._by_length.get(length, ())
        ]
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=20)
        ranked = sorted(
            (distance + 0.6 * (candidate[0] != word[0]), -self._frequencies[candidate], candidate)
            for candidate, distance, _ in found
        )
        if ranked and ranked[0][0] <= most:
            return ranked[0][2]
        return ""

    def _split(self, word: str) -> str:
        best, best_frequency = "", 0
        for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
            head, tail = word[:cut], word[cut:]
            frequency = min(self._frequencies.get(head, 0), self._frequencies.get(tail, 0))
            if frequency > best_frequency:
                best, best_frequency = f"{head} {tail}", frequency
        return best

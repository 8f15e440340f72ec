"""Makes text fit: breaks lines, shortens names without confusing them, moves labels apart.

Knows no drawing library: widths come from a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, takewhile

_CUT = "…"
_LOOSE_ENDS = " ,;:.-–—'’(/&"
"""Not left standing before an ellipsis."""


@dataclass(frozen=True, slots=True)
class Room:
    """A place for text."""

    width_of: Callable[[str], float]
    """Pixels that a text takes in one line."""
    width: float
    """Pixels that there are."""
    lines: int = 1

    def broken(self, text: str) -> tuple[str, ...]:
        """The text in lines, broken between words; one word may be wider than the room."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else ""
            if longer and self.width_of(longer) <= self.width:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(lines)

    def holds(self, text: str) -> bool:
        """Whether the text fits, broken into lines where needed."""
        lines = self.broken(text)
        return len(lines) <= self.lines and all(self.width_of(line) <= self.width for line in lines)


def shortened(labels: Sequence[str], room: Room) -> tuple[str, ...]:
    """Labels that fit, each with an ellipsis where something was left out.

    What distinguishes a label from the others stays: `South Campus – Children's` and
    `South Campus – Adults` never both become `South Camp…`.
    """
    return tuple(
        _shortened(label, [other for other in labels if other != label], room) for label in labels
    )


def _shortened(label: str, others: Sequence[str], room: Room) -> str:
    if room.holds(label):
        return label
    fallback = ""
    for head, tail in _cuts(label, room):
        fallback = fallback or f"{head}{_CUT}{tail}"
        if not any(other.startswith(head) and other.endswith(tail) for other in others):
            return f"{head}{_CUT}{tail}"
    return _from_difference(label, others, room) if others else fallback or _CUT


def _cuts(label: str, room: Room) -> Iterator[tuple[str, str]]:
    """Beginning and end of a label that fit together: first no end at all, then ever more of it."""
    starts = [index + 1 for index, char in enumerate(label) if char == " "]
    for start in [len(label), *reversed(starts), *range(len(label) - 1, 0, -4)]:
        tail = label[start:]
        head = _longest(partial(_cut, label, tail=tail), start, room)
        if head:
            yield _head(label, head), tail


def _cut(label: str, size: int, tail: str) -> str:
    return f"{_head(label, size)}{_CUT}{tail}"


def _head(label: str, size: int) -> str:
    return label[:size].rstrip(_LOOSE_ENDS)


def _from_difference(label: str, others: Sequence[str], room: Room) -> str:
    """The label from where it differs from the one that is most like it."""
    shared = max(_shared_size(label, other) for other in others)
    rest = label[label.rfind(" ", 0, shared) + 1 :]
    if room.holds(f"{_CUT}{rest}"):
        return f"{_CUT}{rest}"
    return f"{_CUT}{rest[: _longest(lambda size: f'{_CUT}{rest[:size]}{_CUT}', len(rest), room)]}{_CUT}"


def _shared_size(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def _longest(made: Callable[[int], str], most: int, room: Room) -> int:
    """The largest size whose text fits; 0: none does."""
    fitting, too_large = 0, most + 1
    while too_large - fitting > 1:
        middle = (fitting + too_large) // 2
        if room.holds(made(middle)):
            fitting = middle
        else:
            too_large = middle
    return fitting


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> tuple[float, ...]:
    """Where labels go so that none covers another, each as near as can be to where it is wanted.

    Args:
        wanted: The middles, in any order.
        heights: What each needs, the space between two included.
        low: No label reaches below.
        high: No label reaches above, unless they are too many.

    Returns:
        The middles, in the order of `wanted`.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    ends = list(accumulate(heights[index] for index in order))
    # Less what lies below it, each label's place must only not be below the one before.
    offsets = [end - heights[index] / 2 for end, index in zip(ends, order, strict=True)]
    rising = _rising([wanted[index] - offset for index, offset in zip(order, offsets, strict=True)])
    most = high - (ends[-1] if ends else 0.0)
    places = [0.0] * len(wanted)
    for index, offset, place in zip(order, offsets, rising, strict=True):
        places[index] = max(low, min(place, most)) + offset
    return tuple(places)


def _rising(values: Sequence[float]) -> list[float]:
    """The nearest values, by least squares, that never fall (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean = (before * count + mean * size) / (count + size)
            size += count
        pools.append((mean, size))
    return [mean for mean, size in pools for _ in range(size)]

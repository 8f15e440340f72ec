"""A memory of a bounded size for what happened lately."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Lately(Generic[Key, Value]):
    """Forgets what was put or asked for longest ago."""

    def __init__(self, *, most: int) -> None:
        """Remember so many things at most."""
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def __contains__(self, key: Key) -> bool:
        return key in self._kept

    def get(self, key: Key) -> Value | None:
        """What is remembered of something."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Remember something."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Let go of something, if it is remembered."""
        self._kept.pop(key, None)

    def latest_first(self) -> Iterator[tuple[Key, Value]]:
        """All that is remembered."""
        return reversed(self._kept.items())

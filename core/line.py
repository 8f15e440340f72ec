"""The line in which questions wait: in order within a conversation, fair between people, bounded.

Start-time fair queueing: each question gets a tag one above the last one of its person, or above
the one that is being served if that is later; the lowest tag is next.  Somebody who asks ten
questions at once is served in turn with nine others who ask one.
Source: Goyal, Vin, Cheng, Start-time Fair Queueing, SIGCOMM 1996; every question costs the same.

Pure data, no waiting and no clock; `core.turns` uses it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from core.domain import ConversationKey, Question, TurnId

PersonKey: TypeAlias = tuple[str, str, str]
"""Platform, workspace and person; or the channel, where a platform does not say who asked."""

_SHORT_SECONDS, _LONG_SECONDS = 2.0, 90.0
"""Waiting that is not worth a number, and that is told in minutes."""


class _Place(NamedTuple):
    """One waiting question; the lowest is served first."""

    tag: int
    number: int
    turn_id: TurnId
    person: PersonKey
    conversation: ConversationKey


class FairLine:
    """Who is next?  A conversation whose question is being answered has to wait for that."""

    def __init__(self) -> None:
        self._waiting: dict[ConversationKey, deque[_Place]] = {}
        self._ready: set[TurnId] = set()
        self._busy: dict[TurnId, ConversationKey] = {}
        self._last_tags: dict[PersonKey, int] = {}
        self._counts: Counter[PersonKey] = Counter()
        self._now = 0
        """Tag of the question that was called last."""
        self._number = 0
        self._order: tuple[TurnId, ...] | None = None

    def __len__(self) -> int:
        return self._counts.total()

    def waiting_of(self, person: PersonKey) -> int:
        """How many questions of a person wait."""
        return self._counts[person]

    def join(self, turn_id: TurnId, question: Question) -> None:
        """Stand at the end of the line, which is not always behind everybody."""
        person = person_key(question)
        tag = max(self._now, self._last_tags.get(person, 0)) + 1
        self._last_tags[person] = tag
        self._number += 1
        place = _Place(tag, self._number, turn_id, person, question.conversation)
        self._waiting.setdefault(question.conversation, deque()).append(place)
        self._counts[person] += 1
        self._order = None

    def ready(self, turn_id: TurnId) -> None:
        """From now on this question may be called: there is a place to show its answer."""
        self._ready.add(turn_id)

    def call(self) -> TurnId | None:
        """The next question that may be answered now; its conversation is busy until `done`."""
        busy = set(self._busy.values())
        heads = (
            line[0]
            for key, line in self._waiting.items()
            if key not in busy and line[0].turn_id in self._ready
        )
        first = min(heads, default=None)
        if first is None:
            return None
        self._take(first)
        self._now = max(self._now, first.tag)
        self._busy[first.turn_id] = first.conversation
        return first.turn_id

    def withdraw(self, turn_id: TurnId) -> None:
        """Wait no more, but for the end to be shown: until `done` the conversation stays busy."""
        for line in self._waiting.values():
            for place in line:
                if place.turn_id == turn_id:
                    self._take(place)
                    self._busy[turn_id] = place.conversation
                    return

    def done(self, turn_id: TurnId) -> None:
        """Leave: the end was shown, or cannot be."""
        self.withdraw(turn_id)
        self._busy.pop(turn_id, None)

    def order(self) -> Sequence[TurnId]:
        """Everybody who waits, in the order in which they will be called if nobody else comes."""
        if self._order is None:
            ranked: list[tuple[_Place, int, TurnId]] = []
            for line in self._waiting.values():
                last = line[0]
                for place in line:
                    # Who stands behind somebody in a conversation comes after them.
                    last = max(last, place)
                    ranked.append((last, place.number, place.turn_id))
            ranked.sort()
            self._order = tuple(turn_id for *_, turn_id in ranked)
        return self._order

    def _take(self, place: _Place) -> None:
        line = self._waiting[place.conversation]
        line.remove(place)
        self._ready.discard(place.turn_id)
        if not line:
            del self._waiting[place.conversation]
        self._counts[place.person] -= 1
        if not self._counts[place.person]:
            del self._counts[place.person]
        self._order = None
        if not self._counts:
            # Nobody waits: nobody has an advantage to pay back.
            self._last_tags.clear()


def person_key(question: Question) -> PersonKey:
    """Who asks, for fairness."""
    key = question.conversation
    return key.platform, key.workspace, question.person or f"{key.channel} {key.thread}"


def place_in_words(place: int, wait_seconds: float) -> str:
    """`You are 2nd in line, about 20 s`."""
    where = "You are next" if place == 1 else f"You are {_ordinal(place)} in line"
    if wait_seconds < _SHORT_SECONDS:
        return where
    if wait_seconds < _LONG_SECONDS:
        return f"{where}, about {max(5, round(wait_seconds / 5) * 5)} s"
    return f"{where}, about {round(wait_seconds / 60)} min"


def tells_place(status: str) -> bool:
    """Whether a status is one of `place_in_words`, for those who show no other."""
    return status.startswith("You are ") and ("next" in status or " in line" in status)


def _ordinal(number: int) -> str:
    teens = range(11, 14)
    ending = "th" if number % 100 in teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"

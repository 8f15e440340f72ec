"""Plays a dialogue in a chat room and says, where it goes another way, what was seen instead."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from tests.dialogue.script import (
    CHART,
    Also,
    Deletes,
    Edits,
    Goes,
    Presses,
    Runs,
    Says,
    Sees,
    Silence,
    Step,
    Strikes,
    Uses,
    holds,
    read,
)

_DEADLINE_SECONDS = 45.0
"""What is posted by the clock takes two jobs, which come every 20 s."""
_LOOK_SECONDS = 0.02
_ANYBODY = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the desk, as it is read just now."""

    id: str
    text: str
    only: str = ""
    """The one person who sees it; empty: everybody."""


class Room(Protocol):
    """A chat platform with people in it; each platform has one for its tests."""

    def has_threads(self, place: str) -> bool:
        """Whether an answer there stands under what was asked."""
        ...

    async def says(self, person: str, text: str, *, place: str, under: str) -> str:
        """Write a message, in the thread of another one where `under` names it; give its id."""
        ...

    async def runs(self, person: str, command: str, *, place: str) -> None:
        """Give a command."""
        ...

    async def presses(self, person: str, label: str, *, place: str, on: str) -> None:
        """Press a button of a message."""
        ...

    async def edits(self, person: str, text: str, *, place: str, said: str) -> None:
        """Change a message of one's own."""
        ...

    async def deletes(self, person: str, *, place: str, said: str) -> None:
        """Delete a message of one's own."""
        ...

    async def uses(self, person: str, label: str, *, place: str, said: str) -> None:
        """Choose something in the menu of a message."""
        ...

    async def strikes(self) -> None:
        """Let the clock come to whatever is subscribed to."""
        ...

    def heard(self, place: str, under: str) -> Sequence[Heard]:
        """What the desk has said in a place, or in one thread of it, oldest first."""
        ...

    async def settled(self) -> None:
        """Wait until nothing is under way any more."""
        ...

    async def read(self) -> None:
        """Wait as a person does who reads before they write."""
        ...


async def play(room: Room, script: str) -> None:
    """Play a dialogue to its end."""
    await _Player(room).play(read(script))


class _Player:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._place = ""
        self._under = ""
        self._told: Counter[tuple[str, str, str]] = Counter()
        """How many messages of each place, thread and audience were seen already."""
        self._last = Heard("", "")
        self._said: dict[str, str] = {}
        """What each person has said last, and what anybody has."""

    async def play(self, steps: Sequence[Step]) -> None:
        for step in steps:
            match step:
                case Goes(place=place):
                    self._place, self._under = place, ""
                case Sees():
                    await self._see(step)
                case Also(pieces=pieces):
                    assert holds(self._last.text, pieces), (
                        f"{pieces} is not in the message:\n{self._last.text}"
                    )
                case Silence(is_under=is_under):
                    await self._hear_nothing(is_under=is_under)
                case Strikes():
                    await self._room.strikes()
                case _:
                    await self._room.read()
                    await self._do(step)

    async def _do(self, step: Says | Runs | Presses | Edits | Deletes | Uses) -> None:
        """Let a person do something."""
        match step:
            case Says():
                await self._say(step)
            case Runs(person=person, command=command):
                await self._room.runs(person, command, place=self._place)
            case Presses(person=person, label=label):
                await self._room.presses(person, label, place=self._place, on=self._last.id)
            case Edits(person=person, text=text):
                said = self._said[person]
                await self._room.edits(person, text, place=self._place, said=said)
            case Deletes(person=person):
                await self._room.deletes(person, place=self._place, said=self._said[person])
            case Uses(person=person, label=label):
                said = self._said[_ANYBODY]
                await self._room.uses(person, label, place=self._place, said=said)

    async def _say(self, step: Says) -> None:
        under = self._thread(is_under=step.is_under)
        said = await self._room.says(step.person, step.text, place=self._place, under=under)
        self._said |= {step.person: said, _ANYBODY: said}
        if not step.is_under:
            self._under = said

    async def _see(self, step: Sees) -> None:
        """Wait for the next message to say what it should; it may be rewritten until it does."""
        # What one person alone sees is seen in the place, whichever thread it stands in.
        under = self._thread(is_under=step.is_under and not step.only)
        key = (self._place, under, step.only)
        deadline = asyncio.get_running_loop().time() + _DEADLINE_SECONDS
        while True:
            heard = self._heard(key)
            if (at := self._found(step, heard, self._told[key])) is not None:
                break
            assert asyncio.get_running_loop().time() < deadline, _instead(
                step, heard[self._told[key] :]
            )
            await asyncio.sleep(_LOOK_SECONDS)
        self._told[key] = max(self._told[key], at + 1)
        self._last = heard[at]
        if not step.is_under and not step.only:
            self._under = heard[at].id

    def _found(self, step: Sees, heard: Sequence[Heard], at: int) -> int | None:
        """Which message it is: the next one.

        Platforms tell one person in one message or in several, and put charts into an answer or
        beside it: then it may be the last one too, a person may have been told more, and a chart
        may stand between.
        """
        is_chart = step.pieces[0].startswith(CHART)
        is_loose = bool(step.only) or is_chart
        last = [at - 1] if is_loose and at and heard[at - 1].id == self._last.id else []
        charts = 0 if is_chart else _charts(heard[at:])
        after = range(at, len(heard) if step.only else min(at + charts + 1, len(heard)))
        return next((one for one in (*last, *after) if holds(heard[one].text, step.pieces)), None)

    def _thread(self, *, is_under: bool) -> str:
        return self._under if is_under and self._room.has_threads(self._place) else ""

    async def _hear_nothing(self, *, is_under: bool) -> None:
        await self._room.settled()
        for only in ("", *self._people()):
            key = (self._place, self._thread(is_under=is_under and not only), only)
            new = self._heard(key)[self._told[key] :]
            assert not new, f"nobody should answer, but there is:\n{new[0].text}"

    def _people(self) -> set[str]:
        return {heard.only for heard in self._room.heard(self._place, "") if heard.only}

    def _heard(self, key: tuple[str, str, str]) -> list[Heard]:
        place, under, only = key
        return [heard for heard in self._room.heard(place, under) if heard.only == only]


def _charts(heard: Sequence[Heard]) -> int:
    """How many messages, from the first on, show nothing but a chart."""
    return sum(1 for _ in takewhile(lambda one: one.text.startswith(CHART), heard))


def _instead(step: Sees, seen: Sequence[Heard]) -> str:
    whom = f"only {step.only}" if step.only else "everybody"
    if not seen:
        return f"{whom} should see {' … '.join(step.pieces)!r}, and sees nothing new"
    return f"{whom} should see {' … '.join(step.pieces)!r}, and sees:\n{seen[0].text}"

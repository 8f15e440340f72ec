"""Reads a dialogue that is written down like a transcript.

    #general
    Ann: @frontdesk What does a lost badge cost?
    > frontdesk: A lost or damaged one costs CAD 20
    > Sources: Badges
    > Ann: and who do I call?
    > frontdesk: 403-555-0102 … Sources: Calling in sick
    > Bob: @Ann I would ask Sam
    > (nobody answers)
    > Ann presses "Not helpful"
    > only Ann sees: Thanks
    > Ann edits: and who do I call at night?
    > Ann deletes it
    Bob uses "Answer this"
    Ann runs: /frontdesk help
    only Ann sees: I answer questions
    (it is time)
    frontdesk: Wait times

A line that begins with `#`, or says `direct messages of Ann` or `group chat "Night shift"`, is a place.  `>` is said under the last
message of the place, in its thread.  What frontdesk says holds the text that is written, with `…` for
anything between two pieces; a line without a speaker is seen in the same message.  Who edits
or deletes means their last message, and a shortcut is used on what somebody said last.  When it is time,
the clock has come to what the place has subscribed to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

BOT = "frontdesk"
CHART = "(chart:"
"""Begins what is read of a chart."""

GROUP = "group "
"""Begins the place that is a group chat, before its name."""

_PLACE = re.compile(r'#[\w-]+|direct messages of (?P<person>\w+)|group chat "(?P<group>[^"]+)"')
_ONLY = re.compile(r"only (?P<person>\w+) sees: (?P<text>.+)")
_SAYS = re.compile(r"(?P<person>\w+): (?P<text>.+)")
_LABELS = frozenset({"Source", "Sources", "Nearest pages", "Nearest page"})
"""Begin lines of an answer that nobody says."""
_SILENCE = "(nobody answers)"
_TIME = "(it is time)"


@dataclass(frozen=True, slots=True)
class Goes:
    """What follows happens in this place: `#general`, `dm Ann`, or `group Night shift`."""

    place: str


@dataclass(frozen=True, slots=True)
class Says:
    """A person writes something."""

    person: str
    text: str
    is_under: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """A person gives a slash command."""

    person: str
    command: str


@dataclass(frozen=True, slots=True)
class Presses:
    """A person presses a button of the last answer."""

    person: str
    label: str


@dataclass(frozen=True, slots=True)
class Edits:
    """A person changes what they said last."""

    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Deletes:
    """A person deletes what they said last."""

    person: str


@dataclass(frozen=True, slots=True)
class Uses:
    """A person chooses something in the menu of what was said last."""

    person: str
    label: str


@dataclass(frozen=True, slots=True)
class Sees:
    """The next message of the desk is seen."""

    pieces: tuple[str, ...]
    is_under: bool
    only: str = ""
    """The one person who sees it; empty: everybody."""


@dataclass(frozen=True, slots=True)
class Also:
    """The same message holds this too."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing more is said."""

    is_under: bool


@dataclass(frozen=True, slots=True)
class Strikes:
    """What is to be posted by the clock is due."""


Step: TypeAlias = (
    Goes | Says | Runs | Presses | Edits | Deletes | Uses | Sees | Also | Silence | Strikes
)


def read(script: str) -> Sequence[Step]:
    """Read a dialogue.

    Raises:
        ValueError: A line is none; says which.
    """
    steps = []
    for line in script.splitlines():
        said = line.strip()
        if not said:
            continue
        is_under = said.startswith(">")
        steps.append(_step(said.removeprefix(">").strip(), is_under=is_under))
    return steps


def _step(said: str, *, is_under: bool) -> Step:  # noqa: PLR0911  (one a kind of step)
    if said == _SILENCE:
        return Silence(is_under)
    if said == _TIME:
        return Strikes()
    if match := _PLACE.fullmatch(said):
        return Goes(_place(match))
    for pattern, deed in _DEEDS.items():
        if match := pattern.fullmatch(said):
            return deed(**match.groupdict())
    if match := _ONLY.fullmatch(said):
        return Sees(_pieces(match["text"]), is_under, only=match["person"])
    match = _SAYS.fullmatch(said)
    if match and match["person"] == BOT:
        return Sees(_pieces(match["text"]), is_under)
    if match and match["person"] not in _LABELS:
        return Says(match["person"], match["text"], is_under)
    return Also(_pieces(said))


def _place(match: re.Match[str]) -> str:
    if match["person"]:
        return f"dm {match['person']}"
    return f"{GROUP}{match['group']}" if match["group"] else match[0]


_DEEDS: Mapping[re.Pattern[str], Callable[..., Step]] = {
    re.compile(r"(?P<person>\w+) runs: (?P<command>/.+)"): Runs,
    re.compile(r'(?P<person>\w+) presses "(?P<label>[^"]+)"'): Presses,
    re.compile(r"(?P<person>\w+) edits: (?P<text>.+)"): Edits,
    re.compile(r"(?P<person>\w+) deletes it"): Deletes,
    re.compile(r'(?P<person>\w+) uses "(?P<label>[^"]+)"'): Uses,
}
"""What people do beside saying something; groups are called like the fields."""


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(piece for part in text.split("…") if (piece := " ".join(part.split())))


def holds(text: str, pieces: Sequence[str]) -> bool:
    """Whether a message holds the pieces, in order; how it is broken into lines does not matter."""
    said, at = " ".join(text.split()), 0
    for piece in pieces:
        found = said.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True

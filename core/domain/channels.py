"""What the people of a channel have decided about the desk there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How much an answer says."""

    FULL = "full"
    SHORT = "short"
    """The one thing that was asked for, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How the desk behaves in one channel; the defaults hold where nobody decided anything."""

    sources: tuple[str, ...] = ()
    """Names of the sources to answer from; empty: all of them."""
    answers_unmentioned: bool = False
    """Whether a question that nobody is named in is answered too."""
    tone: Tone = Tone.FULL
    editors: tuple[str, ...] = ()
    """The persons who may change these settings; empty: everybody in the channel."""

    def may_be_changed_by(self, person: str) -> bool:
        """Whether a person of the channel may change them."""
        return not self.editors or person in self.editors

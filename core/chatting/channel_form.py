"""A channel's settings as sentences, and what may not be sent in.  Pure; the chat adapters' forms use it.

Names of sources are written by people: what makes them literal, the adapter knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from core.domain import ChannelSettings, Tone

MOST_EDITORS = 50
TONES = {Tone.FULL: "In full", Tone.SHORT: "In a sentence or two"}
TONE_HINTS = {Tone.FULL: "With details worth knowing", Tone.SHORT: "Only what was asked for"}

_MOST_NAMED = 20

Literal: TypeAlias = Callable[[str], str]
"""Makes a text of others fit to stand among the platform's markup."""


def sources_in_words(sources: Sequence[str], literal: Literal) -> str:
    """`I answer from all sources`."""
    if not sources:
        return "I answer from all sources"
    return f"I answer from {listed([literal(name) for name in sources])} only"


def tone_in_words(tone: Tone) -> str:
    """`I answer in full`."""
    return "I answer in a sentence or two" if tone is Tone.SHORT else "I answer in full"


def unmentioned_in_words(settings: ChannelSettings) -> str:
    """`I wait to be mentioned`."""
    if settings.answers_unmentioned:
        return "I answer questions even if nobody mentions me"
    return "I wait to be mentioned"


def change_in_words(before: ChannelSettings, after: ChannelSettings, literal: Literal) -> str:
    """What is different, as one sentence without its end; empty: nothing.

    People are counted, not named: a mention would call each of them.
    """
    parts = []
    if before.sources != after.sources:
        parts.append(sources_in_words(after.sources, literal))
    if before.tone is not after.tone:
        parts.append(tone_in_words(after.tone))
    if before.answers_unmentioned != after.answers_unmentioned:
        parts.append(unmentioned_in_words(after))
    if set(before.editors) != set(after.editors):
        parts.append(_editors_counted(after.editors))
    return "; ".join(parts)


def editors_in_words(names: Sequence[str]) -> str:
    """`everybody in the channel may change this`.

    Args:
        names: Of the editors, as the platform shows them.
    """
    if not names:
        return "everybody in the channel may change this"
    return f"only {listed(names)} may change this"


def wrong_editors(editors: Sequence[str], person: str) -> str:
    """Why these people cannot be the only ones who may change the settings; empty: they can.

    Args:
        editors: They; nobody: everybody may.
        person: Who wants it so.
    """
    if editors and person not in editors:
        return "Choose yourself too: otherwise you could not change them back."
    if len(editors) > MOST_EDITORS:
        return f"Choose {MOST_EDITORS} people at most, or nobody to let everybody."
    return ""


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and 12 more`."""
    left = len(names) - _MOST_NAMED
    shown = [*names[:_MOST_NAMED], *([f"{left} more"] if left > 0 else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _editors_counted(editors: Sequence[str]) -> str:
    if not editors:
        return "everybody in the channel may change this"
    return f"only {'one person' if len(editors) == 1 else f'{len(editors)} people'} may change this"

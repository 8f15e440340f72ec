"""Reads what was sent in with the settings' dialog, and tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.settings_card import (
    GONE,
    ONLY,
    PEOPLE,
    SOURCES,
    TONE,
    UNMENTIONED,
    WHO,
    YES,
    Entered,
    mark_of,
)
from core.chatting.channel_form import MOST_EDITORS, wrong_editors
from core.domain import ChannelSettings, Tone

UNREADABLE = "I could not read this. Please close it and open it again."

_MOST_VALUES = 200
_MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be so."""

    reason: str
    """For the person."""


def read_entered(data: Mapping[str, Any]) -> Entered:
    """Read the fields, however wrong they are."""
    tone = data.get(TONE)
    return Entered(
        sources=_several(data.get(SOURCES)),
        tone=Tone(tone) if isinstance(tone, str) and tone in [*Tone] else None,
        answers_unmentioned=data.get(UNMENTIONED) == YES,
        is_limited=data.get(WHO) == ONLY,
        people=_several(data.get(PEOPLE)),
    )


def read_gone(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of sources that were not read any more when the dialog was opened."""
    names = data.get(GONE)
    if not isinstance(names, list):
        return ()
    fit = (one for one in names if isinstance(one, str) and 0 < len(one) <= _MOST_NAME)
    return tuple(dict.fromkeys(fit))[:_MOST_VALUES]


def read_settings(
    entered: Entered, *, kind: ChatKind, before: ChannelSettings, known: Iterable[str]
) -> ChannelSettings | Refused:
    """The settings that are wanted, without their editors.

    Args:
        entered: What the fields hold.
        kind: Of the chat.
        before: As they are now.
        known: Names of all sources there are.
    """
    if entered.tone is None:
        return Refused(UNREADABLE)
    # In the order in which they are kept: the same sources are no change.
    names = {mark_of(name): name for name in (*before.sources, *known)}
    if any(mark not in names for mark in entered.sources):
        return Refused("One of these sources is not there any more. Please choose again.")
    sources = tuple(name for mark, name in names.items() if mark in entered.sources)
    listens = kind is not ChatKind.PERSONAL and entered.answers_unmentioned
    return ChannelSettings(sources, answers_unmentioned=listens, tone=entered.tone)


def people_refused(entered: Entered, before: ChannelSettings) -> str:
    """Why the people that were chosen cannot be meant; empty: they can."""
    is_new = any(one not in before.editors for one in entered.people)
    if not entered.is_limited and is_new:
        return "You have chosen people, but also that everybody may change this. Which is it?"
    if entered.is_limited and len(entered.people) >= MOST_EDITORS:
        return f"Choose fewer than {MOST_EDITORS} people, or let everybody."
    return ""


def editors_of(
    people: Sequence[str], person: str, before: ChannelSettings
) -> tuple[str, ...] | Refused:
    """Who may change the settings from now on: those who were chosen, and who chose them.

    Args:
        people: Their ids in Teams.
        person: Who wants it so.
        before: The same people as now are no change.
    """
    editors = tuple(dict.fromkeys((person, *people)))
    if wrong := wrong_editors(editors, person):
        return Refused(wrong)
    return before.editors if set(editors) == set(before.editors) else editors


def _several(value: object) -> tuple[str, ...]:
    """What a menu of several choices holds: Teams joins them by commas."""
    if not isinstance(value, str):
        return ()
    parts = (part.strip() for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:_MOST_VALUES]

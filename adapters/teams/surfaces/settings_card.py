"""The settings of a chat as they look: the card that opens them, and the dialog.

Nothing in here asks anybody anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from adapters.teams.message import Card, TeamsMessage
from adapters.teams.names import OPEN_SETTINGS, SAVE_SETTINGS
from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.pieces import (
    alarming,
    card,
    item,
    line,
    name_in_line,
    opens_dialog,
    plain_title,
    sends,
    small,
)
from adapters.teams.taking_in.payloads import Json
from core.chatting.channel_form import (
    TONE_HINTS,
    TONES,
    editors_in_words,
    sources_in_words,
    tone_in_words,
    unmentioned_in_words,
)
from core.domain import ChannelSettings, Tone

TITLE = "How I answer"
SOURCES, UNMENTIONED, TONE, WHO, PEOPLE = "sources", "unmentioned", "tone", "who", "people"
"""Inputs."""
GONE = "gone"
"""Names of chosen sources that are not read any more; goes with the dialog."""
YES, NO = "true", "false"
EVERYBODY, ONLY = "everybody", "only"
"""Values of `WHO`."""
SOMEBODY = "Somebody"
"""Whose name Teams does not tell."""

_MOST_EXPANDED = 10
"""Choices; more of them make a menu."""
_MOST_OFFERED = 60
"""Sources: a card has to fit into a message."""
_PICKER = {
    "type": "Data.Query",
    "dataset": "graph.microsoft.com/users?scope=currentContext",
}
"""Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker"""
_PLACES = {
    ChatKind.CHANNEL: "in this channel",
    ChatKind.GROUP: "in this chat",
    ChatKind.PERSONAL: "in our chat",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """What the fields of the dialog hold."""

    sources: tuple[str, ...] = ()
    """Marks of names."""
    tone: Tone | None = Tone.FULL
    """None: it cannot be read."""
    answers_unmentioned: bool = False
    is_limited: bool = False
    """Whether only some people may change them."""
    people: tuple[str, ...] = ()
    """Those people, as the picker names them: ids of Teams, or of Microsoft Entra."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that stands in the dialog."""

    kind: ChatKind
    entered: Entered
    known: Sequence[str]
    """Names of all sources there are."""
    gone: Sequence[str] = ()
    """Names of those that were chosen and are not read any more."""
    names: Mapping[str, str]
    """What those of `entered.people` are called, as far as Teams tells."""
    error: str = ""
    """Why it could not be kept."""


def entered_of(settings: ChannelSettings, person: str) -> Entered:
    """Settings as the fields hold them; who looks at them is no choice: they stay an editor."""
    return Entered(
        sources=tuple(map(mark_of, settings.sources)),
        tone=settings.tone,
        answers_unmentioned=settings.answers_unmentioned,
        is_limited=bool(settings.editors),
        people=tuple(one for one in settings.editors if one != person),
    )


def mark_of(source: str) -> str:
    """A source's name as a choice: Teams joins what is chosen by commas, which names may hold."""
    return sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def settings_message(
    kind: ChatKind, settings: ChannelSettings, *, is_in_dialog: bool = False
) -> TeamsMessage:
    """What the word `settings` shows to who may change them: the settings, and the way to do so.

    It names no editors; the dialog does.

    Args:
        kind: Of the chat.
        settings: As they are.
        is_in_dialog: Whether it is shown in a dialog, which goes on with the next one.
    """
    told = f"This is how I answer {_PLACES[kind]}:"
    body = [line(told), *(item(one) for one in settings_in_words(kind, settings))]
    if kind is not ChatKind.PERSONAL and settings.editors:
        body.append(small("Only some people may change this."))
    button = sends if is_in_dialog else opens_dialog
    change = button("Change settings", OPEN_SETTINGS)
    return TeamsMessage("", cards=(card(body, [change], said=told),), summary=TITLE)


def settings_told(kind: ChatKind, settings: ChannelSettings) -> TeamsMessage:
    """The same in words alone, for who looks at a chat that the desk has heard nothing of."""
    lines = [f"- {one}" for one in settings_in_words(kind, settings)]
    way = "To change it, mention me there with the word **settings**."
    return TeamsMessage("\n".join([f"This is how I answer {_PLACES[kind]}:", "", *lines, "", way]))


def settings_in_words(kind: ChatKind, settings: ChannelSettings) -> list[str]:
    """How the desk answers: each setting as a phrase of Markdown."""
    lines = [sources_in_words(settings.sources, name_in_line), tone_in_words(settings.tone)]
    if kind is not ChatKind.PERSONAL:
        lines.append(unmentioned_in_words(settings))
    return lines


def reading_card(kind: ChatKind, settings: ChannelSettings, editors: Sequence[str]) -> Card:
    """The settings for somebody who may not change them.

    Args:
        kind: Of the chat.
        settings: As they are.
        editors: Names of those who may.
    """
    told = f"This is how I answer {_PLACES[kind]}:"
    who = editors_in_words([name_in_line(name) for name in editors])
    lines = [item(one) for one in settings_in_words(kind, settings)]
    return card([line(told), *lines, small(f"{who[:1].upper()}{who[1:]}.")], said=told)


def changing_card(form: Form) -> Card:
    """The settings for somebody who may change them."""
    told = f"This is how I answer {_PLACES[form.kind]}."
    is_shared = form.kind is not ChatKind.PERSONAL
    body = [
        *([alarming(form.error)] if form.error else []),
        line(f"{told} Everybody here is told when you change it." if is_shared else told),
        *_sources(form),
        _tone(form.entered.tone or Tone.FULL),
        *([_unmentioned(form.entered), *_editors(form)] if is_shared else []),
    ]
    return card(body, [sends("Save", SAVE_SETTINGS, **{GONE: [*form.gone]})], said=told)


def _sources(form: Form) -> list[Json]:
    """The sources to choose from, also those that are chosen and not read any more."""
    chosen = form.entered.sources
    if len(form.known) == 1 and not chosen:
        return []  # There is nothing to choose.
    offered = [_choice(name, name) for name in _offered(form)]
    offered += [_choice(name, f"{name} (is not read any more)") for name in form.gone]
    if not offered:
        return [line("**Answer from**: there are no sources to choose from.")]
    field: Json = {
        "type": "Input.ChoiceSet",
        "id": SOURCES,
        "label": "Answer from",
        "isMultiSelect": True,
        "style": "expanded" if len(offered) <= _MOST_EXPANDED else "compact",
        "placeholder": "All sources",
        "wrap": True,
        "choices": offered,
        "value": ",".join(chosen),
    }
    hint = "Choose none to answer from all of them, also from those that are added later."
    left = len(form.known) + len(form.gone) - len(offered)
    more = [small(f"There are {left} more, which do not fit in here.")] if left > 0 else []
    return [field, small(hint), *more]


def _offered(form: Form) -> list[str]:
    """Those that are chosen never give way to others."""
    chosen = [name for name in form.known if mark_of(name) in form.entered.sources]
    others = [name for name in form.known if name not in chosen]
    shown = {*chosen, *others[: max(0, _MOST_OFFERED - len(chosen))]}
    return [name for name in form.known if name in shown]


def _choice(name: str, title: str) -> Json:
    return {"title": plain_title(title), "value": mark_of(name)}


def _tone(tone: Tone) -> Json:
    return {
        "type": "Input.ChoiceSet",
        "id": TONE,
        "label": "How much an answer says",
        "style": "expanded",
        "isRequired": True,
        "errorMessage": "Choose one of them.",
        "wrap": True,
        "choices": [
            {"title": f"{TONES[one]}: {TONE_HINTS[one].lower()}", "value": one.value}
            for one in Tone
        ],
        "value": tone.value,
    }


def _unmentioned(entered: Entered) -> Json:
    return {
        "type": "Input.Toggle",
        "id": UNMENTIONED,
        "label": "Questions that nobody asked me",
        "title": "Answer what is clearly a question, even if nobody mentions me",
        "wrap": True,
        "valueOn": YES,
        "valueOff": NO,
        "value": YES if entered.answers_unmentioned else NO,
    }


def _editors(form: Form) -> list[Json]:
    who: Json = {
        "type": "Input.ChoiceSet",
        "id": WHO,
        "label": "Who may change these settings",
        "style": "expanded",
        "isRequired": True,
        "errorMessage": "Choose one of them.",
        "wrap": True,
        "choices": [
            {"title": "Everybody here", "value": EVERYBODY},
            {"title": "Only I, and the people below", "value": ONLY},
        ],
        "value": ONLY if form.entered.is_limited else EVERYBODY,
    }
    people: Json = {
        "type": "Input.ChoiceSet",
        "id": PEOPLE,
        "label": "And these people",
        "isMultiSelect": True,
        "placeholder": "Search for people",
        "choices": [
            {"title": plain_title(form.names.get(one, SOMEBODY)), "value": one}
            for one in form.entered.people
        ],
        "choices.data": _PICKER,
        "value": ",".join(form.entered.people),
    }
    return [who, people]

"""The modal with a channel's settings as it looks; nothing in here asks anybody anything."""

from __future__ import annotations

import json
from collections.abc import Sequence

from adapters.slack.blocks import unstyled
from adapters.slack.names import CHANNEL_SETTINGS, MOST_SECTION_CHARACTERS
from adapters.slack.surfaces.pieces import (
    channel_menu,
    choice,
    context,
    paragraphs,
    plain,
    section,
)
from adapters.slack.taking_in.payloads import Json
from adapters.slack.taking_in.whereabouts import is_direct
from core.chatting import channel_form
from core.chatting.channel_form import (
    MOST_EDITORS,
    TONE_HINTS,
    TONES,
    tone_in_words,
    unmentioned_in_words,
)
from core.chatting.one_line import cut
from core.domain import ChannelSettings, Tone

SOURCES, UNMENTIONED, TONE, EDITORS = "sources", "unmentioned", "tone", "editors"
"""Fields; block and action are called alike."""
LISTEN, WAIT = "answer", "wait"
"""Values of `UNMENTIONED`."""

_MOST_CHECKBOXES = 10
"""Source: https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element"""
_MOST_MENU_OPTIONS = 100
"""Source: https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element"""
_MOST_VALUE = 150
"""Source: https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""
_TITLE = "How I answer"


def place_of(channel: str) -> str:
    """The channel as a sentence names it; Slack draws its name."""
    return "in our direct messages" if is_direct(channel) else f"in <#{channel}>"


def waiting_view() -> Json:
    """What stands there until the settings have been looked up."""
    return _modal([section("One moment: I am looking up the settings…")])


def telling_view(text: str) -> Json:
    """A modal that only says something (mrkdwn)."""
    return _modal([section(text)])


def choosing_view() -> Json:
    """Which channel is meant?"""
    return _modal([section("Which channel's settings?", channel_menu())])


def reading_view(channel: str, settings: ChannelSettings, reason: str) -> Json:
    """The settings for somebody who may not change them.

    Args:
        channel: Its id.
        settings: As they are.
        reason: Who may change them (mrkdwn).
    """
    # Who may change them, the reason says.
    lines = [f"• {line}" for line in settings_in_words(channel, settings)]
    told = section(f"This is how I answer {place_of(channel)}:")
    return _modal([told, *paragraphs(lines, MOST_SECTION_CHARACTERS), context(reason)])


def changing_view(
    channel: str, settings: ChannelSettings, sources: Sequence[str], note: str = ""
) -> Json:
    """The settings for somebody who may change them.

    Args:
        channel: Its id.
        settings: As they are.
        sources: Names of all sources there are.
        note: What else is to be known first (mrkdwn).
    """
    told = section(
        f"This is how I answer {place_of(channel)}. The channel is told when you change it."
    )
    direct = section(f"This is how I answer {place_of(channel)}.")
    blocks = [
        direct if is_direct(channel) else told,
        *([context(note)] if note else []),
        *_sources(settings.sources, sources),
        _tone(settings.tone),
        *([] if is_direct(channel) else [_unmentioned(settings), _editors(settings.editors)]),
    ]
    return {
        **_modal(blocks),
        "callback_id": CHANNEL_SETTINGS,
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": json.dumps({"channel": channel}),
    }


def settings_in_words(channel: str, settings: ChannelSettings) -> list[str]:
    """How the desk answers: each setting as a phrase of mrkdwn."""
    lines = [sources_in_words(settings.sources), tone_in_words(settings.tone)]
    if not is_direct(channel):
        lines.append(unmentioned_in_words(settings))
    return lines


def sources_in_words(sources: Sequence[str]) -> str:
    """`I answer from all sources`."""
    return channel_form.sources_in_words(sources, source_name)


def source_name(name: str) -> str:
    """A source's name in a sentence of mrkdwn."""
    return unstyled(cut(name, 100))


def editors_in_words(editors: Sequence[str]) -> str:
    """`everybody in the channel may change this`; a mention in a modal tells nobody."""
    return channel_form.editors_in_words([f"<@{person}>" for person in editors])


def _modal(blocks: list[Json]) -> Json:
    return {
        "type": "modal",
        "title": plain(_TITLE),
        "close": plain("Close"),
        "blocks": blocks,
    }


def _field(name: str, label: str, element: Json, hint: str = "", *, optional: bool = False) -> Json:
    block: Json = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": name, **element},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint)
    return block


def _sources(chosen: Sequence[str], known: Sequence[str]) -> list[Json]:
    """The sources to choose from, also those that are chosen and not read any more."""
    if len(known) == 1 and not chosen:
        return []  # There is nothing to choose.
    gone = [name for name in chosen if name not in known]
    options = {name: choice(name, name) for name in known if len(name) <= _MOST_VALUE}
    options |= {
        name: choice(name, name, "Is not read any more")
        for name in gone
        if len(name) <= _MOST_VALUE
    }
    if not options:
        return [section("*Answer from*: there are no sources to choose from.")]
    made = [*options.values()]
    element: Json = {"options": made}
    if len(made) > _MOST_MENU_OPTIONS:
        element = {"option_groups": _groups(made)}
    if initial := [options[name] for name in chosen if name in options]:
        element["initial_options"] = initial
    element["type"] = "checkboxes" if len(made) <= _MOST_CHECKBOXES else "multi_static_select"
    if len(made) > _MOST_CHECKBOXES:
        element["placeholder"] = plain("All sources")
    hint = "Choose none to answer from all of them, also from those that are added later."
    return [_field(SOURCES, "Answer from", element, hint, optional=True)]


def _groups(options: list[Json]) -> list[Json]:
    """Options of a long menu, a hundred together, each group named by its first and last."""
    starts = range(0, len(options), _MOST_MENU_OPTIONS)
    groups = [options[start : start + _MOST_MENU_OPTIONS] for start in starts]
    return [
        {
            "label": plain(f"{cut(_name(group[0]), 35)} … {cut(_name(group[-1]), 35)}"),
            "options": group,
        }
        for group in groups
    ]


def _name(option: Json) -> str:
    return str(option["text"]["text"])


def _tone(tone: Tone) -> Json:
    options = {one: choice(TONES[one], one.value, TONE_HINTS[one]) for one in Tone}
    element = {
        "type": "radio_buttons",
        "options": [*options.values()],
        "initial_option": options[tone],
    }
    return _field(TONE, "How much an answer says", element)


def _unmentioned(settings: ChannelSettings) -> Json:
    wait = choice("Wait to be mentioned", WAIT, "I also answer in threads I have taken part in")
    listen = choice("Answer questions anyway", LISTEN, "What is clearly a question, for anybody")
    element = {
        "type": "radio_buttons",
        "options": [wait, listen],
        "initial_option": listen if settings.answers_unmentioned else wait,
    }
    return _field(UNMENTIONED, "Questions asked in the channel", element)


def _editors(editors: Sequence[str]) -> Json:
    element: Json = {
        "type": "multi_users_select",
        "placeholder": plain("Everybody in the channel"),
        "max_selected_items": MOST_EDITORS,
    }
    if editors:
        element["initial_users"] = [*editors][:MOST_EDITORS]
    hint = "Choose nobody to let everybody in the channel change them; else choose yourself too."
    return _field(EDITORS, "Who may change these settings", element, hint, optional=True)

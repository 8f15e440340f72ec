"""Reads what was sent in with the settings' modal, and tells what it changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from adapters.slack.surfaces.payloads import SettingsView
from adapters.slack.surfaces.settings_view import (
    EDITORS,
    LISTEN,
    SOURCES,
    TONE,
    UNMENTIONED,
    source_name,
)
from adapters.slack.taking_in.whereabouts import is_direct
from core.chatting import channel_form
from core.chatting.channel_form import wrong_editors
from core.domain import ChannelSettings, Tone


@dataclass(frozen=True, slots=True)
class SentIn:
    """What somebody wants the settings of a channel to be."""

    channel: str
    settings: ChannelSettings


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be so."""

    errors: Mapping[str, str]
    """By field, for the person."""


def read_form(view: SettingsView, person: str) -> SentIn | Refused:
    """Read the settings; what is wrong with them is told beside the field.

    Args:
        view: As Slack sent it.
        person: Who sent it in.
    """
    channel = _channel_of(view.private_metadata)
    tone = view.field(TONE).selected_option.value
    if not channel or tone not in [*Tone]:
        return Refused({TONE: "I could not read this. Please close it and open it again."})
    settings = ChannelSettings(
        sources=tuple(option.value for option in view.field(SOURCES).selected_options),
        tone=Tone(tone),
    )
    if is_direct(channel):
        return SentIn(channel, settings)
    editors = tuple(dict.fromkeys(view.field(EDITORS).selected_users))
    if wrong := wrong_editors(editors, person):
        return Refused({EDITORS: wrong})
    listens = view.field(UNMENTIONED).selected_option.value == LISTEN
    return SentIn(channel, replace(settings, editors=editors, answers_unmentioned=listens))


def change_in_words(before: ChannelSettings, after: ChannelSettings) -> str:
    """What is different, as one sentence of mrkdwn without its end; empty: nothing."""
    return channel_form.change_in_words(before, after, source_name)


def _channel_of(private_metadata: str) -> str:
    try:
        kept = json.loads(private_metadata)
    except ValueError:
        return ""
    return str(kept.get("channel", "")) if isinstance(kept, dict) else ""

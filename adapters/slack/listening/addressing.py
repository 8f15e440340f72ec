"""Decides what becomes of a message: answered, left alone, or refused with a reason.

Pure: `messages` tells it what was heard, and asks storage what is left open.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from adapters.slack.listening.wording import (
    calls_somebody,
    is_follow_up,
    is_worth_answering_unasked,
)

SLACKBOT = "USLACKBOT"
SAID_BY_PEOPLE = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""Subtypes that carry what a person said.
Source: https://docs.slack.dev/reference/events/message#subtypes"""

_NAMES_A_GROUP = re.compile(r"<!(?:subteam\^|here\b|channel\b|everyone\b)")


class Verdict(Enum):
    """What becomes of a message."""

    IGNORE = auto()
    ANSWER = auto()
    ANSWER_IF_TAKING_PART = auto()
    """If the desk has answered in its thread, or is about to."""
    ANSWER_IF_WANTED = auto()
    """If the channel wants questions answered that name nobody."""
    REFUSE_STRANGER = auto()
    """Its author belongs to another organisation, and has to be told so."""
    REFUSE_WITHOUT_TEXT = auto()
    """It is only a file or a forwarded message, and its author has to be told what is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is known of a message before anything is looked up."""

    said: str
    """Its text in plain words, the desk's own mention left out."""
    person: str
    """Who wrote it; empty: nobody."""
    desk_user: str
    """Who the desk is there."""
    mentions: Collection[str] = ()
    """Users that it names."""
    names_group: bool = False
    """Whether it calls a group, or all of the channel."""
    is_mention: bool = False
    """Whether Slack itself calls it a mention of the desk (`app_mention`)."""
    is_direct: bool = False
    """Whether it was written to the desk alone."""
    is_top_level: bool = True
    subtype: str = ""
    bot_id: str = ""
    has_more_than_text: bool = False
    """Whether files or other messages hang on it."""
    is_stranger: bool = False
    """Whether it comes from another organisation, and those are not answered."""


def names_group(text: str) -> bool:
    """Whether a text (Slack's mrkdwn) calls a group of people or all of the channel."""
    return bool(_NAMES_A_GROUP.search(text))


def judge(heard: Heard) -> Verdict:
    """What becomes of a message."""
    if heard.subtype not in SAID_BY_PEOPLE or heard.bot_id:
        return Verdict.IGNORE
    if heard.person in ("", SLACKBOT, heard.desk_user):
        return Verdict.IGNORE
    if heard.is_direct or heard.is_mention or heard.desk_user in heard.mentions:
        return _judge_addressed(heard)
    return _judge_overheard(heard)


def _judge_addressed(heard: Heard) -> Verdict:
    if heard.is_stranger:
        return Verdict.REFUSE_STRANGER
    if heard.has_more_than_text and not heard.said.strip():
        return Verdict.REFUSE_WITHOUT_TEXT
    return Verdict.ANSWER


def _judge_overheard(heard: Heard) -> Verdict:
    """Of a message that does not name the desk: is it meant, all the same?"""
    names_others = bool(heard.mentions) or heard.names_group or calls_somebody(heard.said)
    if heard.is_stranger or names_others or not heard.said.strip():
        return Verdict.IGNORE
    if not heard.is_top_level:
        return Verdict.ANSWER_IF_TAKING_PART if is_follow_up(heard.said) else Verdict.IGNORE
    is_whole = is_worth_answering_unasked(heard.said)
    return Verdict.ANSWER_IF_WANTED if is_whole else Verdict.IGNORE

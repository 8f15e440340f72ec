"""Decides what becomes of a message: answered, left alone, or refused with a reason.

Pure: an adapter tells it what was heard, and `overhearing` asks storage what is left open.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from core.chatting.question_like import is_question_like
from core.chatting.wording import (
    calls_somebody,
    is_courtesy,
    is_order,
    is_remark,
    is_worth_answering_unasked,
    numbered_order,
)


class Verdict(Enum):
    """What becomes of a message."""

    IGNORE = auto()
    ANSWER = auto()
    ANSWER_UNASKED = auto()
    """It was said to nobody: an answer is shown, that there is none is not."""
    WEIGH_IN_THREAD = auto()
    """It names nobody in a thread: who has spoken there tells (`judge_in_thread`)."""
    ANSWER_IF_WANTED = auto()
    """If the channel wants questions answered that name nobody; unasked."""
    ANSWER_IF_SUBSCRIBED = auto()
    """If the channel has the subscription whose number it names."""
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
    """Whether the platform itself calls it a mention of the desk."""
    is_direct: bool = False
    """Whether it was written to the desk alone."""
    is_top_level: bool = True
    is_by_person: bool = True
    """Whether a person has said it: no other bot, and no notice of the platform."""
    has_more_than_text: bool = False
    """Whether files or other messages hang on it."""
    is_stranger: bool = False
    """Whether it comes from another organisation, and those are not answered."""


def judge(heard: Heard) -> Verdict:
    """What becomes of a message."""
    if not _is_said_by_a_person(heard):
        return Verdict.IGNORE
    return _judge_addressed(heard) if _is_addressed(heard) else _judge_overheard(heard)


def is_overheard(heard: Heard) -> bool:
    """Whether a person has said it, and not to the desk."""
    return _is_said_by_a_person(heard) and not _is_addressed(heard)


def judge_in_thread(said: str, *, is_alone: bool) -> Verdict:
    """What becomes of words that name nobody, in a thread that the desk takes part in.

    Args:
        said: In plain words.
        is_alone: Whether the desk answered this person last, and nobody else has spoken since.
    """
    if is_order(said):
        return Verdict.ANSWER
    if is_alone:
        return Verdict.IGNORE if is_courtesy(said) or is_remark(said) else Verdict.ANSWER
    return Verdict.ANSWER_UNASKED if is_question_like(said) else Verdict.IGNORE


def _is_said_by_a_person(heard: Heard) -> bool:
    return heard.is_by_person and heard.person not in ("", heard.desk_user)


def _is_addressed(heard: Heard) -> bool:
    return heard.is_direct or heard.is_mention or heard.desk_user in heard.mentions


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
        return Verdict.WEIGH_IN_THREAD
    if numbered_order(heard.said) is not None:
        return Verdict.ANSWER_IF_SUBSCRIBED
    is_whole = is_worth_answering_unasked(heard.said)
    return Verdict.ANSWER_IF_WANTED if is_whole else Verdict.IGNORE

"""What people who talk with the desk say instead of a command: help, sources, settings, a person.

The listeners ask it of what is said to the desk, after a mention or in its own chat.  Pure.  The whole message has
to say it: "where are the settings of my phone" is a question to the pages.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from core.chatting.command_words import LIST_POSTS, Manage, Simple, read_command, waits_wished
from core.chatting.stopping import wants_no_posts
from core.routing import describes_emergency

_HOW_TO_ASK = (
    "Beneath an answer of mine there is the button {button}: press it, and I pass your question on to people who "
    "may know."
)


class SaidWord(Enum):
    """What is wanted."""

    HELP = auto()
    SOURCES = auto()
    SETTINGS = auto()
    ASK_PERSON = auto()


_SIMPLE = {
    Simple.HELP: SaidWord.HELP,
    Simple.SOURCES: SaidWord.SOURCES,
    Simple.SETTINGS: SaidWord.SETTINGS,
}
_FOR_HELP = frozenset({"help", "commands"})
"""What else a command takes for a wish for help may be said to a desk that one talks with: `stop`."""
_ABOUT_ANSWER = "source?"
"""Asks after the answer that stands before it."""

_MAY = r"(?:(?:can|could|would|will|may|might) (?:you|i|we) (?:please )?|(?:i|we) (?:want|need|would like|'d like) to |i'd like to |let me )?"
_SHOW = rf"{_MAY}(?:show|tell|give|list|open|see|view|check|display|get|find|change|edit|adjust|read)(?: (?:me|us))?"
_HERE = (
    r"(?: (?:here|(?:of|for|in) (?:this|our|the|your) (?:channel|chat|group|group chat|team|bot)))?"
)
_ITS = r"(?:(?:the|my|your|our|all|all of|bot|channel|chat|channel's|this channel's|this chat's|current) )*"
_SETTINGS = rf"{_ITS}settings?{_HERE}"
_SOURCES = rf"{_ITS}(?:information |known )?(?:sources?|pages you (?:know|read|use)){_HERE}"
_PERSON = (
    r"(?:(?:a|an|any|some|another) )?(?:(?:real|actual|live|other) )?"
    r"(?:person|human|human being|somebody|someone|anybody|anyone|colleague|agent|people|humans)(?: else| real| human)?"
)
_REACH = (
    r"(?:ask|talk to|talk with|speak to|speak with|chat with|reach|contact|get|message|connect me (?:to|with)|put me through to"
    r"|transfer me to|hand (?:this|that|it|me) (?:over )?to|pass (?:this|that|it|my question) on to|forward (?:this|that|it) to)"
)
_PATTERNS = {
    SaidWord.SETTINGS: re.compile(
        rf"{_SETTINGS}|{_SHOW} {_SETTINGS}|(?:what(?: are|'s| is)|where(?: are|'s| is)) {_SETTINGS}"
        rf"|(?:how|where) (?:do|can|could|would) (?:i|we|you) (?:find|see|open|change|edit|adjust|set|get to) {_SETTINGS}"
    ),
    SaidWord.SOURCES: re.compile(
        rf"{_SOURCES}|{_SHOW} {_SOURCES}|(?:what|which)(?: are|'s| is) {_SOURCES}"
        r"|(?:what|which) (?:sources|pages|documents|websites|sites) (?:do|did|can) you (?:have|use|know|read|search|look at|answer from)"
        r"|what (?:sources|pages) are (?:there|you using)|where do you (?:get|take|have) (?:your|the|all your|this) "
        r"(?:information|info|answers|knowledge|data)(?: from)?|where (?:does|do) your (?:information|info|answers|knowledge|data) come from"
        r"|what do you (?:know|answer from)"
    ),
    SaidWord.HELP: re.compile(
        r"(?:i|we) (?:need|want|could use|would like) (?:some |a little |a bit of |your )?help(?: here| from you)?"
        r"|(?:can|could|may) (?:i|we) (?:get|have) (?:some )?help|(?:can|could|will|would) you (?:please )?help(?: me| us)?(?: out)?"
        r"|how can you help(?: me| us)?|(?:some|a little) help|help (?:page|menu|text|card|commands)"
        rf"|{_SHOW} (?:(?:the|some|your|all|a list of) )*(?:help|commands)"
        r"|(?:what|which) commands (?:are there|do you (?:have|know|understand)|can i use)"
    ),
    SaidWord.ASK_PERSON: re.compile(
        rf"{_MAY}{_REACH} {_PERSON}(?: instead| for me| to (?:answer|help)(?: me| this| that)?| about (?:this|that|it))*"
        rf"|how (?:do|can|could) (?:i|we) {_REACH} {_PERSON}"
        rf"|is there {_PERSON} (?:(?:i|we) (?:can|could) |to )(?:ask|talk to|talk with|speak to|speak with|contact)"
        rf"|(?:i|we) (?:want|need|would like) {_PERSON}"
    ),
}
_AROUND = re.compile(
    r"^(?:(?:please|pls|hey|hi|hello|ok|okay|and|so|well|sorry|frontdesk|yes)[\s,!:]+)+"
    r"|(?:[\s,]+(?:please|pls|plz|thanks|thank you|now|then))+$"
)


def word_said(text: str) -> SaidWord | None:
    """What somebody wants who says nothing else; None: it is a question, or an order.

    Args:
        text: In plain words, without the mention of the desk.
    """
    said = " ".join(text.lower().replace("’", "'").split())
    if said == _ABOUT_ANSWER:
        return None
    word = _word_of(said)
    return None if word is not None and describes_emergency(text) else word


def _word_of(said: str) -> SaidWord | None:
    bare = said.strip(" .!?,;")
    if bare and " " not in bare:
        return _alone(bare)
    bare = _AROUND.sub("", _AROUND.sub("", bare)).strip(" .!?,;")
    if bare in _FOR_HELP:
        return SaidWord.HELP
    return next((word for word, said_so in _PATTERNS.items() if said_so.fullmatch(bare)), None)


def put_right(text: str) -> str:
    """An order that somebody says to the desk, in words that it knows; all else is left as it is.

    Args:
        text: In plain words, without the mention of the desk.
    """
    if wants_no_posts(text):
        return LIST_POSTS
    wish = read_command(text)
    return (
        wish.text
        if isinstance(wish, Manage)
        else (waits_wished(text) if text.strip() else "") or text
    )


def asking_told(button: str, *, are_people_there: bool, contact: str) -> str:
    """What is told to who wants a person's answer, without its question.

    Args:
        button: What hands a question over, as the platform writes it.
        are_people_there: Whether questions can be handed over.
        contact: Whom to turn to else; may be empty.
    """
    if are_people_there:
        return _HOW_TO_ASK.format(button=button)
    turn_to = f" You can turn to {contact}." if contact else ""
    return f"There is nobody here whom I could ask.{turn_to}"


def _alone(bare: str) -> SaidWord | None:
    wish = read_command(bare)
    if not isinstance(wish, Simple) or (wish is Simple.HELP and not _is_help(bare)):
        return None
    return _SIMPLE.get(wish)


def _is_help(bare: str) -> bool:
    """A slip is guessed only where letters have changed their places: "heap" is a word."""
    return bare in _FOR_HELP or sorted(bare) == sorted("help")

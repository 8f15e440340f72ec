"""Understands what one person asks or orders without the others: behind a command, or in its dialog.

Pure; the chat adapters carry it out.

Whatever is no command is a question.  A command that is badly spelled is understood where nothing
else can be meant: the words of a command alone, or with a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from rapidfuzz.distance import OSA

from core.chatting.stopping import wants_no_posts
from core.waits.subscribing.commands import Subscribe, parse_command


class Simple(Enum):
    """A command that needs no more words."""

    HELP = auto()
    SOURCES = auto()
    FORGET = auto()
    SETTINGS = auto()


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, answered to this person alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Manage:
    """Something about the subscriptions of the channel."""

    text: str
    """In the person's words, spelled right."""

    @property
    def is_wish(self) -> bool:
        """Whether something is to be posted from now on."""
        return isinstance(parse_command(self.text), Subscribe)


CommandWish: TypeAlias = Simple | Ask | Manage

_ALONE = {
    "help": Simple.HELP,
    "commands": Simple.HELP,
    "ask": Simple.HELP,
    "stop": Simple.HELP,
    "cancel": Simple.HELP,
    "forgot": Simple.HELP,
    "sources": Simple.SOURCES,
    "source": Simple.SOURCES,
    "forget": Simple.FORGET,
    "forget everything": Simple.FORGET,
    "settings": Simple.SETTINGS,
    "setting": Simple.SETTINGS,
    "configure": Simple.SETTINGS,
}
"""Among them are words that are no command and could not be looked up either."""
_WAITS, _WAIT = "waits", "wait"
LIST_POSTS = "subscriptions"
"""Shows what is posted in a chat, and how each of it is ended."""
_WITH_NUMBER = ("unsubscribe", "pause", "resume")
_WITH_WISH = "subscribe"
_LONG_WORD = 7
_MOST_OF_SITE = 4
"""Words that name a site."""
_PUNCTUATION = " .!?,:;"
_NO_SLIPS = frozenset({"waist", "wants", "warts"})
"""Words of their own that are one letter away from a command."""
_SEPARATORS = re.compile(r"^[\s,:]*(?:times?\b\s*)?(?:(?:for|at|in|of)\s+)?", re.IGNORECASE)
_WAIT_TIMES = re.compile(r"(?:times?\b.*)?", re.IGNORECASE)
"""What may follow `wait`; `wait list for surgery` is a question."""


def read_command(text: str) -> CommandWish:
    """Understand the text of a command."""
    said = " ".join(text.split())
    bare = said.lower().strip(" .!?")
    if not bare:
        return Simple.HELP
    if bare in _ALONE:
        return _ALONE[bare]
    if wants_no_posts(said):
        return Manage(LIST_POSTS)
    first, _, rest = said.partition(" ")
    if first.lower().rstrip(":") == "ask" and rest:
        return _question(rest)
    if _wants_waits(first, rest):
        return Ask(_waits_question(rest))
    return _misspelled(first, rest.strip()) or _question(said)


def waits_wished(text: str) -> str:
    """The question that `wait` or a badly spelled `waits` asks in a chat; empty: it is something else.

    What is spelled right and says more is understood without this.
    """
    first, *rest = text.split()
    word = first.lower().strip(_PUNCTUATION)
    if word == _WAITS or len(rest) > _MOST_OF_SITE or not _wants_waits(first, " ".join(rest)):
        return ""
    return "" if word == _WAIT and rest else _waits_question(" ".join(rest))


def _question(text: str) -> CommandWish:
    return Manage(text) if parse_command(text) is not None else Ask(text)


def _wants_waits(first: str, rest: str) -> bool:
    if first.lower().strip(_PUNCTUATION) == _WAIT:
        return bool(_WAIT_TIMES.fullmatch(rest))
    return _is_meant(first, _WAITS)


def _waits_question(site: str) -> str:
    site = _SEPARATORS.sub("", site).strip(" .!?")
    return f"wait times for {site}" if site else "wait times"


def _misspelled(first: str, rest: str) -> CommandWish | None:
    """A command with its first word put right; None where it may be a question."""
    if not rest:
        for word, wish in _ALONE.items():
            # What deletes is never guessed: "forgot" may begin a question.
            if wish is not Simple.FORGET and _is_meant(first, word):
                return wish
        words: tuple[str, ...] = (LIST_POSTS, "unsubscribe", _WITH_WISH)
    elif re.fullmatch(r"(?:#|no\.?\s*|number\s*)?\d{1,9}\W*", rest, re.IGNORECASE):
        words = _WITH_NUMBER
    else:
        words = (_WITH_WISH, "unsubscribe")
    for word in words:
        text = f"{word} {rest}".strip()
        if _is_meant(first, word) and parse_command(text) is not None:
            return Manage(text)
    return None


def _is_meant(said: str, word: str) -> bool:
    """Whether a word is the one meant, with a slip or (in long words) two after its first letter."""
    said = said.lower().strip(_PUNCTUATION)
    if said in _NO_SLIPS:
        return False
    slips = 2 if len(word) >= _LONG_WORD else 1
    return said == word or (
        said[:1] == word[:1] and OSA.distance(said, word, score_cutoff=slips) <= slips
    )

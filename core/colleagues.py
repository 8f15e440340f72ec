"""Takes colleagues out of a question that only mentions them: `@Bob asked me who approves overtime`.

Chat platforms write a mention as `@Name`.  Hardly a page holds that name, so every page would look
like a poor answer.  Where the question is about that person ("what is @Bob's number?") the name
stays.  Called by `answering` before anything is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.words import STOP_WORDS, terms, words

_AT = re.compile(
    r"(?<![\w.+@/-])@(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof)\. ?)?[^\W\d_][\w'’-]*(?:\.[^\W\d_][\w'’-]*)*)"
)
_MORE_OF_NAME = re.compile(r" (?P<word>[A-ZÀ-Ý](?:[^\W\d_A-Z][\w'’-]*|\.))(?![\w@])")
_MOST_MORE_NAMES = 2
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")
_MARK = "\ue001"
"""Stands for a mention while the question is taken apart: no keyboard has it."""
_TELLING = (
    r"(?:(?:please|pls|can you|could you|would you|kindly)[ ,]+)*"
    r"(?:tell|ask|show|remind|inform|help|answer|explain to|let|cc|fyi|hey|hi|hello)[ ,:]+"
)
_ASKED = (
    r"(?: (?:just|also|has|had|have|is|are|was|were|would))*"
    r" (?:ask(?:s|ed|ing)?|want(?:s|ed)?|need(?:s|ed)?|like|wonder(?:s|ed|ing)?)\b"
    r"(?: me| us)?(?: to know| about)?|(?:,? and (?:I|me|we|us))? (?:to )?know\b|,? and (?:I|me|we|us)\b"
)
_FRAME = re.compile(
    rf"(?:\b{_TELLING})?{_MARK}(?:(?:,? and|,| &)? ?{_MARK})*(?:{_ASKED})?[,:]*", re.IGNORECASE
)
_CALLS = re.compile(
    rf"^\W*(?:(?:hi|hey|hello|ok|okay|so)\W+)?{_MARK}[ ,:–-]+(?=.*\w)|,\W*{_MARK}\W*$"
)
"""Speaks to the person: the question itself may be about anything."""
_BLANKS = re.compile(r"[ \t]+")
_BEFORE_STOP = re.compile(r"[ ,]+(?=[?.!,;](?:\s|$))")
_QUESTION_WORDS = frozenset(
    "who whos whose where wheres what whats when how is are does do did has can".split()
)
_OF_A_PERSON = frozenset(
    terms(
        "number numbers phone telephone extension ext mobile cell pager email e-mail mail address office "
        "room desk floor title role job position manager boss supervisor lead team department unit "
        "contact reach call find sit seat work working shift away back off vacation available responsible "
        "person people colleague name"
    )
)
"""What is asked of a person, and of nothing else."""


def without_colleagues(text: str) -> str:
    """A question without mentions of people, unless it is about them; of those the `@` goes.

    Args:
        text: As asked; a platform has written mentions as `@Name` or `@First Last`.
    """
    spans = list(_mentions(text))
    if not spans:
        return text
    marked = text
    for start, end in reversed(spans):
        marked = f"{marked[:start]}{_MARK}{marked[end:]}"
    if not _is_about_them(marked, text, spans):
        bare = _BEFORE_STOP.sub("", _BLANKS.sub(" ", _FRAME.sub(" ", marked))).strip(" ,:;–-")
        if any(character.isalnum() for character in bare):
            return bare
    return _AT.sub(lambda found: found["name"], text)


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand, each with its `@`."""
    for found in _AT.finditer(text):
        end = found.end()
        for _ in range(_MOST_MORE_NAMES):
            more = _MORE_OF_NAME.match(text, end)
            if more is None or more["word"].lower().partition("'")[0] in STOP_WORDS:
                break
            end = more.end()
        yield found.start(), end


def _is_about_them(marked: str, text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing is asked but what may be asked of a person."""
    own = marked.replace(_MARK, " ")
    if not _OF_A_PERSON.issuperset(terms(own)):
        return False
    if any(_POSSESSIVE.search(text[start:end]) for start, end in spans):
        return True
    said = words(own)
    asks = not _QUESTION_WORDS.isdisjoint(said) or bool(terms(own)) or not said
    return asks and not _CALLS.search(marked)

"""Makes a follow-up stand on its own, from the conversation.

`and on weekends?` after a question on cafeteria hours is looked up as what it means.  Rules only:
they are quick, need no model and can be read.  Called by `answering`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.domain import Query, Turn
from core.words import STOP_WORDS, plain, terms, words

_CONTINUES = re.compile(
    r"^\W*(?:and|or|but|also|then|so|ok(?:ay)?|what about|how about|what if|which one|the other|same)\b",
    re.IGNORECASE,
)
_REFERS = frozenset(
    """it its they them their theirs he him his she her hers that those these this there one ones
    same other others else instead former latter both either each second first third last""".split()
)
_PERSONAL = frozenset("he him his she her hers they them their theirs".split())
_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "last": -1,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\bthe\s+({'|'.join(_ORDINALS)})(?:\s+(?:one|option|item|step|point|person|number|entry))?\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:Dr\.? )?[A-ZÀ-Ý][a-zà-ÿ]+(?:[-'’][A-ZÀ-Ý]?[a-zà-ÿ]+)?"
    r"(?: (?:(?:de|da|van|von|der|la|el|al|bin) )*[A-ZÀ-Ý](?:\.|[a-zà-ÿ]+)(?:[-'’][A-ZÀ-Ý]?[a-zà-ÿ]+)*)+"
)
_NO_NAME = frozenset(
    """office manager team desk department service services hospital centre center health coordinator
    director lead officer room building form policy hours phone page floor unit program clinic supervisor
    assistant specialist analyst site street avenue road line guide procedure request schedule""".split()
)
"""Words that make a run of capitals a title or a place, not a person."""
_LIST_LINE = re.compile(r"^\s*(?:[-•*]|\d+[.)])\s+(.+)$", re.MULTILINE)
_FEW_TERMS = 2
_SOME_TERMS = 4
_LOOK_BACK = 3
"""Turns that are looked through for what a chain of follow-ups began with."""


def stand_alone(text: str, history: Sequence[Turn], *, limit: int) -> Query:
    """Turn a question into a query; one that leans on the conversation carries its topic.

    Args:
        text: As asked.
        history: Earlier turns, oldest first.
        limit: Passages wanted.
    """
    if not history or not leans_on_history(text):
        return Query(text=text, limit=limit)
    return Query(text=text, context=_topic(text, history), limit=limit)


def leans_on_history(text: str) -> bool:
    """Whether a question cannot be understood without what was said before."""
    own = [term for term in terms(text) if term not in _REFERS]
    if _CONTINUES.search(text) and len(own) <= _SOME_TERMS + 2:
        return True
    refers = _REFERS.intersection(words(text))
    if refers and len(own) <= _SOME_TERMS:
        return True
    return len(own) <= _FEW_TERMS and len(words(text)) <= _SOME_TERMS + 2


def _topic(text: str, history: Sequence[Turn]) -> str:
    """What the conversation is about: the item, the person, or the question that was asked."""
    last = history[-1]
    chosen = _chosen_item(text, last.answer)
    if chosen:
        return chosen
    parts = [_root_question(history)]
    if _PERSONAL.intersection(words(text)):
        parts.extend(_people(last.question) or _people(last.answer)[:1])
    return " ".join(part for part in parts if part)


def _chosen_item(text: str, answer: str) -> str:
    match = _ORDINAL.search(text)
    items = [plain(item) for item in _LIST_LINE.findall(answer)]
    if not match or not items:
        return ""
    number = _ORDINALS[match[1].lower()]
    return items[number] if -len(items) <= number < len(items) else ""


def _root_question(history: Sequence[Turn]) -> str:
    """The latest question, and those that it leans on in turn."""
    chain: list[str] = []
    for turn in reversed(history[-_LOOK_BACK:]):
        chain.insert(0, turn.question)
        if not leans_on_history(turn.question):
            break
    return " ".join(chain)


def _people(text: str) -> list[str]:
    """Names of people in a text, in order; the headings above quotes are left out."""
    body = "\n".join(
        line for line in text.split("\n") if not re.fullmatch(r"\*\*.*\*\*", line.strip())
    )
    names = dict.fromkeys(match.group() for match in _NAME.finditer(plain(body)))
    return [name for name in names if not (_NO_NAME | STOP_WORDS).intersection(words(name))]

"""Makes a follow-up stand on its own, from the conversation.

`and on weekends?` after a question on cafeteria hours is looked up as what it means.  Rules only:
they are quick, need no model and can be read.  Called by `answering`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.domain import Leaning, Query, Turn
from core.words import STOP_WORDS, plain, stem, terms, words

_CONTINUES = re.compile(
    r"^\W*(?:and|or|but|also|then|so|ok(?:ay)?|what about|how about|what if|which one|the other|same)\b",
    re.IGNORECASE,
)
_PERSONAL = frozenset("he him his she her hers they them their theirs".split())
_POINTS_BACK = _PERSONAL | frozenset("it its those these ones".split())
"""Words that mean something said before, whatever stands beside them."""
_REFERS = _POINTS_BACK | frozenset(
    "this that there one same other others else instead former latter both either each second first third last".split()
)
"""Words that may mean something said before, or not: "the last Friday"."""
_THAT_ONE = re.compile(
    r"\b(?:that|this|which|another|the(?: \w+)?) ones?\b|^\W*(?:ok(?:ay)?\W+)?(?:that|this)(?:'s| is| was)\b",
    re.IGNORECASE,
)
_NO_REFERENCE = re.compile(
    r"\b(?:is|are|was|were) there\b|\bthere(?:'s| is| are| was| were)\b|\bIT\b"
    r"|\b(?:this|last|first|second|third|each) (?:week|month|year|spring|summer|autumn|fall|winter|quarter|aid|floor|shift"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b"
)
_ASKS_ONLY = frozenset(
    stem(word)
    for word in """until till since long soon often many much phone telephone number numbers extension ext fax email mail
    e-mail address contact link website url form hours open opens opening close closes closing cost costs price fee
    deadline location room floor name names date day days time times step steps example details
    weekday weekdays weekend weekends night nights evening evenings morning mornings holiday holidays
    take takes need needs apply applies happen happens mean means start starts begin begins end ends next
    today tomorrow monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday
    saturdays sunday sundays""".replace("-", "").split()
)
"""Words that ask for something, but not of what."""
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
    leaning = _leaning(text) if history else Leaning.NOT
    if leaning is Leaning.NOT:
        return Query(text=text, limit=limit)
    return Query(text=text, context=_topic(text, history), leaning=leaning, limit=limit)


def leans_on_history(text: str) -> bool:
    """Whether a question may not be understood without what was said before."""
    return _leaning(text) is not Leaning.NOT


def _leaning(text: str) -> Leaning:
    judged = text if text.isupper() else _NO_REFERENCE.sub(" ", text)
    own = [term for term in terms(judged) if term not in _REFERS]
    said = set(words(judged))
    points_back = bool(_POINTS_BACK & said) or any(
        pattern.search(judged) for pattern in (_ORDINAL, _THAT_ONE)
    )
    if points_back and len(own) <= _SOME_TERMS:
        return Leaning.SURELY
    continues = _CONTINUES.search(judged) is not None
    is_short = len(own) <= _FEW_TERMS and len(said) <= _SOME_TERMS + 2
    if (continues or is_short) and all(term in _ASKS_ONLY for term in own):
        return Leaning.SURELY
    if continues and len(own) <= _SOME_TERMS + 2:
        return Leaning.LIKELY
    if _REFERS & said and len(own) <= _SOME_TERMS:
        return Leaning.LIKELY
    return Leaning.MAYBE if is_short else Leaning.NOT


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

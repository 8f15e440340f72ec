"""Reads a question, or a part of one: names become marks, words are mended, strange words are marked.

`hw long iz teh wait at foothils` reads `how long is the wait at SITE`, and `parking at FMC` reads
`~parking at SITE`.  All rules of this package look at such readings, never at the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.waits.asking.naming import Mention, MentionKind, Names
from core.waits.asking.words import Token, is_known

STRANGE = "~"
"""Stands before a word that has nothing to do with wait times."""
SETTING = (
    r"(?:(?:ers?|eds?|emergs?|a&e|casualty|hospitals?)\b"
    rf"|(?:emergency|emergencies)\b(?! {STRANGE})|urgent\b(?! {STRANGE}))"
)
"""What wait times are of."""
PLACE = r"\b(?:SITE|TOWN|REGION|ELSEWHERE)\b"
WAIT = r"\bwait(?:s|ing)?\b"

WHOM = (
    r"(?:i|we|they|he|she|you|people|patients|(?:my |our )?(?:mom|dad|mother|father|son|daughter|wife|husband"
    r"|kids?|child|children|friend|grandma|grandpa|baby))"
)
"""Who may go there."""

COMPLAINT = re.compile(
    rf"{STRANGE}(?=(?:broken?|ankles?|arms?|legs?|wrists?|fingers?|hands?|knees?|heads?|cuts?|stitches|fevers?|cough\w*|flu|cold"
    r"|rash|pains?|chest|stomach|sprain\w*|fractur\w*|injur\w*|concuss\w*|asthma|infect\w*|ear|earache|vomit\w*|bleed\w*"
    r"|burns?|allerg\w*|bites?|swollen|throat|migraine|headache|kidney|stones?|nosebleed|dehydrat\w*|chok\w+|breath\w*|collapsed?|unconscious|fainted|attack|stroke|seizures?|overdose\w*|having)\b)"
)
"""What people go there for: "the wait for a broken ankle" is a wait all the same."""
_CUE = re.compile(
    rf"{WAIT}|\b(?:{SETTING}|care|busy|busier|shortest|longest|fastest|quickest|faster|shorter|quicker|busier|longer|vs|versus|chart|graph|plot|how long)\b"
)
"""Makes loose names count."""
_LOCATES = re.compile(
    r"\b(?:in|near|nearest|at|around|to|by|for|from|of|and|or|about|waits?|times?|er|ers|emerg|emergency|care|hospital)(?: the)? $"
)
_IS_LOCATED = re.compile(r"^ (?:hospitals?|health|~?healthcare|er|emerg|emergency|urgent|wait)\b")
_PEOPLE = frozenset("peter sheldon alexandra alex mary john joseph victoria".split())
"""Names of people that a facility bears too."""
_OF_PERSON = re.compile(
    r"^(?:(?:is|was) PERSON|PERSON (?:is|was)) (?:\w+ )?(?:busy|waiting|free|open|late)\b"
)
_SAID_TO = re.compile(r"\b~?(?:ask|tell|asked|told|remind|email|text) $")
_OF_ANOTHER = re.compile(r"^ of (?!(?:the )?~?alberta\b)")
"""After `university`: that of another place."""
_BEFORE_SETTING = re.compile(
    r"(?<!\bwhat )(?<!\bwho )(?<!\bwhich )(?<!\bhow )(?<!\bto )(?<!\bthat )(?<!\bi )(?<!\bwe )(?<!\bthey )"
    rf"(?P<words>{STRANGE}\w+(?: {STRANGE}\w+)?)"
    r"(?= (?:(?:general|community|regional) )?(?:hospitals?|ers?|emergs?|emergency|urgent care)\b)"
)
"""`ER` of somewhere: a place that nobody knows stands there, if no other is named."""
_AFTER_SETTING = re.compile(
    rf"(?:{WAIT}|\b(?:ers?|emergs?|emergency|hospitals?|urgent care))(?: times?)?(?: in)?"
    rf" (?P<words>{STRANGE}\w+(?: {STRANGE}\w+)?)$"
)
_AFTER_WAIT = re.compile(  # `the wait at osprey`: nothing else is said, so a site is meant
    rf"\b(?:waits|wait(?:ing)? times?|(?P<one>wait))(?: now)?(?: (?P<how>at|in|for|of))?(?: the)?"
    rf" (?P<words>{STRANGE}\w+(?: {STRANGE}\w+){{0,2}})(?: (?:clinic|centre|center|health|medical|site))*$"
)
_ASKS_PLAINLY = re.compile(
    r"^(?:(?:show|give|tell|get|check|what|is|are|the|current|me|us|please|hi|hello|hey)(?: |$))*$"
)
"""What may stand before `waits osprey` and change nothing."""
_GUESSES = (_BEFORE_SETTING, _AFTER_SETTING, _AFTER_WAIT)
_BESIDE_NAMES = (
    re.compile(
        rf"(?P<words>{STRANGE}\w+(?: {STRANGE}\w+)?)(?= (?:and|or|vs|versus)(?: the)? (?:SITE|TOWN|REGION)\b)"
    ),
    re.compile(
        rf"\b(?:SITE|TOWN|REGION) (?:and|or|vs|versus)(?: the)? (?P<words>{STRANGE}\w+(?: {STRANGE}\w+)?)$"
    ),
)
"""`Cranston and Foothills`."""
_HOW_ELSE = frozenset({"in", "at", "for"})
"""Words that also stand before what is no place, unless it is written like a name."""
_NO_PLACES = frozenset(
    """local public private rural major main good other certain damn bloody stupid crappy bad whole
    single specific particular average normal human animal pet vet mental psychiatric maternity which
    every use using visit pain general crisis labour labor advance person real total lol omg wtf ugh
    asap eh bro man thx ty info numbers data stats""".split()
)
"""Words before a setting that are no place's name."""
_UNKNOWN_PLACE = re.compile(
    rf"\b(?P<how>in|near|around|at|for|closest to|close to|nearest to)"
    rf" (?P<words>{STRANGE}\w+(?: {STRANGE}\w+)?)(?= (?:hospital|er|emerg|emergency)\b| *$)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of words, read."""

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    """The names in it that count, in order."""
    text: str
    """The words, mended, with marks for the names; strange words begin with `~`."""
    sure: str
    """The same, but without a mark for a word that is a place only because an `ER` follows it."""

    @property
    def strange(self) -> int:
        """How many words have nothing to do with wait times."""
        return self.text.count(STRANGE)


def read(tokens: Sequence[Token], names: Names, *, believes_loose: bool = False) -> Reading:
    """Read some words.

    Args:
        tokens: The words.
        names: What the feed's facilities and places are called.
        believes_loose: Whether names that may mean something else count without a cue.
    """
    found = names.mentions(tokens)
    sure = [mention for mention in found if not mention.is_loose]
    if believes_loose or _CUE.search(_marked(tokens, sure)):
        sure = [mention for mention in found if _is_meant(mention, found, tokens)]
    text = _marked(tokens, sure)
    return _with_unknown_places(Reading(tuple(tokens), tuple(sure), text, text))


def _is_meant(mention: Mention, found: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a loose name is spoken of as a place: people and towns share names."""
    if _is_person(mention, tokens):
        return False
    if mention.kind is not MentionKind.ELSEWHERE or not mention.is_loose:
        return True
    before = [one for one in found if one.last < mention.first]
    after = _marked(tokens[mention.last + 1 :], ())
    head = _marked(tokens[: mention.first], before)
    return bool(_LOCATES.search(f"{head} ") or _IS_LOCATED.search(f" {after}"))


def _is_person(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether `peter` is a man who is busy, or `university` one of another place."""
    head = _marked(tokens[: mention.first], ())
    after = f" {_marked(tokens[mention.last + 1 :], ())}"
    said = tokens[mention.first].raw
    if mention.first < mention.last:
        return False
    if _SAID_TO.search(f"{head} "):
        return True
    if said == "university":
        return _OF_ANOTHER.search(after) is not None
    return said in _PEOPLE and _OF_PERSON.search(f"{head} PERSON{after}".strip()) is not None


def _marked(tokens: Sequence[Token], mentions: Sequence[Mention]) -> str:
    marks = {mention.first: mention for mention in mentions}
    parts: list[str] = []
    position = 0
    while position < len(tokens):
        mention = marks.get(position)
        if mention is not None:
            parts.append(mention.kind.name)
            position = mention.last + 1
            continue
        word = tokens[position].word
        parts.append(word if is_known(word) else f"{STRANGE}{word}")
        position += 1
    return " ".join(parts).replace(f"how {STRANGE}r ", "how are ")


def _with_unknown_places(reading: Reading) -> Reading:
    """Where a place is named that nobody knows: `ER wait in Pigeon Lake`."""
    match = _unknown_place(reading)
    said = _said(reading, match) if match else ()
    if match is None or not said:
        return reading
    first = reading.tokens.index(said[0])
    name = " ".join(token.word for token in said).title()
    place = Mention(MentionKind.ELSEWHERE, first, first + len(said) - 1, name)
    text = f"{reading.text[: match.start('words')]}ELSEWHERE{reading.text[match.end('words') :]}"
    mentions = sorted((*reading.mentions, place), key=lambda one: one.first)
    sure = reading.sure if match.re in _GUESSES else text
    return replace(reading, mentions=tuple(mentions), text=text, sure=sure)


def _unknown_place(reading: Reading) -> re.Match[str] | None:
    """Where it stands in the text; a guess only where no other place is named."""
    text = reading.text
    if re.search(rf"\b{SETTING}", text):
        located = _UNKNOWN_PLACE.search(text)
        if located and (located["how"] not in _HOW_ELSE or _is_capitalised(reading, located)):
            return located
        if not reading.mentions:
            guesses = (pattern.search(text) for pattern in _GUESSES)
            return next((guess for guess in guesses if guess and _may_be_place(guess)), None)
    if (
        not reading.mentions
        and (after := _AFTER_WAIT.search(text))
        and _may_be_site(reading, after)
    ):
        return after
    if re.search(WAIT, text):
        besides = (pattern.search(text) for pattern in _BESIDE_NAMES)
        return next((one for one in besides if one and _is_capitalised(reading, one)), None)
    return None


def _may_be_place(match: re.Match[str]) -> bool:
    words = match["words"].replace(STRANGE, "").split()
    return not _NO_PLACES.intersection(words) and COMPLAINT.search(match["words"]) is None


def _may_be_site(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a name stands behind the waits; "wait times for parcels" asks for something else."""
    is_all = reading.strange == match["words"].count(STRANGE)
    if not is_all or not _may_be_place(match):
        return False
    if match["how"] in {"at", "in"}:
        return True
    if match["one"] or (match["how"] and not _is_capitalised(reading, match)):
        return False
    return _ASKS_PLAINLY.match(reading.text[: match.start()]) is not None


def _is_capitalised(reading: Reading, match: re.Match[str]) -> bool:
    return all(token.is_capitalised for token in _said(reading, match))


def _said(reading: Reading, match: re.Match[str]) -> tuple[Token, ...]:
    """The words of a match as they were written."""
    spelled = match["words"].replace(STRANGE, "").split()
    for first in range(len(reading.tokens)):
        said = reading.tokens[first : first + len(spelled)]
        if [token.word for token in said] == spelled:
            return said
    return ()

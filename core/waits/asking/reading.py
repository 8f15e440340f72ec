"""Reads a question, or a part of one: names become marks, words are mended, strange words are marked.

`hw long iz teh wait at foothils` reads `how long is the wait at SITE`, and `parking at FMC` reads
`~parking at SITE`.  All rules of `asking` look at such readings, never at the text.
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

_CUE = re.compile(
    rf"{WAIT}|\b(?:{SETTING}|care|busy|busier|shortest|longest|fastest|quickest|chart|graph|plot|how long)\b"
)
"""Makes loose names count."""
_LOCATES = re.compile(
    r"\b(?:in|near|nearest|at|around|to|by|for|from|of|and|or|about|waits?|times?|er|ers|emerg|emergency|care|hospital)(?: the)? $"
)
_IS_LOCATED = re.compile(r"^ (?:hospitals?|health|er|emerg|emergency|urgent|wait)\b")
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
    return _with_unknown_places(Reading(tuple(tokens), tuple(sure), _marked(tokens, sure)))


def _is_meant(mention: Mention, found: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a place elsewhere is spoken of as a place: towns bear the names of people."""
    if mention.kind is not MentionKind.ELSEWHERE:
        return True
    before = [one for one in found if one.last < mention.first]
    after = _marked(tokens[mention.last + 1 :], ())
    head = _marked(tokens[: mention.first], before)
    return bool(_LOCATES.search(f"{head} ") or _IS_LOCATED.search(f" {after}"))


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
    return " ".join(parts)


def _with_unknown_places(reading: Reading) -> Reading:
    """Where a place is named that nobody knows: `ER wait in Pigeon Lake`."""
    match = _UNKNOWN_PLACE.search(reading.text)
    if not match or not re.search(SETTING, reading.text):
        return reading
    spelled = match["words"].replace(STRANGE, "").split()
    first = next(
        (
            number
            for number in range(len(reading.tokens))
            if [token.word for token in reading.tokens[number : number + len(spelled)]] == spelled
        ),
        None,
    )
    if first is None:
        return reading
    said = reading.tokens[first : first + len(spelled)]
    if match["how"] in {"in", "at", "for"} and not all(token.is_capitalised for token in said):
        return reading
    name = " ".join(spelled).title()
    place = Mention(MentionKind.ELSEWHERE, first, first + len(spelled) - 1, name)
    text = f"{reading.text[: match.start('words')]}ELSEWHERE{reading.text[match.end('words') :]}"
    mentions = sorted((*reading.mentions, place), key=lambda one: one.first)
    return replace(reading, mentions=tuple(mentions), text=text)

"""Parts a question into what is on wait times and what is for the pages.

"How long is the wait at Foothills and where do I park" is two questions; "shortest wait in Calgary
and Edmonton" is one.  Called by `understanding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.waits.asking.gate import is_bare, is_never, is_on_waits, may_follow
from core.waits.asking.naming import Names
from core.waits.asking.reading import WHOM, Reading, read
from core.waits.asking.words import Token

_JOINS = frozenset("and also plus but then & oh so".split())
"""Words that a clause may begin with and that say nothing."""
_BREAK = re.compile(r"[.?!;:,\n()]|\s[-–—]+\s|[–—]")
_ABBREVIATED = frozenset("st ft mt dr mr mrs ms m".split())
_POLITE = r"(?:(?:please|pls|plz|hi|hello|hey|can you|could you|tell me|let me know|i (?:need|want) to know|i wonder) )*"
_REQUEST = re.compile(
    rf"^{_POLITE}(?:(?:the )?(?:SITE|TOWN|REGION) )?(?:what|where|who|whose|whom|when|why|how|which|is|are|was|can|could|do|does|did|will|would|should|may"
    r"|tell|give|send|show|~?explain|~?find|~?list|~?describe|any|i (?:need|want))\b"
)
_STATES = re.compile(r"^(?:i|my|we|he|she|they|our|it|because|since|if|thanks?|thank)\b")
_ASKS_WHERE_OR_WHO = re.compile(r"\b(?:where|who|whom|why|get to|get there)\b")
_WHERE_TO = re.compile(rf"\bwhere (?:should|can|could|do|would) {WHOM} (?:go|take)\b")
_LEANS = re.compile(
    r"(?<!\bis )(?<!\bare )\b(?:there|it|its)\b(?! is| are)|~(?:park|visit|address|direction|phone|entrance|cafeteria|food|coffee|wifi|pharmac|bus|shuttle"
    r"|transit|lrt|map|director|manager|contact|unit|atm|lost|taxi|gift|chapel|elevator|door|number|call|reception|main)"
    r"|\bget (?:to|in)\b|\bhours\b|^(?:and )?where is$"
)
"""Speaks of a place without naming it."""
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )\b(?:over )?there\b(?!'s| is| are| was)", re.IGNORECASE
)
_MOVES = re.compile(
    r"\b(?:get|go|going|drive|walk|come|travel|directions?)(?: to)? $", re.IGNORECASE
)
_MOST_NAMES = 2


@dataclass(frozen=True, slots=True)
class Parted:
    """The parts of a question."""

    waits: Reading
    """What is on wait times, with the names of the other part where it has none itself."""
    rest: str = ""
    """What is for the pages, in the person's words; empty: nothing."""
    leans: bool = False
    """Whether the rest speaks of a place that it does not name."""


def part(text: str, tokens: Sequence[Token], names: Names, *, goes_on: bool) -> Parted | None:
    """The part on wait times and the rest; None where nothing is on wait times.

    Args:
        text: As asked.
        tokens: Its words.
        names: What the feed's facilities and places are called.
        goes_on: Whether the question before was on wait times, so that this may lean on it.
    """
    clauses = [_Clause(run, names, goes_on=goes_on) for run in _runs(text, tokens, names)]
    others = [clause for clause in clauses if clause.is_other]
    if not others or not any(clause.is_waits for clause in clauses):
        whole = read(tokens, names, believes_loose=goes_on)
        if is_on_waits(whole) or (goes_on and may_follow(whole)):
            return Parted(whole)
        return _after_statements(clauses, names)
    kept = [token for clause in clauses if not clause.is_other for token in clause.tokens]
    waits = read(kept, names, believes_loose=goes_on)
    if not waits.mentions:
        elsewhere = [token for clause in others for token in _named(clause.reading)]
        waits = read([*elsewhere, *kept], names, believes_loose=True)
    rest = " ".join(_wordings(text, others))
    leans = not any(clause.reading.mentions for clause in others) and any(
        _LEANS.search(clause.reading.text) for clause in others
    )
    return Parted(waits, rest, leans)


def _after_statements(clauses: Sequence[_Clause], names: Names) -> Parted | None:
    """The clauses on wait times after what only tells: "my dad has chest pain, which ER is fastest"."""
    asking = [clause for clause in clauses if clause.is_waits]
    if not asking or not all(clause.is_statement for clause in clauses if not clause.is_waits):
        return None
    kept = [token for clause in asking for token in clause.tokens]
    return Parted(read(kept, names))


def with_names(rest: str, names: Sequence[str]) -> str:
    """A rest that stands alone: it names the places that it leaned on.

    "where do I park there?" becomes "where do I park at Foothills Medical Centre?".
    """
    if not names or len(names) > _MOST_NAMES:
        return rest
    named = " and ".join(names)
    there = _THERE.search(rest)
    if there:
        word = "to" if _MOVES.search(rest[: there.start()]) else "at"
        lead = rest[: there.start()].rstrip()
        return f"{lead.removesuffix(' to')} {word} {named}{rest[there.end() :]}"
    bare = rest.rstrip(" ?!.")
    return f"{bare} at {named}{rest[len(bare) :].strip()}"


class _Clause:
    """A run of words that asks or tells one thing."""

    def __init__(self, tokens: Sequence[Token], names: Names, *, goes_on: bool) -> None:
        self.tokens = tuple(tokens)
        self.reading = read(tokens, names, believes_loose=goes_on)
        self._goes_on = goes_on

    @property
    def is_waits(self) -> bool:
        """Whether it is on wait times; a bare name may belong to either part."""
        follows = self._goes_on and may_follow(self.reading)
        return follows or (is_on_waits(self.reading) and not is_bare(self.reading))

    @property
    def is_statement(self) -> bool:
        """Whether it tells something of someone, or follows on such."""
        text = _without_joins(self.reading.text)
        return not _REQUEST.search(text) and _STATES.search(text) is not None

    @property
    def is_other(self) -> bool:
        """Whether it asks for something else."""
        if self.is_waits:
            return False
        text = _without_joins(self.reading.text)
        if is_never(self.reading):
            return _STATES.search(text) is None
        asks_where = _ASKS_WHERE_OR_WHO.search(text) and not _WHERE_TO.search(text)
        is_strange = bool(self.reading.strange or asks_where)
        return is_strange and _REQUEST.search(text) is not None


def _runs(text: str, tokens: Sequence[Token], names: Names) -> Iterator[list[Token]]:
    """The words of each clause."""
    inside = {
        number
        for mention in names.mentions(tokens)
        for number in range(mention.first + 1, mention.last + 1)
    }
    run: list[Token] = []
    for number, token in enumerate(tokens):
        if run and number not in inside and _begins(text, run[-1], token):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _begins(text: str, before: Token, token: Token) -> bool:
    gap = text[before.end : token.start]
    if gap.strip() == "." and before.raw in _ABBREVIATED:
        return False
    return "&" in gap or token.word in _JOINS - {"so", "oh"} or _BREAK.search(gap) is not None


def _wordings(text: str, others: Sequence[_Clause]) -> Iterator[str]:
    """The other clauses as they were written, those that stand together as one."""
    start = end = 0
    for clause in others:
        tokens = clause.tokens
        if end and not text[end : tokens[0].start].strip(" ,.?!;:-–—\n"):
            end = tokens[-1].end
            continue
        if end:
            yield _wording(text, start, end)
        own = next((token for token in tokens if token.word not in _JOINS), tokens[0])
        start, end = own.start, tokens[-1].end
    yield _wording(text, start, end)


def _wording(text: str, start: int, end: int) -> str:
    mark = "?" if text[end : end + 2].strip().startswith("?") else ""
    return " ".join(text[start:end].split()) + mark


def _named(reading: Reading) -> Iterator[Token]:
    for mention in reading.mentions:
        yield from reading.tokens[mention.first : mention.last + 1]


def _without_joins(text: str) -> str:
    words = text.split()
    while words and words[0] in _JOINS:
        words.pop(0)
    return " ".join(words)

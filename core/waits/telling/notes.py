"""Reads the notes of a feed: opening hours, for whom a place is, and what else they say.

Only what a note says in so many words becomes hours.  Where a part of it may change them (`closed on
holidays`) nothing is known of them, and people get the note as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.waits.telling.hours import MINUTES_A_DAY, OpeningHours, OpenSpan

_TO = r" ?(?:-|–|—|to|until|till|through|thru) ?"
_TIME = (
    r"(?:(?:12 ?)?(?:noon|midnight)\b|\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.? ?m\b\.?)?(?![\d:/&]|\.\d))"
)
_RANGE = rf"{_TIME}{_TO}{_TIME}"
_ALWAYS = r"24 ?/ ?7|24 ?-? ?(?:hours?|hrs?)\b(?: ?(?:a|per|/) ?day\b)?|around the clock"
_DAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?\b\.?"
_DAYS = rf"(?:weekdays?|weekends?|{_DAY}(?:{_TO}{_DAY})?)"
_EVERY_DAY = r"(?:daily|every ?day|each day|(?:7|seven) days (?:a|per) week)"
_WHEN = rf"(?:{_EVERY_DAY}|{_DAYS}(?: ?(?:,|&|/|\band\b) ?{_DAYS})*+)"
_LABEL = r"(?:(?:opening )?hours(?: of operation)?|(?:is )?open) ?:? ?"

_CLAUSE = re.compile(
    rf"(?:{_LABEL})*+(?:(?P<before>{_WHEN}) ?[:,]? ?)?(?:{_LABEL})?(?:from |between )?"
    rf"(?:(?P<always>{_ALWAYS})|(?P<opens>{_TIME}){_TO}(?P<closes>{_TIME})|(?P<closed>closed)"
    rf"|(?:closes(?: at)?|until|till) (?P<until>{_TIME}))"
    rf"(?(before)|(?: ?,? ?\(?(?:on )?(?P<after>{_WHEN})\)?)?)"
    r"(?= ?(?:[,.&(]|and\b|for\b|$))",
    re.IGNORECASE,
)
"""One statement of hours: on which days, and when on those."""
_NEXT = re.compile(r"(?:[ ,.&]|and\b)*", re.IGNORECASE)
"""Between two of them."""
_PART = re.compile(r";|(?<!(?i:[ap]\.m))(?<!(?i:[ap]m))\. (?=[A-Z])")
_UNSURE = re.compile(
    rf"\b(?:closed|closure|except|excluding|holidays?|temporar\w*|suspend\w*|vary|varies"
    rf"|opens?|clos(?:es|ing) early|daily|{_ALWAYS}|weekdays?|weekends?|{_DAY}|{_RANGE})(?!\w)",
    re.IGNORECASE,
)
"""Words of a remark that may change the hours."""
_LIMIT = re.compile(
    r"\bfor (?:patients?|people|children|kids|adults?|ages?|aged|those|youth)\b[^;.]*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:12 ?)?(?P<word>noon|midnight)|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
    r"(?: ?(?P<half>[ap])\.? ?m\.?)?",
    re.IGNORECASE,
)
_MOST_CHARACTERS = 1000
"""Of a note: a longer one is an essay, which nobody states hours in."""
_FIRST_LETTERS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_EVERY = frozenset(range(7))
_WEEKDAYS = frozenset(range(5))
_HALF_DAY = 12
_MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class ReadNote:
    """What a note says."""

    hours: OpeningHours | None = None
    """None: it does not state any, or not plainly enough."""
    limit: str = ""
    """For whom the place is, where it is not for everybody: `for patients 17 & under`."""
    more: str = ""
    """What else it says."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """One statement of hours."""

    weekdays: frozenset[int] | None
    """None: it names no days."""
    opens_minute: int
    closes_minute: int
    """As much as `opens_minute`: it is closed."""


@lru_cache(maxsize=512)
def read_note(note: str) -> ReadNote:
    """Read a note.

    Args:
        note: Plain text; its parts end with `;`.  It is not trusted.
    """
    note = " ".join(note.split())
    if len(note) > _MOST_CHARACTERS:
        return ReadNote(more=note)
    matches: list[re.Match[str]] = []
    remarks = [rest for part in _PART.split(note) if (rest := _remark(part, matches))]
    limit = _LIMIT.search(note)
    more = [remark for remark in remarks if not _LIMIT.fullmatch(remark)]
    is_unsure = any(map(_UNSURE.search, remarks))
    return ReadNote(
        hours=None if is_unsure else _hours(matches),
        limit=limit.group().strip() if limit else "",
        more="; ".join(more),
    )


def _remark(part: str, matches: list[re.Match[str]]) -> str:
    """Collect the statements of hours that a part begins with; the rest of it is a remark."""
    part = part.strip().rstrip(".")
    at = 0
    while match := _CLAUSE.match(part, at):
        matches.append(match)
        at = match.end()
        if separator := _NEXT.match(part, at):
            at = separator.end()
    return part[at:].strip()


def _hours(matches: Sequence[re.Match[str]]) -> OpeningHours | None:
    """What the statements say together; None where they contradict each other, or one is unclear."""
    if (
        len(matches) == 1
        and matches[0]["until"]
        and not (matches[0]["before"] or matches[0]["after"])
    ):
        closing = _minute(matches[0]["until"])
        # A place that closes at midnight closes at the end of the day.
        return None if closing is None else OpeningHours(closing_minute=closing or MINUTES_A_DAY)
    clauses = [_clause(match) for match in matches]
    sure = [clause for clause in clauses if clause is not None]
    if (
        not sure
        or len(sure) < len(clauses)
        or len({clause.weekdays is None for clause in sure}) > 1
    ):
        return None
    open_ones = [clause for clause in sure if clause.closes_minute > clause.opens_minute]
    open_days = _days_of(open_ones)
    if not open_ones or open_days & _days_of([one for one in sure if one not in open_ones]):
        return None
    return OpeningHours(
        tuple(
            OpenSpan(day, clause.opens_minute, clause.closes_minute)
            for clause in open_ones
            for day in sorted(_EVERY if clause.weekdays is None else clause.weekdays)
        )
    )


def _days_of(clauses: Sequence[_Clause]) -> frozenset[int]:
    return frozenset().union(*(_EVERY if one.weekdays is None else one.weekdays for one in clauses))


def _clause(match: re.Match[str]) -> _Clause | None:
    """A statement as numbers; None where its times are unclear (`8 to 10 pm`)."""
    named = match["before"] or match["after"]
    weekdays = _weekdays(named) if named else None
    if match["always"]:
        return _Clause(weekdays, 0, MINUTES_A_DAY)
    if match["closed"]:
        return _Clause(weekdays, 0, 0) if weekdays else None
    if match["until"] or not _is_plain(match["opens"], match["closes"]):
        return None
    opens, closes = _minute(match["opens"]), _minute(match["closes"])
    if opens is None or closes is None or opens == MINUTES_A_DAY:
        return None
    return _Clause(weekdays, opens, closes if closes > opens else closes + MINUTES_A_DAY)


def _is_plain(opens: str, closes: str) -> bool:
    """Whether both times say which half of the day they mean, or are of a clock of 24 hours."""
    times = [match for match in map(_CLOCK.fullmatch, (opens, closes)) if match]
    if all(match["word"] or match["half"] for match in times):
        return True
    clocks = [match for match in times if match["hour"] and match["minute"] and not match["half"]]
    is_of_24 = any(int(one["hour"]) > _HALF_DAY or one["hour"].startswith("0") for one in clocks)
    return len(clocks) == len(times) and is_of_24


def _minute(written: str) -> int | None:
    """Minutes after midnight; None where there is no such time."""
    match = _CLOCK.fullmatch(written)
    if match is None:
        return None
    if match["word"]:
        return _HALF_DAY * _MINUTES_AN_HOUR if match["word"].lower() == "noon" else 0
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= _HALF_DAY:
            return None
        hour = hour % _HALF_DAY + (_HALF_DAY if match["half"].lower() == "p" else 0)
    total = hour * _MINUTES_AN_HOUR + minute
    return total if minute < _MINUTES_AN_HOUR and total <= MINUTES_A_DAY else None


def _weekdays(named: str) -> frozenset[int]:
    """The weekdays that `Mon-Fri`, `weekends` or `Sat & Sun` mean."""
    if re.fullmatch(_EVERY_DAY, named, re.IGNORECASE):
        return _EVERY
    found = (set(_days(piece.lower())) for piece in re.findall(_DAYS, named, re.IGNORECASE))
    return frozenset().union(*found)


def _days(piece: str) -> Iterator[int]:
    if piece.startswith("weekday"):
        yield from _WEEKDAYS
    elif piece.startswith("weekend"):
        yield from _EVERY - _WEEKDAYS
    else:
        ends = [_FIRST_LETTERS.index(day[:2]) for day in re.findall(_DAY, piece)]
        for step in range((ends[-1] - ends[0]) % 7 + 1):
            yield (ends[0] + step) % 7

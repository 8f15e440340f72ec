"""Reads schedules as people write them: `weekdays 7:00 and 15:00`, `every 2 hours from 8 to 20`.

`core.waits.subscribing.desk` calls it.  What is said becomes times of day on days of the week, and these
become cron lines; a cron line itself is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import SubscriptionRefused
from core.waits.subscribing.schedules import MIN_DISTANCE_MINUTES, check, crons_of

EVERY_DAY = frozenset(range(7))
_WEEKDAYS = frozenset({1, 2, 3, 4, 5})
_WEEKEND = frozenset({0, 6})
_DAYS = "sun mon tue wed thu fri sat".split()
_DAY_MINUTES = 24 * 60
_HALF_DAY_HOURS = 12

_MARK = "\0"
"""Stands where a part of the schedule stood, so that what follows it is known to follow it."""

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_DAY_RANGE = rf"{_DAY}(?:\s*(?:-|–|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b)\s*{_DAY})?"
_NAMED_DAYS = rf"\b{_DAY_RANGE}(?:[\s,&+/]*(?:\band\s+|\bon\s+)*{_DAY_RANGE})*"
_SETS_OF_DAYS = (
    r"\b(?P<weekdays>(?:week|work(?:ing)?|business)[\s-]?days?)\b|\b(?P<weekends>weekends?)\b"
    r"|\b(?P<daily>daily|every\s?day|each\s+day|days\b|every\s+morning)\b"
)
_DAYS_SAID = re.compile(
    rf"(?:\b(?:on|every|each|all)\s+)*(?:{_SETS_OF_DAYS}|(?P<named>{_NAMED_DAYS}))", re.IGNORECASE
)
_TIME = (
    r"(?:noon|midday|midnight|\d{1,2}(?:\s*[ap]\.?m\b\.?|[:.h]\d{2}(?!\d)(?:\s*[ap]\.?m\b\.?)?)"
    r"|\d{1,2}(?:\s*o['’]?clock|h)?(?![\w:./-]))"
)
# What is a time wherever it stands; a bare number is one only after "at", days or another time.
_EVIDENT_TIME = (
    r"(?:\b(?:noon|midday|midnight)\b|(?<![\w:.])\d{1,2}(?:\s*[ap]\.?m\b|[:h]\d{2}(?!\d)))"
)
_TIMES_SAID = re.compile(
    rf"(?:(?:\bat\s+|@\s*|{_MARK}[\s,:]*(?:at\s+)?)(?={_TIME})|(?={_EVIDENT_TIME}))"
    rf"(?P<times>{_TIME}(?:[\s,&+/]*(?:\band\s+|\bat\s+)*{_TIME})*)",
    re.IGNORECASE,
)
_ONE_TIME = re.compile(
    r"(?P<word>noon|midday|midnight)|(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?"
    r"(?:\s*(?P<half>[ap])\.?m\b)?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\bhourly\b|\b(?:every|each)\s+(?:(?P<number>\d{1,4}|two|three|four|six|eight|twelve|half(?:\s+an)?|"
    r"other)\s*[- ]?)?(?P<unit>hours?|hrs?|h|minutes?|mins?|min)\b"
    r"(?:\s+on\s+the\s+hour\b)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:from|between)\s+(?P<first>{_TIME})\s*(?:to|and|until|till|-|–)\s*"
    rf"(?P<last>{_TIME})",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "twelve": 12, "other": 2}
_CRON = re.compile(
    r"(?<!\S)[\"'`]?(?P<cron>[\d*][\d*/,-]*\s+[\d*][\d*/,-]*\s+[\d*L][\d*/,LW-]*"
    r"\s+(?:[\d*/,-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)+"
    r"\s+(?:[\d*/,#L-]|sun|mon|tue|wed|thu|fri|sat)+)[\"'`]?(?![^\s,;.])",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"(?:\s*,)+")
_LOOSE_AND = re.compile(r"^(?:and|&)(?=\s|$)|(?:^|\s)(?:and|&)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedSchedule:
    """A schedule that was found in a text."""

    crons: tuple[str, ...]
    rest: str
    """The text without it."""


def parse_schedule(text: str) -> ParsedSchedule | None:
    """Find the schedule in a text.

    Args:
        text: One line, such as `Calgary emergency, weekdays at 7:00 and 15:00`.

    Returns:
        The schedule and what else the text says; None where it holds no schedule.

    Raises:
        SubscriptionRefused: The schedule makes no sense or comes too often; fit for the person.
    """
    if match := _CRON.search(text):
        crons = (" ".join(match["cron"].split()),)
        check(crons)
        return ParsedSchedule(crons, _without(text, [match.span()]))
    found = _found(text)
    if found is not None:
        check(found.crons)
    return found


def mentions_schedule(text: str) -> bool:
    """Whether a text holds a schedule, also one that cannot be kept."""
    try:
        return parse_schedule(text) is not None
    except SubscriptionRefused:
        return True


def parse_time(text: str) -> int | None:
    """One time of day, in minutes since midnight: `7`, `22:00`, `8:30 pm`; None: it is none.

    Raises:
        SubscriptionRefused: It looks like one and is impossible.
    """
    match = _ONE_TIME.match(text.strip())
    return None if match is None else _minutes(match)


def _found(text: str) -> ParsedSchedule | None:
    days_said = [*_DAYS_SAID.finditer(text)]
    spans = [match.span() for match in days_said]
    marked = _marked(text, spans)
    if every := _EVERY.search(marked):
        between = _BETWEEN.search(marked)
        times = _series(every, between)
        days = frozenset[int]().union(*(_days(match) for match in days_said)) or EVERY_DAY
        spans += [every.span(), *([between.span()] if between else [])]
        return ParsedSchedule(crons_of(times, days), _without(text, spans))
    times_said = [*_TIMES_SAID.finditer(marked)]
    if not times_said:
        return None
    spans += [match.span() for match in times_said]
    crons = _together(days_said, times_said)
    return ParsedSchedule(crons, _without(text, spans))


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the same length and a mark at the end of each span, blanks before."""
    for start, end in spans:
        text = text[:start] + " " * (end - start - 1) + _MARK + text[end:]
    return text


def _together(days_said: list[re.Match[str]], times_said: list[re.Match[str]]) -> tuple[str, ...]:
    """Days and times that belong together: those times that follow the days before the next days.

    Where days are said once, or times before any days, all times are meant on all days.
    """
    crons: list[str] = []
    starts = [match.start() for match in days_said]
    is_apart = len(days_said) > 1 and times_said[0].start() > starts[0]
    if not is_apart:
        days = frozenset[int]().union(*(_days(match) for match in days_said)) or EVERY_DAY
        return crons_of(_all_times(times_said), days)
    pending: frozenset[int] = frozenset()
    for number, match in enumerate(days_said):
        end = starts[number + 1] if number + 1 < len(starts) else None
        pending |= _days(match)
        theirs = [
            time
            for time in times_said
            if time.start() >= match.start() and (end is None or time.start() < end)
        ]
        if theirs:
            crons += crons_of(_all_times(theirs), pending)
            pending = frozenset()
    return tuple(crons)


def _all_times(times_said: Iterable[re.Match[str]]) -> set[int]:
    return {_minutes(time) for match in times_said for time in _ONE_TIME.finditer(match["times"])}


def _minutes(match: re.Match[str]) -> int:
    if word := match["word"]:
        return 0 if word.lower() == "midnight" else _DAY_MINUTES // 2
    hour, minute, half = (
        int(match["hour"]),
        int(match["minute"] or 0),
        (match["half"] or "").lower(),
    )
    is_possible = minute < 60 and (1 <= hour <= _HALF_DAY_HOURS if half else hour < 24)  # noqa: PLR2004
    if not is_possible:
        raise SubscriptionRefused(
            f'"{match[0].strip()}" is no time of day. Please write it like 7:00, 15:30 or 8 am.'
        )
    if half:
        hour = hour % _HALF_DAY_HOURS + (_HALF_DAY_HOURS if half == "p" else 0)
    return hour * 60 + minute


def _days(match: re.Match[str]) -> frozenset[int]:
    if match["weekdays"]:
        return _WEEKDAYS
    if match["weekends"]:
        return _WEEKEND
    if match["daily"]:
        return EVERY_DAY
    days: set[int] = set()
    for part in re.finditer(_DAY_RANGE, match["named"], re.IGNORECASE):
        first, *last = [
            _DAYS.index(name[:3].lower()) for name in re.findall(_DAY, part[0], re.IGNORECASE)
        ]
        until = last[0] if last else first
        days |= {(first + step) % 7 for step in range((until - first) % 7 + 1)}
    return frozenset(days)


def _series(every: re.Match[str], between: re.Match[str] | None) -> list[int]:
    """Times at equal distances, over the whole day or a part of it that may pass midnight.

    Raises:
        SubscriptionRefused: The distance is none that can be kept.
    """
    step = _step_minutes(every)
    if step < MIN_DISTANCE_MINUTES or step > _DAY_MINUTES:
        raise SubscriptionRefused(
            f'"{every[0].strip()}" is not possible: between two posts must be '
            f'{MIN_DISTANCE_MINUTES} minutes to 24 hours. Please write, for example, "every hour".'
        )
    first, last = 0, _DAY_MINUTES - 1
    if between is not None:
        first, last = (parse_time(between[name]) or 0 for name in ("first", "last"))
    length = (last - first) % _DAY_MINUTES
    return [(first + passed) % _DAY_MINUTES for passed in range(0, length + 1, step)]


def _step_minutes(every: re.Match[str]) -> int:
    number = (every["number"] or "1").lower()
    if number.startswith("half"):
        return 30
    many = _NUMBERS[number] if number in _NUMBERS else int(number)
    return many * (1 if (every["unit"] or "hour").lower().startswith("m") else 60)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without some parts, and without the commas and little words that joined them."""
    left = _COMMAS.sub(",", " ".join(_marked(text, spans).replace(_MARK, " ").split()))
    return _LOOSE_AND.sub("", left.strip(" ,;:.-")).strip(" ,;:.-")

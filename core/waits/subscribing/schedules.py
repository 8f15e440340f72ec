"""When digests are due: cron lines, in words, and the next moment.

`core.waits.subscribing.schedule_words` reads them from what people write, `core.waits.subscribing.desk` shows them,
`core.waits.watching.watch` asks for the next moment.
A cron line has five fields (minute, hour, day, month, weekday) and is meant in local time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations_with_replacement, pairwise
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from core.errors import SubscriptionRefused
from core.waits.telling.wording import listed_in_words

MIN_DISTANCE_MINUTES = 15
"""Between two posts of one schedule; the feed hardly says more in less."""
_DAY_MINUTES = 24 * 60
_SOME_MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 - a cron line is checked without any zone
_WEEKDAYS = frozenset({1, 2, 3, 4, 5})
_WEEKEND = frozenset({0, 6})
_DAY_NAMES = "Sundays Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays".split()
_LEAST_SERIES = 4
"""So many times at equal distances are told as one series."""


def next_due(crons: Sequence[str], time_zone: str, after: datetime) -> datetime:
    """When a schedule is due next.

    A time of day that a change of the clocks leaves out is due right after the gap, and one that
    comes twice is due the first time.  Where every hour is meant, each hour that passes counts.

    Args:
        crons: The schedule's lines, one at least.
        time_zone: Where they are meant.
        after: An aware time; the result is always later.

    Returns:
        The earliest moment of all lines, in UTC.

    Raises:
        SubscriptionRefused: A line is no cron line, or is never due.
    """
    zone = ZoneInfo(time_zone)
    return min(_next_of_line(cron, zone, after.astimezone(UTC)) for cron in crons)


def _next_of_line(cron: str, zone: ZoneInfo, after: datetime) -> datetime:
    local = after.astimezone(zone)
    if cron.split()[1:2] != ["*"]:
        # Without its zone: what is wanted are times of day, whatever the clocks do.
        local = local.replace(tzinfo=None)
    try:
        for moment in CronSim(cron, local):
            due = moment.astimezone(UTC) if moment.tzinfo else _in_utc(moment, zone)
            if due > after:
                return due
    except CronSimError as error:
        raise SubscriptionRefused(_no_cron(cron)) from error
    raise SubscriptionRefused(f'The schedule "{cron}" never comes. Please give another one.')


def _in_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a local time; right after the gap where the clocks leave it out."""
    while True:
        moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local:
            return moment
        local += timedelta(minutes=1)


def check(crons: Sequence[str]) -> None:
    """Make sure that a schedule can be kept.

    Raises:
        SubscriptionRefused: A line is no cron line or never due, or the schedule comes more often
            than every 15 minutes; fit for the person.
    """
    lines = [_read(cron) for cron in crons]
    for cron in crons:
        next_due((cron,), "UTC", _SOME_MONDAY.replace(tzinfo=UTC))
    for one, other in combinations_with_replacement(lines, 2):
        share_a_day = bool(one.weekdays & other.weekdays)
        if share_a_day and _least_distance(_times(one) | _times(other)) < MIN_DISTANCE_MINUTES:
            raise SubscriptionRefused(
                f"That would be more often than every {MIN_DISTANCE_MINUTES} minutes. "
                'Please ask for less, for example "every hour" or "weekdays 7:00 and 15:00".'
            )


def _read(cron: str) -> CronSim:
    if len(cron.split()) != len(("minute", "hour", "day", "month", "weekday")):
        raise SubscriptionRefused(_no_cron(cron))
    try:
        return CronSim(cron, _SOME_MONDAY)
    except CronSimError as error:
        raise SubscriptionRefused(_no_cron(cron)) from error


def _no_cron(cron: str) -> str:
    return (
        f'"{cron}" is no schedule that I understand. Five fields are needed (minute, hour, day, '
        'month, weekday), for example "0 7,15 * * 1-5", or words such as "weekdays 7:00 and 15:00".'
    )


def _times(line: CronSim) -> frozenset[int]:
    """The times of day of a line, in minutes since midnight."""
    return frozenset(hour * 60 + minute for hour in line.hours for minute in line.minutes)


def _least_distance(times: Iterable[int]) -> int:
    """Minutes between the two nearest times of day, midnight being no border."""
    ordered = sorted(times)
    return min(second - first for first, second in pairwise([*ordered, ordered[0] + _DAY_MINUTES]))


def crons_of(times: Iterable[int], days: frozenset[int]) -> tuple[str, ...]:
    """Cron lines for times of day on days of the week.

    Args:
        times: Minutes since midnight.
        days: 0 for Sunday to 6 for Saturday.

    Returns:
        As few lines as there are different sets of hours for a minute, in order.
    """
    hours_of: defaultdict[int, list[int]] = defaultdict(list)
    for time in sorted(set(times)):
        hours_of[time % 60].append(time // 60)
    minutes_of: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for minute, hours in sorted(hours_of.items()):
        minutes_of[tuple(hours)].append(minute)
    weekday = _day_field(days)
    return tuple(
        f"{_listed(minutes)} {'*' if len(hours) == _DAY_MINUTES // 60 else _listed(hours)} * * {weekday}"
        for hours, minutes in sorted(minutes_of.items(), key=lambda item: item[0][0])
    )


def _day_field(days: frozenset[int]) -> str:
    if len(days) == len(_DAY_NAMES):
        return "*"
    return "1-5" if days == _WEEKDAYS else _listed(sorted(days))


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(str(number) for number in numbers)


def describe(crons: Sequence[str]) -> str:
    """Tell a schedule in words: `weekdays at 07:00 and 15:00`.

    Raises:
        SubscriptionRefused: A line is no cron line.
    """
    times_on: defaultdict[frozenset[int], set[int]] = defaultdict(set)
    others: list[str] = []
    for cron in crons:
        line = _read(cron)
        if cron.split()[2:4] != ["*", "*"] or not all(
            isinstance(day, int) for day in line.weekdays
        ):
            others.append(line.explain())
            continue
        times_on[frozenset(day % 7 for day in line.weekdays if isinstance(day, int))] |= _times(
            line
        )
    told = [_told(days, sorted(times)) for days, times in times_on.items()]
    return " and ".join([*told, *others])


def _told(days: frozenset[int], times: Sequence[int]) -> str:
    step = times[1] - times[0] if len(times) > 1 else 0
    is_series = len(times) >= _LEAST_SERIES and all(
        second - first == step for first, second in pairwise(times)
    )
    if not is_series:
        return f"{_days_told(days)} at {listed_in_words([_clock(time) for time in times])}"
    whole_hours = step % 60 == 0
    number = step // 60 if whole_hours else step
    unit = "hour" if whole_hours else "minute"
    every = f"every {unit}" if number == 1 else f"every {number} {unit}s"
    goes_round = times[0] == 0 and times[-1] + step == _DAY_MINUTES
    span = "" if goes_round else f" from {_clock(times[0])} to {_clock(times[-1])}"
    on_days = "" if len(days) == len(_DAY_NAMES) else f" on {_days_told(days)}"
    return f"{every}{span}{on_days}"


def _days_told(days: frozenset[int]) -> str:
    if len(days) == len(_DAY_NAMES):
        return "every day"
    if days == _WEEKDAYS:
        return "weekdays"
    if days == _WEEKEND:
        return "weekends"
    # From Monday on, as people count.
    return listed_in_words([_DAY_NAMES[day] for day in sorted(days, key=lambda day: (day - 1) % 7)])


def _clock(time: int) -> str:
    return f"{time // 60:02}:{time % 60:02}"

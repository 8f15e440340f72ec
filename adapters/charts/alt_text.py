"""What a chart shows in words, for those who do not see it.

Told from the data, not from the picture.  Short enough to be listened to: what matters less is
left out first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.charts.gaps import Span, known, longest_step, silences, within
from adapters.charts.words import (
    NO_READINGS,
    NOT_KNOWN,
    clean,
    day_words,
    full_wait,
    moment_words,
)
from core.domain import BandChart, Bar, BarChart, Chart, ChartLine, TrendChart, UsualWait

_MOST_CHARACTERS = 900
_MOST_GAPS = 3
_SHORT_NAME = 40
_HALF_A_DAY = timedelta(hours=12)


def told(chart: Chart) -> str:
    """What a chart shows, in up to 900 characters.  Times are those of the chart's zone."""
    match chart:
        case TrendChart():
            return _first_that_fits(_trend(chart))
        case BandChart():
            return _first_that_fits(_band(chart))
        case BarChart():
            return _first_that_fits(_bars(chart))


def _first_that_fits(tellings: Iterator[str]) -> str:
    """The fullest telling that is short enough, or the last one cut."""
    telling = ""
    for telling in tellings:
        if len(telling) <= _MOST_CHARACTERS:
            return telling
    return f"{telling[: _MOST_CHARACTERS - 1]}…"


@dataclass(frozen=True, slots=True)
class _Time:
    """The time of a chart, and its moments in words."""

    since: datetime
    until: datetime
    zone: ZoneInfo

    def at(self, moment: datetime) -> str:
        return moment_words(moment, self.since, self.until, self.zone)

    def span(self, since: datetime, until: datetime) -> str:
        """`from 02:10 to 09:50`; with the days where it is so long that the times may mislead."""
        if until - since < _HALF_A_DAY:
            return f"from {self.at(since)} to {self.at(until)}"
        first, last = since.astimezone(self.zone), until.astimezone(self.zone)
        return f"from {first:%a %H:%M} to {last:%a %H:%M}"

    def whole(self) -> str:
        since, until = self.since.astimezone(self.zone), self.until.astimezone(self.zone)
        return f"from {day_words(since)} {since:%H:%M} to {day_words(until)} {until:%H:%M}"


def _trend(chart: TrendChart) -> Iterator[str]:
    time = _Time(chart.since, chart.until, ZoneInfo(chart.time_zone))
    beginning = f"{_sentence(chart.title)} Waits {time.whole()}."
    if not chart.lines:
        yield _joined(beginning, f"{NO_READINGS.capitalize()}.", _sentence(chart.note))
        return
    for most_gaps in (_MOST_GAPS, 1):
        lines = [_line(line, time, most_gaps) for line in chart.lines]
        yield _joined(beginning, *lines, _sentence(chart.note))
    latest = [f"{_name(line.label)}: {_latest(line, time)}." for line in chart.lines]
    yield _joined(beginning, *latest, _sentence(chart.note))
    yield _joined(*latest)


def _line(line: ChartLine, time: _Time, most_gaps: int) -> str:
    """One line: where it ends, its extremes, and where it has gaps."""
    samples = within(line.samples, time.since, time.until)
    points = known(samples)
    parts = [_latest(line, time)]
    if len(points) > 1:
        lowest = min(points, key=lambda point: point[1])
        highest = max(points, key=lambda point: point[1])
        parts.append(
            f"lowest {full_wait(lowest[1])} at {time.at(lowest[0])}, "
            f"highest {full_wait(highest[1])} at {time.at(highest[0])}"
        )
    if points:
        parts.extend(_gaps(silences(samples, time.since, points[-1][0]), time, most_gaps))
    return f"{clean(line.label)}: {'; '.join(parts)}."


def _latest(line: ChartLine, time: _Time) -> str:
    samples = within(line.samples, time.since, time.until)
    points = known(samples)
    if not points:
        return NOT_KNOWN if samples else NO_READINGS
    at, minutes = points[-1]
    words = f"{full_wait(minutes)} at {time.at(at)}"
    if samples[-1].wait_minutes is None:
        return f"{words}, {NOT_KNOWN} since"
    return words if time.until - at <= longest_step(samples) else f"{words}, {NO_READINGS} since"


def _gaps(gaps: Sequence[Span], time: _Time, most: int) -> Iterator[str]:
    """The longest gaps in the order of time, and how many others there are."""
    longest = sorted(gaps, key=lambda gap: gap[0] - gap[1])[:most]
    if longest:
        spans = [time.span(since, until) for since, until in sorted(longest)]
        yield f"{NO_READINGS} {', '.join(spans)}"
    if others := len(gaps) - len(longest):
        yield f"{others} shorter gap{'s' if others > 1 else ''}"


def _band(chart: BandChart) -> Iterator[str]:
    time = _Time(chart.since, chart.until, ZoneInfo(chart.time_zone))
    beginning = f"{_sentence(chart.title)} Waits {time.whole()}."
    usual = _usual_day(chart.band, time)
    samples = within(chart.line.samples, chart.since, chart.until)
    # The rest of a day that is not over yet is no gap.
    so_far = replace(time, until=samples[-1].at) if samples else time
    for most_gaps in (_MOST_GAPS, 1):
        line = _line(chart.line, so_far, most_gaps)
        yield _joined(beginning, line, _compared(chart), usual, _sentence(chart.note))
    latest = f"{_name(chart.line.label)}: {_latest(chart.line, so_far)}."
    yield _joined(_name(beginning), latest, _compared(chart), usual)


def _compared(chart: BandChart) -> str:
    """How the latest reading stands to what is usual at its hour."""
    points = known(within(chart.line.samples, chart.since, chart.until))
    if not points:
        return ""
    at, minutes = points[-1]
    for begins, usual in reversed(chart.band):
        if begins <= at and (at - begins).total_seconds() < 3600:  # noqa: PLR2004  (an hour)
            if minutes > usual.high_minutes:
                stands = "longer than usual"
            elif minutes < usual.low_minutes:
                stands = "shorter than usual"
            else:
                stands = "as usual"
            return f"The latest is {stands} for its hour ({_range(usual)})."
    return "What is usual for that hour is not known."


def _usual_day(band: Sequence[tuple[datetime, UsualWait]], time: _Time) -> str:
    hours = [(at, usual) for at, usual in band if time.since <= at < time.until]
    if not hours:
        return ""
    least = min(hours, key=lambda hour: hour[1].middle_minutes)
    most = max(hours, key=lambda hour: hour[1].middle_minutes)
    return (
        f"Usually it is shortest around {time.at(least[0])} ({_range(least[1])}) "
        f"and longest around {time.at(most[0])} ({_range(most[1])})."
    )


def _range(usual: UsualWait) -> str:
    return f"{full_wait(usual.low_minutes)} to {full_wait(usual.high_minutes)}"


def _bars(chart: BarChart) -> Iterator[str]:
    title, note = _sentence(chart.title), _sentence(chart.note)
    if not chart.bars:
        yield _joined(title, f"{NO_READINGS.capitalize()}.", note)
        return
    yield _joined(title, _listed([_bar(bar, bar.detail) for bar in chart.bars]), note)
    short = [_bar(bar, "") for bar in chart.bars]
    yield _joined(title, _listed(short), note)
    for count in range(len(short) - 1, 0, -1):
        yield _joined(title, _listed([*short[:count], f"and {len(short) - count} more"]), note)


def _bar(bar: Bar, detail: str) -> str:
    name = f"{clean(bar.label)} ({clean(detail)})" if clean(detail) else clean(bar.label)
    wait = NOT_KNOWN if bar.wait_minutes is None else full_wait(bar.wait_minutes)
    return f"{name}: {wait}"


def _listed(parts: Sequence[str]) -> str:
    return f"{'; '.join(parts)}."


def _name(text: str) -> str:
    """A text that may be far too long."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= _SHORT_NAME else f"{cleaned[:_SHORT_NAME]}…"


def _sentence(text: str) -> str:
    cleaned = clean(text)
    return cleaned if not cleaned or cleaned[-1] in ".!?…" else f"{cleaned}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)

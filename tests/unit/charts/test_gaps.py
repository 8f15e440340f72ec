"""Where a line has readings and where it has none."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from adapters.charts.gaps import common_silences, known, longest_step, segments, silences
from core.domain import Sample

from .samples import SINCE, UNTIL, after, every

waits = st.lists(
    st.tuples(st.integers(0, 24 * 60), st.none() | st.integers(0, 600)),
    unique_by=lambda one: one[0],
).map(
    lambda rows: tuple(
        Sample(SINCE + timedelta(minutes=minute), wait) for minute, wait in sorted(rows)
    )
)


def test_a_line_breaks_where_nobody_read() -> None:
    """Two hours without a sample are a gap."""
    parts = segments(every(5, (0, 3)) + every(5, (5, 24)))
    assert [(part[0][0], part[-1][0]) for part in parts] == [
        (after(0), after(3)),
        (after(5), after(24)),
    ]


def test_a_line_breaks_at_an_unknown_wait() -> None:
    """Also if it is a single one."""
    samples = (Sample(after(0), 5), Sample(after(0.1), None), Sample(after(0.2), 7))
    assert segments(samples) == (((after(0), 5),), ((after(0.2), 7),))


def test_samples_of_long_ago_belong_together() -> None:
    """They are one for each hour."""
    assert len(segments(every(60))) == 1


def test_few_readings_do_not_make_a_line() -> None:
    """Nothing tells that they are read so seldom on purpose."""
    assert len(segments(every(120, (0, 6)))) == 4


@given(waits)
def test_nothing_is_joined_across_what_is_not_known(samples: tuple[Sample, ...]) -> None:
    """Every known wait is drawn once; what is joined was neighbours, and near."""
    parts = segments(samples)
    assert tuple(point for part in parts for point in part) == known(samples)
    moments = [sample.at for sample in samples]
    for part in parts:
        for (earlier, _), (later, _) in pairwise(part):
            assert moments.index(later) == moments.index(earlier) + 1
            assert later - earlier <= longest_step(samples)


@given(waits)
def test_no_reading_lies_in_a_silence(samples: tuple[Sample, ...]) -> None:
    """Silences lie between readings, in order."""
    spans = silences(samples, SINCE, UNTIL)
    assert list(spans) == sorted(spans)
    for since, until in spans:
        assert not any(since < at < until for at, _ in known(samples))


def test_a_silence_of_one_line_is_not_common() -> None:
    """Only where no line has a reading was nobody reading."""
    one, other = every(5, (0, 8)) + every(5, (12, 24)), every(5, (0, 18)) + every(5, (20, 24))
    assert common_silences([one, other], SINCE, UNTIL) == ()
    assert common_silences([one, one], SINCE, UNTIL) == ((after(8), after(12)),)

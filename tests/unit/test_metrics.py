"""Figures for Prometheus."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import PrometheusMeter
from core.domain import (
    Answered,
    IndexState,
    Line,
    RefreshState,
    StatusReport,
    Stopped,
    Timings,
    Unavailable,
)

NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
REPORT = StatusReport(
    checks=(),
    index=None,
    sources=(),
    refresh=None,
    next_refresh_at=None,
    line=Line(0, 0, 200, is_open=True),
    recent=(),
    generator="quoted",
)


@pytest.fixture
def meter() -> PrometheusMeter:
    return PrometheusMeter()


def figures(meter: PrometheusMeter) -> dict[str, float]:
    """All figures by name and labels, as Prometheus reads them."""
    text = meter.exposition()[0].decode()
    return {
        f"{sample.name}{{{','.join(f'{k}={v}' for k, v in sorted(sample.labels.items()))}}}": (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_questions_are_counted_by_platform(meter: PrometheusMeter) -> None:
    """Those that were kept, and those that were not with the reason."""
    meter.accepted("slack")
    meter.accepted("slack")
    meter.not_accepted("web", "full")
    seen = figures(meter)
    assert seen["frontdesk_questions_total{platform=slack}"] == 2
    assert seen["frontdesk_questions_not_accepted_total{platform=web,reason=full}"] == 1


def test_outcomes_are_counted_and_timed(meter: PrometheusMeter) -> None:
    """What was not written took no time to write."""
    answered = Answered("yes", timings=Timings(1, 200, 4000))
    meter.answered("slack", answered, "tiny", waited_seconds=2.0)
    meter.answered("slack", Unavailable("too late"), "tiny", waited_seconds=300.0)
    meter.undelivered("slack", "refused")
    seen = figures(meter)
    outcome = "author=tiny,outcome={},platform=slack"
    assert seen[f"frontdesk_outcomes_total{{{outcome.format('answered')}}}"] == 1
    assert seen[f"frontdesk_outcomes_total{{{outcome.format('unavailable')}}}"] == 1
    assert seen["frontdesk_wait_seconds_count{}"] == 2
    assert seen["frontdesk_wait_seconds_sum{}"] == 302
    assert seen["frontdesk_first_text_seconds_sum{}"] == 0.2
    assert seen["frontdesk_answer_seconds_count{}"] == 1
    assert seen["frontdesk_answer_seconds_bucket{le=2.5}"] == 0
    assert seen["frontdesk_answer_seconds_bucket{le=5.0}"] == 1
    assert seen["frontdesk_undelivered_total{platform=slack,reason=refused}"] == 1


def test_the_line_tokens_and_lag_are_shown(meter: PrometheusMeter) -> None:
    """As they stand, or added up."""
    meter.line(Line(2, 7, 200, is_open=True))
    meter.tokens(120, 30)
    meter.tokens(5, 0)
    meter.loop_lag(0.25)
    seen = figures(meter)
    assert (seen["frontdesk_running{}"], seen["frontdesk_waiting{}"]) == (2, 7)
    assert seen["frontdesk_tokens_total{kind=read}"] == 125
    assert seen["frontdesk_tokens_total{kind=written}"] == 30
    assert seen["frontdesk_event_loop_lag_seconds{}"] == 0.25


def test_the_index_is_described(meter: PrometheusMeter) -> None:
    """So that its age can be alerted on."""
    index = IndexState(NOON, pages=3, passages=9, model_id="minilm")
    meter.observe(replace(REPORT, index=index))
    seen = figures(meter)
    assert seen["frontdesk_index_built_timestamp_seconds{}"] == NOON.timestamp()
    assert seen["frontdesk_index_pages{}"] == 3


@pytest.mark.parametrize(
    ("refresh", "outcome", "is_good"),
    [
        (RefreshState(NOON, 60, published=True), "published", True),
        (RefreshState(NOON, 60), "unchanged", True),
        (RefreshState(NOON, 60, published=True, incomplete=("site: down",)), "incomplete", False),
        (RefreshState(NOON, 60, error="The disk is full."), "failed", False),
    ],
)
def test_a_refresh_is_counted_once(
    meter: PrometheusMeter, refresh: RefreshState, outcome: str, *, is_good: bool
) -> None:
    """Whoever ran it; only one that read everything sets the time of the last success."""
    meter.observe(REPORT)
    for _ in range(2):
        meter.observe(replace(REPORT, refresh=refresh))
    seen = figures(meter)
    assert seen[f"frontdesk_refreshes_total{{outcome={outcome}}}"] == 1
    assert seen["frontdesk_refresh_seconds_sum{}"] == 60
    success = seen.get("frontdesk_job_last_success_timestamp_seconds{job=refresh}")
    assert success == ((NOON + timedelta(minutes=1)).timestamp() if is_good else None)


def test_a_refresh_of_before_the_start_is_not_counted_again(meter: PrometheusMeter) -> None:
    """It still tells how old the knowledge is."""
    meter.observe(replace(REPORT, refresh=RefreshState(NOON, 60)))
    seen = figures(meter)
    assert not [name for name in seen if name.startswith("frontdesk_refreshes_total")]
    assert "frontdesk_job_last_success_timestamp_seconds{job=refresh}" in seen


def test_labels_take_few_values(meter: PrometheusMeter) -> None:
    """Each value is a series for good: a stranger must not be able to make more of them."""
    for number in range(100):
        meter.accepted(f"platform {number}")
        meter.answered("platform 0", Stopped(""), f"author {number}", waited_seconds=0)
        meter.job_succeeded(f"job {number}", NOON)
    seen = figures(meter)
    assert seen["frontdesk_questions_total{platform=other}"] == 80
    assert len(seen) < 200


def test_two_meters_do_not_disturb_each_other(meter: PrometheusMeter) -> None:
    """Nothing is global."""
    meter.accepted("slack")
    assert "frontdesk_questions_total{platform=slack}" not in figures(PrometheusMeter())


def test_the_content_type_names_the_format(meter: PrometheusMeter) -> None:
    """Every Prometheus reads this one."""
    assert meter.exposition()[1] == "text/plain; version=0.0.4; charset=utf-8"

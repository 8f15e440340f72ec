"""What happens by the clock: how each job went, and when it runs next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapters.web.markup import Html, badge, element, joined, moment, muted, section, table
from adapters.web.words import duration
from core.domain import JobOutcome, JobRun, JobState

_KINDS = {JobOutcome.DONE: "good", JobOutcome.FAILED: "bad", JobOutcome.INTERRUPTED: "warn"}
_COLUMNS = ("Job", "Last run", "Outcome", "Took", "Failures in a row", "Next run", "Detail")


def jobs_section(jobs: Sequence[JobState], now: datetime) -> Html:
    """Every job of this desk."""
    rows = (
        (
            joined(
                (element("strong", job.name), element("div", job.purpose, class_="muted purpose"))
            ),
            *_run(job.last, now),
            _failures(job, now),
            moment(job.next_run_at, now) if job.next_run_at else muted("not planned"),
            job.last.detail if job.last and job.last.detail else muted("none"),
        )
        for job in jobs
    )
    return section("jobs", "Jobs", table("Jobs", _COLUMNS, rows))


def _run(run: JobRun | None, now: datetime) -> tuple[Html, Html, Html]:
    """When it began, how it ended, how long it took."""
    if run is None:
        return muted("never"), muted("none"), muted("none")
    began = moment(run.started_at, now)
    if run.is_manual:
        began = joined((began, " by hand"))
    is_over = run.outcome in (JobOutcome.DONE, JobOutcome.FAILED)
    took = element("span", duration(run.seconds)) if is_over else muted("not known")
    return began, badge(run.outcome, _KINDS.get(run.outcome, "")), took


def _failures(job: JobState, now: datetime) -> Html:
    if not job.failures:
        return element("span", "0")
    worked = joined(("last worked ", moment(job.last_success_at, now)))
    if job.last_success_at is None:
        worked = element("span", "it never worked")
    return joined((badge(f"{job.failures:,}", "bad"), " ", element("span", worked, class_="muted")))

"""Figures for Prometheus: the `Meter` port, and what else can be alerted on.

`bot.wiring` and the commands make it, `bot.health` shows it at `/metrics`.  It counts for this
process only, on a registry of its own, and its labels take few values, whatever happens.
"""

from __future__ import annotations

import threading
from datetime import datetime

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from bot.jobs import REFRESH
from core.domain import (
    IndexState,
    Line,
    Outcome,
    RefreshState,
    StatusReport,
    outcome_name,
)
from storage.refreshes import ended_at

_BUCKETS_SECONDS = (
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0,
)  # fmt: skip
_REFRESH_BUCKETS_SECONDS = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0)

_MOST_VALUES = 20
"""Values that one label may take; all later ones are counted together."""
_OTHERS = "other"


class PrometheusMeter:
    """Counts and times what the desk does.  May be used from any thread; never raises."""

    def __init__(self) -> None:
        """Begin to count, from nothing."""
        # Otherwise each counter brings a second series, which tells only when it began.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._labels = _Labels()
        self._last_refresh: RefreshState | None = None
        self._has_looked = False
        self._make_question_figures()
        self._make_house_figures()

    def _make_question_figures(self) -> None:
        self._questions = self._counter("questions", "Questions that were kept.", "platform")
        self._not_accepted = self._counter(
            "questions_not_accepted", "Questions that were not kept.", "platform", "reason"
        )
        self._outcomes = self._counter(
            "outcomes", "Questions that have an outcome.", "platform", "outcome", "author"
        )
        self._waiting = self._gauge("waiting", "Questions that wait in line.")
        self._running = self._gauge("running", "Questions that are being answered.")
        self._wait = self._histogram("wait_seconds", "Time in line.")
        self._first_text = self._histogram(
            "first_text_seconds", "From the beginning of answering to the first text."
        )
        self._answer = self._histogram(
            "answer_seconds", "From the beginning of answering to its end."
        )
        self._undelivered = self._counter(
            "undelivered", "Outcomes that could not be shown.", "platform", "reason"
        )
        self._tokens = self._counter("tokens", "Tokens that the language model took.", "kind")
        for kind in ("read", "written"):
            self._tokens.labels(kind)

    def _make_house_figures(self) -> None:
        self._refreshes = self._counter("refreshes", "Refreshes of the index.", "outcome")
        self._refresh = Histogram(
            "frontdesk_refresh_seconds",
            "Time that refreshes took.",
            buckets=_REFRESH_BUCKETS_SECONDS,
            registry=self._registry,
        )
        self._index_built = self._gauge(
            "index_built_timestamp_seconds", "When the index that serves was built."
        )
        self._index_pages = self._gauge("index_pages", "Pages in the index that serves.")
        self._job_success = self._gauge(
            "job_last_success_timestamp_seconds", "When a job last ended well.", "job"
        )
        self._waits_as_of = self._gauge(
            "waits_as_of_timestamp_seconds", "Of what moment the wait times are."
        )
        self._doors = self._gauge(
            "platform_open", "Whether people reach the desk through a chat platform.", "platform"
        )
        self._posts = self._counter("posts", "What became of posts.", "kind", "outcome")
        self._lag = self._gauge(
            "event_loop_lag_seconds", "How late the event loop was at the last heartbeat."
        )

    # ---- The port -----------------------------------------------------------------------

    def accepted(self, platform: str) -> None:
        """A question was kept."""
        self._questions.labels(self._labels.bounded("platform", platform)).inc()

    def not_accepted(self, platform: str, reason: str) -> None:
        """A question was not kept: `repeated`, `full`, `refused` or `closing`."""
        self._not_accepted.labels(
            self._labels.bounded("platform", platform), self._labels.bounded("reason", reason)
        ).inc()

    def line(self, line: Line) -> None:
        """The line has moved."""
        self._waiting.set(line.waiting)
        self._running.set(line.running)

    def answered(
        self, platform: str, outcome: Outcome, author: str, *, waited_seconds: float
    ) -> None:
        """A question has its outcome."""
        self._outcomes.labels(
            self._labels.bounded("platform", platform),
            outcome_name(outcome),
            self._labels.bounded("author", author),
        ).inc()
        self._wait.observe(waited_seconds)
        # Outcomes that were not written, such as a missed deadline, took no time to write.
        if outcome.timings.first_text_ms:
            self._first_text.observe(outcome.timings.first_text_ms / 1000)
        if outcome.timings.total_ms:
            self._answer.observe(outcome.timings.total_ms / 1000)

    def undelivered(self, platform: str, reason: str) -> None:
        """An outcome could not be shown: `refused` or `failed`."""
        self._undelivered.labels(
            self._labels.bounded("platform", platform), self._labels.bounded("reason", reason)
        ).inc()

    # ---- What others tell ---------------------------------------------------------------

    def tokens(self, read: int, written: int) -> None:
        """The language model has finished with an answer."""
        self._tokens.labels("read").inc(max(0, read))
        self._tokens.labels("written").inc(max(0, written))

    def job_succeeded(self, job: str, at: datetime) -> None:
        """A job ended well."""
        self._job_success.labels(self._labels.bounded("job", job)).set(at.timestamp())

    def posted(self, kind: str, outcome: str) -> None:
        """A post was shown, put off, refused or given up; `kind` says whom it was for."""
        self._posts.labels(
            self._labels.bounded("kind", kind), self._labels.bounded("outcome", outcome)
        ).inc()

    def loop_lag(self, seconds: float) -> None:
        """The heartbeat was so much late."""
        self._lag.set(seconds)

    def observe(self, report: StatusReport) -> None:
        """Take from a status report what no one else tells: refreshes run in other processes."""
        if report.index is not None:
            self._observe_index(report.index)
        for door in report.doors:
            self._doors.labels(self._labels.bounded("platform", door.name.lower())).set(
                door.is_open
            )
        if report.waits is not None and report.waits.as_of is not None:
            self._waits_as_of.set(report.waits.as_of.timestamp())
        refresh = report.refresh
        if refresh is not None and refresh != self._last_refresh:
            # One from before this process began was counted by the process before it.
            self._observe_refresh(refresh, is_new=self._has_looked)
        self._has_looked = True

    def _observe_index(self, index: IndexState) -> None:
        self._index_built.set(index.built_at.timestamp())
        self._index_pages.set(index.pages)

    def _observe_refresh(self, refresh: RefreshState, *, is_new: bool) -> None:
        self._last_refresh = refresh
        outcome = _refresh_outcome(refresh)
        if outcome in {"published", "unchanged"}:
            self.job_succeeded(REFRESH, ended_at(refresh))
        if is_new:
            self._refreshes.labels(outcome).inc()
            self._refresh.observe(refresh.seconds)

    def exposition(self) -> tuple[bytes, str]:
        """All figures as Prometheus reads them, and their content type."""
        return generate_latest(self._registry), CONTENT_TYPE_PLAIN_0_0_4

    # ---- Making figures -----------------------------------------------------------------

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"frontdesk_{name}", told, labels, registry=self._registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"frontdesk_{name}", told, labels, registry=self._registry)

    def _histogram(self, name: str, told: str) -> Histogram:
        return Histogram(
            f"frontdesk_{name}", told, buckets=_BUCKETS_SECONDS, registry=self._registry
        )


class _Labels:
    """Keeps labels from taking ever more values: each one is a series of its own, for good."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}
        self._lock = threading.Lock()

    def bounded(self, label: str, value: str) -> str:
        """The value itself, or `other` when too many came before it."""
        with self._lock:
            known = self._known.setdefault(label, set())
            if value not in known and len(known) >= _MOST_VALUES:
                return _OTHERS
            known.add(value)
        return value


def _refresh_outcome(refresh: RefreshState) -> str:
    if refresh.error:
        return "failed"
    if refresh.incomplete:
        return "incomplete"
    return "published" if refresh.published else "unchanged"

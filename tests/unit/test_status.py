"""How the desk is doing: every check fails when it should, and says what to do."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event

from bot import status as status_module
from bot.heartbeat import Heartbeat
from bot.settings import Settings, load_settings
from bot.status import DeskStatus
from core.domain import (
    Answered,
    Check,
    ConversationKey,
    DigestRule,
    FacilityKind,
    FeedReading,
    IndexState,
    JobState,
    Line,
    NewSubscription,
    Post,
    PublishedWait,
    RefreshSummary,
    Selection,
    SourceState,
    StatusReport,
)
from core.errors import IndexUnusable
from storage.database import Database
from storage.pages import SqlPages
from storage.refreshes import SqlRefreshes
from tests.contract.keeping import NOON, Clock, SqlKeeping
from tests.contract.test_pages import stored
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.waits import FakeWaits

MADE = SimpleNamespace(
    manifest=SimpleNamespace(created_at=NOON, pages=3, passages=9, model_id="minilm")
)
NEXT = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)


A_WAIT = PublishedWait("North", "Hill Hospital", FacilityKind.EMERGENCY, 20, "20 min", "Hill")
WANTED = NewSubscription(
    channel=ConversationKey("web", "", "visitor"),
    owner="visitor",
    wording="daily at 7",
    selection=Selection(),
    rule=DigestRule(("0 7 * * *",)),
    time_zone="America/Edmonton",
)


@dataclass
class FakeRetriever:
    """Opens an index, fails, or takes its time."""

    failure: Exception | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    opened: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    async def open(self) -> Any:
        self.opened += 1
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return MADE


@dataclass
class FakeSchedule:
    """Plans a refresh, and has run one."""

    jobs: tuple[JobState, ...] = (JobState("refresh", "Renews the index", None, None, 0, NEXT),)

    def next_run(self, name: str) -> datetime | None:
        return {"refresh": NEXT}[name]

    async def states(self) -> tuple[JobState, ...]:
        return self.jobs


@dataclass
class House:
    """A status and all that it looks at."""

    settings: Settings
    database: Database
    retriever: FakeRetriever = field(default_factory=FakeRetriever)
    schedule: FakeSchedule = field(default_factory=FakeSchedule)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    waits: Any = None
    line: Line = field(default_factory=lambda: Line(1, 2, 200, is_open=True))
    clock: Clock = field(default_factory=Clock)
    heartbeat: Heartbeat = field(default_factory=lambda: Heartbeat(tell=lambda _lag: None))

    def status(self) -> DeskStatus:
        return DeskStatus(
            settings=self.settings,
            desk=SimpleNamespace(
                database=self.database,
                retriever=self.retriever,
                generator=SimpleNamespace(name="quoted"),
                waits=self.waits,
            ),
            turns=SimpleNamespace(line=lambda: self.line),
            schedule=self.schedule,
            outbox=self.outbox,
            heartbeat=self.heartbeat,
            now=self.clock,
        )

    async def report(self) -> StatusReport:
        return await self.status().report()

    async def failed(self) -> Check:
        """The only check that failed."""
        (check,) = [check for check in (await self.report()).checks if not check.passed]
        return check


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    folder = {"path": str(tmp_path / "docs"), "base_url": "https://ann:pw@files.example.org"}
    monkeypatch.setenv("FRONTDESK_HOME", str(tmp_path))
    monkeypatch.setenv("FRONTDESK_SOURCES_FOLDERS", json.dumps([folder]))
    settings = load_settings(folder=tmp_path)
    async with Database(url=settings.database_url) as database:
        yield House(settings, database)


class TestReport:
    async def test_all_is_well(self, house: House) -> None:
        """Every check passed, and each says what is so."""
        report = await house.report()
        assert report.is_ready
        assert [check.name for check in report.checks] == [
            "database", "index", "line", "event loop",
        ]  # fmt: skip
        assert all(check.detail for check in report.checks)
        assert report.checks[0].detail == "can be read and written"
        assert report.index == IndexState(NOON, pages=3, passages=9, model_id="minilm")
        assert report.line == house.line
        assert report.next_refresh_at == NEXT
        assert report.generator == "quoted from the pages (no model)"

    async def test_sources_refresh_and_answers_are_told(self, house: House) -> None:
        """Configured sources first, also those never read; no address shows a password."""
        pages = [stored(f"https://example.org/{name}", source="old") for name in "ab"]
        await SqlPages(database=house.database).save(pages)
        refreshes = SqlRefreshes(database=house.database)
        await refreshes.record(NOON, 1.0, RefreshSummary(unchanged=2), "")
        kept = SqlKeeping(house.database)
        await kept.say(ConversationKey("slack", "T1", "C1"), "secret?", Answered("secret"))
        report = await house.report()
        folder = house.settings.sources.folders[0].path
        assert report.sources == (
            SourceState("docs", str(folder), 0, None, note="as https://files.example.org"),
            SourceState("old", "", 2, pages[0].read_at, note="not configured"),
        )
        assert report.refresh is not None
        assert report.refresh.unchanged == 2
        assert [answer.platform for answer in report.recent] == ["slack"]
        assert "secret" not in str(report)

    async def test_waits_jobs_subscriptions_and_posts_are_told(self, house: House) -> None:
        """As far as there are any."""
        assert (await house.report()).waits is None
        store = FakeWaits()
        board = await store.record(FeedReading((A_WAIT,)), NOON)
        subscriptions = FakeSubscriptions(outbox=house.outbox, now=house.clock)
        kept = await subscriptions.add(WANTED, next_due_at=NEXT, most_in_channel=9)
        await house.outbox.put(Post("p1", WANTED.channel, "secret", NOON))
        house.waits = SimpleNamespace(
            store=store, subscriptions=subscriptions, feed=SimpleNamespace(name="the feed")
        )
        report = await house.report()
        assert (report.waits, report.waits_feed) == (board, "the feed")
        assert report.jobs == house.schedule.jobs
        assert report.subscriptions == (kept,)
        assert [record.post.id for record in report.posts] == ["p1"]

    async def test_looking_costs_few_statements(self, house: House) -> None:
        """However many pages there are: they are counted, not read."""
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(house.database._engine.sync_engine, "before_cursor_execute", note)
        await house.report()
        assert len([one for one in statements if one.startswith("SELECT")]) == 3
        assert not [one for one in statements if "blocks" in one]

    async def test_it_is_not_looked_anew_each_time(self, house: House) -> None:
        """A page that asks every moment, or many of them, cannot load the database."""
        status = house.status()
        reports = await asyncio.gather(*(status.report() for _ in range(20)))
        assert house.retriever.opened == 1
        assert all(report is reports[0] for report in reports)
        house.clock.advance(seconds=1.9)
        assert await status.report() is reports[0]
        house.clock.advance(seconds=0.2)
        assert await status.report() is not reports[0]


class TestChecks:
    async def test_a_locked_database(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        """It says so soon, with what may hold the lock; what can be read is shown all the same."""
        monkeypatch.setattr(status_module, "_LOCK_SECONDS", 0.05)
        refreshes = SqlRefreshes(database=house.database)
        await refreshes.record(NOON, 1.0, RefreshSummary(), "")
        with closing(sqlite3.connect(house.settings.home / "frontdesk.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            report = await house.report()
        (failed,) = [check for check in report.checks if not check.passed]
        assert failed.name == "database"
        assert "kept it locked" in failed.detail
        assert report.refresh is not None

    async def test_a_database_that_is_gone(self, house: House) -> None:
        """Nothing is made in its place."""
        file = house.settings.home / "frontdesk.db"
        file.rename(file.with_suffix(".away"))
        failed = await house.failed()
        assert failed.name == "database"
        assert "Restore it from a backup" in failed.detail
        assert not file.exists()

    async def test_looking_changes_nothing(self, house: House) -> None:
        """What is written to see whether it can be is taken back."""
        with closing(sqlite3.connect(house.settings.home / "frontdesk.db")) as other:
            before = other.execute("PRAGMA data_version").fetchone()
            assert (await house.report()).is_ready
            assert other.execute("PRAGMA data_version").fetchone() == before

    async def test_no_index(self, house: House) -> None:
        """With the command that makes one."""
        house.retriever.failure = IndexUnusable("There is no index yet. Run `frontdesk refresh`.")
        report = await house.report()
        assert report.index is None
        assert not report.is_ready
        assert report.checks[1].detail == "There is no index yet. Run `frontdesk refresh`."

    async def test_an_unforeseen_fault(self, house: House) -> None:
        """It fails its check, without its words, and hides no other."""
        house.retriever.failure = ValueError("words")
        failed = await house.failed()
        assert failed.name == "index"
        assert "ValueError" in failed.detail
        assert "words" not in failed.detail

    async def test_an_index_that_takes_long_to_open(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nobody waits for it, and it is not opened once more for each who asks."""
        monkeypatch.setattr(status_module, "_LOOK_SECONDS", 0.01)
        house.retriever.gate.clear()
        status = house.status()
        for _ in range(3):
            report = await status.report()
            assert "No answer within" in report.checks[1].detail
            house.clock.advance(seconds=3)
        assert house.retriever.opened == 1
        house.retriever.gate.set()
        monkeypatch.setattr(status_module, "_LOOK_SECONDS", 5.0)
        assert (await status.report()).is_ready

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (Line(0, 0, 200, is_open=False), "closed"),
            (Line(2, 200, 200, is_open=True), "`turns.at_once`"),
        ],
    )
    async def test_a_line_that_nobody_can_join(self, house: House, line: Line, said: str) -> None:
        """Whether the desk shuts down or is overrun."""
        house.line = line
        failed = await house.failed()
        assert failed.name == "line"
        assert said in failed.detail

    async def test_a_loop_that_is_late(self, house: House) -> None:
        """Everybody waits then."""
        house.heartbeat._lags.extend([3.0, 4.0, 5.0])
        failed = await house.failed()
        assert failed.name == "event loop"
        assert "3.0 s" in failed.detail

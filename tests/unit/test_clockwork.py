"""Which jobs there are, and what those do that `bot.clockwork` puts together itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clockwork import Clockwork, make_clockwork
from bot.settings import Settings, load_settings
from bot.waits import open_waits
from bot.wiring import Desk, now
from core.answering import AnsweringDesk, AnswerRules
from core.domain import (
    ConversationKey,
    DigestRule,
    JobOutcome,
    NewSubscription,
    Post,
    PostState,
    Selection,
)
from storage.database import Database
from storage.history import SqlHistory
from tests.fakes.answering import FakeGenerator, FakeRetriever, evidence, findings
from tests.fakes.desk import FakeChannelSettings
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.named_pages import no_named_pages
from tests.fakes.poster import FakePoster

ALWAYS = {"refresh", "retention", "upkeep", "backup", "health", "posts"}
HERE = ConversationKey("slack", "T1", "C1")


class House:
    """A desk on a database in a folder; with the made-up feed unless settings say otherwise."""

    def __init__(self, folder: Path, stack: AsyncExitStack, change: pytest.MonkeyPatch) -> None:
        self._folder, self._stack, self._change = folder, stack, change
        self.generator = FakeGenerator(("Visitors park in lot B.",))
        self.poster = FakePoster()
        self.desk: Desk
        self.succeeded: list[str] = []

    async def clockwork(self, **settings: str) -> Clockwork:
        """What happens by the clock under these settings."""
        made = self._settings(settings)
        self.desk = await self._open_desk(made)
        clockwork = make_clockwork(
            made,
            self.desk,
            succeeded=lambda job, _at: self.succeeded.append(job),
            posted=lambda _kind, _outcome: None,
        )
        clockwork.posting.attach("slack", self.poster)
        return clockwork

    def _settings(self, settings: dict[str, str]) -> Settings:
        for name, value in {"HOME": str(self._folder), **settings}.items():
            self._change.setenv(f"FRONTDESK_{name}", value)
        return load_settings(folder=self._folder)

    async def _open_desk(self, settings: Settings) -> Desk:
        database = await self._stack.enter_async_context(Database(url=settings.database_url))
        waits = await self._stack.enter_async_context(open_waits(settings, database, now))
        retriever = FakeRetriever(findings(evidence("Lot B.")))
        history = SqlHistory(database=database, now=now)
        answering = AnsweringDesk(
            retriever=retriever,
            generator=self.generator,
            quoting=self.generator,
            history=history,
            named_pages=no_named_pages(),
            rules=AnswerRules(100, 6, 6, 0.5, "", ""),
        )
        return Desk(
            answering=answering,
            retriever=retriever,  # type: ignore[arg-type]
            generator=self.generator,
            history=history,
            database=database,
            embedder=FakeEmbedder(),
            waits=waits,
            channels=FakeChannelSettings(),
        )


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        yield House(tmp_path, stack, monkeypatch)


def no_feed(folder: Path) -> dict[str, str]:
    """Settings under which there are no wait times: a source is set, and no feed."""
    source = f'[{{"path": "{folder}", "base_url": "https://files.example.org/"}}]'
    return {"SOURCES_FOLDERS": source}


class TestWhichJobs:
    async def test_with_a_feed_it_is_polled(self, house: House) -> None:
        """The made-up one, too."""
        assert set((await house.clockwork()).runner.jobs) == ALWAYS | {"waits", "watch"}

    async def test_without_a_feed_it_is_not(self, house: House, tmp_path: Path) -> None:
        """Posts are shown all the same: operators are told of jobs."""
        assert set((await house.clockwork(**no_feed(tmp_path))).runner.jobs) == ALWAYS

    async def test_backups_can_be_switched_off(self, house: House) -> None:
        """By keeping none."""
        jobs = (await house.clockwork(BACKUP_KEEP="0")).runner.jobs
        assert "backup" not in jobs


class TestPolling:
    async def test_it_says_how_much_is_known(self, house: House) -> None:
        """And the figures learn that it went well."""
        run = await (await house.clockwork()).runner.run("waits")
        assert run.outcome is JobOutcome.DONE
        assert run.detail.endswith(" of 3 waits known")
        assert house.succeeded == ["waits"]

    async def test_a_feed_that_fails_is_asked_less_often(
        self, house: House, tmp_path: Path
    ) -> None:
        """A run that asks nobody is none: neither a failure more nor a success."""
        clockwork = await house.clockwork(WAITS_URL=f"file:{tmp_path / 'none.json'}")
        for _ in range(3):
            await clockwork.runner.run_by_the_clock("waits")
        (state,) = [
            one for one in await clockwork.runner.states(lambda _: None) if one.name == "waits"
        ]
        assert state.failures == 1
        assert state.last is not None
        assert "No such file" in state.last.detail

    async def test_operators_are_told_once(self, house: House, tmp_path: Path) -> None:
        """After the third failure in a row, and no more after the fourth."""
        clockwork = await house.clockwork(
            WAITS_URL=f"file:{tmp_path / 'none.json'}", POSTS_OPERATORS="slack/T1/C1"
        )
        for _ in range(4):
            await clockwork.runner.run("waits")
        (record,) = await clockwork.outbox.recent(10)
        assert record.post.channel == HERE
        assert "`waits` failed, 3 times in a row" in record.post.text


class TestHealth:
    async def test_without_a_model_the_embedding_is_tried(self, house: House) -> None:
        """There is nothing else to try."""
        run = await (await house.clockwork()).runner.run("health")
        assert run.detail == "embedding model works"
        assert house.generator.requests == []

    async def test_a_model_is_let_write_a_few_words(self, house: House) -> None:
        """No more than it takes to see that it writes: people wait for it."""
        house.generator = FakeGenerator((" ", "Lot", RuntimeError("read on")))
        run = await (await house.clockwork(MODEL_NAME="tiny.gguf")).runner.run("health")
        assert run.detail == "embedding model and language model work"
        assert house.generator.closed == 1

    @pytest.mark.parametrize("says", [(), (" ", "\n")])
    async def test_a_model_that_writes_nothing_has_failed(
        self, house: House, says: tuple[str, ...]
    ) -> None:
        """Blanks are nothing."""
        house.generator = FakeGenerator(says)
        run = await (await house.clockwork(MODEL_NAME="tiny.gguf")).runner.run("health")
        assert run.outcome is JobOutcome.FAILED
        assert "wrote nothing" in run.detail


class TestPosts:
    async def test_a_digest_that_is_due_is_made_and_shown(self, house: House) -> None:
        """Once each; the next runs have nothing to do."""
        clockwork = await house.clockwork()
        assert house.desk.waits is not None
        wanted = NewSubscription(
            HERE, "ann", "daily", Selection(), DigestRule(("0 7 * * *",)), "America/Edmonton"
        )
        due_at = now() - timedelta(minutes=1)
        await house.desk.waits.subscriptions.add(wanted, next_due_at=due_at, most_in_channel=1)
        jobs = ("watch", "posts", "watch", "posts")
        details = [(await clockwork.runner.run(job)).detail for job in jobs]
        assert details == ["1 posts made", "1 posts shown", "0 posts made", "0 posts shown"]
        (post,) = house.poster.shown.values()
        assert "Harcourt General Hospital" in post.text
        assert post.picture is not None

    async def test_without_a_feed_posts_are_shown(self, house: House, tmp_path: Path) -> None:
        """Those to operators."""
        clockwork = await house.clockwork(**no_feed(tmp_path))
        await clockwork.outbox.put(Post("told", HERE, "Job `backup` failed.", now()))
        await clockwork.runner.run("posts")
        (record,) = await clockwork.outbox.recent(10)
        assert record.state is PostState.SENT
        assert [*house.poster.shown] == ["told"]


async def test_retention_cleans_all_that_grows(house: House) -> None:
    """Questions, wait times and posts."""
    run = await (await house.clockwork()).runner.run("retention")
    assert run.outcome is JobOutcome.DONE
    for kind in ("questions", "readings of waits", "posts"):
        assert f"0 {kind}" in run.detail

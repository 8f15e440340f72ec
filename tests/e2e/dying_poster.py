"""A program that posts one digest from a real database and kills itself where it is told.

`python -m tests.e2e.dying_poster FOLDER POINT`: `test_posts.py` starts it, twice.  Its chat
platform is a file with a line for each post that people see, so that it outlives the process as a
real one does.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.domain import (
    ConversationKey,
    DigestRule,
    NewSubscription,
    Post,
    PostId,
    PostRecord,
    Selection,
)
from core.posting import PostingDesk, PostingRules
from core.waits.polling import WaitPoller
from core.waits.watching.watch import Watch
from storage.database import Database
from storage.posts import SqlOutbox
from storage.subscriptions import SqlSubscriptions
from storage.waits import SqlWaits
from tests.fakes.feed import FakeFeed, a_reading
from tests.fakes.painter import FakePainter

POINTS = (
    "before emit", "emitted", "before begin", "begun", "before shown", "shown", "before sent",
    "sent",
)  # fmt: skip
ZONE = "America/Edmonton"
WISH = NewSubscription(
    channel=ConversationKey("slack", "T1", "C1"),
    owner="U1",
    wording="once a year",
    selection=Selection(),
    rule=DigestRule(("0 0 1 1 *",)),
    time_zone=ZONE,
)


@dataclass(frozen=True)
class Death:
    """Comes once, at one point."""

    point: str

    def at(self, point: str) -> None:
        """Die here, if it is the point."""
        if point == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


class DyingSubscriptions(SqlSubscriptions):
    """The real store; the process may die around a digest's becoming a post."""

    def __init__(self, death: Death, database: Database) -> None:
        super().__init__(database=database, now=now)
        self._death = death

    async def emit(self, *arguments: Any, **options: Any) -> bool:
        self._death.at("before emit")
        is_new = await super().emit(*arguments, **options)
        self._death.at("emitted")
        return is_new


class DyingOutbox(SqlOutbox):
    """The real store; the process may die around each of its writes."""

    def __init__(self, death: Death, database: Database) -> None:
        super().__init__(database=database, now=now)
        self._death = death

    async def begin(self, post_id: PostId) -> bool:
        self._death.at("before begin")
        is_owed = await super().begin(post_id)
        self._death.at("begun")
        return is_owed

    async def sent(self, post_id: PostId, ref: str, at: datetime) -> None:
        self._death.at("before sent")
        await super().sent(post_id, ref, at)
        self._death.at("sent")


@dataclass(frozen=True)
class FilePlatform:
    """Shows each post as a line; implements `core.ports.Poster`."""

    file: Path
    death: Death

    async def post(self, post: Post) -> str:
        """Show a post, unless a process before this one did."""
        if not (post.attempts and post.id in self._shown()):
            self.death.at("before shown")
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"id": post.id, "text": post.text}) + "\n")
            self.death.at("shown")
        return post.id

    def _shown(self) -> set[PostId]:
        if not self.file.exists():
            return set()
        return {json.loads(line)["id"] for line in self.file.read_text("utf-8").splitlines()}


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


async def main(folder: Path, point: str) -> None:
    """Do what the clock does, twice, with a digest that was due a minute ago."""
    death = Death(point)
    async with Database(url=f"sqlite+aiosqlite:///{folder}/frontdesk.db") as database:
        subscriptions = DyingSubscriptions(death, database)
        if not await subscriptions.all():
            due_at = now() - timedelta(minutes=1)
            await subscriptions.add(WISH, next_due_at=due_at, most_in_channel=1)
        feed = FakeFeed(a_reading(95, None))
        store = SqlWaits(database=database, feed=feed.name, time_zone=ZONE)
        poller = WaitPoller(feed=feed, store=store, now=now, interval_seconds=300)
        outbox = DyingOutbox(death, database)
        watch = Watch(
            subscriptions=subscriptions,
            store=store,
            board=poller.board,
            painter=FakePainter(),
            now=now,
            stale_seconds=1800,
            publisher="",
            advice="",
        )
        desk = PostingDesk(
            outbox=outbox,
            now=now,
            rules=PostingRules(),
            given_up=_fail,
            posted=lambda _kind, _outcome: None,
        )
        desk.attach("slack", FilePlatform(folder / "shown.jsonl", death))
        for _ in range(2):
            await watch.tick()
            await desk.deliver()
        await poller.close()
    print("all posted", flush=True)  # noqa: T201


async def _fail(record: PostRecord) -> None:
    raise AssertionError(record.error)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))

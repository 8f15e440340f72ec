"""Builds every object of frontdesk, on one screen, from the settings.

Entry points call `open_desk` to answer and `open_renewal` to renew the index; nothing else in the
project constructs what it needs by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.named_pages import make_named_pages
from bot.settings import Settings
from bot.waits import Waits, open_waits
from core.answering import AnsweringDesk, AnswerRules
from core.chunking import PassageLimits
from core.engine.embedder import OnnxEmbedder, SentenceTransformersEmbedder
from core.engine.extractive import ExtractiveGenerator
from core.engine.index_store import SnapshotIndexStore, SnapshotRetriever
from core.engine.snapshot import SnapshotFolder
from core.errors import RefreshError, RefreshRunning
from core.ports import (
    ChannelSettingsStore,
    Embedder,
    Generator,
    History,
    Meter,
    PageSource,
)
from core.refreshing import Refresher
from core.turns import TurnDesk, TurnRules
from storage.channel_settings import SqlChannelSettings
from storage.database import Database
from storage.embeddings import SqlEmbeddingCache
from storage.history import SqlHistory
from storage.pages import SqlPages
from storage.snapshots import SqlSnapshots
from storage.turns import SqlTurns


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers questions."""

    answering: AnsweringDesk
    retriever: SnapshotRetriever
    generator: Generator
    history: History
    database: Database
    embedder: Embedder
    waits: Waits | None
    """None: no feed of wait times is set."""
    channels: ChannelSettingsStore
    """What the people of each channel decided."""


@asynccontextmanager
async def open_desk(
    settings: Settings, *, on_tokens: Callable[[int, int], None] = lambda _read, _written: None
) -> AsyncIterator[Desk]:
    """Everything that answering needs; closed at the end.

    Args:
        settings: Of all parts.
        on_tokens: Told how many tokens a language model has read and written for an answer.

    Raises:
        StorageError: The database cannot be used.
        ModelError: A model is missing or damaged.
        SettingsError: A host in `links.allowed_hosts` is none.
    """
    async with Database(url=settings.database_url) as database:
        embedder = make_embedder(settings)
        retriever = SnapshotRetriever(folder=snapshot_folder(settings), embedder=embedder)
        history = SqlHistory(database=database, now=now)
        channels = SqlChannelSettings(database=database, now=now)
        quoting = ExtractiveGenerator()
        async with AsyncExitStack() as stack:
            generator = await _make_generator(settings, quoting, stack, on_tokens)
            waits = await stack.enter_async_context(open_waits(settings, database, now))
            answering = AnsweringDesk(
                retriever=retriever,
                generator=generator,
                quoting=quoting,
                history=history,
                named_pages=make_named_pages(
                    settings,
                    embedder=embedder,
                    limits=passage_limits(settings, embedder),
                    pages=SqlPages(database=database),
                ),
                rules=AnswerRules(
                    max_question_characters=settings.answer.max_question_characters,
                    history_turns=settings.answer.history_turns,
                    max_passages=settings.answer.max_passages,
                    strictness=settings.answer.strictness,
                    contact=settings.answer.contact,
                    emergency_notice=settings.answer.emergency_notice,
                ),
                waits=waits.desk if waits else None,
                subscriptions=waits.subscribing if waits else None,
                channels=channels,
            )
            yield Desk(
                answering, retriever, generator, history, database, embedder, waits, channels
            )


def make_turn_desk(settings: Settings, desk: Desk, meter: Meter) -> TurnDesk:
    """What serves many people; the caller attaches the platforms and opens it."""
    turns = settings.turns
    return TurnDesk(
        answering=desk.answering,
        turns=SqlTurns(database=desk.database, now=now),
        meter=meter,
        rules=TurnRules(
            at_once=turns.at_once,
            max_waiting=turns.max_waiting,
            max_waiting_per_person=turns.max_waiting_per_person,
            deadline_seconds=turns.deadline_seconds,
            shutdown_seconds=turns.shutdown_seconds,
            restart_seconds=turns.restart_hours * 3600,
        ),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Renewal:
    """What renews the index."""

    refresher: Refresher
    snapshots: SqlSnapshots
    """Keeps the record of what was published."""


@asynccontextmanager
async def open_renewal(
    settings: Settings, sources: tuple[PageSource, ...]
) -> AsyncIterator[Renewal]:
    """Everything that renewing the index needs; closed at the end.

    Raises:
        StorageError: The database cannot be used.
        ModelError: The embedding model is missing or damaged.
    """
    async with Database(url=settings.database_url) as database:
        embedder = make_embedder(settings)
        index = SnapshotIndexStore(
            folder=snapshot_folder(settings),
            embedder=embedder,
            cache=SqlEmbeddingCache(database=database),
            keep=settings.index.keep_snapshots,
        )
        refresher = Refresher(
            sources=sources,
            pages=SqlPages(database=database),
            index=index,
            limits=passage_limits(settings, embedder),
            lock=lambda: refresh_lock(settings.home),
            now=now,
        )
        yield Renewal(refresher, SqlSnapshots(database=database))


async def _make_generator(
    settings: Settings,
    quoting: Generator,
    stack: AsyncExitStack,
    on_tokens: Callable[[int, int], None],
) -> Generator:
    """The configured model, or quoting where none is.

    Raises:
        ModelError: The model is not known, not installed or damaged.
    """
    if not settings.model.name:
        return quoting
    from core.engine.llama import LlamaGenerator, LlamaOptions  # noqa: PLC0415  (only with a model)
    from models.registry import choose_model  # noqa: PLC0415

    chosen = choose_model(settings.model.name, folder=settings.model.folder)
    wanted_format = settings.model.chat_format
    limits = [limit for limit in (settings.model.context_tokens, chosen.context_tokens) if limit]
    options = LlamaOptions(
        chat_format=chosen.chat_format if wanted_format == "auto" else wanted_format,
        context_tokens=min(limits),
        max_answer_tokens=settings.model.max_answer_tokens,
        temperature=settings.model.temperature,
        threads=settings.model.threads,
    )
    generator = LlamaGenerator(
        path=chosen.path, name=chosen.name, options=options, on_tokens=on_tokens
    )
    stack.push_async_callback(generator.close)
    return generator


def make_embedder(settings: Settings) -> Embedder:
    """The configured embedder; exports it to ONNX first where that was not done yet.

    Raises:
        ModelError: The model is missing, damaged or cannot be exported.
    """
    configured, threads = settings.embedding.model, settings.embedding.threads
    exported = embedder_folder(settings)
    if (exported / "embedder.json").is_file():
        return OnnxEmbedder(folder=exported, threads=threads)
    from core.engine import onnx_export  # noqa: PLC0415  (set-up only)

    model = Path(configured) if configured else onnx_export.bundled_model_folder()
    identity = onnx_export.model_identity(str(model), name="" if configured else "all-MiniLM-L6-v2")
    if not onnx_export.can_export(model):
        return SentenceTransformersEmbedder(model=configured, model_id=identity, threads=threads)
    onnx_export.export_apart(model, exported, model_id=identity)
    return OnnxEmbedder(folder=exported, threads=threads)


def passage_limits(settings: Settings, embedder: Embedder) -> PassageLimits:
    """How large passages are, whether they are indexed or looked up on a page that is named."""
    return PassageLimits(
        max_tokens=min(settings.index.max_passage_tokens, embedder.max_tokens - 2),
        count_tokens=embedder.count_tokens,
    )


def embedder_folder(settings: Settings) -> Path:
    """Where the ONNX export of the configured embedding model lies, or would."""
    configured = settings.embedding.model
    if not configured:
        return settings.home / "embedding" / "all-MiniLM-L6-v2"
    path = Path(configured)
    seen = f"{path.resolve()} {path.stat().st_mtime_ns if path.exists() else ''}"
    digest = hashlib.sha256(seen.encode()).hexdigest()[:8]
    return settings.home / "embedding" / f"{path.name}-{digest}"


def snapshot_folder(settings: Settings) -> SnapshotFolder:
    """Where the index lies."""
    return SnapshotFolder(settings.home / "index")


@contextmanager
def refresh_lock(home: Path) -> Iterator[None]:
    """Held by the one refresh that is at work, across processes.

    Raises:
        RefreshRunning: Another refresh holds it.
        RefreshError: The home folder cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (refreshing only)

    lock = FileLock(home / "refresh.lock", timeout=0)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise RefreshRunning(
            f"Another refresh of '{home}' is at work. Wait for it to end; "
            "the index that serves stays as it is meanwhile."
        ) from error
    except OSError as error:
        raise RefreshError(
            f"Folder '{home}' cannot be written ({error.strerror}): nothing was read, and the index "
            "that serves is as it was. Mend its rights or free some space, or name another folder "
            "in FRONTDESK_HOME."
        ) from error
    try:
        yield
    finally:
        lock.release()


def now() -> datetime:
    """The time, as everything here is given it."""
    return datetime.now(UTC)

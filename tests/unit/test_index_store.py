"""Snapshots on disk: published whole, swapped while questions are asked, refused when damaged."""

from __future__ import annotations

import asyncio
import errno
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
import structlog.testing

from core.domain import Block, BlockKind, Passage, Published, Query
from core.engine import index_store
from core.engine.index_store import SnapshotIndexStore, SnapshotRetriever
from core.engine.snapshot import SnapshotFolder, read_manifest
from core.errors import IndexUnusable, RefreshError
from core.ports import FloatMatrix
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.embeddings import FakeEmbeddingCache


def passages(*subjects: str) -> list[Passage]:
    return [
        Passage(
            address=f"https://example.org/{subject}",
            title=subject.title(),
            heading_path=(),
            blocks=(Block(BlockKind.PARAGRAPH, f"Everything there is about {subject}."),),
        )
        for subject in subjects
    ]


@pytest.fixture
def folder(tmp_path: Path) -> SnapshotFolder:
    return SnapshotFolder(tmp_path / "index")


def store_of(folder: SnapshotFolder, **changes: object) -> SnapshotIndexStore:
    arguments: dict[str, object] = {
        "embedder": FakeEmbedder(),
        "cache": FakeEmbeddingCache(),
        "keep": 2,
    }
    return SnapshotIndexStore(folder=folder, **{**arguments, **changes})


async def publish(store: SnapshotIndexStore, *subjects: str) -> Published:
    made = passages(*subjects)
    return await store.publish(
        made, pages=len(made), fingerprint=",".join(subjects), progress=lambda *_: None
    )


def snapshots(folder: SnapshotFolder) -> set[str]:
    current = folder.current()
    assert current is not None
    return {path.name for path in current.parent.iterdir()}


class TestPublishing:
    async def test_what_is_published_is_current(self, folder: SnapshotFolder) -> None:
        """Its manifest vouches for every file and says what it was made from."""
        made = await publish(store_of(folder), "parking", "payroll")
        current = folder.current()
        assert current == Path(made.folder)
        manifest = read_manifest(current)
        assert (manifest.pages, manifest.passages, manifest.units) == (2, 2, 2)
        assert set(manifest.files) == {
            path.relative_to(current).as_posix()
            for path in current.rglob("*")
            if path.is_file() and path.name != "manifest.json"
        }

    async def test_the_fingerprint_is_told(self, folder: SnapshotFolder) -> None:
        """So that a refresh knows whether anything changed."""
        store = store_of(folder)
        assert await store.fingerprint() == ""
        await publish(store, "parking", "payroll")
        assert await store.fingerprint() == "parking,payroll"

    @pytest.mark.parametrize("harm", ["damaged", "other model", "unreadable pointer"])
    async def test_an_index_that_cannot_be_used_has_no_fingerprint(
        self, folder: SnapshotFolder, tmp_path: Path, harm: str
    ) -> None:
        """So that the next refresh makes it anew."""
        made = await publish(store_of(folder), "parking")
        store = store_of(folder)
        match harm:
            case "damaged":
                (Path(made.folder) / "units.npy").write_bytes(b"")
            case "other model":
                store = store_of(folder, embedder=FakeEmbedder(model_id="other@1"))
            case _:
                (tmp_path / "index" / "CURRENT").write_bytes(b"\xff")
        assert await store.fingerprint() == ""

    async def test_an_index_of_an_earlier_version_has_no_fingerprint(
        self, folder: SnapshotFolder
    ) -> None:
        """So that the next refresh builds one that knows its sources."""
        store = store_of(folder)
        made_by_an_earlier_version(Path((await publish(store, "parking")).folder))
        assert await store.fingerprint() == ""

    async def test_known_texts_are_not_embedded_again(self, folder: SnapshotFolder) -> None:
        """Only what is new; what is no longer used leaves the cache."""
        store = store_of(folder)
        first = await publish(store, "parking", "payroll")
        second = await publish(store, "parking", "library")
        third = await publish(store, "payroll")
        assert (first.embedded, second.embedded, third.embedded) == (4, 2, 2)

    async def test_old_snapshots_go(self, folder: SnapshotFolder) -> None:
        """As many are kept as is set."""
        store = store_of(folder)
        for subject in ("parking", "payroll", "library"):
            last = await publish(store, subject)
        assert len(snapshots(folder)) == 2
        assert last.snapshot_id in snapshots(folder)

    async def test_no_passages_are_refused(self, folder: SnapshotFolder) -> None:
        """An empty index would answer nothing."""
        store = store_of(folder)
        await publish(store, "parking")
        with pytest.raises(RefreshError, match="an empty index would answer nothing"):
            await publish(store)
        assert await store.fingerprint() == "parking"

    @pytest.mark.parametrize("part", ["write_passages", "write_vectors", "write_words"])
    async def test_a_full_disk_leaves_everything_as_it_was(
        self, folder: SnapshotFolder, monkeypatch: pytest.MonkeyPatch, part: str
    ) -> None:
        """The message says what to do; nothing half-made stays behind."""
        store = store_of(folder)
        before = await publish(store, "parking")

        def fail(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "passages.faiss")

        monkeypatch.setattr(index_store, part, fail)
        with pytest.raises(RefreshError, match=r"No space left on device.*Free some space"):
            await publish(store, "payroll")
        assert snapshots(folder) == {before.snapshot_id}
        assert await store.fingerprint() == "parking"

    async def test_an_index_that_does_not_find_its_own_passages_is_refused(
        self, folder: SnapshotFolder
    ) -> None:
        """Vectors and words that do not belong to the passages would give wrong answers."""
        store = store_of(folder)
        await publish(store, "parking")
        astray = store_of(folder, embedder=Astray())
        texts = [
            Passage(f"https://example.org/{n}", "", (), (Block(BlockKind.PARAGRAPH, "the of"),))
            for n in range(40)
        ]
        texts += [
            Passage(f"https://example.org/x{n}", "", (), (Block(BlockKind.PARAGRAPH, f"- {n}"),))
            for n in range(40)
        ]
        with pytest.raises(RefreshError, match="does not find"):
            await astray.publish(texts, pages=80, fingerprint="x", progress=lambda *_: None)
        assert await store.fingerprint() == "parking"


def made_by_an_earlier_version(snapshot: Path) -> None:
    """Make of a snapshot one of format 1: it does not say which source a passage is from."""
    for name in ("sources.json", "sources.npy"):
        (snapshot / name).unlink()
    manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    manifest["format"] = 1
    manifest["files"] = {
        name: file for name, file in manifest["files"].items() if not name.startswith("sources.")
    }
    (snapshot / "manifest.json").write_text(json.dumps(manifest), "utf-8")


class Astray(FakeEmbedder):
    """Gives every text one and the same vector."""

    def embed(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed nothing."""
        return super().embed([""] * len(texts))


class TestFolder:
    def test_beginning_clears_what_was_broken_off(
        self, folder: SnapshotFolder, tmp_path: Path
    ) -> None:
        """A refresh that was killed leaves a folder behind."""
        first = folder.begin()
        (first / "passages.jsonl").write_text("half", "utf-8")
        second = folder.begin()
        assert not first.exists()
        assert list(second.iterdir()) == []

    def test_nothing_is_current_at_first(self, folder: SnapshotFolder) -> None:
        """Nor when nothing was finished yet."""
        folder.begin()
        assert folder.current() is None

    def test_the_current_one_is_never_pruned(self, folder: SnapshotFolder) -> None:
        """However old it is and however few are kept."""
        oldest = folder.make_current(folder.begin())
        for year in ("2998", "2999"):
            oldest.with_name(f"{year}0101-000000-aaaa").mkdir()
        folder.prune(1)
        assert oldest.is_dir()
        assert len(snapshots(folder)) == 2

    def test_a_pointer_that_cannot_be_written_changes_nothing(
        self, folder: SnapshotFolder, tmp_path: Path
    ) -> None:
        """The finished snapshot goes again."""
        current = folder.make_current(folder.begin())
        building = folder.begin()
        (tmp_path / "index" / "CURRENT.new").mkdir()
        with pytest.raises(OSError, match="directory"):
            folder.make_current(building)
        assert folder.current() == current
        assert snapshots(folder) == {current.name}


async def found(retriever: SnapshotRetriever, text: str) -> str:
    findings = await retriever.retrieve(Query(f"everything about {text}"))
    return findings.evidence[0].passage.address.rpartition("/")[2]


class TestRetrieving:
    async def test_without_an_index_the_cure_is_told(self, folder: SnapshotFolder) -> None:
        """There is nothing to serve."""
        retriever = SnapshotRetriever(folder=folder, embedder=FakeEmbedder())
        with pytest.raises(IndexUnusable, match="There is no index yet"):
            await retriever.retrieve(Query("parking"))

    async def test_a_newer_index_takes_over(self, folder: SnapshotFolder) -> None:
        """With the next question, without a restart."""
        store = store_of(folder)
        retriever = SnapshotRetriever(folder=folder, embedder=FakeEmbedder())
        await publish(store, "parking", "payroll")
        assert await found(retriever, "parking") == "parking"
        await publish(store, "library", "payroll")
        assert await found(retriever, "library") == "library"

    async def test_no_question_is_missed_while_indexes_are_swapped(
        self, folder: SnapshotFolder
    ) -> None:
        """Twenty new ones, with only one kept, under a steady fire of questions."""
        store = store_of(folder, keep=1)
        retriever = SnapshotRetriever(folder=folder, embedder=FakeEmbedder())
        await publish(store, "parking", "first")
        answers: list[str] = []
        finished = asyncio.Event()

        async def keep_asking() -> None:
            while not finished.is_set():
                answers.append(await found(retriever, "parking"))

        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(keep_asking())
            for number in range(20):
                await publish(store, "parking", f"subject{number}")
            finished.set()
        assert len(answers) >= 20
        assert set(answers) == {"parking"}
        assert await found(retriever, "subject19") == "subject19"

    @pytest.mark.parametrize("harm", ["damaged", "no manifest", "unreadable pointer"])
    async def test_the_old_index_serves_when_the_new_one_is_damaged(
        self, folder: SnapshotFolder, tmp_path: Path, harm: str
    ) -> None:
        """It is said once, not with every question, and mended by the next refresh."""
        store = store_of(folder)
        retriever = SnapshotRetriever(folder=folder, embedder=FakeEmbedder())
        await publish(store, "parking", "payroll")
        await retriever.open()
        damaged = await publish(store, "library", "payroll")
        match harm:
            case "damaged":
                os.truncate(Path(damaged.folder) / "passages.jsonl", 10)
            case "no manifest":
                (Path(damaged.folder) / "manifest.json").unlink()
            case _:
                (tmp_path / "index" / "CURRENT").write_bytes(b"\xff")
        with structlog.testing.capture_logs() as logs:
            addresses = await asyncio.gather(*(found(retriever, "parking") for _ in range(5)))
        assert set(addresses) == {"parking"}
        assert [line["event"] for line in logs] == ["index_refused"]
        await publish(store, "cafeteria", "payroll")
        assert await found(retriever, "cafeteria") == "cafeteria"

    async def test_an_index_that_vanishes_serves_on(
        self, folder: SnapshotFolder, tmp_path: Path
    ) -> None:
        """Somebody deleted the pointer; what is open stays open."""
        await publish(store_of(folder), "parking", "payroll")
        retriever = SnapshotRetriever(folder=folder, embedder=FakeEmbedder())
        await retriever.open()
        (tmp_path / "index" / "CURRENT").unlink()
        assert await found(retriever, "parking") == "parking"


class TestEarlierVersion:
    async def test_its_index_serves_on(self, folder: SnapshotFolder) -> None:
        """What is missing is logged once, when it is opened."""
        made = await publish(store_of(folder), "parking", "payroll")
        made_by_an_earlier_version(Path(made.folder))
        retriever = SnapshotRetriever(folder=folder, embedder=FakeEmbedder())
        with structlog.testing.capture_logs() as logs:
            assert [await found(retriever, "parking") for _ in range(2)] == ["parking"] * 2
        assert [line["event"] for line in logs] == ["index_of_earlier_version"]

    async def test_it_is_not_used_where_sources_are_chosen(self, folder: SnapshotFolder) -> None:
        """A passage of another source would be told; the message has the cure."""
        made = await publish(store_of(folder), "parking", "payroll")
        made_by_an_earlier_version(Path(made.folder))
        retriever = SnapshotRetriever(folder=folder, embedder=FakeEmbedder())
        with pytest.raises(IndexUnusable, match="Run `frontdesk refresh`"):
            await retriever.retrieve(Query("parking", sources=("site",)))

    async def test_an_index_of_a_later_version_is_refused(self, folder: SnapshotFolder) -> None:
        """Nobody knows what its files mean."""
        made = await publish(store_of(folder), "parking")
        manifest = Path(made.folder) / "manifest.json"
        manifest.write_text(manifest.read_text("utf-8").replace('"format": 2', '"format": 3'))
        with pytest.raises(IndexUnusable, match="has format 3"):
            read_manifest(Path(made.folder))

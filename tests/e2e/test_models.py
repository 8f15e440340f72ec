"""Models are fetched from a hub that listens here and speaks the real one's protocol."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from filelock import FileLock

from core.errors import ModelError
from models.partial import SPARE_BYTES
from models.pull import ModelHub
from models.registry import ModelEntry
from models.verify import record_path, verify
from tests.fakes.model_hub import FILE, REPOSITORY, FakeModelHub

CONTENT = b"GGUF" + bytes(range(256)) * 20_000  # larger than one chunk
ENTRY = ModelEntry(
    name="tiny",
    description="",
    repository=REPOSITORY,
    file=FILE,
    chat_format="template",
    context_tokens=2048,
    licence="Apache-2.0",
    memory_mebibytes=1,
    download_mebibytes=1,
)
STORAGE = "/storage/blob"


@pytest.fixture
async def fake() -> AsyncIterator[FakeModelHub]:
    async with FakeModelHub(CONTENT).serving() as fake:
        yield fake


class Pauses:
    """Waits for nothing, but remembers for how long it was asked to."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


class GoingDown(Pauses):
    """Takes the hub down for good at the first pause."""

    def __init__(self, fake: FakeModelHub) -> None:
        super().__init__()
        self._fake = fake

    async def __call__(self, seconds: float) -> None:
        self._fake.failures = 100


def ignore(done: int, total: int) -> None:
    """Nobody watches."""


async def pull(
    fake: FakeModelHub, folder: Path, *, entry: ModelEntry = ENTRY, progress=ignore, **options
) -> Path:
    options = {"pause": Pauses(), **options}
    async with ModelHub(mirror=f"{fake.address}/", **options) as hub:
        return await hub.pull(entry, folder=folder, progress=progress)


def downloads(fake: FakeModelHub) -> list[str]:
    """The Range header of each request to the storage."""
    return [wanted for method, path, wanted in fake.requests if (method, path) == ("GET", STORAGE)]


async def test_a_model_is_fetched_verified_and_recorded(fake: FakeModelHub, tmp_path: Path) -> None:
    """The hash comes from the hub's listing; nothing but file, record and lock stays."""
    told: list[tuple[int, int]] = []
    path = await pull(fake, tmp_path / "new", progress=lambda *done: told.append(done))
    assert path.read_bytes() == CONTENT
    record = json.loads(record_path(path).read_text())
    assert record["known_from"] == "hub"
    assert record["size_bytes"] == len(CONTENT)
    assert told[0][0] < told[-1][0] == len(CONTENT)
    assert {total for _, total in told} == {len(CONTENT)}
    assert sorted(file.name for file in path.parent.iterdir()) == [
        FILE,
        f"{FILE}.json",
        f"{FILE}.lock",
    ]


async def test_a_verified_model_is_not_fetched_again(fake: FakeModelHub, tmp_path: Path) -> None:
    """Not even the network is needed."""
    await pull(fake, tmp_path)
    asked = len(fake.requests)
    await pull(fake, tmp_path)
    assert len(fake.requests) == asked


async def test_a_mirror_without_listing_tells_in_its_headers(
    fake: FakeModelHub, tmp_path: Path
) -> None:
    """The redirect to the storage carries size and hash."""
    fake.lists = False
    assert (await pull(fake, tmp_path)).read_bytes() == CONTENT


async def test_a_hub_that_tells_no_hash_is_not_trusted(fake: FakeModelHub, tmp_path: Path) -> None:
    """Nothing is downloaded that could not be checked."""
    fake.lists = fake.tells = False
    with pytest.raises(ModelError, match=r"does not say what tiny\.gguf must be"):
        await pull(fake, tmp_path)
    assert downloads(fake) == []


async def test_the_pinned_hash_counts_before_the_hubs(fake: FakeModelHub, tmp_path: Path) -> None:
    """The hub is not even asked; a file that differs is kept aside and never used."""
    pinned = ENTRY.model_copy(update={"sha256": "a" * 64, "size_bytes": len(CONTENT)})
    with pytest.raises(ModelError, match="not what the registry says") as caught:
        await pull(fake, tmp_path, entry=pinned)
    assert "tiny.gguf.bad" in str(caught.value)
    assert not (tmp_path / FILE).exists()
    assert (tmp_path / f"{FILE}.bad").exists()
    assert not any(path.startswith("/api") for _, path, _ in fake.requests)


async def test_what_is_no_model_is_told_as_such(fake: FakeModelHub, tmp_path: Path) -> None:
    """A portal's page, say, even if its hash were right."""
    fake.content = b"<html>Please log in</html>"
    with pytest.raises(ModelError, match="no GGUF model file"):
        await pull(fake, tmp_path)


class TestInterruptions:
    async def test_a_cut_connection_goes_on_where_it_stopped(
        self, fake: FakeModelHub, tmp_path: Path
    ) -> None:
        """No byte is fetched twice, except what the last chunk had not filled."""
        fake.cuts = [3_000_000, 1_500_000]
        pauses = Pauses()
        path = await pull(fake, tmp_path, pause=pauses)
        assert path.read_bytes() == CONTENT
        first, second, third = downloads(fake)
        assert first == ""
        assert 0 < int(second.removeprefix("bytes=")[:-1]) < int(third.removeprefix("bytes=")[:-1])
        assert pauses.seconds == [1.0, 1.0]

    async def test_a_cancelled_download_goes_on_next_time(
        self, fake: FakeModelHub, tmp_path: Path
    ) -> None:
        """Ctrl-C keeps what has arrived."""
        arrived = asyncio.Event()
        pulling = asyncio.create_task(
            pull(fake, tmp_path, progress=lambda done, total: arrived.set())
        )
        await arrived.wait()
        pulling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await pulling
        kept = (tmp_path / f"{FILE}.part").stat().st_size
        assert 0 < kept < len(CONTENT)
        await pull(fake, tmp_path)
        assert downloads(fake)[-1] == f"bytes={kept}-"

    async def test_a_file_that_changed_meanwhile_starts_anew(
        self, fake: FakeModelHub, tmp_path: Path
    ) -> None:
        """Halves of two versions are never put together."""
        fake.cuts = [3_000_000]
        with pytest.raises(ModelError, match="cannot be reached"):
            await pull(fake, tmp_path, pause=GoingDown(fake))
        fake.failures = 0
        fake.content, fake.etag = CONTENT[:4] + CONTENT[:3:-1], '"v2"'
        assert (await pull(fake, tmp_path)).read_bytes() == fake.content

    async def test_a_part_that_is_too_long_starts_anew(
        self, fake: FakeModelHub, tmp_path: Path
    ) -> None:
        """A part of an older, longer file cannot be continued; a short one is never accepted."""
        entry = ENTRY.model_copy(
            update={"sha256": "a" * 64, "size_bytes": len(CONTENT) + 10},
        )
        (tmp_path / f"{FILE}.part").write_bytes(CONTENT + b"12345")
        with pytest.raises(ModelError, match="cut short or another file"):
            await pull(fake, tmp_path, entry=entry)
        assert downloads(fake) == [f"bytes={len(CONTENT) + 5}-", ""]

    async def test_a_busy_hub_is_asked_again_after_growing_pauses(
        self, fake: FakeModelHub, tmp_path: Path
    ) -> None:
        """It is given some time, then more."""
        fake.failures, pauses = 3, Pauses()
        await pull(fake, tmp_path, pause=pauses)
        assert pauses.seconds == [1.0, 2.0, 4.0]

    async def test_a_hub_that_stays_away_is_given_up(self, tmp_path: Path) -> None:
        """The message names the mirror setting and where to put the file by hand."""
        nobody = FakeModelHub(CONTENT, address="http://127.0.0.1:9")
        with pytest.raises(ModelError) as caught:
            await pull(nobody, tmp_path)
        assert "FRONTDESK_MODEL_MIRROR" in str(caught.value)
        assert str(tmp_path / FILE) in str(caught.value)


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "cure"),
        [
            (401, "FRONTDESK_MODEL_TOKEN"),
            (403, "FRONTDESK_MODEL_TOKEN"),
            (404, "no file tiny.gguf at revision main"),
            (410, "Try another mirror"),
        ],
    )
    async def test_a_refusal_is_told_with_its_cure(
        self, fake: FakeModelHub, tmp_path: Path, status: int, cure: str
    ) -> None:
        """And is not tried again: it would not help."""
        fake.status = status
        with pytest.raises(ModelError, match=cure):
            await pull(fake, tmp_path)
        assert len(fake.requests) == 2

    async def test_the_token_is_sent(self, fake: FakeModelHub, tmp_path: Path) -> None:
        """Models behind terms of use need it."""
        await pull(fake, tmp_path, token="s3cret")
        assert fake.tokens[0] == "Bearer s3cret"

    async def test_a_full_disk_is_told_before_the_download(
        self, fake: FakeModelHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Rather than after an hour of downloading."""
        usage = type("Usage", (), {"free": SPARE_BYTES})
        monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
        with pytest.raises(ModelError, match="FRONTDESK_MODEL_FOLDER"):
            await pull(fake, tmp_path)
        assert downloads(fake) == []

    async def test_two_downloads_of_one_file_do_not_mix(
        self, fake: FakeModelHub, tmp_path: Path
    ) -> None:
        """The second is told to wait."""
        with (
            FileLock(tmp_path / f"{FILE}.lock", is_singleton=False),
            pytest.raises(ModelError, match="another process"),
        ):
            await pull(fake, tmp_path)


class TestVerify:
    async def test_a_file_put_by_hand_is_compared_with_the_hub(
        self, fake: FakeModelHub, tmp_path: Path
    ) -> None:
        """It gets its record without being downloaded."""
        (tmp_path / FILE).write_bytes(CONTENT)
        await pull(fake, tmp_path)
        assert downloads(fake) == []
        assert (await verify(tmp_path / FILE, entry=ENTRY, progress=ignore)).known_from == "hub"

    async def test_a_byte_that_changed_is_found(self, fake: FakeModelHub, tmp_path: Path) -> None:
        """Even where the size is right."""
        path = await pull(fake, tmp_path)
        path.write_bytes(CONTENT[:-1] + b"?")
        with pytest.raises(ModelError, match="SHA-256"):
            await verify(path, entry=ENTRY, progress=ignore)

    async def test_a_file_cut_short_is_found(self, fake: FakeModelHub, tmp_path: Path) -> None:
        """Its record does not fit any more, so it is as good as unknown."""
        path = await pull(fake, tmp_path)
        path.write_bytes(CONTENT[:-1])
        with pytest.raises(ModelError, match="no record"):
            await verify(path, entry=ENTRY, progress=ignore)

    async def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        """With the command that fetches it."""
        with pytest.raises(ModelError, match="frontdesk models pull tiny"):
            await verify(tmp_path / FILE, entry=ENTRY, progress=ignore)

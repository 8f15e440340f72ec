"""What a refresh counts, keeps and publishes, with everything around it faked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from core.chunking import PassageLimits
from core.domain import (
    Address,
    Block,
    BlockKind,
    Page,
    PageFailed,
    PageRead,
    PageVersion,
    Passage,
    Published,
    ReadEvent,
    RefreshSummary,
    SourceDone,
)
from core.errors import RefreshError, RefreshRunning
from core.ports import PageSource, Progress
from core.refreshing import Refresher
from tests.fakes.page_source import FakePageSource
from tests.fakes.pages import FakePages

A, B, C = (f"https://example.org/{name}" for name in "abc")


@dataclass
class FakeIndexStore:
    """Implements `core.ports.IndexStore`; `published` lists the addresses of each index."""

    published: list[list[Address]] = field(default_factory=list)
    sources: list[set[str]] = field(default_factory=list)
    """Of the passages of each index."""
    made_from: str = ""

    async def fingerprint(self) -> str:
        """What the last index was made from."""
        return self.made_from

    async def publish(
        self, passages: Sequence[Passage], *, pages: int, fingerprint: str, progress: Progress
    ) -> Published:
        """Keep what an index would be made of."""
        self.published.append(sorted({passage.address for passage in passages}))
        self.sources.append({passage.source for passage in passages})
        self.made_from = fingerprint
        return Published("1", "1", "fake@1", 64, pages, len(passages), 0, 0)


def page(address: Address, text: str = "Some text that is long enough to be kept.") -> Page:
    return Page(address, f"Title of {address}", (Block(BlockKind.PARAGRAPH, text),))


@dataclass
class House:
    """A refresher with its surroundings."""

    sources: tuple[PageSource, ...]
    pages: FakePages = field(default_factory=FakePages)
    index: FakeIndexStore = field(default_factory=FakeIndexStore)

    def refresher(self, **changes: object) -> Refresher:
        arguments: dict[str, object] = {
            "sources": self.sources,
            "pages": self.pages,
            "index": self.index,
            "limits": PassageLimits(max_tokens=100, count_tokens=lambda text: len(text.split())),
            "lock": nullcontext,
            "now": lambda: datetime(2026, 3, 31, tzinfo=UTC),
        }
        return Refresher(**{**arguments, **changes})

    async def refresh(self, *, full: bool = False) -> RefreshSummary:
        return await self.refresher().refresh(full=full, progress=lambda *_: None)

    async def stored(self) -> list[Address]:
        return [stored.page.address async for stored in self.pages.pages()]


def counts(summary: RefreshSummary) -> tuple[int, int, int, int, int]:
    """Return new, changed, unchanged, gone, failed."""
    return (
        summary.new,
        summary.changed,
        summary.unchanged,
        summary.gone,
        len(summary.failed),
    )


@pytest.fixture
def source() -> FakePageSource:
    return FakePageSource(pages={A: page(A), B: page(B)})


@pytest.fixture
def house(source: FakePageSource) -> House:
    return House((source,))


class TestCounting:
    async def test_the_first_refresh_finds_everything_new(self, house: House) -> None:
        """All pages are stored and indexed."""
        assert counts(await house.refresh()) == (2, 0, 0, 0, 0)
        assert house.index.published == [[A, B]]

    async def test_each_page_is_counted_once(self, house: House, source: FakePageSource) -> None:
        """New, changed, unchanged, gone and failed are told apart."""
        source.pages[C] = page(C)
        await house.refresh()
        source.pages = {A: page(A), B: page(B, "Quite another text than it had before.")}
        source.pages["https://example.org/d"] = page("https://example.org/d")
        source.pages["https://example.org/e"] = page("https://example.org/e")
        source.failing = {"https://example.org/e": "no answer"}
        summary = await house.refresh()
        assert counts(summary) == (1, 1, 1, 1, 1)
        assert summary.failed == (PageFailed("https://example.org/e", "no answer"),)

    async def test_a_page_that_is_sent_again_unchanged_is_unchanged(
        self, house: House, source: FakePageSource
    ) -> None:
        """Some servers do not know of conditional requests."""
        await house.refresh()
        assert counts(await house.refresh(full=True)) == (0, 0, 2, 0, 0)


class TestSources:
    async def test_passages_know_which_source_they_are_from(self) -> None:
        """So that a channel can choose what it is answered from."""
        house = House(
            (FakePageSource("site", pages={A: page(A)}), FakePageSource("files", {B: page(B)}))
        )
        await house.refresh()
        assert house.index.sources == [{"site", "files"}]

    async def test_a_source_that_is_renamed_makes_a_new_index(self) -> None:
        """Though not a word of its pages has changed."""
        house = House((FakePageSource("site", pages={A: page(A)}),))
        await house.refresh()
        house.sources = (FakePageSource("intranet", pages={A: page(A)}),)
        await house.refresh()
        assert house.index.sources == [{"site"}, {"intranet"}]


class TestKeeping:
    async def test_an_incomplete_walk_deletes_nothing(
        self, house: House, source: FakePageSource
    ) -> None:
        """What was not seen may still be there; the reason names the source."""
        await house.refresh()
        source.pages = {}
        source.incomplete = "site is down"
        summary = await house.refresh()
        assert summary.gone == 0
        assert summary.incomplete == ("fake: site is down",)
        assert await house.stored() == [A, B]

    async def test_a_page_that_failed_stays(self, house: House, source: FakePageSource) -> None:
        """Its text of before is indexed on."""
        await house.refresh()
        source.failing = {A: "no answer"}
        source.pages[B] = page(B, "Quite another text than it had before.")
        await house.refresh()
        assert house.index.published[-1] == [A, B]

    async def test_a_new_page_that_failed_is_asked_for_again(
        self, house: House, source: FakePageSource
    ) -> None:
        """Whatever links to it may never change."""
        source.failing = {A: "no answer"}
        await house.refresh()
        assert list(await house.pages.unread("fake")) == [A]
        source.failing = {}
        assert counts(await house.refresh()) == (1, 0, 1, 0, 0)
        assert list(await house.pages.unread("fake")) == []

    async def test_a_walk_that_ends_early_still_knows_what_had_failed(
        self, house: House, source: FakePageSource
    ) -> None:
        """What was not told this time failed the last time."""
        source.failing = {A: "no answer"}
        await house.refresh()
        source.pages, source.incomplete = {}, "site is down"
        await house.refresh()
        assert list(await house.pages.unread("fake")) == [A]

    async def test_the_pages_of_former_sources_go(
        self, house: House, source: FakePageSource
    ) -> None:
        """Who takes a source out of the settings does not want it quoted."""
        await house.refresh()
        house.sources = (FakePageSource(name="other", pages={C: page(C)}),)
        summary = await house.refresh()
        assert counts(summary) == (1, 0, 0, 2, 0)
        assert house.index.published[-1] == [C]

    async def test_sources_do_not_touch_each_others_pages(self, house: House) -> None:
        """One that is empty leaves the other alone."""
        house.sources += (FakePageSource(name="other", pages={C: page(C)}),)
        await house.refresh()
        house.sources[1].pages = {}
        assert (await house.refresh()).gone == 1
        assert await house.stored() == [A, B]

    async def test_a_full_read_still_knows_the_pages(self, house: House) -> None:
        """So that a source that is empty for a fault can tell; only the validators are withheld."""
        await house.refresh()
        watching = Watching(name="fake")
        house.sources = (watching,)
        await house.refresh(full=True)
        assert watching.known == {A: PageVersion(""), B: PageVersion("")}


@dataclass
class Watching(FakePageSource):
    """Notes what it was told."""

    known: Mapping[Address, PageVersion] = field(default_factory=dict)

    async def read(self, known: Mapping[Address, PageVersion]) -> AsyncGenerator[ReadEvent, None]:
        """Read nothing."""
        self.known = dict(known)
        yield SourceDone(complete=False, reason="only watching")


@dataclass
class BrokenOff(FakePageSource):
    """Tells one page and is cancelled."""

    async def read(self, known: Mapping[Address, PageVersion]) -> AsyncGenerator[ReadEvent, None]:
        """Read the first page."""
        yield PageRead(page(A), etag="1")
        raise asyncio.CancelledError


class TestBreakingOff:
    async def test_what_was_read_is_kept(self, house: House) -> None:
        """Although no batch was full yet."""
        house.sources = (BrokenOff(),)
        with pytest.raises(asyncio.CancelledError):
            await house.refresh()
        assert await house.stored() == [A]
        assert house.index.published == []

    async def test_it_is_read_again_without_conditions(self, house: House) -> None:
        """Its links lead to pages that the broken-off walk had not seen."""
        house.sources = (BrokenOff(),)
        with pytest.raises(asyncio.CancelledError):
            await house.refresh()
        assert (await house.pages.versions("fake"))[A].etag == ""

    async def test_a_complete_walk_confirms_its_pages(self, house: House) -> None:
        """From then on servers are asked whether they changed."""
        await house.refresh()
        versions = await house.pages.versions("fake")
        assert all(version.etag for version in versions.values())

    async def test_an_incomplete_walk_does_not(self, house: House, source: FakePageSource) -> None:
        """It may have left pages that are linked from those that it read."""
        source.incomplete = "site is down"
        await house.refresh()
        versions = await house.pages.versions("fake")
        assert not any(version.etag for version in versions.values())


class TestPublishing:
    async def test_nothing_changed_publishes_nothing(self, house: House) -> None:
        """The index stays as it is."""
        await house.refresh()
        assert (await house.refresh()).published is None
        assert len(house.index.published) == 1

    async def test_full_publishes_anyway(self, house: House) -> None:
        """Whoever asks for it gets a new index."""
        await house.refresh()
        assert (await house.refresh(full=True)).published is not None

    async def test_an_index_that_cannot_be_used_is_made_anew(
        self, house: House, source: FakePageSource
    ) -> None:
        """From the stored pages: the source says only that nothing changed."""
        await house.refresh()
        house.index.made_from = ""
        summary = await house.refresh()
        assert counts(summary) == (0, 0, 2, 0, 0)
        assert house.index.published == [[A, B], [A, B]]

    async def test_no_page_at_all_is_an_error(self, house: House, source: FakePageSource) -> None:
        """An empty index would answer nothing."""
        source.pages = {}
        with pytest.raises(RefreshError, match="Not one page could be read"):
            await house.refresh()

    async def test_nothing_is_read_while_another_refresh_is_at_work(
        self, house: House, source: FakePageSource
    ) -> None:
        """The lock comes first."""

        def taken() -> nullcontext[None]:
            raise RefreshRunning("taken")

        with pytest.raises(RefreshRunning):
            await house.refresher(lock=taken).refresh(full=False, progress=lambda *_: None)
        assert source.reads == 0


async def test_progress_counts_pages(house: House) -> None:
    """Up to as many as were found."""
    told: list[tuple[str, int, int]] = []
    await house.refresher().refresh(full=False, progress=lambda *step: told.append(step))
    assert ("Reading fake", 2, 2) in told


async def test_many_pages_are_stored_in_batches() -> None:
    """More than fit one batch; every one arrives, and unchanged ones come from storage."""
    addresses = [f"https://example.org/{number:03}" for number in range(120)]
    house = House((FakePageSource(pages={address: page(address) for address in addresses}),))
    assert (await house.refresh()).new == 120
    assert await house.stored() == addresses
    assert (await house.refresh()).unchanged == 120

"""What every `PageSource` does, shown on the fake, a folder and a website."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from adapters.documents.folder import FolderSource
from adapters.documents.text import TextParser
from adapters.website.html import HtmlParser
from core.domain import (
    Block,
    BlockKind,
    Page,
    PageFailed,
    PageGone,
    PageRead,
    PageUnchanged,
    PageVersion,
    SourceDone,
)
from core.media_types import HTML, PLAIN_TEXT
from core.ports import PageSource
from tests.fakes.crawling import source_of, versions, walk
from tests.fakes.local_site import LocalSite, page, serve
from tests.fakes.page_source import FakePageSource

NAMES = ("a.html", "b.html", "c.html")


class Arranged(ABC):
    """A source whose pages a test may change."""

    source: PageSource

    @abstractmethod
    def address(self, name: str) -> str:
        """Return the address of a page."""

    @abstractmethod
    def put(self, name: str, title: str) -> None:
        """Write a page."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Delete a page."""

    @abstractmethod
    def spoil(self, name: str) -> None:
        """Make a page unreadable."""

    @abstractmethod
    def take_away(self) -> None:
        """Make the whole source unreachable."""


class ArrangedFake(Arranged):
    """The fake."""

    def __init__(self) -> None:
        self.source = self.fake = FakePageSource()

    def address(self, name: str) -> str:
        return f"https://x.example.org/{name}"

    def put(self, name: str, title: str) -> None:
        blocks = (Block(BlockKind.PARAGRAPH, f"This is {title}."),)
        self.fake.pages[self.address(name)] = Page(self.address(name), title, blocks)

    def remove(self, name: str) -> None:
        del self.fake.pages[self.address(name)]

    def spoil(self, name: str) -> None:
        self.fake.failing[self.address(name)] = "It is broken. Mend it."

    def take_away(self) -> None:
        self.fake.pages.clear()
        self.fake.incomplete = "gone fishing"


class ArrangedFolder(Arranged):
    """A folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        self.source = FolderSource(
            name="folder",
            folder=folder,
            base_address="https://x.example.org/files/",
            parsers={HTML: HtmlParser(), PLAIN_TEXT: TextParser()},
        )

    def address(self, name: str) -> str:
        return f"https://x.example.org/files/{name}"

    def put(self, name: str, title: str) -> None:
        (self.folder / name).write_text(page(title))

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    def spoil(self, name: str) -> None:
        (self.folder / name).write_text("")

    def take_away(self) -> None:
        self.folder.rename(self.folder.with_name("elsewhere"))


class ArrangedSite(Arranged):
    """A website."""

    def __init__(self, site: LocalSite) -> None:
        self.site = site
        self.site.routes["/sitemap.xml"] = ""
        self.source = source_of(site, start_addresses=(f"{site.root}/a.html",))

    def address(self, name: str) -> str:
        return f"{self.site.root}/{name}"

    def put(self, name: str, title: str) -> None:
        self.site.routes[f"/{name}"] = page(title, *(f"/{other}" for other in NAMES))

    def remove(self, name: str) -> None:
        del self.site.routes[f"/{name}"]

    def spoil(self, name: str) -> None:
        self.site.routes[f"/{name}"] = ""

    def take_away(self) -> None:
        self.site.routes.clear()
        self.site.is_down = True


@pytest.fixture(params=["fake", "folder", "site"])
async def arranged(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Arranged]:
    """A source of each kind, with three pages."""
    async with serve({}) as site:
        made: Mapping[str, Arranged] = {
            "fake": ArrangedFake(),
            "folder": ArrangedFolder(tmp_path / "files"),
            "site": ArrangedSite(site),
        }
        chosen = made[request.param]
        for name in NAMES:
            chosen.put(name, name[0].upper())
        yield chosen


async def test_each_page_is_told_once_and_the_end_is_told_last(arranged: Arranged) -> None:
    """A first walk reads everything."""
    events = await walk(arranged.source)
    assert isinstance(events[-1], SourceDone)
    assert events[-1] == SourceDone(complete=True)
    told = [event.page.address for event in events if isinstance(event, PageRead)]
    assert sorted(told) == [arranged.address(name) for name in NAMES]


async def test_pages_know_their_own_address(arranged: Arranged) -> None:
    """The address told is the page's, and versions are there to be kept."""
    known = versions(await walk(arranged.source))
    assert set(known) == {arranged.address(name) for name in NAMES}
    assert all(version.etag for version in known.values())


async def test_a_second_walk_reads_nothing(arranged: Arranged) -> None:
    """What has not changed is told unchanged, each page once."""
    known = versions(await walk(arranged.source))
    events = await walk(arranged.source, known)
    assert sorted(event.address for event in events[:-1]) == sorted(known)
    assert all(isinstance(event, PageUnchanged) for event in events[:-1])


async def test_what_changed_is_read_and_what_went_is_gone(arranged: Arranged) -> None:
    """A refresh tells the difference and nothing else."""
    known = versions(await walk(arranged.source))
    arranged.put("b.html", "Better")
    arranged.remove("c.html")
    events = await walk(arranged.source, known)
    assert [event.page.title for event in events if isinstance(event, PageRead)] == ["Better"]
    assert PageGone(arranged.address("c.html")) in events
    assert PageUnchanged(arranged.address("a.html")) in events


async def test_a_page_that_fails_costs_only_itself(arranged: Arranged) -> None:
    """The failure has a reason of one line, and the page is not gone."""
    known = versions(await walk(arranged.source))
    arranged.spoil("b.html")
    events = await walk(arranged.source, known)
    failures = [event for event in events if isinstance(event, PageFailed)]
    assert [failure.address for failure in failures] == [arranged.address("b.html")]
    assert failures[0].reason
    assert "\n" not in failures[0].reason
    assert not any(isinstance(event, PageGone) for event in events)


async def test_a_source_that_is_away_concludes_nothing(arranged: Arranged) -> None:
    """Neither gone nor unchanged: the index stays as it was, and the reason is told."""
    known = versions(await walk(arranged.source))
    arranged.take_away()
    events = await walk(arranged.source, known)
    assert not any(isinstance(event, PageGone | PageUnchanged | PageRead) for event in events)
    done = events[-1]
    assert isinstance(done, SourceDone)
    assert not done.complete
    assert done.reason


async def test_unknown_versions_are_no_obstacle(arranged: Arranged) -> None:
    """Versions that another program wrote lead to reading, not to errors."""
    known = {arranged.address(name): PageVersion("x", "nonsense", "nonsense") for name in NAMES}
    events = await walk(arranged.source, known)
    assert sum(isinstance(event, PageRead) for event in events) == len(NAMES)


async def test_a_walk_may_be_left_early(arranged: Arranged) -> None:
    """A consumer that stops listening leaves the source usable."""
    events = arranged.source.read({})
    await anext(events)
    await events.aclose()
    assert len(await walk(arranged.source)) == len(NAMES) + 1

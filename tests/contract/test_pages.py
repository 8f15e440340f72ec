"""What every `PageStore` keeps, shown on the fake and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from core.domain import Block, BlockKind, Page, PageVersion, StoredPage
from core.ports import PageStore
from storage.database import Database
from storage.pages import BATCH, SqlPages
from tests.fakes.pages import FakePages

READ_AT = datetime(2026, 3, 31, 2, 30, tzinfo=UTC)
BLOCKS = (
    Block(BlockKind.HEADING, "Hours", level=2),
    Block(BlockKind.PARAGRAPH, 'Open 8–5, «naïve» \N{HOSPITAL} \\ "quoted"'),
    Block(BlockKind.ITEM, "[Map](https://example.org/map)", level=1, marker="2."),
    Block(BlockKind.ROW, "Name: Ann Lee | Extension: 0142"),
    Block(BlockKind.CODE, "a\n\tb"),
)


@pytest.fixture(params=["fake", "sql"])
async def pages(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[PageStore]:
    if request.param == "fake":
        yield FakePages()
        return
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield SqlPages(database=database)


def stored(address: str, source: str = "site", title: str = "Title") -> StoredPage:
    return StoredPage(
        page=Page(address=address, title=title, blocks=BLOCKS, published="2026-03"),
        version=PageVersion(content_hash="ab12", etag='W/"1"', last_modified="Tue, 31 Mar 2026"),
        source=source,
        read_at=READ_AT,
    )


async def test_a_page_comes_back_as_it_was_saved(pages: PageStore) -> None:
    """Every field of page, blocks and version survives, the time zone included."""
    page = stored("https://example.org/a")
    await pages.save([page])
    assert [page async for page in pages.pages()] == [page]


async def test_one_page_is_found_by_its_address(pages: PageStore) -> None:
    """Whole, and from whatever source; an address that is not known gives none."""
    page = stored("https://example.org/a", source="other")
    await pages.save([stored("https://example.org/ab"), page])
    assert await pages.page("https://example.org/a") == page
    assert await pages.page("https://example.org/") is None


async def test_pages_come_in_the_order_of_their_addresses(pages: PageStore) -> None:
    """Across sources, and across the batches in which they are read."""
    addresses = [f"https://example.org/{number:04}" for number in range(2 * BATCH + 1)]
    await pages.save([stored(address, source=address[-1]) for address in reversed(addresses)])
    assert [page.page.address async for page in pages.pages()] == addresses


async def test_saving_again_replaces(pages: PageStore) -> None:
    """The newer title and source are what is kept."""
    await pages.save([stored("https://example.org/a", title="old")])
    newer = stored("https://example.org/a", source="other", title="new")
    await pages.save([newer])
    assert [page async for page in pages.pages()] == [newer]


async def test_versions_are_those_of_one_source(pages: PageStore) -> None:
    """The pages of other sources are left out."""
    await pages.save([stored("https://example.org/a"), stored("https://example.org/b", "other")])
    assert await pages.versions("site") == {
        "https://example.org/a": stored("https://example.org/a").version
    }


async def test_confirming_sets_versions_and_nothing_else(pages: PageStore) -> None:
    """Addresses that are not known do no harm."""
    page = stored("https://example.org/a")
    await pages.save([page, stored("https://example.org/b")])
    version = PageVersion("cd34", etag='"2"', last_modified="Wed, 1 Apr 2026")
    await pages.confirm({"https://example.org/a": version, "https://example.org/unknown": version})
    first, second = [found async for found in pages.pages()]
    assert first == replace(page, version=version)
    assert second == stored("https://example.org/b")


async def test_confirming_nothing_does_nothing(pages: PageStore) -> None:
    """A walk may find every page unchanged."""
    await pages.confirm({})
    assert [found async for found in pages.pages()] == []


async def test_deleted_pages_are_gone(pages: PageStore) -> None:
    """Addresses that are not known do no harm."""
    await pages.save([stored("https://example.org/a"), stored("https://example.org/b")])
    await pages.delete(["https://example.org/a", "https://example.org/unknown"])
    assert [page.page.address async for page in pages.pages()] == ["https://example.org/b"]


async def test_pages_may_change_while_they_are_listed(pages: PageStore) -> None:
    """A caller may save what it has just read."""
    await pages.save([stored("https://example.org/a"), stored("https://example.org/b")])
    async for page in pages.pages():
        await pages.save([page])


async def test_times_of_other_zones_are_the_same_moment(pages: PageStore) -> None:
    """A time given in Edmonton's zone compares equal after a round trip."""
    page = stored("https://example.org/a")
    local = READ_AT.astimezone(timezone(timedelta(hours=-6)))
    await pages.save([StoredPage(page.page, page.version, page.source, local)])
    (kept,) = [page async for page in pages.pages()]
    assert kept.read_at == READ_AT
    assert kept.read_at.tzinfo is not None


async def test_unread_addresses_are_kept_by_source(pages: PageStore) -> None:
    """Each list replaces the one before, and no source touches another's."""
    await pages.keep_unread("site", ["https://example.org/b", "https://example.org/a"])
    await pages.keep_unread("folder", ["https://example.org/c"])
    assert list(await pages.unread("site")) == ["https://example.org/a", "https://example.org/b"]
    await pages.keep_unread("site", [])
    assert list(await pages.unread("site")) == []
    assert list(await pages.unread("folder")) == ["https://example.org/c"]

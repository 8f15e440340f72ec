"""A `PageReader` and a `PageFinder` that know what a test gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain import Findings, Page, Query, ReadPage
from core.errors import PageRefused
from core.named_pages import NamedPages


@dataclass(slots=True)
class FakePageReader:
    """Implements `core.ports.PageReader`."""

    pages: Mapping[str, Page | str] = field(default_factory=dict)
    """By the address as it is written; a text is the reason of a refusal."""
    asked: list[str] = field(default_factory=list)

    async def read(self, address: str) -> ReadPage:
        """Give the page, or refuse."""
        self.asked.append(address)
        found = self.pages.get(address, "I may not read that.")
        if isinstance(found, str):
            raise PageRefused(found)
        return ReadPage(found)


@dataclass(slots=True)
class FakePageFinder:
    """Implements `core.ports.PageFinder`."""

    gives: Mapping[str, Findings] = field(default_factory=dict)
    """By the page's title; nothing is found on other pages."""
    asked: list[tuple[Page, Query]] = field(default_factory=list)

    async def find(self, page: Page, query: Query) -> Findings:
        """Give what it was made with."""
        self.asked.append((page, query))
        return self.gives.get(page.title, Findings(query.text))


def no_named_pages() -> NamedPages:
    """For a desk that may read no page on anybody's word."""
    return NamedPages(reader=FakePageReader(), finder=FakePageFinder())

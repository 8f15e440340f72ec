"""Boundaries between a question and its answer: finding, writing, remembering, named pages.

All methods may be awaited from one event loop at the same time unless a docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from core.domain import (
    ConversationKey,
    Findings,
    GenerationRequest,
    Page,
    Query,
    ReadPage,
    Turn,
)


class Retriever(Protocol):
    """Finds passages; swaps to a newer index between two calls without missing one."""

    async def retrieve(self, query: Query) -> Findings:
        """Find the passages nearest to a query.

        Raises:
            IndexUnusable: There is no index that can be used.
        """
        ...


class Generator(Protocol):
    """Writes the answer's text from the evidence."""

    @property
    def name(self) -> str:
        """What is shown and stored as the answer's author, e.g. `quoted` or a model's name."""
        ...

    def generate(self, request: GenerationRequest) -> AsyncGenerator[str, None]:
        """Stream the answer's text in pieces.  Closing the iterator stops generation.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        ...


class History(Protocol):
    """The conversations, as answering looks back on them; `TurnStore` writes them."""

    async def turns(self, conversation: ConversationKey, limit: int) -> Sequence[Turn]:
        """The last `limit` turns of a conversation and of those it continues, oldest first."""
        ...

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation and those it continues; return how many messages they had."""
        ...


class PageReader(Protocol):
    """Reads a page or document that a person named by its address, now."""

    async def read(self, address: str) -> ReadPage:
        """Fetch and parse one page, or give the copy that is kept of it.

        Args:
            address: As the person wrote it.

        Raises:
            PageRefused: It may not be read (host not allowed, a private network, a redirect to
                one) or cannot be (it is gone, too large, of a kind that is not read); the message
                says why, in words for the person.
        """
        ...


class PageFinder(Protocol):
    """Finds what one page, not the index, says to a question."""

    async def find(self, page: Page, query: Query) -> Findings:
        """Find the page's passages that are nearest to a query.

        Args:
            page: May hold hundreds of passages.
            query: With an empty text the page's beginning is meant.

        Raises:
            ModelError: The embedder failed.
        """
        ...

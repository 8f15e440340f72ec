"""Boundaries that knowledge crosses on its way into the index: sources, stores, embedders.

All methods may be awaited from one event loop at the same time unless a docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.domain import Address, Page, PageVersion, Passage, Published, ReadEvent, StoredPage

FloatMatrix: TypeAlias = NDArray[np.float32]
"""float32, (n_texts, dimensions), rows L2-normalised."""


class Embedder(Protocol):
    """Turns texts into vectors.  Synchronous and thread-safe; callers run it in a thread."""

    @property
    def model_id(self) -> str:
        """Names the model and its weights: vectors of two ids must never be mixed."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that count; what goes beyond is cut off."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens in `text`, special tokens not counted."""
        ...

    def is_common_word(self, word: str) -> bool:
        """Whether the model's vocabulary holds a lower-case word whole: it is no typing error."""
        ...

    def align(self, question: str, words: Sequence[str], texts: Sequence[str]) -> FloatMatrix:
        """How near each word of a question comes to anything in each text, both read in context.

        Args:
            question: Holds the words.
            words: Lower-case; one that cannot be found in the question counts as 1.
            texts: What is compared.

        Returns:
            float32, (n_texts, n_words): cosine of the word's state and the nearest state of the
            text, -1 to 1; not normalised.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        ...

    def embed(self, texts: Sequence[str]) -> FloatMatrix:
        """Embed texts.

        Raises:
            ModelError: The model cannot be loaded or run.
        """
        ...


class EmbeddingCache(Protocol):
    """Vectors kept by model and content, so that a refresh embeds only what changed."""

    async def load(self, model_id: str, keys: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors known for `keys` (SHA-256 of the text, hexadecimal)."""
        ...

    async def save(self, model_id: str, keys: Sequence[str], vectors: FloatMatrix) -> None:
        """Keep vectors, one row a key.

        Raises:
            StorageError: The database cannot be written.
        """
        ...

    async def keep_only(self, model_id: str, keys: Sequence[str]) -> int:
        """Delete the vectors of all other keys and models; return how many."""
        ...


class PageStore(Protocol):
    """What was read of every page, kept between refreshes."""

    async def versions(self, source: str) -> Mapping[Address, PageVersion]:
        """Versions of all pages of a source."""
        ...

    async def save(self, pages: Sequence[StoredPage]) -> None:
        """Insert or replace pages.

        Raises:
            StorageError: The database cannot be written.
        """
        ...

    async def confirm(self, versions: Mapping[Address, PageVersion]) -> None:
        """Set the versions of stored pages; addresses that are not known are passed over.

        Raises:
            StorageError: The database cannot be written.
        """
        ...

    async def delete(self, addresses: Sequence[Address]) -> None:
        """Forget pages."""
        ...

    async def page(self, address: Address) -> StoredPage | None:
        """One page, of whatever source; None where none is stored under the address."""
        ...

    def pages(self) -> AsyncIterator[StoredPage]:
        """All pages of all sources, ordered by address."""
        ...

    async def unread(self, source: str) -> Sequence[Address]:
        """Addresses of a source that failed when they were last asked for, nothing being stored."""
        ...

    async def keep_unread(self, source: str, addresses: Sequence[Address]) -> None:
        """Replace the list of a source's unread addresses.

        Raises:
            StorageError: The database cannot be written.
        """
        ...


class PageSource(Protocol):
    """A website or folder that knowledge comes from."""

    @property
    def name(self) -> str:
        """Unique among the configured sources, stable over time."""
        ...

    def read(self, known: Mapping[Address, PageVersion]) -> AsyncGenerator[ReadEvent, None]:
        """Walk the whole source and tell each page once; the last event is `SourceDone`.

        Never raises for a page or a site that fails: that is a `PageFailed` or an incomplete
        `SourceDone`.  Cancelling the iteration closes connections.

        Args:
            known: The versions of the last refresh, for conditional requests.
        """
        ...


class IndexStore(Protocol):
    """Where finished indexes are kept, one of them current.  One writer at a time."""

    async def fingerprint(self) -> str:
        """What the current index was made from; empty where there is none that can be used."""
        ...

    async def publish(
        self, passages: Sequence[Passage], *, pages: int, fingerprint: str, progress: Progress
    ) -> Published:
        """Build an index aside, check it and make it current in one step.

        Raises:
            RefreshError: It could not be written or did not pass its checks; the current index
                stays as it was.
            ModelError: The embedder failed.
        """
        ...


class Progress(Protocol):
    """Told how far a long piece of work has come."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Report; `total` is 0 while it is not known.  Called from any thread."""
        ...


class PageParser(Protocol):
    """Turns the bytes of one kind of file (HTML, PDF, DOCX, Markdown, text) into a page."""

    def parse(self, data: bytes, *, address: Address, media_type: str, charset: str = "") -> Page:
        """Parse a file.  Synchronous; callers run it in a thread.

        Args:
            data: The whole file.
            address: Where it came from; relative links are resolved against it.
            media_type: As the server or the file's name tells it, e.g. `application/pdf`.
            charset: As the server tells it, or empty; it may be wrong.

        Raises:
            SourceError: The file is broken, encrypted, empty or of a kind that is not read.
        """
        ...

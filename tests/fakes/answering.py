"""A `Retriever` and a `Generator` that do as a test says, and evidence for them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from core.domain import (
    Block,
    BlockKind,
    Evidence,
    Findings,
    GenerationRequest,
    Passage,
    Query,
    QueryTerm,
    Unit,
)


def evidence(
    *texts: str, address: str = "https://example.org/a", title: str = "A", similarity: float = 0.8
) -> Evidence:
    """A passage of paragraphs, each a unit that suits the question."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    units = tuple(Unit(text, at, similarity, similarity) for at, text in enumerate(texts))
    return Evidence(Passage(address, title, (), blocks), 0, 1.0, similarity, similarity, units)


def findings(*pieces: Evidence, shortfall: float = 0.0) -> Findings:
    """What retrieval gives for a question of three words."""
    terms = tuple(QueryTerm(word, word, 1.0, known=True) for word in ("one", "two", "three"))
    return Findings("one two three", terms, pieces, shortfall)


@dataclass(slots=True)
class FakeRetriever:
    """Implements `core.ports.Retriever`."""

    gives: Findings | Exception
    queries: list[Query] = field(default_factory=list)

    async def retrieve(self, query: Query) -> Findings:
        """Give what it was made with."""
        self.queries.append(query)
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


@dataclass(slots=True)
class FakeGenerator:
    """Implements `core.ports.Generator`."""

    says: Sequence[str | Exception]
    """Pieces of the answer; an error is raised in its turn."""
    name: str = "fake"
    requests: list[GenerationRequest] = field(default_factory=list)
    closed: int = 0

    async def generate(self, request: GenerationRequest) -> AsyncGenerator[str, None]:
        """Say the pieces."""
        self.requests.append(request)
        try:
            for piece in self.says:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            self.closed += 1

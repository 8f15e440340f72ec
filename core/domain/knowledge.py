"""What the desk knows: pages, the passages they are cut into, and what is found in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import TypeAlias

Address: TypeAlias = str
"""An absolute URL, normalised: lower-case scheme and host, no fragment."""


class BlockKind(StrEnum):
    """What a block is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page in reading order: a heading, a paragraph, a list item, a table row."""

    kind: BlockKind
    text: str
    """Plain text, except that links stay in Markdown form, `[text](absolute address)`.

    A row keeps its column names: `Name: Ann Lee | Role: Clerk | Extension: 0142`.  A row's
    cells are separated by ` | `; a cell of a column without a name is the bare value.
    """
    level: int = 0
    """Headings: 1 to 6.  Items: depth, from 0.  Everything else: 0."""
    marker: str = ""
    """Items: the marker to show before the text: `-`, or `1.`, `2.` … in an ordered list."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page or document as it was read, without the furniture of its site."""

    address: Address
    title: str
    blocks: tuple[Block, ...]
    published: str = ""
    """The date the page gives itself (`2026-03-31`, ISO, may be shortened), or empty."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that a person named, as it was read for them."""

    page: Page
    as_of: datetime | None = None
    """When the copy that is kept of it was read; None: it was fetched just now."""


@dataclass(frozen=True, slots=True)
class PageVersion:
    """How to ask a server whether a page has changed since it was read."""

    content_hash: str
    """SHA-256, hexadecimal, of the page's title and blocks."""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of one section of a page, small enough to embed and to quote from."""

    address: Address
    title: str
    heading_path: tuple[str, ...]
    """Headings above the passage, outermost first, without the page title."""
    blocks: tuple[Block, ...]
    """Whole blocks (or, where a block is too long, parts of it) in page order; no headings."""
    ordinal: int = 0
    """Position of the passage on its page, from 0."""
    superseded: bool = False
    """True when the page says of itself that it is archived, replaced or out of date."""
    published: str = ""
    source: str = ""
    """Name of the source that the page is from; empty: not known."""

    @property
    def text(self) -> str:
        """The blocks, a line each, with list markers."""
        return "\n".join(
            f"{block.marker} {block.text}" if block.marker else block.text for block in self.blocks
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """What can be quoted: a sentence, a list item or a table row of a passage."""

    text: str
    block: int
    """Index of its block in the passage."""
    similarity: float
    """Cosine of question and unit (with its heading), -1 to 1."""
    coverage: float
    """Share of the question's words, weighed by rarity, that stand in the unit, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that retrieval found for a question, with what speaks for it."""

    passage: Passage
    passage_id: int
    score: float
    """Fused relevance; comparable within one retrieval only."""
    similarity: float
    """Cosine of question and passage, -1 to 1."""
    coverage: float
    """Share of the question's words, weighed by rarity, that stand in the passage, 0 to 1."""
    units: tuple[Unit, ...] = ()
    """All of the passage's units, in page order."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of the question that carries meaning."""

    word: str
    """As it was looked for: spelling corrected, not stemmed."""
    stem: str
    weight: float
    """Rarity in the index (inverse document frequency); words unknown to it weigh most."""
    known: bool
    """Whether the index holds it."""
    carried: bool = False
    """Whether it came from the conversation, not from the question itself."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What retrieval gives for a query."""

    text: str
    """The query with its spelling corrected."""
    terms: tuple[QueryTerm, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """Best first."""
    shortfall: float = 1.0
    """How far the question's own words, read in context and weighed by rarity, stay from the
    best passage; 0: every word has its like there, 1: none has."""


class Leaning(Enum):
    """How much a question leans on what was said before it."""

    NOT = auto()
    MAYBE = auto()
    """It is short: it could be a follow-up, but most short questions are new ones."""
    LIKELY = auto()
    """It begins like a follow-up, or has a word that may refer: "what about", "the last"."""
    SURELY = auto()


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for in the index."""

    text: str
    """The question as it stands."""
    context: str = ""
    """What a follow-up is about, carried over from the conversation; weighs less than `text`."""
    leaning: Leaning = Leaning.SURELY
    """How sure it is that the context is meant; where it is not, what is found decides."""
    limit: int = 8
    """Passages wanted at most."""
    sources: tuple[str, ...] = ()
    """Names of the sources to look in, as if there were no others; empty: all of them."""

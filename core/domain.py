"""The vocabulary of frontdesk: plain, frozen data that every other module speaks in.

Nothing here knows a platform, a database or a library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Address: TypeAlias = str
"""An absolute URL, normalised: lower-case scheme and host, no fragment."""


# ---- Knowledge: pages, passages, units ------------------------------------------------


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


# ---- Conversation ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """Where a conversation takes place.  What is said under one key is never used under another."""

    platform: str
    workspace: str
    channel: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked and the answer that was given."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked, as an adapter understood it."""

    text: str
    conversation: ConversationKey
    person: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A page that an answer stands on."""

    address: Address
    title: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Where the time of an answer went, in milliseconds."""

    retrieval_ms: float = 0.0
    first_text_ms: float = 0.0
    total_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Answered:
    """The question was answered from the pages (or needed none: small talk, help)."""

    text: str
    sources: tuple[Source, ...] = ()
    """Best first."""
    evidence: tuple[Evidence, ...] = ()
    """What retrieval gave to the generator, best first."""
    timings: Timings = field(default_factory=Timings)


@dataclass(frozen=True, slots=True)
class Declined:
    """The pages do not answer the question: says so, with the nearest pages."""

    text: str
    nearest: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    timings: Timings = field(default_factory=Timings)


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The desk could not answer just now: no index, a fault, a deadline."""

    text: str
    timings: Timings = field(default_factory=Timings)


Outcome: TypeAlias = Answered | Declined | Unavailable


@dataclass(frozen=True, slots=True)
class Status:
    """Tells the person what is going on ("Reading 4 passages")."""

    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A quoted answer to show at once while a slow model is still reading."""

    text: str


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of every answer."""

    outcome: Outcome


AnswerEvent: TypeAlias = Status | Draft | Delta | Finished


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """All that a generator may use."""

    question: str
    """Stands on its own: a follow-up has been completed from the conversation."""
    findings: Findings
    """At least one piece of evidence."""
    history: tuple[Turn, ...] = ()
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for in the index."""

    text: str
    """The question as it stands."""
    context: str = ""
    """What a follow-up is about, carried over from the conversation; weighs less than `text`."""
    limit: int = 8
    """Passages wanted at most."""


# ---- Refreshing -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page was fetched and understood."""

    page: Page
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class PageUnchanged:
    """The server (or the file's hash) says that the known version still holds."""

    address: Address


@dataclass(frozen=True, slots=True)
class PageGone:
    """The server says that the page does not exist any more (404, 410)."""

    address: Address


@dataclass(frozen=True, slots=True)
class PageFailed:
    """The page could not be read; what was indexed of it before stays."""

    address: Address
    reason: str
    """One line for people: what went wrong and, where there is one, the cure."""


@dataclass(frozen=True, slots=True)
class SourceDone:
    """The last event of a source.  Only a complete walk may conclude that a page is gone."""

    complete: bool
    reason: str = ""
    """Why the walk is not complete: `page limit of 500 reached`, `site is down`."""


ReadEvent: TypeAlias = PageRead | PageUnchanged | PageGone | PageFailed | SourceDone


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as storage keeps it between refreshes."""

    page: Page
    version: PageVersion
    source: str
    """Name of the source that it came from."""
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """An index that was made current."""

    snapshot_id: str
    folder: str
    model_id: str
    dimensions: int
    pages: int
    passages: int
    units: int
    embedded: int
    """Texts that had to be embedded; the rest came from the cache."""


@dataclass(frozen=True, slots=True)
class RefreshSummary:
    """What a refresh did."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: tuple[PageFailed, ...] = ()
    incomplete: tuple[str, ...] = ()
    """For each source that could not be walked to its end: its name and why."""
    published: Published | None = None
    """The new index; None when nothing had changed."""
    seconds: float = 0.0

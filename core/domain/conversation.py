"""What is said: questions, how they end, and what happens on the way to an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from core.domain.channels import Tone
from core.domain.charts import Picture
from core.domain.knowledge import Address, Evidence, Findings
from core.domain.waits import ToldWait


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
    continues: str = ""
    """The thread of the same channel that was spoken in just before, where the platform opens a new
    one for every message; what was said there counts as said before this.  Empty: none."""


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
    author: str = ""
    """Which generator wrote it; empty for small talk."""
    facilities: tuple[ToldWait, ...] | None = None
    """Those whose wait times it tells, in the order told; None: it is not on wait times."""
    pictures: tuple[Picture, ...] = ()
    """Charts that belong to it."""


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
    """Calm words for the person who asked."""
    timings: Timings = field(default_factory=Timings)
    detail: str = ""
    """For operators, who can do something about it; never shown in a chat."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person, or the platform for them, stopped the answer; what had been said stays."""

    text: str
    """What had been said by then; may be empty."""
    timings: Timings = field(default_factory=Timings)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The conversation was deleted, as the person asked; this is not kept either."""

    text: str
    timings: Timings = field(default_factory=Timings)


Outcome: TypeAlias = Answered | Declined | Unavailable | Stopped | Forgotten


def outcome_name(outcome: Outcome) -> str:
    """What an outcome is called in storage, logs and metrics."""
    match outcome:
        case Answered():
            return "answered"
        case Declined():
            return "declined"
        case Unavailable():
            return "unavailable"
        case Stopped():
            return "stopped"
        case Forgotten():
            return "forgotten"


def named_sources(outcome: Outcome) -> tuple[Source, ...]:
    """The pages that an outcome names: those it stands on, or the nearest ones."""
    match outcome:
        case Answered(sources=sources):
            return sources
        case Declined(nearest=nearest):
            return nearest
        case Unavailable() | Stopped() | Forgotten():
            return ()


def shown_pictures(outcome: Outcome) -> tuple[Picture, ...]:
    """The charts that are shown with an outcome."""
    return outcome.pictures if isinstance(outcome, Answered) else ()


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
    tone: Tone = Tone.FULL

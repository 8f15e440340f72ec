"""How people are served: accepted questions, the line they wait in, what they thought of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from core.domain.charts import Picture
from core.domain.conversation import ConversationKey, Outcome, Question, Source
from core.domain.jobs import JobState
from core.domain.posting import PostRecord, Subscription
from core.domain.waits import WaitBoard

TurnId: TypeAlias = str
"""Names an accepted question, its answer and all that is logged about it: 32 hexadecimal digits,
not to be guessed."""


@dataclass(frozen=True, slots=True)
class AcceptedTurn:
    """A question that the desk owes an answer; it is kept until the answer has been shown."""

    id: TurnId
    question: Question
    accepted_at: datetime
    place: str = ""
    """Where the answer is shown, in the words of the adapter that accepted the question."""
    attempts: int = 0
    """How often answering it was begun before; more than 0 only after a crash."""
    decided: Outcome | None = None
    """The answer, where one is there that has not been shown yet."""


# ---- What becomes of a question that an adapter brings ----------------------------------


@dataclass(frozen=True, slots=True)
class Accepted:
    """The question is kept and will be answered, or its failure told, whatever happens."""

    turn_id: TurnId
    place_in_line: int = 0
    """1: next; 0: its answer is being written already."""
    wait_seconds: float = 0.0
    """A rough guess."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The platform has delivered this event before: there is nothing to do."""

    turn_id: TurnId


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The question is not kept: the person has to be told why, at once."""

    reason: str
    """For the person."""
    is_full: bool = False
    """Whether asking again later will help."""


Acceptance: TypeAlias = Accepted | Repeated | TurnedAway


@dataclass(frozen=True, slots=True)
class Line:
    """Who is being served and who waits."""

    running: int
    waiting: int
    capacity: int
    """How many may wait."""
    is_open: bool
    """False while the desk shuts down."""


# ---- Conversations as they are shown again ----------------------------------------------


class Thumb(StrEnum):
    """What a person thought of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A person's thumb for an answer, perhaps with a word on why."""

    thumb: Thumb
    comment: str = ""


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """A question and its answer as they were kept."""

    turn_id: TurnId
    """Empty for turns of before there were ids."""
    question: str
    answer: str
    outcome: str
    """As `outcome_name` calls it."""
    author: str
    """Which generator wrote it."""
    sources: tuple[Source, ...]
    asked_at: datetime
    feedback: Feedback | None = None
    """Of the person who looks at it."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """One line of a list of conversations."""

    thread: str
    title: str
    """The first question."""
    turns: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that a person asked, as it is listed for them."""

    conversation: ConversationKey
    text: str
    outcome: str
    """As `outcome_name` calls it."""
    asked_at: datetime
    turn_id: TurnId = ""
    """Empty for questions of before there were ids."""


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """An answer with a thumb and all that it takes to learn from it."""

    question: str
    answer: str
    outcome: str
    author: str
    sources: tuple[Source, ...]
    history: tuple[tuple[str, str], ...]
    """Questions and answers before it in its conversation, oldest first."""
    thumb: Thumb
    comment: str
    given_at: datetime


# ---- Handing over to people -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants a person's answer, as that person has to know them."""

    person: str
    name: str
    """As they are called; empty: not known."""
    link: str = ""
    """Leads to the question; empty where other people cannot go there."""


class HandedOver(StrEnum):
    """What became of a wish to ask a person."""

    DONE = "done"
    NOBODY = "nobody"
    """There is no channel of people to ask."""
    GONE = "gone"
    """The question is not kept any more."""


# ---- What operators look at -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source of knowledge and how fresh it is."""

    name: str
    address: str
    """Of the web, or a folder; empty: it is only stored, and read from nowhere any more."""
    pages: int
    last_change: datetime | None
    note: str = ""
    """What else is to be known of it; no part of the address."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index that serves."""

    built_at: datetime
    pages: int
    passages: int
    model_id: str


@dataclass(frozen=True, slots=True)
class RefreshState:
    """How a refresh went."""

    started_at: datetime
    seconds: float
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    """Address and reason of each page that could not be read."""
    incomplete: tuple[str, ...] = ()
    """For each source that could not be walked to its end: its name and why."""
    published: bool = False
    error: str = ""
    """Why the whole refresh failed; empty where it did not."""


@dataclass(frozen=True, slots=True)
class RecentAnswer:
    """An answer as operators see it: never its words."""

    at: datetime
    platform: str
    outcome: str
    author: str
    first_text_ms: float
    total_ms: float
    thumbs_up: int = 0
    thumbs_down: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be so for the desk to answer."""

    name: str
    passed: bool
    detail: str
    """For operators: what is so, and what to do where it is not."""


@dataclass(frozen=True, slots=True)
class DoorState:
    """A chat platform through which people reach the desk.

    One that is shut makes the desk no less ready: others still reach it.
    """

    name: str
    is_open: bool
    detail: str
    """For operators: what is so, and what to do where it is not open."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """How the desk is doing."""

    checks: tuple[Check, ...]
    index: IndexState | None
    sources: tuple[SourceState, ...]
    refresh: RefreshState | None
    """The latest one."""
    next_refresh_at: datetime | None
    line: Line
    recent: tuple[RecentAnswer, ...]
    """Newest first."""
    generator: str
    """What writes the answers."""
    waits: WaitBoard | None = None
    """None: no feed of wait times is read."""
    waits_feed: str = ""
    """What operators call that feed."""
    doors: tuple[DoorState, ...] = ()
    jobs: tuple[JobState, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    """Oldest first."""
    posts: tuple[PostRecord, ...] = ()
    """The latest, newest first."""

    @property
    def is_ready(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

"""Boundaries between the desk and the people it serves: replies, turns, feedback, status.

All methods may be awaited from one event loop at the same time unless a docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from core.domain import (
    Acceptance,
    AcceptedTurn,
    AskedQuestion,
    Asker,
    ChannelSettings,
    ConversationKey,
    ConversationSummary,
    Feedback,
    HandedOver,
    Line,
    Outcome,
    Picture,
    Question,
    RatedAnswer,
    RecordedTurn,
    StatusReport,
    SubscriptionId,
    TurnId,
)

KeepPlace: TypeAlias = Callable[[str], Awaitable[None]]
"""Takes a new `AcceptedTurn.place` and keeps it durably.

An adapter whose answer becomes one message of the platform calls it as soon as that message
exists: after a crash the answer is then finished there, not posted a second time.
"""


class Reply(Protocol):
    """Where the answer to one question is shown: a message, a stream, a terminal.

    The desk calls one method at a time and waits for it; a slow platform gets fewer, longer pieces.
    Every method may raise `DeliveryRefused` (the platform will never take it), `DeliveryStopped`
    (the person pressed the platform's Stop) or `DeliveryError` (anything else).  An adapter paces
    itself by its platform's limits and tries again what may be tried again at once.
    """

    async def status(self, text: str) -> None:
        """Show what is going on ("You are 2nd in line"); replaces the last status."""
        ...

    async def draft(self, text: str) -> None:
        """Show a quoted answer (Markdown) until the first piece of the written one comes."""
        ...

    async def append(self, text: str) -> None:
        """Add to the answer's text (Markdown); status and draft give way to it."""
        ...

    async def finish(self, outcome: Outcome) -> None:
        """Show how it ended, whole: text, sources, what can be done next.

        `outcome.text` is all of the text, also of what was appended.  It may be longer than a
        message of the platform: it is split, never cut.  Called again for the same turn, perhaps
        by another process after a crash, it shows the answer once.
        """
        ...

    async def abandon(self) -> None:
        """End without an answer: the desk has given the turn up.

        Nothing more is shown, and what says that an answer is coming is taken away.  If the person
        can be reached otherwise, they are told why.  After `finish`, or again, it does nothing.
        """
        ...


class ReplyOpener(Protocol):
    """A platform, as the desk sees it: opens the place where an answer is shown."""

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> Reply:
        """Open the reply to a turn, perhaps one that another process has begun.

        Raises:
            DeliveryRefused: Its place is gone.
        """
        ...


class ServingDesk(Protocol):
    """The desk as the chat adapters see it; `core.turns.TurnDesk` is it."""

    async def accept(self, question: Question, *, event_id: str, place: str = "") -> Acceptance:
        """Take a question; once this returns `Accepted`, the platform may have its ack.

        The answer goes to the reply that the platform's `ReplyOpener` opens.

        Args:
            question: What was asked.
            event_id: The platform's id of the event; the same one is taken once.
            place: See `AcceptedTurn.place`.

        Raises:
            StorageError: The database cannot be written; nothing was accepted.
        """
        ...

    async def stop(self, turn_id: TurnId) -> bool:
        """Stop an answer, or take its question out of the line; False when it is not open here."""
        ...

    async def known(self, platform: str, workspace: str, event_id: str) -> TurnId | None:
        """The turn that an event was taken in as, whichever process did it, also if it has ended.

        Raises:
            StorageError: The database cannot be read.
        """
        ...

    async def owes(self, turn_id: TurnId) -> bool:
        """Whether a turn has not ended, whichever process has it.  Raises as `known`."""
        ...

    def line(self) -> Line:
        """Who is being served and who waits."""
        ...


class TurnStore(Protocol):
    """The questions that the desk owes an answer, kept so that none is lost or answered twice."""

    async def accept(
        self, turn_id: TurnId, question: Question, *, event_id: str, place: str
    ) -> AcceptedTurn | TurnId:
        """Keep a question, durably; or return the id that its event was kept under before.

        Args:
            turn_id: The name it gets.
            question: What was asked.
            event_id: The platform's id of the event; unique in its platform and workspace.
            place: See `AcceptedTurn`.

        Raises:
            StorageError: The database cannot be written; nothing was accepted.
        """
        ...

    async def known(self, platform: str, workspace: str, event_id: str) -> TurnId | None:
        """The id that an event was kept under, if it was, also if its turn is closed."""
        ...

    async def is_open(self, turn_id: TurnId) -> bool:
        """Whether the desk still owes the answer."""
        ...

    async def begin(self, turn_id: TurnId) -> None:
        """Count an attempt to answer."""
        ...

    async def hand_back(self, turn_id: TurnId) -> None:
        """Take the attempt back: it was ended by a shutdown, not by a fault."""
        ...

    async def keep_place(self, turn_id: TurnId, place: str) -> None:
        """Replace a turn's place."""
        ...

    async def decide(self, turn_id: TurnId, outcome: Outcome, author: str, *, keep: bool) -> None:
        """Keep the answer, and with it the turn of the conversation, in one step.

        Args:
            turn_id: An accepted turn.
            outcome: The answer.
            author: The generator that wrote it.
            keep: Whether question and answer become part of the conversation.
        """
        ...

    async def close(self, turn_id: TurnId) -> None:
        """The answer was shown, or never can be: the desk owes nothing any more."""
        ...

    async def unfinished(self, platform: str) -> Sequence[AcceptedTurn]:
        """Every turn of a platform that is not closed, oldest first."""
        ...


class Conversations(Protocol):
    """Conversations as people look at them again."""

    async def summaries(self, channel: ConversationKey) -> Sequence[ConversationSummary]:
        """The conversations (threads) of a channel, latest first.  The key's thread is ignored."""
        ...

    async def recorded(self, conversation: ConversationKey, person: str) -> Sequence[RecordedTurn]:
        """All turns of a conversation, oldest first, with this person's feedback."""
        ...

    async def asked_by(
        self, platform: str, workspace: str, person: str, limit: int
    ) -> Sequence[AskedQuestion]:
        """The latest questions of a person, wherever they asked, latest first."""
        ...

    async def takes_part(self, conversation: ConversationKey) -> bool:
        """Whether the desk has answered in a conversation, or is about to."""
        ...

    async def pictures(self, channel: ConversationKey, turn_id: TurnId) -> Sequence[Picture]:
        """The charts of an answer, if it was given in this channel.  The key's thread is ignored."""
        ...


class ChannelSettingsStore(Protocol):
    """What the people of each channel have decided."""

    async def of(self, channel: ConversationKey) -> ChannelSettings:
        """The settings of a channel, or the defaults.  The key's thread is ignored.

        Raises:
            StorageError: The database cannot be read.
        """
        ...

    async def save(self, channel: ConversationKey, settings: ChannelSettings) -> None:
        """Replace the settings of a channel.  The key's thread is ignored.

        Raises:
            StorageError: The database cannot be written.
        """
        ...


class PeopleDesk(Protocol):
    """Hands a question over to people; `core.asking_people` is it."""

    async def hand_over(
        self, turn_id: TurnId, conversation: ConversationKey, asker: Asker
    ) -> HandedOver:
        """Post a question, with its answer and what was said before it, where people look.

        The same question is posted once, however often it is handed over.

        Raises:
            StorageError: The database cannot be read or written.
        """
        ...


class FeedbackStore(Protocol):
    """What people thought of answers."""

    async def give(
        self, turn_id: TurnId, conversation: ConversationKey, person: str, feedback: Feedback | None
    ) -> bool:
        """Keep or (None) take back a person's feedback; False where there is no such answer."""
        ...

    def rated(self) -> AsyncIterator[RatedAnswer]:
        """Every answer that has feedback, once for each person who gave it, oldest first."""
        ...


class Meter(Protocol):
    """Counts and times what happens to questions.  Synchronous; never raises."""

    def accepted(self, platform: str) -> None:
        """A question was kept."""
        ...

    def not_accepted(self, platform: str, reason: str) -> None:
        """A question was not kept: `repeated`, `full`, `refused` or `closing`."""
        ...

    def line(self, line: Line) -> None:
        """The line has moved."""
        ...

    def answered(
        self, platform: str, outcome: Outcome, author: str, *, waited_seconds: float
    ) -> None:
        """A question has its outcome."""
        ...

    def undelivered(self, platform: str, reason: str) -> None:
        """An outcome could not be shown: `refused` or `failed`."""
        ...


class StatusSource(Protocol):
    """Tells operators how the desk is doing."""

    async def report(self) -> StatusReport:
        """Look at everything now.  Never raises: what cannot be looked at is a failed check."""
        ...


class SubscriptionActions(Protocol):
    """What operators may do with standing wishes, whoever made them.

    Each may raise `StorageError`: the database cannot be written, nothing was changed.
    """

    async def pause(self, subscription_id: SubscriptionId) -> bool:
        """Post nothing for it until it is resumed; False where there is none of this number."""
        ...

    async def resume(self, subscription_id: SubscriptionId) -> bool:
        """Go on with it; False where there is none of this number."""
        ...

    async def remove(self, subscription_id: SubscriptionId) -> bool:
        """Delete it; False where there is none of this number."""
        ...


Clock: TypeAlias = Callable[[], datetime]
"""The time now, with its zone."""

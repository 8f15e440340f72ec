"""What a chat adapter talks to, scripted by a test: the desk and the stores behind it."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from core.domain import (
    Acceptance,
    Accepted,
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
    Repeated,
    StatusReport,
    Turn,
    TurnedAway,
    TurnId,
    named_sources,
    outcome_name,
    shown_pictures,
)
from core.emoji import without_emoji
from core.errors import DeliveryError, DeliveryRefused, StorageError
from core.ports import Reply, ReplyOpener

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


async def keep_no_place(place: str) -> None:
    """A `KeepPlace` that keeps nothing."""


@dataclass(slots=True)
class FakeConversations:
    """Implements `core.ports.Conversations`, `FeedbackStore` and `History`, in memory."""

    kept: defaultdict[ConversationKey, list[RecordedTurn]] = field(
        default_factory=lambda: defaultdict(list)
    )
    feedback: dict[tuple[TurnId, str], Feedback] = field(default_factory=dict)
    askers: dict[TurnId, str] = field(default_factory=dict)
    """Who asked what was kept."""
    about_to_answer: set[ConversationKey] = field(default_factory=set)
    """Conversations that the desk has accepted a question of."""
    is_broken: bool = False
    """Whether the database cannot be reached."""

    def record(self, turn: AcceptedTurn, outcome: Outcome) -> None:
        """Keep a turn, once, as the desk does before the answer is shown."""
        turns = self.kept[turn.question.conversation]
        if any(one.turn_id == turn.id for one in turns):
            return
        self.askers[turn.id] = turn.question.person
        turns.append(
            RecordedTurn(
                turn_id=turn.id,
                question=turn.question.text,
                answer=outcome.text,
                outcome=outcome_name(outcome),
                author="quoted",
                sources=named_sources(outcome),
                asked_at=turn.accepted_at,
                pictures=shown_pictures(outcome),
            )
        )

    async def summaries(self, channel: ConversationKey) -> Sequence[ConversationSummary]:
        """The conversations of a channel, latest first."""
        self._must_work()
        found = [
            ConversationSummary(
                key.thread,
                without_emoji(turns[0].question) or turns[0].question,
                len(turns),
                turns[-1].asked_at,
            )
            for key, turns in self.kept.items()
            if turns and replace(key, thread="") == replace(channel, thread="")
        ]
        return sorted(found, key=lambda summary: summary.last_at, reverse=True)

    async def recorded(self, conversation: ConversationKey, person: str) -> Sequence[RecordedTurn]:
        """All turns of a conversation with a person's feedback."""
        self._must_work()
        return [
            replace(turn, feedback=self.feedback.get((turn.turn_id, person)))
            for turn in self.kept.get(conversation, [])
        ]

    async def pictures(self, channel: ConversationKey, turn_id: TurnId) -> Sequence[Picture]:
        """The charts of an answer that was given in this channel."""
        self._must_work()
        for key, turns in self.kept.items():
            for turn in turns:
                is_here = replace(key, thread="") == replace(channel, thread="")
                if is_here and turn.turn_id == turn_id:
                    return turn.pictures
        return ()

    async def asked_by(
        self, platform: str, workspace: str, person: str, limit: int
    ) -> Sequence[AskedQuestion]:
        """The latest questions of a person."""
        self._must_work()
        found = [
            AskedQuestion(key, turn.question, turn.outcome, turn.asked_at, turn.turn_id)
            for key, turns in self.kept.items()
            for turn in turns
            if (key.platform, key.workspace) == (platform, workspace)
            and self.askers.get(turn.turn_id) == person
        ]
        return sorted(found, key=lambda one: one.asked_at, reverse=True)[:limit]

    async def takes_part(self, conversation: ConversationKey) -> bool:
        """Whether something was said here."""
        self._must_work()
        return bool(self.kept.get(conversation)) or conversation in self.about_to_answer

    async def turns(self, conversation: ConversationKey, limit: int) -> Sequence[Turn]:
        """The last turns of a conversation, oldest first."""
        turns = self.kept.get(conversation, [])
        return [Turn(turn.question, turn.answer) for turn in turns[max(0, len(turns) - limit) :]]

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation; return how many messages it had."""
        self._must_work()
        return 2 * len(self.kept.pop(conversation, []))

    async def give(
        self, turn_id: TurnId, conversation: ConversationKey, person: str, feedback: Feedback | None
    ) -> bool:
        """Keep or take back a person's feedback."""
        self._must_work()
        if all(turn.turn_id != turn_id for turn in self.kept.get(conversation, [])):
            return False
        self.feedback.pop((turn_id, person), None)
        if feedback is not None:
            self.feedback[turn_id, person] = feedback
        return True

    async def rated(self) -> AsyncIterator[RatedAnswer]:
        """Nothing: no adapter asks."""
        answers: tuple[RatedAnswer, ...] = ()
        for answer in answers:
            yield answer

    def _must_work(self) -> None:
        if self.is_broken:
            raise StorageError("database is locked")


@dataclass(slots=True)
class FakeServingDesk:
    """Implements `core.ports.ServingDesk`; a test says what to answer, and when."""

    conversations: FakeConversations = field(default_factory=FakeConversations)
    opener: ReplyOpener | None = None
    """Where replies are opened, as `TurnDesk.attach` has it."""
    turns_away: TurnedAway | None = None
    """What every question meets, where set."""
    is_broken: bool = False
    is_open: bool = True
    asked: list[AcceptedTurn] = field(default_factory=list)
    questions: asyncio.Queue[AcceptedTurn] = field(default_factory=asyncio.Queue)
    """The same, to be waited for."""
    stopped: list[TurnId] = field(default_factory=list)
    stops: asyncio.Queue[TurnId] = field(default_factory=asyncio.Queue)
    """The same, to be waited for."""
    replies: dict[TurnId, Reply] = field(default_factory=dict)
    owed: set[TurnId] = field(default_factory=set)
    """Turns that another process has."""
    _events: dict[str, TurnId] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def accept(self, question: Question, *, event_id: str, place: str = "") -> Acceptance:
        """Take a question and open its reply; one that cannot be opened asks nothing."""
        if self.is_broken:
            raise StorageError("database is locked")
        if self.turns_away is not None:
            return self.turns_away
        if event_id in self._events:
            return Repeated(self._events[event_id])
        turn = AcceptedTurn(f"{next(self._numbers):032x}", question, NOON, place)
        self._events[event_id] = turn.id
        self.conversations.about_to_answer.add(question.conversation)
        try:
            if self.opener is not None:
                self.replies[turn.id] = await self.opener.open(turn, keep_no_place)
        except DeliveryError:
            return Accepted(turn.id)
        self.asked.append(turn)
        self.questions.put_nowait(turn)
        return Accepted(turn.id, place_in_line=len(self.asked) - 1, wait_seconds=0.0)

    async def stop(self, turn_id: TurnId) -> bool:
        """Remember that somebody pressed Stop; the test ends the answer."""
        self.stopped.append(turn_id)
        self.stops.put_nowait(turn_id)
        return turn_id in self.replies

    async def known(self, platform: str, workspace: str, event_id: str) -> TurnId | None:
        """The turn of an event; only one platform is served."""
        if self.is_broken:
            raise StorageError("database is locked")
        return self._events.get(event_id)

    async def owes(self, turn_id: TurnId) -> bool:
        """Whether the test has not decided it yet, or says so."""
        return turn_id in self.replies or turn_id in self.owed

    def line(self) -> Line:
        """Nobody waits."""
        return Line(len(self.replies), 0, 200, self.is_open)

    async def decide(self, turn_id: TurnId, outcome: Outcome) -> None:
        """End an answer the way the desk does: keep it, then show it."""
        turn = next(turn for turn in self.asked if turn.id == turn_id)
        self.conversations.record(turn, outcome)
        reply = self.replies.pop(turn_id)
        try:
            await reply.finish(outcome)
        except DeliveryRefused:
            await reply.abandon()
            raise


@dataclass(slots=True)
class FakeChannelSettings:
    """Implements `core.ports.ChannelSettingsStore`, in memory."""

    kept: dict[ConversationKey, ChannelSettings] = field(default_factory=dict)
    is_broken: bool = False

    async def of(self, channel: ConversationKey) -> ChannelSettings:
        """The settings of a channel, or the defaults."""
        if self.is_broken:
            raise StorageError("database is locked")
        return self.kept.get(replace(channel, thread=""), ChannelSettings())

    async def save(self, channel: ConversationKey, settings: ChannelSettings) -> None:
        """Replace them."""
        if self.is_broken:
            raise StorageError("database is locked")
        self.kept[replace(channel, thread="")] = settings


@dataclass(slots=True)
class FakePeopleDesk:
    """Implements `core.ports.PeopleDesk` and remembers what it was given."""

    says: HandedOver = HandedOver.DONE
    handed_over: list[tuple[TurnId, ConversationKey, Asker]] = field(default_factory=list)
    fails_with: StorageError | None = None

    async def hand_over(
        self, turn_id: TurnId, conversation: ConversationKey, asker: Asker
    ) -> HandedOver:
        """Remember it."""
        if self.fails_with is not None:
            raise self.fails_with
        self.handed_over.append((turn_id, conversation, asker))
        return self.says


@dataclass(slots=True)
class FakeStatusSource:
    """Implements `core.ports.StatusSource`."""

    gives: StatusReport

    async def report(self) -> StatusReport:
        """Give what it was made with."""
        return self.gives

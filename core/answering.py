"""A question becomes an answer: which way it goes, and what becomes of it there.

The one way from question to answer for every platform.  Knows no platform, no model library and no
database; `bot.wiring` hands it what it needs.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

import structlog

from core.answer_clock import AnswerClock
from core.basis import BasisFinder
from core.checking import checked
from core.colleagues import without_colleagues
from core.domain import (
    Answered,
    AnswerEvent,
    ChannelSettings,
    ConversationKey,
    Delta,
    Finished,
    Forgotten,
    Question,
    Status,
    Turn,
    Unavailable,
)
from core.emoji import is_only_emoji, without_emoji
from core.errors import FrontdeskError, IndexUnusable, StorageError
from core.named_pages import NamedPages
from core.page_answers import PageAnswerer
from core.ports import ChannelSettingsStore, Generator, History, Retriever
from core.routing import Way, describes_emergency, route
from core.small_talk import small_talk
from core.waits.desk import WaitDesk, answered, joined
from core.waits.subscribing.commands import parse_command
from core.waits.subscribing.desk import SubscriptionDesk

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """What an organisation decides about its desk's answers."""

    max_question_characters: int
    history_turns: int
    """Earlier turns that are looked at."""
    max_passages: int
    strictness: float
    """0 to 1: how sure the desk must be that the pages answer; below it the question is declined."""
    contact: str
    """Whom to ask when the pages do not answer; may be empty."""
    emergency_notice: str
    """Stands first when somebody seems to be in danger."""


class AnsweringDesk:
    """Answers questions; any number at the same time."""

    def __init__(
        self,
        *,
        retriever: Retriever,
        generator: Generator,
        quoting: Generator,
        history: History,
        named_pages: NamedPages,
        rules: AnswerRules,
        waits: WaitDesk | None = None,
        subscriptions: SubscriptionDesk | None = None,
        channels: ChannelSettingsStore | None = None,
    ) -> None:
        """Take what answering needs.

        Args:
            generator: Writes the answers.
            quoting: Writes the draft that is shown while a slow generator reads, and stands in for
                it when it fails.  May be the same object as `generator`.
            named_pages: Reads the pages whose addresses stand in a question.
            waits: Knows the wait times; None: there are none here.
            subscriptions: Takes wishes to be told of them; None where there is nothing to tell.
            channels: What each channel's people decided; None: the defaults hold everywhere.
        """
        basis = BasisFinder(
            retriever=retriever,
            named_pages=named_pages,
            strictness=rules.strictness,
            contact=rules.contact,
        )
        self._pages = PageAnswerer(
            basis=basis, generator=generator, quoting=quoting, max_passages=rules.max_passages
        )
        self._history = history
        self._rules = rules
        self._waits = waits
        self._subscriptions = subscriptions
        self._channels = channels

    @property
    def author(self) -> str:
        """Who writes the answers: the generator's name."""
        return self._pages.author

    def check(self, text: str) -> str:
        """The question as it was meant, on one line.

        Raises:
            QuestionRefused: It is empty, too long or not text; says what to do.
        """
        if is_only_emoji(text) and len(text) <= self._rules.max_question_characters:
            return text
        return checked(text, most_characters=self._rules.max_question_characters)

    async def answer(self, question: Question) -> AsyncGenerator[AnswerEvent, None]:
        """Answer in the light of the conversation that is kept; whoever calls keeps the new turn.

        A wish to forget deletes the conversation; one to be told something is kept for its channel.

        Raises:
            QuestionRefused: The question is empty, too long or not text.
            StorageError: The conversation cannot be read.
        """
        if route(question.text) is Way.FORGET:
            yield Finished(await self._forget(question))
            return
        if (outcome := await self._subscribe(question)) is not None:
            yield Delta(outcome.text)
            yield Finished(outcome)
            return
        turns = await self._turns(question)
        settings = await self._settings(question)
        async with aclosing(self.reply(question.text, turns, settings)) as events:
            async for event in events:
                yield event

    async def _turns(self, question: Question) -> Sequence[Turn]:
        """What was said before: here, or where the conversation came from."""
        turns = await self._history.turns(question.conversation, self._rules.history_turns)
        if turns or not question.continues:
            return turns
        return await self._history.turns(_before(question), self._rules.history_turns)

    async def _settings(self, question: Question) -> ChannelSettings:
        """What the people of the channel decided; an answer by the defaults is better than none."""
        if self._channels is None:
            return ChannelSettings()
        try:
            return await self._channels.of(question.conversation)
        except StorageError as error:
            _log.error("channel_settings_unknown", reason=str(error), consequence="defaults hold")
            return ChannelSettings()

    async def _forget(self, question: Question) -> Forgotten:
        messages = await self._history.forget(question.conversation)
        if question.continues:
            messages += await self._history.forget(_before(question))
        if not messages:
            return Forgotten("There was nothing to forget: nothing of this conversation is kept.")
        return Forgotten("Forgotten: this conversation is deleted, questions, answers and thumbs.")

    async def _subscribe(self, question: Question) -> Answered | None:
        """Do what the person wishes about subscriptions; None where it is no such wish."""
        text = self.check(question.text)
        if self._subscriptions is None or describes_emergency(text):
            return None
        command = parse_command(without_emoji(text))
        if command is None:
            return None
        clock = AnswerClock()
        told = await self._subscriptions.handle(command, question.conversation, question.person)
        return Answered(told, timings=clock.timings())

    async def reply(
        self,
        text: str,
        turns: Sequence[Turn],
        settings: ChannelSettings = ChannelSettings(),  # noqa: B008  (frozen)
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Answer a question in the light of earlier turns; nothing is stored.

        The last event is `Finished`; nothing but cancellation ends the stream before it.

        Args:
            text: As asked.
            turns: Oldest first.
            settings: Which sources to answer from, and how much to say.

        Raises:
            QuestionRefused: The question is empty, too long or not text.
        """
        clock = AnswerClock()
        text = self.check(text)
        asked = _as_meant(text)
        way = route(text if is_only_emoji(text) else asked)
        if way is not Way.KNOWLEDGE:
            waits = await self._waits.examples() if self._waits is not None else None
            outcome = small_talk(way, self._rules.contact, waits=waits)
            yield Delta(outcome.text)
            yield Finished(replace(outcome, timings=clock.timings()))
            return
        before = [replace(turn, question=_as_meant(turn.question)) for turn in turns]
        async with aclosing(
            self._guarded(self._find_out(asked, before, settings, clock), asked, clock)
        ) as events:
            async for event in events:
                yield event

    async def _guarded(
        self, events: AsyncGenerator[AnswerEvent, None], text: str, clock: AnswerClock
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Pass events on; a fault on the way becomes the last of them."""
        try:
            async with aclosing(events):
                async for event in events:
                    yield event
        except IndexUnusable as error:
            what = "I cannot look anything up just now"
            yield Finished(self._failed(text, what, error, clock))
        # The boundary of an answer: people get calm words and an id that the log knows.
        except Exception as error:  # noqa: BLE001
            what = "I could not answer that just now"
            yield Finished(self._failed(text, what, error, clock))

    async def _find_out(
        self, text: str, turns: Sequence[Turn], settings: ChannelSettings, clock: AnswerClock
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Answer from the wait times, from the pages, or from both in turn."""
        notice = self.notice(text)
        told = None
        if self._waits is not None:
            told = await self._waits.tell(text, turns, is_advised=bool(notice), tone=settings.tone)
        if told is None:
            from_pages = self._pages.answer(text, turns, clock, notice=notice, settings=settings)
            async with aclosing(from_pages) as events:
                async for event in events:
                    yield event
            return
        spoken = f"{notice}\n\n{told.text}" if notice else told.text
        clock.spoke()
        yield Delta(spoken)
        outcome = answered(told, spoken)
        # To somebody in danger only what matters is said.
        if told.rest and not notice:
            yield Delta("\n\n")
            from_pages = self._pages.answer(told.rest, turns, clock, notice="", settings=settings)
            async with aclosing(self._guarded(from_pages, told.rest, clock)) as events:
                async for event in events:
                    match event:
                        case Finished(outcome=rest):
                            outcome = joined(outcome, rest)
                        case Delta() | Status():
                            yield event
        yield Finished(replace(outcome, timings=clock.timings()))

    def _failed(self, text: str, what: str, error: Exception, clock: AnswerClock) -> Unavailable:
        """Say calmly that it did not work; the log, and operators, get the reason."""
        number = secrets.token_hex(4)
        kind = type(error).__name__
        if isinstance(error, FrontdeskError):
            detail = str(error)
            _log.error("answer_failed", reason=detail, kind=kind, id=number)
        else:
            # A foreign error's words may quote what somebody wrote.
            detail = f"An unforeseen fault ({kind})."
            _log.exception("answer_failed", kind=kind, id=number)
        words = f"{what}; the reason is in the log as {number}."
        notice = self.notice(text)
        told = f"{notice}\n\n{words}" if notice else words
        return Unavailable(told, clock.timings(), detail=detail)

    def notice(self, text: str) -> str:
        """What stands before everything else where somebody seems to be in danger, or nothing."""
        return f"**{self._rules.emergency_notice}**" if describes_emergency(text) else ""


def _as_meant(text: str) -> str:
    """A question without what only adorns it: emoji, colleagues who are mentioned."""
    return without_colleagues(without_emoji(text))


def _before(question: Question) -> ConversationKey:
    """The conversation that a question continues."""
    return replace(question.conversation, thread=question.continues)

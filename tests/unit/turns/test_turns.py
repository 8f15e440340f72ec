"""The desk that serves people, with everything around it faked and time that passes at will."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.answering import AnsweringDesk, AnswerRules
from core.domain import (
    Accepted,
    Answered,
    ConversationKey,
    Declined,
    Findings,
    Forgotten,
    GenerationRequest,
    Query,
    Question,
    Repeated,
    Stopped,
    TurnedAway,
    Unavailable,
)
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped, ModelError, StorageError
from core.turns import TurnDesk, TurnRules
from tests.fakes.answering import FakeGenerator, evidence, findings
from tests.fakes.history import FakeHistory
from tests.fakes.loop import FakeTimeLoop
from tests.fakes.meter import FakeMeter
from tests.fakes.named_pages import no_named_pages
from tests.fakes.platform import FakePlatform
from tests.fakes.turns import EPOCH, FakeTurns

WORDS = ("Staff ", "park ", "in ", "lot B.")
SECONDS_A_WORD = 1.0
ANSWER = "Staff park in lot B."
RULES = TurnRules(
    at_once=2,
    max_waiting=20,
    max_waiting_per_person=12,
    deadline_seconds=100,
    shutdown_seconds=10,
    restart_seconds=3600,
)


@dataclass
class SlowGenerator:
    """Writes a word a second, or breaks down."""

    fails: Exception | None = None
    name: str = "slow"
    written: int = 0
    requests: list[GenerationRequest] = field(default_factory=list)

    async def generate(self, request: GenerationRequest) -> AsyncGenerator[str, None]:
        """Write."""
        self.requests.append(request)
        for word in WORDS:
            await asyncio.sleep(SECONDS_A_WORD)
            if self.fails:
                raise self.fails
            self.written += 1
            yield word


@dataclass
class EchoRetriever:
    """Finds the same for every question, and says what was asked."""

    gives: Findings

    async def retrieve(self, query: Query) -> Findings:
        """Find."""
        return replace(self.gives, text=query.text)


@dataclass
class World:
    """What outlives a desk: the platform and the database."""

    history: FakeHistory = field(default_factory=FakeHistory)
    platform: FakePlatform = field(default_factory=FakePlatform)
    meter: FakeMeter = field(default_factory=FakeMeter)
    generator: SlowGenerator = field(default_factory=SlowGenerator)
    gives: Findings = field(default_factory=lambda: findings(evidence(ANSWER)))
    notice: str = ""
    away_seconds: float = 0.0
    """How long nobody was running."""
    turns: FakeTurns = field(init=False)

    def __post_init__(self) -> None:
        self.turns = FakeTurns(history=self.history, now=self.now)

    def now(self):
        return EPOCH + timedelta(seconds=asyncio.get_running_loop().time() + self.away_seconds)

    def desk(self, rules: TurnRules = RULES) -> TurnDesk:
        """A new process."""
        answering = AnsweringDesk(
            retriever=EchoRetriever(self.gives),
            generator=self.generator,
            quoting=FakeGenerator((ANSWER,), name="quoted"),
            history=self.history,
            named_pages=no_named_pages(),
            rules=AnswerRules(
                max_question_characters=100,
                history_turns=6,
                max_passages=6,
                strictness=0.5,
                contact="",
                emergency_notice=self.notice,
            ),
        )
        desk = TurnDesk(
            answering=answering, turns=self.turns, meter=self.meter, rules=rules, now=self.now
        )
        desk.attach("slack", self.platform)
        return desk

    @asynccontextmanager
    async def serving(self, rules: TurnRules = RULES) -> AsyncIterator[TurnDesk]:
        """A process that runs."""
        desk = self.desk(rules)
        async with desk.open():
            yield desk

    async def all_shown(self, count: int) -> None:
        """Wait until so many answers have appeared."""
        while len(self.platform.finished) < count:  # noqa: ASYNC110  (time passes at will)
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.1)


def asked(text: str = "Where do staff park?", person: str = "U1", channel: str = "C1") -> Question:
    return Question(text, ConversationKey("slack", "T1", channel), person)


async def ask(desk: TurnDesk, question: Question | None = None, event_id: str = "") -> str:
    """Have a question accepted; its turn's id."""
    question = question or asked()
    event_id = event_id or f"{question.conversation.channel} {question.person} {question.text}"
    acceptance = await desk.accept(question, event_id=event_id)
    assert isinstance(acceptance, Accepted), acceptance
    return acceptance.turn_id


class TestAnswers:
    async def test_a_question_is_answered_where_it_was_asked(self) -> None:
        """Shown with its text, kept with its author, and then closed."""
        world = World()
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        outcome = world.platform.answers[turn]
        assert isinstance(outcome, Answered)
        assert outcome.text == ANSWER
        assert [(one, author) for one, _, author in world.turns.decisions] == [(turn, "slow")]
        assert world.turns.closed == [turn]
        assert world.meter.counts["answered", "answered"] == 1

    async def test_it_is_seen_while_it_is_written(self) -> None:
        """The draft, then word by word."""
        world = World()
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        methods = [method for method, _ in world.platform.said[turn]]
        assert methods == ["draft", *["append"] * 4, "finish"]

    async def test_the_question_is_kept_before_it_is_accepted(self) -> None:
        """What the database does not take is not accepted."""
        world = World()
        world.turns.failing.add("accept")
        async with world.serving() as desk:
            with pytest.raises(StorageError):
                await ask(desk)
        assert world.platform.finished == []

    async def test_the_same_event_is_answered_once(self) -> None:
        """While it is open and after it was closed."""
        world = World()
        async with world.serving() as desk:
            turn = await ask(desk, event_id="E1")
            assert await desk.accept(asked(), event_id="E1") == Repeated(turn)
            await world.all_shown(1)
            assert await desk.accept(asked(), event_id="E1") == Repeated(turn)
        assert world.platform.finished == [turn]

    async def test_what_an_earlier_process_took_in_is_known(self) -> None:
        """By its event, and whether its answer is owed still."""
        world = World()
        async with world.serving() as desk:
            turn = await ask(desk, event_id="E1")
            assert await desk.owes(turn)
            await world.all_shown(1)
        async with world.serving() as desk:
            assert await desk.known("slack", "T1", "E1") == turn
            assert await desk.known("slack", "T1", "E2") is None
            assert not await desk.owes(turn)

    @pytest.mark.parametrize("error", [RuntimeError("secret"), StorageError("locked")])
    async def test_a_fault_is_told_in_calm_words(self, error: Exception) -> None:
        """With a number that the log knows, without what went wrong inside."""
        world = World(generator=SlowGenerator(fails=error))
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        outcome = world.platform.answers[turn]
        assert isinstance(outcome, Answered | Unavailable)
        assert "secret" not in outcome.text

    async def test_a_wish_to_forget_is_not_kept(self) -> None:
        """The conversation is gone, and so is the wish."""
        world = World()
        async with world.serving() as desk:
            await ask(desk)
            await world.all_shown(1)
            turn = await ask(desk, asked("forget"))
            await world.all_shown(2)
        assert isinstance(world.platform.answers[turn], Forgotten)
        assert await world.history.turns(asked().conversation, 6) == ()


class TestBounds:
    async def test_what_is_no_question_is_refused_at_once(self) -> None:
        """It is not kept either."""
        world = World()
        async with world.serving() as desk:
            acceptance = await desk.accept(asked("?!"), event_id="E1")
        assert isinstance(acceptance, TurnedAway)
        assert not acceptance.is_full
        assert "no words" in acceptance.reason

    async def test_a_full_line_is_told_at_once(self) -> None:
        """And has room again when it has moved."""
        world = World()
        rules = replace(RULES, at_once=1, max_waiting=2)
        async with world.serving(rules) as desk:
            for number in range(3):
                await ask(desk, asked(person=f"U{number}", channel=f"C{number}"))
            acceptance = await desk.accept(asked(person="U9", channel="C9"), event_id="E9")
            assert isinstance(acceptance, TurnedAway)
            assert acceptance.is_full
            assert "2 questions wait" in acceptance.reason
            await world.all_shown(2)
            await ask(desk, asked(person="U9", channel="C9"))
            await world.all_shown(4)

    async def test_a_repeated_event_is_known_also_when_the_line_is_full(self) -> None:
        """Its person is in the line already and must not be sent away."""
        world = World()
        async with world.serving(replace(RULES, at_once=1, max_waiting=1)) as desk:
            await ask(desk, asked(channel="C1"), event_id="E1")
            turn = await ask(desk, asked(channel="C2"), event_id="E2")
            assert await desk.accept(asked(channel="C2"), event_id="E2") == Repeated(turn)

    async def test_nobody_fills_the_line_alone(self) -> None:
        """A person has a bound of their own."""
        world = World()
        async with world.serving(replace(RULES, max_waiting_per_person=3)) as desk:
            for number in range(5):
                await ask(desk, asked(channel=f"C{number}"))
            mine = await desk.accept(asked(channel="C9"), event_id="E9")
            assert isinstance(mine, TurnedAway)
            assert "of your questions wait" in mine.reason
            await ask(desk, asked(person="U2", channel="C9"))

    async def test_two_are_answered_at_once(self) -> None:
        """No more than the rules say, however many ask."""
        world = World()
        async with world.serving() as desk:
            for number in range(7):
                await ask(desk, asked(person=f"U{number}", channel=f"C{number}"))
            await world.all_shown(7)
        assert world.meter.most_running == 2

    async def test_a_closed_desk_takes_nothing(self) -> None:
        """Who asks during a restart is told to ask again."""
        world = World()
        desk = world.desk()
        acceptance = await desk.accept(asked(), event_id="E1")
        assert isinstance(acceptance, TurnedAway)
        assert "restarting" in acceptance.reason


class TestFairBounds:
    async def test_an_answered_event_is_known_when_the_line_is_full(self) -> None:
        """Its person was answered and must not be told to come again."""
        world = World()
        async with world.serving(replace(RULES, at_once=1, max_waiting=1)) as desk:
            first = await ask(desk, asked(channel="C1"), event_id="E1")
            await world.all_shown(1)
            await ask(desk, asked(channel="C2"), event_id="E2")
            await asyncio.sleep(0.1)
            await ask(desk, asked(channel="C3"), event_id="E3")
            assert await desk.accept(asked(channel="C1"), event_id="E1") == Repeated(first)
        assert world.meter.counts["not_accepted", "repeated"] == 1
        assert world.meter.counts["not_accepted", "full"] == 0

    async def test_the_bound_of_a_person_holds_for_questions_sent_at_once(self) -> None:
        """Nobody fills the line by being quick."""
        world = World()
        async with world.serving(replace(RULES, max_waiting_per_person=3)) as desk:
            accepts = (desk.accept(asked(channel=f"C{n}"), event_id=f"E{n}") for n in range(12))
            ends = await asyncio.gather(*accepts)
        assert sum(isinstance(end, Accepted) for end in ends) <= 2 + 3

    async def test_who_is_in_danger_is_told_whom_to_call_first(self) -> None:
        """Also when there is no room for the question, and while it waits."""
        world = World(notice="Call 911.")
        danger = "My colleague collapsed and is not breathing"
        async with world.serving(replace(RULES, at_once=1, max_waiting=1)) as desk:
            await ask(desk, asked(channel="C1"))
            await asyncio.sleep(0.1)
            waits = await ask(desk, asked(danger, channel="C2"))
            turned_away = await desk.accept(asked(danger, channel="C3"), event_id="E3")
            await asyncio.sleep(0.1)
            assert world.platform.texts(waits, "draft") == ["**Call 911.**"]
        assert isinstance(turned_away, TurnedAway)
        assert turned_away.reason.startswith("**Call 911.**")


class TestTheLine:
    async def test_a_conversation_is_answered_in_order(self) -> None:
        """One after another, although there is room for two."""
        world = World()
        async with world.serving() as desk:
            turns = [await ask(desk, asked(f"Where {word}?")) for word in "abc"]
            await world.all_shown(3)
        assert world.platform.finished == turns
        assert world.meter.most_running == 1
        assert [len(request.history) for request in world.generator.requests] == [0, 1, 2]

    async def test_ten_questions_of_one_do_not_hold_up_nine_others(self) -> None:
        """The others are served before the second half of the ten."""
        world = World()
        async with world.serving() as desk:
            greedy = [await ask(desk, asked(person="greedy", channel=f"G{n}")) for n in range(10)]
            others = [await ask(desk, asked(person=f"U{n}", channel=f"C{n}")) for n in range(9)]
            await world.all_shown(19)
        order = world.platform.finished
        assert max(map(order.index, others)) < min(map(order.index, greedy[3:]))

    async def test_the_place_is_told_and_updated(self) -> None:
        """With a rough time, once it is known how long answers take."""
        world = World()
        async with world.serving(replace(RULES, at_once=1)) as desk:
            turns = [await ask(desk, asked(person=f"U{n}", channel=f"C{n}")) for n in range(5)]
            await world.all_shown(5)
        places = [text for text in world.platform.texts(turns[4], "status") if "You are" in text]
        assert places[0] == "You are 4th in line"
        assert places[1:] == [
            "You are 3rd in line, about 10 s",
            "You are 2nd in line, about 10 s",
            "You are next, about 5 s",
        ]

    async def test_acceptance_tells_the_place(self) -> None:
        """The adapter may show it with its ack."""
        world = World()
        async with world.serving(replace(RULES, at_once=1)) as desk:
            first = await desk.accept(asked(channel="C1"), event_id="E1")
            second = await desk.accept(asked(channel="C2"), event_id="E2")
        assert isinstance(first, Accepted)
        assert isinstance(second, Accepted)
        assert (first.place_in_line, second.place_in_line) == (0, 1)

    async def test_waiting_ends_at_the_deadline(self) -> None:
        """The person is told, and nothing is written for nobody."""
        world = World()
        async with world.serving(replace(RULES, at_once=1, deadline_seconds=6)) as desk:
            turns = [await ask(desk, asked(person=f"U{n}", channel=f"C{n}")) for n in range(4)]
            await world.all_shown(4)
        late = world.platform.answers[turns[3]]
        assert isinstance(late, Unavailable)
        assert "time is over" in late.text
        assert len(world.generator.requests) == 2

    async def test_writing_ends_at_the_deadline(self) -> None:
        """What was said stays; that it is not all is said too."""
        world = World()
        async with world.serving(replace(RULES, deadline_seconds=2.5)) as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        outcome = world.platform.answers[turn]
        assert isinstance(outcome, Unavailable)
        assert outcome.text.startswith("Staff")
        assert "took too long" in outcome.text


class TestStop:
    async def test_a_stopped_answer_ends_at_the_next_word(self) -> None:
        """What had been said stays, and the generator writes nothing more."""
        world = World()
        async with world.serving() as desk:
            turn = await ask(desk)
            await asyncio.sleep(2.5)
            assert await desk.stop(turn)
            await world.all_shown(1)
            assert await desk.stop(turn) is False
        assert world.generator.written == 2
        assert world.platform.answers[turn] == Stopped("Staff park")

    async def test_a_question_in_line_can_be_stopped(self) -> None:
        """It leaves the line; those behind it come earlier."""
        world = World()
        async with world.serving(replace(RULES, at_once=1)) as desk:
            turns = [await ask(desk, asked(person=f"U{n}", channel=f"C{n}")) for n in range(3)]
            await desk.stop(turns[1])
            await world.all_shown(3)
        assert world.platform.finished == [turns[1], turns[0], turns[2]]
        assert world.platform.answers[turns[1]] == Stopped("")
        assert len(world.generator.requests) == 2

    async def test_the_platforms_own_stop_counts(self) -> None:
        """Some platforms tell it by refusing the next piece."""
        world = World()

        async def stop_after_two(method: str, text: str) -> None:
            if method == "append" and world.generator.written >= 2:
                raise DeliveryStopped("stopped")

        world.platform.takes = stop_after_two
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        assert isinstance(world.platform.answers[turn], Stopped)
        assert world.generator.written == 2

    async def test_who_wrote_an_answer_is_kept(self) -> None:
        """The generator that did, or none."""
        world = World()
        async with world.serving() as desk:
            await ask(desk, asked("hello"))
            await ask(desk)
            await world.all_shown(2)
            world.generator.fails = ModelError("broken")
            await ask(desk, asked("Where else?"))
            await world.all_shown(3)
        assert [author for _, _, author in world.turns.decisions] == ["", "slow", "quoted"]

    async def test_a_stopped_turn_belongs_to_the_conversation(self) -> None:
        """A follow-up may refer to what was said."""
        world = World()
        async with world.serving() as desk:
            turn = await ask(desk)
            await asyncio.sleep(3.5)
            await desk.stop(turn)
            await world.all_shown(1)
        (kept,) = await world.history.turns(asked().conversation, 6)
        assert kept.answer == "Staff park in"


def failing(methods: str, error: Exception, times: int) -> Callable[[str, str], Awaitable[None]]:
    """A platform that fails so many times."""
    left = [times]

    async def takes(method: str, text: str) -> None:
        if method in methods.split() and left[0]:
            left[0] -= 1
            raise error

    return takes


class TestDelivery:
    async def test_a_slow_platform_does_not_hold_up_the_writing(self) -> None:
        """It gets longer pieces instead, and all of the text."""
        world = World()

        async def slow(method: str, text: str) -> None:
            await asyncio.sleep(2.5)

        world.platform.takes = slow
        async with world.serving() as desk:
            turn = await ask(desk)
            await asyncio.sleep(2.5 + 4 * SECONDS_A_WORD + 0.1)
            assert world.generator.written == 4
            await world.all_shown(1)
        assert world.platform.answers[turn].text == ANSWER
        assert len(world.platform.texts(turn, "append")) < len(WORDS)

    @pytest.mark.parametrize("method", ["status", "append"])
    @pytest.mark.parametrize("error", [DeliveryError("busy"), RuntimeError("bug")])
    async def test_a_piece_that_fails_costs_only_the_view(
        self, method: str, error: Exception
    ) -> None:
        """The whole answer comes in the end."""
        world = World(platform=FakePlatform(failing(method, error, 1)))
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        assert world.platform.answers[turn].text == ANSWER

    async def test_an_answer_is_offered_again(self) -> None:
        """A platform that is down for some seconds loses nothing."""
        world = World(platform=FakePlatform(failing("finish", DeliveryError("down"), 3)))
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        assert world.platform.finished == [turn]
        assert world.turns.closed == [turn]

    async def test_an_answer_that_nobody_took_is_shown_later(self) -> None:
        """Minutes later, without being written again."""
        world = World(platform=FakePlatform(failing("finish", DeliveryError("down"), 6)))
        async with world.serving() as desk:
            turn = await ask(desk)
            await asyncio.sleep(40)
            assert world.platform.finished == []
            await world.all_shown(1)
        assert world.platform.finished == [turn]
        assert len(world.generator.requests) == 1
        assert world.meter.counts["undelivered", "failed"] == 1

    @pytest.mark.parametrize("method", ["open", "draft", "append", "finish"])
    async def test_a_platform_that_refuses_ends_the_turn(self, method: str) -> None:
        """Nobody is there to be told: it is counted, closed, and the next is served."""
        world = World(platform=FakePlatform(failing(method, DeliveryRefused("archived"), 1)))
        async with world.serving(replace(RULES, at_once=1)) as desk:
            turn = await ask(desk, asked(channel="C1"))
            other = await ask(desk, asked(channel="C2"))
            await world.all_shown(1)
        assert world.platform.finished == [other]
        assert world.turns.closed == [turn, other]
        assert world.platform.abandoned == ([turn] if method != "open" else [])
        assert world.meter.counts["undelivered", "refused"] == 1

    @pytest.mark.parametrize("error", [None, DeliveryRefused("archived"), RuntimeError("bug")])
    async def test_a_platform_that_cannot_even_be_left_holds_up_nobody(
        self, error: Exception | None
    ) -> None:
        """It is closed all the same, and the next is served."""

        async def takes(method: str, text: str) -> None:
            if method == "finish" and not tried:
                raise DeliveryRefused("archived")
            if method == "abandon":
                tried.append(method)
                if error is not None:
                    raise error
                await asyncio.sleep(1000)

        tried: list[str] = []
        world = World(platform=FakePlatform(takes))
        async with world.serving(replace(RULES, at_once=1)) as desk:
            turn = await ask(desk, asked(channel="C1"))
            other = await ask(desk, asked(channel="C2"))
            await world.all_shown(1)
        assert tried == ["abandon"]
        assert world.platform.finished == [other]
        assert world.turns.closed == [turn, other]

    async def test_a_platform_is_asked_again_when_it_wants_to_be(self) -> None:
        """Not before: every try would only be refused."""
        began_at = asyncio.get_running_loop().time()
        tries: list[float] = []

        async def takes(method: str, text: str) -> None:
            if method != "finish":
                return
            tries.append(asyncio.get_running_loop().time() - began_at)
            if len(tries) == 1:
                raise DeliveryError("too often", again_in_seconds=90)

        world = World(platform=FakePlatform(takes))
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        assert world.platform.finished == [turn]
        assert [round(later - tries[0]) for later in tries] == [0, 90]

    async def test_a_platform_that_wants_too_long_is_left_until_later(self) -> None:
        """Another look comes; the turn is not held in memory for it."""
        slow = DeliveryError("too often", again_in_seconds=3600)
        world = World(platform=FakePlatform(failing("finish", slow, 1)))
        async with world.serving() as desk:
            turn = await ask(desk)
            await asyncio.sleep(10)
            assert world.meter.counts["undelivered", "failed"] == 1
            await world.all_shown(1)
        assert world.platform.finished == [turn]

    async def test_a_place_that_cannot_be_opened_is_tried_again(self) -> None:
        """The question stays kept."""
        world = World(platform=FakePlatform(failing("open", DeliveryError("down"), 1)))
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
        assert world.platform.finished == [turn]

    async def test_an_answer_that_cannot_be_kept_is_shown(self) -> None:
        """The person must not suffer for the database, nor get it twice."""
        world = World()
        world.turns.failing |= {"decide", "close"}
        async with world.serving() as desk:
            turn = await ask(desk)
            await world.all_shown(1)
            world.turns.failing.clear()
            await asyncio.sleep(200)
        assert world.platform.finished == [turn]
        assert len(world.platform.texts(turn, "finish")) == 1
        assert world.turns.closed == [turn]

    async def test_showing_takes_no_room_from_others(self) -> None:
        """Questions whose platform is down wait for it outside of the line."""
        world = World()

        async def down(method: str, text: str) -> None:
            if "sorry" in text:
                await asyncio.sleep(1000)

        world.platform.takes = down
        rules = replace(RULES, at_once=1, deadline_seconds=6)
        async with world.serving(rules) as desk:
            for number in range(4):
                await ask(desk, asked(person=f"U{number}", channel=f"C{number}"))
            await asyncio.sleep(7)
            turn = await ask(desk, asked(person="U9", channel="C9"))
            await asyncio.sleep(4.5)
            assert isinstance(world.platform.answers[turn], Answered)

    async def test_a_place_that_opens_slowly_holds_up_nobody(self) -> None:
        """Only who can be shown an answer is called."""
        world = World()
        is_first = [True]

        async def slow(method: str, text: str) -> None:
            if method == "open" and is_first.pop():
                is_first.append(False)
                await asyncio.sleep(20)
            elif method == "open":
                is_first.append(False)

        world.platform.takes = slow
        async with world.serving(replace(RULES, at_once=1)) as desk:
            await ask(desk, asked(channel="C1"))
            turn = await ask(desk, asked(channel="C2"))
            await asyncio.sleep(5)
            assert world.platform.finished == [turn]

    async def test_one_method_is_called_at_a_time(self) -> None:
        """Adapters pace themselves by it, also while the desk shuts down."""
        world = World()
        inside, together = [0], [0]

        async def takes(method: str, text: str) -> None:
            inside[0] += 1
            together[0] = max(together[0], inside[0])
            try:
                await asyncio.sleep(5)
            finally:
                inside[0] -= 1

        world.platform.takes = takes
        async with world.serving(replace(RULES, shutdown_seconds=0)) as desk:
            await ask(desk)
            await asyncio.sleep(11)
        assert together == [1]

    async def test_looking_for_open_turns_goes_on_after_a_fault(self) -> None:
        """Whatever one look finds, the next one comes."""
        world = World(platform=FakePlatform(failing("open", DeliveryError("down"), 1)))
        async with world.serving() as desk:
            world.turns.breaking["unfinished"] = True
            turn = await ask(desk)
            await asyncio.sleep(200)
        assert world.platform.finished == [turn]

    async def test_who_cannot_come_back_is_told_at_once(self) -> None:
        """A terminal does not outlive the desk: nothing of it is taken up later."""
        world = World()
        desk = world.desk()
        desk.attach("terminal", world.platform, outlives_us=False)
        world.turns.failing.add("begin")
        key = ConversationKey("terminal", "local", "chat", "1")
        async with desk.open():
            turn = await ask(desk, Question("Where do staff park?", key, "me"))
            await asyncio.sleep(1)
        outcome = world.platform.answers[turn]
        assert isinstance(outcome, Unavailable)
        assert turn[:8] in outcome.text

    async def test_a_forgotten_answer_is_not_shown_later(self) -> None:
        """The platform was down when it was there; then its person had all forgotten."""
        world = World(platform=FakePlatform(failing("finish", DeliveryError("down"), 4)))
        async with world.serving() as desk:
            await ask(desk)
            await asyncio.sleep(20)
            forgets = await ask(desk, asked("forget"))
            await asyncio.sleep(200)
        assert world.platform.finished == [forgets]


class TestRestart:
    async def crash(self, world: World, seconds: float, questions: Sequence[Question]) -> list[str]:
        """Ask, run for so long, and die without a word."""
        stack = AsyncExitStack()
        desk = await stack.enter_async_context(world.serving())
        turns = [await ask(desk, question) for question in questions]
        await asyncio.sleep(seconds)
        kept = dict(world.turns._open)
        for task in [*desk._tasks.values()]:
            task.cancel()
        await stack.aclose()
        world.turns._open = kept
        world.platform.said.clear()
        return turns

    async def test_what_was_accepted_is_answered_by_the_next_process(self) -> None:
        """Also what was being written when the first one died."""
        world = World()
        turns = await self.crash(world, 1.5, [asked("Where 1?"), asked("Where 2?"), asked("3?")])
        async with world.serving():
            await world.all_shown(3)
        assert world.platform.finished == turns

    async def test_what_was_decided_is_shown_and_not_written_again(self) -> None:
        """The first process died between the answer and the platform."""
        world = World(platform=FakePlatform(failing("finish", DeliveryError("down"), 9)))
        turns = await self.crash(world, 6, [asked()])
        world.platform = replace(world.platform, takes=FakePlatform().takes)
        async with world.serving():
            await world.all_shown(1)
        assert world.platform.finished == turns
        assert len(world.generator.requests) == 1

    async def test_a_question_that_kills_the_process_is_given_up(self) -> None:
        """After three attempts its person is told."""
        world = World()
        turns = await self.crash(world, 1.5, [asked()])
        for _ in range(2):
            await self.crash(world, 1.5, [])
        async with world.serving():
            await world.all_shown(1)
        outcome = world.platform.answers[turns[0]]
        assert isinstance(outcome, Unavailable)
        assert "broke down 3 times" in outcome.text

    async def test_an_old_question_is_not_answered_any_more(self) -> None:
        """Somebody who asked yesterday is told, once."""
        world = World()
        turns = await self.crash(world, 0, [asked()])
        world.away_seconds = 86_400
        async with world.serving():
            await world.all_shown(1)
        outcome = world.platform.answers[turns[0]]
        assert isinstance(outcome, Unavailable)
        assert "not running" in outcome.text
        assert world.generator.requests == []

    async def test_a_platform_that_nobody_serves_keeps_its_turns(self) -> None:
        """They wait for a process that does."""
        world = World()
        turns = await self.crash(world, 0, [asked()])
        other = TurnDesk(
            answering=world.desk()._tools.answering,
            turns=world.turns,
            meter=world.meter,
            rules=RULES,
            now=world.now,
        )
        other.attach("terminal", FakePlatform(), outlives_us=False)
        async with other.open():
            await asyncio.sleep(100)
        assert [turn.id for turn in await world.turns.unfinished("slack")] == turns


class TestShutdown:
    async def test_running_answers_end_in_their_own_time(self) -> None:
        """As long as the rules allow."""
        world = World()
        async with world.serving() as desk:
            turn = await ask(desk)
            await asyncio.sleep(1.5)
        assert world.platform.finished == [turn]
        assert world.turns.closed == [turn]

    async def test_what_does_not_end_is_handed_back_and_told(self) -> None:
        """It is answered after the next start, and the attempt does not count."""
        world = World()
        rules = replace(RULES, shutdown_seconds=1, at_once=1)
        async with world.serving(rules) as desk:
            turns = [await ask(desk, asked(person=f"U{n}", channel=f"C{n}")) for n in range(2)]
            await asyncio.sleep(1.5)
        assert world.platform.finished == []
        for turn in turns:
            assert "restart" in world.platform.texts(turn, "status")[-1]
        assert [turn.attempts for turn in await world.turns.unfinished("slack")] == [0, 0]
        async with world.serving():
            await world.all_shown(2)
        assert world.platform.finished == turns

    async def test_it_ends_although_somebody_presses_stop_meanwhile(self) -> None:
        """The shutdown is not taken for the Stop."""
        world = World(platform=FakePlatform(failing("finish", DeliveryError("down"), 99)))
        async with world.serving(replace(RULES, shutdown_seconds=0)) as desk:
            turn = await ask(desk)
            await asyncio.sleep(1.5)
            await desk.stop(turn)
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 15

    async def test_it_ends_within_its_time(self) -> None:
        """Whatever the platform does."""
        world = World()

        async def hangs(method: str, text: str) -> None:
            if method != "open":
                await asyncio.sleep(1000)

        world.platform.takes = hangs
        async with world.serving() as desk:
            await ask(desk)
            await asyncio.sleep(1)
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 15


class TestConversationsStayApart:
    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["C1", "C2"]), st.sampled_from(["", "T"]), st.sampled_from("ab")
            ),
            min_size=1,
            max_size=12,
        )
    )
    def test_no_conversation_sees_another_ones_history(
        self, asks: Sequence[tuple[str, str, str]]
    ) -> None:
        """Whoever asks where, in whatever order: the generator sees that conversation's turns."""
        world = World()

        async def everything() -> None:
            async with world.serving() as desk:
                for number, (channel, thread, person) in enumerate(asks):
                    key = ConversationKey("slack", "T1", channel, thread)
                    text = f"Where is {channel}{thread} number {number}?"
                    await ask(desk, Question(text, key, person))
                await world.all_shown(len(asks))

        with asyncio.Runner(loop_factory=FakeTimeLoop) as runner:
            runner.run(everything())
        for request in world.generator.requests:
            place = request.question.split()[-3]
            assert all(turn.question.split()[-3] == place for turn in request.history)
        assert sorted(len(request.history) for request in world.generator.requests) == sorted(
            min(6, sum(other[:2] == one[:2] for other in asks[:number]))
            for number, one in enumerate(asks)
        )


async def test_declined_questions_are_answers_too() -> None:
    """The person is told that the pages do not say."""
    world = World(gives=findings(evidence("Fish.", similarity=0.1), shortfall=1.0))
    async with world.serving() as desk:
        turn = await ask(desk)
        await world.all_shown(1)
    assert isinstance(world.platform.answers[turn], Declined)

"""Questions on wait times, from question to answer, with everything around the desk faked."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field

from core.answering import AnsweringDesk, AnswerRules
from core.domain import (
    Answered,
    AnswerEvent,
    Delta,
    Findings,
    Finished,
    Outcome,
    Question,
    ToldWait,
)
from core.errors import IndexUnusable
from core.waits.desk import WaitDesk
from core.waits.polling import WaitPoller
from core.waits.subscribing.desk import SubscriptionDesk
from core.waits.telling.teller import WaitTeller
from tests.fakes.answering import FakeGenerator, FakeRetriever, evidence, findings
from tests.fakes.feed import FakeClock, FakeFeed, a_failure
from tests.fakes.history import FakeHistory
from tests.fakes.named_pages import no_named_pages
from tests.fakes.painter import FakePainter
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.waits import FakeWaits
from tests.unit.waits.boards import FOOTHILLS, HERE, NOON, ROCKYVIEW, ZONE, reading

NOTICE = "Call 911 now."
PARKING = "Visitors park in lot B."
GOOD = findings(evidence(PARKING, address="https://example.org/parking"))
POOR = findings(evidence("Fish.", similarity=0.1), shortfall=1.0)
FOOTHILLS_PAGE = "https://feed.example.org/foothills"
WAIT = "How long is the wait at Foothills?"
BOTH = "How long is the wait at Foothills, and where do visitors park?"


@dataclass
class House:
    """A desk that knows two sites."""

    pages: Findings | Exception = field(default_factory=lambda: GOOD)
    feed: FakeFeed = field(
        default_factory=lambda: FakeFeed(reading({FOOTHILLS: 352, ROCKYVIEW: None}))
    )

    def __post_init__(self) -> None:
        now = FakeClock(NOON)
        self.retriever = FakeRetriever(self.pages)
        self.painter = FakePainter()
        self.subscriptions = FakeSubscriptions(outbox=FakeOutbox())
        store = FakeWaits(ZONE)
        poller = WaitPoller(feed=self.feed, store=store, now=now, interval_seconds=300)
        teller = WaitTeller(
            store=store, now=now, time_zone=ZONE, stale_seconds=1800, publisher="", advice=""
        )
        quoting = FakeGenerator((PARKING,), name="quoted")
        self.desk = AnsweringDesk(
            retriever=self.retriever,
            generator=quoting,
            quoting=quoting,
            history=FakeHistory(),
            named_pages=no_named_pages(),
            rules=AnswerRules(500, 6, 6, 0.5, "the service desk", NOTICE),
            waits=WaitDesk(poller=poller, teller=teller, painter=self.painter),
            subscriptions=SubscriptionDesk(
                store=self.subscriptions,
                board=poller.board,
                now=now,
                time_zone=ZONE,
                most_in_channel=10,
            ),
        )

    async def reply(self, text: str) -> Outcome:
        """Answer outside of any conversation."""
        return await ended(self.desk.reply(text, ()))

    async def answered(self, text: str) -> Answered:
        """The same of a question that is answered."""
        outcome = await self.reply(text)
        assert isinstance(outcome, Answered), outcome
        return outcome


async def ended(events: AsyncGenerator[AnswerEvent, None]) -> Outcome:
    """How it ended; what was said by then is how the answer begins."""
    said, outcome = "", None
    async with aclosing(events):
        async for event in events:
            match event:
                case Delta(text=text):
                    said += text
                case Finished(outcome=outcome):
                    pass
    assert outcome is not None
    if isinstance(outcome, Answered):
        assert outcome.text.startswith(said.strip())
    return outcome


class TestWaitsAlone:
    async def test_they_are_told_without_the_pages(self) -> None:
        """Nothing is looked up, and records know who wrote it."""
        house = House(pages=IndexUnusable("No index."))
        answered = await house.answered(WAIT)
        assert "5 h 52 min" in answered.text
        assert answered.facilities == (ToldWait(FOOTHILLS, 352),)
        assert answered.author == "wait times"
        assert house.retriever.queries == []

    async def test_the_first_question_knows_the_sites_by_name(self) -> None:
        """Although nothing has polled the feed yet: a command is such a process."""
        house = House()
        assert (await house.answered(WAIT)).facilities is not None
        assert house.feed.reads == 1

    async def test_an_unknown_wait_is_told_as_such(self) -> None:
        """It is no number."""
        answered = await House().answered("wait at Rockyview?")
        assert answered.facilities == (ToldWait(ROCKYVIEW, None),)
        assert "0 min" not in answered.text

    async def test_a_chart_is_a_picture(self) -> None:
        """It belongs to the answer."""
        answered = await House().answered("chart of the wait at Foothills")
        assert [picture.png for picture in answered.pictures] == [b"png"]

    async def test_a_chart_that_fails_costs_the_picture_only(self) -> None:
        """The words are told all the same."""
        house = House()
        house.painter.is_broken = True
        answered = await house.answered("chart of the wait at Foothills")
        assert "5 h 52 min" in answered.text
        assert answered.pictures == ()


class TestBothParts:
    async def test_both_are_answered(self) -> None:
        """The wait first; the author is the one of the pages' part."""
        house = House()
        answered = await house.answered(BOTH)
        assert answered.text.index("5 h 52 min") < answered.text.index(PARKING)
        assert answered.facilities == (ToldWait(FOOTHILLS, 352),)
        assert answered.author == "quoted"
        assert [source.address for source in answered.sources][-1] == "https://example.org/parking"
        assert "wait" not in house.retriever.queries[0].text

    async def test_a_rest_that_the_pages_do_not_answer(self) -> None:
        """The wait stands; whom to ask about the rest is said."""
        answered = await House(pages=POOR).answered(BOTH)
        assert "5 h 52 min" in answered.text
        assert "the service desk" in answered.text
        assert PARKING not in answered.text

    async def test_an_index_that_cannot_be_used(self) -> None:
        """The wait is told, and calm words for the rest."""
        answered = await House(pages=IndexUnusable("Run `frontdesk refresh`.")).answered(BOTH)
        assert "5 h 52 min" in answered.text
        assert "I cannot look anything up just now" in answered.text
        assert "frontdesk refresh" not in answered.text


class TestDanger:
    async def test_whom_to_call_comes_first_and_the_rest_is_left_out(self) -> None:
        """To somebody in danger only what matters is said."""
        house = House()
        answered = await house.answered(
            "My dad collapsed, how long is the wait at Foothills, and where do visitors park?"
        )
        assert answered.text.startswith(f"**{NOTICE}**\n\n")
        assert "5 h 52 min" in answered.text
        assert PARKING not in answered.text
        assert house.retriever.queries == []


class TestTroubledFeed:
    async def test_the_pages_are_answered_as_ever(self) -> None:
        """What is not on wait times does not need the feed."""
        house = House(feed=FakeFeed(a_failure()))
        answered = await house.answered("Where do visitors park?")
        assert answered.text == PARKING
        assert answered.facilities is None

    async def test_waits_that_are_not_known_are_told_as_such(self) -> None:
        """Nothing is made up, and no page is taken for an answer."""
        house = House(feed=FakeFeed(a_failure()))
        answered = await house.answered("How long is the wait in the ER?")
        assert answered.facilities == ()
        assert PARKING not in answered.text
        assert not re.search(r"\d+ (?:h|min)\b", answered.text)

    async def test_a_fault_becomes_calm_words(self) -> None:
        """One that nobody foresaw, too."""
        house = House(feed=FakeFeed(ValueError("segment 0x77")))
        answered = await house.answered("How long is the wait in the ER?")
        assert answered.text.startswith("I cannot read the wait times just now")
        assert "0x77" not in answered.text


class TestSubscribing:
    WISH = "subscribe every day at 7:00, Foothills"

    async def test_a_wish_is_kept_for_its_channel_and_person(self) -> None:
        """The answer says what was understood; it tells no wait."""
        house = House()
        outcome = await ended(house.desk.answer(Question(self.WISH, HERE, "ann")))
        assert isinstance(outcome, Answered)
        assert "unsubscribe 1" in outcome.text
        assert outcome.facilities is None
        (kept,) = house.subscriptions.kept.values()
        assert (kept.wanted.channel, kept.wanted.owner) == (HERE, "ann")

    async def test_outside_of_a_conversation_nothing_is_kept(self) -> None:
        """There is no channel to post in."""
        house = House()
        await house.reply(self.WISH)
        assert house.subscriptions.kept == {}

    async def test_somebody_in_danger_is_not_subscribed(self) -> None:
        """They are told whom to call."""
        house = House()
        text = "alert me when Foothills is under 1 hour, my dad collapsed"
        outcome = await ended(house.desk.answer(Question(text, HERE, "ann")))
        assert outcome.text.startswith(f"**{NOTICE}**")
        assert house.subscriptions.kept == {}


async def test_help_names_a_site_that_is_known() -> None:
    """So that what is copied from it works."""
    house = House()
    await house.answered(WAIT)
    told = await house.answered("help")
    assert f"how long is the wait at {FOOTHILLS}" in told.text
    assert f"alert me when {FOOTHILLS} is over 4 hours" in told.text


async def test_emoji_ask_nothing_of_the_pages() -> None:
    """The ambulance of "wait at Foothills :ambulance:" is no second question."""
    told = await House().answered(f"{WAIT} :ambulance:")
    assert PARKING not in told.text

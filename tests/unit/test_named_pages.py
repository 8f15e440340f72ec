"""What is asked of which page, and what comes of it, from question to answer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.answering import AnsweringDesk, AnswerRules
from core.domain import (
    Answered,
    Block,
    BlockKind,
    ChannelSettings,
    Declined,
    Delta,
    Findings,
    Finished,
    Outcome,
    Page,
    Query,
    Source,
    Status,
    Turn,
)
from core.errors import IndexUnusable
from core.named_pages import NamedPages, pages_asked_about
from tests.fakes.answering import FakeGenerator, FakeRetriever, evidence, findings
from tests.fakes.history import FakeHistory
from tests.fakes.named_pages import FakePageFinder, FakePageReader

A = "https://a.example.org/x"
B = "https://b.example.org/y"
BADGES = Page(A, "Badges", (Block(BlockKind.PARAGRAPH, "A lost badge costs $20."),))
KEYS = Page(B, "Keys", (Block(BlockKind.PARAGRAPH, "A lost key costs $380."),))
SAID = findings(evidence("A lost badge costs $20.", address=A, title="Badges"))
SAID_OF_KEYS = findings(evidence("A lost key costs $380.", address=B, title="Keys"))
HARDLY = findings(evidence("Fish.", address=A, similarity=0.35), shortfall=0.4)
NOTHING = findings(evidence("Fish.", address=A, similarity=0.1), shortfall=1.0)
KNOWN = findings(
    evidence("Staff park in lot B.", address="https://n.example.org/p", title="Parking")
)
REFUSAL = "I may only read pages of example.org."
EARLIER = (Turn(f"what does {A} say about lost badges?", "A lost badge costs $20."),)


def asked(text: str, turns: Sequence[Turn] = ()) -> str | None:
    """What is looked for on the page; None where no page is meant."""
    about = pages_asked_about(text, turns, limit=8)
    return None if about is None else about.query.text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (f"what does {A} say about lost badges", "lost badges"),
        (f"does {A} say how much parking costs?", "how much parking costs?"),
        (f"according to {A}, who runs payroll?", "who runs payroll?"),
        (f"who do I call for keys on {A}?", "who do I call for keys?"),
        (f"What is the number? {A}", "What is the number?"),
        (f"{A} - how much is a badge?", "how much is a badge?"),
        (f"please check {A}: is it open on Sunday?", "is it open on Sunday?"),
        (f"read {A} and tell me when it closes", "tell me when it closes"),
        (f"is {A} the right link for payroll?", "payroll?"),
        (f"how much is {A}?", "how much is it?"),
        (f"what does <{A}|the badge page> say about keys?", "keys?"),
    ],
)
def test_the_rest_of_the_message_is_the_question(text: str, question: str) -> None:
    """Without what only frames it: the page need not hold such words."""
    assert asked(text) == question


@pytest.mark.parametrize(
    "text",
    [A, f"<{A}>", f"what does {A} say?", f"summarise {A} please", f"tl;dr {A}", f"thanks {A}",
     f"Can you summarize this page? {A}", f"key points of {A}", f"what is {A} about?"],
)  # fmt: skip
def test_an_address_alone_asks_what_the_page_says(text: str) -> None:
    """So do words that mean the whole page."""
    assert asked(text) == ""


def test_a_question_without_an_address_is_about_no_page() -> None:
    """The index answers it."""
    assert asked("Who runs payroll?") is None


@pytest.mark.parametrize(
    "text", ["and who wrote it?", "how much is it?", "what does it say about keys"]
)
def test_a_follow_up_stays_with_the_page(text: str) -> None:
    """It carries what was asked before, without the address."""
    about = pages_asked_about(text, EARLIER, limit=8)
    assert about is not None
    assert about.addresses == (A,)
    assert about.query.context == "lost badges?"
    assert about.insists


def test_a_chain_of_follow_ups_stays_with_the_page() -> None:
    """Also when the question right before held no address."""
    assert asked("and who wrote it?", (*EARLIER, Turn("how much is it?", "$20."))) is not None


def test_a_new_question_leaves_the_page() -> None:
    """It can be understood by itself; and so does what follows it."""
    new = "Where do staff park their cars on weekends in winter?"
    assert asked(new, EARLIER) is None
    assert asked("and who wrote it?", (*EARLIER, Turn(new, "In lot B."))) is None


def test_a_question_can_be_taken_to_another_page() -> None:
    """To ask "and what about" is to ask the same of it."""
    assert asked(f"and what about {B}?", EARLIER) == "lost badges?"


def test_a_follow_up_without_it_may_be_about_something_else() -> None:
    """A few words lean on the conversation, or begin another one."""
    about = pages_asked_about("cafeteria hours?", EARLIER, limit=8)
    assert about is not None
    assert not about.insists


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_message_can_be_taken_apart(before: str, after: str) -> None:
    """Without an error, and the page stays the one that was named."""
    about = pages_asked_about(f"{before} {A} {after}", EARLIER, limit=8)
    assert about is not None
    assert about.hosts


RULES = AnswerRules(
    max_question_characters=400,
    history_turns=6,
    max_passages=6,
    strictness=0.5,
    contact="the service desk",
    emergency_notice="Call 911 now.",
)


@dataclass
class Scene:
    """A desk, and everything around it."""

    said: Findings = SAID
    known: Findings | Exception = NOTHING
    generator: FakeGenerator = field(default_factory=lambda: FakeGenerator(("It costs $20.",)))
    pages: dict[str, Page | str] = field(default_factory=lambda: {A: BADGES, B: KEYS})
    reader: FakePageReader = field(init=False)
    finder: FakePageFinder = field(init=False)
    retriever: FakeRetriever = field(init=False)
    status: str = ""

    async def ask(
        self, text: str, turns: Sequence[Turn] = (), *, sources: tuple[str, ...] = ()
    ) -> Outcome:
        """Ask, and see to it that what was said is what the outcome says."""
        self.reader = FakePageReader(self.pages)
        self.finder = FakePageFinder({"Badges": self.said, "Keys": SAID_OF_KEYS})
        self.retriever = FakeRetriever(self.known)
        desk = AnsweringDesk(
            retriever=self.retriever,
            generator=self.generator,
            quoting=self.generator,
            history=FakeHistory(),
            named_pages=NamedPages(reader=self.reader, finder=self.finder),
            rules=RULES,
        )
        settings = ChannelSettings(sources=sources)
        async with aclosing(desk.reply(text, turns, settings)) as events:
            collected = [event async for event in events]
        last = collected[-1]
        assert isinstance(last, Finished)
        told = "".join(event.text for event in collected if isinstance(event, Delta))
        assert told.strip() == last.outcome.text
        self.status = next(event.text for event in collected if isinstance(event, Status))
        return last.outcome


async def test_a_page_answers() -> None:
    """The page is the source, and the index is not asked."""
    scene = Scene()
    outcome = await scene.ask(f"what does {A} say about lost badges?")
    assert isinstance(outcome, Answered)
    assert outcome.text == "It costs $20."
    assert outcome.sources == (Source(A, "Badges"),)
    assert scene.status == "Reading a.example.org"
    assert scene.retriever.queries == []
    assert scene.finder.asked == [(BADGES, Query("lost badges?", limit=6))]


async def test_a_page_is_read_though_the_channel_chose_sources() -> None:
    """The person named it; what is looked up in its stead keeps to the sources."""
    assert isinstance(await Scene().ask(f"lost badges, see {A}", sources=("files",)), Answered)
    scene = Scene(pages={A: REFUSAL}, known=SAID)
    await scene.ask(f"lost badges, see {A}", sources=("files",))
    assert [query.sources for query in scene.retriever.queries] == [("files",)]


async def test_a_page_need_only_seem_to_answer() -> None:
    """The person chose it; the index would be held to more."""
    assert isinstance(await Scene(said=HARDLY).ask(f"lost badges, see {A}"), Answered)
    assert isinstance(await Scene(known=HARDLY).ask("lost badges"), Declined)


async def test_a_page_that_does_not_answer_says_so() -> None:
    """With the page as the nearest, and whom to ask."""
    outcome = await Scene(said=NOTHING).ask(f"what does {A} say about whales?")
    assert isinstance(outcome, Declined)
    assert outcome.text.startswith("That page does not seem to say.")
    assert "the service desk" in outcome.text
    assert outcome.nearest == (Source(A, "Badges"),)


async def test_the_whole_page_is_asked_for_in_words() -> None:
    """A model cannot be given an empty question."""
    scene = Scene()
    assert isinstance(await scene.ask(A), Answered)
    assert scene.finder.asked[0][1].text == ""
    assert scene.generator.requests[0].question == "Give a short summary."


async def test_the_page_s_own_address_may_be_repeated() -> None:
    """As it was written and as it was found; another one is withheld."""
    final = "https://a.example.org/final"
    said = findings(evidence("A lost badge costs $20.", address=final, title="Badges"))
    generator = FakeGenerator((f"See {A} or {final}", " or https://c.example.org/z today."))
    scene = Scene(said=said, generator=generator, pages={A: replace(BADGES, address=final)})
    outcome = await scene.ask(f"what does {A} say about lost badges?")
    assert isinstance(outcome, Answered)
    assert A in outcome.text
    assert final in outcome.text
    assert "c.example.org" not in outcome.text
    assert outcome.sources == (Source(final, "Badges"),)


async def test_two_pages_are_read_together() -> None:
    """Their passages keep numbers of their own."""
    scene = Scene()
    outcome = await scene.ask(f"compare {A} and {B} on costs")
    assert isinstance(outcome, Answered)
    assert {source.address for source in outcome.sources} == {A, B}
    assert [piece.passage_id for piece in outcome.evidence] == [0, 1]
    assert scene.status == "Reading a.example.org and b.example.org"


async def test_a_third_page_is_not_read() -> None:
    """And that is said."""
    scene = Scene()
    outcome = await scene.ask(f"what do {A} {B} https://c.example.org/z say about costs?")
    assert outcome.text.startswith("I read the first 2 of the addresses, not the others.")
    assert scene.reader.asked == [A, B]


async def test_of_two_pages_one_may_be_refused() -> None:
    """The other answers; why one is missing stands first."""
    outcome = await Scene(pages={A: BADGES, B: REFUSAL}).ask(f"compare {A} and {B} on costs")
    assert isinstance(outcome, Answered)
    assert outcome.text == f"{REFUSAL}\n\nIt costs $20."


async def test_a_refusal_says_why() -> None:
    """And whom to ask."""
    outcome = await Scene(pages={A: REFUSAL}).ask(A)
    assert outcome == replace(
        Declined(f"{REFUSAL}\n\nFor help from a person: the service desk"),
        timings=outcome.timings,
    )


async def test_a_real_question_is_answered_from_the_index_all_the_same() -> None:
    """First it is said that the page could not be read, and why."""
    scene = Scene(pages={A: REFUSAL}, known=KNOWN)
    outcome = await scene.ask(f"is {A} the right link for parking?")
    assert isinstance(outcome, Answered)
    assert outcome.text.startswith(f"{REFUSAL} This is from the pages I know:\n\n")
    assert outcome.sources == (Source("https://n.example.org/p", "Parking"),)
    assert scene.retriever.queries[0].text == "parking?"


@pytest.mark.parametrize("known", [NOTHING, IndexUnusable("There is no index.")])
async def test_where_the_index_does_not_help_the_refusal_stands(
    known: Findings | Exception,
) -> None:
    """It is what the person has to know."""
    outcome = await Scene(pages={A: REFUSAL}, known=known).ask(f"what does {A} say about whales?")
    assert isinstance(outcome, Declined)
    assert outcome.text.startswith(REFUSAL)


async def test_a_follow_up_is_answered_from_the_page() -> None:
    """It is read again: it may have changed."""
    scene = Scene()
    outcome = await scene.ask("and who wrote it?", EARLIER)
    assert isinstance(outcome, Answered)
    assert outcome.sources == (Source(A, "Badges"),)
    assert scene.reader.asked == [A]


@pytest.mark.parametrize("pages", [{A: BADGES}, {A: REFUSAL}])
async def test_a_follow_up_about_something_else_goes_to_the_index(
    pages: dict[str, Page | str],
) -> None:
    """Where the page does not clearly answer, or cannot be read any more."""
    scene = Scene(pages=pages, said=HARDLY, known=KNOWN)
    outcome = await scene.ask("parking lots?", EARLIER)
    assert isinstance(outcome, Answered)
    assert outcome.sources == (Source("https://n.example.org/p", "Parking"),)
    assert REFUSAL not in outcome.text


async def test_an_emergency_notice_comes_first() -> None:
    """Whatever page is named with it."""
    for pages in ({A: BADGES}, {A: REFUSAL}):
        outcome = await Scene(pages=pages).ask(f"My colleague can't breathe, see {A}")
        assert outcome.text.startswith("**Call 911 now.**")

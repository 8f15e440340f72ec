"""A question that is handed over to people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.asking_people import PeopleDesk, shortened
from core.domain import Asker, ConversationKey, HandedOver, Post, RecordedTurn, Source
from core.errors import StorageError
from tests.fakes.desk import NOON, FakeConversations
from tests.fakes.posting import FakeOutbox

HELP = ConversationKey("slack", "T1", "C0HELP")
THREAD = ConversationKey("slack", "T1", "C1", "1700000000.000100")
ANN = Asker("U0ANN", "Ann Lee", "https://kestrel.slack.com/archives/C1/p1700000000000100")
TURN = RecordedTurn(
    turn_id="a" * 32,
    question="May I carry over leave?",
    answer="Up to five days, until the end of March.",
    outcome="answered",
    author="quoted",
    sources=(
        Source("https://intranet.example.org/leave", "Leave"),
        Source("/srv/policies/leave.docx", "Leave policy"),
    ),
    asked_at=NOON,
)


def kept(*turns: RecordedTurn, at: ConversationKey = THREAD) -> FakeConversations:
    conversations = FakeConversations()
    conversations.kept[at].extend(turns)
    return conversations


def people(
    outbox: FakeOutbox, conversations: FakeConversations, channel: ConversationKey | None = HELP
) -> PeopleDesk:
    return PeopleDesk(conversations=conversations, outbox=outbox, channel=channel, now=lambda: NOON)


async def handed(*turns: RecordedTurn, asker: Asker = ANN) -> Post:
    """The post that the last of these turns becomes."""
    outbox = FakeOutbox()
    done = await people(outbox, kept(*turns)).hand_over(turns[-1].turn_id, THREAD, asker)
    assert done is HandedOver.DONE
    (record,) = outbox.records.values()
    return record.post


async def test_people_read_who_asks_what_and_what_was_answered() -> None:
    """With the sources and the way to the question."""
    post = await handed(TURN)
    assert post.channel == HELP
    assert post.subscription_id is None
    assert post.text.split("\n\n") == [
        "**[Ann Lee](person:U0ANN) asks for a person's answer:**",
        "> May I carry over leave?",
        "[Go to the question](https://kestrel.slack.com/archives/C1/p1700000000000100)",
        "**What I had said** (answered):",
        "Up to five days, until the end of March.",
        "Sources: [Leave](https://intranet.example.org/leave), Leave policy",
        "Please answer in the thread of the question.",
    ]


async def test_of_a_declined_question_people_read_the_nearest_pages() -> None:
    """That there was no answer, not the words in which that was said."""
    post = await handed(replace(TURN, outcome="declined", answer="I could not find an answer."))
    nearest = "[Leave](https://intranet.example.org/leave), Leave policy"
    assert post.text.split("\n\n")[3:] == [
        f"**I found no answer.** These pages come nearest: {nearest}",
        "Please answer in the thread of the question.",
    ]


async def test_where_nothing_came_near_people_read_only_that() -> None:
    """No pages are promised."""
    post = await handed(replace(TURN, outcome="declined", answer="No.", sources=()))
    assert "**I found no answer.**\n\nPlease answer" in post.text


@pytest.mark.parametrize("is_there", [True, False])
async def test_nobody_is_promised_people_whom_the_desk_cannot_reach(*, is_there: bool) -> None:
    """It was never invited to their channel, or was removed from it."""

    async def reaches(channel: ConversationKey) -> bool:
        assert channel == HELP
        return is_there

    outbox = FakeOutbox()
    desk = PeopleDesk(
        conversations=kept(TURN), outbox=outbox, channel=HELP, now=lambda: NOON, reaches=reaches
    )
    said = await desk.hand_over(TURN.turn_id, THREAD, ANN)
    assert said is (HandedOver.DONE if is_there else HandedOver.NOBODY)
    assert len(outbox.records) == is_there


async def test_a_question_is_posted_once() -> None:
    """Whoever presses the button again."""
    outbox = FakeOutbox()
    desk = people(outbox, kept(TURN))
    await desk.hand_over(TURN.turn_id, THREAD, ANN)
    again = await desk.hand_over(TURN.turn_id, THREAD, Asker("U0BEN", "Ben"))
    assert again is HandedOver.DONE
    assert len(outbox.records) == 1


async def test_what_was_said_before_is_told() -> None:
    """The last three turns before the question, oldest first, and none after it."""
    turns = [
        replace(
            TURN,
            turn_id=f"{number:032x}",
            question=f"Question {number}?",
            asked_at=NOON + timedelta(minutes=number),
        )
        for number in range(1, 7)
    ]
    outbox = FakeOutbox()
    await people(outbox, kept(*turns)).hand_over(turns[4].turn_id, THREAD, ANN)
    (record,) = outbox.records.values()
    told = record.post.text.partition("**Before that:**")[2]
    assert [number for number in range(1, 7) if f"Question {number}?" in told] == [2, 3, 4]
    assert "> Question 5?" in record.post.text


async def test_what_was_said_before_is_told_in_plain_words() -> None:
    """Marks of bold, links and tables would stand there as they are."""
    before = replace(
        TURN, turn_id="b" * 32, answer="**Leave – Days**\n- Five, see [form](https://x.example/f)."
    )
    post = await handed(before, TURN)
    assert "I said: Leave – Days; Five, see form." in post.text


async def test_of_a_private_conversation_only_the_question_is_told() -> None:
    """What somebody asked before it was for nobody's eyes."""
    private = replace(THREAD, thread="private:U0ANN")
    before = replace(TURN, turn_id="b" * 32, question="How do I resign?")
    outbox = FakeOutbox()
    conversations = kept(before, TURN, at=private)
    await people(outbox, conversations).hand_over(TURN.turn_id, private, ANN)
    (record,) = outbox.records.values()
    assert "May I carry over leave?" in record.post.text
    assert "resign" not in record.post.text


async def test_without_a_channel_there_is_nobody() -> None:
    """Nothing waits in the outbox for a place that there is not."""
    outbox = FakeOutbox()
    said = await people(outbox, kept(TURN), None).hand_over(TURN.turn_id, THREAD, ANN)
    assert said is HandedOver.NOBODY
    assert not outbox.records


@pytest.mark.parametrize("turn_id", ["b" * 32, ""])
async def test_a_question_that_was_forgotten_is_gone(turn_id: str) -> None:
    """Also one of before there were ids is never taken for it."""
    outbox = FakeOutbox()
    desk = people(outbox, kept(TURN, replace(TURN, turn_id="")))
    assert await desk.hand_over(turn_id, THREAD, ANN) is HandedOver.GONE
    assert not outbox.records


async def test_a_question_of_another_conversation_is_gone() -> None:
    """What was said in one channel is never told by way of another."""
    outbox = FakeOutbox()
    elsewhere = replace(THREAD, channel="C2")
    said = await people(outbox, kept(TURN)).hand_over(TURN.turn_id, elsewhere, ANN)
    assert said is HandedOver.GONE


async def test_a_failing_database_is_told_to_the_caller() -> None:
    """Whether it is read or written."""
    outbox, conversations = FakeOutbox(), kept(TURN)
    outbox.failing.add("put")
    with pytest.raises(StorageError):
        await people(outbox, conversations).hand_over(TURN.turn_id, THREAD, ANN)
    conversations.is_broken = True
    with pytest.raises(StorageError):
        await people(outbox, conversations).hand_over(TURN.turn_id, THREAD, ANN)


async def test_a_person_of_another_platform_is_only_named() -> None:
    """An id of one workspace may be somebody else's in another."""
    outbox = FakeOutbox()
    elsewhere = replace(HELP, workspace="T2")
    await people(outbox, kept(TURN), elsewhere).hand_over(TURN.turn_id, THREAD, ANN)
    (record,) = outbox.records.values()
    assert record.post.text.startswith("**Ann Lee asks")


async def test_where_others_cannot_go_there_is_no_link() -> None:
    """People are told to write to the person instead."""
    post = await handed(TURN, asker=replace(ANN, link=""))
    assert "Go to the question" not in post.text
    assert "Please write to them." in post.text


async def test_a_name_that_is_not_known_is_somebody() -> None:
    """The mention shows who it is."""
    post = await handed(TURN, asker=replace(ANN, name=""))
    assert post.text.startswith("**[Somebody](person:U0ANN) asks")


async def test_a_long_answer_is_shortened_behind_a_sentence() -> None:
    """With a mark that something is missing."""
    post = await handed(replace(TURN, answer="Leave is granted by the manager. " * 90))
    assert "Leave is granted by the manager. …" in post.text
    assert len(post.text) < 2000


async def test_code_that_was_cut_swallows_nothing() -> None:
    """The sources after it are no code."""
    answer = "Run this:\n```\n" + "do this and that. \n" * 200
    assert "\n```\n\nSources:" in (await handed(replace(TURN, answer=answer))).text


def links(markdown: str) -> list[str]:
    """Where the links of a Markdown text lead."""
    return [
        str(token.attrs.get("href", token.attrs.get("src")))
        for block in MarkdownIt("commonmark").parse(markdown)
        for token in block.children or ()
        if token.type in ("link_open", "image")
    ]


_WAYS_TO_NAME = (
    "[x](person:U1)|[x]: person:U1|<person:U1>|&#112;erson:U1|person&colon;U1|person\\:U1"
)
PIECES = st.sampled_from(
    [*_WAYS_TO_NAME.split("|"), *"\\()`:>#*![]\n ", "[x]", "```\n", "\n\n", "person", "erson", "U1"]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map("".join))
async def test_nothing_that_was_said_names_a_person(question: str, answer: str) -> None:
    """The only person in a post is the one who asks, however question and answer are written."""
    post = await handed(replace(TURN, question=question, answer=answer))
    named = [link for link in links(post.text) if link.casefold().startswith("person")]
    assert named == ["person:U0ANN"]


@given(st.text(max_size=60))
async def test_a_name_is_no_markup(name: str) -> None:
    """People choose what they are called."""
    post = await handed(TURN, asker=replace(ANN, name=f"]({name}) [x"))
    assert len(links(post.text)) == 3


@given(st.text(max_size=200), st.integers(5, 60))
def test_a_shortened_text_fits(text: str, most: int) -> None:
    """And is left alone where it fits already."""
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or len(text) > most

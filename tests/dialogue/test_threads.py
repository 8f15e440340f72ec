"""In threads the desk answers who speaks with it, and leaves people alone who speak to each other."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.feature("Follow-ups in threads without a mention")
@pytest.mark.feature("Charts, with words for those who do not see them")
async def test_who_asked_goes_on_without_a_mention(room: Room) -> None:
    """Also with what is no question; thanks get no answer."""
    await play(
        room,
        """
        #er-ops
        Ann: @frontdesk wait times
        > frontdesk: Harcourt General … Linden Creek
        > Ann: chart please
        > frontdesk: All sites
        > frontdesk: (chart: Waits, last 24 hours
        > Ann: Linden Creek
        > frontdesk: Linden Creek … 40 min
        > frontdesk: (chart: Wait at Linden Creek
        > Ann: thanks!
        > (nobody answers)
        > Ann: the phone number of payroll please
        > frontdesk: 780-555-0177
        """,
    )


@pytest.mark.parametrize(
    "said",
    [
        "when do you finish?",
        "what time should we meet?",
        "where is the kit kat I left here?",
        "haha what?",
        "is it Priya?",
        "is the coffee machine broken again?",
    ],
)
async def test_people_talk_in_its_thread(room: Room, said: str) -> None:
    """Neither answered nor told that there is no answer."""
    await play(
        room,
        f"""
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Bob: {said}
        > (nobody answers)
        > Ann: no idea, I will look
        > (nobody answers)
        """,
    )


@pytest.mark.feature("Colleagues who ask in a thread are answered")
async def test_a_colleague_who_asks_in_the_thread_is_answered(room: Room) -> None:
    """And goes on then; who asked first has to name the desk again."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Bob: what does a parking permit cost?
        > frontdesk: $12 a month
        > Bob: the phone number please
        > frontdesk: 780-555-0142
        > Ann: more details please
        > (nobody answers)
        > Ann: @frontdesk when is payday?
        > frontdesk: every second Friday
        """,
    )


async def test_who_asked_is_told_where_there_is_no_answer(room: Room) -> None:
    """As long as nobody else has spoken, they speak with the desk."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Ann: and is there a swimming pool?
        > frontdesk: I could not find an answer
        """,
    )


@pytest.mark.feature("Edits: who changes an answered question is told to ask again")
async def test_an_edit_of_an_answered_question_is_not_read(room: Room) -> None:
    """Its author is told so, once, and not for a space."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        Ann edits: @frontdesk  Who runs payroll?
        (nobody answers)
        Ann edits: @frontdesk Who runs parking?
        > only Ann sees: I do not read edits
        Ann edits: @frontdesk Who runs parking now?
        (nobody answers)
        """,
    )


@pytest.mark.feature("“Answer this” on somebody’s message")
async def test_answer_this_does_not_answer_twice(room: Room) -> None:
    """Whoever uses it, and also where the question had named the desk."""
    await play(
        room,
        """
        #general
        Bob: Who runs payroll?
        Ann uses "Answer this"
        > frontdesk: Maria Chen
        Priya uses "Answer this"
        > only Priya sees: answered already
        > (nobody answers)
        Bob: @frontdesk what does a parking permit cost?
        > frontdesk: $12 a month
        Ann uses "Answer this"
        > only Ann sees: answered already
        > (nobody answers)
        """,
    )

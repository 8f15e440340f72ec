"""People ask, follow up, are answered privately, and are left alone."""

from __future__ import annotations

import pytest

from tests.dialogue.play import Room, play


@pytest.mark.feature("Mentions in channels are answered in their thread, with sources")
async def test_a_mention_is_answered_in_its_thread_with_sources(room: Room) -> None:
    """And a follow-up there needs no mention."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk What does a parking permit cost?
        > frontdesk: A permit costs $12 a month
        > Source: … Parking
        > Ann: and who do I call?
        > frontdesk: 780-555-0142
        """,
    )


@pytest.mark.feature("People who talk to each other in its threads are left alone")
async def test_people_who_talk_to_each_other_are_left_alone(room: Room) -> None:
    """Not every word in its thread is for the desk."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Bob: @Ann I can ask her at lunch
        > (nobody answers)
        > Ann: thanks, that would be great
        > (nobody answers)
        Bob: What does a parking permit cost?
        > (nobody answers)
        """,
    )


@pytest.mark.feature("Direct messages, with follow-ups")
async def test_a_direct_message_needs_no_mention(room: Room) -> None:
    """A follow-up may stand under the answer or beside it."""
    await play(
        room,
        """
        direct messages of Ann
        Ann: When is payday?
        > frontdesk: Payday is every second Friday
        > Ann: who runs it?
        > frontdesk: Maria Chen
        Ann: what is her number?
        > frontdesk: 780-555-0177
        """,
    )


@pytest.mark.feature("“Ask a person” posts the question where people answer it")
async def test_what_the_pages_do_not_say_is_declined_with_whom_to_ask(room: Room) -> None:
    """Nobody gets a guess; people can be asked."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Is there a swimming pool?
        > frontdesk: I could not find an answer
        > [Ask a person]
        > Ann presses "Ask a person"
        #people-desk
        frontdesk: Ann asks for a person's answer … Is there a swimming pool?
        """,
    )


@pytest.mark.feature("Asking privately from a channel, seen by nobody else")
async def test_a_command_is_answered_to_one_person_only(room: Room) -> None:
    """What somebody asks privately nobody else sees."""
    await play(
        room,
        """
        #general
        Ann runs: /frontdesk What does a parking permit cost?
        only Ann sees: You asked
        only Ann sees: $12 a month
        (nobody answers)
        """,
    )


@pytest.mark.feature("Wait times")
async def test_wait_times_are_answered_anywhere(room: Room) -> None:
    """In a channel, and by a command."""
    await play(
        room,
        """
        #er-ops
        Ann: @frontdesk how long is the wait at Harcourt General?
        > frontdesk: Harcourt General … 1 h 35 min
        Bob runs: /frontdesk waits
        only Bob sees: You asked
        only Bob sees: Harcourt General … Linden Creek
        """,
    )


@pytest.mark.feature("Subscriptions of a channel: made, listed, ended, announced")
async def test_a_channel_subscribes_to_posts(room: Room) -> None:
    """Posts go where the command was given; its people list and end them."""
    await play(
        room,
        """
        #er-ops
        Ann runs: /frontdesk subscribe weekdays 7:00, Harcourt emergency
        only Ann sees: Subscription 1
        frontdesk: @Ann has subscribed this channel … weekdays 7:00, Harcourt emergency
        Ann runs: /frontdesk subscriptions
        only Ann sees: Harcourt … weekdays at 07:00
        Ann runs: /frontdesk unsubscribe 1
        only Ann sees: removed
        frontdesk: @Ann has removed subscription 1
        (nobody answers)
        """,
    )


@pytest.mark.feature("What is said in one channel stays there")
async def test_nothing_of_one_channel_is_used_in_another(room: Room) -> None:
    """A follow-up leans on its own thread only."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        #er-ops
        Ann: @frontdesk and what is her number?
        > frontdesk: I could not find an answer
        """,
    )


@pytest.mark.feature("“Forget” deletes a conversation")
async def test_forgetting_deletes_the_thread(room: Room) -> None:
    """Afterwards nothing of it is known."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        > Ann: @frontdesk forget
        > frontdesk: Forgotten
        > Ann: @frontdesk and what is her number?
        > frontdesk: I could not find an answer
        """,
    )


@pytest.mark.feature("“Answer this” on somebody’s message")
async def test_answer_this_needs_a_question(room: Room) -> None:
    """Nobody is thanked in the channel for a joke."""
    await play(
        room,
        """
        #general
        Bob: lol ok
        Ann uses "Answer this"
        > only Ann sees: There is no question in that message.
        > (nobody answers)
        """,
    )


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
async def test_who_deletes_a_question_speaks_with_the_desk_no_more(room: Room) -> None:
    """Whoever wonders in its thread is answered by people."""
    await play(
        room,
        """
        #general
        Ann: @frontdesk Who runs payroll?
        > frontdesk: Maria Chen
        Ann deletes it
        > Ann: hm where did it go?
        > (nobody answers)
        > Bob: who runs payroll?
        > (nobody answers)
        > Bob: @frontdesk who runs payroll?
        > frontdesk: Maria Chen
        """,
    )

"""Who speaks with the desk in a thread."""

from __future__ import annotations

from core.chatting.thread_talk import ThreadTalk
from core.domain import ConversationKey

THREAD = ConversationKey("slack", "T1", "C1", "1.0")
TURN = "a" * 32


def talking(*shown: str, most: int = 100) -> ThreadTalk:
    """A memory in which Ann asked at 1."""
    talk = ThreadTalk(was_shown=shown.__contains__, most=most)
    talk.asked(THREAD, {"ANN"}, "1")
    return talk


def test_who_was_answered_speaks_with_the_desk() -> None:
    """Whatever they have said since."""
    talk = talking()
    talk.spoke(THREAD, "ANN", "2")
    assert talk.is_alone(THREAD, "ANN")


def test_others_do_not() -> None:
    """They may speak to who asked."""
    assert not talking().is_alone(THREAD, "BOB")


def test_once_somebody_else_has_spoken_nobody_does() -> None:
    """Who asked may be speaking to them."""
    talk = talking()
    talk.spoke(THREAD, "BOB", "2")
    talk.spoke(THREAD, "ANN", "3")
    talk.spoke(THREAD, "ANN", "4")
    assert not talk.is_alone(THREAD, "ANN")


def test_who_asks_again_speaks_with_the_desk_again() -> None:
    """A mention tells whom one means."""
    talk = talking()
    talk.spoke(THREAD, "BOB", "2")
    talk.asked(THREAD, {"ANN"}, "3")
    assert talk.is_alone(THREAD, "ANN")


def test_whoever_asks_last_speaks_with_the_desk() -> None:
    """And nobody who asked before."""
    talk = talking()
    talk.asked(THREAD, {"BOB"}, "2")
    assert talk.is_alone(THREAD, "BOB")
    assert not talk.is_alone(THREAD, "ANN")


def test_what_is_delivered_again_changes_nothing() -> None:
    """Slack may bring a mention long after what others said."""
    talk = talking()
    talk.spoke(THREAD, "BOB", "2")
    talk.asked(THREAD, {"ANN"}, "1")
    assert not talk.is_alone(THREAD, "ANN")


def test_what_was_said_before_does_not_matter() -> None:
    """It may be delivered late."""
    talk = talking()
    talk.spoke(THREAD, "BOB", "0")
    assert talk.is_alone(THREAD, "ANN")


def test_who_was_answered_unasked_speaks_with_the_desk() -> None:
    """As if the question had named it."""
    talk = talking(TURN)
    talk.spoke(THREAD, "BOB", "2")
    talk.overheard(THREAD, TURN, "BOB", "2")
    assert talk.is_alone(THREAD, "BOB")
    assert not talk.is_alone(THREAD, "ANN")


def test_who_was_not_answered_unasked_does_not() -> None:
    """The desk has said nothing to them."""
    talk = talking()
    talk.spoke(THREAD, "BOB", "2")
    talk.overheard(THREAD, TURN, "BOB", "2")
    assert not talk.is_alone(THREAD, "BOB")
    assert not talk.is_alone(THREAD, "ANN")


def test_a_thread_that_an_unasked_answer_opens_is_theirs() -> None:
    """Nobody had to name the desk."""
    talk = ThreadTalk(was_shown={TURN}.__contains__)
    talk.overheard(THREAD, TURN, "BOB", "1")
    assert talk.is_alone(THREAD, "BOB")


def test_of_other_threads_nothing_is_known() -> None:
    """Nor is anything kept."""
    talk = ThreadTalk(was_shown={TURN}.__contains__)
    talk.spoke(THREAD, "ANN", "1")
    assert not talk.is_alone(THREAD, "ANN")


def test_only_so_many_threads_are_remembered() -> None:
    """Those of longest ago are forgotten."""
    talk = talking(most=1)
    talk.asked(ConversationKey("slack", "T1", "C1", "2.0"), {"BOB"}, "2")
    assert not talk.is_alone(THREAD, "ANN")


def test_who_deletes_the_question_does_not_speak_with_the_desk() -> None:
    """Nor does anybody, until it is asked again."""
    talk = talking()
    talk.forgotten(THREAD, "1")
    assert talk.is_over(THREAD)
    assert not talk.is_alone(THREAD, "ANN")
    assert not talk.is_undisturbed(THREAD)
    talk.asked(THREAD, {"BOB"}, "2")
    assert talk.is_alone(THREAD, "BOB")
    assert not talk.is_over(THREAD)


def test_a_question_of_before_may_be_deleted() -> None:
    """The desk was asked another one since."""
    talk = talking()
    talk.asked(THREAD, {"ANN"}, "2")
    talk.forgotten(THREAD, "1")
    assert talk.is_alone(THREAD, "ANN")


def test_an_overheard_question_that_is_deleted_makes_nobody_an_asker() -> None:
    """Though its answer was shown."""
    talk = talking(TURN)
    talk.overheard(THREAD, TURN, "BOB", "2")
    talk.forgotten(THREAD, "2")
    assert talk.is_alone(THREAD, "ANN")


def test_a_thread_is_undisturbed_until_others_speak() -> None:
    """Whoever asks in it may ask the desk."""
    talk = talking()
    talk.spoke(THREAD, "ANN", "2")
    assert talk.is_undisturbed(THREAD)
    talk.spoke(THREAD, "BOB", "3")
    assert not talk.is_undisturbed(THREAD)


def test_of_a_thread_that_nobody_asked_in_nothing_is_known() -> None:
    """It is people's."""
    assert not ThreadTalk(was_shown=lambda _turn: False).is_undisturbed(THREAD)

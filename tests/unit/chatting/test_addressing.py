"""What becomes of a message: answered, left alone, refused with a reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chatting.addressing import (
    Heard,
    Verdict,
    judge,
    judge_in_thread,
)

DESK = "UDESK"
QUESTION = "How do I get a new badge?"


def heard(said: str = QUESTION, **more: Any) -> Heard:
    return Heard(**{"said": said, "person": "U1", "desk_user": DESK, **more})


# ---- Addressed --------------------------------------------------------------------------


def test_direct_message_is_answered() -> None:
    """Whatever is written to the desk alone is meant for it."""
    assert judge(heard("parking", is_direct=True)) is Verdict.ANSWER


def test_mention_is_answered() -> None:
    """A message that names the desk is meant for it."""
    assert judge(heard("parking", mentions=(DESK,))) is Verdict.ANSWER


def test_mention_event_is_answered() -> None:
    """Slack's own word that it is a mention suffices."""
    assert judge(heard("parking", is_mention=True)) is Verdict.ANSWER


def test_bare_mention_is_answered() -> None:
    """Nothing but the desk's name is a greeting."""
    assert judge(heard("", mentions=(DESK,))) is Verdict.ANSWER


def test_desk_named_beside_others_is_answered() -> None:
    """A mention of the desk counts, whoever else is named."""
    assert judge(heard("ask", mentions=("U2", DESK), is_top_level=False)) is Verdict.ANSWER


@pytest.mark.parametrize("more", [{"is_direct": True}, {"is_mention": True}])
def test_file_without_text_is_refused_with_reason(more: dict[str, Any]) -> None:
    """Who shows the desk nothing but a file is told that it reads text only."""
    silent = heard("  ", has_more_than_text=True, **more)

    assert judge(silent) is Verdict.REFUSE_WITHOUT_TEXT


def test_file_with_text_is_answered() -> None:
    """The text beside a file is a question."""
    assert judge(heard(is_direct=True, has_more_than_text=True)) is Verdict.ANSWER


@pytest.mark.parametrize("more", [{"is_direct": True}, {"mentions": (DESK,)}])
def test_stranger_who_addresses_the_desk_is_told_why_not(more: dict[str, Any]) -> None:
    """People of other organisations get a reason instead of an answer."""
    assert judge(heard(is_stranger=True, **more)) is Verdict.REFUSE_STRANGER


# ---- Nobody's questions -----------------------------------------------------------------


@pytest.mark.parametrize("person", ["", DESK])
def test_posts_of_nobody_are_left_alone(person: str) -> None:
    """The desk does not answer itself, or nobody."""
    assert judge(heard(mentions=(DESK,), is_direct=True, person=person)) is Verdict.IGNORE


def test_bots_are_left_alone() -> None:
    """Two bots that answer each other never end."""
    assert judge(heard(mentions=(DESK,), is_direct=True, is_by_person=False)) is Verdict.IGNORE


@given(
    st.fixed_dictionaries(
        {
            "said": st.text(max_size=40),
            "is_direct": st.booleans(),
            "is_mention": st.booleans(),
            "is_top_level": st.booleans(),
            "is_stranger": st.booleans(),
            "has_more_than_text": st.booleans(),
            "mentions": st.sampled_from([(), (DESK,), ("U2",)]),
        }
    )
)
def test_bots_are_left_alone_whatever_they_say(fields: dict[str, Any]) -> None:
    """No combination makes a bot's post a question."""
    assert judge(heard(is_by_person=False, **fields)) is Verdict.IGNORE


# ---- Overheard in threads ---------------------------------------------------------------


FOLLOW_UPS = [
    "and on weekends?",
    "What about contractors?",
    "and by e-mail",
    "How long does that take?",
]
ORDERS = ["forget", "unsubscribe 3", "pause 7", "subscriptions"]
REQUESTS = [
    "chart please",
    "more details please",
    "show me more",
    "tell me about the pay calendar",
    "the phone number please",
    "Linden Creek",
    "Linden Creek, please",
    "that is wrong",
    "I need the one for contractors",
]
COURTESIES = [
    "thanks, that worked",
    "thanks!",
    "ok",
    "lol",
    "never mind",
    "I will call them tomorrow",
    "ok, I'll ask her",
    "that makes sense",
    "haha what?",
]
TALK = [
    "when do you finish?",
    "what time should we meet?",
    "where is the kit kat I left here?",
    "haha what?",
    "is it Priya?",
    "chart please",
    "thanks, that would be great",
    "I will call them tomorrow",
]


@pytest.mark.parametrize("said", [*FOLLOW_UPS, *ORDERS, *REQUESTS, *COURTESIES])
def test_words_in_a_thread_are_weighed(said: str) -> None:
    """Who has spoken there tells whether they are for the desk."""
    assert judge(heard(said, is_top_level=False)) is Verdict.WEIGH_IN_THREAD


@pytest.mark.parametrize("said", [*FOLLOW_UPS, *ORDERS, *REQUESTS])
def test_who_speaks_with_the_desk_alone_is_answered(said: str) -> None:
    """Nobody else can be meant."""
    assert judge_in_thread(said, is_alone=True) is Verdict.ANSWER


@pytest.mark.parametrize("said", COURTESIES)
def test_thanks_and_remarks_in_a_thread_get_no_answer(said: str) -> None:
    """A channel need not read that somebody is welcome."""
    assert judge_in_thread(said, is_alone=True) is Verdict.IGNORE


@pytest.mark.parametrize("said", FOLLOW_UPS)
def test_among_people_a_question_is_answered_if_there_is_an_answer(said: str) -> None:
    """It may be meant for others."""
    assert judge_in_thread(said, is_alone=False) is Verdict.ANSWER_UNASKED


@pytest.mark.parametrize("said", ORDERS)
def test_among_people_an_order_is_the_desks(said: str) -> None:
    """People cannot carry it out."""
    assert judge_in_thread(said, is_alone=False) is Verdict.ANSWER


@pytest.mark.parametrize("said", TALK)
def test_among_people_their_talk_is_left_alone(said: str) -> None:
    """A desk that interrupts people is turned off."""
    assert judge_in_thread(said, is_alone=False) is Verdict.IGNORE


@pytest.mark.parametrize(
    "said",
    [
        "Bob, can you have a look?",
        "@bob what do you think?",
        "Ann: where did you find it?",
    ],
)
def test_somebody_who_is_called_is_meant(said: str) -> None:
    """By name, with a comma or by hand."""
    assert judge(heard(said, is_top_level=False)) is Verdict.IGNORE


@pytest.mark.parametrize("more", [{"mentions": ("U2",)}, {"names_group": True}])
@pytest.mark.parametrize("is_top_level", [True, False])
def test_question_to_somebody_else_is_left_alone(
    more: dict[str, Any],
    is_top_level: bool,  # noqa: FBT001
) -> None:
    """Who names a person or a group asks them."""
    assert judge(heard(is_top_level=is_top_level, **more)) is Verdict.IGNORE


def test_stranger_in_a_thread_is_left_alone() -> None:
    """A stranger who does not address the desk needs no reason."""
    assert judge(heard(is_top_level=False, is_stranger=True)) is Verdict.IGNORE


def test_file_in_a_thread_is_left_alone() -> None:
    """A file without words asks nothing."""
    assert judge(heard("", is_top_level=False, has_more_than_text=True)) is Verdict.IGNORE


# ---- Overheard in channels --------------------------------------------------------------


@pytest.mark.parametrize("said", [QUESTION, "where is the form for a new badge"])
def test_unmentioned_question_depends_on_the_channel(said: str) -> None:
    """A whole question to nobody is answered where the channel wants that."""
    assert judge(heard(said)) is Verdict.ANSWER_IF_WANTED


@pytest.mark.parametrize("said", ["pause 7", "unsubscribe 3", "resume #12"])
def test_order_in_a_channel_depends_on_its_subscriptions(said: str) -> None:
    """What the desk told people to say is heard without its name."""
    assert judge(heard(said)) is Verdict.ANSWER_IF_SUBSCRIBED


@pytest.mark.parametrize("said", ["unsubscribe", "subscriptions", "pause for a moment"])
def test_order_without_a_number_needs_the_desks_name(said: str) -> None:
    """It may be meant for others."""
    assert judge(heard(said)) is Verdict.IGNORE


@pytest.mark.parametrize("said", ["lunch?", "good morning", "I am late today", "really?", ""])
def test_small_talk_in_channels_is_left_alone(said: str) -> None:
    """What is no whole question is never answered unasked."""
    assert judge(heard(said)) is Verdict.IGNORE

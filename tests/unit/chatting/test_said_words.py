"""What is said to the desk instead of a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chatting.said_words import SaidWord, put_right, word_said


@pytest.mark.feature("Help, with examples that work here")
@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("help", SaidWord.HELP),
        ("hlep", SaidWord.HELP),
        ("help please", SaidWord.HELP),
        ("I need help", SaidWord.HELP),
        ("can you help me?", SaidWord.HELP),
        ("what commands are there?", SaidWord.HELP),
        ("settings", SaidWord.SETTINGS),
        ("setings", SaidWord.SETTINGS),
        ("settings please", SaidWord.SETTINGS),
        ("show me my settings", SaidWord.SETTINGS),
        ("Can I see the settings of this channel?", SaidWord.SETTINGS),
        ("how do I change the settings?", SaidWord.SETTINGS),
        ("where are the settings?", SaidWord.SETTINGS),
        ("sources", SaidWord.SOURCES),
        ("sources please", SaidWord.SOURCES),
        ("what are your sources?", SaidWord.SOURCES),
        ("which sources do you have", SaidWord.SOURCES),
        ("where do you get your information from?", SaidWord.SOURCES),
        ("what do you know?", SaidWord.SOURCES),
        ("can you ask a person?", SaidWord.ASK_PERSON),
        ("I want to talk to a human", SaidWord.ASK_PERSON),
        ("ask a person", SaidWord.ASK_PERSON),
        ("could you please ask somebody", SaidWord.ASK_PERSON),
        ("is there a real person I can ask?", SaidWord.ASK_PERSON),
    ],
)
def test_it_is_understood(said: str, word: SaidWord) -> None:
    """However people say it."""
    assert word_said(said) is word


@pytest.mark.parametrize(
    "said",
    [
        "",
        "source?",
        "stop",
        "heap",
        "where are the settings of my phone?",
        "settings for the printer",
        "how do I change my password settings?",
        "what sources of funding are there?",
        "what sources of funding",
        "what are the sources of income tax?",
        "sources of the funds",
        "I need help with payroll",
        "help me with my badge",
        "can you help me with my badge?",
        "what do you know about parking?",
        "ask where is the cafeteria?",
        "can you ask Bob?",
        "who can I ask about parental leave?",
        "which person approves leave?",
        "I need a badge",
        "can I get a parking permit?",
        "help, he cannot breathe",
    ],
)
def test_questions_are_for_the_pages(said: str) -> None:
    """Whatever says more than the word."""
    assert word_said(said) is None


@pytest.mark.feature("A slip in a command is put right")
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("susbcribe daily 8:00 osprey lake", "subscribe daily 8:00 osprey lake"),
        ("subscritpions", "subscriptions"),
        ("puase 3", "pause 3"),
        ("wait", "wait times"),
        ("Wait?", "wait times"),
        ("wiats Foothills", "wait times for Foothills"),
        ("stop", "subscriptions"),
        ("Stop!", "subscriptions"),
        ("stop posting", "subscriptions"),
        ("please stop posting here", "subscriptions"),
        ("stop sending me these digests", "subscriptions"),
        ("unsubscribe all", "subscriptions"),
        ("unsubscribe from everything", "subscriptions"),
        ("cancel all subscriptions", "subscriptions"),
    ],
)
def test_an_order_is_put_right(said: str, meant: str) -> None:
    """What ends posts shows them: nobody is asked twice, and nothing is deleted by guessing."""
    assert put_right(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "stop smoking program",
        "where does the bus stop?",
        "stop payment on a cheque",
        "unsubscribe",
        "unsubscribe 3",
        "cancel my appointment",
        "wait, what?",
        "wait list for surgery",
        "waits Foothills",
        "wait time for an MRI?",
        "warts removal",
        "waist size",
        "wants to know about leave",
        "ask where is the cafeteria?",
        "subscribe to the staff newsletter",
        "pause the infusion",
        "who runs payroll?",
    ],
)
def test_everything_else_is_left_as_it_is(said: str) -> None:
    """Also what is spelled right."""
    assert put_right(said) == said


@given(st.text(max_size=60))
def test_no_text_fails(text: str) -> None:
    """Whatever people write."""
    word_said(text)
    assert put_right(text) == text or put_right(text).strip()

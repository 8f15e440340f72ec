"""What is understood behind `/frontdesk`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chatting.command_words import Ask, CommandWish, Manage, Simple, read_command


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("", Simple.HELP),
        ("  ", Simple.HELP),
        ("help", Simple.HELP),
        ("Help!", Simple.HELP),
        ("hlep", Simple.HELP),
        ("halp", Simple.HELP),
        ("sources", Simple.SOURCES),
        ("soruces", Simple.SOURCES),
        ("settings", Simple.SETTINGS),
        ("setings", Simple.SETTINGS),
        ("forget", Simple.FORGET),
        ("forgot", Simple.HELP),
        ("ask", Simple.HELP),
        ("stop", Simple.HELP),
        ("forgot my badge", Ask("forgot my badge")),
        ("forgot my password", Ask("forgot my password")),
        ("ask where is the cafeteria?", Ask("where is the cafeteria?")),
        ("where is the cafeteria?", Ask("where is the cafeteria?")),
        ("help me with my badge", Ask("help me with my badge")),
        ("sources of the funds", Ask("sources of the funds")),
    ],
)
def test_simple_commands_and_questions(text: str, wish: CommandWish) -> None:
    """A command is its word alone, also with a slip; everything else is a question."""
    assert read_command(text) == wish


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("waits", "wait times"),
        ("wait", "wait times"),
        ("wait times", "wait times"),
        ("waits Foothills", "wait times for Foothills"),
        ("waits at the Foothills", "wait times for the Foothills"),
        ("wait times at Foothills?", "wait times for Foothills"),
        ("wiats Foothills", "wait times for Foothills"),
        ("wait list for surgery", "wait list for surgery"),
    ],
)
def test_waits_become_questions(text: str, question: str) -> None:
    """`waits` asks for wait times, of one site or all."""
    assert read_command(text) == Ask(question)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("subscriptions", "subscriptions"),
        ("subscritpions", "subscriptions"),
        ("unsubscribe 3", "unsubscribe 3"),
        ("unsubcribe 3", "unsubscribe 3"),
        ("unsubscribe", "unsubscribe"),
        ("pause 3", "pause 3"),
        ("puase #3", "pause #3"),
        ("resume 12", "resume 12"),
        ("remove subscription 3", "remove subscription 3"),
        ("ask subscriptions", "subscriptions"),
        (
            "subscribe weekdays 7:00, Calgary emergency",
            "subscribe weekdays 7:00, Calgary emergency",
        ),
        (
            "subsribe weekdays 7:00, Calgary emergency",
            "subscribe weekdays 7:00, Calgary emergency",
        ),
        (
            "alert me when Foothills is over 4 hours",
            "alert me when Foothills is over 4 hours",
        ),
    ],
)
def test_subscriptions_are_managed(text: str, meant: str) -> None:
    """What manages subscriptions is told apart, badly spelled or not."""
    assert read_command(text) == Manage(meant)


def test_only_wishes_need_a_place_for_posts() -> None:
    """Something is to be posted only where something is subscribed to."""
    assert Manage("subscribe weekdays 7:00, Calgary emergency").is_wish
    assert not Manage("unsubscribe 3").is_wish


def test_newsletter_is_a_question() -> None:
    """`subscribe` may be about something else."""
    text = "subscribe to the staff newsletter"

    assert read_command(text) == Ask(text)


@given(st.text(max_size=60))
def test_everything_is_understood_somehow(text: str) -> None:
    """No text fails, and a question is never empty."""
    wish = read_command(text)

    assert not isinstance(wish, Ask | Manage) or wish.text.strip()

"""The word `help`, and the first message in a chat."""

from __future__ import annotations

import pytest

from adapters.teams.spot import ChatKind
from adapters.teams.surfaces.help_card import help_message
from adapters.teams.surfaces.welcoming import welcome
from core.domain import WaitBoard
from tests.fakes.report import BOARD
from tests.local_teams.cards import check_card
from tests.local_teams.reading import card_as_text, without_markup


def read(kind: ChatKind, waits: WaitBoard | None = None, name: str = "frontdesk") -> str:
    """What a person reads of the card."""
    (card,) = help_message(kind, name, waits).cards
    check_card(dict(card))
    return card_as_text(dict(card))


def test_every_way_to_ask_is_told() -> None:
    """By a mention, in the personal chat, privately, and about a message."""
    text = read(ChatKind.CHANNEL)
    assert "mention me, @frontdesk how do I …" in text
    assert "In our personal chat: just write" in text
    assert "Ask privately" in text
    assert "Answer this" in text


def test_words_are_shown_as_they_are_said_there() -> None:
    """With the mention among people, without it in the personal chat."""
    assert "• @frontdesk settings: how I answer here" in read(ChatKind.GROUP)
    assert "• settings: how I answer here" in read(ChatKind.PERSONAL)


def test_wait_times_are_told_with_names_of_the_board() -> None:
    """An example that fails when somebody copies it is worse than none."""
    text = read(ChatKind.CHANNEL, BOARD)
    assert "@frontdesk alert me when Foothills Medical Centre is over 4 hours" in text
    assert "@frontdesk subscribe weekdays 7:00 and 15:00" in text
    assert "pause 3" in text
    assert "wait" not in read(ChatKind.CHANNEL).lower()


def test_a_name_is_no_markup() -> None:
    """Administrators choose it."""
    assert "@**desk**" in read(ChatKind.GROUP, name="**desk**")


def test_notifications_say_what_it_is() -> None:
    """A card has no text of its own."""
    assert help_message(ChatKind.GROUP, "frontdesk", None).summary


def test_a_personal_chat_is_welcomed_with_questions() -> None:
    """That can be pressed; four at most."""
    message = welcome(
        ChatKind.PERSONAL, "frontdesk", ["A?", " ", "B?", "x" * 400, "C?", "D?", "E?"]
    )
    assert message.suggested == ("A?", "B?", "C?", "D?")
    assert "Just write to me here" in message.text


@pytest.mark.parametrize("kind", [ChatKind.CHANNEL, ChatKind.GROUP])
def test_among_people_the_mention_is_explained(kind: ChatKind) -> None:
    """With a question of the pages, which is no markup."""
    message = welcome(kind, "frontdesk", ["What is *that*?"])
    text = without_markup(message.text)
    assert "@frontdesk What is *that*?" in text
    assert "@frontdesk help" in text
    assert not message.suggested
    assert "@frontdesk help" in welcome(kind, "frontdesk", []).text

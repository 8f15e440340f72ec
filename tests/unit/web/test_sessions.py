"""Sessions, and patience with wrong tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.sessions import Patience, Sessions
from tests.fakes.web_page import FakeClock

TOKEN = "0123456789abcdef"


def test_a_session_is_valid_for_thirty_days() -> None:
    """Then the person signs in again."""
    clock = FakeClock()
    sessions = Sessions(token=TOKEN, now=clock)
    session = sessions.make()
    clock.advance(days=29, hours=23)
    assert sessions.is_valid(session)
    clock.advance(hours=2)
    assert not sessions.is_valid(session)


def test_a_new_token_ends_all_sessions() -> None:
    """Whoever should not come any more is kept out by it."""
    session = Sessions(token=TOKEN, now=FakeClock()).make()
    assert not Sessions(token="fedcba9876543210", now=FakeClock()).is_valid(session)


@given(st.text(max_size=80))
def test_no_made_up_session_is_valid(session: str) -> None:
    """Whatever a browser sends: only what was signed counts, and nothing breaks."""
    assert not Sessions(token=TOKEN, now=FakeClock()).is_valid(session)


@given(st.integers(0, 100), st.characters(codec="ascii"))
def test_a_changed_session_is_not_valid(at: int, letter: str) -> None:
    """A session cannot be made to last longer."""
    sessions = Sessions(token=TOKEN, now=FakeClock())
    session = sessions.make()
    at %= len(session)
    changed = session[:at] + letter + session[at + 1 :]
    assert sessions.is_valid(changed) is (changed == session)


@pytest.mark.parametrize("given_token", ["", TOKEN[:-1], TOKEN + "x", "\udcff", "ü"])
def test_only_the_token_is_the_token(given_token: str) -> None:
    """Not its beginning, and not what is no text."""
    sessions = Sessions(token=TOKEN, now=FakeClock())
    assert sessions.is_token(TOKEN)
    assert not sessions.is_token(given_token)


def test_without_a_token_nobody_is_let_in_by_one() -> None:
    """An empty token is no token."""
    sessions = Sessions(token="", now=FakeClock())
    assert not sessions.is_token("")
    assert not sessions.is_valid(sessions.make())


def test_five_wrong_tokens_a_minute_are_enough() -> None:
    """The sixth try has to wait until the first one is a minute old."""
    clock = FakeClock()
    patience = Patience(now=clock)
    for _ in range(5):
        assert patience.wait_seconds("192.0.2.1") == 0
        patience.failed("192.0.2.1")
        clock.advance(seconds=2)
    assert patience.wait_seconds("192.0.2.1") == 50
    assert patience.wait_seconds("192.0.2.2") == 0
    clock.advance(seconds=50)
    assert patience.wait_seconds("192.0.2.1") == 0


def test_a_network_of_one_person_counts_as_one() -> None:
    """Changing the last half of an IPv6 address does not help."""
    patience = Patience(now=FakeClock())
    for last in range(5):
        patience.failed(f"2001:db8::{last}")
    assert patience.wait_seconds("2001:db8::ffff") > 0
    assert patience.wait_seconds("2001:db8:1::1") == 0


def test_patience_forgets_whom_it_cannot_remember() -> None:
    """Many addresses cost no more memory than some thousands do."""
    patience = Patience(now=FakeClock())
    for number in range(5000):
        patience.failed(f"10.0.{number // 256}.{number % 256}")
    assert len(patience._failures) == 4096

"""What Teams' statuses and codes mean."""

from __future__ import annotations

import pytest

from adapters.teams.refusals import (
    StreamOver,
    StreamStopped,
    TeamsCallFailed,
    TeamsCallRefused,
    TeamsTooBig,
    failure,
    is_message_gone,
    is_message_lost,
)
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped

STREAM = "ContentStreamNotAllowed"


def failed(operation: str, status: int, code: str = "", said: str = "") -> DeliveryError:
    return failure(operation, status=status, code=code, said=said)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (403, "BotNotInConversationRoster"),
        (403, "BotDisabledByAdmin"),
        (403, "ConversationBlockedByUser"),
        (403, "MessageWritesBlocked"),
        (403, ""),
        (404, "ConversationNotFound"),
        (404, "BotNotInConversationRoster"),
    ],
)
def test_a_closed_chat_is_closed_for_good(status: int, code: str) -> None:
    """It is no use to try again, and the desk forgets how to reach it."""
    error = failed("send", status, code)
    assert isinstance(error, TeamsCallRefused)
    assert isinstance(error, DeliveryRefused)
    assert error.is_closed


def test_a_chat_where_something_may_not_be_done_is_still_there() -> None:
    """Other things may be done in it."""
    error = failed("send", 403, "NotEnoughPermissions")
    assert isinstance(error, TeamsCallRefused)
    assert not error.is_closed


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
def test_what_teams_asks_to_repeat_is_repeated(status: int) -> None:
    """Even what creates something."""
    error = failed("send", status)
    assert isinstance(error, TeamsCallFailed)
    assert error.is_passing
    assert error.is_repeatable


@pytest.mark.parametrize("code", ["timeout", "connection"])
def test_what_got_no_answer_is_unsure(code: str) -> None:
    """It may have been shown: it is not shown again."""
    error = TeamsCallFailed("send", code=code)
    assert error.is_unsure
    assert error.is_passing
    assert not error.is_repeatable


def test_what_never_got_there_is_certain() -> None:
    """So it may be tried again."""
    error = TeamsCallFailed("send", code="unreachable")
    assert not error.is_unsure
    assert error.is_repeatable


def test_a_fault_inside_teams_is_unsure() -> None:
    """500 says nothing of what was done."""
    error = failed("send", 500)
    assert isinstance(error, TeamsCallFailed)
    assert (error.is_unsure, error.is_repeatable) == (True, False)


def test_too_big_is_told_apart() -> None:
    """A shorter message may be taken."""
    assert isinstance(failed("send", 413, "MessageSizeTooBig"), TeamsTooBig)
    assert isinstance(failed("stream", 403, STREAM, "Message size too large"), TeamsTooBig)


@pytest.mark.parametrize("words", ["canceled by user.", "cancelled by user"])
def test_stop_is_told_apart(words: str) -> None:
    """By its sentence alone: the code is the same for all ends."""
    error = failed("stream", 403, STREAM, f"Content stream was {words}")
    assert isinstance(error, StreamStopped)
    assert isinstance(error, DeliveryStopped)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "Content stream is not allowed"),
        (403, "Content stream finished due to exceeded streaming time."),
        (403, "Content stream is not allowed on an already completed streamed message"),
        (405, "Streaming API is not enabled for this conversation."),
        (403, ""),
    ],
)
def test_an_end_of_a_stream_is_told_apart(status: int, said: str) -> None:
    """The message can still be changed."""
    code = STREAM if said.startswith("Content") else ""
    assert isinstance(failed("stream", status, code, said), StreamOver)


def test_a_stream_in_a_closed_chat_is_refused() -> None:
    """The bot was removed while it wrote."""
    error = failed("stream", 403, "BotNotInConversationRoster")
    assert isinstance(error, TeamsCallRefused)
    assert error.is_closed


def test_a_message_that_is_gone_is_told_apart_from_its_chat() -> None:
    """The chat is reached as before."""
    assert is_message_gone(failed("update", 404, "ActivityNotFoundInConversation"))
    assert not is_message_gone(failed("update", 404, "ConversationNotFound"))


@pytest.mark.parametrize("code", ["", "ServiceError"])
def test_only_teams_own_word_says_that_somebody_deleted_a_message(code: str) -> None:
    """A gateway's 404 must not keep an answer away; what was to go is gone."""
    error = failed("update", 404, code)
    assert is_message_lost(error)
    assert not is_message_gone(error)
    assert is_message_gone(failed("delete", 404, code))


def test_a_wrong_call_is_told_and_not_repeated() -> None:
    """Whose fault it is, and what to do."""
    error = failed("send", 400, "BadSyntax")
    assert isinstance(error, TeamsCallFailed)
    assert not error.is_passing
    assert "fault of the app" in str(error)

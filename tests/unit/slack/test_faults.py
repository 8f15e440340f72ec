"""What becomes of a listener that failed: one line of the log without a word of what was said."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from structlog.testing import capture_logs

from adapters.slack.listening.faults import handle_fault
from adapters.slack.listening.payloads import MessageEnvelope
from core.errors import StorageError

SECRET = "my password is hunter2"
BODY: dict[str, Any] = {"event": {"type": "message", "text": SECRET}, "event_id": "Ev1"}


async def test_failure_is_not_acknowledged() -> None:
    """What could not be kept has to come again."""
    with capture_logs() as logs:
        response = await handle_fault(StorageError("database is locked"), BODY)

    assert response is None
    assert logs[0]["request"] == "Ev1"
    assert logs[0]["reason"] == "database is locked"


async def test_unreadable_payload_is_acknowledged() -> None:
    """What cannot be read will not be readable the next time."""
    with pytest.raises(ValidationError) as caught:
        MessageEnvelope.model_validate(BODY)
    with capture_logs() as logs:
        response = await handle_fault(caught.value, BODY)

    assert response is not None
    assert response.status == 200
    assert "event.ts" in logs[0]["fields"]


@pytest.mark.feature("What people say is not in the log")
@pytest.mark.parametrize("error", [StorageError("no"), ValueError(SECRET), KeyError(SECRET)])
async def test_nothing_that_was_said_is_logged(error: Exception) -> None:
    """Neither the body nor a foreign error's words reach the log."""
    with capture_logs() as logs:
        await handle_fault(error, BODY)

    assert SECRET not in repr(logs)


async def test_unreadable_words_are_not_logged() -> None:
    """Pydantic quotes what it was given; the log does not."""
    with pytest.raises(ValidationError) as caught:
        MessageEnvelope.model_validate({"event": {**BODY["event"], "channel": [SECRET]}})
    with capture_logs() as logs:
        await handle_fault(caught.value, BODY)

    assert SECRET not in repr(logs)

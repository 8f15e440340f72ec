"""Where an answer is shown, as it is kept."""

from __future__ import annotations

import pytest

from adapters.slack.place import Place, read_place

PRIVATE = Place(
    "C1", response_url="https://hooks.slack.com/a", reason_url="https://hooks.slack.com/b"
)


@pytest.mark.parametrize(
    "place", [PRIVATE, Place("C1", "1.1", "1.2", "T2", is_direct=True, answer_ts="1.3")]
)
def test_it_is_read_as_it_was_written(place: Place) -> None:
    """By another process, perhaps."""
    assert read_place(place.written()) == place


def test_its_addresses_are_not_told_by_accident() -> None:
    """Whoever knows them may post there; a traceback or a log shows the repr."""
    assert "hooks" not in repr(PRIVATE)

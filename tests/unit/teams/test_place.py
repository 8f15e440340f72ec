"""Where an answer is shown, as it is kept."""

from __future__ import annotations

import pytest

from adapters.teams.place import Place, read_place
from adapters.teams.spot import ChatKind, Spot

CHANNEL = Place("T1", "19:c@thread.tacv2", ChatKind.CHANNEL, "100", "101")
PRIVATE = Place("T1", "19:c@thread.tacv2", ChatKind.CHANNEL, is_private=True, is_announced=True)
BEGUN = Place(
    "T1", "a:ann", ChatKind.PERSONAL, answer_id="7", part_ids=("8", "9"), is_streaming=True
)


@pytest.mark.parametrize("place", [CHANNEL, PRIVATE, BEGUN])
def test_it_is_read_as_it_was_written(place: Place) -> None:
    """By another process, perhaps."""
    assert read_place(place.written()) == place


def test_it_tells_where_it_was_asked() -> None:
    """With the thread, where there are threads."""
    assert CHANNEL.spot == Spot("T1", "19:c@thread.tacv2", ChatKind.CHANNEL, "100")


@pytest.mark.parametrize(
    "written",
    ["", "{}", '{"room": 1}', '{"tenant": "T1", "chat": "a", "kind": "room"}', "[1]", "null",
     '{"tenant": "T1", "chat": "a", "kind": "personal", "room": 1}'],
)  # fmt: skip
def test_what_another_version_wrote_is_not_read(written: str) -> None:
    """It cannot be guessed where the answer was to go."""
    with pytest.raises((TypeError, ValueError)):
        read_place(written)

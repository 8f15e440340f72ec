"""The label, citations and their limits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local_teams.activity_rules import check_activity
from tests.local_teams.refusals import Refusal


def claim(position: int = 1, **changes: Any) -> dict[str, Any]:
    """A citation."""
    shown = {"@type": "DigitalDocument", "name": "Page", "abstract": "About.", **changes}
    return {"@type": "Claim", "position": position, "appearance": shown}


def answer(*claims: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A message with citations."""
    entity = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "additionalType": ["AIGeneratedContent"],
        "citation": list(claims),
        **changes,
    }
    return {"type": "message", "text": "Yes [1].", "entities": [entity]}


def test_good() -> None:
    """What Teams shows is taken, with 20 citations at most."""
    many = [claim(number, url="https://x.example/") for number in range(1, 21)]
    check_activity(answer(*many), 0, 100)


@pytest.mark.parametrize(
    "activity",
    [
        answer(*(claim(number) for number in range(1, 22))),
        answer(claim(), claim()),
        answer(claim(0)),
        answer(claim(name="x" * 81)),
        answer(claim(name="")),
        answer(claim(abstract="x" * 161)),
        answer(claim(abstract=None)),
        answer(claim(url="file:///x")),
        answer(claim(keywords=["a", "b", "c", "d"])),
        answer(claim(keywords=["x" * 29])),
        answer({"position": 1}),
        answer(**{"@type": "Thing"}),
        answer(additionalType=["Other"]),
        answer(additionalType="AIGeneratedContent"),
    ],
)
def test_refused(activity: dict[str, Any]) -> None:
    """What is beyond Teams' limits is refused."""
    with pytest.raises(Refusal) as caught:
        check_activity(activity, 0, 100)
    assert caught.value.status == 400

"""`frontdesk ask` with an address, on a real installation."""

from __future__ import annotations

import json

from tests.e2e.command_line import Installation

INSIDE = "http://127.0.0.1:9/docs"
"""Nobody listens there, and nobody is asked: the address is private."""


def ask(frontdesk: Installation, question: str) -> dict[str, object]:
    result = frontdesk.run("ask", question, "--json")
    record: dict[str, object] = json.loads(result.stdout)
    return record


def test_a_private_page_is_answered_as_the_refresh_knows_it(frontdesk: Installation) -> None:
    """From that page alone."""
    folder = str(frontdesk.documents)
    assert frontdesk.run("refresh", "--folder", folder, "--base-url", INSIDE).exit_code == 0
    record = ask(frontdesk, f"what does {INSIDE}/parking.md say about permits?")
    assert record["outcome"] == "answered"
    assert "780-555-0142" in str(record["answer"])
    assert record["sources"] == [f"{INSIDE}/parking.md"]
    record = ask(frontdesk, f"what does {INSIDE}/parking.md say about whale songs?")
    assert record["outcome"] == "declined"
    assert "That page does not seem to say." in str(record["answer"])


def test_a_private_page_that_is_not_known_is_refused(frontdesk: Installation) -> None:
    """With the reason."""
    record = ask(frontdesk, f"{INSIDE}/secrets.md")
    assert record["outcome"] == "declined"
    assert "inside a private network" in str(record["answer"])


def test_a_question_beside_a_refused_address_is_answered(frontdesk: Installation) -> None:
    """From the index, after the reason."""
    record = ask(frontdesk, "who runs payroll, see https://pay.example.net/x")
    assert record["outcome"] == "answered"
    assert "pay.example.net is another site" in str(record["answer"])
    assert "This is from the pages I know:" in str(record["answer"])

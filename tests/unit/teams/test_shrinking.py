"""Messages that Teams finds too big."""

from __future__ import annotations

from adapters.teams.message import Card, Citation, TeamsMessage
from adapters.teams.shrinking import smaller

TABLE: Card = {"type": "AdaptiveCard", "body": [{"type": "Table"}]}
CHART: Card = {
    "type": "AdaptiveCard",
    "body": [{"type": "Image", "url": "data:image/png;base64,a"}],
}
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 30 for number in range(20))


def test_pictures_go_first() -> None:
    """They are the biggest, and what they show is told elsewhere."""
    message = TeamsMessage("Text", cards=(TABLE, CHART))
    assert smaller(message) == [TeamsMessage("Text", cards=(TABLE,))]


def test_then_all_cards_go() -> None:
    """The text is worth most."""
    assert smaller(TeamsMessage("Text", cards=(TABLE,))) == [TeamsMessage("Text")]


def test_what_was_only_in_cards_is_told_by_its_summary() -> None:
    """Teams takes no empty message."""
    message = TeamsMessage("", cards=(TABLE,), summary="Three waits")
    assert [one.text for one in smaller(message)] == ["Three waits"]


def test_at_last_the_text_is_split_between_paragraphs() -> None:
    """Nothing of it is lost; thumbs come with the end."""
    citation = Citation(1, "Badges", "https://example.org", "Text")
    message = TeamsMessage(LONG, citations=(citation,), is_ai=True, takes_feedback=True)
    first, second = smaller(message)
    assert f"{first.text}\n\n{second.text}" == LONG
    assert (first.takes_feedback, second.takes_feedback) == (False, True)
    assert second.citations == (citation,)


def test_code_stays_code_in_both_halves() -> None:
    """Each message closes what it opens."""
    code = "```\n" + "line of code\n" * 60 + "```"
    for half in smaller(TeamsMessage(code)):
        assert half.text.count("```") == 2


def test_what_is_short_cannot_be_made_smaller() -> None:
    """It is refused for another reason."""
    assert smaller(TeamsMessage("Text")) == []

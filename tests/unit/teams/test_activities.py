"""Messages as activities: what botbuilder sends holds every field that was put in."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from botbuilder.schema import Activity
from botframework.connector import models
from msrest.serialization import Serializer

from adapters.teams.activities import StreamKind, StreamPiece, activity_of, piece_activity
from adapters.teams.entities import WholeEntity
from adapters.teams.message import Citation, Mention, TeamsMessage

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "hello"}]}


def sent(activity: Activity) -> dict[str, Any]:
    """An activity as botbuilder's connector puts it into a request."""
    known = {name: one for name, one in vars(models).items() if isinstance(one, type)}
    body: dict[str, Any] = Serializer(known).body(activity, "Activity")
    return body


def of(message: TeamsMessage, person: str = "") -> dict[str, Any]:
    return sent(activity_of(message, person=person))


def test_an_entity_keeps_all_it_holds() -> None:
    """Botbuilder's own drops everything but its type."""
    content = {"type": "streaminfo", "streamId": "a-1", "nested": {"@type": "Claim", "none": None}}
    assert sent(Activity(type="typing", entities=[WholeEntity(content)]))["entities"] == [content]


def test_text_is_markdown() -> None:
    """And nothing else is there."""
    assert of(TeamsMessage("**Hello**")) == {
        "type": "message",
        "text": "**Hello**",
        "textFormat": "markdown",
    }


@pytest.mark.feature("Numbered citations that open their pages, and the label “AI-generated”")
def test_the_label_and_the_sources_are_one_entity() -> None:
    """As Teams documents it."""
    cited = Citation(1, "Leave", "https://harcourt.example/leave", "Twenty-five days.")
    assert of(TeamsMessage("25 days [1]", citations=(cited,), is_ai=True))["entities"] == [
        {
            "type": "https://schema.org/Message",
            "@type": "Message",
            "@context": "https://schema.org",
            "@id": "",
            "additionalType": ["AIGeneratedContent"],
            "citation": [
                {
                    "@type": "Claim",
                    "position": 1,
                    "appearance": {
                        "@type": "DigitalDocument",
                        "name": "Leave",
                        "url": "https://harcourt.example/leave",
                        "abstract": "Twenty-five days.",
                    },
                }
            ],
        }
    ]


def test_a_source_keeps_to_teams_limits() -> None:
    """Names of 80 characters, abstracts of 160; one without an address leads nowhere."""
    cited = Citation(1, "n" * 100, "", "a" * 200)
    shown = of(TeamsMessage("x [1]", citations=(cited,)))["entities"][0]["citation"][0][
        "appearance"
    ]
    assert (len(shown["name"]), len(shown["abstract"]), "url" in shown) == (80, 160, False)


def test_no_more_sources_than_teams_shows() -> None:
    """Twenty."""
    cited = tuple(Citation(number, "page", "", "said") for number in range(1, 30))
    assert len(of(TeamsMessage("x", citations=cited))["entities"][0]["citation"]) == 20


def test_somebody_named_is_called() -> None:
    """By an entity whose text stands in the message."""
    message = TeamsMessage("Hello <at>Ann Lee</at>", mentions=(Mention("29:ann", "Ann Lee"),))
    assert of(message)["entities"] == [
        {
            "type": "mention",
            "text": "<at>Ann Lee</at>",
            "mentioned": {"id": "29:ann", "name": "Ann Lee"},
        }
    ]


def test_thumbs_are_asked_for() -> None:
    """In the channel's data."""
    told = of(TeamsMessage("x", takes_feedback=True))
    assert told["channelData"] == {"feedbackLoop": {"type": "default"}}


def test_cards_are_attached() -> None:
    """As they are, whatever kind of mapping holds them."""
    told = of(TeamsMessage("", cards=(MappingProxyType(CARD),), summary="A card"))
    assert told["attachments"] == [
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
    ]
    assert told["summary"] == "A card"


def test_a_card_that_is_no_json_is_refused() -> None:
    """Before anything is sent."""
    with pytest.raises(TypeError, match="set"):
        of(TeamsMessage("", cards=({"body": {1, 2}},)))


def test_questions_are_offered_to_a_person() -> None:
    """Six at most."""
    questions = tuple(f"Question {number}?" for number in range(8))
    told = of(TeamsMessage("x", suggested=questions), person="29:ann")["suggestedActions"]
    assert told["to"] == ["29:ann"]
    assert [one["value"] for one in told["actions"]] == list(questions[:6])
    assert told["actions"][0] == {"type": "imBack", "title": "Question 0?", "value": "Question 0?"}


def test_a_piece_of_a_stream_says_where_it_belongs() -> None:
    """Its number goes with every piece but the last."""
    piece = StreamPiece(StreamKind.STREAMING, 3, TeamsMessage("So far"), "a-1")
    assert sent(piece_activity(piece)) == {
        "type": "typing",
        "text": "So far",
        "textFormat": "markdown",
        "entities": [
            {
                "type": "streaminfo",
                "streamType": "streaming",
                "streamId": "a-1",
                "streamSequence": 3,
            }
        ],
    }


def test_the_last_piece_is_the_whole_message() -> None:
    """With the label, and without a number."""
    message = TeamsMessage("All.", is_ai=True, takes_feedback=True, cards=(CARD,))
    told = sent(piece_activity(StreamPiece(StreamKind.FINAL, 9, message, "a-1")))
    assert told["type"] == "message"
    assert told["entities"][0] == {"type": "streaminfo", "streamType": "final", "streamId": "a-1"}
    assert told["entities"][1]["additionalType"] == ["AIGeneratedContent"]
    assert told["attachments"]
    assert told["channelData"]


def test_the_first_piece_has_no_stream_yet() -> None:
    """Teams names it."""
    told = sent(piece_activity(StreamPiece(StreamKind.INFORMATIVE, 1, TeamsMessage("Reading"))))
    assert "streamId" not in told["entities"][0]


@pytest.mark.parametrize("letter", ["a", "ß", "字"])
def test_a_status_keeps_to_teams_limit(letter: str) -> None:
    """A thousand, of characters or of bytes."""
    piece = StreamPiece(StreamKind.INFORMATIVE, 1, TeamsMessage(letter * 1200))
    text = sent(piece_activity(piece))["text"]
    assert 990 < len(text.encode()) <= 1000
    assert text.endswith("…")

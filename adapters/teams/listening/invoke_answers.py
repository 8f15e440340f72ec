"""What is answered to an invoke, in Teams' words.  `bot` sends it.

Sources: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
and …/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
"""

from __future__ import annotations

from botbuilder.core import InvokeResponse
from botbuilder.schema import Activity

from adapters.teams.taking_in.payloads import Json
from adapters.teams.taking_in.routes import Dialog, InvokeAnswer, Nothing, Told

CARD_ACTION = "adaptiveCard/action"
_CARD = "application/vnd.microsoft.card.adaptive"
_WORDS = "application/vnd.microsoft.activity.message"
_OK, _UNHEARD = 200, 501
_MOST_TITLE = 64
_DONE = "Done."
"""Teams takes no empty answer to a card's button for a good one."""


def answered(name: str, answer: InvokeAnswer) -> Activity:
    """The answer to an invoke.

    Args:
        name: Of the invoke.
        answer: To be told to its person.
    """
    body = _to_card(answer) if name == CARD_ACTION else _to_dialog(answer)
    return _response(_OK, body)


def acknowledged() -> Activity:
    """It is taken in, and there is nothing to show."""
    return _response(_OK, {})


def unheard() -> Activity:
    """Nobody listens to that."""
    return _response(_UNHEARD, {})


def _response(status: int, body: Json) -> Activity:
    return Activity(type="invokeResponse", value=InvokeResponse(status=status, body=body))


def _to_card(answer: InvokeAnswer) -> Json:
    match answer:
        case Dialog(card=card):
            return {"statusCode": _OK, "type": _CARD, "value": dict(card)}
        case Told(text=text):
            return {"statusCode": _OK, "type": _WORDS, "value": text}
        case Nothing():
            return {"statusCode": _OK, "type": _WORDS, "value": _DONE}


def _to_dialog(answer: InvokeAnswer) -> Json:
    match answer:
        case Dialog():
            shown = {
                "title": answer.title[:_MOST_TITLE],
                "height": answer.height,
                "width": answer.width,
                "card": {"contentType": _CARD, "content": dict(answer.card)},
            }
            return {"task": {"type": "continue", "value": shown}}
        case Told(text=text):
            return {"task": {"type": "message", "value": text}}
        case Nothing():
            return {}

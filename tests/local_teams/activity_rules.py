"""What Teams takes as a message of a bot: its size, entities, citations and attachments.

The connector asks before it keeps a message.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content
"""

from __future__ import annotations

from tests.local_teams.cards import check_card
from tests.local_teams.refusals import Refusal, bad
from tests.local_teams.state import ADAPTIVE, Json, cards_in

MOST_CITATIONS = 20
MOST_NAME = 80
MOST_ABSTRACT = 160
MOST_KEYWORDS = 3
MOST_KEYWORD = 28
MOST_SUGGESTED = 6
_OTHER_CARDS = "application/vnd.microsoft.card."
_KINDS = ("message", "typing")
_PUBLISHED = "https://schema.org/Message"


def check_activity(activity: Json, size: int, too_big_over: int) -> None:
    """Raises a Refusal if Teams would not take it.

    Args:
        activity: As the bot sent it.
        size: Its bytes as JSON.
        too_big_over: How many are taken.
    """
    if size > too_big_over:
        raise Refusal(413, "MessageSizeTooBig", f"Message size of {size} bytes is too large.")
    if activity.get("type") not in _KINDS:
        raise bad(f"Activity type '{activity.get('type')}' is not supported.")
    _check_shape(activity)
    check_entities(activity)
    for one in activity.get("attachments") or []:
        _check_attachment(one)
    _check_suggested(activity.get("suggestedActions") or {})
    _check_feedback(activity.get("channelData") or {})
    if activity["type"] == "message" and not (activity.get("text") or activity.get("attachments")):
        raise bad("A message needs text or attachments.")


def _check_shape(activity: Json) -> None:
    for name in ("suggestedActions", "channelData"):
        if not isinstance(activity.get(name) or {}, dict):
            raise bad(f"{name} is no object.")
    attachments = activity.get("attachments") or []
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise bad("attachments are a list of objects.")
    if not isinstance(activity.get("text") or "", str):
        raise bad("text is no text.")


def check_entities(activity: Json) -> None:
    """Raises a Refusal if an entity is not what its type says."""
    if not isinstance(activity.get("entities") or [], list):
        raise bad("entities are a list.")
    for one in activity.get("entities") or []:
        if not isinstance(one, dict) or not isinstance(one.get("type"), str) or not one["type"]:
            raise bad("Entity without type.")
        if one["type"].lower() == "mention":
            _check_mention(one, activity)
        if one["type"] == _PUBLISHED:
            _check_published(one)


def _check_mention(entity: Json, activity: Json) -> None:
    mentioned = entity.get("mentioned") or {}
    text = entity.get("text") or ""
    if not mentioned.get("id") or not mentioned.get("name"):
        raise bad("A mention needs the id and name of whom it mentions.")
    said = str(activity.get("text") or "") + str(cards_in(activity))
    if not (text.startswith("<at>") and text.endswith("</at>")) or text not in said:
        raise bad(f"The text of the message does not hold the mention '{text}'.")


def _check_published(entity: Json) -> None:
    if entity.get("@type") != "Message" or entity.get("@context") != "https://schema.org":
        raise bad(
            'A schema.org entity has "@type": "Message" and "@context": "https://schema.org".'
        )
    additional = entity.get("additionalType", [])
    if not isinstance(additional, list) or set(additional) - {"AIGeneratedContent"}:
        raise bad('additionalType is ["AIGeneratedContent"].')
    citations = entity.get("citation") or []
    if len(citations) > MOST_CITATIONS:
        raise bad(f"{len(citations)} citations; {MOST_CITATIONS} are taken.")
    for one in citations:
        _check_citation(one)
    positions = [one["position"] for one in citations]
    if len(set(positions)) != len(positions):
        raise bad(f"Citations share a position: {positions}.")


def _check_citation(claim: Json) -> None:
    shown = claim.get("appearance") or {}
    position = claim.get("position")
    if claim.get("@type") != "Claim" or shown.get("@type") != "DigitalDocument":
        raise bad('A citation is a "Claim" whose appearance is a "DigitalDocument".')
    if not isinstance(position, int) or position < 1:
        raise bad(f"A citation's position is a whole number from 1, not {position!r}.")
    for name, most in (("name", MOST_NAME), ("abstract", MOST_ABSTRACT)):
        text = shown.get(name)
        if not isinstance(text, str) or not text or len(text) > most:
            raise bad(f"A citation's {name} has 1 to {most} characters: {text!r}.")
    url = shown.get("url", "https://")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise bad(f"A citation's url is of http or https: {url!r}.")
    keywords = shown.get("keywords") or []
    if len(keywords) > MOST_KEYWORDS or any(len(one) > MOST_KEYWORD for one in keywords):
        raise bad(f"A citation has up to {MOST_KEYWORDS} keywords of {MOST_KEYWORD} characters.")


def _check_attachment(attachment: Json) -> None:
    kind = attachment.get("contentType") or ""
    if kind == ADAPTIVE:
        check_card(attachment.get("content"))
    elif not (kind.startswith((_OTHER_CARDS, "image/")) or kind == "text/html"):
        raise bad(f"Unknown attachment type '{kind}'.")


def _check_suggested(suggested: Json) -> None:
    actions = suggested.get("actions") or []
    if len(actions) > MOST_SUGGESTED:
        raise bad(f"{len(actions)} suggested actions; {MOST_SUGGESTED} are shown.")
    for one in actions:
        if one.get("type") not in ("imBack", "Action.Compose") or not one.get("title"):
            raise bad("A suggested action is an imBack with a title.")


def _check_feedback(data: Json) -> None:
    loop = data.get("feedbackLoop")
    if loop is not None and loop.get("type") not in ("default", "custom"):
        raise bad("feedbackLoop's type is default or custom.")

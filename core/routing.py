"""Decides which way a question goes before anything is looked up.

Small talk and help need no pages; a wish to forget deletes the conversation; a person who describes an emergency is told whom to call before
anything else; attempts to turn the desk into something else are declined.  Called by `answering`.
"""

from __future__ import annotations

import re

from core.emergencies import describes_emergency
from core.emoji import is_only_emoji, without_emoji
from core.pleasantries import pleasantry
from core.ways import Way

__all__ = ["Way", "describes_emergency", "route"]

_FORGET = re.compile(
    r"^\W*(?:(?:please|can you|could you)\s+)*(?:forget(?:\s+(?:everything|all|me|us))?|(?:forget|delete|erase|clear|wipe)"
    r"\s+(?:all |everything )?(?:(?:of |in )?(?:this|our|my|the|that|what)\s+)?(?:whole |entire )?(?:conversation|chat"
    r"|chat history|conversation history|history|messages|(?:i|we)(?: have|'ve)? (?:said|asked|wrote|written)))"
    r"(?:\s+please)?\W*$",
    re.IGNORECASE,
)
"""Only what cannot be meant otherwise: it deletes.  "Forget it" is a way to say "never mind"."""

_MISUSE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules|guidelines|prompts?|restrictions"
    r"|training)\b"
    r"|\b(?:reveal|show|print|repeat|tell me)\b.{0,30}\b(?:system prompt|hidden prompt|your (?:prompt|instructions|rules))\b"
    r"|\b(?:you are now|pretend (?:to be|you are|you're)|act as|role-?play as|jailbreak|developer mode|do anything now|(?:are|as|be) DAN)\b"
    r"|\byou\b.{0,40}\b(?:have no|without(?: any)?|ignore all) (?:rules|restrictions|filters?|guidelines|limits)\b"
    r"|\b(?:fuck|fucking|shit|bitch|asshole|bastard|cunt|dickhead|stupid bot|idiot|moron)\b"
    r"|\b(?:porn|nudes?|sexy|sext|naked (?:pic|photo)s?)\b"
    r"|\b(?:build|make|buy)\b.{0,20}\b(?:bomb|explosives?|weapons?)\b"
    r"|\bhow (?:do i|to|can i) (?:hack|kill|murder|poison|stalk)\b",
    re.IGNORECASE,
)


_UNHAPPY_EMOJI = re.compile(
    r":(?:-1|thumbsdown|disappointed|cry|sob|angry|rage|confused|slightly_frowning_face|face_with_rolling_eyes"
    r"|expressionless|unamused|frowning|weary|tired_face|facepalm):|[\U0001f44e\U0001f61e\U0001f622\U0001f62d\U0001f620"
    r"\U0001f621\U0001f615\U0001f641\U0001f644\U0001f612\u2639\U0001f926]"
)


def route(text: str) -> Way:
    """Decide by rules alone; everything that no rule knows goes to the pages."""
    if is_only_emoji(text):
        return Way.UNHAPPY if _UNHAPPY_EMOJI.search(text) else Way.THANKS
    text = without_emoji(text)
    if _FORGET.match(text):
        return Way.FORGET
    if describes_emergency(text):
        return Way.KNOWLEDGE
    if (way := pleasantry(text)) is not None:
        return way
    return Way.MISUSE if _MISUSE.search(text) else Way.KNOWLEDGE

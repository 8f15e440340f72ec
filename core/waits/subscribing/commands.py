"""Tells commands on subscriptions from questions; `core.answering` asks it first.

What may be an ordinary question ("how do I subscribe to the newsletter") is no command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from core.domain import SubscriptionId
from core.waits.subscribing.schedule_words import mentions_schedule
from core.waits.subscribing.wishes import ALERT, POST, SUBSCRIBE, has_condition

_MOST_CHARACTERS = 400
"""Nobody writes a longer command."""
_NUMBER = r"(?:(?:subscription|number|no\.?)\s*)*#?\s*(?P<id>\d{1,9})"
_LIST = re.compile(
    r"(?:(?:list|show|see|give\s+me)\s+)?(?:me\s+)?(?:all\s+)?(?:(?:my|our|the|this\s+channel['’]?s)\s+)?"
    r"subscriptions(?:\s+(?:here|(?:of|in)\s+this\s+channel))?"
    r"|wh(?:at|ich)\s+subscriptions\s+(?:are\s+there|do\s+(?:i|we)\s+have)(?:\s+here)?"
    r"|what\s+(?:am\s+i|are\s+we|is\s+this\s+channel)\s+subscribed\s+to",
    re.IGNORECASE,
)
_PAUSE = re.compile(rf"(?:pause|hold|mute)\s+{_NUMBER}", re.IGNORECASE)
_RESUME = re.compile(rf"(?:resume|unpause|continue|restart|unmute)\s+{_NUMBER}", re.IGNORECASE)
_UNSUBSCRIBE = re.compile(
    rf"unsubscribe(?:\s+(?:me|us|this\s+channel))?(?:(?:\s+from)?\s+{_NUMBER})?", re.IGNORECASE
)
_REMOVE = re.compile(
    r"(?:remove|delete|cancel|stop|end)\s+subscription\s+(?:number\s+|no\.?\s*)?#?\s*(?P<id>\d{1,9})",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"^(?:please|pls|hey|hi|hello)[\s,]+|[\s,]+(?:please|pls|thanks|thank\s+you)$", re.IGNORECASE
)
_ON_WAITS = re.compile(
    r"\b(?:waits?|wait\s*times?|waiting(?:\s+times?)?|ers?|eds?|emergency|emergencies|emerg|urgent[\s-]care"
    r"|hospitals?)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:daily|hourly|every|each|weekdays|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days"
    r"|mon\w*\s*(?:-|–|to|through)\s*(?:fri|sun)\w*)\b|(?:[\d*][\d*,/-]*\s+){3}",
    re.IGNORECASE,
)
"""What is wanted again and again; "show me the waits at 7" is a question."""
_NOT_OURS = re.compile(
    r"\b(?:newsletters?|mailing|e-?mails?|lists?|listserv|podcasts?|blogs?|rss|magazines?|journals?"
    r"|bulletins?|memos?|calendars?|sms|texts?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Somebody wants to be told something from now on."""

    text: str
    """In the person's words."""


@dataclass(frozen=True, slots=True)
class ListSubscriptions:
    """What is posted here?"""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold a subscription."""

    id: SubscriptionId


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with a subscription."""

    id: SubscriptionId


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Delete a subscription."""

    id: SubscriptionId | None
    """None: the only one there is."""


Command: TypeAlias = Subscribe | ListSubscriptions | Pause | Resume | Unsubscribe


def parse_command(text: str) -> Command | None:
    """Understand a command; None for everything else.

    Args:
        text: What a person wrote, without the mention of the bot.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    said = " ".join(text.split())
    bare = _bare(said)
    if _LIST.fullmatch(bare):
        return ListSubscriptions()
    if match := _PAUSE.fullmatch(bare):
        return Pause(int(match["id"]))
    if match := _RESUME.fullmatch(bare):
        return Resume(int(match["id"]))
    if match := _UNSUBSCRIBE.fullmatch(bare) or _REMOVE.fullmatch(bare):
        return Unsubscribe(int(match["id"]) if match["id"] else None)
    return Subscribe(said) if _is_wish(bare) else None


def _bare(text: str) -> str:
    """A command without what surrounds it: punctuation, `please`."""
    text = text.strip(" .!?,;")
    return _PLEASE.sub("", _PLEASE.sub("", text)).strip(" .!?,;")


def _is_wish(text: str) -> bool:
    if _NOT_OURS.search(text):
        return False
    if match := SUBSCRIBE.match(text):
        rest = text[match.end() :]
        is_ours = mentions_schedule(rest) or has_condition(rest) or bool(_ON_WAITS.search(rest))
        return not rest or is_ours
    if match := ALERT.match(text):
        return has_condition(text[match.end() :])
    if match := POST.match(text):
        rest = text[match.end() :]
        is_standing = bool(_AGAIN.search(rest)) and mentions_schedule(rest)
        return is_standing and bool(_ON_WAITS.search(rest))
    return False

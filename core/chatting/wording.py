"""Tells by its words whether a message that names nobody may be meant for the desk.

`addressing` asks it.  When in doubt people talk to each other: an answer that nobody wanted disturbs
a whole channel.
"""

from __future__ import annotations

import re

from core.chatting.question_like import is_question_like, is_reaction
from core.domain import SubscriptionId
from core.routing import Way, describes_emergency, route
from core.waits.subscribing.commands import Pause, Resume, Unsubscribe, parse_command

_GREETING = r"(?i:hi|hello|hey|thanks|thank\s+you|sorry|ok(?:ay)?)"
_NO_NAME = (
    r"(?:Hi|Hello|Hey|Thanks|Thank|Ok|Okay|OK|And|But|So|Also|Then|Please|Sorry|Yes|No|Well|Right|Great"
    r"|Actually|Quick|Question|Now|Today|Tomorrow|Tonight|Again|Frontdesk|Desk|Bot|Team|All|Everyone"
    r"|Folks|There|FYI|Btw|BTW|However|Just|Hmm|Um|Oh)"
)
_CALLS_SOMEBODY = re.compile(
    rf"^\W*(?:{_GREETING}[\s,]+)?(?!{_NO_NAME}\b)"
    r"[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+)?\s*[,:–—]\s(?!(?i:please|pls|thanks|thank you)\W*$)"
)
"""`Bob, can …`: a name and then a comma."""
_AT_NAME = re.compile(r"(?:^|\s)@\w")
"""Somebody named by hand, whom the platform did not know."""
_COURTESIES = frozenset({Way.THANKS, Way.FAREWELL, Way.NEVER_MIND, Way.GREETING})
_REMARK = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|oh|ah|well|yes|yeah|no|right|great|cool|perfect|thanks|thank you|and|but|so|then)\b[\s,.!–-]*)*"
    r"(?:(?:i|we|he|she|they)(?:'ll| will| think| guess| hope| see| just| called| got it| had| did)\b"
    r"|(?:that|this|it) (?:makes|helps|helped|worked|explains|should (?:do|work|help))\b)",
    re.IGNORECASE,
)
"""`I will call them tomorrow`, said by who speaks with the desk, asks it nothing."""
_FOLLOWS_UP = re.compile(
    r"(?:and|what about|how about)(?: (?:at|for|in))?(?: the)? (?P<site>\w[\w '.’&-]{2,59}?)[\s?!.]*",
    re.IGNORECASE,
)
_LEAST_WORDS = 3
"""`lunch?` asks colleagues, not a desk."""


def is_worth_answering_unasked(text: str) -> bool:
    """Whether a message that opens no thread of ours is a whole question."""
    return len(text.split()) >= _LEAST_WORDS and is_question_like(text)


def is_order(text: str) -> bool:
    """Whether it can only be meant for a desk: to forget, or something about subscriptions."""
    return wishes_to_forget(text) or parse_command(text) is not None


def numbered_order(text: str) -> SubscriptionId | None:
    """The subscription that an order names by its number, as in `pause 7`; None: it is none."""
    match parse_command(text):
        case Pause(id=number) | Resume(id=number) | Unsubscribe(id=number):
            return number
    return None


def is_courtesy(text: str) -> bool:
    """Whether it says nothing but thanks, goodbye or the like: nobody waits for an answer."""
    return route(text) in _COURTESIES


def is_remark(text: str) -> bool:
    """Whether somebody only tells what they will do or think, or shows surprise."""
    if is_reaction(text):
        return True
    return "?" not in text and bool(_REMARK.match(text.replace("’", "'")))


def holds_no_question(text: str) -> bool:
    """Whether a message that somebody wants answered has nothing in it to answer."""
    return not describes_emergency(text) and (is_courtesy(text) or is_remark(text))


def site_followed_up(text: str) -> str:
    """What `and Osprey?` asks about; empty where it asks something else."""
    found = _FOLLOWS_UP.fullmatch(" ".join(text.split()))
    return found["site"] if found else ""


def wishes_to_forget(text: str) -> bool:
    """Whether somebody wants a conversation deleted."""
    return route(text) is Way.FORGET


def calls_somebody(text: str) -> bool:
    """Whether it begins with a person's name, or names one by hand."""
    return bool(_CALLS_SOMEBODY.search(text) or _AT_NAME.search(text))

"""Whether somebody wants posts to end without naming a subscription by its number.

`command_words` and `overhearing` ask it: they are shown the subscriptions of the channel, with the words that end
each.  Pure; the whole message has to say it, as "stop smoking program" is a question.
"""

from __future__ import annotations

import re
from enum import Enum, auto

_THESE = r"(?:(?:all|any|every|some|more|of|the|these|those|this|that|your|my|our|daily|automatic|so many)\s+)*"
_POSTS = r"(?:posts?|postings?|digests?|alerts?|subscriptions?)"
_MESSAGES = r"(?:messages?|updates?|notifications?|reports?|reminders?|wait\s+times?)"
_HERE = (
    r"(?:\s+(?:here|to\s+(?:us|me)|(?:in|to)\s+(?:this|our|the)\s+(?:channel|chat|group|thread)))?"
)
_ALL = r"(?:all|everything|(?:all\s+)?(?:of\s+)?(?:it|this|that|these|them|those))"
_END = r"(?:stop|cancel|end|remove|delete|pause|mute|unsubscribe(?:\s+(?:me|us))?(?:\s+from)?|turn\s+off|switch\s+off)"
_ORDER = re.compile(
    rf"stop|stop\s+(?:posting|sending|subscriptions?|this|that|it)(?:\s+{_ALL})?{_HERE}"
    rf"|(?:stop|quit)\s+(?:posting|sending|giving|showing)\s+(?:(?:me|us)\s+)?{_THESE}(?:{_POSTS}|{_MESSAGES}){_HERE}"
    rf"|unsubscribe(?:\s+(?:me|us))?(?:\s+from)?\s+{_ALL}{_HERE}"
    rf"|{_END}\s+{_THESE}{_POSTS}{_HERE}"
)
_HOW = (
    r"(?:how\s+(?:do|can|could|would|should)\s+(?:i|we|you|one)|how\s+to|can\s+(?:i|we|you)|could\s+you"
    r"|is\s+there\s+a\s+way\s+to|i\s+want\s+to|i(?:'d|\s+would)\s+like\s+to|who\s+can)\s+(?:please\s+)?"
)
_HOW_POSTS = re.compile(
    rf"{_HOW}{_END}\s+{_THESE}(?:{_POSTS}|(?:these|those|this|that)\s+{_MESSAGES}){_HERE}"
    rf"|{_HOW}(?:stop|unsubscribe)\s+(?:you\s+)?(?:from\s+)?(?:posting|sending)(?:\s+{_THESE}(?:{_POSTS}|{_MESSAGES}|{_ALL}))?{_HERE}"
)
_HOW_THAT = re.compile(
    rf"{_HOW}(?:{_END}(?:\s+{_ALL})?|(?:turn|switch)\s+{_ALL}\s+off){_HERE}|(?:please\s+)?(?:make|have)\s+(?:it|this|that)\s+stop"
)
_AROUND = re.compile(
    r"^(?:(?:please|pls|hey|hi|hello|ok|okay|and|so|but|frontdesk)[\s,!]+)+|(?:[\s,]+(?:please|pls|thanks|thank\s+you|now))+$"
)


class StopAsked(Enum):
    """How somebody asks for the way to end posts."""

    POSTS = auto()
    """They call them posts, digests or the like."""
    THAT = auto()
    """Only what stands before it tells what is meant."""


def wants_no_posts(text: str) -> bool:
    """Whether it can only be meant so by who speaks to the desk: `stop posting here`."""
    return _ORDER.fullmatch(_bare(text)) is not None


def asks_how_to_stop(text: str) -> StopAsked | None:
    """Whether it asks how posts are ended: `how do I stop that?`; None: it asks something else."""
    bare = _bare(text)
    if _HOW_POSTS.fullmatch(bare):
        return StopAsked.POSTS
    return StopAsked.THAT if _HOW_THAT.fullmatch(bare) else None


def _bare(text: str) -> str:
    said = " ".join(text.lower().replace("’", "'").split()).strip(" .!?,;")
    return _AROUND.sub("", _AROUND.sub("", said)).strip(" .!?,;")

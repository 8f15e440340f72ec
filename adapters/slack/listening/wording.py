"""Tells by its words whether a message that names nobody may be meant for the desk.

`addressing` asks it.  When in doubt people talk to each other: an answer that nobody wanted disturbs
a whole channel.
"""

from __future__ import annotations

import re

from adapters.slack.text import is_question_like
from core.routing import Way, route
from core.waits.subscribing.commands import parse_command

_GREETING = r"(?i:hi|hello|hey|thanks|thank\s+you|sorry|ok(?:ay)?)"
_NO_NAME = (
    r"(?:Hi|Hello|Hey|Thanks|Thank|Ok|Okay|OK|And|But|So|Also|Then|Please|Sorry|Yes|No|Well|Right|Great"
    r"|Actually|Quick|Question|Now|Today|Tomorrow|Tonight|Again|Frontdesk|Desk|Bot|Team|All|Everyone"
    r"|Folks|There|FYI|Btw|BTW|However|Just|Hmm|Um|Oh)"
)
_CALLS_SOMEBODY = re.compile(
    rf"^\W*(?:{_GREETING}[\s,]+)?(?!{_NO_NAME}\b)"
    r"[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+)?\s*[,:–—]\s"
)
"""`Bob, can …`: a name and then a comma."""
_AT_NAME = re.compile(r"(?:^|\s)@\w")
"""Somebody named by hand, whom Slack did not know."""
_LEAST_WORDS = 3
"""`lunch?` asks colleagues, not a desk."""


def is_worth_answering_unasked(text: str) -> bool:
    """Whether a message that opens no thread of ours is a whole question."""
    return len(text.split()) >= _LEAST_WORDS and is_question_like(text)


def is_follow_up(text: str) -> bool:
    """Whether a message in a thread of the desk goes on with it."""
    is_command = wishes_to_forget(text) or parse_command(text) is not None
    return is_command or is_question_like(text)


def wishes_to_forget(text: str) -> bool:
    """Whether somebody wants a conversation deleted."""
    return route(text) is Way.FORGET


def calls_somebody(text: str) -> bool:
    """Whether it begins with a person's name, or names one by hand."""
    return bool(_CALLS_SOMEBODY.search(text) or _AT_NAME.search(text))

"""The runs of a line of Markdown, and what Teams takes for a link and for a mention in it.

Called by `reading` and `marking`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.chatting.markdown.inline import LinkRules
from core.chatting.markdown.inline import runs_of as runs_of_tokens
from core.chatting.markdown.parser import Markdown
from core.chatting.markdown.runs import Runs

_PERSON = re.compile(r"person:([\w.:@-]{1,200})")


def _told(address: str, text: str) -> str:
    """Nothing where the text says it already, nor of a person who is not mentioned."""
    return "" if _PERSON.fullmatch(address) or address in text else address


_RULES = LinkRules(
    link=re.compile(
        r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)\S*|tel:\+?[\d().-]{3,20}(?:;ext=\d+)?",
        re.IGNORECASE,
    ),
    # Clients follow no longer one for sure.
    most_address=2000,
    person=_PERSON,
    nameless="somebody",
    told=_told,
)
_MARKDOWN = Markdown("js-default", {"html": False, "linkify": False}).disable(["html_inline"])


@lru_cache(maxsize=1_000)
def runs_of(line: str, *, knows_people: bool = False) -> Runs:
    """The runs of a line of Markdown: joined where they look the same, trimmed at both ends.

    Remembered, because a growing answer is read again and again.

    Args:
        line: Without line breaks and without what marks an item.
        knows_people: Whether a link to `person:29:…` mentions that person.
    """
    tokens = _MARKDOWN.parseInline(line.strip(), {})[0].children or ()
    return runs_of_tokens(tokens, _RULES, knows_people=knows_people)

"""What Slack takes for a link, and for a mention, within a paragraph, an item or a cell.

Called by `parsing`.
"""

from __future__ import annotations

import re

from core.chatting.markdown.inline import LinkRules


def _told(address: str, text: str) -> str:
    """Nothing where the text says it already; of a telephone number without its scheme."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "tel":
        digits = re.sub(r"\D", "", rest.partition(";")[0])
        return "" if digits and digits.lstrip("0")[-7:] in re.sub(r"\D", "", text) else rest
    return "" if address in text else address


RULES = LinkRules(
    link=re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)\S*", re.IGNORECASE),
    # Slack takes no longer address of a button, and a longer one of a link is not sure.
    most_address=3000,
    person=re.compile(r"person:([UW][A-Z0-9]{1,20})"),
    told=_told,
)

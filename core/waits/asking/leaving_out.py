"""Names that a question leaves out: "in Calgary except Foothills".

Called by `scope`.
"""

from __future__ import annotations

import re

from core.waits.asking.naming import Mention
from core.waits.asking.reading import PLACE, Reading

MARKS = re.compile(PLACE)
"""Of names in the text of a reading."""
_LEFT_OUT = re.compile(
    r"\b(?:except|excluding|exclude|without|besides|minus|not|other than)(?: for)?(?: the| at| in)? $"
)
_ALSO_LEFT_OUT = re.compile(r"^ (?:and|or|nor)(?: the)? $")


def left_out_of(reading: Reading) -> list[Mention]:
    """The names that are not to be told of: "in Calgary except Foothills and Rockyview"."""
    found: list[Mention] = []
    end = 0
    for mention, mark in zip(reading.mentions, MARKS.finditer(reading.text), strict=False):
        gap = reading.text[end : mark.start()]
        follows = bool(found) and _ALSO_LEFT_OUT.search(gap) is not None
        if _LEFT_OUT.search(gap) or (follows and found[-1].last + 2 >= mention.first - 1):
            found.append(mention)
        end = mark.end()
    return found

"""Markdown of an answer that is still being written, so that its end does not flicker.

For messages that are written anew each time.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s*(?:```|~~~)")
_HALF_LINK = re.compile(r"!?\[([^\[\]\n]*)(?:\](?:\([^)\n]*)?)?$")
_HALF_MARKER = re.compile(r"(?:^|\n)[ \t]*(?:[-*+#]{1,6}|\d{1,3}[.)]?|\|[\s|:-]*)[ \t]*$")
_LONE_STAR = re.compile(r"(?<!\*)\*(?!\*)")


def closed(text: str) -> str:
    """Close what is open at the end; leave out what cannot be told yet (half a link, a marker)."""
    if sum(bool(_FENCE.match(line)) for line in text.split("\n")) % 2:
        return text
    text = _HALF_LINK.sub(r"\1", _HALF_MARKER.sub("", text))
    start = text.rfind("\n") + 1
    before, last = text[:start], text[start:]
    if len(_LONE_STAR.findall(last)) % 2 and last.endswith("*"):
        last = last[:-1]
    if last.count("`") % 2:
        return before + (last[:-1] if last.endswith("`") else f"{last}`")
    if last.count("**") % 2:
        last = last.rstrip()
        return before + (last[:-2] if last.endswith("**") else f"{last}**")
    return before + last

"""Texts of others in one line that is not too long.  The chat adapters show names, titles and questions so."""

from __future__ import annotations


def cut(text: str, most: int) -> str:
    """A text in one line that has at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"

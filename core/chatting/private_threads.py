"""The threads of what one person asks in a channel without the others seeing it.

No platform knows them: the desk keeps such talk apart from what is said openly.
"""

from __future__ import annotations

_PRIVATE = "private:"


def private_thread(person: str) -> str:
    """The thread of what a person asks in a channel without the others seeing it."""
    return f"{_PRIVATE}{person}"


def is_private(thread: str) -> bool:
    """Whether a thread holds what only one person asks."""
    return thread.startswith(_PRIVATE)

"""What somebody is told who edits a question that the desk has taken in; the adapters' listeners tell it."""

from __future__ import annotations


def unread_edit(ask_again: str, *, is_owed: bool) -> str:
    """Say that an edit is not read.

    Args:
        ask_again: How to have the new words answered, in the platform's words.
        is_owed: Whether the answer is still to come.
    """
    if is_owed:
        return f"I answer the question as it was before your edit; {ask_again}."
    return f"I do not read edits of a question that I have answered; {ask_again}."

"""Whether a message is a question at all: not empty, not too long, not a file.  Called by `answering`."""

from __future__ import annotations

from core.errors import QuestionRefused


def checked(text: str, *, most_characters: int) -> str:
    """The question as it will be used.

    Raises:
        QuestionRefused: It is empty, too long or not text; says what to do.
    """
    cleaned = " ".join(
        "".join(char if char.isprintable() else " " for char in text.replace("\ufffd", "")).split()
    )
    if not any(char.isalnum() for char in cleaned):
        raise QuestionRefused("That has no words in it. Please ask in a sentence or a few words.")
    if len(cleaned) > most_characters:
        raise QuestionRefused(
            f"That is {len(cleaned):,} characters long; I can read {most_characters:,}. "
            "Please ask the question itself, without the text around it."
        )
    unreadable = sum(
        char == "\ufffd" or not (char.isprintable() or char.isspace()) for char in text
    )
    if unreadable > len(text) // 10:
        raise QuestionRefused("That looks like a file, not a question. Please ask in words.")
    return cleaned

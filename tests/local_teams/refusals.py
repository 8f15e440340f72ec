"""How Teams says no to a bot."""

from __future__ import annotations


class Refusal(Exception):
    """A call is refused: an HTTP status with `{"error": {"code": …, "message": …}}`.

    Source: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
    (status codes from bot conversational APIs)
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        """Take Teams' words.

        Args:
            status: Of HTTP.
            code: E.g. `BotNotInConversationRoster`.
            message: What is said to developers.
        """
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message


def bad(message: str) -> Refusal:
    """What was sent makes no sense."""
    return Refusal(400, "BadSyntax", message)


def no_bot_here(code: str = "BotNotInConversationRoster") -> Refusal:
    """The bot was removed, or never was there."""
    return Refusal(403, code, "The bot is not part of the conversation roster.")


def no_conversation() -> Refusal:
    """Teams knows no such conversation."""
    return Refusal(404, "ConversationNotFound", "Conversation not found.")


def no_activity() -> Refusal:
    """The message is not there, or is deleted."""
    return Refusal(
        404, "ActivityNotFoundInConversation", "Activity was not found in the conversation."
    )

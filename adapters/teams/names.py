"""Names that Teams gives back to us: of card actions, dialogs, extension commands; and limits of Teams.

Every module of this adapter takes them from here, so that what is sent and what is listened for
cannot differ.
"""

from __future__ import annotations

PLATFORM = "teams"
CHANNEL = "msteams"
"""What the Bot Framework calls Teams."""
ROUTE = "/api/messages"

ACTION = "frontdesk"
"""Key in the data of each card action; its value is one of the names below, `turn` the turn's id."""
TURN = "turn"
STOP = "stop"
"""Stops the answer where Teams shows no Stop of its own."""
ASK_PERSON = "ask_person"
"""Hands the question over to people."""
OPEN_SETTINGS = "open_settings"
"""Opens the dialog with the settings of a channel."""
SAVE_SETTINGS = "save_settings"
"""The dialog was sent in."""
FORGET_PERSONAL = "forget_personal"
"""Deletes what was said in the personal chat."""

EXTENSION = "composeExtension/"
"""What invokes of the message extension begin with: in a chat of two people they name no conversation.
Source: https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module"""
ASK_COMMAND = "ask"
"""The message extension's action for what one person asks without the others: a dialog with a line."""
ANSWER_THIS = "answer_this"
"""The message extension's action on a message."""
QUESTION = "question"
"""The input of the dialog of `ASK_COMMAND`."""

MOST_MESSAGE_BYTES = 25_000
"""Of a whole message as JSON; Teams refuses somewhat more with 413 `MessageSizeTooBig`.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages"""
MOST_STATUS_CHARACTERS = 1000
"""Of an informative update.  Source: …/platform/bots/streaming-ux"""
MOST_STREAM_SECONDS = 120
"""After that a stream takes no more, and its message is updated.  Source: …/platform/bots/streaming-ux"""
MOST_CITATIONS = 20
MOST_CITATION_NAME = 80
MOST_CITATION_ABSTRACT = 160
"""Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content"""

"""Names that Slack gives back to us: of actions, views, commands; and limits of Slack's own.

Every module of this adapter takes them from here, so that what is sent and what is listened for
cannot differ.
"""

from __future__ import annotations

PLATFORM = "slack"

COMMAND = "/frontdesk"
ANSWER_THIS = "answer_this"
"""Callback of the message shortcut."""

FEEDBACK = "feedback"
"""Action of the feedback buttons; their values are `up TURN_ID` and `down TURN_ID`."""
FEEDBACK_REASON = "feedback_reason"
"""Callback of the view that asks why an answer did not help."""
STOP = "stop"
"""Action of our own Stop button, where Slack shows none; its value is the turn's id."""
ASK_PERSON = "ask_person"
"""Action of the button that hands a question over to people; its value is the turn's id."""
OPEN_SETTINGS = "open_settings"
"""Action that opens the settings of a channel; its value is the channel's id, or empty: choose one."""
CHOOSE_CHANNEL = "choose_channel"
"""Action of the App Home's menu of channels."""
CHANNEL_SETTINGS = "channel_settings"
"""Callback of the view with the settings of a channel."""
HOME_ASK = "home_ask"
"""Beginning of the actions of suggested questions on the App Home; their values are the questions."""
FORGET_DIRECT = "forget_direct"
"""Action of the App Home's button that deletes what was said in direct messages."""

ANSWER_METADATA = "frontdesk_answer"
"""Kind of the metadata on each message of an answer: `{"turn_id": …, "part": 0}`."""
POST_METADATA = "frontdesk_post"
"""Kind of the metadata on each message posted unasked: `{"post_id": …, "part": 0}`."""
NOTE_METADATA = "frontdesk_note"
"""Kind of the metadata on what tells one person something in a thread: `{"told": USER_ID}`."""

EYES = "eyes"
"""The reaction by which a question in a channel is acknowledged."""

MOST_BLOCKS = 50
"""Of one message.  Source: https://docs.slack.dev/reference/block-kit/blocks"""
MOST_BLOCK_CHARACTERS = 12_000
"""Of all blocks of a message together: Slack refuses about 13,200 (`msg_blocks_too_long`), and not
always at the same number.  Source: https://github.com/slackapi/bolt-js/issues/2509"""
MOST_STREAM_CHARACTERS = 12_000
"""Of one call that streams.  Source: https://docs.slack.dev/reference/methods/chat.appendStream"""
MOST_SECTION_CHARACTERS = 3000
MOST_TITLE_CHARACTERS = 200
"""Of a session's title."""

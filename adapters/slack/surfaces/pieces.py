"""The small pieces of Block Kit that the App Home and the modals are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from adapters.slack.names import CHOOSE_CHANNEL
from adapters.slack.taking_in.payloads import Json
from core.chatting.one_line import cut

MOST_OPTION_CHARACTERS = 75
"""Of an option's text, and of a button's.
Source: https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""
MOST_HEADER_CHARACTERS = 150
_DAY_AND_TIME = "{date_short_pretty} at {time}"


def moment(at: datetime) -> str:
    """A moment in mrkdwn, as `today at 02:31` in the zone of whoever reads it.

    Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    spelled = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{_DAY_AND_TIME}|{spelled}>"


def plain(text: str) -> Json:
    """A text object without any markup."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Json:
    """A text object with Slack's markup: what others wrote in it has been escaped."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Json:
    """A title."""
    return {"type": "header", "text": plain(cut(text, MOST_HEADER_CHARACTERS))}


def section(text: str, accessory: Json | None = None) -> Json:
    """A paragraph of mrkdwn, with something to press beside it."""
    block: Json = {"type": "section", "text": mrkdwn(text)}
    if accessory is not None:
        block["accessory"] = accessory
    return block


def context(text: str) -> Json:
    """A small grey line of mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def divider() -> Json:
    """A line."""
    return {"type": "divider"}


def button(label: str, action: str, value: str = "", **more: Any) -> Json:
    """Something to press."""
    made: Json = {
        "type": "button",
        "action_id": action,
        "text": plain(cut(label, MOST_OPTION_CHARACTERS)),
        **more,
    }
    if value:
        made["value"] = value
    return made


def channel_menu() -> Json:
    """Something to choose a channel from, whose settings are wanted."""
    return {
        "type": "conversations_select",
        "action_id": CHOOSE_CHANNEL,
        "placeholder": plain("Choose a channel"),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }


def choice(text: str, value: str, description: str = "") -> Json:
    """An option of a menu, of checkboxes or of radio buttons."""
    made: Json = {"text": plain(cut(text, MOST_OPTION_CHARACTERS)), "value": value}
    if description:
        made["description"] = plain(cut(description, MOST_OPTION_CHARACTERS))
    return made


def paragraphs(lines: list[str], most_characters: int) -> list[Json]:
    """Lines as few sections, none of which is too long."""
    texts = [""]
    for line in lines:
        longer = f"{texts[-1]}\n{line}" if texts[-1] else line
        if len(longer) <= most_characters:
            texts[-1] = longer
        else:
            texts.append(line)
    return [section(text) for text in texts if text]

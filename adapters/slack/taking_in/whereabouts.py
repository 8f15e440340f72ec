"""Where something was done, and whether the desk can post there.

Commands and the shortcut can be used anywhere, also where the desk is not: in direct messages between
two people too, whose ids begin like those of the desk's own.
"""

from __future__ import annotations

from enum import Enum, auto

from adapters.slack.calls import SlackCallRefused, SlackCalls
from core.errors import DeliveryError

_LOOK_SECONDS = 1.0
"""The person waits for it, and Slack for its acknowledgement."""


class Whereabouts(Enum):
    """A conversation, as the desk sees it."""

    OWN = auto()
    """The direct message of the person with the desk."""
    WITHIN = auto()
    """A channel, or a direct message of several, that the desk is in."""
    AWAY = auto()
    """The desk is not in it, or cannot post there any more."""
    UNKNOWN = auto()
    """Slack did not say in time."""


def is_direct(channel: str) -> bool:
    """Whether it is a direct message of two; where the desk has heard or shown something, its own."""
    return channel.startswith("D")


async def whereabouts(calls: SlackCalls, workspace: str, channel: str, person: str) -> Whereabouts:
    """Ask Slack how the desk stands to the conversation in which a person did something."""
    try:
        told = await calls.call(
            workspace, "conversations.info", in_time_seconds=_LOOK_SECONDS, channel=channel
        )
    except SlackCallRefused:
        # What the desk is not in does not exist for it, unless it is public.
        return Whereabouts.AWAY
    except DeliveryError:
        return Whereabouts.UNKNOWN
    found = told.get("channel") or {}
    if found.get("is_im"):
        return Whereabouts.OWN if found.get("user") == person else Whereabouts.AWAY
    # Slack tells no membership of a direct message of several; it would not have told of it at all.
    is_in = bool(found.get("is_mpim")) or found.get("is_member") is True
    return Whereabouts.WITHIN if is_in and not found.get("is_archived") else Whereabouts.AWAY

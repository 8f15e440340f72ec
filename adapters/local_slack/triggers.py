"""Trigger ids: what a click, a command or a shortcut gives, and what opens a modal once.

What people do makes them; `views.open` and `views.push` take them.
"""

from __future__ import annotations

from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Workspace

TRIGGER_HOLDS_SECONDS = 3
"""Source: https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses"""

_TAKEN = ""


def new_trigger(workspace: Workspace, user: str, now_seconds: float) -> str:
    """Give a trigger id for something that a user has just done.

    Args:
        workspace: Where it was done.
        user: The user's id.
        now_seconds: Monotonic time; it stands in the id.
    """
    trigger = f"{int(now_seconds * 1000)}.{workspace.team_id}.{workspace.new_id('X')}"
    workspace.triggers[trigger] = user
    return trigger


def take_trigger(workspace: Workspace, trigger: str, now_seconds: float) -> str:
    """Use a trigger id up.

    Returns:
        The id of the user to whom the modal is shown.

    Raises:
        SlackRefusal: Nobody made it, it was used before, or it is older than three seconds.
    """
    user = workspace.triggers.get(trigger)
    if user is None:
        raise SlackRefusal("invalid_trigger_id")
    if user == _TAKEN:
        raise SlackRefusal("exchanged_trigger_id")
    age_seconds = now_seconds - int(trigger.partition(".")[0]) / 1000
    if age_seconds > TRIGGER_HOLDS_SECONDS:
        raise SlackRefusal("expired_trigger_id")
    workspace.triggers[trigger] = _TAKEN
    return user

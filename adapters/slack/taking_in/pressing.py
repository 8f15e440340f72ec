"""What a pressed button tells of where it stands."""

from __future__ import annotations

from adapters.slack.taking_in.payloads import ActionPayload
from adapters.slack.taking_in.telling import Addressee


def addressee_of(pressed: ActionPayload, workspace: str, *, is_direct: bool = False) -> Addressee:
    """Where the person who pressed a button is told something about it.

    Beside what only this person sees Slack takes words by the button's own response_url alone: the
    desk need not be in the channel.

    Args:
        pressed: The button.
        workspace: The team's id.
        is_direct: Whether it is told by a message like any other, in the direct message with the desk.
    """
    is_in_thread = bool(pressed.container.thread_ts or pressed.message.thread_ts)
    return Addressee(
        workspace=workspace,
        channel=pressed.channel_id,
        person=pressed.user.id,
        thread_ts=pressed.thread if is_in_thread else "",
        response_url=pressed.response_url if pressed.container.is_ephemeral else "",
        is_direct=is_direct,
    )

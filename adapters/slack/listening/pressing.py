"""What a pressed button tells of where it stands.  `stops` and `feedback` share it."""

from __future__ import annotations

from adapters.slack.listening.payloads import ActionPayload
from adapters.slack.listening.telling import Addressee


def addressee_of(pressed: ActionPayload, workspace: str) -> Addressee:
    """Where the person who pressed a button is told something about it.

    Beside what only this person sees Slack takes words by the button's own response_url alone.
    """
    is_in_thread = bool(pressed.container.thread_ts or pressed.message.thread_ts)
    return Addressee(
        workspace=workspace,
        channel=pressed.channel_id,
        person=pressed.user.id,
        thread_ts=pressed.thread if is_in_thread else "",
        response_url=pressed.response_url if pressed.container.is_ephemeral else "",
    )

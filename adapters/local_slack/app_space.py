"""A person in the app's own space: its tabs, and Slack's Stop while it works.

`people` calls it.

Source: https://docs.slack.dev/reference/events/app_home_opened,
https://docs.slack.dev/reference/events/agent_session_stopped
"""

from __future__ import annotations

from adapters.local_slack.state import Channel, Json, User, Workspace


class AppSpace:
    """What one person does there."""

    def __init__(self, *, workspace: Workspace, user: User) -> None:
        """Take who does it, and where."""
        self._workspace = workspace
        self._user = user

    def open(self, tab: str, looking_at: str = "") -> None:
        """Open a tab.

        Args:
            tab: `home` or `messages`.
            looking_at: The id of the channel beside it, which an agent is told of.
        """
        place = self._workspace.direct(self._user.id)
        event: Json = {
            "type": "app_home_opened",
            "user": self._user.id,
            "channel": place.id,
            "tab": tab,
            "event_ts": self._workspace.new_ts(),
        }
        home = self._workspace.homes.get(self._user.id)
        if tab == "home" and home is not None:
            event["view"] = home.view
        if looking_at:
            seen = {
                "type": "slack#/types/channel_id",
                "value": looking_at,
                "team_id": self._workspace.team_id,
            }
            event["context"] = {"entities": [seen]}
        self._workspace.announce(event, place.id)

    def stop(self, place: Channel, root: str) -> None:
        """Press Stop: it ends what is streamed there and tells the app.

        Raises:
            ValueError: No Stop is shown there.
        """
        if place.sessions.get(root, {}).get("status") != "processing":
            raise ValueError(f"No Stop is shown in thread {root}: its session is not processing.")
        if "agent_session_stopped" not in self._workspace.app.events:
            raise ValueError(
                "No Stop is shown: the app is not subscribed to agent_session_stopped."
            )
        stopped: list[str] = []
        for message in place.thread(root):
            if message.stream is not None and message.stream.is_open:
                message.stream.is_open, message.stream.is_stopped = False, True
                stopped.append(message.ts)
        event = {
            "type": "agent_session_stopped",
            "channel": place.id,
            "thread_ts": root,
            "user": self._user.id,
            "streaming_message_ts": stopped,
            "event_ts": self._workspace.new_ts(),
        }
        self._workspace.announce(event, place.id)

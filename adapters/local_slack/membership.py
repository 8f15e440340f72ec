"""Who is in which channel, which channels still live, and whether the app is installed at all.

`people` calls it for what a person does; the app hears of it through events.
"""

from __future__ import annotations

from adapters.local_slack.payloads import message_event
from adapters.local_slack.state import Channel, ChannelKind, Message, User, Workspace


class Membership:
    """What one person does about channels and the app."""

    def __init__(self, *, workspace: Workspace, user: User) -> None:
        """Take who does it, and where."""
        self._workspace = workspace
        self._user = user

    def join(self, channel: Channel) -> None:
        """Let the person into a channel."""
        self._enter(self._user.id, channel)

    def invite_bot(self, channel: Channel) -> None:
        """Let the app into a channel."""
        self._enter(self._workspace.app.bot_user, channel, inviter=self._user.id)

    def kick_bot(self, channel: Channel) -> None:
        """Put the app out of a channel: it is told that it left."""
        channel.members.discard(self._workspace.app.bot_user)
        kind = "channel_left" if channel.kind is ChannelKind.PUBLIC else "group_left"
        event = {
            "type": kind,
            "channel": channel.id,
            "actor_id": self._user.id,
            "event_ts": self._workspace.new_ts(),
        }
        self._workspace.announce(event, channel.id)

    def archive(self, channel: Channel) -> None:
        """Archive a channel."""
        channel.is_archived = True
        prefix = "channel" if channel.kind is ChannelKind.PUBLIC else "group"
        event = {
            "type": f"{prefix}_archive",
            "channel": channel.id,
            "user": self._user.id,
            "event_ts": self._workspace.new_ts(),
        }
        self._workspace.announce(event, channel.id)
        self._note(channel, f"{prefix}_archive", f"<@{self._user.id}> archived the channel")

    def uninstall(self) -> None:
        """Remove the app: Slack tells it so, and takes its tokens, in no certain order."""
        app, ts = self._workspace.app, self._workspace.new_ts()
        tokens = {"oauth": [], "bot": [app.bot_user]}
        self._workspace.announce({"type": "tokens_revoked", "tokens": tokens, "event_ts": ts})
        self._workspace.announce({"type": "app_uninstalled", "event_ts": ts})
        app.is_installed = False
        for token in (app.bot_token, *app.earlier_tokens):
            app.ended_tokens[token] = "account_inactive"
        app.earlier_tokens.clear()

    def _enter(self, user: str, channel: Channel, inviter: str = "") -> None:
        channel.members.add(user)
        event = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "C" if channel.kind is ChannelKind.PUBLIC else "G",
            "team": self._workspace.team_id,
            "event_ts": self._workspace.new_ts(),
            **({"inviter": inviter} if inviter else {}),
        }
        self._workspace.announce(event, channel.id)
        prefix = "channel" if channel.kind is ChannelKind.PUBLIC else "group"
        self._note(channel, f"{prefix}_join", f"<@{user}> has joined the channel", user)

    def _note(self, channel: Channel, subtype: str, text: str, user: str = "") -> None:
        """The grey line that Slack writes into the channel; it is a message to the app as well."""
        message = Message(
            ts=self._workspace.new_ts(),
            channel=channel.id,
            user=user or self._user.id,
            text=text,
            subtype=subtype,
        )
        channel.messages[message.ts] = message
        self._workspace.announce(message_event(self._workspace, channel, message), channel.id)

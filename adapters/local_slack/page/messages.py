"""Messages as the page shows them: who, when, what, and what hangs on each."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.local_slack.controls import controls
from adapters.local_slack.drawing import message_as_html
from adapters.local_slack.drawing.emoji import EMOJI
from adapters.local_slack.page.typed import as_typed
from adapters.local_slack.state import Channel, ChannelKind, Json, Message, User, Workspace

_MOST_SHOWN = 100
_GREY = ("join", "leave", "archive", "unarchive", "topic", "purpose", "name")
_PALETTE = 8


@dataclass(frozen=True, slots=True)
class MessageViews:
    """Draws the messages of one channel for one person."""

    workspace: Workspace
    channel: Channel
    person: User

    def outside_threads(self) -> list[Json]:
        """The channel itself, oldest first; in a direct message each thread is drawn with its root."""
        shown = [
            one
            for one in self._visible()
            if one.thread_ts in ("", one.ts) or one.subtype == "thread_broadcast"
        ]
        return [self._root(one) for one in shown[-_MOST_SHOWN:]]

    def thread(self, root_ts: str) -> Json | None:
        """A thread with its root; None where it is gone."""
        shown = [one for one in self._visible() if root_ts in (one.ts, one.thread_ts)]
        if not shown:
            return None
        return {
            "ts": root_ts,
            "title": self.channel.sessions.get(root_ts, {}).get("title") or "",
            "messages": [self._message(one) for one in shown[-_MOST_SHOWN:]],
            **self._going_on(root_ts),
        }

    def _visible(self) -> list[Message]:
        return [
            one
            for one in self.channel.messages.values()
            if one.is_ephemeral_for in ("", self.person.id)
        ]

    def _root(self, message: Message) -> Json:
        replies = [one for one in self._visible() if one.thread_ts == message.ts != one.ts]
        public = [one for one in replies if not one.is_ephemeral_for]
        shown = {**self._message(message), **self._going_on(message.ts), "replies": len(public)}
        if self.channel.kind is ChannelKind.DIRECT:
            shown["thread"] = [self._message(one) for one in replies]
        elif public:
            shown["last_reply_ts"] = public[-1].ts
            shown["repliers"] = [
                avatar(self.workspace, user) for user in {one.user: None for one in public}
            ][:3]
        return shown

    def _going_on(self, root_ts: str) -> Json:
        """What the app says that it does in a thread, and whether Slack shows its Stop."""
        session = self.channel.sessions.get(root_ts, {})
        return {
            "status": self.channel.statuses.get(root_ts, ""),
            "is_processing": session.get("status") == "processing",
        }

    def _message(self, message: Message) -> Json:
        # Slack gives ids to blocks that have none; what is pressed is known by them.
        list(controls(message.blocks, self.workspace.new_id))
        author = self.workspace.users.get(message.user)
        is_mine = message.user == self.person.id
        return {
            "ts": message.ts,
            "channel": message.channel,
            "thread_ts": message.thread_ts,
            "author": (author.real_name or author.name) if author else "Slackbot",
            "avatar": avatar(self.workspace, message.user),
            "is_app": bool(author and author.bot_id),
            "is_mine": is_mine and not message.subtype.startswith("channel_"),
            "is_grey": message.subtype.partition("_")[2] in _GREY or message.subtype == "tombstone",
            "is_private": bool(message.is_ephemeral_for),
            "is_edited": message.edited,
            "is_streaming": message.stream is not None and message.stream.is_open,
            "html": message_as_html(message, self.workspace),
            "typed": as_typed(message.text, self.workspace) if is_mine else "",
            "reactions": [
                {
                    "name": name,
                    "emoji": EMOJI.get(name, f":{name}:"),
                    "count": len(users),
                    "is_mine": self.person.id in users,
                }
                for name, users in message.reactions.items()
            ],
        }


def avatar(workspace: Workspace, user_id: str) -> Json:
    """What stands for somebody: initials on a colour of their own."""
    user = workspace.users.get(user_id)
    if user is None:
        return {"letters": "S", "color": 0, "is_app": True, "name": "Slackbot"}
    words = (user.real_name or user.name).split()
    place = [*workspace.users].index(user_id)
    return {
        "letters": "".join(word[0] for word in words[:2]).upper(),
        "color": place % _PALETTE,
        "is_app": bool(user.bot_id),
        "name": user.real_name or user.name,
    }

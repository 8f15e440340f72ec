"""What a workspace holds: people, channels, messages, files, views.  Kept in memory.

The Web API's methods and what people do change it; whoever draws it reads it.  Payloads stay the
plain JSON that Slack sends, because that is what is checked here.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


class ChannelKind(StrEnum):
    """As events call it (`channel_type`)."""

    PUBLIC = "channel"
    PRIVATE = "group"
    DIRECT = "im"
    GROUP_DIRECT = "mpim"


@dataclass(slots=True)
class User:
    """Somebody in the workspace, or a guest of another one (Slack Connect)."""

    id: str
    name: str
    """The handle, e.g. `ann`."""
    real_name: str
    team_id: str
    bot_id: str = ""
    """Set for bots."""
    is_external: bool = False


@dataclass(slots=True)
class Stream:
    """A message that is being streamed."""

    began_at: float
    """Monotonic seconds."""
    is_open: bool = True
    is_stopped: bool = False
    recipient: str = ""
    mode: str = ""
    """`chunks` or `markdown_text`, whichever came first: the two do not mix in one stream."""


@dataclass(slots=True)
class Message:
    """A message as it stands now."""

    ts: str
    channel: str
    user: str
    text: str
    """Slack's mrkdwn; of a stream: its Markdown so far."""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    bot_id: str = ""
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    """Who reacted, by emoji."""
    files: list[str] = field(default_factory=list)
    """Ids of files."""
    edited_ts: str = ""
    """When it was edited last; empty: never."""
    is_ephemeral_for: str = ""
    """Only this user sees it; empty: everybody."""
    unfurls: bool = True
    """Whether links in it would be shown with a preview."""
    stream: Stream | None = None
    subtype: str = ""
    client_msg_id: str = ""

    @property
    def edited(self) -> bool:
        """Whether people see that it was edited."""
        return bool(self.edited_ts)


@dataclass(slots=True)
class File:
    """An uploaded file."""

    id: str
    name: str
    title: str
    alt_text: str
    content: bytes = b""
    is_complete: bool = False
    channel: str = ""
    thread_ts: str = ""


@dataclass(slots=True)
class Channel:
    """A conversation."""

    id: str
    name: str
    kind: ChannelKind
    members: set[str]
    messages: dict[str, Message] = field(default_factory=dict)
    """By ts, oldest first."""
    is_archived: bool = False
    connected_teams: set[str] = field(default_factory=set)
    """Other teams that share it (Slack Connect)."""
    statuses: dict[str, str] = field(default_factory=dict)
    """What the bot shows as going on, by thread; `assistant.threads.setStatus`."""
    statuses_end_at: dict[str, float] = field(default_factory=dict)
    """When each of them is taken away, in monotonic seconds."""
    sessions: dict[str, Json] = field(default_factory=dict)
    """Agent sessions by thread: `{"status": …, "title": …}`."""
    prompts: list[Json] = field(default_factory=list)
    """Suggested prompts shown in a direct message with the bot."""
    prompts_title: str = ""

    def thread(self, ts: str) -> list[Message]:
        """A message and what stands under it, oldest first."""
        return [one for one in self.messages.values() if ts in (one.ts, one.thread_ts)]

    def end_statuses(self, now_seconds: float) -> bool:
        """Take away the statuses that have stood too long; returns whether there were any."""
        over = [ts for ts, end in self.statuses_end_at.items() if end <= now_seconds]
        for ts in over:
            del self.statuses_end_at[ts]
            self.statuses.pop(ts, None)
        return bool(over)


@dataclass(slots=True)
class OpenView:
    """A modal or the App Home, as it is shown to one person."""

    id: str
    user: str
    view: Json
    """As the app gave it, with `id` and `hash` added."""


@dataclass(slots=True)
class App:
    """The app under trial, as its manifest declares it."""

    manifest: Json
    id: str = "A0FRONTDESK"
    bot_user: str = "U0FRONTDESK"
    bot_id: str = "B0FRONTDESK"
    bot_token: str = "xoxb-local-1"
    app_token: str = "xapp-local-1"
    signing_secret: str = "local-signing-secret"
    client_id: str = "1.1"
    client_secret: str = "local-client-secret"
    is_distributed: bool = False
    """Sold to many workspaces without being in Slack's Marketplace: it may read less."""
    is_installed: bool = True
    """False once somebody removed it: its token is revoked."""
    ended_tokens: dict[str, str] = field(default_factory=dict)
    """Tokens that hold no more, with the error that says why, e.g. `token_expired`."""
    earlier_tokens: set[str] = field(default_factory=set)
    """Bot tokens that hold still, though a newer one was given (token rotation)."""

    @property
    def scopes(self) -> frozenset[str]:
        """Bot scopes that were granted."""
        return frozenset(self.manifest["oauth_config"]["scopes"]["bot"])

    @property
    def events(self) -> frozenset[str]:
        """Events that it is subscribed to."""
        return frozenset(self.manifest["settings"]["event_subscriptions"]["bot_events"])


Announce: TypeAlias = Callable[[Json, str], None]
"""Takes an event (its inner JSON) and the id of the channel it is about (may be empty)."""


class Workspace:
    """One team's workspace with the app in it."""

    def __init__(
        self,
        *,
        app: App,
        team_id: str = "T0LOCAL",
        name: str = "Kestrel Plains Health",
        first_number: int = 1,
        enterprise_id: str = "",
    ) -> None:
        """Begin with nobody but the bot.

        Args:
            app: The app in it.
            team_id: The id of its team.
            name: How it is called.
            first_number: Where its ids are numbered from.
            enterprise_id: The organisation (Enterprise Grid) that it belongs to; empty: none.
        """
        self.app = app
        self.team_id = team_id
        self.name = name
        self.enterprise_id = enterprise_id
        self.address = ""
        """Where the server listens, e.g. `http://127.0.0.1:3000`; set when it starts."""
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.modals: dict[str, OpenView] = {}
        """Open modals by view id."""
        self.homes: dict[str, OpenView] = {}
        """App Homes by user id."""
        self.triggers: dict[str, str] = {}
        """Trigger ids that still open a modal, with the user whose click made them."""
        self.listeners: list[Announce] = []
        """Told of every event, whether or not the app is subscribed to it."""
        self.watchers: list[Callable[[], None]] = []
        """Told that something has changed that people see."""
        self._numbers = itertools.count(first_number)
        self._last_ts = 0
        self.users[app.bot_user] = User(
            app.bot_user, "frontdesk", "frontdesk", team_id, bot_id=app.bot_id
        )

    def new_ts(self) -> str:
        """The ts of a new message: later than every one before."""
        self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, letter: str) -> str:
        """An id such as `C0000000A7`."""
        return f"{letter}{next(self._numbers):09d}"

    def add_user(
        self, name: str, real_name: str = "", *, team_id: str = "", is_bot: bool = False
    ) -> User:
        """Let somebody in; a `team_id` of another team makes a guest by Slack Connect."""
        user = User(
            id=self.new_id("U"),
            name=name,
            real_name=real_name or name.title(),
            team_id=team_id or self.team_id,
            bot_id=self.new_id("B") if is_bot else "",
            is_external=bool(team_id) and team_id != self.team_id,
        )
        self.users[user.id] = user
        return user

    def add_channel(
        self, name: str, members: set[str], kind: ChannelKind = ChannelKind.PUBLIC
    ) -> Channel:
        """Open a conversation; the bot is in it only if it is among the members."""
        letter = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}[kind]
        channel = Channel(self.new_id(letter), name, kind, set(members))
        self.channels[channel.id] = channel
        return channel

    def user_named(self, name: str) -> User:
        """Somebody by their handle, let in when there is nobody of that name."""
        known = (one for one in self.users.values() if one.name == name)
        return next(known, None) or self.add_user(name)

    def direct(self, user: str) -> Channel:
        """The direct message of a user with the bot."""
        return self.direct_between(user, self.app.bot_user)

    def direct_between(self, one: str, other: str) -> Channel:
        """The direct message of two users; opened when there is none yet."""
        wanted = {one, other}
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DIRECT and channel.members == wanted:
                return channel
        return self.add_channel("", wanted, ChannelKind.DIRECT)

    def channel_named(self, name: str) -> Channel:
        """A channel by its name, with or without `#`."""
        return next(one for one in self.channels.values() if one.name == name.removeprefix("#"))

    def messages(self) -> Iterator[Message]:
        """All messages of all channels."""
        for channel in self.channels.values():
            yield from channel.messages.values()

    def announce(self, event: Json, channel: str = "") -> None:
        """Tell of an event; whoever delivers decides whether the app gets it."""
        for listener in self.listeners:
            listener(event, channel)
        self.changed()

    def changed(self) -> None:
        """Tell whoever draws the workspace that something has changed."""
        for watcher in self.watchers:
            watcher()

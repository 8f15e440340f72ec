"""What stands in Teams: people, teams, chats, channels and the messages in them.

Everything in `tests.local_teams` reads and changes it; it knows nothing of HTTP.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

PERSONAL = "personal"
GROUP = "groupChat"
CHANNEL = "channel"
STANDARD = "standard"
"""A channel that all of its team are in; others are `private` and `shared`."""

_ROOT = ";messageid="


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody in the directory."""

    id: str
    """As bots know them: `29:…`."""
    name: str
    aad: str
    """The object id in Microsoft Entra ID."""
    tenant: str
    role: str = "user"
    """`user`, `guest` or `anonymous`."""


@dataclass(slots=True, eq=False)
class Message:
    """A message in a chat."""

    id: str
    chat: Chat
    author_id: str
    activity: Json
    """As it was sent last."""
    under: str = ""
    """The id of the root of its thread; empty: it is a root, or stands outside of channels."""
    is_deleted: bool = False
    stream: str = ""
    """`informative`, `streaming`, `final` or `stopped`; empty: it was not streamed."""
    only_for: str = ""
    """Whom it is shown to; empty: everybody in the chat."""
    reactions: dict[str, str] = field(default_factory=dict)
    """Thumbs by person."""
    edits: int = 0
    """How often it was changed after it was sent."""

    @property
    def text(self) -> str:
        """Its text as it was sent: Markdown of a bot, `<at>` and all of a person."""
        return str(self.activity.get("text") or "")

    @property
    def cards(self) -> list[Json]:
        """The Adaptive Cards in it."""
        return cards_in(self.activity)

    @property
    def root(self) -> str:
        """The id of the message that opens its thread."""
        return self.under or self.id


@dataclass(slots=True, eq=False)
class Team:
    """A team."""

    id: str
    """That of its channel "General"."""
    name: str
    aad: str
    channels: list[Chat] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Chat:
    """A personal chat with the bot, a group chat, or a channel."""

    id: str
    kind: str
    tenant: str
    name: str = ""
    team: Team | None = None
    channel_type: str = STANDARD
    """Of a channel."""
    members: list[Account] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    """Oldest first, deleted ones too."""
    has_bot: bool = True
    refusal_code: str = "BotNotInConversationRoster"
    is_gone: bool = False
    _by_id: dict[str, Message] = field(default_factory=dict)

    def add(self, message: Message) -> Message:
        """Put a message in."""
        self.messages.append(message)
        self._by_id[message.id] = message
        return message

    def message(self, message_id: str) -> Message | None:
        """A message by its id."""
        return self._by_id.get(message_id)

    def shown(self, under: str | None = None) -> list[Message]:
        """What stands in it.

        Args:
            under: The id of a root: that thread, with its root; none: everything.
        """
        return [
            one
            for one in self.messages
            if not one.is_deleted and under in (None, one.id, one.under)
        ]


class World:
    """One tenant with the app in it, and strangers of other tenants."""

    def __init__(self, *, app_id: str, tenant_id: str, bot_name: str) -> None:
        """Begin without people.

        Args:
            app_id: Of the bot, as it is registered.
            tenant_id: Whose Teams it is.
            bot_name: What people see and mention.
        """
        self.app_id = app_id
        self.tenant_id = tenant_id
        self.bot_name = bot_name
        self.service_url = ""
        """Known once the server listens."""
        self.accounts: dict[str, Account] = {}
        self.teams: dict[str, Team] = {}
        self.chats: dict[str, Chat] = {}
        self._personal: dict[str, Chat] = {}
        self._last_id = 0
        self._number = 0

    @property
    def bot_id(self) -> str:
        """How Teams calls the bot."""
        return f"28:{self.app_id}"

    def new_id(self) -> str:
        """The id of a message: milliseconds, and never one twice."""
        self._last_id = max(self._last_id + 1, time.time_ns() // 1_000_000)
        return str(self._last_id)

    def add_account(self, name: str, *, tenant: str = "", role: str = "user") -> Account:
        """Let somebody into the directory.

        Args:
            name: As it is shown, e.g. `Ann`.
            tenant: Empty: this one.
            role: `user`, `guest` or `anonymous`.
        """
        aad = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{tenant or self.tenant_id}/{name}"))
        account = Account(
            id=f"29:1{aad.replace('-', '')}",
            name=name,
            aad=aad if role != "anonymous" else "",
            tenant=tenant or self.tenant_id,
            role=role,
        )
        self.accounts[account.id] = account
        return account

    def personal(self, account: Account) -> Chat:
        """The chat of somebody with the bot."""
        if account.id not in self._personal:
            tenant = self.tenant_id if account.role == "guest" else account.tenant
            chat_id = f"a:1{account.id[-8:]}{account.id[3:]}"
            chat = Chat(chat_id, PERSONAL, tenant, members=[account])
            self._personal[account.id] = self._keep(chat)
        return self._personal[account.id]

    def add_group(self, name: str, members: Sequence[Account]) -> Chat:
        """Open a group chat with the app in it."""
        chat_id = f"19:{self._hex()}@thread.v2"
        chat = Chat(chat_id, GROUP, self.tenant_id, name=name, members=list(members))
        return self._keep(chat)

    def add_channel(self, name: str, team_name: str, members: Sequence[Account]) -> Chat:
        """Open a channel; a team that is new gets its channel "General" with it."""
        team = self.teams.get(team_name) or self._add_team(team_name, members)
        for one in team.channels:
            if one.name == name:
                return one
        chat_id = f"19:{self._hex()}@thread.tacv2"
        everybody = team.channels[0].members
        chat = Chat(chat_id, CHANNEL, self.tenant_id, name, team, members=everybody)
        team.channels.append(chat)
        return self._keep(chat)

    def add_private_channel(self, name: str, team_name: str, members: Sequence[Account]) -> Chat:
        """Open a channel for some of a team; apps are added to it apart."""
        chat = self.add_channel(name, team_name, members)
        chat.channel_type, chat.members, chat.has_bot = "private", list(members), False
        return chat

    def _add_team(self, name: str, members: Sequence[Account]) -> Team:
        team = Team(
            f"19:{self._hex()}@thread.tacv2", name, str(uuid.uuid5(uuid.NAMESPACE_URL, name))
        )
        general = Chat(team.id, CHANNEL, self.tenant_id, "General", team, members=list(members))
        team.channels.append(self._keep(general))
        self.teams[name] = team
        return team

    def _keep(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def _hex(self) -> str:
        self._number += 1
        return uuid.uuid5(uuid.NAMESPACE_URL, f"chat {self._number}").hex


def split_conversation(conversation_id: str) -> tuple[str, str]:
    """A conversation's id without its thread, and the root of the thread (empty: none)."""
    chat, _, root = conversation_id.partition(_ROOT)
    return chat, root


def thread_id(chat: Chat, root: str) -> str:
    """How Teams calls a thread of a channel; elsewhere the chat itself."""
    return f"{chat.id}{_ROOT}{root}" if chat.kind == CHANNEL and root else chat.id


ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def cards_in(activity: Json) -> list[Json]:
    """The Adaptive Cards in an activity."""
    return [
        one["content"]
        for one in activity.get("attachments") or []
        if one.get("contentType") == ADAPTIVE
    ]


def entities_of(activity: Json, kind: str) -> Iterator[Json]:
    """The entities of a type, in any case."""
    for one in activity.get("entities") or []:
        if str(one.get("type", "")).lower() == kind.lower():
            yield one

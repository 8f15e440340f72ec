"""Where something is said in Teams: a personal chat, a group chat, or a thread of a channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from adapters.teams.names import PLATFORM
from core.domain import ConversationKey

_ROOT = ";messageid="


class ChatKind(StrEnum):
    """What kind of conversation it is, in Teams' own words."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Spot:
    """A chat, or a thread of a channel."""

    tenant: str
    chat: str
    """The conversation's id without its thread: `19:…@thread.tacv2`, `19:…@thread.v2`, `a:…`."""
    kind: ChatKind
    root: str = ""
    """The id of the message that opens the thread; empty: the chat itself, which has no threads outside
    of channels."""

    @property
    def conversation_id(self) -> str:
        """As Teams calls it."""
        return f"{self.chat}{_ROOT}{self.root}" if self.root else self.chat

    @property
    def channel(self) -> Spot:
        """The chat or channel itself."""
        return replace(self, root="")

    @property
    def key(self) -> ConversationKey:
        """The desk's name of it."""
        return ConversationKey(PLATFORM, self.tenant, self.chat, self.root)


def split_conversation(conversation_id: str) -> tuple[str, str]:
    """A conversation's id without its thread, and the thread's root (empty where there is none)."""
    chat, _, root = conversation_id.partition(_ROOT)
    return chat, root

"""How channels are reached that nobody has just spoken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.domain import ConversationKey, TurnId


class ReferenceStore(Protocol):
    """How a platform's chats are reached, in the words of its adapter; kept for posts.

    Every method may raise `StorageError`: the database cannot be read or written.  The key's thread is
    ignored.
    """

    async def keep(
        self, channel: ConversationKey, reference: str, *, person: str = "", group: str = ""
    ) -> None:
        """Keep how a channel is reached, in place of what was kept before.

        Args:
            channel: The channel.
            reference: In the adapter's words.
            person: Whose direct channel it is; empty: nobody's alone.
            group: Of channels that come and go together; empty: none.
        """
        ...

    async def of(self, channel: ConversationKey) -> str | None:
        """How a channel is reached; None: not known, or retired."""
        ...

    async def of_person(self, platform: str, workspace: str, person: str) -> ConversationKey | None:
        """The direct channel of a person that was kept last."""
        ...

    async def latest(self, platform: str, workspace: str) -> ConversationKey | None:
        """The channel of a workspace that was kept last."""
        ...

    async def of_group(
        self, platform: str, workspace: str, group: str
    ) -> Sequence[ConversationKey]:
        """The channels of a group that can be reached; what was kept last stands first."""
        ...

    async def is_retired(self, channel: ConversationKey) -> bool:
        """Whether a channel has proved out of reach since it was kept, or though it never was."""
        ...

    async def retire(self, channel: ConversationKey) -> None:
        """The channel cannot be reached, until it is kept; it may be one that never was."""
        ...

    async def retire_group(self, platform: str, workspace: str, group: str) -> None:
        """None of a group's channels can be reached any more."""
        ...

    async def restore_group(self, platform: str, workspace: str, group: str) -> None:
        """All of a group's channels are reached as they were before they were retired.

        A channel of the workspace that was retired and never kept may be one of them: it is not
        retired any more either.
        """
        ...


class ShownAnswers(Protocol):
    """Which answer a message of a platform shows, where the platform tells no more than the message.

    Every method may raise `StorageError`.  The key's thread is ignored.
    """

    async def keep(self, channel: ConversationKey, message: str, turn_id: TurnId) -> None:
        """A message of a channel shows the answer of a turn; empty: it is ours, and shows none."""
        ...

    async def turn_of(self, channel: ConversationKey, message: str) -> TurnId | None:
        """The turn whose answer a message shows; None: not known, or not kept any more."""
        ...

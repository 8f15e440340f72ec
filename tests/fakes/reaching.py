"""How channels are reached and which messages show answers, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.domain import ConversationKey, TurnId


@dataclass(slots=True)
class FakeReferenceStore:
    """Implements `core.ports.ReferenceStore`."""

    kept: dict[ConversationKey, tuple[str, str, str]] = field(default_factory=dict)
    """Reference, person and group by channel; what was kept last stands last."""
    retired: set[ConversationKey] = field(default_factory=set)
    """Kept ones among them, and others."""
    writes: int = 0

    async def keep(
        self, channel: ConversationKey, reference: str, *, person: str = "", group: str = ""
    ) -> None:
        self.writes += 1
        channel = replace(channel, thread="")
        self.kept.pop(channel, None)
        self.retired.discard(channel)
        self.kept[channel] = (reference, person, group)

    async def of(self, channel: ConversationKey) -> str | None:
        channel = replace(channel, thread="")
        return None if channel in self.retired else self.kept.get(channel, (None,))[0]

    async def of_person(self, platform: str, workspace: str, person: str) -> ConversationKey | None:
        return next(
            (one for one in self._in(platform, workspace) if self._person(one) == person), None
        )

    async def latest(self, platform: str, workspace: str) -> ConversationKey | None:
        return next(iter(self._in(platform, workspace)), None)

    async def of_group(
        self, platform: str, workspace: str, group: str
    ) -> Sequence[ConversationKey]:
        return [one for one in self._in(platform, workspace) if self._group(one) == group]

    async def is_retired(self, channel: ConversationKey) -> bool:
        return replace(channel, thread="") in self.retired

    async def retire(self, channel: ConversationKey) -> None:
        self.retired.add(replace(channel, thread=""))

    async def retire_group(self, platform: str, workspace: str, group: str) -> None:
        self.retired.update(await self.of_group(platform, workspace, group))

    async def restore_group(self, platform: str, workspace: str, group: str) -> None:
        for one in tuple(self.retired):
            is_here = (one.platform, one.workspace) == (platform, workspace)
            if is_here and (one not in self.kept or self._group(one) == group):
                self.retired.discard(one)

    def _in(self, platform: str, workspace: str) -> Sequence[ConversationKey]:
        """Those of a workspace that can be reached, latest first."""
        return [
            one
            for one in reversed(self.kept)
            if (one.platform, one.workspace) == (platform, workspace) and one not in self.retired
        ]

    def _person(self, channel: ConversationKey) -> str:
        return self.kept[channel][1]

    def _group(self, channel: ConversationKey) -> str:
        return self.kept[channel][2]


@dataclass(slots=True)
class FakeShownAnswers:
    """Implements `core.ports.ShownAnswers`."""

    kept: dict[tuple[ConversationKey, str], TurnId] = field(default_factory=dict)
    reads: int = 0

    async def keep(self, channel: ConversationKey, message: str, turn_id: TurnId) -> None:
        self.kept.setdefault((replace(channel, thread=""), message), turn_id)

    async def turn_of(self, channel: ConversationKey, message: str) -> TurnId | None:
        self.reads += 1
        return self.kept.get((replace(channel, thread=""), message))

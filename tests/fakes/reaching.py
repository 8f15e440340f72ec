"""How channels are reached and which messages show answers, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.domain import ConversationKey, TurnId


@dataclass(slots=True)
class FakeReferenceStore:
    """Implements `core.ports.ReferenceStore`."""

    kept: dict[ConversationKey, tuple[str, str, str]] = field(default_factory=dict)
    """Reference, person and group by channel; what was kept last stands last."""
    retired: set[ConversationKey] = field(default_factory=set)
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
        found = self.kept.get(replace(channel, thread=""))
        return found[0] if found else None

    async def of_person(self, platform: str, workspace: str, person: str) -> ConversationKey | None:
        return self._latest(platform, workspace, person)

    async def latest(self, platform: str, workspace: str) -> ConversationKey | None:
        return self._latest(platform, workspace, None)

    async def is_retired(self, channel: ConversationKey) -> bool:
        return replace(channel, thread="") in self.retired

    async def retire(self, channel: ConversationKey) -> None:
        if self.kept.pop(replace(channel, thread=""), None):
            self.retired.add(replace(channel, thread=""))

    async def retire_group(self, platform: str, workspace: str, group: str) -> None:
        for channel, (_, _, of_group) in tuple(self.kept.items()):
            if (channel.platform, channel.workspace, of_group) == (platform, workspace, group):
                del self.kept[channel]
                self.retired.add(channel)

    def _latest(self, platform: str, workspace: str, person: str | None) -> ConversationKey | None:
        for channel, (_, of_person, _) in reversed(self.kept.items()):
            if (channel.platform, channel.workspace) == (platform, workspace) and person in (
                None,
                of_person,
            ):
                return channel
        return None


@dataclass(slots=True)
class FakeShownAnswers:
    """Implements `core.ports.ShownAnswers`."""

    kept: dict[tuple[ConversationKey, str], TurnId] = field(default_factory=dict)

    async def keep(self, channel: ConversationKey, message: str, turn_id: TurnId) -> None:
        self.kept.setdefault((replace(channel, thread=""), message), turn_id)

    async def turn_of(self, channel: ConversationKey, message: str) -> TurnId | None:
        return self.kept.get((replace(channel, thread=""), message))

"""What Teams' listeners and surfaces work with; made once, by `bot`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from adapters.teams.calls import TeamsCalls
from adapters.teams.opener import TeamsOpener
from adapters.teams.references import References
from core.chatting.chores import Chores
from core.chatting.open_turns import OpenTurns
from core.chatting.suggesting import suggestions_or_none
from core.ports import (
    ChannelSettingsStore,
    Clock,
    Conversations,
    FeedbackStore,
    History,
    PeopleDesk,
    ServingDesk,
    StatusSource,
    SubscriptionStore,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsRules:
    """What operators have decided about Teams."""

    teams: frozenset[str] = frozenset()
    """Ids (`aadGroupId` or the team's own `19:…`) of the teams that are answered; empty: all of the
    tenant.  Personal and group chats are not meant by it."""
    allow_external: bool = False
    """Whether guests, and people of other organisations, are answered."""
    contact: str = ""
    """Whom to ask where the desk does not answer; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsTools:
    """Every dependency of what listens to Teams."""

    app_id: str
    """Of the bot; empty in development."""
    desk: ServingDesk
    history: History
    conversations: Conversations
    feedback: FeedbackStore
    channels: ChannelSettingsStore
    people: PeopleDesk | None
    """None: there is nobody to hand questions over to."""
    status: StatusSource
    subscriptions: SubscriptionStore
    calls: TeamsCalls
    references: References
    chores: Chores
    """Whatever need not be done before Teams gets its response."""
    opener: TeamsOpener
    rules: TeamsRules
    now: Clock
    suggest: Callable[[], Awaitable[Sequence[str]]]
    """Gives questions worth asking, best first; `suggestions` is how to ask for them."""
    turns: OpenTurns = field(default_factory=OpenTurns)
    """What was accepted through any of the listeners."""

    async def suggestions(self) -> Sequence[str]:
        """Questions worth asking, best first; none where they cannot be had now."""
        return await suggestions_or_none(self.suggest)

"""What Slack's listeners and surfaces work with; made once, by `bot`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from adapters.slack.calls import SlackCalls
from adapters.slack.clients import Clients
from adapters.slack.opener import SlackOpener
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
class SlackRules:
    """What operators have decided about Slack."""

    allow_external: bool = False
    """Whether people of other organisations (Slack Connect) are answered."""
    contact: str = ""
    """Whom to ask where the desk does not answer; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackTools:
    """Every dependency of what listens to Slack."""

    desk: ServingDesk
    history: History
    conversations: Conversations
    feedback: FeedbackStore
    channels: ChannelSettingsStore
    people: PeopleDesk | None
    """None: there is nobody to hand questions over to."""
    status: StatusSource
    subscriptions: SubscriptionStore
    calls: SlackCalls
    clients: Clients
    chores: Chores
    """Whatever need not be done before Slack gets its acknowledgement."""
    opener: SlackOpener
    rules: SlackRules
    now: Clock
    suggest: Callable[[], Awaitable[Sequence[str]]]
    """Gives questions worth asking, best first; `suggestions` is how to ask for them."""
    uninstalled: Callable[[str], Awaitable[None]]
    """Told the workspace that removed the desk, or took its token back."""
    turns: OpenTurns = field(default_factory=OpenTurns)
    """What was accepted through any of the listeners."""

    async def suggestions(self) -> Sequence[str]:
        """Questions worth asking, best first; none where they cannot be had now."""
        return await suggestions_or_none(self.suggest)

"""What is posted without being asked for: subscriptions to digests and alerts, and their posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import TypeAlias

from core.domain.charts import Picture
from core.domain.conversation import ConversationKey
from core.domain.waits import FacilityId, FacilityKind

SubscriptionId: TypeAlias = int
PostId: TypeAlias = str
"""Names a post for good: making the same one again is no second one."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facilities somebody means.  What is empty restricts nothing."""

    facilities: tuple[FacilityId, ...] = ()
    """These and no others, where there are any."""
    regions: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    kind: FacilityKind | None = None


@dataclass(frozen=True, slots=True)
class DigestRule:
    """Tells how things are, at set times."""

    crons: tuple[str, ...]
    """Lines of five fields (minute, hour, day, month, weekday), of the subscription's time zone."""


class AlertSense(StrEnum):
    """What an alert watches for."""

    ABOVE = "above"
    """The wait is longer than a threshold."""
    BELOW = "below"
    """The wait is shorter than a threshold."""
    UNUSUAL = "unusual"
    """The wait is longer than usual for this hour on this weekday."""


@dataclass(frozen=True, slots=True)
class AlertRule:
    """Tells when something happens."""

    sense: AlertSense
    threshold_minutes: int | None = None
    """None for `UNUSUAL`."""
    min_distance_minutes: int = 60
    """Between two posts; what happens meanwhile is told together, later."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A time of day at which no alert is posted; it may pass midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """What somebody wants to be told, and where."""

    channel: ConversationKey
    owner: str
    """The person who made it; empty: an operator."""
    wording: str
    """In the person's words, for listings."""
    selection: Selection
    rule: DigestRule | AlertRule
    time_zone: str
    quiet_hours: QuietHours | None = None
    """Alerts only."""
    keeps_one_post: bool = False
    """Whether one post is kept up to date instead of posting again."""


@dataclass(frozen=True, slots=True)
class AlertState:
    """What an alert remembers of one facility."""

    facility_id: FacilityId
    is_active: bool = False
    """Whether the wait has crossed and not come back."""
    since: datetime | None = None
    """Of what moment the first reading was that it is active for; None: nobody knows since when."""
    until: datetime | None = None
    """The same for the way back, while that is not told."""
    streak: int = 0
    """Readings in a row that speak for the other state."""
    streak_from: datetime | None = None
    """Of what moment the first of them is; None where it may have been so before."""
    streak_at: datetime | None = None
    """Of what moment the last of them is."""
    is_told: bool = False
    """Whether people were told that it is active."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A standing wish, as it is kept."""

    id: SubscriptionId
    wanted: NewSubscription
    created_at: datetime
    paused_at: datetime | None = None
    next_due_at: datetime | None = None
    """Of a digest: when the next is due; None: it is paused, or no alert ever is due by the clock."""
    alert_states: tuple[AlertState, ...] = ()
    judged_as_of: datetime | None = None
    """Of an alert: of what moment the latest board was that it has judged; None: none yet."""
    last_post_at: datetime | None = None
    """When its latest post was made."""
    last_ref: str = ""
    """The platform's name of its latest post that was shown."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message that nobody asked for just now."""

    id: PostId
    channel: ConversationKey
    text: str
    """Markdown."""
    made_at: datetime
    picture: Picture | None = None
    subscription_id: SubscriptionId | None = None
    """None: for the operators, or a question handed over to people."""
    updates: str = ""
    """The platform's name of the post that this takes the place of; empty: it is a new one."""
    attempts: int = 0
    """How often showing it was begun before.  More than 0: perhaps it was shown already."""


class PostState(StrEnum):
    """What has become of a post."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post as it is kept."""

    post: Post
    state: PostState
    ref: str = ""
    """The platform's name of it; empty until it was shown."""
    ended_at: datetime | None = None
    """When it was shown, or given up."""
    error: str = ""
    """For operators: why it was not shown, the last time."""

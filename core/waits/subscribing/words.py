"""Subscriptions in words: what was agreed, what there is, and by which rule."""

from __future__ import annotations

import re
from datetime import datetime

from core.domain import (
    AlertRule,
    DigestRule,
    NewSubscription,
    QuietHours,
    Subscription,
    WaitBoard,
)
from core.waits.subscribing.schedules import describe
from core.waits.telling.wording import clock_time, escaped, wait_in_words
from core.waits.watching.alert_words import condition_in_words
from core.waits.watching.selecting import scope_in_words, selected

_OPAQUE = re.compile(r"(?=.*[0-9])[0-9A-Za-z:._=+/@-]{17,}")
_SHORT = 8
"""Characters that tell such names apart."""


def rule_in_words(wanted: NewSubscription) -> str:
    """`weekdays at 07:00 and 15:00`; `over 4 h, at most every 2 h, not from 22:00 to 06:00`."""
    if isinstance(wanted.rule, DigestRule):
        return describe(wanted.rule.crons)
    return f"{condition_in_words(wanted.rule)}, {_limits(wanted.rule, wanted.quiet_hours)}"


def _limits(rule: AlertRule, quiet: QuietHours | None) -> str:
    pieces = [
        f"at most every {wait_in_words(rule.min_distance_minutes)}",
        f"not from {quiet.start:%H:%M} to {quiet.end:%H:%M}" if quiet else "",
    ]
    return ", ".join(filter(None, pieces))


def agreement(made: Subscription, board: WaitBoard, now: datetime) -> str:
    """What a new subscription will do, when next, and how to stop it; as Markdown."""
    wanted = made.wanted
    waits = selected(wanted.selection, board)
    scope = scope_in_words(wanted.selection, waits)
    stop = f"To stop this, say `unsubscribe {made.id}`; `pause {made.id}` holds it for a while."
    if isinstance(wanted.rule, DigestRule):
        how = "keep one post here up to date" if wanted.keeps_one_post else "post here"
        return (
            f"Subscription {made.id}: I will {how} on **{scope}**, {rule_in_words(wanted)} "
            f"({wanted.time_zone}). Next: {next_in_words(made, now)}. {stop}"
        )
    how = ", always in the same post" if wanted.keeps_one_post else ""
    which = _any_of(wanted, scope, len(waits))
    return (
        f"Subscription {made.id}: I will tell you here when {which} is {rule_in_words(wanted)}, and "
        f"when that is over{how}. It takes two readings of the feed in a row. {stop}"
    )


def _any_of(wanted: NewSubscription, scope: str, count: int) -> str:
    """Whose waits an alert watches: `any of the **emergency departments**`."""
    if wanted.selection.facilities:
        return f"**{scope}**" if count == 1 else f"any of **{scope}**"
    return f"any of the **{scope.removeprefix('all ')}**"


def listing(one: Subscription, now: datetime, *, person: str, is_operator: bool) -> str:
    """One line of a list, as Markdown.

    Args:
        one: The subscription.
        now: With its zone.
        person: Who looks at it.
        is_operator: Whether it is an operator at the command line, who needs to know whose it is and
            where it posts, by the names that machines give.
    """
    wanted, channel = one.wanted, one.wanted.channel
    if isinstance(wanted.rule, AlertRule):
        # Over or under what is in the words of the wish.
        rule, state = _limits(wanted.rule, wanted.quiet_hours), "watching"
    else:
        rule, state = rule_in_words(wanted), f"next {next_in_words(one, now)}"
    place = "/".join((channel.platform, channel.workspace, _short(channel.channel)))
    pieces = [
        f"**{one.id}** {escaped(wanted.wording)}: {rule}",
        "paused" if one.paused_at is not None else state,
        _by(wanted, person, is_operator=is_operator),
        escaped(place) if is_operator else "",
    ]
    return "; ".join(filter(None, pieces))


def _by(wanted: NewSubscription, person: str, *, is_operator: bool) -> str:
    """Whose it is; names that only machines read are for operators."""
    if not wanted.owner:
        return "by an operator"
    if wanted.owner == wanted.channel.channel:
        # On the page a person and their conversation are one.
        return ""
    if is_operator:
        return f"by {escaped(_short(wanted.owner))}"
    return "by you" if wanted.owner == person else "by somebody else here"


def _short(number: str) -> str:
    """The beginning of a long name that only machines read."""
    return f"{number[:_SHORT]}…" if _OPAQUE.fullmatch(number) else number


def next_in_words(one: Subscription, now: datetime) -> str:
    """When a digest is due next, in its own time zone."""
    due_at = one.next_due_at or now
    return clock_time(due_at, now, one.wanted.time_zone)

"""Subscriptions in words: what was agreed, what there is, and by which rule."""

from __future__ import annotations

from datetime import datetime

from core.domain import AlertRule, DigestRule, NewSubscription, Subscription, WaitBoard
from core.waits.subscribing.schedules import describe
from core.waits.telling.wording import clock_time, escaped, wait_in_words
from core.waits.watching.alert_words import condition_in_words
from core.waits.watching.selecting import scope_in_words, selected


def rule_in_words(wanted: NewSubscription) -> str:
    """`weekdays at 07:00 and 15:00`; `over 4 h, at most every 2 h, not from 22:00 to 06:00`."""
    rule, quiet = wanted.rule, wanted.quiet_hours
    if isinstance(rule, DigestRule):
        return describe(rule.crons)
    pieces = [
        condition_in_words(rule),
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
    which = f"**{scope}** is" if len(waits) == 1 else f"any of **{scope}** is"
    return (
        f"Subscription {made.id}: I will tell you here when {which} {rule_in_words(wanted)}, and "
        f"when that is over{how}. It takes two readings of the feed in a row. {stop}"
    )


def listing(one: Subscription, now: datetime, *, tells_place: bool) -> str:
    """One line of a list, as Markdown.

    Args:
        one: The subscription.
        now: With its zone.
        tells_place: Whether to say where it posts.
    """
    wanted, channel = one.wanted, one.wanted.channel
    is_alert = isinstance(wanted.rule, AlertRule)
    state = "watching" if is_alert else f"next {next_in_words(one, now)}"
    pieces = [
        f"**{one.id}** {escaped(wanted.wording)}: {rule_in_words(wanted)}",
        "paused" if one.paused_at is not None else state,
        f"by {escaped(wanted.owner)}" if wanted.owner else "by an operator",
        escaped(f"{channel.platform}/{channel.workspace}/{channel.channel}") if tells_place else "",
    ]
    return "; ".join(filter(None, pieces))


def next_in_words(one: Subscription, now: datetime) -> str:
    """When a digest is due next, in its own time zone."""
    due_at = one.next_due_at or now
    return clock_time(due_at, now, one.wanted.time_zone)

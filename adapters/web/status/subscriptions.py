"""Who is told what, and the buttons with which operators pause, resume and remove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from adapters.web.markup import Html, badge, element, joined, moment, muted, section, table
from adapters.web.words import channel_name, shortened
from core.domain import DigestRule, NewSubscription, Subscription, SubscriptionId

Describe: TypeAlias = Callable[[Subscription], str]
"""Tells a subscription's schedule or alert in words."""

_COLUMNS = ("Subscription", "Where", "Owner", "Next", "Last post")


def subscriptions_section(
    subscriptions: Sequence[Subscription], now: datetime, describe: Describe | None
) -> Html:
    """All of them.

    Args:
        subscriptions: Oldest first.
        now: The time now.
        describe: Tells a rule in words; None leaves out the words and the buttons.
    """
    if not subscriptions:
        nothing = element("p", "Nobody has subscribed to anything yet.", class_="muted")
        return section("subscriptions", "Subscriptions", nothing)
    columns = _COLUMNS if describe is None else (*_COLUMNS, "Actions")
    rows = (_row(one, now, describe) for one in subscriptions)
    return section("subscriptions", "Subscriptions", table("Subscriptions", columns, rows))


def _row(subscription: Subscription, now: datetime, describe: Describe | None) -> tuple[str, ...]:
    wanted = subscription.wanted
    rule = "" if describe is None else f": {describe(subscription)}"
    buttons = () if describe is None else (_buttons(subscription),)
    named = element("div", f"Number {subscription.id}{rule}", class_="muted purpose")
    return (
        joined((element("strong", wanted.wording), named)),
        channel_name(wanted.channel),
        _owner(wanted),
        _next(subscription, now),
        moment(subscription.last_post_at, now),
        *buttons,
    )


def _owner(wanted: NewSubscription) -> str:
    if not wanted.owner:
        return muted("operators")
    # On the web page a person is their channel, and need not be told twice.
    return muted("the same") if wanted.owner == wanted.channel.channel else shortened(wanted.owner)


def _next(subscription: Subscription, now: datetime) -> Html:
    if subscription.paused_at is not None:
        paused = element("span", "since ", moment(subscription.paused_at, now), class_="muted")
        return joined((badge("paused", "warn"), " ", paused))
    if isinstance(subscription.wanted.rule, DigestRule):
        return moment(subscription.next_due_at, now)
    return element("span", "when it happens")


def _buttons(subscription: Subscription) -> Html:
    number, wording = subscription.id, subscription.wanted.wording
    verb = "Pause" if subscription.paused_at is None else "Resume"
    change = _form(number, verb.lower(), verb, f"{verb} subscription {number}: {wording}")
    really = _form(
        number, "remove", "Yes, remove it", f"Yes, remove subscription {number}: {wording}"
    )
    summary = element(
        "summary", "Remove", class_="button", aria_label=f"Remove subscription {number}: {wording}"
    )
    # Two steps that need no script.
    asked = element("details", summary, really, class_="really", id=f"remove-{number}")
    return element("div", change, asked, class_="row-actions")


def _form(number: SubscriptionId, action: str, label: str, name: str) -> Html:
    kind = "button danger" if action == "remove" else "button"
    button = element("button", label, type="submit", class_=kind, aria_label=name)
    target = f"/status/subscriptions/{number}/{action}"
    return element("form", button, method="post", action=target)

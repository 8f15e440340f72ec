"""The report for programs: everything that the page tells, and as little of what people wrote."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, TypeAlias

from core.domain import PostRecord, StatusReport, Subscription

ReportView: TypeAlias = dict[str, Any]


def report_view(report: StatusReport) -> ReportView:
    """A report as plain data; of posts neither the words nor the pictures."""
    plain = asdict(replace(report, subscriptions=(), posts=()))
    return plain | {
        "is_ready": report.is_ready,
        "subscriptions": [_subscription(one) for one in report.subscriptions],
        "posts": [_post(one) for one in report.posts],
    }


def _subscription(subscription: Subscription) -> dict[str, Any]:
    wanted = subscription.wanted
    return {
        "id": subscription.id,
        "platform": wanted.channel.platform,
        "workspace": wanted.channel.workspace,
        "channel": wanted.channel.channel,
        "owner": wanted.owner,
        "wording": wanted.wording,
        "rule": asdict(wanted.rule),
        "time_zone": wanted.time_zone,
        "created_at": subscription.created_at,
        "paused_at": subscription.paused_at,
        "next_due_at": subscription.next_due_at,
        "last_post_at": subscription.last_post_at,
    }


def _post(record: PostRecord) -> dict[str, Any]:
    post = record.post
    return {
        "id": post.id,
        "platform": post.channel.platform,
        "subscription_id": post.subscription_id,
        "made_at": post.made_at,
        "has_picture": post.picture is not None,
        "state": record.state,
        "attempts": post.attempts,
        "ended_at": record.ended_at,
        "error": record.error,
    }

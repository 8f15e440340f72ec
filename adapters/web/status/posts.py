"""The posts of late: whether they were shown.  Never what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapters.web.markup import Html, badge, element, moment, muted, section, table
from adapters.web.words import channel_name
from core.domain import PostRecord, PostState

_KINDS = {PostState.SENT: "good", PostState.WAITING: "warn", PostState.FAILED: "bad"}
_COLUMNS = ("Made", "For", "Where", "State", "Attempts", "Error")
_MOST_SHOWN = 20


def posts_section(posts: Sequence[PostRecord], now: datetime) -> Html:
    """The latest ones, newest first."""
    if not posts:
        nothing = element("p", "Nothing has been posted yet.", class_="muted")
        return section("posts", "Posts", nothing)
    rows = (
        (
            moment(record.post.made_at, now),
            _purpose(record),
            channel_name(record.post.channel),
            badge(record.state, _KINDS[record.state]),
            f"{record.post.attempts:,}",
            record.error or muted("none"),
        )
        for record in posts[:_MOST_SHOWN]
    )
    return section("posts", "Posts", table("Recent posts", _COLUMNS, rows))


def _purpose(record: PostRecord) -> str:
    number = record.post.subscription_id
    return "operators" if number is None else f"subscription {number}"

"""Reads what Teams posts: for botbuilder what it needs of it, for this adapter what it knows.

`adapters.teams.http` and `listening.bot` call it.  Botbuilder's own reading takes a millisecond, while many
wait, and loses most of an entity and the tenant (seen in 4.17.1); the desk reads the JSON itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Activity, ChannelAccount, ConversationAccount

from adapters.teams.names import EXTENSION
from adapters.teams.taking_in.payloads import HeardActivity, Json


class PostedActivity(Activity):
    """An activity as botbuilder carries it, and all that was posted.

    Of `deliveryMode` nothing is read: every answer of ours goes out by itself.
    """

    def __init__(self, posted: Json) -> None:
        """Take what was posted; what has another shape than botbuilder expects is left out for it."""
        conversation = _object(posted, "conversation")
        super().__init__(
            type=_text(posted, "type"),
            id=_text(posted, "id"),
            name=_text(posted, "name"),
            text=_text(posted, "text"),
            channel_id=_text(posted, "channelId"),
            service_url=_text(posted, "serviceUrl"),
            locale=_text(posted, "locale"),
            from_property=_account(posted, "from"),
            recipient=_account(posted, "recipient"),
            conversation=conversation and _conversation(conversation),
            channel_data=_object(posted, "channelData"),
        )
        self.posted = posted


def activity_in(body: bytes) -> PostedActivity | None:
    """What was posted; None: it is no activity."""
    try:
        # As text: bytes may be of other encodings too, which Teams does not use.
        posted = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(posted, dict) or not _text(posted, "type") or not _has_place(posted):
        return None
    if any(not isinstance(posted.get(name) or {}, dict) for name in ("from", "recipient")):
        return None
    return PostedActivity(posted)


def read_activity(activity: Activity) -> HeardActivity:
    """Read what `activity_in` gave.

    Raises:
        pydantic.ValidationError: It is none that Teams sends.
        TypeError: It came in another way.
    """
    if not isinstance(activity, PostedActivity):
        raise TypeError("only posted activities are heard")
    return HeardActivity.model_validate(activity.posted)


def _has_place(posted: Json) -> bool:
    if posted.get("conversation") is not None:
        return bool(_text(_object(posted, "conversation") or {}, "id"))
    is_invoke = posted.get("type") == "invoke"
    return is_invoke and (_text(posted, "name") or "").startswith(EXTENSION)


def _account(posted: Json, name: str) -> ChannelAccount | None:
    account = _object(posted, name)
    if account is None:
        return None
    return ChannelAccount(id=_text(account, "id"), name=_text(account, "name"))


def _conversation(posted: Mapping[str, Any]) -> ConversationAccount:
    return ConversationAccount(
        id=_text(posted, "id"),
        tenant_id=_text(posted, "tenantId"),
        conversation_type=_text(posted, "conversationType"),
        is_group=posted.get("isGroup") is True,
    )


def _object(posted: Mapping[str, Any], name: str) -> Json | None:
    value = posted.get(name)
    return value if isinstance(value, dict) else None


def _text(posted: Mapping[str, Any], name: str) -> str | None:
    value = posted.get(name)
    return value if isinstance(value, str) else None

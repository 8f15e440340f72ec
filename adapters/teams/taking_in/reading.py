"""Reads an activity of botbuilder as what this adapter knows of it.  `listening.bot` calls it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from botbuilder.schema import Activity, ConversationAccount

from adapters.teams.taking_in.payloads import HeardActivity, Json

_PLAIN = (
    "type", "id", "name", "action", "text", "text_format", "service_url", "reply_to_id", "value",
    "channel_data",
)  # fmt: skip


def read_activity(activity: Activity) -> HeardActivity:
    """Read an activity.

    Botbuilder's own `serialize` would leave out most of an entity and the tenant (seen in 4.17.1), so the
    fields are taken one by one.

    Raises:
        pydantic.ValidationError: It is none that Teams sends.
    """
    fields: Json = {_camel(name): getattr(activity, name, None) for name in _PLAIN}
    return HeardActivity.model_validate(
        {
            **fields,
            "from": _whole(activity.from_property),
            "recipient": _whole(activity.recipient),
            "conversation": _conversation(activity.conversation),
            "entities": _all(activity.entities),
            "attachments": _all(activity.attachments),
            "membersAdded": _all(activity.members_added),
            "membersRemoved": _all(activity.members_removed),
        }
    )


def _conversation(conversation: ConversationAccount | None) -> Json:
    # Botbuilder reads the tenant as `tenantID`; Teams writes `tenantId`.
    fields = _whole(conversation)
    return {**fields, "tenantId": fields.get("tenantId") or fields.get("tenantID")}


def _all(models: Iterable[Any] | None) -> list[Json]:
    return [_whole(one) for one in models or () if one is not None]


def _whole(model: Any) -> Json:
    """All fields of a model, in Teams' spelling, with those that botbuilder does not know."""
    if model is None:
        return {}
    names: Mapping[str, Mapping[str, str]] = getattr(model, "_attribute_map", {})
    known = {entry["key"]: getattr(model, name, None) for name, entry in names.items()}
    return {**(getattr(model, "additional_properties", None) or {}), **known}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)

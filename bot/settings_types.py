"""Kinds of values that settings have: how they are read, and what is refused.

The modules with the sections of the settings use them.
"""

from __future__ import annotations

import json
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def from_json(value: object) -> object:
    """Read a list or table given as text, which is how the environment gives it."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        raise ValueError(f"must be JSON when given as text ({error})") from error


def web_address(value: str) -> str:
    """Accept an address on the web."""
    scheme, separator, rest = value.partition("://")
    if scheme.lower() not in {"http", "https"} or not separator or not rest.strip("/"):
        raise ValueError("must be an address such as https://www.example.org")
    return value


def web_address_or_empty(value: str) -> str:
    """Accept an address on the web, or nothing."""
    return web_address(value) if value else value


def time_zone(value: str) -> str:
    """Accept the name of a time zone."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("must be a time zone such as America/Edmonton") from error
    return value


def feed_address(value: str) -> str:
    """Accept the address of a feed: on the web, or `file:` and a path."""
    if value.lower().startswith("file:"):
        if not value[len("file:") :].strip("/"):
            raise ValueError("must name a file after file:, such as file:waits.json")
        return value
    return web_address_or_empty(value)


def channel_name(value: str) -> str:
    """Accept `PLATFORM/WORKSPACE/CHANNEL`."""
    parts = value.split("/")
    if value and (len(parts) != len(("platform", "workspace", "channel")) or not parts[0]):
        raise ValueError("must be PLATFORM/WORKSPACE/CHANNEL, such as slack/T0123/C0456")
    return value


TimeZoneName = Annotated[str, AfterValidator(time_zone)]
WebAddress = Annotated[str, AfterValidator(web_address)]
Port = Annotated[int, Field(ge=1, le=65535)]
Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """A group of settings: cannot be changed, knows no other keys, has no NaN."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

"""What the headers of a feed's answer say of its age, its version and of trying again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

_BEFORE_ANY_FEED = datetime(2000, 1, 1, tzinfo=UTC)
"""Clocks and files that were never set say 1970 or 1980."""
_LONGEST_VALIDATOR = 500
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Version:
    """How a server calls one version of a feed; empty where it does not say."""

    etag: str = ""
    last_modified: str = ""

    def conditions(self) -> Mapping[str, str]:
        """Headers that ask for the feed only if it is another version."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


def version_of(response: httpx.Response) -> Version:
    """The version that came."""
    etag, last_modified = (_plain(response, name) for name in ("ETag", "Last-Modified"))
    return Version(etag=etag, last_modified=last_modified if _moment(last_modified) else "")


def age_seconds(response: httpx.Response, version: Version) -> float:
    """How old a feed was when it was sent, by the server's own clock alone; 0 where it is not said.

    Ours is left out of it, so that it does not matter if one of the two is wrong.

    Args:
        response: Its `Date` is when the server sent it, `Age` how long a cache kept it since.
        version: Whose `Last-Modified` counts where the response has none.
    """
    kept = _plain(response, "Age")
    cached = float(kept) if kept.isdecimal() and float(kept) < _DAY_SECONDS else 0.0
    sent = _moment(_plain(response, "Date"))
    changed = _moment(_plain(response, "Last-Modified")) or _moment(version.last_modified)
    if sent is None or changed is None or changed > sent:
        return cached
    return (sent - changed).total_seconds() + cached


def retry_after_seconds(response: httpx.Response) -> float:
    """How long the server asks to be left alone; 0 where it does not."""
    told = _plain(response, "Retry-After")
    if told.isdecimal():
        return float(told)
    until, sent = _moment(told), _moment(_plain(response, "Date"))
    return max(0.0, (until - sent).total_seconds()) if until and sent else 0.0


def _plain(response: httpx.Response, name: str) -> str:
    """A header that can be sent back; empty for none, or one that no server means."""
    value = response.headers.get(name, "").strip()
    is_plain = value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value if is_plain else ""


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return moment if moment >= _BEFORE_ANY_FEED else None

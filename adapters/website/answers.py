"""What asking for one address can come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.domain import Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file at an address."""

    address: Address
    data: bytes
    media_type: str
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    robots_header: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The known version still holds."""


@dataclass(frozen=True, slots=True)
class Redirected:
    """The server sends the reader elsewhere."""

    target: Address
    permanent: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing is there (404, 410)."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What is there is of a kind that nobody reads: a picture, an archive."""


@dataclass(frozen=True, slots=True)
class Failed:
    """No use of the address could be made."""

    reason: str
    is_outage: bool = False
    """Whether the server, not the page, seems to be in trouble."""
    status: int = 0
    """The HTTP status, when there was one."""


Answer: TypeAlias = Fetched | NotModified | Redirected | Missing | Unread | Failed

"""Opens a feed by its address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from adapters.wait_times.addresses import is_file
from adapters.wait_times.fetching import FetchRules, HttpFeed
from adapters.wait_times.files import FileFeed
from adapters.wait_times.formats import parser_of
from core.ports import Clock, WaitFeed

_MEBIBYTE = 1 << 20
_SHARE_OF_ONE_TRY = 0.4
"""Of the time for one reading, so that a server that hangs is asked a second time."""
_MOST_CONNECT_SECONDS = 5.0


@asynccontextmanager
async def open_feed(
    address: str,
    *,
    format: str,  # noqa: A002  (as the settings call it)
    timeout_seconds: float,
    max_mebibytes: int,
    now: Clock,
    user_agent: str = "frontdesk",
) -> AsyncIterator[WaitFeed]:
    """A feed on the web, or in a file where the address begins with `file:`.

    Args:
        address: As in the settings.
        format: One of `PARSERS`.
        timeout_seconds: For one reading, further tries included.
        max_mebibytes: A larger feed is refused.
        now: For the age of a file.
        user_agent: Who asks.

    Raises:
        SettingsError: The address is none that can be read, or no format has this name.
    """
    parser, max_bytes = parser_of(format), max_mebibytes * _MEBIBYTE
    if is_file(address):
        yield FileFeed(
            address, parser=parser, max_bytes=max_bytes, timeout_seconds=timeout_seconds, now=now
        )
        return
    rules = FetchRules(
        total_seconds=timeout_seconds,
        try_seconds=timeout_seconds * _SHARE_OF_ONE_TRY,
        max_bytes=max_bytes,
    )
    timeout = httpx.Timeout(
        rules.try_seconds, connect=min(rules.try_seconds, _MOST_CONNECT_SECONDS)
    )
    async with httpx.AsyncClient(timeout=timeout) as client:
        yield HttpFeed(address, parser=parser, client=client, rules=rules, user_agent=user_agent)

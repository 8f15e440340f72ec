"""`frontdesk subscribe`: standing wishes for wait times, as operators manage them.

People write the same words in a chat; both go through `core.waits.subscribing.desk`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rich.console import Console
from rich.markdown import Markdown

from bot.operators import channel_key
from bot.settings import load_settings
from bot.settings_types import channel_name
from bot.waits import Waits, open_waits
from bot.wiring import now
from core.domain import ConversationKey, Subscription
from core.errors import SettingsError, SubscriptionRefused
from core.waits.subscribing.commands import ListSubscriptions
from core.waits.subscribing.words import agreement, rule_in_words
from storage.database import Database

_NOWHERE = ConversationKey("", "", "")
"""Where a command line is."""


async def add(wish: str, *, to: str) -> int:
    """Keep a wish for a channel."""
    try:
        channel = channel_key(channel_name(to))
    except ValueError as error:
        raise SubscriptionRefused(f"--to '{to}' {error}.") from error
    async with _waits() as waits:
        made = await waits.subscribing.add(await waits.subscribing.build(wish, channel, owner=""))
        Console().print(Markdown(agreement(made, await waits.poller.known_board(), now())))
    return 0


async def list_all(*, as_json: bool) -> int:
    """Print all subscriptions."""
    async with _waits() as waits:
        if as_json:
            records = [_record(one) for one in await waits.subscriptions.all()]
            print(json.dumps(records, ensure_ascii=False))  # noqa: T201
        else:
            told = await waits.subscribing.handle(
                ListSubscriptions(), _NOWHERE, "", is_operator=True
            )
            Console().print(Markdown(told))
    return 0


async def pause(number: int) -> int:
    """Pause a subscription."""
    async with _waits() as waits:
        _told(number, "is paused", is_done=await waits.subscribing.pause(number))
    return 0


async def resume(number: int) -> int:
    """Go on with a subscription."""
    async with _waits() as waits:
        _told(number, "goes on", is_done=await waits.subscribing.resume(number))
    return 0


async def remove(number: int) -> int:
    """Delete a subscription."""
    async with _waits() as waits:
        _told(number, "is removed", is_done=await waits.subscribing.remove(number))
    return 0


def _told(number: int, what: str, *, is_done: bool) -> None:
    if not is_done:
        raise SubscriptionRefused(
            f"There is no subscription {number}. `frontdesk subscribe list` shows all of them."
        )
    print(f"Subscription {number} {what}.")  # noqa: T201


def _record(one: Subscription) -> dict[str, Any]:
    wanted, channel = one.wanted, one.wanted.channel
    moments = {
        "created_at": one.created_at,
        "paused_at": one.paused_at,
        "next_due_at": one.next_due_at,
        "last_post_at": one.last_post_at,
    }
    return {
        "number": one.id,
        "to": f"{channel.platform}/{channel.workspace}/{channel.channel}",
        "owner": wanted.owner,
        "wording": wanted.wording,
        "rule": rule_in_words(wanted),
    } | {name: moment and moment.isoformat() for name, moment in moments.items()}


@asynccontextmanager
async def _waits() -> AsyncIterator[Waits]:
    settings = load_settings()
    async with (
        Database(url=settings.database_url) as database,
        open_waits(settings, database, now) as waits,
    ):
        if waits is None:
            raise SettingsError(
                "There is no feed of wait times, so there is nothing to post. Set "
                "FRONTDESK_WAITS_URL (`waits.url`) to the feed's address."
            )
        yield waits

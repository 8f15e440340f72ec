"""Subscriptions as people manage them, in chat and on the command line.

`core.waits.subscribing.commands` tells what is a command, `SubscriptionDesk.handle` carries it out and answers
in words.  It also serves operators on the status page (`core.ports.SubscriptionActions`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from core.domain import (
    AlertRule,
    ConversationKey,
    NewSubscription,
    Subscription,
    SubscriptionId,
    WaitBoard,
)
from core.errors import SubscriptionRefused
from core.ports import Clock, SubscriptionStore
from core.waits.examples import Examples, examples_of
from core.waits.subscribing.commands import (
    Command,
    ListSubscriptions,
    Pause,
    Resume,
    Subscribe,
    Unsubscribe,
)
from core.waits.subscribing.schedules import next_due
from core.waits.subscribing.sites import sites_meant
from core.waits.subscribing.wishes import parse_wish
from core.waits.subscribing.words import agreement, listing, next_in_words
from core.waits.telling.wording import escaped

_log = structlog.get_logger()

_MOST_SITES = 15
"""Of one alert, which is room for those of a city: more would post all day."""
_MOST_WORDING = 200
"""Characters of a wish that are kept for listings."""


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who gave a command, and where."""

    channel: ConversationKey
    person: str
    is_operator: bool

    @property
    def is_nowhere(self) -> bool:
        """Whether it is an operator who sits at no channel, but at the command line."""
        return self.is_operator and not self.channel.platform


class SubscriptionDesk:
    """Carries out commands on subscriptions; implements `core.ports.SubscriptionActions`."""

    def __init__(
        self,
        *,
        store: SubscriptionStore,
        board: Callable[[], Awaitable[WaitBoard]],
        now: Clock,
        time_zone: str,
        most_in_channel: int,
        platforms: Collection[str] | None = None,
    ) -> None:
        """Take what managing needs.

        Args:
            store: Keeps them.
            board: The sites that there are.
            now: Tells the time.
            time_zone: That people mean when they write a time.
            most_in_channel: Subscriptions that a channel may have.
            platforms: Where posts can be shown; None: anywhere.
        """
        self._store = store
        self._board = board
        self._now = now
        self._time_zone = time_zone
        self._most_in_channel = most_in_channel
        self._platforms = platforms

    async def handle(
        self, command: Command, channel: ConversationKey, person: str, *, is_operator: bool = False
    ) -> str:
        """Carry out a command.

        Args:
            command: As `parse_command` understood it.
            channel: Where it was given, and where posts go.
            person: Who gave it.
            is_operator: Whether that person may manage the subscriptions of others.

        Returns:
            What to show, as Markdown: what was done, or why not and what to write instead.

        Raises:
            StorageError: The database cannot be read or written.
        """
        asker = _Asker(channel, person, is_operator)
        try:
            match command:
                case Subscribe(text=text):
                    return await self._subscribe(text, asker)
                case ListSubscriptions():
                    return await self._list(asker)
                case Pause(id=number):
                    return await self._pause(await self._found(number, asker))
                case Resume(id=number):
                    return await self._resume(await self._found(number, asker))
                case Unsubscribe(id=number):
                    return await self._unsubscribe(number, asker)
        except SubscriptionRefused as error:
            return str(error)

    async def build(
        self, text: str, channel: ConversationKey, owner: str, *, time_zone: str = ""
    ) -> NewSubscription:
        """Understand a wish, without keeping it.

        Args:
            text: `weekdays 7:00 and 15:00, Calgary emergency`, with or without `subscribe`.
            channel: Where posts go.
            owner: Whose it is; empty: an operator's.
            time_zone: That its times are meant in; empty: the desk's.

        Raises:
            SubscriptionRefused: It cannot be kept; fit for the person.
            StorageError: The sites cannot be read.
        """
        board = await self._board()
        examples = examples_of(board)
        wish = parse_wish(text, examples)
        asked = sites_meant(wish, board)
        if isinstance(wish.rule, AlertRule) and len(asked.facilities) > _MOST_SITES:
            raise SubscriptionRefused(
                f"An alert may watch up to {_MOST_SITES} sites, and these are "
                f'{len(asked.facilities)}. Please name some, for example "{escaped(examples.alert)}".'
            )
        return NewSubscription(
            channel=channel,
            owner=owner,
            wording=" ".join(text.split())[:_MOST_WORDING],
            selection=asked.selection,
            rule=wish.rule,
            time_zone=time_zone or self._time_zone,
            quiet_hours=wish.quiet_hours,
            keeps_one_post=wish.keeps_one_post,
        )

    async def examples(self) -> Examples:
        """What may be written, with names that the board knows.

        Raises:
            StorageError: The sites cannot be read.
        """
        return examples_of(await self._board())

    async def add(self, wanted: NewSubscription) -> Subscription:
        """Keep a wish.

        Raises:
            SubscriptionRefused: The channel has as many as it may have; fit for the person.
            StorageError: The database cannot be written.
        """
        made = await self._store.add(
            wanted,
            next_due_at=_next_due(wanted, self._now()),
            most_in_channel=self._most_in_channel,
        )
        _log.info("subscription_added", subscription=made.id, platform=wanted.channel.platform)
        return made

    async def pause(self, subscription_id: SubscriptionId) -> bool:
        """Post nothing for it until it is resumed; False where there is none of this number."""
        return await self._store.pause(subscription_id, self._now())

    async def resume(self, subscription_id: SubscriptionId) -> bool:
        """Go on with it; False where there is none of this number."""
        found = await self._store.find(subscription_id)
        if found is None:
            return False
        next_due_at = _next_due(found.wanted, self._now())
        return await self._store.resume(subscription_id, next_due_at)

    async def remove(self, subscription_id: SubscriptionId) -> bool:
        """Delete it; False where there is none of this number."""
        return await self._store.remove(subscription_id)

    # ---- Commands -----------------------------------------------------------------------

    async def _subscribe(self, text: str, asker: _Asker) -> str:
        if self._platforms is not None and asker.channel.platform not in self._platforms:
            raise SubscriptionRefused(
                "Nothing can be posted here, because it closes when you leave. Please write this "
                "on the desk's web page, or where the desk itself is running."
            )
        wanted = await self.build(text, asker.channel, asker.person)
        made = await self.add(wanted)
        return agreement(made, await self._board(), self._now())

    async def _list(self, asker: _Asker) -> str:
        theirs, now = await self._listed(asker), self._now()
        if not theirs:
            example = escaped((await self.examples()).digest)
            return f'Nothing is posted here. To change that, write for example "{example}".'
        lines = [
            f"- {listing(one, now, person=asker.person, is_operator=asker.is_nowhere)}"
            for one in theirs
        ]
        hint = "Say `pause`, `resume` or `unsubscribe` and the number."
        return "\n".join(["Subscriptions:", "", *lines, "", hint])

    async def _listed(self, asker: _Asker) -> Sequence[Subscription]:
        """Those of the channel; all of them for an operator who is in none."""
        if asker.is_nowhere:
            return await self._store.all()
        return await self._store.of_channel(asker.channel)

    async def _pause(self, one: Subscription) -> str:
        if one.paused_at is not None:
            return f"Subscription {one.id} is paused already. `resume {one.id}` goes on with it."
        await self.pause(one.id)
        return f"Subscription {one.id} is paused. `resume {one.id}` goes on with it."

    async def _resume(self, one: Subscription) -> str:
        if one.paused_at is None:
            return f"Subscription {one.id} is not paused."
        await self.resume(one.id)
        resumed = replace(one, paused_at=None, next_due_at=_next_due(one.wanted, self._now()))
        following = f" Next: {next_in_words(resumed, self._now())}." if resumed.next_due_at else ""
        return f"Subscription {one.id} goes on.{following}"

    async def _unsubscribe(self, number: SubscriptionId | None, asker: _Asker) -> str:
        if number is None:
            theirs = await self._listed(asker)
            if len(theirs) != 1:
                return await self._list(asker)
            number = theirs[0].id
        one = await self._found(number, asker)
        is_owner = bool(asker.person) and asker.person == one.wanted.owner
        if not is_owner and not asker.is_operator:
            raise SubscriptionRefused(
                f"Subscription {number} can be removed by who made it, or by an operator. "
                f"Anyone here can say `pause {number}`, so that nothing is posted."
            )
        await self.remove(number)
        return f"Subscription {number} is removed: {escaped(one.wanted.wording)}"

    async def _found(self, number: SubscriptionId, asker: _Asker) -> Subscription:
        """A subscription that may be seen from here.

        Raises:
            SubscriptionRefused: There is none; one of another channel is not told from none.
        """
        one = await self._store.find(number)
        if one is None or not (asker.is_operator or _is_here(one, asker.channel)):
            raise SubscriptionRefused(
                f"There is no subscription {number} here. Say `my subscriptions` to see them."
            )
        return one


def _next_due(wanted: NewSubscription, now: datetime) -> datetime | None:
    if isinstance(wanted.rule, AlertRule):
        return None
    return next_due(wanted.rule.crons, wanted.time_zone, now)


def _is_here(one: Subscription, channel: ConversationKey) -> bool:
    return replace(one.wanted.channel, thread="") == replace(channel, thread="")

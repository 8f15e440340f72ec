"""Whether the desk answers what nobody has addressed to it; chat adapters ask it.

In a thread it depends on who has spoken there, in a channel on its settings, and orders about
subscriptions are heard wherever they can be meant.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from core.chatting.addressing import Verdict, judge_in_thread
from core.chatting.command_words import LIST_POSTS
from core.chatting.said_words import put_right
from core.chatting.stopping import StopAsked, asks_how_to_stop
from core.chatting.thread_talk import ThreadTalk
from core.chatting.wording import numbered_order, site_followed_up
from core.domain import ConversationKey, StatusReport
from core.ports import ChannelSettingsStore, Conversations, StatusSource, SubscriptionStore

_LOOK_SECONDS = 1.0
"""The platform waits for its acknowledgement."""


@dataclass(frozen=True, slots=True)
class Overheard:
    """A message that names nobody, and where it stands."""

    in_channel: ConversationKey
    """The channel itself."""
    in_thread: ConversationKey
    """The thread that it stands in or opens."""
    person: str
    is_under_own_post: bool
    """Whether it stands in a thread that the desk has begun by a message of its own."""


class Overhearing:
    """Weighs what is said beside the desk."""

    def __init__(
        self,
        *,
        channels: ChannelSettingsStore,
        conversations: Conversations,
        status: StatusSource,
        subscriptions: SubscriptionStore,
        talk: ThreadTalk,
    ) -> None:
        """Take what it looks at, and who knows who has spoken."""
        self._channels = channels
        self._conversations = conversations
        self._status = status
        self._subscriptions = subscriptions
        self._talk = talk

    async def weigh(self, heard: Overheard, said: str, verdict: Verdict) -> Verdict:
        """`ANSWER`, `ANSWER_UNASKED` or `IGNORE` for a message that names nobody.

        Args:
            heard: The message.
            said: Its text in plain words.
            verdict: What its words alone tell.

        Raises:
            StorageError: What was said before, or the channel's settings, cannot be read.
        """
        match verdict:
            case Verdict.WEIGH_IN_THREAD:
                return await self._in_thread(heard, said)
            case Verdict.ANSWER_IF_WANTED:
                settings = await self._channels.of(heard.in_channel)
                return Verdict.ANSWER_UNASKED if settings.answers_unmentioned else Verdict.IGNORE
            case Verdict.ANSWER_IF_SUBSCRIBED:
                return await self._as_order(heard, said)
        return verdict

    async def whole_question(self, heard: Overheard, said: str, *, is_addressed: bool) -> str:
        """What is asked or ordered, in words that need nothing before them.

        Under a post on wait times `and Osprey?` follows up, though nothing was asked there before; `how do I
        stop that?` asks for the subscriptions.

        Args:
            heard: The message.
            said: Its text in plain words.
            is_addressed: Whether it was said to the desk: then orders with a slip are meant for it.

        Raises:
            StorageError: What was said there cannot be read.
        """
        said = put_right(said) if is_addressed else said
        if await self._wants_to_stop(heard, said):
            return LIST_POSTS
        site = site_followed_up(said) if heard.is_under_own_post else ""
        if not site or await self._conversations.takes_part(heard.in_thread):
            return said
        report = await self._report()
        waits = report.waits.waits if report is not None and report.waits is not None else ()
        is_known = any(site.casefold() in one.facility.name.casefold() for one in waits)
        return f"wait times for {site}" if is_known else said

    async def _in_thread(self, heard: Overheard, said: str) -> Verdict:
        is_alone = self._talk.is_alone(heard.in_thread, heard.person)
        verdict = judge_in_thread(said, is_alone=is_alone)
        if is_alone or verdict is Verdict.IGNORE:
            return verdict
        if self._talk.is_over(heard.in_thread):
            # Where the question is gone, people ask each other what has become of it.
            return await self._as_order(heard, said)
        if heard.is_under_own_post or await self._conversations.takes_part(heard.in_thread):
            return verdict
        return await self._as_order(heard, said)

    async def _as_order(self, heard: Overheard, said: str) -> Verdict:
        """`pause 7` is for the desk where 7 is a subscription of the channel."""
        number = numbered_order(said)
        if number is None:
            return Verdict.IGNORE
        here = await self._subscriptions.of_channel(heard.in_channel)
        return Verdict.ANSWER if number in {one.id for one in here} else Verdict.IGNORE

    async def _wants_to_stop(self, heard: Overheard, said: str) -> bool:
        """Whether it asks how posts are ended: `that` is one where the desk has said nothing since."""
        asked = asks_how_to_stop(said)
        if asked is None:
            return False
        here = await self._subscriptions.of_channel(heard.in_channel)
        if asked is StopAsked.POSTS or not here or heard.is_under_own_post:
            return bool(here)
        is_thread = heard.in_thread != heard.in_channel
        if is_thread and await self._conversations.takes_part(heard.in_thread):
            return False
        posted = [one.last_post_at for one in here if one.last_post_at is not None]
        spoken = [one.last_at for one in await self._conversations.summaries(heard.in_channel)]
        return bool(posted) and (not spoken or max(posted) > max(spoken))

    async def _report(self) -> StatusReport | None:
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                return await self._status.report()
        except TimeoutError:
            return None

"""Whether the desk answers what nobody has addressed to it; `messages` asks it.

In a thread it depends on who has spoken there, in a channel on its settings, and orders about
subscriptions are heard wherever they can be meant.
"""

from __future__ import annotations

import asyncio

from adapters.slack.listening.addressing import Verdict, judge_in_thread
from adapters.slack.listening.scene import Scene
from adapters.slack.listening.thread_talk import ThreadTalk
from adapters.slack.listening.wording import numbered_order, site_followed_up
from adapters.slack.tools import SlackTools
from core.domain import ConversationKey, StatusReport

_LOOK_SECONDS = 1.0
"""Slack waits for its acknowledgement."""


class Overhearing:
    """Weighs what is said beside the desk."""

    def __init__(self, *, tools: SlackTools, talk: ThreadTalk) -> None:
        """Take what it looks at, and who knows who has spoken."""
        self._tools = tools
        self._talk = talk

    async def weigh(self, scene: Scene, said: str, verdict: Verdict) -> Verdict:
        """`ANSWER`, `ANSWER_UNASKED` or `IGNORE` for a message that names nobody.

        Args:
            scene: The message.
            said: Its text in plain words.
            verdict: What its words alone tell.

        Raises:
            StorageError: What was said before, or the channel's settings, cannot be read.
        """
        match verdict:
            case Verdict.WEIGH_IN_THREAD:
                return await self._in_thread(scene, said)
            case Verdict.ANSWER_IF_WANTED:
                settings = await self._tools.channels.of(scene.in_channel)
                return Verdict.ANSWER_UNASKED if settings.answers_unmentioned else Verdict.IGNORE
            case Verdict.ANSWER_IF_SUBSCRIBED:
                return await self._as_order(scene, said)
        return verdict

    async def whole_question(self, scene: Scene, said: str) -> str:
        """What a follow-up under a post on wait times asks: nothing was asked there before.

        Raises:
            StorageError: What was said there cannot be read.
        """
        site = site_followed_up(said) if scene.is_under_own_post else ""
        if not site or await self._tools.conversations.takes_part(scene.in_thread):
            return said
        report = await self._report()
        waits = report.waits.waits if report is not None and report.waits is not None else ()
        is_known = any(site.casefold() in one.facility.name.casefold() for one in waits)
        return f"wait times for {site}" if is_known else said

    async def _in_thread(self, scene: Scene, said: str) -> Verdict:
        is_alone = self._talk.is_alone(scene.in_thread, scene.message.user)
        verdict = judge_in_thread(said, is_alone=is_alone)
        if is_alone or verdict is Verdict.IGNORE:
            return verdict
        if scene.is_under_own_post or await self._tools.conversations.takes_part(scene.in_thread):
            return verdict
        return await self._as_order(scene, said)

    async def _as_order(self, scene: Scene, said: str) -> Verdict:
        """`pause 7` is for the desk where 7 is a subscription of the channel."""
        number = numbered_order(said)
        report = await self._report() if number is not None else None
        subscribed = report.subscriptions if report is not None else ()
        is_here = any(
            one.id == number and _is_of(one.wanted.channel, scene.in_channel) for one in subscribed
        )
        return Verdict.ANSWER if is_here else Verdict.IGNORE

    async def _report(self) -> StatusReport | None:
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                return await self._tools.status.report()
        except TimeoutError:
            return None


def _is_of(one: ConversationKey, channel: ConversationKey) -> bool:
    there, here = one, channel
    return (there.platform, there.workspace, there.channel) == (
        here.platform,
        here.workspace,
        here.channel,
    )

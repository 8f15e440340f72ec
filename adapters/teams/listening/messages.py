"""Hears messages: new ones, edited ones, deleted ones.  `bot` calls it.

A question is kept before this returns; everything else that is to be done for it waits until Teams has its
response.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import structlog

from adapters.teams.listening.changes import Changes
from adapters.teams.listening.group_talk import GroupTalk
from adapters.teams.listening.scene import Scene
from adapters.teams.listening.words import Words
from adapters.teams.spot import ChatKind
from adapters.teams.taking_in.asking import Asked, Asking
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.routes import WordHandler
from adapters.teams.taking_in.strangers import Standing, Strangers
from adapters.teams.taking_in.telling import Teller
from adapters.teams.tools import TeamsTools
from adapters.teams.writing import escaped
from core.chatting.addressing import Heard, Verdict, is_overheard, judge, judge_in_thread
from core.chatting.overhearing import Overhearing
from core.chatting.thread_talk import ThreadTalk
from core.domain import Acceptance, Accepted, Question, Repeated
from core.errors import StorageError
from core.routing import describes_emergency
from core.waits.subscribing.commands import parse_command

_log = structlog.get_logger()

_NOTHING_SAID = "hello"
"""What a bare mention says."""
_WITHOUT_TEXT = (
    "I can read text and the links in it, but no files, pictures, cards or forwarded messages. Please "
    "write what you would like to know, or give me the address of the page."
)
_UNDELETED = "undeleteMessage"


class Messages:
    """Listens to messages."""

    def __init__(
        self,
        *,
        tools: TeamsTools,
        asking: Asking,
        teller: Teller,
        strangers: Strangers,
        talk: ThreadTalk,
        words: Mapping[str, WordHandler],
    ) -> None:
        """Take the tools and what the other listeners share."""
        self._tools = tools
        self._asking = asking
        self._teller = teller
        self._strangers = strangers
        self._talk = talk
        self._groups = GroupTalk(talk=talk, now=tools.now)
        self._words = Words(tools=tools, words=words)
        self._overhearing = Overhearing(
            channels=tools.channels,
            conversations=tools.conversations,
            status=tools.status,
            subscriptions=tools.subscriptions,
            talk=talk,
        )
        self._changes = Changes(tools=tools, teller=teller, talk=talk)

    async def said(self, message: HeardActivity) -> None:
        """Somebody has said something.

        Raises:
            StorageError: What it asks could not be kept or judged; Teams is to deliver it again.
        """
        scene = self._scene(message)
        self._changes.heard(scene)
        await self._consider(scene)

    async def edited(self, message: HeardActivity) -> None:
        """An edit counts where it adds the mention.  Raises as `said`."""
        if message.channel_data.event_type == _UNDELETED:
            return
        scene = self._scene(message)
        if self._changes.adds_mention(scene):
            await self._consider(scene, is_edit=True)
        else:
            self._changes.edited(scene)
        self._changes.heard(scene)

    async def deleted(self, message: HeardActivity) -> None:
        """A message is gone."""
        await self._changes.deleted(message)

    def _scene(self, message: HeardActivity) -> Scene:
        scene = Scene(message)
        if message.kind is not ChatKind.GROUP:
            return scene
        return replace(scene, is_talk=self._groups.goes_on(scene.in_thread))

    # ---- New ones -----------------------------------------------------------------------

    async def _consider(self, scene: Scene, *, is_edit: bool = False) -> None:
        heard = scene.heard()
        if is_overheard(heard) and not self._opens_thread(scene):
            self._talk.spoke(scene.in_thread, scene.person, scene.message.id)
        by_words = judge(heard)
        scene = await self._in_context(scene, heard, by_words)
        verdict = await self._overhearing.weigh(scene.overheard, heard.said, by_words)
        if verdict is Verdict.IGNORE:
            return
        is_overheard_only = verdict is Verdict.ANSWER_UNASKED
        standing = await self._standing(scene, is_word=self._words.knows(heard.said))
        if standing.refusal:
            # Who spoke to nobody is not told that nobody answers.
            if not is_overheard_only:
                self._refuse(scene, escaped(standing.refusal))
            return
        scene = replace(scene, ask_in=standing.ask_in)
        match verdict:
            case Verdict.REFUSE_WITHOUT_TEXT:
                self._refuse(scene, _WITHOUT_TEXT)
            case Verdict.ANSWER:
                if not self._words.said(scene, heard.said):
                    await self._ask(scene, heard, is_edit=is_edit)
            case Verdict.ANSWER_UNASKED:
                # What to do in danger is told whoever was asked.
                is_unasked = not describes_emergency(heard.said)
                await self._ask(scene, heard, is_unasked=is_unasked)

    async def _standing(self, scene: Scene, *, is_word: bool) -> Standing:
        """A question is kept before Teams is asked for its person; a word is answered at once."""
        if is_word:
            return Standing(await self._strangers.refusal(scene.message))
        return await self._strangers.standing(scene.message)

    async def _in_context(self, scene: Scene, heard: Heard, verdict: Verdict) -> Scene:
        """With the knowledge of whose post it stands beneath, where that can matter."""
        if scene.spot.kind is not ChatKind.CHANNEL or scene.is_top_level:
            return scene
        match verdict:
            case Verdict.ANSWER:
                can_matter = True
            case Verdict.WEIGH_IN_THREAD:
                is_alone = self._talk.is_alone(scene.in_thread, scene.person)
                words = judge_in_thread(heard.said, is_alone=is_alone)
                can_matter = words is not Verdict.IGNORE
            case _:
                can_matter = False
        if not can_matter:
            return scene
        try:
            is_ours = await self._tools.opener.is_own_post(scene.spot, scene.spot.root)
        except StorageError as error:
            # Most threads are none of ours, and Teams would deliver it again for nothing.
            _log.warning("own_post_not_looked_up", reason=str(error))
            is_ours = False
        return replace(scene, is_under_own_post=is_ours)

    def _opens_thread(self, scene: Scene) -> bool:
        return scene.spot.kind is ChatKind.CHANNEL and scene.is_top_level

    def _refuse(self, scene: Scene, why: str) -> None:
        self._teller.tell_once(scene.event_id, scene.addressee, why)

    async def _ask(
        self, scene: Scene, heard: Heard, *, is_unasked: bool = False, is_edit: bool = False
    ) -> None:
        if self._teller.has_told(scene.event_id, scene.spot.tenant):
            return
        text = await self._overhearing.whole_question(
            scene.overheard,
            heard.said.strip() or _NOTHING_SAID,
            is_addressed=not is_overheard(heard),
        )
        thread, message_id = scene.in_thread, scene.message.id
        if not is_unasked:
            # Before it is kept: others may speak meanwhile.
            self._talk.asked(thread, {scene.person}, message_id)
            self._groups.asked(thread)
        asked = Asked(
            question=_question(scene, text),
            place=scene.place(is_unasked=is_unasked),
            event_id=scene.event_id,
            addressee=scene.addressee,
        )
        acceptance = await self._asking.ask(asked)
        if is_edit and self._was_passed_over(acceptance):
            # It was heard before the edit, when nobody had addressed the desk.
            again = replace(asked, event_id=f"edited:{scene.event_id}")
            acceptance = await self._asking.ask(again)
        if is_unasked and isinstance(acceptance, Accepted):
            self._talk.overheard(thread, acceptance.turn_id, scene.person, message_id)

    def _was_passed_over(self, acceptance: Acceptance) -> bool:
        if not isinstance(acceptance, Repeated):
            return False
        return self._tools.opener.has_shown(acceptance.turn_id) is False


def _question(scene: Scene, text: str) -> Question:
    if scene.is_top_level and parse_command(text) is not None:
        # What is posted by the clock belongs to the channel, not under the message that wished it.
        return Question(text, scene.in_channel, scene.person)
    return Question(text, scene.in_thread, scene.person)

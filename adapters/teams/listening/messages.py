"""Hears messages: new ones, edited ones, deleted ones.  `bot` calls it.

A question is kept before this returns; everything else that is to be done for it waits until Teams has its
response.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adapters.teams.listening.changes import Changes
from adapters.teams.listening.group_talk import GroupTalk
from adapters.teams.listening.scene import Scene
from adapters.teams.listening.words import Words
from adapters.teams.spot import ChatKind
from adapters.teams.taking_in.asking import Asked, Asking
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.routes import WordHandler
from adapters.teams.taking_in.strangers import Strangers
from adapters.teams.taking_in.telling import Teller
from adapters.teams.tools import TeamsTools
from core.chatting.addressing import Verdict, is_overheard, judge
from core.chatting.overhearing import Overhearing
from core.chatting.thread_talk import ThreadTalk
from core.domain import Acceptance, Accepted, Question, Repeated
from core.routing import describes_emergency
from core.waits.subscribing.commands import parse_command

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
        self._changes = Changes(tools=tools, teller=teller)

    async def said(self, message: HeardActivity) -> None:
        """Somebody has said something.

        Raises:
            StorageError: What it asks could not be kept or judged; Teams is to deliver it again.
        """
        scene = await self._scene(message)
        self._changes.heard(scene)
        await self._consider(scene)

    async def edited(self, message: HeardActivity) -> None:
        """An edit counts where it adds the mention.  Raises as `said`."""
        if message.channel_data.event_type == _UNDELETED:
            return
        scene = await self._scene(message)
        if self._changes.adds_mention(scene):
            await self._consider(scene, is_edit=True)
        else:
            self._changes.edited(scene)
        self._changes.heard(scene)

    async def deleted(self, message: HeardActivity) -> None:
        """A message is gone."""
        await self._changes.deleted(message)

    async def _scene(self, message: HeardActivity) -> Scene:
        scene = Scene(message)
        match message.kind:
            case ChatKind.GROUP:
                is_talk = self._groups.goes_on(scene.in_thread, scene.person)
                return replace(scene, is_talk=is_talk)
            case ChatKind.CHANNEL if not scene.is_top_level:
                is_ours = await self._tools.opener.is_own_post(scene.spot, scene.spot.root)
                return replace(scene, is_under_own_post=is_ours)
        return scene

    # ---- New ones -----------------------------------------------------------------------

    async def _consider(self, scene: Scene, *, is_edit: bool = False) -> None:
        heard = scene.heard()
        if is_overheard(heard) and not self._opens_thread(scene):
            self._talk.spoke(scene.in_thread, scene.person, scene.message.id)
        verdict = await self._overhearing.weigh(scene.overheard, heard.said, judge(heard))
        if verdict is Verdict.IGNORE:
            return
        is_overheard_only = verdict is Verdict.ANSWER_UNASKED
        if reason := await self._strangers.refusal(scene.message):
            # Who spoke to nobody is not told that nobody answers.
            if not is_overheard_only:
                self._refuse(scene, reason)
            return
        match verdict:
            case Verdict.REFUSE_WITHOUT_TEXT:
                self._refuse(scene, _WITHOUT_TEXT)
            case Verdict.ANSWER:
                if not self._words.said(scene, heard.said):
                    await self._ask(scene, heard.said, is_edit=is_edit)
            case Verdict.ANSWER_UNASKED:
                # What to do in danger is told whoever was asked.
                is_unasked = not describes_emergency(heard.said)
                await self._ask(scene, heard.said, is_unasked=is_unasked)

    def _opens_thread(self, scene: Scene) -> bool:
        return scene.spot.kind is ChatKind.CHANNEL and scene.is_top_level

    def _refuse(self, scene: Scene, why: str) -> None:
        self._teller.tell_once(scene.event_id, scene.addressee, why)

    async def _ask(
        self, scene: Scene, said: str, *, is_unasked: bool = False, is_edit: bool = False
    ) -> None:
        if self._teller.has_told(scene.event_id, scene.spot.tenant):
            return
        text = await self._overhearing.whole_question(
            scene.overheard, said.strip() or _NOTHING_SAID
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

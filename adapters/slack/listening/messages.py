"""Hears messages: new ones, edited ones, deleted ones.

Bolt calls `Messages` for the events `message` and `app_mention`.  A question is kept before this
returns; everything else that is to be done for it waits until Slack has its acknowledgement.
"""

from __future__ import annotations

from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.listening.changes import Changes
from adapters.slack.listening.direct_talk import DirectTalk
from adapters.slack.listening.payloads import HeardMessage, MessageEnvelope, MessageEvent
from adapters.slack.listening.scene import Scene
from adapters.slack.listening.words import Words
from adapters.slack.taking_in.asking import Asked, Asking
from adapters.slack.taking_in.people import PeopleNames
from adapters.slack.taking_in.strangers import is_elsewhere, stranger_in_words
from adapters.slack.taking_in.telling import Teller
from adapters.slack.text import mentions, plain_text
from adapters.slack.tools import SlackTools
from core.chatting.addressing import Verdict, is_overheard, judge
from core.chatting.overhearing import Overhearing
from core.chatting.thread_talk import ThreadTalk
from core.chatting.wording import wishes_to_forget
from core.domain import Accepted, Question
from core.routing import describes_emergency
from core.waits.subscribing.commands import parse_command

_NOTHING_SAID = "hello"
"""What a bare mention says."""
_WITHOUT_TEXT = (
    "I can read text and the links in it, but no files, pictures or forwarded messages. Please write "
    "what you would like to know, or give me the address of the page."
)


class Messages:
    """Listens to messages."""

    def __init__(
        self,
        *,
        tools: SlackTools,
        asking: Asking,
        teller: Teller,
        names: PeopleNames,
        talk: ThreadTalk,
    ) -> None:
        """Take the tools and what the other listeners share."""
        self._tools = tools
        self._asking = asking
        self._teller = teller
        self._names = names
        self._talk = talk
        self._overhearing = Overhearing(
            channels=tools.channels,
            conversations=tools.conversations,
            status=tools.status,
            subscriptions=tools.subscriptions,
            talk=talk,
        )
        self._changes = Changes(tools=tools, teller=teller, talk=talk)
        self._words = Words(tools=tools, teller=teller)
        self._direct = DirectTalk(conversations=tools.conversations, now=tools.now)

    async def hear(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Hear an event.

        Raises:
            StorageError: What it asks could not be kept or judged; Slack is to deliver it again.
        """
        envelope = MessageEnvelope.model_validate(body)
        event = envelope.event
        workspace = context.team_id or context.enterprise_id or ""
        if event.subtype == "message_deleted":
            await self._changes.deleted(workspace, event.channel, event.deleted_ts)
        elif event.subtype == "message_changed":
            await self._changed(envelope, workspace, context)
        elif event.type == "app_mention" and event.edited is not None:
            # Any edit of a mention comes as this; whether it added the mention tells the other event.
            return
        else:
            scene = await self._scene(envelope, event, workspace, context)
            await self._consider(scene)

    async def _changed(
        self, envelope: MessageEnvelope, workspace: str, context: AsyncBoltContext
    ) -> None:
        """An edit counts where it adds the mention; one that leaves a tombstone is a deletion."""
        event = envelope.event
        now, before = event.message, event.previous_message
        if now is None:
            return
        if now.subtype == "tombstone":
            await self._changes.deleted(workspace, event.channel, now.ts)
            return
        scene = await self._scene(envelope, now, workspace, context)
        if self._changes.adds_mention(scene, before):
            await self._consider(scene)
        else:
            self._changes.edited(scene, before)

    # ---- New ones -----------------------------------------------------------------------

    async def _scene(
        self,
        envelope: MessageEnvelope,
        message: HeardMessage,
        workspace: str,
        context: AsyncBoltContext,
    ) -> Scene:
        event: MessageEvent = envelope.event
        desk_user = context.bot_user_id or await self._tools.clients.bot_user(workspace)
        # On Enterprise Grid colleagues are in other teams of the same organisation.
        is_shared = envelope.is_ext_shared_channel is not False
        is_stranger = is_shared and is_elsewhere(message.sender_team, context)
        return Scene(
            workspace=workspace,
            desk_user=desk_user,
            channel=event.channel,
            is_direct=event.is_direct,
            is_mention=event.type == "app_mention",
            is_stranger=is_stranger and not self._tools.rules.allow_external,
            message=message,
        )

    async def _consider(self, scene: Scene) -> None:
        heard = scene.heard()
        if is_overheard(heard) and not scene.message.is_top_level:
            self._talk.spoke(scene.in_thread, scene.message.user, scene.message.ts)
        match await self._overhearing.weigh(scene.overheard, heard.said, judge(heard)):
            case Verdict.REFUSE_STRANGER:
                self._refuse(scene, stranger_in_words(self._tools.rules.contact))
            case Verdict.REFUSE_WITHOUT_TEXT:
                self._refuse(scene, _WITHOUT_TEXT)
            case Verdict.ANSWER:
                if not self._words.said(scene, heard.said):
                    await self._ask(scene)
            case Verdict.ANSWER_UNASKED:
                # What to do in danger is told whoever was asked.
                await self._ask(scene, is_unasked=not describes_emergency(heard.said))

    def _refuse(self, scene: Scene, why: str) -> None:
        """Tell the author why there is no answer, once: a mention comes as two events."""
        self._teller.tell_once(scene.event_id, scene.addressee, why)

    async def _ask(self, scene: Scene, *, is_unasked: bool = False) -> None:
        message = scene.message
        if self._teller.has_told(scene.event_id, scene.workspace):
            return
        text = await self._overhearing.whole_question(
            scene.overheard,
            await self._text(scene),
            is_addressed=not is_overheard(scene.heard()),
        )
        if not is_unasked:
            # Before it is kept: others may speak meanwhile.
            self._talk.asked(scene.in_thread, {message.user}, message.ts)
        acceptance = await self._asking.ask(
            Asked(
                question=await self._question(scene, text),
                place=scene.place(is_unasked=is_unasked),
                event_id=scene.event_id,
                addressee=scene.addressee,
            )
        )
        if not isinstance(acceptance, Accepted):
            return
        if is_unasked:
            turn_id = acceptance.turn_id
            self._talk.overheard(scene.in_thread, turn_id, message.user, message.ts)
        if scene.is_direct and parse_command(text) is None:
            self._direct.spoke(scene.workspace, scene.channel, message.thread)

    async def _question(self, scene: Scene, text: str) -> Question:
        message, thread = scene.message, scene.in_thread
        if message.is_top_level and parse_command(text) is not None:
            # What is posted by the clock belongs to the channel, not under the message that wished it.
            return Question(text, scene.in_channel, message.user)
        if not (scene.is_direct and message.is_top_level):
            return Question(text, thread, message.user)
        # The latest one, however old it is, is what somebody means who says "forget".
        latest = await self._direct.latest(thread, is_old_too=wishes_to_forget(text))
        return Question(text, thread, message.user, continues=latest)

    async def _text(self, scene: Scene) -> str:
        named = [user for user in mentions(scene.message.text) if user != scene.desk_user]
        names = await self._names.of(scene.workspace, named)
        text = plain_text(scene.message.text, bot_user=scene.desk_user, names=names)
        return text.strip() or _NOTHING_SAID

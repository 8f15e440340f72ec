"""Hears messages: new ones, edited ones, deleted ones.

Bolt calls `Messages` for the events `message` and `app_mention`.  A question is kept before this
returns; everything else that is to be done for it waits until Slack has its acknowledgement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import structlog
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.listening.addressing import Heard, Verdict, judge, names_group
from adapters.slack.listening.direct_talk import DirectTalk
from adapters.slack.listening.payloads import HeardMessage, MessageEnvelope, MessageEvent
from adapters.slack.listening.wording import wishes_to_forget
from adapters.slack.place import Place
from adapters.slack.taking_in.asking import Asked, Asking, conversation
from adapters.slack.taking_in.people import PeopleNames
from adapters.slack.taking_in.strangers import is_elsewhere, stranger_in_words
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.text import mentions, mentions_bot, plain_text
from adapters.slack.tools import SlackTools
from core.domain import Accepted, Question
from core.waits.subscribing.commands import parse_command

_log = structlog.get_logger()

_NOTHING_SAID = "hello"
"""What a bare mention says."""
_WITHOUT_TEXT = (
    "I can read text and the links in it, but no files, pictures or forwarded messages. Please write "
    "what you would like to know, or give me the address of the page."
)


@dataclass(frozen=True, slots=True)
class _Scene:
    """One message with all that is known around it."""

    workspace: str
    desk_user: str
    channel: str
    is_direct: bool
    is_mention: bool
    is_stranger: bool
    message: HeardMessage

    @property
    def event_id(self) -> str:
        """The same for every event that brings this message."""
        return f"message:{self.channel}:{self.message.ts}"

    @property
    def addressee(self) -> Addressee:
        """Where its author is told something."""
        return Addressee(
            workspace=self.workspace,
            channel=self.channel,
            person=self.message.user,
            thread_ts="" if self.message.is_top_level else self.message.thread,
            root_ts=self.message.thread,
            is_direct=self.is_direct,
        )


class Messages:
    """Listens to messages."""

    def __init__(
        self, *, tools: SlackTools, asking: Asking, teller: Teller, names: PeopleNames
    ) -> None:
        """Take the tools and what the other listeners share."""
        self._tools = tools
        self._asking = asking
        self._teller = teller
        self._names = names
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
            await self._deleted(workspace, event.channel, event.deleted_ts)
        elif event.subtype == "message_changed":
            await self._changed(envelope, workspace, context)
        elif event.type == "app_mention" and event.edited is not None:
            # Any edit of a mention comes as this; whether it added the mention tells the other event.
            return
        else:
            scene = await self._scene(envelope, event, workspace, context)
            await self._consider(scene)

    # ---- Deleted and edited ones --------------------------------------------------------

    async def _deleted(self, workspace: str, channel: str, ts: str) -> None:
        """Stop what a deleted message asked, while its answer is not there yet."""
        turn_id = self._tools.turns.of_message(workspace, channel, ts)
        if turn_id is None:
            return
        # First, because a stopped answer is shown as far as it had come.
        self._tools.opener.withdraw(turn_id)
        if await self._tools.desk.stop(turn_id):
            _log.info("question_deleted", turn=turn_id)

    async def _changed(
        self, envelope: MessageEnvelope, workspace: str, context: AsyncBoltContext
    ) -> None:
        """An edit counts where it adds the mention; one that leaves a tombstone is a deletion."""
        event = envelope.event
        now, before = event.message, event.previous_message
        if now is None:
            return
        if now.subtype == "tombstone":
            await self._deleted(workspace, event.channel, now.ts)
            return
        scene = await self._scene(envelope, now, workspace, context)
        was_mentioned = before is not None and mentions_bot(before.text, scene.desk_user)
        if not was_mentioned and mentions_bot(now.text, scene.desk_user):
            await self._consider(scene)

    # ---- New ones -----------------------------------------------------------------------

    async def _scene(
        self,
        envelope: MessageEnvelope,
        message: HeardMessage,
        workspace: str,
        context: AsyncBoltContext,
    ) -> _Scene:
        event: MessageEvent = envelope.event
        desk_user = context.bot_user_id or await self._tools.clients.bot_user(workspace)
        # On Enterprise Grid colleagues are in other teams of the same organisation.
        is_shared = envelope.is_ext_shared_channel is not False
        is_stranger = is_shared and is_elsewhere(message.sender_team, context)
        return _Scene(
            workspace=workspace,
            desk_user=desk_user,
            channel=event.channel,
            is_direct=event.is_direct,
            is_mention=event.type == "app_mention",
            is_stranger=is_stranger and not self._tools.rules.allow_external,
            message=message,
        )

    async def _consider(self, scene: _Scene) -> None:
        match judge(_heard(scene)):
            case Verdict.IGNORE:
                return
            case Verdict.REFUSE_STRANGER:
                self._refuse(scene, stranger_in_words(self._tools.rules.contact))
            case Verdict.REFUSE_WITHOUT_TEXT:
                self._refuse(scene, _WITHOUT_TEXT)
            case Verdict.ANSWER_IF_TAKING_PART:
                if await self._takes_part(scene):
                    await self._ask(scene)
            case Verdict.ANSWER_IF_WANTED:
                channel = conversation(scene.workspace, scene.channel)
                if (await self._tools.channels.of(channel)).answers_unmentioned:
                    await self._ask(scene)
            case Verdict.ANSWER:
                await self._ask(scene)

    async def _takes_part(self, scene: _Scene) -> bool:
        thread = conversation(scene.workspace, scene.channel, scene.message.thread)
        return await self._tools.conversations.takes_part(thread)

    def _refuse(self, scene: _Scene, why: str) -> None:
        """Tell the author why there is no answer, once: a mention comes as two events."""
        self._teller.tell_once(scene.event_id, scene.addressee, why)

    async def _ask(self, scene: _Scene) -> None:
        message = scene.message
        if self._teller.has_told(scene.event_id, scene.workspace):
            return
        text = await self._text(scene)
        acceptance = await self._asking.ask(
            Asked(
                question=await self._question(scene, text),
                place=_place(scene),
                event_id=scene.event_id,
                addressee=scene.addressee,
            )
        )
        is_talk = scene.is_direct and parse_command(text) is None
        if is_talk and isinstance(acceptance, Accepted):
            self._direct.spoke(scene.workspace, scene.channel, message.thread)

    async def _question(self, scene: _Scene, text: str) -> Question:
        message, channel = scene.message, conversation(scene.workspace, scene.channel)
        if message.is_top_level and parse_command(text) is not None:
            # What is posted by the clock belongs to the channel, not under the message that wished it.
            return Question(text, channel, message.user)
        thread = replace(channel, thread=message.thread)
        if not (scene.is_direct and message.is_top_level):
            return Question(text, thread, message.user)
        # The latest one, however old it is, is what somebody means who says "forget".
        latest = await self._direct.latest(thread, is_old_too=wishes_to_forget(text))
        return Question(text, thread, message.user, continues=latest)

    async def _text(self, scene: _Scene) -> str:
        named = [user for user in mentions(scene.message.text) if user != scene.desk_user]
        names = await self._names.of(scene.workspace, named)
        text = plain_text(scene.message.text, bot_user=scene.desk_user, names=names)
        return text.strip() or _NOTHING_SAID


def _heard(scene: _Scene) -> Heard:
    message = scene.message
    return Heard(
        said=plain_text(message.text, bot_user=scene.desk_user, names={}),
        person=message.user,
        desk_user=scene.desk_user,
        mentions=mentions(message.text),
        names_group=names_group(message.text),
        is_mention=scene.is_mention,
        is_direct=scene.is_direct,
        is_top_level=message.is_top_level,
        subtype=message.subtype,
        bot_id=message.bot_id,
        has_more_than_text=message.has_more_than_text,
        is_stranger=scene.is_stranger,
    )


def _place(scene: _Scene) -> Place:
    message = scene.message
    return Place(
        channel=scene.channel,
        thread_ts=message.thread,
        question_ts=message.ts,
        recipient_team=message.sender_team or scene.workspace,
        is_direct=scene.is_direct,
    )

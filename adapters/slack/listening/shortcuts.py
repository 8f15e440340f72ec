"""Carries out "Answer this" on a message: answers it as if the desk had been asked in its thread.

Where the desk cannot post, the person who wished it gets the answer alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.listening.payloads import ShortcutPayload
from adapters.slack.listening.scene import message_event_id
from adapters.slack.place import Place
from adapters.slack.surfaces.links import message_link, workspace_url
from adapters.slack.taking_in.asking import Asked, Asking, conversation
from adapters.slack.taking_in.people import PeopleNames
from adapters.slack.taking_in.telling import Addressee, Teller
from adapters.slack.taking_in.whereabouts import Whereabouts, is_direct, whereabouts
from adapters.slack.text import mentions, plain_text
from adapters.slack.tools import SlackTools
from core.chatting.private_threads import private_thread
from core.chatting.thread_talk import ThreadTalk
from core.chatting.wording import holds_no_question
from core.domain import Acceptance, Accepted, Question, Repeated, TurnedAway
from core.errors import StorageError

_log = structlog.get_logger()

_OWN = "I wrote that myself. Choose “Answer this” on a question of somebody else."
_EMPTY = "There is no text in that message that I could answer."
_NO_QUESTION = "There is no question in that message."
_NOT_NOW = "I am sorry: I cannot take that in just now. Please try again in a minute."
_ALONE = "I cannot post here, so only you will see my answer."


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A message that somebody wants answered."""

    workspace: str
    desk_user: str
    workspace_url: str
    payload: ShortcutPayload

    def already(self) -> str:
        """That it has been answered, and where."""
        channel, thread = self.payload.channel.id, self.payload.message.thread
        link = message_link(self.workspace_url, channel, thread)
        where = f"<{link}|its thread>" if link else "its thread"
        return f"That question was answered already: see {where}."

    @property
    def addressee(self) -> Addressee:
        """Who wants it answered."""
        message = self.payload.message
        return Addressee(
            workspace=self.workspace,
            channel=self.payload.channel.id,
            person=self.payload.user.id,
            root_ts=message.thread,
            response_url=self.payload.response_url,
        )


class Shortcuts:
    """Listens to the message shortcut."""

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
        self._talk = talk
        self._asking = asking
        self._teller = teller
        self._names = names

    async def chosen(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """The shortcut was chosen."""
        payload = ShortcutPayload.model_validate(body)
        workspace = context.team_id or context.enterprise_id or ""
        chosen = _Chosen(workspace, context.bot_user_id or "", workspace_url(context), payload)
        await ack()
        if payload.message.user == chosen.desk_user:
            self._teller.tell(chosen.addressee, _OWN)
            return
        text = await self._text(chosen)
        if not text:
            self._teller.tell(chosen.addressee, _EMPTY)
            return
        if holds_no_question(text):
            self._teller.tell(chosen.addressee, _NO_QUESTION)
            return
        try:
            await self._ask(chosen, text)
        except StorageError as error:
            # Slack does not deliver a shortcut again.
            _log.error("shortcut_not_taken", reason=str(error))
            self._teller.tell(chosen.addressee, _NOT_NOW)

    async def _text(self, chosen: _Chosen) -> str:
        raw = chosen.payload.message.text
        named = [user for user in mentions(raw) if user != chosen.desk_user]
        names = await self._names.of(chosen.workspace, named)
        return plain_text(raw, bot_user=chosen.desk_user, names=names).strip()

    async def _ask(self, chosen: _Chosen, text: str) -> None:
        payload = chosen.payload
        where = await whereabouts(
            self._tools.calls, chosen.workspace, payload.channel.id, payload.user.id
        )
        # Slack delivers a shortcut once: what would perhaps be refused is answered in private.
        if where in (Whereabouts.AWAY, Whereabouts.UNKNOWN):
            await self._ask_privately(chosen, text, where)
        else:
            await self._ask_in_thread(chosen, text, where)

    async def _ask_in_thread(self, chosen: _Chosen, text: str, where: Whereabouts) -> None:
        """Ask as if the message itself had addressed the desk: once, whoever wishes it."""
        payload, message = chosen.payload, chosen.payload.message
        thread = conversation(chosen.workspace, payload.channel.id, message.thread)
        asked = Asked(
            question=Question(text, thread, payload.user.id),
            place=_place(chosen, where),
            event_id=message_event_id(payload.channel.id, message.ts),
            addressee=chosen.addressee,
            is_about_message=message.user != payload.user.id,
        )
        acceptance = await self._asking.ask(asked)
        if self._was_passed_over(acceptance):
            again = f"shortcut:{payload.channel.id}:{message.ts}"
            acceptance = await self._asking.ask(replace(asked, event_id=again))
        match acceptance:
            case Accepted():
                self._talk.asked(thread, {payload.user.id, message.user}, message.ts)
            case Repeated():
                self._teller.tell(chosen.addressee, chosen.already())

    def _was_passed_over(self, acceptance: Acceptance) -> bool:
        """Whether the message was heard before, when nobody had addressed the desk, and not answered."""
        if not isinstance(acceptance, Repeated):
            return False
        return self._tools.opener.has_shown(acceptance.turn_id) is False

    async def _ask_privately(self, chosen: _Chosen, text: str, where: Whereabouts) -> None:
        payload = chosen.payload
        channel, person = payload.channel.id, payload.user.id
        key = conversation(chosen.workspace, channel, private_thread(person))
        acceptance = await self._asking.ask(
            Asked(
                question=Question(text, key, person),
                place=_private_place(payload),
                event_id=f"shortcut:{channel}:{payload.message.ts}:{person}",
                addressee=chosen.addressee,
                is_about_message=payload.message.user != person,
            )
        )
        if not isinstance(acceptance, TurnedAway):
            can_invite = where is Whereabouts.AWAY and not is_direct(channel)
            hint = f" To have me answer in the thread, `/invite` <@{chosen.desk_user}>."
            self._teller.tell(chosen.addressee, _ALONE + (hint if can_invite else ""))


def _place(chosen: _Chosen, where: Whereabouts) -> Place:
    payload = chosen.payload
    return Place(
        channel=payload.channel.id,
        thread_ts=payload.message.thread,
        question_ts=payload.message.ts,
        recipient_team=chosen.workspace,
        reason_url=payload.response_url,
        is_direct=where is Whereabouts.OWN,
    )


def _private_place(payload: ShortcutPayload) -> Place:
    return Place(channel=payload.channel.id, response_url=payload.response_url)

"""Carries out "Answer this" on a message: answers it as if the desk had been asked in its thread.

Where the desk cannot post, the person who wished it gets the answer in their personal chat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.teams.listening.dialog_cards import words_dialog
from adapters.teams.listening.own_chat import LOOK_SECONDS, OwnChat, own_chat, shown
from adapters.teams.listening.whereabouts import Whereabouts, whereabouts
from adapters.teams.place import Place
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.taking_in.asking import Asked, Asking, message_event_id, private_key
from adapters.teams.taking_in.chosen import is_by, text_of
from adapters.teams.taking_in.payloads import ChosenMessage, CommandUse, HeardActivity
from adapters.teams.taking_in.people import KnownPeople
from adapters.teams.taking_in.routes import InvokeAnswer, Told
from adapters.teams.taking_in.telling import Addressee
from adapters.teams.tools import TeamsTools
from core.chatting.thread_talk import ThreadTalk
from core.chatting.wording import holds_no_question
from core.domain import Acceptance, Accepted, Question, Repeated, TurnedAway

_TITLE = "Answer this"
_OWN = "I wrote that myself. Choose “Answer this” on a question of somebody else."
_EMPTY = "There is no text in that message that I could answer."
_NO_QUESTION = "There is no question in that message."
_DONE = {
    ChatKind.CHANNEL: "I answer it in its thread.",
    ChatKind.GROUP: "I answer it in this chat.",
    ChatKind.PERSONAL: "I answer it here.",
}
_ALONE = "I cannot post there, so I answer you in our own chat."
_TURNED_AWAY = "I could not take that in just now: I have told you why in our own chat."


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A message that somebody wants answered."""

    heard: HeardActivity
    message: ChosenMessage
    author: str
    """Who wrote it, as Teams calls them elsewhere; empty: not known."""
    text: str

    @property
    def person(self) -> str:
        """Who wants it answered."""
        return self.heard.sender.id

    @property
    def spot(self) -> Spot:
        """The thread that the message stands in or opens; outside of channels the chat."""
        spot, message = self.heard.spot, self.message
        if spot.kind is not ChatKind.CHANNEL:
            return spot
        return replace(spot, root=spot.root or message.reply_to or message.id)

    @property
    def is_about_other(self) -> bool:
        """Whether somebody else wrote it."""
        return self.message.sender.user.id not in ("", self.heard.sender.aad)

    def already(self) -> str:
        """That it has been answered, and where."""
        link = self.message.link
        is_web = link.startswith("https://") and not set(link) & set(" ()<>\n")
        where = f"[below it]({link})" if is_web else "below it"
        return f"That question was answered already: see {where}."


class AnswerThis:
    """Listens to the message extension's action on messages."""

    def __init__(
        self,
        *,
        tools: TeamsTools,
        asking: Asking,
        people: KnownPeople,
        talk: ThreadTalk,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        """Take the tools and what the other listeners share.

        Args:
            tools: What it works with.
            asking: Gives questions to the desk.
            people: Know who is who.
            talk: Who speaks with the desk in a thread.
            look_seconds: How long Teams may take to tell of the person's own chat.
        """
        self._tools = tools
        self._asking = asking
        self._people = people
        self._talk = talk
        self._look_seconds = look_seconds

    async def chosen(self, heard: HeardActivity, use: CommandUse) -> InvokeAnswer:
        """It was chosen.

        Raises:
            StorageError: The database cannot be read or written.
        """
        message = use.message
        if is_by(message, self._tools.app_id, heard.recipient.id):
            return Told(_OWN)
        text = text_of(message, desk=heard.recipient.id)
        if not text or not message.id:
            return Told(_EMPTY)
        if holds_no_question(text):
            return Told(_NO_QUESTION)
        author = self._people.of_object(heard.tenant, message.sender.user.id)
        chosen = _Chosen(heard, message, author, text)
        match await whereabouts(heard, self._tools.references):
            case Whereabouts.AWAY:
                return await self._ask_privately(chosen)
            case _:
                return await self._ask_in_thread(chosen)

    async def _ask_in_thread(self, chosen: _Chosen) -> InvokeAnswer:
        """Ask as if the message itself had addressed the desk: once, whoever wishes it."""
        spot, message_id = chosen.spot, chosen.message.id
        asked = Asked(
            question=Question(chosen.text, spot.key, chosen.person),
            place=Place(
                tenant=spot.tenant,
                chat=spot.chat,
                kind=spot.kind,
                root=spot.root,
                question_id=message_id,
            ),
            event_id=message_event_id(spot.chat, message_id),
            addressee=Addressee(spot=spot, person=chosen.person),
            is_about_message=chosen.is_about_other,
        )
        acceptance = await self._asking.ask(asked)
        if self._was_passed_over(acceptance):
            again = f"chosen:{spot.chat}:{message_id}"
            acceptance = await self._asking.ask(replace(asked, event_id=again))
        match acceptance:
            case Accepted():
                askers = {chosen.person, chosen.author} - {""}
                self._talk.asked(spot.key, askers, message_id)
                return Told(_DONE[spot.kind])
            case Repeated():
                return words_dialog(_TITLE, chosen.already())
            case TurnedAway():
                return Told(_TURNED_AWAY)

    def _was_passed_over(self, acceptance: Acceptance) -> bool:
        """Whether the message was heard before, when nobody had addressed the desk, and not answered."""
        if not isinstance(acceptance, Repeated):
            return False
        return self._tools.opener.has_shown(acceptance.turn_id) is False

    async def _ask_privately(self, chosen: _Chosen) -> InvokeAnswer:
        spot, message_id, person = chosen.spot.channel, chosen.message.id, chosen.person
        seconds = self._look_seconds
        own = await own_chat(self._tools.calls, spot.tenant, person, seconds=seconds)
        if own.why_not:
            return self._shown(own.why_not, own)
        acceptance = await self._asking.ask(
            Asked(
                question=Question(chosen.text, private_key(spot, person), person),
                place=Place(tenant=spot.tenant, chat=spot.chat, kind=spot.kind, is_private=True),
                event_id=f"chosen:{spot.chat}:{message_id}:{person}",
                addressee=own.addressee(person),
                is_about_message=chosen.is_about_other,
            )
        )
        if isinstance(acceptance, TurnedAway):
            return Told(_TURNED_AWAY if own.spot is not None else acceptance.reason)
        return self._shown(own.told(_ALONE), own)

    def _shown(self, text: str, own: OwnChat) -> InvokeAnswer:
        return shown(text, own, title=_TITLE, app_id=self._tools.app_id)

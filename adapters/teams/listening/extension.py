"""Carries out what one person asks or orders through the message extension, without the others.

It is what `/frontdesk` is in Slack.  Teams shows an answer to the person alone only in their personal chat,
so that is where the desk answers; what is no question is answered in the dialog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.teams.listening.dialog_cards import ASK_TITLE, message_dialog, question_dialog
from adapters.teams.listening.own_chat import LOOK_SECONDS, OwnChat, own_chat, shown
from adapters.teams.listening.whereabouts import Whereabouts, whereabouts
from adapters.teams.names import QUESTION
from adapters.teams.place import Place
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.taking_in.asking import Asked, Asking, private_key
from adapters.teams.taking_in.payloads import CommandUse, HeardActivity
from adapters.teams.taking_in.routes import InvokeAnswer, SaidCommand, Told, WordHandler
from adapters.teams.tools import TeamsTools
from core.chatting.command_words import Ask, Manage, Simple, read_command
from core.chatting.forgetting import forget_own_chat, forget_private
from core.domain import ConversationKey, Question, TurnedAway

_MOST_ECHO_CHARACTERS = 150
_WORDS = {
    Simple.HELP: ("help", "What I do"),
    Simple.SOURCES: ("sources", "What I know"),
    Simple.SETTINGS: ("settings", "Settings"),
}
_IN_OUR_CHAT = "I answer you in our own chat."
_HERE = "I answer you here, in our chat."
_TURNED_AWAY = "I could not take that in: I have told you why in our own chat."
_NOT_HERE = (
    "I am not in this {noun}, so I could not post here. Add me first, then order again: {wish}"
)
_NOUNS = {ChatKind.PERSONAL: "chat", ChatKind.GROUP: "chat", ChatKind.CHANNEL: "channel"}


@dataclass(frozen=True, slots=True)
class _Given:
    """What somebody wrote into the dialog, and where."""

    heard: HeardActivity
    where: Whereabouts

    @property
    def spot(self) -> Spot:
        """The chat or channel: no thread belongs to it."""
        return self.heard.spot.channel

    @property
    def person(self) -> str:
        """Who wrote it."""
        return self.heard.sender.id

    @property
    def is_own(self) -> bool:
        """Whether it was done in the personal chat."""
        return self.where is Whereabouts.OWN

    @property
    def private(self) -> ConversationKey:
        """What the person asks there in private."""
        return self.spot.key if self.is_own else private_key(self.spot, self.person)


class Extension:
    """Listens to the message extension's line."""

    def __init__(
        self,
        *,
        tools: TeamsTools,
        asking: Asking,
        words: Mapping[str, WordHandler],
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        """Take the tools and what the other listeners share.

        Args:
            tools: What it works with.
            asking: Gives questions to the desk.
            words: What surfaces say to each word.
            look_seconds: How long Teams may take to tell of the person's own chat.
        """
        self._tools = tools
        self._asking = asking
        self._words = words
        self._look_seconds = look_seconds

    async def opened(self) -> InvokeAnswer:
        """Somebody chose it."""
        return question_dialog()

    async def sent_in(self, heard: HeardActivity, use: CommandUse) -> InvokeAnswer:
        """Somebody wrote a line.

        Raises:
            StorageError: The database cannot be read or written.
        """
        given = _Given(heard, await whereabouts(heard, self._tools.references))
        text = str(use.data.get(QUESTION) or "").strip()
        match read_command(text):
            case Simple.FORGET:
                return Told(await self._forget(given))
            case Simple() as wish:
                return await self._word(given, wish)
            case Manage() as wish:
                return await self._manage(given, wish)
            case Ask(text=question):
                return await self._ask(given, given.private, question, is_announced=False)

    async def _word(self, given: _Given, wish: Simple) -> InvokeAnswer:
        name, title = _WORDS[wish]
        command = SaidCommand(
            spot=given.spot,
            person=given.person,
            name=given.heard.sender.name,
            activity_id=given.heard.id,
            is_private=True,
        )
        return message_dialog(title, await self._words[name](command))

    # ---- Asking -------------------------------------------------------------------------

    async def _manage(self, given: _Given, wish: Manage) -> InvokeAnswer:
        """Subscriptions belong to the chat, so that what they post goes there."""
        if wish.is_wish and given.where is Whereabouts.AWAY:
            noun = _NOUNS[given.spot.kind]
            return Told(_NOT_HERE.format(noun=noun, wish=_short(wish.text)))
        is_announced = given.where is Whereabouts.WITHIN
        return await self._ask(given, given.spot.key, wish.text, is_announced=is_announced)

    async def _ask(
        self, given: _Given, key: ConversationKey, text: str, *, is_announced: bool
    ) -> InvokeAnswer:
        """Ask; the answer stands in the personal chat, under a line that tells what was asked."""
        own = await self._own_chat(given)
        if own.why_not:
            return self._shown(own.why_not, own)
        acceptance = await self._asking.ask(
            Asked(
                question=Question(text, key, given.person),
                place=_place(given, is_announced=is_announced),
                event_id=f"extension:{given.heard.id}",
                addressee=own.addressee(given.person),
            )
        )
        if isinstance(acceptance, TurnedAway):
            return Told(_TURNED_AWAY if own.spot is not None else acceptance.reason)
        if given.is_own:
            return Told(_HERE)
        return self._shown(own.told(_IN_OUR_CHAT), own)

    def _shown(self, text: str, own: OwnChat) -> InvokeAnswer:
        return shown(text, own, title=ASK_TITLE, app_id=self._tools.app_id)

    async def _own_chat(self, given: _Given) -> OwnChat:
        if given.is_own:
            return OwnChat(given.spot)
        tenant, person = given.spot.tenant, given.person
        return await own_chat(self._tools.calls, tenant, person, seconds=self._look_seconds)

    # ---- Forgetting ---------------------------------------------------------------------

    async def _forget(self, given: _Given) -> str:
        """Delete all of the personal chat; elsewhere what the person asked there in private."""
        if given.is_own:
            return await forget_own_chat(
                given.spot.key,
                conversations=self._tools.conversations,
                history=self._tools.history,
            )
        done = await forget_private(given.private, history=self._tools.history)
        return f"{done} To delete what we said openly, mention me there with the word forget."


def _place(given: _Given, *, is_announced: bool) -> Place:
    spot = given.spot
    return Place(
        tenant=spot.tenant,
        chat=spot.chat,
        kind=spot.kind,
        is_private=True,
        is_announced=is_announced,
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _MOST_ECHO_CHARACTERS:
        return line
    return line[:_MOST_ECHO_CHARACTERS].rstrip() + "…"
